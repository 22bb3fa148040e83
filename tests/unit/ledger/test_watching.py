"""Watching: one process at a time, and the lock is freed however its holder ends."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from counterclaim.errors import LedgerBusyError, LedgerError, LedgerGoneError, LedgerReadOnlyError
from counterclaim.ledger.database import connect
from counterclaim.ledger.store import LedgerStore
from counterclaim.ledger.watching import watching
from counterclaim.model.documents import Document

Opener = Callable[..., LedgerStore]

HOLD = """
import sys, time
from counterclaim.ledger.database import connect
from counterclaim.ledger.watching import watching
with watching(connect(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
PATIENCE_S = 10  # a server notices within milliseconds that a client died


@contextmanager
def other_watcher(url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Give another process that watches; it ends with its standard input."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process


def refused(
    watch: AbstractContextManager[object],
    words: str = "watched",
    kind: type[LedgerError] = LedgerBusyError,
) -> None:
    """Check that the lock is not to be had."""
    with pytest.raises(kind, match=words), watch:
        pytest.fail("two watch")


def watch_soon(store: LedgerStore) -> None:
    """Watch as soon as the lock is free."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with store.watching():
                return
        except LedgerBusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def test_second_process_is_refused_at_once_until_the_first_ends(
    store: LedgerStore, ledger_url: str
) -> None:
    with other_watcher(ledger_url):
        refused(store.watching(), "it is watched already")
    with store.watching():
        pass


def test_killed_watcher_frees_the_lock(store: LedgerStore, ledger_url: str) -> None:
    with other_watcher(ledger_url) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        watch_soon(store)


def test_second_store_of_one_process_is_refused(ledger_url: str, open_at: Opener) -> None:
    one, other = open_at(ledger_url), open_at(ledger_url)
    with one.watching():
        refused(other.watching())
    with other.watching():
        pass


def test_refused_watcher_leaves_the_lock_to_its_holder(ledger_url: str, open_at: Opener) -> None:
    one, other = open_at(ledger_url), open_at(ledger_url)
    with one.watching():
        for _ in range(3):
            refused(other.watching())


def test_lock_is_freed_by_what_goes_wrong_inside(store: LedgerStore) -> None:
    with pytest.raises(ZeroDivisionError), store.watching():
        raise ZeroDivisionError
    with store.watching():
        pass


def test_watched_ledger_is_read_and_added_to(
    store: LedgerStore, ledger_url: str, open_at: Opener, reports: list[Document]
) -> None:
    with store.watching():
        open_at(ledger_url).ingest(reports)
        assert store.ingest(reports).n_known == 4
        store.memory().keep_seen("feed", "1")
        assert len(open_at(ledger_url).claims()) == 3


def test_ledger_by_another_name_is_the_same(store: LedgerStore, tmp_path: Path) -> None:
    if "://" in store.name:
        pytest.skip("a server has no files")
    link = tmp_path / "link.db"
    link.symlink_to(store.name)
    with store.watching(), closing(connect(link)) as again:
        refused(watching(again))


def test_other_ledgers_of_one_database_are_watched_beside(
    postgres_url: str, open_at: Opener
) -> None:
    engine = create_engine(postgres_url)
    name = f"{engine.url.query['application_name']}_beside"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    options = {"options": f"-csearch_path={name}", "application_name": name}
    beside = engine.url.update_query_dict(options).render_as_string(hide_password=False)
    try:
        with open_at(postgres_url).watching(), open_at(beside) as other, other.watching():
            pass
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_drive_without_locks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def flock(_file: int, _how: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", flock)
    with closing(connect(tmp_path / "war.db")) as database:
        refused(watching(database), r"war\.db\.watch\.lock: it cannot be locked", LedgerError)


def test_lock_that_is_held_is_said_to_be(store: LedgerStore) -> None:
    with store.watching() as held:
        held.check()
        held.check()


def test_lock_that_went_with_its_connection_is_noticed(postgres_url: str, open_at: Opener) -> None:
    store = open_at(postgres_url)
    engine = create_engine(postgres_url)
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks "
        "WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND pid IN "
        "(SELECT pid FROM pg_stat_activity WHERE application_name = current_setting("
        "'application_name'))"
    )
    with store.watching() as held:
        held.check()
        with engine.begin() as connection:
            assert connection.exec_driver_sql(end).all() == [(True,)]
        with pytest.raises(LedgerGoneError):
            held.check()
    engine.dispose()
    watch_soon(store)


def test_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        (tmp_path / "war.db.watch.lock").mkdir()
        kind: type[LedgerError] = LedgerError
    else:
        tmp_path.chmod(0o500)
        kind = LedgerReadOnlyError
    with closing(connect(tmp_path / "war.db")) as database:
        refused(watching(database), r"war\.db\.watch\.lock", kind)
    tmp_path.chmod(0o700)
