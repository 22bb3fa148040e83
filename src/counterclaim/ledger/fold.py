"""Folding: what the entries up to one of them come to.

Documents with the facts known by then, the latest reading of each, reviews applied. Not here: what
follows from it (``derive.py``). Invariant: only rows whose entry is not after the one asked for are
looked at, so that the past never changes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from counterclaim.ledger import schema
from counterclaim.ledger.corrections import Reviewed, correct_or_leave
from counterclaim.ledger.entries import instant_of, instant_text
from counterclaim.ledger.filters import EVERYTHING, Filter
from counterclaim.ledger.paging import CHUNK, chunks
from counterclaim.ledger.rows import Facts, kept_sighting, met_facts, object_of
from counterclaim.model.kept import DocumentFacts, KeptSighting, ReviewStatus

Groups = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The documents and reviews up to an entry: what every sighting is to be seen with.

    ``reviews`` go by document and the engine's id, ``readings`` give each document's latest one.
    """

    through: int
    documents: Mapping[str, DocumentFacts]
    reviews: Mapping[tuple[str, str], Reviewed] = field(default_factory=dict)
    readings: Mapping[str, int] = field(default_factory=dict)


def entry_at(connection: Connection, as_of: dt.datetime | None) -> int:
    """Return the number of the last entry not after an instant, of all for ``None``; 0 if none."""
    numbers = schema.entries.c
    found = select(func.max(numbers.number))
    if as_of is not None:
        found = found.where(numbers.at <= instant_text(as_of))
    return connection.execute(found).scalar() or 0


def load_state(
    connection: Connection,
    through: int,
    *,
    documents: Collection[str] | None = None,
    groups: Groups | None = None,
) -> State:
    """Return the state up to an entry, of some documents or of all.

    ``groups`` gives the origin of each document's copy group; without it every document stands
    for itself.
    """
    facts: dict[str, DocumentFacts] = {}
    reviews: dict[tuple[str, str], Reviewed] = {}
    readings: dict[str, int] = {}
    for some in [None] if documents is None else chunks(documents):
        facts |= _documents(connection, through, some, groups or {})
        reviews |= _reviews(connection, through, some)
        readings |= _readings(connection, through, some)
    return State(through=through, documents=facts, reviews=reviews, readings=readings)


def latest_readings(through: int, documents: list[str] | None = None) -> Select[tuple[str, int]]:
    """Return the question for the entry of the latest reading of each document."""
    of = schema.readings.c
    latest = select(of.document, func.max(of.entry).label("entry")).where(of.entry <= through)
    if documents is not None:
        latest = latest.where(of.document.in_(documents))
    return latest.group_by(of.document)


def iter_kept(
    connection: Connection,
    state: State,
    *,
    documents: Collection[str] | None = None,
    wanted: Filter = EVERYTHING,
) -> Iterator[KeptSighting]:
    """Yield the sightings of the latest readings, by document and place in its text."""
    for some in chunks(sorted(state.readings) if documents is None else documents):
        yield from _kept_of(connection, state, some, wanted)


def _kept_of(
    connection: Connection, state: State, documents: list[str], wanted: Filter
) -> Iterator[KeptSighting]:
    latest, of = latest_readings(state.through, documents).subquery(), schema.sightings.c
    statement = (
        select(of.id, of.engine_id, of.document, of.record, schema.readings.c.is_coded)
        .join(latest, latest.c.entry == of.entry)
        .join(schema.readings, schema.readings.c.entry == of.entry)
        .order_by(of.document, of.place_in_text)
    )
    if not wanted.is_open:
        statement = statement.where(_or_corrected(state, wanted))
    for row in connection.execute(statement):
        kept = kept_from(row.id, row.engine_id, row.document, (row.record, row.is_coded), state)
        if wanted.lets_sighting(kept):
            yield kept


def kept_from(
    id_: str, engine_id: str, document: str, stored: tuple[str, bool], state: State
) -> KeptSighting:
    """Return a stored sighting with its document's facts and what reviews made of it."""
    sighting = kept_sighting(stored[0], id_)
    status: ReviewStatus = "open"
    reviewed = state.reviews.get((document, engine_id))
    if reviewed is not None:
        sighting, status = correct_or_leave(sighting, reviewed)
    return KeptSighting(
        id=id_,
        sighting=sighting,
        document=state.documents[document],
        status=status,
        is_coded=stored[1],
    )


def _or_corrected(state: State, wanted: Filter) -> ColumnElement[bool]:
    """Return the filter's condition, which the documents with corrections need not meet."""
    corrected = sorted({key[0] for key, reviewed in state.reviews.items() if reviewed.fields})
    if len(corrected) > CHUNK:
        return and_(True)
    return or_(wanted.sightings_where(), schema.sightings.c.document.in_(corrected))


def _documents(
    connection: Connection, through: int, some: list[str] | None, groups: Groups
) -> dict[str, DocumentFacts]:
    of, entered = schema.captures.c, schema.documents.c
    statement = (
        select(schema.captures, schema.entries.c.at)
        .join(schema.documents, entered.id == of.document)
        .join(schema.entries, schema.entries.c.number == entered.entry)
        .where(of.entry <= through)
        .order_by(of.document, of.entry)
    )
    if some is not None:
        statement = statement.where(of.document.in_(some))
    found: dict[str, DocumentFacts] = {}
    known: dict[str, Facts] = defaultdict(Facts)
    for row in connection.execute(statement):
        facts = known[row.document] = met_facts(row).completed_by(known[row.document])
        found[row.document] = DocumentFacts(
            id=row.document,
            source=row.source,
            published=facts.published,
            published_from=facts.published_from,
            published_at=facts.published_at,
            title=facts.title,
            outlet=facts.outlet,
            authors=facts.authors,
            language=facts.language,
            url=facts.url,
            notes=facts.notes,
            copy_group=groups.get(row.document, row.document),
            entered_at=instant_of(row.at),
        )
    return found


def _readings(connection: Connection, through: int, some: list[str] | None) -> dict[str, int]:
    found = connection.execute(latest_readings(through, some))
    return {row.document: row.entry for row in found}


def _reviews(
    connection: Connection, through: int, some: list[str] | None
) -> dict[tuple[str, str], Reviewed]:
    of = schema.reviews.c
    statement = select(schema.reviews).where(of.entry <= through).order_by(of.entry)
    if some is not None:
        statement = statement.where(of.document.in_(some))
    found: dict[tuple[str, str], Reviewed] = {}
    for row in connection.execute(statement):
        key = (row.document, row.engine_id)
        found[key] = found.get(key, Reviewed()).then(
            row.verdict, object_of(row.fields, f"the review {row.entry}"), row.entry
        )
    return found
