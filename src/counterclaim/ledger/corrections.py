"""Corrections: the fields of a record that a reviewer sets, and what reviews come to.

Not here: how reviews are kept (``reviews.py``). Invariant: a correction gives a valid record whose
spans read back to the text, or it is refused.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from counterclaim.errors import RecordError
from counterclaim.model.kept import ReviewStatus
from counterclaim.model.quantities import Quantity
from counterclaim.model.records import Json, from_record, to_record
from counterclaim.model.sightings import Sighting

# What says where a record comes from is not a reviewer's to set.
_FIXED = frozenset({"id", "source", "sentence", "trace", "repeats", "confidence", "inferred"})
_BOUNDS = ("quantity.low", "quantity.high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the reviews of one sighting come to; ``revision`` is the entry of the last one."""

    status: ReviewStatus = "open"
    fields: Mapping[str, Json] = field(default_factory=dict)
    revision: int = 0

    def then(self, verdict: str, fields: str, entry: int) -> "Reviewed":
        """Return what one more review makes of it; later corrections go over earlier ones."""
        both: dict[str, Json] = {**self.fields, **json.loads(fields)}
        status: ReviewStatus = "corrected" if both else "accepted"
        return Reviewed(
            status="rejected" if verdict == "reject" else status, fields=both, revision=entry
        )


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
    return from_record(record)


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


def check_fields(names: Iterable[str]) -> None:
    """Raise :class:`RecordError` for a field that is not a reviewer's to set."""
    for name in names:
        if name.partition(".")[0] in _FIXED:
            raise RecordError(f"{name!r} cannot be corrected: it says where the record comes from")


def _set(record: dict[str, Json], name: str, value: Json) -> None:
    *above, last = name.split(".")
    place = record
    for part in above:
        inner = place.get(part)
        if inner is None and part in place:
            inner = place[part] = {}
        if not isinstance(inner, dict):
            raise RecordError(f"a record has no field {name!r}", "see docs/record.md")
        place = inner
    if last not in place and place is record:
        raise RecordError(f"a record has no field {name!r}", "see docs/record.md")
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
