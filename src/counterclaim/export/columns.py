"""Columns of the tables: name, type, unit, description, allowed values; and the cells under them.

Made by walking the dataclasses of the model; what a field means stands in ``descriptions.toml``.
Not here: which tables there are (``tables.py``). Invariants: a field of the model that is walked
has a description; a value is got by the same path as its column.
"""

import dataclasses
import datetime as dt
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, Union, get_args, get_origin

from counterclaim.errors import RecordError
from counterclaim.model.building import field_name
from counterclaim.model.periods import Window

ColumnType = Literal["string", "integer", "number", "boolean", "date", "datetime", "array"]
Value = None | bool | int | float | str | dt.date | tuple[str, ...]

_TYPES: dict[object, ColumnType] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
    dt.datetime: "datetime",
}
# Texts that are never missing and may have no character.
_MAY_BE_EMPTY = {"DocumentFacts.source", "Sighting.source", "Statement.source", "Victims.text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    ``path`` are the attributes that lead from the object of a row to the value. ``values`` are
    all that may stand there, where there are few; ``may_be_empty`` marks a text that is never
    missing and may have no character. ``type`` is one of Frictionless Table Schema;
    an ``array`` holds texts. ``tag`` is the HXL hashtag, where the table has such a row.
    """

    name: str
    type: ColumnType
    description: str
    unit: str = ""
    is_nullable: bool = True
    may_be_empty: bool = False
    values: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    tag: str = ""

    def value_in(self, row: object) -> Value:
        """Return the value in the row of an object, ``None`` where anything on the way is."""
        found: object = row
        for attribute in self.path:
            if found is None:
                return None
            found = getattr(found, attribute)
        return self._plain(found)

    def _plain(self, found: object) -> Value:
        if self.type == "array" and isinstance(found, tuple):
            return tuple(one if isinstance(one, str) else str(one.name) for one in found)
        if found is None or isinstance(found, bool | int | float | str | dt.date):
            return found
        raise RecordError(f"{found!r} has no place in the column {self.name}")


@cache
def descriptions() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return what the fields mean: class, then field, then ``is`` and perhaps ``unit``."""
    file = resources.files("counterclaim.export") / "descriptions.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def derived(
    key: str,
    type_: ColumnType,
    *,
    name: str = "",
    path: tuple[str, ...] = (),
    is_nullable: bool = False,
) -> Column:
    """Return the column of ``Class.attribute``, where no field of a dataclass stands for it."""
    told, attribute = _told(key), key.partition(".")[2]
    return Column(
        name=name or attribute,
        type=type_,
        description=told["is"],
        unit=told.get("unit", ""),
        is_nullable=is_nullable,
        path=path or (attribute,),
    )


def columns_of(
    cls: type,
    *,
    path: tuple[str, ...] = (),
    prefix: str = "",
    leave_out: Iterable[str] = (),
    is_nullable: bool = False,
) -> list[Column]:
    """Return the columns of a dataclass, those of nested ones behind the name of their field.

    Parameters
    ----------
    cls
        A dataclass of the model.
    path, prefix
        Where the object stands in its row, and what is put before the names.
    leave_out
        Fields as ``Class.field`` that get no column.
    is_nullable
        Whether the object itself may be missing.
    """
    left_out = frozenset(leave_out)
    found: list[Column] = []
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        key = f"{cls.__name__}.{field.name}"
        if key in left_out:
            continue
        options = _options(hints[field.name])
        may_miss = is_nullable or type(None) in options
        kind = next(option for option in options if option is not type(None))
        name, inner = f"{prefix}{field_name(field)}", (*path, field.name)
        if kind is Window:
            found += _days(key, name, inner)
        elif isinstance(kind, type) and dataclasses.is_dataclass(kind):
            found += columns_of(
                kind, path=inner, prefix=f"{name}_", leave_out=left_out, is_nullable=may_miss
            )
        else:
            told = _told(key)
            found.append(
                Column(
                    name=name,
                    type=_type_of(kind, key),
                    description=told["is"],
                    unit=told.get("unit", ""),
                    is_nullable=may_miss,
                    may_be_empty=key in _MAY_BE_EMPTY,
                    values=get_args(kind) if get_origin(kind) is Literal else (),
                    path=inner,
                )
            )
    return found


def _days(key: str, name: str, path: tuple[str, ...]) -> Iterator[Column]:
    for end, words in (("start", "first day"), ("end", "last day")):
        yield Column(
            name=f"{name}_{end}",
            type="date",
            description=f"{_told(key)['is']}: its {words}",
            unit=_told(key).get("unit", ""),
            path=(*path, end),
        )


def _told(key: str) -> Mapping[str, str]:
    of, _, field = key.partition(".")
    try:
        return descriptions()[of][field]
    except KeyError as error:
        raise RecordError(f"{key} has no description") from error


def _type_of(kind: object, key: str) -> ColumnType:
    if get_origin(kind) is Literal:
        return "string"
    if get_origin(kind) is tuple:
        return "array"
    try:
        return _TYPES[kind]
    except KeyError as error:
        raise RecordError(f"{key} fits no type of column") from error


def _options(hint: object) -> tuple[object, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
