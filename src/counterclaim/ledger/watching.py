"""One watcher at a time: a lock that is freed with the process that holds it, however that ends.

Not here: what a watcher does. Invariants: who has the lock holds it to the end of the ``with``; a
second one is refused at once and never waits; nobody who reads or adds entries is kept waiting.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from counterclaim.errors import LedgerBusyError, LedgerError, LedgerReadOnlyError
from counterclaim.ledger.database import Database

ENDING = ".watch.lock"  # put behind the name of a ledger's file; the file stays, empty
# Any number; the number of the ledger's own table is added, since a database may hold several.
_WATCH_LOCK = 3_861_507_442_000_000_000
_KEY = ":lock + CAST(to_regclass('entries')::oid AS bigint)"
_LOCK = text(f"SELECT pg_try_advisory_lock({_KEY})")
_ALIVE = text("SELECT 1")
_UNLOCK = text(f"SELECT pg_advisory_unlock({_KEY})")


@dataclass(frozen=True, slots=True)
class Held:
    """The lock of the one watcher, held."""

    _database: Database
    _connection: Connection | None = None  # the session of a server that the lock belongs to

    def check(self) -> None:
        """Make sure that the lock is still held: a server frees it with its connection.

        Raises :class:`LedgerError` if it is not. A lock on a file lasts as long as its process.
        """
        if self._connection is not None:
            with self._database.guarded():
                self._connection.execute(_ALIVE)


@contextmanager
def watching(database: Database) -> Iterator[Held]:
    """Hold the lock of the one watcher of a ledger.

    Raises
    ------
    LedgerBusyError
        If another process, or another store of this one, holds it.
    LedgerError
        If no lock can be had there, as on some network drives.
    """
    with _on_server(database) if database.is_postgres else _beside_file(database) as held:
        yield held


def _is_watched(database: Database) -> LedgerBusyError:
    return LedgerBusyError(
        f"{database.name}: it is watched already", "end the other `counterclaim watch` first"
    )


@contextmanager
def _on_server(database: Database) -> Iterator[Held]:
    """Hold a lock of the session: a server frees it when the connection ends."""
    with database.guarded():
        connection = database.engine.connect()
        try:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            is_first = connection.execute(_LOCK, {"lock": _WATCH_LOCK}).scalar()
            connection.detach()  # closed in the end, and not given back with the lock on it
            bare = connection.connection.dbapi_connection
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
    try:
        if not is_first:
            raise _is_watched(database)
        yield Held(database, connection)
        if not connection.invalidated:  # a server that went away has freed it
            with suppress(DBAPIError):
                connection.execute(_UNLOCK, {"lock": _WATCH_LOCK})
    finally:
        connection.close()
        if bare is not None:  # one that broke is let go of, and not closed
            bare.close()


@contextmanager
def _beside_file(database: Database) -> Iterator[Held]:
    """Hold a lock of the operating system on a file of its own.

    Not on the ledger: SQLite loses its locks where another handle of the file is closed.
    """
    ledger = Path(database.name).resolve()  # a ledger by two names is one
    path = ledger.with_name(ledger.name + ENDING)
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError as error:
        raise LedgerReadOnlyError(
            f"{path}: it may not be written", "look at the rights of file and folder"
        ) from error
    except OSError as error:
        raise LedgerError(f"{path}: {error.strerror or error}") from error
    try:
        if not _is_first(file, path):
            raise _is_watched(database)
        yield Held(database)
    finally:
        os.close(file)


def _is_first(file: int, path: Path) -> bool:
    try:
        return _lock(file)
    except OSError as error:  # no locks there, or no more of them
        raise LedgerError(
            f"{path}: it cannot be locked ({error.strerror or error})",
            "keep the ledger on a disk of this machine; network drives may know no locks",
        ) from error


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        """Lock the first byte; say whether nobody else had."""
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:  # how it says that somebody has it
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        """Lock the file; say whether nobody else had."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
