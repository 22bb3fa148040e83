"""Sightings as flat rows: one column per field, nested names joined by an underscore.

Lists become text joined by "; ", and the trace is left out. Invariant: every sighting gives the
columns of :func:`flat_columns`, in that order.
"""

import dataclasses
import typing

from counterclaim.model.building import field_name
from counterclaim.model.records import Json, to_record
from counterclaim.model.sightings import Sighting

_LEFT_OUT = frozenset({"trace"})


def flat_columns() -> list[str]:
    """Return the names of the columns, in their order."""
    columns: list[str] = []
    hints = typing.get_type_hints(Sighting)
    for field in dataclasses.fields(Sighting):
        name = field_name(field)
        inner = _parts(hints[field.name])
        if name not in _LEFT_OUT:
            columns += [f"{name}_{part}" for part in inner] or [name]
    return columns


def flat_record(sighting: Sighting) -> dict[str, Json]:
    """Return the record of a sighting as one flat row."""
    found: dict[str, Json] = {}
    for name, value in to_record(sighting).items():
        if isinstance(value, dict):
            found.update({f"{name}_{part}": inner for part, inner in value.items()})
        else:
            found[name] = value
    found["via"] = "; ".join(relay.name for relay in sighting.via)
    found["inferred"] = "; ".join(sighting.inferred)
    return {column: found.get(column) for column in flat_columns()}


def _parts(hint: object) -> list[str]:
    """Return the names of the fields of a nested object, none for anything else."""
    for option in (hint, *typing.get_args(hint)):
        is_nested = isinstance(option, type) and dataclasses.is_dataclass(option)
        if is_nested and typing.get_origin(hint) is not tuple:
            return [field_name(field) for field in dataclasses.fields(typing.cast("type", option))]
    return []
