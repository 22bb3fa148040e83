"""Queries: what a ledger holds, now or at any instant, as objects of the model.

Not here: how the past is folded (``fold.py``). Invariant: nothing here writes. Claims of now come
from the derived tables, which ``store.py`` brings up to date before, and those of the past are
grouped again from the sightings known then.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from counterclaim.errors import NotFoundError
from counterclaim.group.claims import group_claims
from counterclaim.ledger import schema
from counterclaim.ledger.claim_rows import claim_of, documents_of, sightings_of
from counterclaim.ledger.copies import Groups, groups_among, groups_of
from counterclaim.ledger.derive import are_groups_current, standing_of
from counterclaim.ledger.entries import instant_of
from counterclaim.ledger.filters import EVERYTHING, Filter
from counterclaim.ledger.fold import (
    State,
    entry_at,
    iter_kept,
    kept_from,
    latest_readings,
    load_state,
)
from counterclaim.ledger.rows import kept_statement, object_of
from counterclaim.ledger.targets import Target, find_id
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.records import Json
from counterclaim.model.statements import Statement
from counterclaim.read.skips import Skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStatement:
    """One statement in a ledger, with its document's facts."""

    id: str
    statement: Statement
    document: DocumentFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run: when it began, with which versions, what it read, and how it ended.

    ``how`` is ``None`` for a run that is going on or was cut off.
    """

    number: int
    began_at: dt.datetime
    engine: str
    lexicon: str
    what: str
    ended_at: dt.datetime | None = None
    how: str | None = None
    tally: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipRecord:
    """What was not read, when and in which run."""

    entry: int
    at: dt.datetime
    run: int | None
    skip: Skip


def state_at(connection: Connection, as_of: dt.datetime | None) -> State:
    """Return the documents and reviews known at an instant, the present ones for ``None``."""
    through = entry_at(connection, as_of)
    groups = groups_now(connection) if as_of is None else groups_among(connection, through)
    return load_state(connection, through, groups=groups)


def groups_now(connection: Connection, documents: Collection[str] | None = None) -> Groups:
    """Return the copy groups of now, made here where the derived ones are behind."""
    if are_groups_current(connection):
        return groups_of(connection, documents)
    return groups_among(connection, entry_at(connection, None))


def list_documents(connection: Connection, as_of: dt.datetime | None = None) -> list[DocumentFacts]:
    """Return the documents in the order in which the ledger learnt of them."""
    through = entry_at(connection, as_of)
    state = state_at(connection, as_of)
    of = schema.documents.c
    order = connection.execute(
        select(of.id).where(of.entry <= through).order_by(of.entry, of.id)
    ).scalars()
    return [state.documents[id_] for id_ in order]


def list_kept(
    connection: Connection, wanted: Filter = EVERYTHING, as_of: dt.datetime | None = None
) -> list[KeptSighting]:
    """Return the sightings of the latest readings, by document and place in its text."""
    return list(iter_kept(connection, state_at(connection, as_of), wanted=wanted))


def text_of(connection: Connection, document: str) -> str:
    """Return the text of a document as it was read last; its id may be a beginning."""
    of, read = schema.texts.c, schema.readings.c
    id_ = find_id(connection, schema.documents, document)
    found = connection.execute(
        select(of.text)
        .join(schema.readings, (read.document == of.document) & (read.text == of.sha256))
        .where(of.document == id_)
        .order_by(read.entry.desc())
        .limit(1)
    ).scalar()
    if found is None:
        raise NotFoundError(f"the document {id_} has no text")
    return str(found)


def list_texts(connection: Connection, as_of: dt.datetime | None = None) -> dict[str, str]:
    """Return the text of each document's latest reading, by the document's id."""
    of, read = schema.texts.c, schema.readings.c
    latest = latest_readings(entry_at(connection, as_of)).subquery()
    rows = connection.execute(
        select(of.document, of.text)
        .join(schema.readings, (read.document == of.document) & (read.text == of.sha256))
        .join(latest, latest.c.entry == read.entry)
    )
    return {row.document: row.text for row in rows}


def head_of(connection: Connection, as_of: dt.datetime | None = None) -> str:
    """Return the hash of the last entry not after an instant, "" if there is none."""
    of = schema.entries.c
    number = entry_at(connection, as_of)
    return str(connection.execute(select(of.sha256).where(of.number == number)).scalar() or "")


def iter_statements(
    connection: Connection, as_of: dt.datetime | None = None
) -> Iterator[KeptStatement]:
    """Yield the statements of the latest readings, by document and place in its text."""
    state = state_at(connection, as_of)
    latest, of = latest_readings(state.through).subquery(), schema.statements.c
    rows = connection.execute(
        select(of.id, of.document, of.record)
        .join(latest, latest.c.entry == of.entry)
        .order_by(of.document, of.place_in_text)
    )
    for row in rows:
        yield KeptStatement(
            id=row.id,
            statement=kept_statement(row.record, row.id),
            document=state.documents[row.document],
        )


def list_skips(connection: Connection, as_of: dt.datetime | None = None) -> list[SkipRecord]:
    """Return what was not read, newest last."""
    of, entry = schema.skips.c, schema.entries.c
    rows = connection.execute(
        select(schema.skips, entry.at, entry.run)
        .join(schema.entries, entry.number == of.entry)
        .where(of.entry <= entry_at(connection, as_of))
        .order_by(of.entry)
    )
    return [
        SkipRecord(
            entry=row.entry,
            at=instant_of(row.at),
            run=row.run,
            skip=Skip(source=row.source, reason=row.reason),
        )
        for row in rows
    ]


def list_runs(connection: Connection, as_of: dt.datetime | None = None) -> list[RunRecord]:
    """Return the runs, newest last."""
    through = entry_at(connection, as_of)
    run, end, entry = schema.runs.c, schema.run_ends.c, schema.entries.c
    ends = {
        row.run: row
        for row in connection.execute(
            select(schema.run_ends, entry.at)
            .join(schema.entries, entry.number == end.entry)
            .where(end.entry <= through)
        )
    }
    rows = connection.execute(
        select(schema.runs, entry.at)
        .join(schema.entries, entry.number == run.entry)
        .where(run.entry <= through)
        .order_by(run.entry)
    )
    found: list[RunRecord] = []
    for row in rows:
        ended = ends.get(row.entry)
        found.append(
            RunRecord(
                number=row.entry,
                began_at=instant_of(row.at),
                engine=row.engine,
                lexicon=row.lexicon,
                what=row.what,
                ended_at=None if ended is None else instant_of(ended.at),
                how=None if ended is None else ended.how,
                tally=None
                if ended is None
                else object_of(ended.tally, f"the end of run {row.entry}"),
            )
        )
    return found


def claims_now(connection: Connection, wanted: Filter = EVERYTHING) -> list[Claim]:
    """Return the claims of the derived tables, by first day seen, then as in a text.

    They are as of the entry through which the tables are true, whatever came since.
    """
    through = standing_of(connection).through
    rows = connection.execute(select(schema.claims).where(wanted.claims_where())).all()
    ids = [row.id for row in rows]
    documents = None if wanted.is_open else documents_of(connection, ids)
    groups = groups_of(connection, documents)
    state = load_state(connection, through, documents=documents, groups=groups)
    sightings = sightings_of(connection, ids, state)
    return sorted((claim_of(row, tuple(sightings[row.id])) for row in rows), key=claim_order)


def claims_at(
    connection: Connection,
    as_of: dt.datetime | None,
    lexicon: Lexicon,
    wanted: Filter = EVERYTHING,
) -> list[Claim]:
    """Return the claims that were known at an instant, grouped again from their sightings."""
    kept = iter_kept(connection, state_at(connection, as_of))
    return sorted(filter(wanted.lets_claim, group_claims(kept, lexicon)), key=claim_order)


def versions_of(connection: Connection, target: Target) -> list[KeptSighting]:
    """Return the sightings that stand at the places of a target now, in their order."""
    documents = sorted({place.document for place in target.places})
    groups = groups_now(connection, documents)
    state = load_state(connection, entry_at(connection, None), documents=documents, groups=groups)
    of = schema.sightings.c
    found: list[KeptSighting] = []
    for place in target.places:
        row = connection.execute(
            select(of.id, of.record, schema.readings.c.is_coded)
            .join(schema.readings, schema.readings.c.entry == of.entry)
            .where(
                of.entry == state.readings[place.document],
                of.document == place.document,
                of.engine_id == place.engine_id,
            )
        ).first()
        if row is not None:
            stored = (row.record, row.is_coded)
            found.append(kept_from(row.id, place.engine_id, place.document, stored, state))
    return found


def claim_order(claim: Claim) -> tuple[dt.date, str, int, str]:
    """Return what claims are sorted by: the first day seen, undated ones last; then as in a text.

    By the id alone, the order of one text would change with every word of the lexicon.
    """
    first = claim.sightings[0]
    day = claim.first_seen or dt.date.max
    return (day, first.document.id, first.sighting.quantity.start, claim.id)
