"""Sightings and statements as JSON records and back, and their JSON Schemas, from the dataclasses.

The field names are those of the model, except where ``metadata["name"]`` says otherwise (``class``
is a word of Python). Invariants: ``from_record(to_record(s)) == s`` for a sighting, and
``statement_from_record(to_record(s)) == s`` for a statement.
"""

import dataclasses
import datetime as dt
import typing
from collections.abc import Mapping
from typing import Literal, get_args, get_origin

from counterclaim.errors import RecordError
from counterclaim.model.building import build, field_name, fields_of, options_of
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
    built = build(Sighting, record, "record")
    if not isinstance(built, Sighting):
        raise RecordError("the record does not describe a sighting")
    return built


def statement_from_record(record: Mapping[str, Json]) -> Statement:
    """Return the statement of a record; :class:`RecordError` names a field that does not fit."""
    built = build(Statement, record, "record")
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
        fields = fields_of(type(value))
        return {name: _plain(getattr(value, attribute)) for attribute, name, _ in fields}
    raise RecordError(f"{value!r} has no place in a record")


def _schema(kind: object) -> dict[str, Json]:
    options = options_of(kind)
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
