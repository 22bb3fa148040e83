"""Entries: one transaction adds one, with the digest of what it brings and of the entry before.

Not here: what the rows mean. Invariants: entries have the numbers 1, 2, 3, … without a gap; their
instants never go back, whatever the clock does; the digest of the last one depends on every row
that was ever added.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, insert, select

from counterclaim.errors import LedgerDamagedError
from counterclaim.ledger import schema
from counterclaim.model.digests import canonical_json, sha256_of

Value = str | int | bool | None
Row = dict[str, Value]
Rows = Mapping[Table, list[Row]]

GENESIS = "0" * 64  # what stands for the entry before the first
_ORDER = {table.name: place for place, table in enumerate(schema.metadata.sorted_tables)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry: its number, instant and digest."""

    number: int = 0
    at: str = ""
    sha256: str = GENESIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it stands in the chain."""

    number: int
    at: str
    kind: str
    run: int | None
    content: str
    previous: str

    @property
    def sha256(self) -> str:
        """The digest of this entry, and so of all before it."""
        return sha256_of(
            canonical_json([self.number, self.at, self.kind, self.run, self.content, self.previous])
        )

    def as_head(self) -> Head:
        """Return this entry as the one that the next follows on."""
        return Head(number=self.number, at=self.at, sha256=self.sha256)


def instant_text(instant: dt.datetime) -> str:
    """Return an aware instant as text in UTC; as texts they sort as they do in time.

    >>> instant_text(dt.datetime(2022, 3, 2, 9, tzinfo=dt.timezone.utc))
    '2022-03-02T09:00:00.000000Z'
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str) -> dt.datetime:
    """Return the instant of a text that :func:`instant_text` made."""
    try:
        return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=dt.UTC)
    except (TypeError, ValueError) as error:
        raise damaged(f"{text!r} is no instant") from error


def damaged(what: str) -> LedgerDamagedError:
    """Return the error for a row that cannot be what was added."""
    return LedgerDamagedError(
        f"the ledger is damaged: {what}", "`counterclaim verify` names what is wrong"
    )


def content_of(rows: Rows) -> str:
    """Return the digest of rows, whatever their order; the numbers of entries stay outside."""
    return digest_lines(line_of(table, row) for table, many in rows.items() for row in many)


def line_of(table: Table, row: Mapping[str, object]) -> str:
    """Return a row as one line of canonical JSON, without the number of its entry.

    Columns that a table got later are left out where they are empty: so a row of an older schema
    has the line that it was added with.
    """
    later = schema.LATER_COLUMNS.get(table.name, frozenset())
    told = {
        name: value
        for name, value in row.items()
        if name != "entry" and (value is not None or name not in later)
    }
    return canonical_json([table.name, told])


def digest_lines(lines: Iterable[str]) -> str:
    """Return the digest of the lines of an entry, sorted: by table, then by content."""
    return sha256_of("\n".join(sorted(lines)))


def head_of(connection: Connection) -> Head:
    """Return the last entry; of an empty ledger, one with the number 0."""
    columns = schema.entries.c
    last = select(func.max(columns.number)).scalar_subquery()
    found = connection.execute(
        select(columns.number, columns.at, columns.sha256).where(columns.number == last)
    ).first()
    return Head() if found is None else Head(number=found.number, at=found.at, sha256=found.sha256)


def next_entry(head: Head, *, at: str, kind: str, run: int | None, content: str) -> Entry:
    """Return the entry that follows on ``head``; a clock that went back stands still."""
    return Entry(
        number=head.number + 1,
        at=max(at, head.at),
        kind=kind,
        run=run,
        content=content,
        previous=head.sha256,
    )


def append(connection: Connection, *, at: str, kind: str, run: int | None, rows: Rows) -> int:
    """Add one entry with its rows and return its number.

    The connection has to hold the head of the chain (``Database.writing``).
    """
    entry = next_entry(head_of(connection), at=at, kind=kind, run=run, content=content_of(rows))
    connection.execute(insert(schema.entries), [entry_row(entry)])
    for table in sorted(rows, key=lambda table: _ORDER[table.name]):
        many = [{**row, "entry": entry.number} for row in rows[table]]
        if many:
            connection.execute(insert(table), many)
    return entry.number


def entry_row(entry: Entry) -> Row:
    """Return the row of an entry."""
    return {
        "number": entry.number,
        "at": entry.at,
        "kind": entry.kind,
        "run": entry.run,
        "content": entry.content,
        "previous": entry.previous,
        "sha256": entry.sha256,
    }
