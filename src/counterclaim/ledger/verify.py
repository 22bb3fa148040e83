"""Verifying: everything in a ledger is read again and held against what it has to be.

The chain of entries, the digests of rows and texts, every span against its text, every reference,
and the derived tables against what is derived anew. Not here: mending. Invariant: nothing is
written; what is wrong is named by table and key.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, and_, select

from counterclaim.errors import CounterclaimError, LedgerDamagedError
from counterclaim.ledger import schema
from counterclaim.ledger.database import Database
from counterclaim.ledger.derive import refresh, standing_of, wanted_version
from counterclaim.ledger.entries import (
    Entry,
    Head,
    digest_lines,
    entry_row,
    line_of,
    next_entry,
)
from counterclaim.ledger.fold import CHUNK, STREAMED, entry_at
from counterclaim.ledger.rows import sighting_of, sighting_row, statement_of, statement_row
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.digests import sha256_of

_CONTENT = tuple(table for table in schema.APPEND_ONLY if table is not schema.entries)
# Where a reference cannot be a constraint of the database, since the two name each other.
_LOOSE_REFERENCES = ((schema.entries, {"run": schema.runs.c.entry}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong: in which table, at which key, and what."""

    table: str
    key: str
    problem: str


def verify(database: Database, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield what is wrong with a ledger; nothing for a sound one.

    The derived tables are compared if they are true of the last entry and were made with this
    lexicon and this version; else the next question makes them again anyway.
    """
    try:
        with database.reading() as connection:
            yield from _file(connection, is_postgres=database.is_postgres)
            yield from _chain(connection)
            yield from _references(connection)
            yield from _texts(connection)
            yield from _records(connection)
        with database.trying() as connection:
            yield from _derived(connection, lexicon)
    except LedgerDamagedError as error:
        yield Finding(table="(file)", key="", problem=error.message)


def _file(connection: Connection, *, is_postgres: bool) -> Iterator[Finding]:
    if is_postgres:
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Finding(table="(file)", key="", problem=str(said))


def _chain(connection: Connection) -> Iterator[Finding]:
    """Check each entry against the one before, and against the rows that carry its number."""
    before, of = Head(), schema.entries.c
    while True:
        rows = connection.execute(
            select(schema.entries).where(of.number > before.number).order_by(of.number).limit(CHUNK)
        ).all()
        if not rows:
            return
        lines = _lines(connection, rows[0].number, rows[-1].number)
        for row in rows:
            yield from _entry(row._mapping, before, digest_lines(lines[row.number]))
            before = Head(number=row.number, at=row.at, sha256=row.sha256)


def _entry(row: RowMapping, before: Head, content: str) -> Iterator[Finding]:
    key = str(row["number"])
    wanted = next_entry(
        before, at=row["at"], kind=row["kind"], run=row["run"], content=row["content"]
    )
    if row["number"] != wanted.number:
        problem = f"entry {wanted.number} is missing before it"
        yield Finding(table="entries", key=key, problem=problem)
    if row["at"] < before.at:
        yield Finding(table="entries", key=key, problem="it is earlier than the entry before")
    if row["previous"] != wanted.previous:
        problem = "it does not follow on the entry before: that was changed, or this was"
        yield Finding(table="entries", key=key, problem=problem)
    fields = {name: row[name] for name in entry_row(wanted) if name != "sha256"}
    if row["sha256"] != Entry(**fields).sha256:
        yield Finding(table="entries", key=key, problem="its digest is not that of its fields")
    if row["content"] != content:
        problem = "its rows are not those that were added: one was changed, added or removed"
        yield Finding(table="entries", key=key, problem=problem)


def _lines(connection: Connection, first: int, last: int) -> dict[int, list[str]]:
    """Return the rows that a stretch of entries brought, as lines by entry."""
    found: dict[int, list[str]] = defaultdict(list)
    for table in _CONTENT:
        rows = connection.execute(
            select(table).where(table.c.entry.between(first, last)), execution_options=STREAMED
        )
        for row in rows.mappings():
            found[row["entry"]].append(line_of(table, dict(row)))
    return found


def _references(connection: Connection) -> Iterator[Finding]:
    for table in schema.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            pairs = {element.parent.name: element.column for element in constraint.elements}
            yield from _dangling(connection, table, pairs)
    for table, pairs in _LOOSE_REFERENCES:
        yield from _dangling(connection, table, pairs)


def _dangling(connection: Connection, table: Table, pairs: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield rows that name a row of another table that is not there."""
    parent = next(iter(pairs.values())).table.alias("parent")
    known = parent.c[next(iter(pairs.values())).name]
    same = and_(*(table.c[name] == parent.c[column.name] for name, column in pairs.items()))
    rows = connection.execute(
        select(table)
        .outerjoin(parent, same)
        .where(known.is_(None))
        .where(*(table.c[name].is_not(None) for name in pairs))
    )
    for row in rows.mappings():
        names = ", ".join(f"{name} {row[name]}" for name in pairs)
        problem = f"{names}: there is none such among {next(iter(pairs.values())).table.name}"
        yield Finding(table=table.name, key=_key(table, row), problem=problem)


def _texts(connection: Connection) -> Iterator[Finding]:
    for row in connection.execute(select(schema.texts), execution_options=STREAMED):
        if sha256_of(row.text) != row.sha256:
            key = _key(schema.texts, row._mapping)
            yield Finding(table="texts", key=key, problem="its digest is not that of the text")


def _records(connection: Connection) -> Iterator[Finding]:
    """Check the records of each reading against its text, and the columns against the record."""
    read, text = schema.readings.c, schema.texts.c
    for table in (schema.sightings, schema.statements):
        statement = (
            select(table, read.lexicon, text.text)
            .join(schema.readings, read.entry == table.c.entry)
            .join(schema.texts, (text.document == read.document) & (text.sha256 == read.text))
        )
        rows = connection.execute(statement, execution_options={"yield_per": 200})
        for row in rows.mappings():
            yield from _record(table, row)


def _record(table: Table, row: RowMapping) -> Iterator[Finding]:
    key = _key(table, row)
    ids = (row["document"], row["engine_id"], row["lexicon"])
    try:
        if table is schema.sightings:
            sighting = sighting_of(row["record"])
            sighting.check(row["text"])
            wanted = sighting_row(sighting, ids, row["place_in_text"])
        else:
            statement = statement_of(row["record"])
            statement.check(row["text"])
            wanted = statement_row(statement, ids, row["place_in_text"])
    except (CounterclaimError, ValueError) as error:
        yield Finding(table=table.name, key=key, problem=str(error))
        return
    for name, value in wanted.items():
        if row[name] != value:
            yield Finding(table=table.name, key=key, problem=f"{name} is not what the record says")


def _derived(connection: Connection, lexicon: Lexicon) -> Iterator[Finding]:
    standing = standing_of(connection)
    is_of_now = standing.through == entry_at(connection, None)
    if not is_of_now or standing.version != wanted_version(lexicon):
        return
    before = {table: _snapshot(connection, table) for table in schema.DERIVED}
    try:
        refresh(connection, lexicon, anew=True)
    except (CounterclaimError, LookupError) as error:
        problem = f"they cannot be derived: {error}"
        yield Finding(table="claims", key="", problem=problem)
        return
    for table, old in before.items():
        new = _snapshot(connection, table)
        for key in sorted(old.keys() | new.keys()):
            if key not in new:
                problem = "nothing that was read makes this row"
            elif key not in old:
                problem = "the row is missing"
            elif old[key] != new[key]:
                problem = "it is not what was read comes to"
            else:
                continue
            yield Finding(table=table.name, key=key, problem=problem)


def _snapshot(connection: Connection, table: Table) -> dict[str, int]:
    rows = connection.execute(select(table), execution_options=STREAMED)
    return {_key(table, row): hash(tuple(row.values())) for row in rows.mappings()}


def _key(table: Table, row: RowMapping) -> str:
    return " ".join(str(row[column.name]) for column in table.primary_key.columns)
