"""What a ledger says now, in a form in which two can be compared; one that cannot be written."""

from dataclasses import replace

from sqlalchemy import event

from counterclaim.group.disputes import list_disputes
from counterclaim.ledger.store import LedgerStore
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.claim_records import claim_record, dispute_record
from counterclaim.model.records import to_record

State = dict[str, object]


def state_of(store: LedgerStore) -> State:
    """Return all that a ledger says now, but for instants and the numbers of entries."""
    claims = store.claims()
    disputes = list_disputes(claims, load_lexicon(), with_agreed=True)
    return {
        "claims": [
            (claim_record(claim), [kept.id for kept in claim.sightings]) for claim in claims
        ],
        "disputes": [dispute_record(dispute) for dispute in disputes],
        "documents": sorted(
            (replace(one, entered_at=None) for one in store.documents()), key=lambda one: one.id
        ),
        "sightings": [
            (kept.id, kept.status, to_record(kept.sighting)) for kept in store.kept_sightings()
        ],
        "statements": [(kept.id, to_record(kept.statement)) for kept in store.statements()],
    }


def make_read_only(store: LedgerStore) -> None:
    """Have the database refuse to write whatever this store asks from now on."""
    database = store._database
    refuse = (
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
        if database.is_postgres
        else "PRAGMA query_only = ON"
    )

    @event.listens_for(database.engine, "connect")
    def set_up(connection: object, _record: object) -> None:
        connection.cursor().execute(refuse)  # type: ignore[attr-defined]
        connection.commit()  # type: ignore[attr-defined]

    database.engine.dispose()
