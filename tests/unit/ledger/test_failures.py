"""What goes wrong around a ledger gives one clear error, and nothing that was committed is lost."""

import datetime as dt
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from counterclaim.errors import (
    InputError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerGoneError,
    LedgerReadOnlyError,
    LedgerVersionError,
)
from counterclaim.ledger import database as database_module
from counterclaim.ledger.database import connect
from counterclaim.ledger.store import LedgerStore, open_ledger
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document

Opener = Callable[..., LedgerStore]
NOBODY = 65_534  # the user id that owns nothing


def test_file_that_is_no_ledger_is_refused_and_not_touched(tmp_path: Path, open_at: Opener) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("A list of names.\n" * 50)
    with pytest.raises(LedgerDamagedError, match=r"notes\.txt: it is no ledger"):
        open_at(str(path))
    assert path.read_text() == "A list of names.\n" * 50
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_database_of_another_program_is_refused_and_not_touched(
    tmp_path: Path, open_at: Opener
) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE documents (id INTEGER)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerDamagedError, match="a SQLite file, but no ledger"):
        open_at(str(path))
    assert path.read_bytes() == before


def test_damaged_file_says_so(sqlite_url: str, open_at: Opener, reports: list[Document]) -> None:
    store = open_at(sqlite_url)
    store.ingest(reports)
    store.close()
    path = Path(sqlite_url)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LedgerDamagedError, match="it is damaged"):
        open_at(sqlite_url).claims()


def test_cut_file_is_found_by_verify_or_refused(
    sqlite_url: str, open_at: Opener, reports: list[Document]
) -> None:
    store = open_at(sqlite_url)
    store.ingest(reports)
    store.close()
    data = Path(sqlite_url).read_bytes()
    Path(sqlite_url).write_bytes(data[: len(data) // 2])
    with pytest.raises(LedgerDamagedError):
        open_at(sqlite_url)


def test_ledger_of_a_newer_version_is_refused(ledger_url: str, open_at: Opener) -> None:
    open_at(ledger_url).close()
    database = connect(ledger_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE ledger_revision SET version_num = '0099_later'"))
    database.close()
    with pytest.raises(LedgerVersionError, match=r"newer version .*0099_later"):
        open_at(ledger_url)


@pytest.mark.parametrize(
    ("location", "error", "words"),
    [
        ("", InputError, "no ledger is named"),
        ("mysql://host/db", InputError, "cannot be kept in 'mysql'"),
        ("nonsense://", InputError, "cannot be"),
        ("/no/such/folder/ledger.db", LedgerError, "its folder does not exist"),
        ("/tmp", LedgerError, "/tmp: "),
        ("postgresql+psycopg://nobody:secret@127.0.0.1:1/x", LedgerGoneError, "went away or"),
    ],
)
def test_place_that_cannot_hold_a_ledger_is_named_without_a_password(
    open_at: Opener, location: str, error: type[LedgerError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        open_at(location)
    assert "secret" not in caught.value.message


def test_locked_ledger_is_busy_and_can_still_be_read(
    ledger_url: str,
    store: LedgerStore,
    reports: list[Document],
    open_at: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.ingest(reports)
    monkeypatch.setattr(database_module, "WAIT_S", 1)
    other = open_at(ledger_url)
    holder = connect(ledger_url)
    with holder.writing():
        with pytest.raises(LedgerBusyError, match="another process holds it"):
            other.ingest(reports)
        assert len(other.claims()) == 3
    holder.close()
    assert other.ingest(reports).n_known == 4


def test_full_disk_keeps_what_was_committed(
    sqlite_url: str, open_at: Opener, reports: list[Document]
) -> None:
    store = open_at(sqlite_url)
    store.ingest(reports[:1])
    with store._database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    long = Document(text="The market was open.\n" * 20_000, source="long.txt")
    with pytest.raises(LedgerFullError, match="no room left"):
        store.ingest([long])
    store.close()
    again = open_at(sqlite_url)
    assert [document.source for document in again.documents()] == ["low.txt"]
    assert list(again.verify()) == []
    assert again.ingest([long]).n_new == 1


def test_server_that_goes_away_loses_nothing(
    postgres_url: str, open_at: Opener, reports: list[Document]
) -> None:
    store = open_at(postgres_url)

    def items() -> Iterator[Document]:
        yield reports[0]
        killer = connect(postgres_url)
        with killer.reading() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = current_setting('application_name') "
                    "AND pid <> pg_backend_pid()"
                )
            )
        killer.close()
        yield reports[1]

    with pytest.raises(LedgerGoneError, match="went away"):
        store.ingest(items())
    assert [document.source for document in store.documents()] == ["low.txt"]
    assert list(store.verify()) == []
    tally = store.ingest(reports)
    assert (tally.n_new, tally.n_known) == (3, 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else for a moment")
def test_file_that_may_not_be_written_says_so_and_can_be_read(
    open_at: Opener, reports: list[Document], lexicon: Lexicon
) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        store = open_at(str(path))
        store.ingest(reports)
        store.close()
        Path(name).chmod(0o755)
        path.chmod(0o644)
        os.seteuid(NOBODY)
        try:
            with open_ledger(
                path, lexicon=lexicon, clock=lambda: dt.datetime(2024, 2, 1, tzinfo=dt.UTC)
            ) as locked:
                assert len(locked.claims()) == 3
                with pytest.raises(LedgerReadOnlyError, match="may not be written"):
                    locked.ingest(reports)
        finally:
            os.seteuid(0)


def test_clock_that_goes_back_stands_still(
    store: LedgerStore, reports: list[Document], clock: Callable[[], dt.datetime]
) -> None:
    store.ingest(reports[:1])
    clock.now = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # type: ignore[attr-defined]
    store.ingest(reports[1:])
    instants = [line.at for line in store.log()]
    assert instants == sorted(instants)
    assert list(store.verify()) == []
