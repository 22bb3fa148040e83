"""Sightings and statements as JSON records and back, and their JSON Schemas, from the dataclasses.

The field names are those of the model, except where ``metadata["name"]`` says otherwise (``class``
is a word of Python). Invariants: ``from_record(to_record(s)) == s`` for a sighting, and
``statement_from_record(to_record(s)) == s`` for a statement.
"""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Literal, Union, get_args, get_origin

from counterclaim.errors import RecordError
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[object, dict[str, Json]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number", "minimum": 0, "maximum": 1},  # the model's only one is a share
    dt.date: {"type": "string", "format": "date"},
}


def to_record(found: Sighting | Statement) -> dict[str, Json]:
    """Return the JSON record: plain dicts, lists and scalars, dates as ISO text."""
    record = _plain(found)
    if not isinstance(record, dict):
        raise RecordError("only a sighting or a statement has a record")
    return record


def as_json(value: object) -> Json:
    """Return any object of the model as JSON: dataclasses as objects, days as ISO text."""
    return _plain(value)


def from_record(record: Mapping[str, Json]) -> Sighting:
    """Return the sighting of a record; :class:`RecordError` names a field that does not fit."""
    built = _build(Sighting, record, "record")
    if not isinstance(built, Sighting):
        raise RecordError("the record does not describe a sighting")
    return built


def statement_from_record(record: Mapping[str, Json]) -> Statement:
    """Return the statement of a record; :class:`RecordError` names a field that does not fit."""
    built = _build(Statement, record, "record")
    if not isinstance(built, Statement):
        raise RecordError("the record does not describe a statement")
    return built


def record_schema() -> dict[str, Json]:
    """Return the JSON Schema (2020-12) of the record, made from the model."""
    return _titled(Sighting, "Loss claim sighting")


def statement_schema() -> dict[str, Json]:
    """Return the JSON Schema (2020-12) of the record of a statement, made from the model."""
    return _titled(Statement, "Attributed statement")


def _titled(kind: type, title: str) -> dict[str, Json]:
    description = (kind.__doc__ or "").split("\n")[0]
    return {"$schema": _SCHEMA_ID, "title": title, "description": description, **_schema(kind)}


def field_name(field: "dataclasses.Field[object]") -> str:
    """Return the name that a field of the model has in the record."""
    return str(field.metadata.get("name", field.name))


def _plain(value: object) -> Json:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = _fields_of(type(value))
        return {name: _plain(getattr(value, attribute)) for attribute, name, _ in fields}
    raise RecordError(f"{value!r} has no place in a record")


def _build(kind: object, value: object, where: str) -> object:
    is_optional, option = _option(kind)
    if value is None and is_optional:
        return None
    return _build_one(option, value, where)


def _build_one(kind: object, value: object, where: str) -> object:
    if isinstance(kind, type) and kind in _SCALARS:
        return _scalar(kind, value, where)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise RecordError(f"{where}: an object is expected, not {value!r}")
        arguments = {
            attribute: _build(hint, value[name], f"{where}.{name}")
            for attribute, name, hint in _fields_of(kind)
            if name in value
        }
        try:
            return kind(**arguments)
        except TypeError as error:
            raise RecordError(f"{where}: {error}") from error
    origin = get_origin(kind)
    if origin is Literal:
        if value not in get_args(kind):
            raise RecordError(f"{where}: {value!r} is none of {', '.join(get_args(kind))}")
        return value
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise RecordError(f"{where}: a list is expected, not {value!r}")
        return tuple(_build(get_args(kind)[0], v, f"{where}[{i}]") for i, v in enumerate(value))
    if origin is not None and isinstance(value, Mapping):
        return {str(k): _build(get_args(kind)[1], v, f"{where}.{k}") for k, v in value.items()}
    return _scalar(kind, value, where)


def _scalar(kind: object, value: object, where: str) -> object:
    if kind is dt.date and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise RecordError(f"{where}: {value!r} is not a date") from error
    is_flag = isinstance(value, bool)
    if kind is float and isinstance(value, int) and not is_flag:
        return float(value)
    if isinstance(kind, type) and isinstance(value, kind) and (kind is bool or not is_flag):
        return value
    raise RecordError(f"{where}: {value!r} does not fit")


@cache
def _fields_of(kind: type) -> tuple[tuple[str, str, object], ...]:
    """Return attribute, name in the record and type of each field; a ledger asks by the million."""
    hints = typing.get_type_hints(kind)
    return tuple((f.name, field_name(f), hints[f.name]) for f in dataclasses.fields(kind))


@cache
def _option(kind: object) -> tuple[bool, object]:
    """Return whether a type may be null, and what it is where it is not."""
    options = _options(kind)
    return type(None) in options, next(one for one in options if one is not type(None))


@cache
def _options(kind: object) -> tuple[object, ...]:
    if get_origin(kind) in (Union, types.UnionType):
        return get_args(kind)
    return (kind,)


def _schema(kind: object) -> dict[str, Json]:
    options = _options(kind)
    if len(options) > 1:
        inner = [_schema(option) for option in options if option is not type(None)]
        return {"anyOf": [*inner, {"type": "null"}]}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = dataclasses.fields(kind)
        return {
            "type": "object",
            "properties": {field_name(f): _schema(hints[f.name]) for f in fields},
            "required": [field_name(f) for f in fields],
            "additionalProperties": False,
        }
    origin = get_origin(kind)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    if origin is not None:
        return {"type": "object", "additionalProperties": _schema(get_args(kind)[1])}
    return dict(_SCALARS[kind])
