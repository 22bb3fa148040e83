"""The schema: the same on both databases, and reached from every released one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from counterclaim.ledger.database import APPLICATION_ID, connect
from counterclaim.ledger.migrate import LATEST, REVISIONS, VERSION_TABLE, migrate, revision_of
from counterclaim.ledger.schema import APPEND_ONLY, DERIVED, metadata
from counterclaim.ledger.store import LedgerStore

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


def test_every_table_is_only_added_to_or_derived() -> None:
    assert {*APPEND_ONLY, *DERIVED} == set(metadata.sorted_tables)
    assert not {*APPEND_ONLY} & {*DERIVED}


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
