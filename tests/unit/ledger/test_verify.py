"""Verify: a sound ledger has no finding, and each kind of damage is named."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import Connection, text
from states import make_read_only

from counterclaim.errors import LedgerDamagedError, LedgerError
from counterclaim.ledger.database import connect
from counterclaim.ledger.reviews import Request
from counterclaim.ledger.store import LedgerStore
from counterclaim.model.documents import Document

Opener = Callable[..., LedgerStore]


def damage(url: str, *statements: str) -> None:
    """Change rows as only somebody with the database in hand can."""
    with closing(connect(url)) as database, database.writing() as connection:
        armed = _disarm(connection, is_postgres=database.is_postgres)
        for statement in statements:
            connection.exec_driver_sql(statement)
        for trigger in armed:
            connection.exec_driver_sql(trigger)


def _disarm(connection: Connection, *, is_postgres: bool) -> list[str]:
    """Switch the triggers off, and return what makes them again."""
    if is_postgres:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return []
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    triggers = {row.name: str(row.sql) for row in rows}
    for name in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    return list(triggers.values())


def found(store: LedgerStore) -> list[tuple[str, str]]:
    return [(finding.table, finding.problem) for finding in store.verify()]


@pytest.fixture
def full(store: LedgerStore, reports: list[Document]) -> LedgerStore:
    known = "Ukraine said on Friday that 3 of its soldiers had been killed in Bakhmut.\n"
    store.ingest([*reports, Document(text=known, source="known.txt")])
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
    assert len(full.claims()) == 4


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
            "UPDATE derived_state SET through = 1000000",
            "derived_state",
            "it names the entry 1000000, and there is none such",
        ),
        ("UPDATE claims SET quantity = '{'", "claims", "it is not what was read comes to"),
        ("UPDATE entries SET at = 'garbage' WHERE number = 2", "entries", "its digest is not"),
        (
            "INSERT INTO copy_pairs (a, b, is_copy) VALUES ('a', 'b', TRUE)",
            "copy_pairs",
            "it is not what the two texts come to",
        ),
        ("DROP INDEX ix_sightings_id", "sightings", "the index is missing"),
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
    if "://" in ledger_url:
        damage(ledger_url, "DELETE FROM entries WHERE number = 3")
    else:
        with closing(sqlite3.connect(ledger_url)) as connection:
            connection.execute("DROP TRIGGER entries_no_DELETE")
            connection.execute("DELETE FROM entries WHERE number = 3")
            connection.commit()
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


@pytest.fixture
def filled(open_at: Opener, sqlite_url: str, reports: list[Document]) -> LedgerStore:
    store = open_at(sqlite_url)
    store.ingest(reports)
    store.review(Request(target=store.claims()[0].id, verdict="accept", by="Ada"))
    store.claims()
    return store


@pytest.mark.parametrize(
    ("statement", "table", "words"),
    [
        ("UPDATE texts SET text = X'ff00'", "texts", "its digest is not that of the text"),
        ("UPDATE texts SET text = CAST(X'ff41' AS TEXT)", "texts", "its digest is not that of"),
        ("UPDATE entries SET at = X'ff' WHERE number = 2", "entries", "it cannot be read"),
        ("UPDATE reviews SET reviewer = X'ff'", "entries", "its rows are not those"),
        ("UPDATE sightings SET record = X'ff'", "sightings", "a record is JSON"),
        ("UPDATE claims SET claimant_name = CAST(X'ff41' AS TEXT)", "claims", "it is not what"),
        ("UPDATE copy_signatures SET signature = 7", "copy_signatures", "it is not what was"),
        ("UPDATE derived_state SET through = 'x'", "derived_state", "it names the entry x"),
        ("DROP TABLE skips", "skips", "the table is missing"),
    ],
)
def test_damage_that_only_sqlite_lets_happen_is_named(
    filled: LedgerStore, statement: str, table: str, words: str
) -> None:
    with closing(sqlite3.connect(filled.name)) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(names).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
        connection.commit()
    assert [problem for where, problem in found(filled) if where == table and words in problem]


def test_text_that_is_not_utf8_is_damage_to_whoever_reads_it(
    open_at: Opener, sqlite_url: str, reports: list[Document]
) -> None:
    store = open_at(sqlite_url)
    store.ingest(reports)
    for statement in (
        "UPDATE claims SET quantity = '{'",
        "UPDATE claims SET quantity = CAST(X'ff41' AS TEXT)",
    ):
        with closing(sqlite3.connect(sqlite_url)) as connection:
            connection.execute(statement)
            connection.commit()
        with pytest.raises(LedgerDamagedError):
            store.claims()


def test_entry_before_the_first_is_refused_and_seen(full: LedgerStore, ledger_url: str) -> None:
    forged = "INSERT INTO entries VALUES ({}, '2024', 'review', NULL, 'x', 'y', 'z')"
    for number in (0, -1):
        with pytest.raises(LedgerError):
            damage(ledger_url, forged.format(number))
    if "://" in ledger_url:
        damage(
            ledger_url, "ALTER TABLE entries DROP CONSTRAINT ck_entries_number", forged.format(-1)
        )
    else:
        damage(ledger_url, "PRAGMA ignore_check_constraints = ON", forged.format(-1))
    problem = "entries are numbered from 1 on, and what stands before is none"
    assert ("entries", problem) in found(full)


def test_tables_that_claim_to_be_ahead_are_derived_again(
    full: LedgerStore, ledger_url: str, reports: list[Document]
) -> None:
    damage(ledger_url, "UPDATE derived_state SET through = 1000000")
    n_before = len(full.claims())
    text = reports[0].text.replace("40", "70")
    full.ingest([Document(text=text, source="later.txt")])
    assert len(full.claims()) == n_before + 1
    assert found(full) == []


def test_missing_triggers_are_named(full: LedgerStore, ledger_url: str) -> None:
    if "://" in ledger_url:
        damage(ledger_url, "ALTER TABLE reviews DISABLE TRIGGER reviews_no_change")
        assert found(full) == [("reviews", "the trigger is missing")]
        return
    with closing(sqlite3.connect(ledger_url)) as connection:
        connection.execute("DROP TRIGGER reviews_no_DELETE")
        connection.execute("DROP TRIGGER entries_no_UPDATE")
        connection.commit()
    missing = "the trigger is missing"
    assert sorted(found(full)) == [("entries", missing), ("reviews", missing)]


def test_sqlite_refuses_to_replace_what_is_only_added(
    open_at: Opener, sqlite_url: str, reports: list[Document]
) -> None:
    open_at(sqlite_url).ingest(reports)
    forged = "INSERT OR REPLACE INTO runs SELECT entry, engine, lexicon, 'forged' FROM runs"
    with (
        closing(sqlite3.connect(sqlite_url)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="are only added"),
    ):
        connection.execute(forged)


def test_pair_of_a_text_that_is_read_no_more_is_sound(
    store: LedgerStore, reports: list[Document]
) -> None:
    long = reports[0].text + " ".join(f"House {n} of street {n * 7} stood." for n in range(40))
    store.ingest(
        [
            Document(text=long, source="a"),
            Document(text=f"New. {long}", source="b", captured_sha256="b" * 64),
        ]
    )
    store.ingest([Document(text="Nothing.", source="b", captured_sha256="b" * 64)])
    assert found(store) == []


def test_ledger_can_be_asked_while_it_is_verified(full: LedgerStore, ledger_url: str) -> None:
    damage(ledger_url, "UPDATE claims SET n_sightings = 99")
    assert [len(full.claims()) for _ in full.verify()] == [4] * 4


def test_ledger_that_cannot_be_written_is_verified_but_for_what_is_derived(
    full: LedgerStore, ledger_url: str
) -> None:
    make_read_only(full)
    assert found(full) == []
    damage(ledger_url, "UPDATE captures SET outlet = 'Somebody'")
    assert {table for table, _ in found(full)} == {"entries"}


def test_record_that_cannot_be_read_is_damage_to_whoever_asks(
    full: LedgerStore, ledger_url: str
) -> None:
    damage(ledger_url, "UPDATE sightings SET record = '{'", "UPDATE statements SET record = '['")
    for ask in (full.claims, full.kept_sightings, full.reviews, full.statements):
        with pytest.raises(LedgerDamagedError, match="cannot be read"):
            ask()
