"""The schema: the same on both databases, and reached from every released one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from counterclaim.errors import LedgerReadOnlyError
from counterclaim.ledger.database import APPLICATION_ID, connect
from counterclaim.ledger.migrate import LATEST, REVISIONS, VERSION_TABLE, migrate, revision_of
from counterclaim.ledger.schema import (
    APPEND_ONLY,
    DERIVED,
    LATER_COLUMNS,
    REMEMBERED,
    metadata,
    triggers_of,
)
from counterclaim.ledger.store import LedgerStore
from counterclaim.model.documents import Document

Opener = Callable[..., LedgerStore]
RELEASED = Path(__file__).with_name("released")


def load_released(url: str, revision: str) -> None:
    """Make a ledger as a released version left it: one run over one document, and a review."""
    if "://" not in url:
        script = (RELEASED / f"{revision}.sqlite.sql").read_text(encoding="utf-8")
        with closing(sqlite3.connect(url)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.executescript(script)
        return
    database = connect(url)
    script = (RELEASED / f"{revision}.postgresql.sql").read_text(encoding="utf-8")
    with database.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute(script)  # type: ignore[attr-defined]
        driver.commit()
    database.close()


def test_migrated_schema_is_that_of_the_tables(ledger_url: str) -> None:
    database = connect(ledger_url)
    migrate(database)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
        assert revision_of(connection, database.name) == LATEST
    database.close()


def test_migrating_twice_changes_nothing(ledger_url: str) -> None:
    database = connect(ledger_url)
    migrate(database)
    migrate(database)
    with database.reading() as connection:
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, VERSION_TABLE}
    database.close()


def test_every_table_is_only_added_to_or_derived_or_remembered() -> None:
    groups = [*APPEND_ONLY, *DERIVED, *REMEMBERED]
    assert set(groups) == set(metadata.sorted_tables)
    assert len(groups) == len(set(groups))


def test_what_is_remembered_has_no_triggers() -> None:
    kinds = ("postgresql", "sqlite")
    assert [triggers_of(table, kind) for table in REMEMBERED for kind in kinds] == [()] * 8


def test_columns_that_came_later_are_optional() -> None:
    """They are left out of what is hashed where they are empty, which no other column may be."""
    assert LATER_COLUMNS["captures"] == {
        "authors", "language", "notes", "published_at", "published_from",
    }  # fmt: skip
    for name, columns in LATER_COLUMNS.items():
        assert all(metadata.tables[name].c[column].nullable for column in columns)


def test_every_revision_has_its_released_ledgers() -> None:
    kinds = ("postgresql", "sqlite")
    wanted = sorted(f"{revision}.{kind}.sql" for revision in REVISIONS for kind in kinds)
    assert sorted(path.name for path in RELEASED.iterdir()) == wanted


@pytest.mark.parametrize("revision", REVISIONS)
def test_ledger_of_a_released_version_opens_with_all_that_it_held(
    ledger_url: str, open_at: Opener, revision: str
) -> None:
    load_released(ledger_url, revision)
    store = open_at(ledger_url)
    assert list(store.verify()) == []
    assert [document.title for document in store.documents()] == ["Forty dead, ministry says"]
    assert [claim.quantity.text for claim in store.claims()] == ["40"]
    assert [kept.status for kept in store.kept_sightings()] == ["accepted"]
    assert [(run.what, run.how) for run in store.runs()] == [("one report", "finished")]


def test_entries_of_the_first_schema_keep_their_digests(ledger_url: str, open_at: Opener) -> None:
    load_released(ledger_url, "0001_ledger")
    store = open_at(ledger_url)
    assert [line.sha256[:8] for line in store.log()] == [
        "fd9862b8", "8989c085", "94fc8238", "f75f801a",
    ]  # fmt: skip
    [before] = store.documents()
    assert (before.authors, before.language, before.published_from) == ((), None, None)
    [text] = store.texts().values()
    met = Document(text=text, source="report.txt", authors=("Ilse Brandt",), language="en")
    store.ingest([met])
    [after] = store.documents()
    assert (after.authors, after.language) == (("Ilse Brandt",), "en")
    assert after.title == "Forty dead, ministry says"
    assert list(store.verify()) == []


def test_fact_added_to_an_entry_of_the_first_schema_is_seen(
    sqlite_url: str, open_at: Opener
) -> None:
    load_released(sqlite_url, "0001_ledger")
    store = open_at(sqlite_url)
    with closing(sqlite3.connect(sqlite_url)) as connection:
        connection.execute("DROP TRIGGER captures_no_UPDATE")
        connection.execute("UPDATE captures SET authors = '[]'")
        connection.commit()
    problems = [one.problem for one in store.verify() if one.table == "entries"]
    assert problems == ["its rows are not those that were added: one was changed, added or removed"]


def test_older_ledger_that_may_not_be_written_says_what_to_do(
    postgres_url: str, open_at: Opener
) -> None:
    load_released(postgres_url, "0001_ledger")
    sealed = postgres_url.replace(
        "-csearch_path", "-cdefault_transaction_read_only%3Don -csearch_path"
    )
    assert sealed != postgres_url
    with pytest.raises(LedgerReadOnlyError, match="an older version made it") as caught:
        open_at(sealed)
    assert caught.value.hint.startswith("copy it to where it may be")


def test_facts_of_the_second_schema_are_read_back(ledger_url: str, open_at: Opener) -> None:
    load_released(ledger_url, "0002_facts")
    [document] = open_at(ledger_url).documents()
    assert document.authors == ("Ilse Brandt", "Orsa Post desk")
    assert document.language == "en"
    assert document.published_from == "json-ld"
    assert document.published_at == "2023-05-05T18:30:00+02:00"
    assert document.notes == ("its address says 2023-05-04",)
