"""Building objects of the model from plain data, with one builder per type, made once.

A ledger builds them by the million: what a type's fields are is asked when its builder is made, and
where a value stands is worked out only for one that does not fit. Not here: which objects have
records (``records.py``). Invariant: what is built is valid, or the error names its place.
"""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, Union, get_args, get_origin

from counterclaim.errors import RecordError

Builder = Callable[[object], object]


class _MisfitError(Exception):
    """A value does not fit; ``path`` is its place, the innermost part first."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.path: list[str] = []


def build(kind: type, value: object, where: str) -> object:
    """Return the object of ``kind`` that plain data describes.

    Raises :class:`RecordError`, which names the place below ``where`` of what does not fit.
    """
    try:
        return builder_of(kind)(value)
    except _MisfitError as error:
        place = "".join([where, *reversed(error.path)])
        raise RecordError(f"{place}: {error}") from error


def field_name(field: "dataclasses.Field[object]") -> str:
    """Return the name that a field of the model has in the record."""
    return str(field.metadata.get("name", field.name))


@cache
def fields_of(kind: type) -> tuple[tuple[str, str, object], ...]:
    """Return attribute, name in the record and type of each field of a dataclass."""
    hints = typing.get_type_hints(kind)
    return tuple((f.name, field_name(f), hints[f.name]) for f in dataclasses.fields(kind))


def options_of(kind: object) -> tuple[object, ...]:
    """Return the alternatives of a union; of anything else, itself."""
    if get_origin(kind) in (Union, types.UnionType):
        return get_args(kind)
    return (kind,)


@cache
def builder_of(kind: object) -> Builder:
    """Return what makes a value of a type out of plain data."""
    options = options_of(kind)
    whole = next(option for option in options if option is not type(None))
    inner = _builder_of_one(whole)
    if type(None) not in options:
        return inner
    return lambda value: None if value is None else inner(value)


def _builder_of_one(kind: object) -> Builder:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _builder_of_fields(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _builder_of_choice(arguments)
    if origin is tuple:
        return _builder_of_list(builder_of(arguments[0]))
    if origin is not None:
        return _builder_of_mapping(builder_of(arguments[1]))
    return _builder_of_date if kind is dt.date else _builder_of_scalar(kind)


def _builder_of_fields(kind: type) -> Builder:
    fields = [(name, attribute, builder_of(hint)) for attribute, name, hint in fields_of(kind)]

    def build_fields(value: object) -> object:
        if not isinstance(value, Mapping):
            raise _MisfitError(f"an object is expected, not {value!r}")
        arguments: dict[str, object] = {}
        for name, attribute, build_one in fields:
            if name in value:
                try:
                    arguments[attribute] = build_one(value[name])
                except _MisfitError as error:
                    error.path.append(f".{name}")
                    raise
        try:
            return kind(**arguments)
        except TypeError as error:
            raise _MisfitError(str(error)) from error

    return build_fields


def _builder_of_choice(choices: tuple[object, ...]) -> Builder:
    def build_choice(value: object) -> object:
        if value not in choices:
            raise _MisfitError(f"{value!r} is none of {', '.join(map(str, choices))}")
        return value

    return build_choice


def _builder_of_list(inner: Builder) -> Builder:
    def build_list(value: object) -> object:
        if not isinstance(value, (list, tuple)):
            raise _MisfitError(f"a list is expected, not {value!r}")
        found: list[object] = []
        for one in value:
            try:
                found.append(inner(one))
            except _MisfitError as error:
                error.path.append(f"[{len(found)}]")
                raise
        return tuple(found)

    return build_list


def _builder_of_mapping(inner: Builder) -> Builder:
    def build_mapping(value: object) -> object:
        if not isinstance(value, Mapping):
            raise _MisfitError(f"{value!r} does not fit")
        found: dict[str, object] = {}
        for key, one in value.items():
            try:
                found[str(key)] = inner(one)
            except _MisfitError as error:
                error.path.append(f".{key}")
                raise
        return found

    return build_mapping


def _builder_of_date(value: object) -> object:
    if not isinstance(value, str):
        raise _MisfitError(f"{value!r} does not fit")
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise _MisfitError(f"{value!r} is not a date") from error


def _builder_of_scalar(kind: object) -> Builder:
    if not isinstance(kind, type):
        raise TypeError(f"{kind!r} has no place in a record")

    def build_scalar(value: object) -> object:
        if type(value) is kind:
            return value
        is_flag = isinstance(value, bool)
        if kind is float and isinstance(value, int) and not is_flag:
            return float(value)
        if isinstance(value, kind) and not is_flag:
            return value
        raise _MisfitError(f"{value!r} does not fit")

    return build_scalar
