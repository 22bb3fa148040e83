"""Verify: a sound ledger has no finding, and each kind of damage is named."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from counterclaim.ledger.database import connect
from counterclaim.ledger.reviews import Request
from counterclaim.ledger.store import LedgerStore
from counterclaim.model.documents import Document

Opener = Callable[..., LedgerStore]


def damage(url: str, *statements: str) -> None:
    """Change rows as only somebody with the database in hand can."""
    database = connect(url)
    with database.writing() as connection:
        _disarm(connection, is_postgres=database.is_postgres)
        for statement in statements:
            connection.execute(text(statement))
    database.close()


def _disarm(connection: Connection, *, is_postgres: bool) -> None:
    if is_postgres:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for name in names.scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def found(store: LedgerStore) -> list[tuple[str, str]]:
    return [(finding.table, finding.problem) for finding in store.verify()]


@pytest.fixture
def full(store: LedgerStore, reports: list[Document]) -> LedgerStore:
    store.ingest(reports)
    [claim] = [c for c in store.claims() if c.quantity.text == "40"]
    store.review(Request(target=claim.id, verdict="accept", by="Ada"))
    store.claims()
    return store


def test_sound_ledger_has_no_finding(full: LedgerStore) -> None:
    assert found(full) == []


def test_verifying_writes_nothing(full: LedgerStore) -> None:
    before = [line.sha256 for line in full.log()]
    found(full)
    assert [line.sha256 for line in full.log()] == before
    assert len(full.claims()) == 3


@pytest.mark.parametrize(
    ("statement", "table", "words"),
    [
        (
            "UPDATE entries SET at = '2030-01-01T00:00:00.000000Z' WHERE number = 2",
            "entries",
            "its digest is not that of its fields",
        ),
        ("UPDATE captures SET outlet = 'Somebody'", "entries", "its rows are not those"),
        ("UPDATE reviews SET reviewer = 'Ben'", "entries", "its rows are not those"),
        ("DELETE FROM reviews", "entries", "its rows are not those"),
        ("UPDATE texts SET text = text || '.'", "texts", "its digest is not that of the text"),
        ("UPDATE texts SET text = 'x' || text", "sightings", "does not stand at"),
        ("UPDATE sightings SET low = 7", "sightings", "low is not what the record says"),
        ("UPDATE sightings SET record = '{}'", "sightings", "missing"),
        ("UPDATE sightings SET record = 'nothing'", "sightings", "a record is JSON"),
        ("UPDATE statements SET stance = 'denies'", "statements", "stance is not what the"),
        ("UPDATE claims SET low = 7", "claims", "it is not what was read comes to"),
        ("DELETE FROM claim_sightings WHERE position = 1", "claim_sightings", "is missing"),
        ("UPDATE copy_groups SET origin = document", "copy_groups", "it is not what was read"),
        ("DELETE FROM parties", "parties", "the row is missing"),
        (
            "INSERT INTO parties (id, name, kind) VALUES ('ZZ', 'Z', 'state')",
            "parties",
            "nothing that was read makes this row",
        ),
    ],
)
def test_damage_is_named(
    full: LedgerStore, ledger_url: str, statement: str, table: str, words: str
) -> None:
    damage(ledger_url, statement)
    assert [problem for where, problem in found(full) if where == table and words in problem]


def test_removed_entry_breaks_the_chain_and_the_references(
    full: LedgerStore, ledger_url: str
) -> None:
    full.close()
    database = connect(ledger_url)
    if database.is_postgres:
        database.close()
        damage(ledger_url, "DELETE FROM entries WHERE number = 3")
    else:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
            with connection.begin():
                connection.exec_driver_sql("DROP TRIGGER entries_no_DELETE")
                connection.exec_driver_sql("DELETE FROM entries WHERE number = 3")
        database.close()
    problems = found(full)
    assert ("entries", "entry 3 is missing before it") in problems
    assert ("documents", "entry 3: there is none such among entries") in problems


def test_last_entry_rewritten_whole_is_seen_in_its_rows(full: LedgerStore, ledger_url: str) -> None:
    damage(ledger_url, "UPDATE run_ends SET how = 'failed'")
    assert [table for table, _ in found(full)] == ["entries"]


@pytest.mark.parametrize(
    "verb",
    [
        "UPDATE texts SET text = ''",
        "DELETE FROM reviews",
        "UPDATE entries SET kind = 'x'",
        "DELETE FROM sightings",
    ],
)
def test_database_refuses_to_change_what_is_only_added(
    full: LedgerStore, ledger_url: str, verb: str
) -> None:
    database = connect(ledger_url)
    with pytest.raises(Exception, match="are only added"), database.writing() as connection:
        connection.execute(text(verb))
    database.close()
    assert found(full) == []
