"""Deriving: claims, copy groups and parties from what the entries come to, kept in tables.

They are a cache, true through the entry that ``derived_state`` names. Not here: what is one claim
or one copy (``group``). Invariants: catching up touches only the buckets of documents that changed,
and ends in the rows that deriving everything anew would give; it is one transaction.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text, union, union_all

from counterclaim.group.claims import bucket_keys, group_claims
from counterclaim.ledger import schema
from counterclaim.ledger.claim_rows import claim_row, link_rows
from counterclaim.ledger.copies import groups_of, refresh_groups
from counterclaim.ledger.entries import Row
from counterclaim.ledger.fold import (
    State,
    entry_at,
    iter_kept,
    kept_from,
    load_state,
)
from counterclaim.ledger.paging import chunks
from counterclaim.ledger.versions import grouping_version, lexicon_version
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.digests import sha256_of
from counterclaim.model.kept import KeptSighting

_PART = "claims"
_MANY_ROWS = 1_000  # from here on the plan of a question matters
_BUFFER = 5_000  # rows written at a time
_BUCKET_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Through which entry the derived tables are true, and what derived them."""

    through: int = 0
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many claims are new since the last time, and how many are no longer the same."""

    n_new: int = 0
    n_changed: int = 0


def standing_of(connection: Connection) -> Standing:
    """Return how far the derived tables go; nowhere, if what they say of it cannot be."""
    of = schema.derived_state.c
    found = connection.execute(select(schema.derived_state).where(of.part == _PART)).first()
    if found is None or not is_possible(connection, found.through):
        return Standing()
    return Standing(through=found.through, version=str(found.version))


def is_possible(connection: Connection, through: object) -> bool:
    """Say whether there is an entry of that number, or none is meant."""
    return isinstance(through, int) and 0 <= through <= entry_at(connection, None)


def wanted_version(lexicon: Lexicon) -> str:
    """Return the version of what derives claims here and now."""
    return f"{grouping_version()} {lexicon_version(lexicon)}"


def is_current(connection: Connection, lexicon: Lexicon) -> bool:
    """Say whether the derived tables are this lexicon's, and nothing came since."""
    standing = standing_of(connection)
    return standing.version == wanted_version(lexicon) and not _is_behind(connection, standing)


def are_groups_current(connection: Connection) -> bool:
    """Say whether the copy groups are of this version, with whichever lexicon, and of now."""
    standing = standing_of(connection)
    is_of_version = standing.version.partition(" ")[0] == grouping_version()
    return is_of_version and not _is_behind(connection, standing)


def _is_behind(connection: Connection, standing: Standing) -> bool:
    return last_change(connection) > standing.through


def last_change(connection: Connection) -> int:
    """Return the number of the last entry that says anything new of a document."""
    tables = (schema.captures, schema.readings, schema.reviews)
    found = union_all(*(select(func.max(table.c.entry).label("entry")) for table in tables))
    return connection.execute(select(func.max(found.subquery().c.entry))).scalar() or 0


def refresh(connection: Connection, lexicon: Lexicon, *, anew: bool = False) -> Changes:
    """Bring the derived tables up to the last entry and say what changed.

    Parameters
    ----------
    connection
        One that holds the head of the chain (``Database.writing``).
    lexicon
        What claims are grouped with; another one than before derives everything anew.
    anew
        Whether to derive everything, whatever stands there.
    """
    standing, head = standing_of(connection), entry_at(connection, None)
    version = wanted_version(lexicon)
    is_other = standing.version.partition(" ")[0] != grouping_version()
    forgets_copies = anew or is_other
    anew = anew or standing.version != version
    if not anew and not _is_behind(connection, standing):
        return Changes()
    since = 0 if anew else standing.through
    regrouped = refresh_groups(connection, head, since=since, anew=forgets_copies)
    if anew:
        changes = _derive_all(connection, head, lexicon)
    else:
        touched = _touched(connection, standing.through) | regrouped
        changes = _derive_some(connection, head, lexicon, touched)
    _write_parties(connection, lexicon)
    connection.execute(delete(schema.derived_state).where(schema.derived_state.c.part == _PART))
    row: Row = {"part": _PART, "through": head, "version": version}
    connection.execute(insert(schema.derived_state), [row])
    return changes


def _derive_all(connection: Connection, head: int, lexicon: Lexicon) -> Changes:
    before = _fingerprints(connection, _buckets(connection, schema.claims))
    for table in (schema.claim_sightings, schema.claims, schema.members):
        connection.execute(delete(table))
    state = load_state(connection, head, groups=groups_of(connection))
    _insert(connection, schema.members, _member_rows(iter_kept(connection, state), state, lexicon))
    buckets = _buckets(connection, schema.members)
    _tell_sizes(connection, len(buckets))
    after = _write_claims(connection, _members(connection, state, buckets), lexicon)
    _tell_sizes(connection, len(after))
    return _compare(before, after)


def _tell_sizes(connection: Connection, n_rows: int) -> None:
    """Have PostgreSQL look at its tables again after many new rows, or it plans for none."""
    if n_rows > _MANY_ROWS and connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


def _derive_some(connection: Connection, head: int, lexicon: Lexicon, touched: set[str]) -> Changes:
    member = schema.members.c
    state = load_state(connection, head, documents=touched, groups=groups_of(connection, touched))
    kept = iter_kept(connection, state, documents=sorted(touched))
    rows = list(_member_rows(kept, state, lexicon))
    buckets = {str(row["bucket"]) for row in rows}
    for some in chunks(touched):
        old = select(member.bucket).where(member.document.in_(some)).distinct()
        buckets.update(connection.execute(old).scalars())
    before = _fingerprints(connection, buckets)
    _delete_claims(connection, buckets)
    for some in chunks(touched):
        connection.execute(delete(schema.members).where(member.document.in_(some)))
    _insert(connection, schema.members, rows)
    beside: set[str] = set()
    for some in chunks(buckets):
        where = select(member.document).where(member.bucket.in_(some)).distinct()
        beside.update(connection.execute(where).scalars())
    state = load_state(connection, head, documents=beside, groups=groups_of(connection, beside))
    after = _write_claims(connection, _members(connection, state, buckets), lexicon)
    return _compare(before, after)


def _touched(connection: Connection, since: int) -> set[str]:
    """Return the documents that an entry after ``since`` says anything new of."""
    tables = (schema.captures, schema.readings, schema.reviews)
    found = union(*(select(t.c.document).where(t.c.entry > since) for t in tables))
    return set(connection.execute(found).scalars())


def _member_rows(kept: Iterable[KeptSighting], state: State, lexicon: Lexicon) -> Iterator[Row]:
    """Yield where each sighting belongs; what a review rejected belongs nowhere."""
    for document, group in groupby(kept, key=lambda one: one.document.id):
        alive = [one for one in group if one.status != "rejected"]
        keys = bucket_keys([one.sighting for one in alive], lexicon)
        for one in alive:
            yield {
                "sighting": one.id,
                "document": document,
                "entry": state.readings[document],
                "bucket": sha256_of(keys[one.sighting.id])[:_BUCKET_DIGITS],
            }


def _members(
    connection: Connection, state: State, buckets: Iterable[str]
) -> Iterator[tuple[str, list[KeptSighting]]]:
    """Yield buckets with all that is in each."""
    member, of = schema.members.c, schema.sightings.c
    statement = (
        select(
            *(member.bucket, of.id, of.engine_id, of.document, of.record),
            schema.readings.c.is_coded,
        )
        .join(schema.sightings, (of.entry == member.entry) & (of.id == member.sighting))
        .join(schema.readings, schema.readings.c.entry == of.entry)
        .order_by(member.bucket, of.document, of.place_in_text)
    )
    for some in chunks(sorted(buckets)):
        rows = connection.execute(statement.where(member.bucket.in_(some)))
        for bucket, group in groupby(rows, key=lambda row: str(row.bucket)):
            yield (
                bucket,
                [
                    kept_from(
                        row.id, row.engine_id, row.document, (row.record, row.is_coded), state
                    )
                    for row in group
                ],
            )


def _write_claims(
    connection: Connection,
    buckets: Iterable[tuple[str, list[KeptSighting]]],
    lexicon: Lexicon,
) -> dict[str, int]:
    """Write the claims of buckets and return their fingerprints by id."""
    found: dict[str, int] = {}
    claims: list[Row] = []
    links: list[Row] = []
    for bucket, kept in buckets:
        for claim in group_claims(kept, lexicon):
            row = claim_row(claim, bucket)
            found[claim.id] = _fingerprint(row)
            claims.append(row)
            links += link_rows(claim)
        if len(links) >= _BUFFER:
            _write(connection, claims, links)
    _write(connection, claims, links)
    return found


def _write(connection: Connection, claims: list[Row], links: list[Row]) -> None:
    if claims:
        connection.execute(insert(schema.claims), claims)
        connection.execute(insert(schema.claim_sightings), links)
    claims.clear()
    links.clear()


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows as they come, some thousand at a time."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _BUFFER:
            connection.execute(insert(table), waiting)
            waiting.clear()
    if waiting:
        connection.execute(insert(table), waiting)


def _delete_claims(connection: Connection, buckets: set[str]) -> None:
    claim, link = schema.claims.c, schema.claim_sightings.c
    for some in chunks(buckets):
        gone = select(claim.id).where(claim.bucket.in_(some))
        connection.execute(delete(schema.claim_sightings).where(link.claim.in_(gone)))
        connection.execute(delete(schema.claims).where(claim.bucket.in_(some)))


def _buckets(connection: Connection, table: Table) -> set[str]:
    return set(connection.execute(select(table.c.bucket).distinct()).scalars())


def _fingerprints(connection: Connection, buckets: set[str]) -> dict[str, int]:
    """Return what tells whether a claim is still the same, by its id."""
    found: dict[str, int] = {}
    for some in chunks(buckets):
        statement = select(schema.claims).where(schema.claims.c.bucket.in_(some))
        for row in connection.execute(statement).mappings():
            found[row["id"]] = _fingerprint(row)
    return found


def _fingerprint(row: Mapping[Any, Any]) -> int:
    return hash(tuple(row[column.name] for column in schema.claims.c if column.name != "bucket"))


def _compare(before: dict[str, int], after: dict[str, int]) -> Changes:
    return Changes(
        n_new=len(after.keys() - before.keys()),
        n_changed=sum(before.get(id_, print_) != print_ for id_, print_ in after.items()),
    )


def _write_parties(connection: Connection, lexicon: Lexicon) -> None:
    """Write the sides that claims name, with their names and kinds as the lexicon has them."""
    of = schema.claims.c
    met = connection.execute(union(select(of.victims_party), select(of.claimant_party))).scalars()
    rows: list[Row] = []
    for id_ in sorted(found for found in met if found is not None):
        party = lexicon.parties.get(id_)
        rows.append(
            {
                "id": id_,
                "name": id_ if party is None else party.name,
                "kind": "other" if party is None else party.kind,
            }
        )
    connection.execute(delete(schema.parties))
    _insert(connection, schema.parties, rows)
