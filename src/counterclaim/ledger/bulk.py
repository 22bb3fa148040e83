"""Adding many readings at once: still one entry per document, some hundred entries a transaction.

For tables of coded claims and for large loads; `ingest` reads documents one by one. Not here: what
a reading's rows are (``rows.py``). Invariant: the ledger ends in the rows that adding the documents
one after the other would give; a transaction that fails leaves none of its entries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Table, select

from counterclaim.ledger import schema
from counterclaim.ledger.database import Database
from counterclaim.ledger.entries import (
    Row,
    Value,
    content_of,
    entry_row,
    head_of,
    next_entry,
)
from counterclaim.ledger.paging import chunks
from counterclaim.ledger.reading import Reader, storable
from counterclaim.ledger.rows import Found, Version, document_rows, reading_rows
from counterclaim.model.documents import Document

BATCH = 500  # documents of one transaction, some 10,000 sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document with its reading, as rows that are ready to be added, and their digest."""

    document: Document
    found: Found
    rows: dict[Table, list[Row]]
    content: str


@dataclass(slots=True, kw_only=True)
class Added:
    """How many documents were new, known or read again, and how many sightings came."""

    n_new: int = 0
    n_known: int = 0
    n_reread: int = 0
    n_sightings: int = 0
    n_statements: int = 0


def prepare(document: Document, found: Found, version: Version) -> Prepared:
    """Return a document and its reading as rows, made outside any transaction."""
    kept = storable(document)
    rows = {
        **document_rows(kept, is_new=True, is_met=False, has_text=False),
        **reading_rows(kept, found, version),
    }
    return Prepared(document=kept, found=found, rows=rows, content=content_of(rows))


def add_prepared(
    database: Database,
    items: Iterable[Prepared],
    *,
    version: Version,
    now: Callable[[], str],
    run: int | None,
) -> Added:
    """Add readings, each an entry of its own, and return what came of them.

    A document that the ledger has already goes the way of ``ingest``: the same again adds nothing,
    another reading supersedes.
    """
    added = Added()
    for batch in _batches(items):
        with database.writing() as connection:
            known = _known(connection, [one.document.id for one in batch])
            fresh = _first_of_each(batch, known)
            _append_all(connection, fresh, now=now, run=run)
        added.n_new += len(fresh)
        for one in fresh:
            _count(added, one.found)
        taken = {id(one) for one in fresh}
        for one in batch:
            if id(one) not in taken:
                _add_again(database, one, version, (now, run), added)
    return added


def _batches(items: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _known(connection: Connection, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(ids):
        of = schema.documents.c.id
        found.update(connection.execute(select(of).where(of.in_(some))).scalars())
    return found


def _first_of_each(batch: Sequence[Prepared], known: set[str]) -> list[Prepared]:
    """Return the documents that the ledger does not have, each once."""
    first: dict[str, Prepared] = {}
    for one in batch:
        if one.document.id not in known:
            first.setdefault(one.document.id, one)
    return list(first.values())


def _add_again(
    database: Database,
    one: Prepared,
    version: Version,
    how: tuple[Callable[[], str], int | None],
    added: Added,
) -> None:
    reader = Reader(
        database=database, version=version, find=lambda _: one.found, now=how[0], run=how[1]
    )
    read = reader.add(one.document)
    added.n_known += read.outcome == "known"
    added.n_reread += read.outcome == "re-read"
    _count(added, read.found)


def _count(added: Added, found: Found) -> None:
    added.n_sightings += len(found.sightings)
    added.n_statements += len(found.statements)


def _append_all(
    connection: Connection,
    batch: Sequence[Prepared],
    *,
    now: Callable[[], str],
    run: int | None,
) -> None:
    head = head_of(connection)
    entries: list[Row] = []
    rows: dict[Table, list[Row]] = defaultdict(list)
    at = now() if batch else ""
    for one in batch:
        entry = next_entry(head, at=at, kind="document", run=run, content=one.content)
        head = entry.as_head()
        entries.append(entry_row(entry))
        for table, many in one.rows.items():
            for row in many:
                row["entry"] = entry.number
                rows[table].append(row)
    _insert_all(connection, schema.entries, entries)
    for table in schema.APPEND_ONLY:
        _insert_all(connection, table, rows.get(table, []))


def _insert_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows the fastest way that the database has: COPY, or one prepared statement."""
    if not rows:
        return
    names = [column.name for column in table.columns]
    values = ([row[name] for name in names] for row in rows)
    if connection.dialect.name == "postgresql":
        _copy(connection, table, values)
    else:
        statement = str(table.insert().compile(dialect=connection.dialect))
        connection.exec_driver_sql(statement, [tuple(one) for one in values])


def _copy(connection: Connection, table: Table, values: Iterable[list[Value]]) -> None:
    from psycopg import sql  # noqa: PLC0415  # an extra: only loaded where it is used

    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection was closed")
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for one in values:
            copy.write_row(one)
