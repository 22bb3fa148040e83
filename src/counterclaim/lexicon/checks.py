"""Checks of what a lexicon table holds: each refuses a wrong value by file, entry and key.

Not here: what the values mean, nor which keys an entry of a sort may have.
"""

import datetime as dt
import itertools
from collections.abc import Collection, Mapping
from typing import Any

from counterclaim.errors import LexiconError

Table = Mapping[str, Any]


def refuse_unknown(spot: str, table: Table, known: Collection[str]) -> None:
    """Refuse a key that an entry of this sort does not have."""
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise LexiconError(spot, f"unknown key {unknown[0]!r}")


def check_text(spot: str, key: str, value: object) -> None:
    """Refuse what is not a text, or holds none; ``None`` is left out."""
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise LexiconError(spot, f"{key!r} has to be a text that is not empty")


def check_choice(spot: str, key: str, value: object, allowed: Collection[str]) -> None:
    """Refuse a value that is none of those that work; ``None`` is left out."""
    if value is not None and not (isinstance(value, str) and value in allowed):
        hint = "it can be " + ", ".join(sorted(allowed))
        raise LexiconError(spot, f"{key!r} cannot be {value!r}", hint)


def check_flag(spot: str, key: str, value: object) -> None:
    """Refuse what is neither true nor false; ``None`` is left out."""
    if value is not None and not isinstance(value, bool):
        raise LexiconError(spot, f"{key!r} has to be true or false")


def check_words(spot: str, key: str, values: object) -> None:
    """Refuse what is not a list of texts, in any order; ``None`` is left out."""
    if values is None:
        return
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise LexiconError(spot, f"{key!r} has to be a list of words")


def check_list(spot: str, key: str, values: object) -> None:
    """Refuse a list that is empty, unsorted or says something twice; ``None`` is no list."""
    if values is None:
        return
    if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        raise LexiconError(spot, f"{key!r} has to be a list of words that is not empty")
    if not all(v.strip() for v in values):
        raise LexiconError(spot, f"{key!r} holds an empty word")
    if len(set(values)) != len(values):
        twice = next(v for i, v in enumerate(values) if v in values[:i])
        raise LexiconError(spot, f"{key!r} holds {twice!r} twice")
    if values != sorted(values):
        late = next(b for a, b in itertools.pairwise(values) if b < a)
        raise LexiconError(spot, f"{key!r} is not sorted: {late!r} comes too late")


def check_days(spot: str, table: Table, first: str, last: str) -> None:
    """Refuse days that are no dates, or run backwards; either may be left out."""
    for key in (first, last):
        day = table.get(key)
        if day is not None and (not isinstance(day, dt.date) or isinstance(day, dt.datetime)):
            raise LexiconError(
                spot, f"{key!r} has to be a date", "write 2022-03-01, without quotes"
            )
    start, end = table.get(first), table.get(last)
    if start is not None and end is not None and end < start:
        raise LexiconError(spot, f"it ends before it starts: {last!r} is before {first!r}")


def read_rows(spot: str, key: str, table: Table, known: Collection[str]) -> list[tuple[str, Table]]:
    """Return the tables of a list, each with its spot; every one has a name and known keys."""
    rows = table.get(key, [])
    if not isinstance(rows, list):
        raise LexiconError(spot, f"{key!r} has to be a list of tables")
    found: list[tuple[str, Table]] = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise LexiconError(spot, f"{key!r} has to be a list of tables, and {row!r} is none")
        if not isinstance(row.get("name"), str) or not row["name"].strip():
            raise LexiconError(spot, f"{key!r}, number {number}: it has no 'name'")
        at = f"{spot}, {key} {row['name']}"
        refuse_unknown(at, row, known)
        check_words(at, "aliases", row.get("aliases"))
        found.append((at, row))
    return found
