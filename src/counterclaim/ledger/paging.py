"""Paging: long answers in pieces, so that memory holds a piece and no cursor stays open.

Not here: what is asked. Invariant: every row comes once, in the order of the key, as long as the
transaction sees one state.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, RowMapping, Table, select, tuple_

CHUNK = 500  # keys of one IN (…): far below the limit of either database
_PAGE = 5_000  # rows

_T = TypeVar("_T")


def chunks(keys: Iterable[_T]) -> Iterator[list[_T]]:
    """Yield keys in lists that fit into one condition.

    >>> [len(some) for some in chunks(range(1_200))]
    [500, 500, 200]
    """
    many = list(keys)
    for start in range(0, len(many), CHUNK):
        yield many[start : start + CHUNK]


def iter_rows(connection: Connection, table: Table, *, page: int = _PAGE) -> Iterator[RowMapping]:
    """Yield the rows of a table in the order of its key."""
    key = list(table.primary_key)
    last: tuple[object, ...] | None = None
    while True:
        statement = select(table).order_by(*key).limit(page)
        if last is not None:
            statement = statement.where(tuple_(*key) > tuple_(*last))
        rows = connection.execute(statement).mappings().all()
        yield from rows
        if len(rows) < page:
            return
        last = tuple(rows[-1][column.name] for column in key)
