"""Finding one claim by an id: its own, that of one of its sightings, or a beginning of either.

Not here: lists of claims (``queries.py``). Invariant: an id that means nothing, or more than one
thing, is an error that says which.
"""

from sqlalchemy import Connection, select

from counterclaim.errors import NotFoundError
from counterclaim.ledger import schema
from counterclaim.ledger.claim_rows import claim_of, documents_of, sightings_of
from counterclaim.ledger.copies import groups_of
from counterclaim.ledger.fold import entry_at, load_state
from counterclaim.ledger.targets import find_target
from counterclaim.model.claims import Claim


def find_claim(connection: Connection, beginning: str) -> Claim:
    """Return the one claim that an id leads to.

    Raises :class:`NotFoundError` if there is none, or if the sighting is in no claim: then it was
    rejected, is only in passing, or a newer reading took its place.
    """
    target = find_target(connection, beginning)
    id_ = target.id if target.kind == "claim" else _claim_with(connection, target.id)
    row = connection.execute(select(schema.claims).where(schema.claims.c.id == id_)).one()
    documents = documents_of(connection, [id_])
    state = load_state(
        connection,
        entry_at(connection, None),
        documents=documents,
        groups=groups_of(connection, documents),
    )
    return claim_of(row, tuple(sightings_of(connection, [id_], state)[id_]))


def _claim_with(connection: Connection, sighting: str) -> str:
    of = schema.claim_sightings.c
    found = connection.execute(select(of.claim).where(of.sighting == sighting)).scalar()
    if found is None:
        raise NotFoundError(
            f"the sighting {sighting} is in no claim",
            "it was rejected, stands there in passing, or a newer reading took its place",
        )
    return str(found)
