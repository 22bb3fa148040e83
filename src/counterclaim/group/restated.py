"""Restatement: whether two sightings of one bucket are one assertion.

Within one text's lineage a figure is matched loosely, as headlines and bodies word it; between
texts only what shows one assertion counts: the same figure of the same time, or figures that meet
and were said on one day. Invariant: what cannot be shown stays apart.
"""

import datetime as dt
from collections.abc import Callable

from counterclaim.group.identity import Gazetteer, is_identified
from counterclaim.model.kept import KeptSighting
from counterclaim.model.names import plain_name
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting

NEAR_RATIO = 1.25  # "nearly 6,000" and 5,200 may be one count; "over 2,000" and 14,000 are two
SAME_SAYING_DAYS = 1  # a saying of Tuesday night stands in Wednesday's papers
VAGUE_DAYS = 7  # "dozens" said again after a week need not be the same dozens
INCIDENT_DAYS = 3  # an undated incident is retold within days

# What one sighting of a claim may tell and another leave open.
TELLING: tuple[Callable[[Sighting], object], ...] = (
    lambda one: one.victims.class_,
    lambda one: one.period.start,
    lambda one: one.period.end,
    lambda one: one.place,
)

_Key = tuple[object, ...]


def lookup_keys(kept: KeptSighting, names: Gazetteer) -> list[_Key]:
    """Return the keys under which a sighting's assertion may be known, the surest first.

    Each key leads to few claims, so that joining a bucket takes n log n.
    """
    sighting = kept.sighting
    quantity, period = sighting.quantity, sighting.period
    place = _plain_place(sighting, names)
    lineage = kept.document.lineage
    keys: list[_Key] = [("text", lineage, sighting.outcome, period.frame)]
    figure = (quantity.kind if quantity.point is None else "", quantity.point, place, period.frame)
    if period.frame in ("incident", "interval"):
        keys.append(("figure", *figure, period.start))
    else:
        keys += [("figure", *figure, period.end)]
        keys += [("figure", *figure, None)] if period.end is not None else []
    day = _day(kept)
    if day is not None:
        keys.append(("day", day, place, period.frame))
        keys.append(("day", day - dt.timedelta(days=SAME_SAYING_DAYS), place, period.frame))
    return keys


def is_one_assertion(first: KeptSighting, again: KeptSighting, names: Gazetteer) -> bool:
    """Say whether a sighting states again what an earlier one stated."""
    one, other = first.sighting, again.sighting
    classes = {one.victims.class_, other.victims.class_} - {None}
    is_named = one.victims.group is not None
    if len(classes) > 1 or (not is_named and (one.part_of is None) != (other.part_of is None)):
        return False
    if one.outcome != other.outcome or one.period.frame != other.period.frame:
        return False
    if one.polarity != other.polarity or one.victims.group != other.victims.group:
        return False
    if first.document.lineage == again.document.lineage:
        return _is_same_in_text(one, other, names)
    if not _is_one_claimant(first, again):
        return False
    return _is_restated(first, again, names)


def _is_one_claimant(first: KeptSighting, again: KeptSighting) -> bool:
    """Say whether the claimants of two texts are shown to be one: named, or one outlet's voice."""
    one, other = first.sighting.claimant, again.sighting.claimant
    if one is None and other is None:
        outlet = first.document.outlet
        return outlet is not None and outlet == again.document.outlet
    return is_identified(one) and is_identified(other)


def are_at_odds(one: Sighting, other: Sighting, names: Gazetteer) -> bool:
    """Say whether two sightings tell different classes, days or places."""
    told = [(tells(one), tells(other)) for tells in TELLING[:-1]]
    told.append((_plain_place(one, names), _plain_place(other, names)))
    return any(mine is not None and yours is not None and mine != yours for mine, yours in told)


def place_of(sighting: Sighting, names: Gazetteer) -> str | None:
    """Return the place that narrows the question, ``None`` for a whole country."""
    if sighting.place is None:
        return None
    text = " ".join(sighting.place.text.split())
    return None if plain_name(text) in names.countries else text


def _is_same_in_text(one: Sighting, other: Sighting, names: Gazetteer) -> bool:
    if one.part_of is not None and one.victims.group is None:
        return False  # nothing shows that two unnamed parts are one
    if not (_is_equal(one.quantity, other.quantity) or _is_close(one.quantity, other.quantity)):
        return False
    where = (_plain_place(one, names), _plain_place(other, names))
    for mine, yours in ((one.period.start, other.period.start), where):
        if mine is not None and yours is not None and mine != yours:
            return False
    if one.period.end and other.period.end and one.period.end != other.period.end:
        return False
    if one.period.frame == "incident":
        return where[0] == where[1] and one.period.start == other.period.start
    return True


def _is_restated(first: KeptSighting, again: KeptSighting, names: Gazetteer) -> bool:
    one, other = first.sighting, again.sighting
    is_unnamed_part = one.part_of is not None and one.victims.group is None
    if is_unnamed_part or one.quantity.kind == "some" or other.quantity.kind == "some":
        return False
    where = (_plain_place(one, names), _plain_place(other, names))
    if where[0] != where[1]:
        return False
    days = _days_between(first, again)
    is_equal = _is_equal(one.quantity, other.quantity)
    is_close = is_equal or _is_close(one.quantity, other.quantity)
    if one.period.frame == "incident":
        is_dated = one.period.start is not None and one.period.start == other.period.start
        is_near = days is not None and days <= INCIDENT_DAYS
        is_open = None in (one.period.start, other.period.start)
        return where[0] is not None and is_close and (is_dated or (is_open and is_near))
    if _is_other_time(one, other) or _is_foretold(first, again) or _is_foretold(again, first):
        return False
    if one.quantity.kind == "vague":
        return is_equal and days is not None and days <= VAGUE_DAYS
    if one.period.frame == "cumulative":
        return is_equal or (is_close and days is not None and days <= SAME_SAYING_DAYS)
    if one.period.frame is None or one.period.start is None:
        return is_equal and days is not None and days <= SAME_SAYING_DAYS
    return is_close


def _is_other_time(one: Sighting, other: Sighting) -> bool:
    """Say whether the stretches differ; an end that is not told may be any, of a running count."""
    mine, yours = one.period, other.period
    if mine.frame == "rate" and plain_name(mine.text or "") != plain_name(yours.text or ""):
        return True
    is_running = mine.frame == "cumulative"
    for a, b in ((mine.start, yours.start), (mine.end, yours.end)):
        if a != b and not (is_running and None in (a, b)):
            return True
    return False


def _is_foretold(first: KeptSighting, again: KeptSighting) -> bool:
    """Say whether one counts up to a day on which the other had long been said."""
    end, day = first.sighting.period.end, _day(again)
    if end is None or day is None or again.sighting.period.end is not None:
        return False
    return (end - day).days > SAME_SAYING_DAYS


def _is_equal(one: Quantity, other: Quantity) -> bool:
    """Say whether two wordings name one figure: "close to 6,000" and "6,000", "over 9" and "9"."""
    if _figure(one) != _figure(other):
        return False
    # "At most 40" and "over 40" name one number and say opposite things of it.
    return one.meets(other) or not (_is_open(one) and _is_open(other))


def _is_open(quantity: Quantity) -> bool:
    return quantity.kind in ("more_than", "at_least", "less_than", "at_most")


def _is_close(one: Quantity, other: Quantity) -> bool:
    """Say whether two wordings may be of one count: their bounds meet, and they are close."""
    if not one.meets(other):
        return False
    if "some" in (one.kind, other.kind) or "vague" in (one.kind, other.kind):
        # "There were losses" meets every number and repeats none.
        return one.kind == other.kind and _figure(one) == _figure(other)
    low, high = sorted((one.point or 0, other.point or 0))
    return low == high or (low > 0 and high / low <= NEAR_RATIO)


def _figure(quantity: Quantity) -> tuple[object, ...]:
    if quantity.value is not None:
        return (quantity.value,)
    return (quantity.kind, quantity.low, quantity.high)


def _plain_place(sighting: Sighting, names: Gazetteer) -> str | None:
    place = place_of(sighting, names)
    return None if place is None else plain_name(place)


def _day(kept: KeptSighting) -> dt.date | None:
    said, window = kept.sighting.stated_on, kept.document.published
    return said or (window.end if window is not None else None)


def _days_between(first: KeptSighting, again: KeptSighting) -> int | None:
    one, other = _day(first), _day(again)
    return None if one is None or other is None else abs((other - one).days)
