"""Verifying: everything in a ledger is read again and held against what it has to be.

The chain of entries, the digests of rows and texts, every span against its text, every reference,
and the derived tables against what is derived anew. Not here: mending. Invariant: nothing is
written; what is wrong is named by table and key.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, and_, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from counterclaim.errors import (
    CounterclaimError,
    LedgerBusyError,
    LedgerFullError,
    LedgerGoneError,
    LedgerReadOnlyError,
)
from counterclaim.ledger import schema
from counterclaim.ledger.copies import is_copy_pair
from counterclaim.ledger.database import Database
from counterclaim.ledger.derive import is_current, is_possible, refresh
from counterclaim.ledger.entries import (
    Entry,
    Head,
    digest_lines,
    entry_row,
    line_of,
    next_entry,
)
from counterclaim.ledger.fold import entry_at
from counterclaim.ledger.paging import CHUNK, iter_rows
from counterclaim.ledger.rows import sighting_of, sighting_row, statement_of, statement_row
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.digests import sha256_of

_CONTENT = tuple(table for table in schema.APPEND_ONLY if table is not schema.entries)
# How far they go is no part of what is derived.
_FOLLOWING = tuple(table for table in schema.DERIVED if table is not schema.derived_state)
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
    lexicon and this version; else the next question makes them again anyway. Where the ledger may
    not be written, they are not derived anew, and all else is checked.
    """
    for table, check in _CHECKS:
        try:
            with database.reading() as connection, _whatever_bytes(connection):
                yield from check(connection)
        except _FAILS:
            raise
        except _DAMAGE as error:
            yield Finding(table=table, key="", problem=f"it cannot be read: {error}")
    yield from _all_derived(database, lexicon)


@contextmanager
def _whatever_bytes(connection: Connection) -> Iterator[None]:
    """Have SQLite give texts that are not UTF-8 too, so that their rows can be named."""
    driver: object = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


def _file(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "postgresql":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Finding(table="(file)", key="", problem=str(said))


def _schema(connection: Connection) -> Iterator[Finding]:
    """Check that the tables have their indexes, and the triggers that refuse a change."""
    found = inspect(connection)
    tables = set(found.get_table_names())
    guarded = _triggers(connection)
    for table in schema.metadata.sorted_tables:
        if table.name not in tables:
            yield Finding(table=table.name, key="", problem="the table is missing")
            continue
        names = {index["name"] for index in found.get_indexes(table.name)}
        for wanted in sorted(str(index.name) for index in table.indexes):
            if wanted not in names:
                yield Finding(table=table.name, key=wanted, problem="the index is missing")
        for wanted in schema.triggers_of(table, connection.dialect.name):
            if (table.name, wanted) not in guarded:
                yield Finding(table=table.name, key=wanted, problem="the trigger is missing")


def _triggers(connection: Connection) -> set[tuple[str, str]]:
    """Return table and name of the triggers that refuse something."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
        )
    else:
        rows = connection.exec_driver_sql(
            "SELECT tbl_name, name FROM sqlite_master "
            "WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
        )
    return {(str(table), str(name)) for table, name in rows}


def _chain(connection: Connection) -> Iterator[Finding]:
    """Check each entry against the one before, and against the rows that carry its number."""
    before, of = Head(), schema.entries.c
    for row in connection.execute(select(of.number).where(of.number < 1).order_by(of.number)):
        problem = "entries are numbered from 1 on, and what stands before is none"
        yield Finding(table="entries", key=str(row.number), problem=problem)
    while True:
        rows = connection.execute(
            select(schema.entries).where(of.number > before.number).order_by(of.number).limit(CHUNK)
        ).all()
        if not rows:
            return
        lines = _lines(connection, rows[0].number, rows[-1].number)
        for row in rows:
            key = str(row.number)
            try:
                yield from _entry(row._mapping, before, digest_lines(lines[row.number]))
            except _DAMAGE as error:
                yield Finding(table="entries", key=key, problem=f"it cannot be read: {error}")
            before = Head(number=row.number, at=str(row.at), sha256=str(row.sha256))


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
        rows = connection.execute(select(table).where(table.c.entry.between(first, last)))
        for row in rows.mappings():
            try:
                line = line_of(table, dict(row))
            except (TypeError, ValueError):
                line = ""  # bytes where text belongs: no row that was added
            found[row["entry"]].append(line)
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
    for row in iter_rows(connection, schema.texts, page=CHUNK):
        text = row["text"]
        if not isinstance(text, str) or sha256_of(text) != row["sha256"]:
            key = _key(schema.texts, row)
            yield Finding(table="texts", key=key, problem="its digest is not that of the text")


def _records(connection: Connection) -> Iterator[Finding]:
    """Check the records of each reading against its text, and the columns against the record."""
    read, text = schema.readings.c, schema.texts.c
    last = entry_at(connection, None)
    spans = [(first, first + CHUNK - 1) for first in range(1, last + 1, CHUNK)]
    for table, (first, end) in product((schema.sightings, schema.statements), spans):
        statement = (
            select(table, read.lexicon, text.text)
            .join(schema.readings, read.entry == table.c.entry)
            .join(schema.texts, (text.document == read.document) & (text.sha256 == read.text))
            .where(table.c.entry.between(first, end))
        )
        for row in connection.execute(statement).mappings():
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
    except _DAMAGE as error:
        yield Finding(table=table.name, key=key, problem=str(error))
        return
    for name, value in wanted.items():
        if row[name] != value:
            yield Finding(table=table.name, key=key, problem=f"{name} is not what the record says")


def _standing(connection: Connection) -> Iterator[Finding]:
    for row in connection.execute(select(schema.derived_state)):
        if not is_possible(connection, row.through):
            problem = f"it names the entry {row.through}, and there is none such"
            yield Finding(table="derived_state", key=str(row.part), problem=problem)


def _all_derived(database: Database, lexicon: Lexicon) -> list[Finding]:
    """Return what is wrong with the derived tables; whoever asks meanwhile need not wait."""
    try:
        with database.trying() as connection, _whatever_bytes(connection):
            return list(_derived(connection, lexicon))
    except LedgerReadOnlyError:
        return []
    except _FAILS:
        raise
    except _DAMAGE as error:
        return [Finding(table="claims", key="", problem=f"they cannot be derived: {error}")]


def _derived(connection: Connection, lexicon: Lexicon) -> Iterator[Finding]:
    if not is_current(connection, lexicon):
        return
    before = {table: _snapshot(connection, table) for table in _FOLLOWING}
    pairs = {(row.a, row.b): row.is_copy for row in connection.execute(select(schema.copy_pairs))}
    refresh(connection, lexicon, anew=True)
    for table, old in before.items():
        new = _snapshot(connection, table)
        for key in sorted(old.keys() | new.keys()):
            if key not in new and table is schema.copy_pairs:
                a, _, b = key.partition(" ")
                is_copy = is_copy_pair(connection, (a, b))
                if is_copy is not None and is_copy == pairs[a, b]:
                    continue  # a pair of texts of which one is read no more
                problem = "it is not what the two texts come to"
            elif key not in new:
                problem = "nothing that was read makes this row"
            elif key not in old:
                problem = "the row is missing"
            elif old[key] != new[key]:
                problem = "it is not what was read comes to"
            else:
                continue
            yield Finding(table=table.name, key=key, problem=problem)


def _snapshot(connection: Connection, table: Table) -> dict[str, int]:
    return {_key(table, row): hash(tuple(row.values())) for row in iter_rows(connection, table)}


_CHECKS: tuple[tuple[str, Callable[[Connection], Iterator[Finding]]], ...] = (
    ("(file)", _file),
    ("(schema)", _schema),
    ("entries", _chain),
    ("(references)", _references),
    ("texts", _texts),
    ("sightings", _records),
    ("derived_state", _standing),
)
# What is no damage, and has to be told as what it is.
_FAILS = (LedgerBusyError, LedgerFullError, LedgerGoneError)
# How reading fails where a row holds what was never added: nearly anything goes.
_DAMAGE = (
    *(CounterclaimError, SQLAlchemyError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)


def _key(table: Table, row: RowMapping) -> str:
    return " ".join(str(row[column.name]) for column in table.primary_key.columns)
