"""Finding one claim by an id: its own, that of one of its sightings, or a beginning of either.

Not here: lists of claims (``queries.py``). Invariant: an id that means nothing, or more than one
thing, is an error that says which; one that was a claim's leads on to the claim that took its
place.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from counterclaim.errors import NotFoundError
from counterclaim.ledger import schema
from counterclaim.ledger.claim_rows import claim_of, documents_of, sightings_of
from counterclaim.ledger.copies import groups_of
from counterclaim.ledger.derive import standing_of
from counterclaim.ledger.fold import load_state
from counterclaim.ledger.reviews import list_reviews_at
from counterclaim.ledger.targets import Target, claim_with, find_target, latest_at
from counterclaim.model.claims import Claim


def find_claim(
    connection: Connection, beginning: str, claims: Sequence[Claim] | None = None
) -> Claim:
    """Return the one claim that an id leads to.

    Parameters
    ----------
    beginning
        The id of a claim or a sighting, or the beginning of one.
    claims
        All claims of now, where the derived tables are behind; those tables unless given.

    Raises :class:`NotFoundError` if there is none, or if the sighting is in no claim: then it was
    rejected, is only in passing, or a newer reading took its place.
    """
    target = find_target(connection, beginning)
    if claims is not None:
        return _among(connection, target, claims)
    id_ = target.id if target.kind == "claim" else claim_with(connection, target.places[0])
    if id_ is None:
        raise _in_no_claim(connection, target)
    row = connection.execute(select(schema.claims).where(schema.claims.c.id == id_)).one()
    documents = documents_of(connection, [id_])
    state = load_state(
        connection,
        standing_of(connection).through,
        documents=documents,
        groups=groups_of(connection, documents),
    )
    return claim_of(row, tuple(sightings_of(connection, [id_], state)[id_]))


def _among(connection: Connection, target: Target, claims: Sequence[Claim]) -> Claim:
    wanted = {latest_at(connection, place) for place in target.places}
    for claim in claims:
        if claim.id == target.id or any(kept.id in wanted for kept in claim.sightings):
            return claim
    raise _in_no_claim(connection, target)


def _in_no_claim(connection: Connection, target: Target) -> NotFoundError:
    """Return the error that says why, and who rejected it if somebody did."""
    last = list_reviews_at(connection, target.places)[-1:]
    if last and last[0].verdict == "reject":
        [review] = last
        return NotFoundError(
            f"the sighting {target.id} is in no claim: "
            f"{review.by} rejected it on {review.at:%Y-%m-%d %H:%M} UTC: {review.reason}",
            f"`counterclaim review {target.id} accept` takes that back",
        )
    return NotFoundError(
        f"the sighting {target.id} is in no claim",
        "it stands there in passing, or a newer reading took its place",
    )
