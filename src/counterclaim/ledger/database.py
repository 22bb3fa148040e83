"""The database under a ledger: a SQLite file or a PostgreSQL server, opened and told apart here.

Not here: what the tables hold. Invariants: a file that is no ledger is not touched; a transaction
that writes holds the head of the chain from its first statement on, so that two writers queue; a
reader sees one state from its first statement to its last.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, Transaction, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from counterclaim.errors import InputError, LedgerBusyError, LedgerDamagedError, LedgerError
from counterclaim.ledger.failures import failure_of

WAIT_S = 60  # how long a writer queues; an entry takes milliseconds, a full regrouping more
APPLICATION_ID = 0x43434C47  # "CCLG" in the header of a SQLite file: this is a ledger
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"
_ID_AT = slice(68, 72)  # where the header of a SQLite file has the application's id
_CHAIN_LOCK = 7_204_163_955_218_046  # any number: the advisory lock on the head of the chain
_CACHE_KIB = 65_536
_UNWRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY")  # how the names of such results begin
_WRITES = "counterclaim_writes"


class Database:
    """One open database; ``name`` is what messages call it, without any password."""

    def __init__(self, engine: Engine, *, name: str) -> None:
        self.engine = engine
        self.name = name
        self.is_postgres = engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state and writes nothing."""
        with self.guarded(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that holds the head of the chain, and commit it."""
        with self._holding_head() as (connection, transaction):
            yield connection
            transaction.commit()

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """Give a connection as :meth:`writing` does, and take back whatever it wrote."""
        with self._holding_head() as (connection, transaction):
            yield connection
            transaction.rollback()

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Give a connection in a transaction for what stands outside the chain, and commit it.

        On PostgreSQL it waits for nobody who adds entries; SQLite has one writer at a time.
        """
        with self.guarded(), self.engine.connect() as connection:
            if self.is_postgres:
                connection.execution_options(isolation_level="READ COMMITTED")
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give back every connection; a SQLite ledger is then one file again."""
        self.engine.dispose()

    @contextmanager
    def _holding_head(self) -> Iterator[tuple[Connection, Transaction]]:
        with self.guarded(), self.engine.connect() as connection:
            if self.is_postgres:
                connection.execution_options(isolation_level="READ COMMITTED")
            connection.execution_options(**{_WRITES: True})
            with connection.begin() as transaction:
                if self.is_postgres:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CHAIN_LOCK:d})")
                yield connection, transaction

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what a driver raises into the one error that says what happened."""
        try:
            yield
        except DBAPIError as error:
            raise failure_of(error, self.name) from error
        except PoolTimeoutError as error:
            raise LedgerBusyError(
                f"{self.name}: every connection is in use", "ask from fewer threads at a time"
            ) from error


def connect(location: str | Path) -> Database:
    """Return the database of a path or a ``postgresql+psycopg://`` URL, not yet looked into.

    Raises
    ------
    LedgerDamagedError
        If the file is no SQLite file, or not one of a ledger.
    InputError
        If the URL is none, or of a database that is not supported.
    """
    url = _url_of(location)
    if url.get_backend_name() == "sqlite":
        return _sqlite(Path(url.database or ""))
    return _postgres(url)


def _url_of(location: str | Path) -> URL:
    text = str(location)
    if not text.strip():
        raise InputError("no ledger is named", "give a file, or a postgresql+psycopg:// URL")
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise InputError("the URL of the ledger cannot be read", _HINT_URL) from error
    if backend == "sqlite" and url.database:
        return url
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise InputError(f"a ledger cannot be kept in {backend!r}", _HINT_URL)


_HINT_URL = "give a file, or postgresql+psycopg://user@host:port/database"


def _sqlite(path: Path) -> Database:
    is_new = _is_new(path)

    def open_file() -> sqlite3.Connection:
        try:
            return _open(str(path), is_new=is_new)
        except sqlite3.OperationalError as error:
            wal = path.with_name(f"{path.name}-wal")
            if is_new or wal.exists() or not error.sqlite_errorname.startswith(_UNWRITABLE):
                raise
            # Neither file nor folder may be written: nobody else writes, so it can be read as is.
            return _open(f"{path.absolute().as_uri()}?mode=ro&immutable=1", is_new=False)

    # One connection per thread that asks; of those that are given back, five stay open.
    engine = create_engine(
        "sqlite://",
        creator=open_file,
        hide_parameters=True,
        poolclass=QueuePool,
        max_overflow=-1,
    )
    database = Database(engine, name=str(path))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return database


def _is_new(path: Path) -> bool:
    """Say whether a file is still to be made; refuse one that is not a ledger, unopened."""
    try:
        if not path.exists():
            if not path.absolute().parent.is_dir():
                raise LedgerError(f"{path}: its folder does not exist", "make the folder first")
            return True
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise LedgerError(f"{path}: {error.strerror or error}") from error
    if not header:
        return True
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise LedgerDamagedError(f"{path}: it is no ledger", "name another file with --ledger")
    if header[_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        raise LedgerDamagedError(
            f"{path}: it is a SQLite file, but no ledger", "name another file with --ledger"
        )
    return False


def _open(name: str, *, is_new: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name,
        timeout=WAIT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=name.startswith("file:"),
    )
    try:
        _set_up(connection, is_new=is_new)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, *, is_new: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what is told as read is on the disk
    connection.execute("PRAGMA schema_version").fetchone()  # fails here if it cannot be read
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB:d}")
    if is_new:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.execute("PRAGMA journal_mode = WAL")  # kept in the file from then on


def _postgres(url: URL) -> Database:
    try:
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            hide_parameters=True,
            connect_args={"connect_timeout": 15},
        )
    except ModuleNotFoundError as error:
        raise LedgerError(
            "psycopg is not installed, and a ledger on PostgreSQL needs it",
            "pip install 'counterclaim[postgres]'",
        ) from error

    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = '{WAIT_S:d}s'")
        cursor.close()
        connection.commit()

    return Database(engine, name=url.render_as_string(hide_password=True))
