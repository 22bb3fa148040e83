"""One watcher at a time: a lock that is freed with the process that holds it, however that ends.

Not here: what a watcher does. Invariants: who has the lock holds it to the end of the ``with``; a
second one is refused at once and never waits; nobody who reads or adds entries is kept waiting.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from counterclaim.errors import LedgerBusyError, LedgerError, LedgerReadOnlyError
from counterclaim.ledger.database import Database

ENDING = ".watch.lock"  # put behind the name of a ledger's file; the file stays, empty
# Any number; the number of the ledger's own table is added, since a database may hold several.
_WATCH_LOCK = 3_861_507_442_000_000_000
_KEY = ":lock + CAST(to_regclass('entries')::oid AS bigint)"
_LOCK = text(f"SELECT pg_try_advisory_lock({_KEY})")
_UNLOCK = text(f"SELECT pg_advisory_unlock({_KEY})")


@contextmanager
def watching(database: Database) -> Iterator[None]:
    """Hold the lock of the one watcher of a ledger.

    Raises
    ------
    LedgerBusyError
        If another process, or another store of this one, holds it.
    """
    with _on_server(database) if database.is_postgres else _beside_file(database):
        yield


def _is_watched(database: Database) -> LedgerBusyError:
    return LedgerBusyError(
        f"{database.name}: it is watched already", "end the other `counterclaim watch` first"
    )


@contextmanager
def _on_server(database: Database) -> Iterator[None]:
    """Hold a lock of the session: a server frees it when the connection ends."""
    with database.guarded():
        connection = database.engine.connect()
        try:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            is_first = connection.execute(_LOCK, {"lock": _WATCH_LOCK}).scalar()
            connection.detach()  # closed in the end, and not given back with the lock on it
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
    try:
        if not is_first:
            raise _is_watched(database)
        yield
        with suppress(DBAPIError):  # a server that went away has freed it
            connection.execute(_UNLOCK, {"lock": _WATCH_LOCK})
    finally:
        connection.close()


@contextmanager
def _beside_file(database: Database) -> Iterator[None]:
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
        if not _lock(file):
            raise _is_watched(database)
        yield
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        """Lock the first byte; say whether nobody else had."""
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
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
