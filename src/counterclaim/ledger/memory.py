"""What reading remembers between runs, kept in a ledger beside its chain.

Not here: what is asked of it (``read/memory.py``, the protocol that this fills). Invariants: each
call is a transaction of its own, so that what is remembered outlasts whoever is killed; what cannot
be written is forgotten, which costs time and no document; no row of the chain is touched.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from counterclaim.errors import LedgerReadOnlyError
from counterclaim.ledger import schema
from counterclaim.ledger.database import Database
from counterclaim.ledger.entries import instant_of, instant_text
from counterclaim.ledger.paging import chunks
from counterclaim.ledger.rows import clean, clean_or_none
from counterclaim.model.digests import canonical_json, sha256_of
from counterclaim.read.memory import Validators

_Row = Mapping[str, str | int | None]


class LedgerMemory:
    """A :class:`~counterclaim.read.memory.Memory` that lasts; and what a watcher told already.

    ``version`` is that of what reads: what an older one has read or fetched is read again.
    """

    def __init__(self, database: Database, *, version: str) -> None:
        self._database = database
        self._version = version

    def validators_of(self, url: str) -> Validators | None:
        """Return what is known of an address, ``None`` where it was never fetched."""
        of = schema.validators
        with self._database.reading() as connection:
            key = _key(self._version, url)
            row = connection.execute(select(of).where(of.c.key == key)).first()
        if row is None:
            return None
        return Validators(
            etag=row.etag,
            last_modified=row.last_modified,
            sha256=row.sha256,
            source=row.source,
            fetched_at=None if row.fetched_at is None else instant_of(row.fetched_at),
        )

    def keep_validators(self, url: str, validators: Validators) -> None:
        """Remember what a server gave with an address, in place of what it gave before."""
        at = validators.fetched_at
        row: _Row = {
            "key": _key(self._version, url),
            "url": clean(url),
            "etag": clean_or_none(validators.etag),
            "last_modified": clean_or_none(validators.last_modified),
            "sha256": clean_or_none(validators.sha256),
            "source": clean_or_none(validators.source),
            "fetched_at": None if at is None else instant_text(at),
        }
        self._keep(schema.validators, [row])

    def position_of(self, archive: str) -> int:
        """Return the byte up to which an archive was read; 0 where it was not."""
        of = schema.positions.c
        with self._database.reading() as connection:
            key = _key(self._version, archive)
            found = connection.execute(select(of.position).where(of.key == key)).scalar()
        return found or 0

    def keep_position(self, archive: str, position: int) -> None:
        """Remember that all records before a byte of an archive are done with."""
        key = _key(self._version, archive)
        row: _Row = {"key": key, "archive": clean(archive), "position": position}
        self._keep(schema.positions, [row])

    def is_seen(self, feed: str, entry: str) -> bool:
        """Say whether an entry of a feed, in this version of it, was read before."""
        return self._has(schema.seen_entries, _key(self._version, feed, entry))

    def keep_seen(self, feed: str, entry: str) -> None:
        """Remember an entry of a feed, in this version of it."""
        self._keep(schema.seen_entries, [{"key": _key(self._version, feed, entry)}])

    def is_announced(self, key: str) -> bool:
        """Say whether a watcher told this already."""
        return self._has(schema.announced, _key(key))

    def keep_announced(self, keys: Iterable[str]) -> None:
        """Remember what a watcher told, all of it or nothing."""
        rows: list[_Row] = [{"key": key} for key in sorted({_key(key) for key in keys})]
        self._keep(schema.announced, rows)

    def _has(self, table: Table, key: str) -> bool:
        with self._database.reading() as connection:
            found = connection.execute(select(table.c.key).where(table.c.key == key)).first()
        return found is not None

    def _keep(self, table: Table, rows: Sequence[_Row]) -> None:
        if not rows:
            return
        with suppress(LedgerReadOnlyError), self._database.aside() as connection:
            for some in chunks(rows):
                _put(connection, table, some)


def _put(connection: Connection, table: Table, rows: Sequence[_Row]) -> None:
    """Add rows, each in place of the one with its key."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    values = {name: statement.excluded[name] for name in rows[0] if name != "key"}
    if values:
        statement = statement.on_conflict_do_update(index_elements=["key"], set_=values)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=["key"])
    connection.execute(statement, [dict(row) for row in rows])


def _key(*texts: str) -> str:
    """Return the digest that texts are found by: they may be longer than what an index takes."""
    return sha256_of(canonical_json(list(texts)))
