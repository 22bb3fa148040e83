"""Reviews: a person's verdict on a sighting or a claim, added and never changed.

A review belongs to a place in a document, so that it outlives the reading it was made on; where a
newer reading has nothing there, it is loose and still listed. Not here: what reviews come to
(``corrections.py``). Invariants: a review of a stale revision is refused; a correction is written
only if the record that it gives is valid and reads back to the text.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from sqlalchemy import Connection, select

from counterclaim.errors import ConflictError, InputError
from counterclaim.ledger import schema
from counterclaim.ledger.corrections import (
    Reviewed,
    check_fields,
    correct,
    correct_or_leave,
    fits,
)
from counterclaim.ledger.entries import Row, append, instant_of
from counterclaim.ledger.fold import State, entry_at, load_state
from counterclaim.ledger.rows import check_codes, clean, kept_sighting, object_of
from counterclaim.ledger.targets import Place, find_target
from counterclaim.model.digests import canonical_json
from counterclaim.model.records import Json
from counterclaim.model.sightings import Sighting

Verdict = Literal["accept", "reject", "correct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A review to be added: of what, which verdict, by whom and why.

    ``target`` is the id of a claim (then of all its sightings) or of a sighting, or a beginning of
    it. ``fields`` are named as in the record, such as ``victims.party``. ``revision`` is the last
    review that the reviewer has seen (0: none), ``None`` where that is not to be looked at.
    """

    target: str
    verdict: Verdict
    by: str
    reason: str = ""
    fields: Mapping[str, Json] = field(default_factory=dict)
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review as it stands in the ledger; ``sighting`` is the id of the latest one at its place.

    ``is_loose`` says that the latest reading has no sighting there, or none that it fits.
    """

    entry: int
    at: dt.datetime
    document: str
    engine_id: str
    sighting: str | None
    verdict: Verdict
    by: str
    reason: str
    fields: Mapping[str, Json]
    revision: int
    is_loose: bool


def add_review(connection: Connection, request: Request, *, at: str) -> int:
    """Add a review and return its revision, which is the number of its entry.

    Raises
    ------
    NotFoundError
        If the target is nothing, or more than one thing.
    ConflictError
        If somebody has reviewed it since the revision that the request names.
    InputError, RecordError
        If name or reason are missing, or the correction does not make a valid record.
    """
    _check(request)
    places = find_target(connection, request.target).places
    documents = {place.document for place in places}
    state = load_state(connection, entry_at(connection, None), documents=documents)
    before = {
        place: state.reviews.get((place.document, place.engine_id), Reviewed()) for place in places
    }
    current = max(reviewed.revision for reviewed in before.values())
    if request.revision is not None and request.revision != current:
        raise ConflictError(
            f"{request.target}: the review was made on revision {request.revision}, "
            f"but the last one is {current}",
            given=request.revision,
            current=current,
            hint="look at it again, and review what is there now",
        )
    if request.verdict == "correct":
        for place, reviewed in before.items():
            _try_correction(connection, place, reviewed, request.fields)
    rows: list[Row] = [
        {
            "document": place.document,
            "engine_id": place.engine_id,
            "verdict": request.verdict,
            "fields": clean(canonical_json(dict(request.fields))),
            "reviewer": clean(request.by.strip()),
            "reason": clean(request.reason.strip()),
            "revision": reviewed.revision,
        }
        for place, reviewed in before.items()
    ]
    return append(connection, at=at, kind="review", run=None, rows={schema.reviews: rows})


def list_reviews(
    connection: Connection, *, target: str | None = None, as_of: dt.datetime | None = None
) -> list[Review]:
    """Return the reviews, of one target or of all, newest last."""
    places = None if target is None else find_target(connection, target).places
    return list_reviews_at(connection, places, as_of=as_of)


def list_reviews_at(
    connection: Connection, at: Collection[Place] | None, *, as_of: dt.datetime | None = None
) -> list[Review]:
    """Return the reviews of some places or of all, newest last."""
    through = entry_at(connection, as_of)
    of, entry = schema.reviews.c, schema.entries.c
    places = None if at is None else set(at)
    rows = [
        row
        for row in connection.execute(
            select(schema.reviews, entry.at)
            .join(schema.entries, entry.number == of.entry)
            .where(of.entry <= through)
            .order_by(of.entry, of.document, of.engine_id)
        )
        if places is None or Place(document=row.document, engine_id=row.engine_id) in places
    ]
    documents = {row.document for row in rows}
    state = load_state(connection, through, documents=documents)
    return [
        Review(
            entry=row.entry,
            at=instant_of(row.at),
            document=row.document,
            engine_id=row.engine_id,
            sighting=latest[0] if latest else None,
            verdict=row.verdict,
            by=row.reviewer,
            reason=row.reason,
            fields=object_of(row.fields, f"the review {row.entry}"),
            revision=row.revision,
            is_loose=latest is None or not fits(latest[1], object_of(row.fields, "it")),
        )
        for row in rows
        for latest in [_latest(connection, state, row.document, row.engine_id)]
    ]


def _check(request: Request) -> None:
    if request.verdict not in get_args(Verdict):
        raise InputError(f"{request.verdict!r} is no verdict", "accept, reject or correct")
    if not request.by.strip():
        raise InputError("a review needs the name of who made it", "give --by NAME")
    if request.verdict != "accept" and not request.reason.strip():
        raise InputError(f"to {request.verdict} needs a reason", "give --reason TEXT")
    if bool(request.fields) != (request.verdict == "correct"):
        raise InputError(
            "a correction, and only a correction, sets fields",
            "as in: correct victims.party=XK",
        )
    check_fields(request.fields)


def _try_correction(
    connection: Connection, place: Place, reviewed: Reviewed, fields: Mapping[str, Json]
) -> None:
    of, text, read = schema.sightings.c, schema.texts.c, schema.readings.c
    row = connection.execute(
        select(of.id, of.record, text.text)
        .join(schema.readings, read.entry == of.entry)
        .join(schema.texts, (text.document == read.document) & (text.sha256 == read.text))
        .where(of.document == place.document, of.engine_id == place.engine_id)
        .order_by(of.entry.desc())
        .limit(1)
    ).one()
    before, _ = correct_or_leave(kept_sighting(row.record, row.id), reviewed)
    corrected = correct(before, fields)
    check_codes(corrected)
    corrected.check(row.text)


def _latest(
    connection: Connection, state: State, document: str, engine_id: str
) -> tuple[str, Sighting] | None:
    """Return the sighting that the latest reading of a document has at a place."""
    of = schema.sightings.c
    row = connection.execute(
        select(of.id, of.record).where(
            of.entry == state.readings.get(document),
            of.document == document,
            of.engine_id == engine_id,
        )
    ).first()
    return None if row is None else (row.id, kept_sighting(row.record, row.id))
