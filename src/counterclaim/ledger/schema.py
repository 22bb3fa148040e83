"""The tables of a ledger as it is now; how older ones become so is in ``migrations``.

Invariants: a row of an append-only table carries the number of its entry and is never changed, as
triggers see to on both databases; a derived table is a function of the append-only ones; what is
remembered between runs is neither. Days and instants are ISO text (instants in UTC, with
microseconds), and records canonical JSON, so that one form is hashed, compared and read on SQLite
and on PostgreSQL.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

LONGEST_CODE = 200  # characters: PostgreSQL indexes no text beyond 2,700 bytes

IS_LATER = "is_later"  # the mark of such columns, see ``_later``

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_DAY = String(10)
_INSTANT = String(27)
_SHA256 = String(64)
_CODE = String(LONGEST_CODE)
_BUCKET = String(32)


def _number(name: str, *, is_optional: bool = False) -> Column[int]:
    """Return a column of counts of people, which may be larger than four bytes hold."""
    return Column(name, BigInteger, nullable=is_optional)


def _text(name: str, *, is_optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=is_optional)


def _later(column: Column[str]) -> Column[str]:
    """Mark a column that an append-only table got after a release; it has to be optional.

    Where it is empty it is no part of what is hashed, so that the digests of entries from before
    still hold, and a row that says nothing there is the same row in both schemas.
    """
    column.info[IS_LATER] = True
    return column


def _entry(*, is_key: bool = False) -> Column[int]:
    return Column(
        "entry", Integer, ForeignKey("entries.number"), nullable=False, primary_key=is_key
    )


def _document() -> Column[str]:
    return Column("document", _SHA256, ForeignKey("documents.id"), nullable=False)


entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", _INSTANT, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("run", Integer),  # the entry that began the run; nothing for what stands alone
    Column("content", _SHA256, nullable=False),
    Column("previous", _SHA256, nullable=False),
    Column("sha256", _SHA256, nullable=False),
    CheckConstraint("number > 0", name="number"),
)

runs = Table(
    "runs",
    metadata,
    _entry(is_key=True),
    _text("engine"),
    _text("lexicon"),
    _text("what"),
)

run_ends = Table(
    "run_ends",
    metadata,
    _entry(is_key=True),
    Column("run", Integer, ForeignKey("runs.entry"), nullable=False, index=True),
    Column("how", String(16), nullable=False),  # finished, stopped or failed
    _text("tally"),
)

skips = Table("skips", metadata, _entry(is_key=True), _text("source"), _text("reason"))

documents = Table(
    "documents",
    metadata,
    Column("id", _SHA256, primary_key=True),
    _entry(),
    Index("ix_documents_entry", "entry"),
)

captures = Table(
    "captures",
    metadata,
    _entry(is_key=True),
    _document(),
    _text("source"),
    _text("url", is_optional=True),
    _text("title", is_optional=True),
    _text("outlet", is_optional=True),
    Column("published_start", _DAY),
    Column("published_end", _DAY),
    Column("fetched_at", _INSTANT),
    _later(_text("authors", is_optional=True)),  # a JSON list of names
    _later(_text("language", is_optional=True)),
    _later(_text("published_from", is_optional=True)),
    _later(_text("published_at", is_optional=True)),
    _later(_text("notes", is_optional=True)),  # a JSON list of sentences
    Index("ix_captures_document", "document", "entry"),
)

texts = Table(
    "texts",
    metadata,
    _document(),
    Column("sha256", _SHA256, nullable=False),
    _entry(),
    _text("reader"),
    _text("reader_version"),
    _text("text"),
    PrimaryKeyConstraint("document", "sha256"),
    Index("ix_texts_entry", "entry"),
    Index("ix_texts_sha256", "sha256"),
)

readings = Table(
    "readings",
    metadata,
    _entry(is_key=True),
    _document(),
    Column("text", _SHA256, nullable=False),
    Column("published_start", _DAY),
    Column("published_end", _DAY),
    _text("engine"),
    _text("lexicon"),
    Column("is_coded", Boolean, nullable=False),
    ForeignKeyConstraint(["document", "text"], ["texts.document", "texts.sha256"]),
    Index("ix_readings_document", "document", "entry"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("entry", Integer, ForeignKey("readings.entry"), nullable=False),
    Column("id", String(32), nullable=False),
    _document(),
    Column("place_in_text", Integer, nullable=False),
    _text("engine_id"),
    _text("outcome"),
    _text("victims_party", is_optional=True),
    _text("victims_class", is_optional=True),
    _text("victims_group", is_optional=True),
    _text("claimant_name", is_optional=True),
    _text("claimant_party", is_optional=True),
    _text("claimant_kind", is_optional=True),
    _text("frame", is_optional=True),
    Column("period_start", _DAY),
    Column("period_end", _DAY),
    Column("stated_on", _DAY),
    _text("place_text", is_optional=True),
    _text("place_code", is_optional=True),
    _text("kind"),
    _number("value", is_optional=True),
    _number("low", is_optional=True),
    _number("high", is_optional=True),
    _text("polarity"),
    Column("is_optional", Boolean, nullable=False),
    _text("record"),
    PrimaryKeyConstraint("entry", "id"),
    Index("ix_sightings_id", "id"),
    Index("ix_sightings_document", "document", "entry"),
)

statements = Table(
    "statements",
    metadata,
    Column("entry", Integer, ForeignKey("readings.entry"), nullable=False),
    Column("id", String(32), nullable=False),
    _document(),
    Column("place_in_text", Integer, nullable=False),
    _text("engine_id"),
    _text("speaker_name"),
    _text("speaker_party", is_optional=True),
    _text("speaker_kind"),
    _text("stance"),
    Column("stated_on", _DAY),
    _text("record"),
    PrimaryKeyConstraint("entry", "id"),
    Index("ix_statements_id", "id"),
    Index("ix_statements_document", "document", "entry"),
)

reviews = Table(
    "reviews",
    metadata,
    _entry(),
    _document(),
    Column("engine_id", _CODE, nullable=False),
    _text("verdict"),
    _text("fields"),
    _text("reviewer"),
    _text("reason"),
    Column("revision", Integer, nullable=False),  # the entry it was made on; 0 for the first
    PrimaryKeyConstraint("entry", "document", "engine_id"),
    Index("ix_reviews_document", "document", "engine_id", "entry"),
)

APPEND_ONLY = (
    *(entries, runs, run_ends, skips, documents, captures, texts),
    *(readings, sightings, statements, reviews),
)


LATER_COLUMNS = {
    table.name: frozenset(column.name for column in table.columns if column.info.get(IS_LATER))
    for table in APPEND_ONLY
}


def triggers_of(table: Table, dialect: str) -> tuple[str, ...]:
    """Return the names of the triggers that have to guard a table."""
    if table not in APPEND_ONLY:
        return ()
    verbs = ("change",) if dialect == "postgresql" else ("UPDATE", "DELETE", "REPLACE")
    return tuple(f"{table.name}_no_{verb}" for verb in verbs)


derived_state = Table(
    "derived_state",
    metadata,
    Column("part", String(16), primary_key=True),
    Column("through", Integer, nullable=False),
    _text("version"),
)

members = Table(
    "members",
    metadata,
    Column("sighting", String(32), primary_key=True),
    _document(),
    Column("entry", Integer, nullable=False),
    Column("bucket", _BUCKET, nullable=False),  # the digest of what tells buckets apart
    ForeignKeyConstraint(["entry", "sighting"], ["sightings.entry", "sightings.id"]),
    Index("ix_members_document", "document"),
    Index("ix_members_bucket", "bucket"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("bucket", _BUCKET, nullable=False),  # the digest of what tells buckets apart
    Column("question", String(32), nullable=False),
    Column("outcome", _CODE),
    Column("victims_party", _CODE),
    _text("victims_class", is_optional=True),
    _text("victims_group", is_optional=True),
    _text("frame", is_optional=True),
    _text("place", is_optional=True),
    _text("place_key", is_optional=True),
    _text("occasion", is_optional=True),
    Column("is_part", Boolean, nullable=False),
    _text("claimant_name", is_optional=True),
    _text("claimant_key", is_optional=True),
    Column("claimant_party", _CODE),
    _text("claimant_kind", is_optional=True),
    _text("polarity"),
    _text("quantity"),
    _text("kind"),
    _number("value", is_optional=True),
    _number("low", is_optional=True),
    _number("high", is_optional=True),
    Column("start", _DAY),
    Column("as_of", _DAY),
    Column("as_of_from", String(16)),
    Column("stated_on", _DAY),
    Column("first_seen", _DAY),
    Column("last_seen", _DAY),
    Column("n_sightings", Integer, nullable=False),
    Column("n_independent", Integer, nullable=False),
    _text("supersedes", is_optional=True),
    _text("superseded_by", is_optional=True),
    Index("ix_claims_bucket", "bucket"),
    Index("ix_claims_question", "question"),
    Index("ix_claims_victims", "victims_party", "outcome"),
    Index("ix_claims_claimant_party", "claimant_party"),
    Index("ix_claims_as_of", "as_of"),
)

claim_sightings = Table(
    "claim_sightings",
    metadata,
    Column("claim", String(32), ForeignKey("claims.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("sighting", String(32), ForeignKey("members.sighting"), nullable=False),
    PrimaryKeyConstraint("claim", "position"),
    Index("ix_claim_sightings_sighting", "sighting"),
)

copy_signatures = Table(
    "copy_signatures",
    metadata,
    Column("text", _SHA256, primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)

copy_pairs = Table(
    "copy_pairs",
    metadata,
    Column("a", _SHA256, nullable=False),
    Column("b", _SHA256, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

copy_groups = Table(
    "copy_groups",
    metadata,
    Column("document", _SHA256, ForeignKey("documents.id"), primary_key=True),
    Column("origin", _SHA256, ForeignKey("documents.id"), nullable=False),
    Index("ix_copy_groups_origin", "origin"),
)

parties = Table(
    "parties",
    metadata,
    Column("id", _CODE, primary_key=True),
    _text("name"),
    _text("kind"),
)

DERIVED = (
    *(claim_sightings, claims, members, copy_groups, copy_pairs, copy_signatures),
    *(parties, derived_state),
)

# What reading remembers between runs. It is no evidence: it stands outside the chain, rows in it
# are changed, and losing them costs time and no document. Keys are digests of the texts beside
# them, since an address may be longer than what PostgreSQL indexes.

validators = Table(
    "validators",
    metadata,
    Column("key", _SHA256, primary_key=True),
    _text("url"),
    _text("etag", is_optional=True),
    _text("last_modified", is_optional=True),
    _text("sha256", is_optional=True),
    _text("source", is_optional=True),
    Column("fetched_at", _INSTANT),
)

positions = Table(
    "positions",
    metadata,
    Column("key", _SHA256, primary_key=True),
    _text("archive"),
    _number("position"),
)

seen_entries = Table("seen_entries", metadata, Column("key", _SHA256, primary_key=True))

announced = Table("announced", metadata, Column("key", _SHA256, primary_key=True))

REMEMBERED = (validators, positions, seen_entries, announced)
