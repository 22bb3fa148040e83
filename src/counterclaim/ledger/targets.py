"""Targets: what an id, or the beginning of one, means in a ledger.

Not here: what is done with it. Invariant: an id that means nothing, or more than one thing, is an
error that says which; what was a claim's leads on to what took its place.
"""

import re
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Table, select

from counterclaim.errors import NotFoundError
from counterclaim.ledger import schema

_HEX = re.compile(r"(?:c-)?[0-9a-f]*")
_AFTER_HEX = "g"  # sorts after every hexadecimal digit, in every collation
_CLAIM = "c-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sighting is found whatever read it: the document, and the engine's id in it."""

    document: str
    engine_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an id means: a claim or a sighting, its whole id, and the places of its sightings."""

    kind: Literal["claim", "sighting"]
    id: str
    places: tuple[Place, ...]


def find_target(connection: Connection, beginning: str) -> Target:
    """Return the claim or sighting whose id begins so; claims' ids begin with ``c-``.

    A claim has the id of its first sighting. Where another one is first now, since an earlier paper
    or a review moved it, the id leads on to the claim that holds the sighting, or, if none does, to
    the sighting itself.
    """
    wanted = beginning.strip().casefold()
    if wanted.startswith(_CLAIM):
        try:
            return _claim(connection, find_id(connection, schema.claims, beginning))
        except NotFoundError:
            moved = _moved(connection, wanted.removeprefix(_CLAIM))
            if moved is None:
                raise
            return moved
    id_ = find_id(connection, schema.sightings, beginning)
    return Target(kind="sighting", id=id_, places=(place_of(connection, id_),))


def claim_with(connection: Connection, place: Place) -> str | None:
    """Return the id of the claim that holds what stands at a place now."""
    link, member, of = schema.claim_sightings.c, schema.members.c, schema.sightings.c
    found = connection.execute(
        select(link.claim)
        .join(schema.members, member.sighting == link.sighting)
        .join(schema.sightings, (of.entry == member.entry) & (of.id == member.sighting))
        .where(member.document == place.document, of.engine_id == place.engine_id)
    ).scalar()
    return None if found is None else str(found)


def latest_at(connection: Connection, place: Place) -> str | None:
    """Return the id of the last sighting that was read at a place."""
    of = schema.sightings.c
    found = connection.execute(
        select(of.id)
        .where(of.document == place.document, of.engine_id == place.engine_id)
        .order_by(of.entry.desc())
        .limit(1)
    ).scalar()
    return None if found is None else str(found)


def _moved(connection: Connection, beginning: str) -> Target | None:
    """Return what the id of a claim that is none any more leads on to."""
    try:
        sighting = find_id(connection, schema.sightings, beginning)
    except NotFoundError:
        return None
    place = place_of(connection, sighting)
    claim = claim_with(connection, place)
    if claim is None:
        return Target(kind="sighting", id=sighting, places=(place,))
    return _claim(connection, claim)


def place_of(connection: Connection, sighting: str) -> Place:
    """Return the place of a sighting by its whole id."""
    of = schema.sightings.c
    row = connection.execute(
        select(of.document, of.engine_id).where(of.id == sighting).limit(1)
    ).one()
    return Place(document=row.document, engine_id=row.engine_id)


def find_id(connection: Connection, table: Table, beginning: str) -> str:
    """Return the one id of a table that begins so."""
    kind, wanted = table.name.removesuffix("s"), beginning.strip().casefold()
    found: list[str] = []
    if wanted and _HEX.fullmatch(wanted):
        statement = (
            select(table.c.id)
            .where(table.c.id >= wanted, table.c.id < wanted + _AFTER_HEX)
            .distinct()
            .limit(2)
        )
        found = list(connection.execute(statement).scalars())
    if not found:
        either = kind if wanted.startswith(_CLAIM) else f"claim or {kind}"
        raise NotFoundError(
            f"no {either} has an id that begins with {beginning!r}",
            "ids of claims begin with c-; `counterclaim claims` lists them",
        )
    if len(found) > 1:
        raise NotFoundError(
            f"more than one {kind} has an id that begins with {beginning!r}",
            "give more of the id",
        )
    return found[0]


def _claim(connection: Connection, id_: str) -> Target:
    link, member, of = schema.claim_sightings.c, schema.members.c, schema.sightings.c
    rows = connection.execute(
        select(of.document, of.engine_id)
        .join(schema.members, (of.entry == member.entry) & (of.id == member.sighting))
        .join(schema.claim_sightings, link.sighting == member.sighting)
        .where(link.claim == id_)
        .order_by(link.position)
    )
    places = tuple(Place(document=row.document, engine_id=row.engine_id) for row in rows)
    return Target(kind="claim", id=id_, places=places)
