"""Corrections: the fields of a record that a reviewer sets, and what reviews come to.

Not here: how reviews are kept (``reviews.py``). Invariant: a correction gives a valid record whose
spans read back to the text, or it is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from counterclaim.errors import RecordError
from counterclaim.model.kept import ReviewStatus
from counterclaim.model.quantities import Quantity
from counterclaim.model.records import Json, from_record, to_record
from counterclaim.model.sightings import Sighting

# What says where a record comes from is not a reviewer's to set.
_FIXED = frozenset({"id", "source", "sentence", "trace", "repeats", "confidence", "inferred"})
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BOUNDS = ("quantity.low", "quantity.high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the reviews of one sighting come to; ``revision`` is the entry of the last one."""

    status: ReviewStatus = "open"
    fields: Mapping[str, Json] = field(default_factory=dict)
    revision: int = 0

    def then(self, verdict: str, fields: Mapping[str, Json], entry: int) -> "Reviewed":
        """Return what one more review makes of it: the last verdict counts.

        Later corrections go over earlier ones; who accepts says that the engine's reading is right.
        """
        if verdict == "accept":
            return Reviewed(status="accepted", revision=entry)
        both: dict[str, Json] = {**self.fields, **fields}
        status: ReviewStatus = "rejected" if verdict == "reject" else "corrected"
        return Reviewed(status=status, fields=both, revision=entry)


def correct(sighting: Sighting, fields: Mapping[str, Json]) -> Sighting:
    """Return a sighting with some fields set, named as in the record: ``victims.party``.

    A value or kind that is set moves the bounds by arithmetic, unless they are set too; those of
    soft kinds ("nearly", "about", "vague") have to be.

    Raises
    ------
    RecordError
        If there is no such field, it is not a reviewer's to set, or the record would be invalid.
    """
    record = to_record(sighting)
    names = set(fields)
    if names & {"quantity.kind", "quantity.value"} and not names & set(_BOUNDS):
        fields = {**fields, **_bounds_of(sighting.quantity, fields)}
    for name, value in fields.items():
        _set(record, name, value)
    corrected = from_record(record)
    _check_known(fields, to_record(corrected))
    return corrected


def correct_or_leave(sighting: Sighting, reviewed: Reviewed) -> tuple[Sighting, ReviewStatus]:
    """Return a sighting as reviews leave it, and its status.

    Where a newer reading leaves no room for a correction, the sighting is open again.
    """
    if not reviewed.fields:
        return sighting, reviewed.status
    try:
        return correct(sighting, reviewed.fields), reviewed.status
    except RecordError:
        return sighting, "rejected" if reviewed.status == "rejected" else "open"


def fits(sighting: Sighting, fields: Mapping[str, Json]) -> bool:
    """Say whether fields can be set on a sighting."""
    try:
        correct(sighting, fields)
    except RecordError:
        return False
    return True


def check_fields(fields: Mapping[str, Json]) -> None:
    """Raise :class:`RecordError` for what is not a reviewer's to set, or no text for a record."""
    for name, value in fields.items():
        if name.partition(".")[0] in _FIXED:
            raise RecordError(f"{name!r} cannot be corrected: it says where the record comes from")
        if any(_CONTROL.search(text) for text in _texts_in(value)):
            raise RecordError(f"{name}: {value!r} holds a control character", "give plain text")


def _texts_in(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)


def _check_known(fields: Mapping[str, Json], record: Json) -> None:
    """Raise :class:`RecordError` for a field that the record does not have, so sets nothing."""
    for name, value in fields.items():
        place = record
        for part in name.split("."):
            if not isinstance(place, dict) or part not in place:
                raise _no_field(name)
            place = place[part]
        if isinstance(value, dict):
            _check_known(value, place)


def _no_field(name: str) -> RecordError:
    return RecordError(f"a record has no field {name!r}", "see docs/record.md")


def _set(record: dict[str, Json], name: str, value: Json) -> None:
    *above, last = name.split(".")
    place = record
    for part in above:
        inner = place.get(part)
        if inner is None and part in place:
            inner = place[part] = {}
        if not isinstance(inner, dict):
            raise _no_field(name)
        place = inner
    if last not in place and place is record:
        raise _no_field(name)
    place[last] = value


def _bounds_of(quantity: Quantity, fields: Mapping[str, Json]) -> dict[str, Json]:
    kind = fields.get("quantity.kind", quantity.kind)
    value = fields.get("quantity.value", quantity.value)
    if not isinstance(value, int):
        return {}
    bounds: dict[object, tuple[int | None, int | None]] = {
        "exact": (value, value),
        "none": (value, value),
        "more_than": (value + 1, None),
        "at_least": (value, None),
        "less_than": (0, max(0, value - 1)),
        "at_most": (0, value),
    }
    if kind not in bounds:
        raise RecordError(
            f"what {kind!r} allows is no arithmetic", "set quantity.low and quantity.high too"
        )
    low, high = bounds[kind]
    return {"quantity.low": low, "quantity.high": high}
