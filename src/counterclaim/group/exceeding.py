"""Sweeps that find parts larger than their wholes: for each claim the one that it fails by most.

Not here: which questions count a part of which (``wholes.py``), the verdict on a pair
(``verdicts.py``). Invariants: a claim that is part of a pair with ``part > whole`` is in a pair
that is returned; time is n log n, and there are two pairs a claim at most (ten for events).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from counterclaim.group.possible import Bounds, excludes

_OPEN = float("inf")


class Stretch(NamedTuple):
    """The bounds of a claim over days, as ordinals; ``order`` decides between equal figures.

    Claims of one ``series`` are not held against each other: none counts a part of another.
    """

    id: str
    series: object
    start: int
    end: int
    low: int
    high: int | None
    order: str


def exceeding_in_time(
    parts: Sequence[Bounds], wholes: Sequence[Bounds], *, order: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield parts with wholes, by their ids, that they exceed: a part of no later day.

    Of an event also those that no day brings up to date: final ones, and those of two sides.
    """
    lower = [one._replace(high=_OPEN) for one in parts if one.low > 0]
    upper = [one._replace(low=0) for one in wholes if one.high < _OPEN]
    if not lower or not upper:
        return
    rivals = _rivals(upper, lambda b: (b.high, order[b.id]), is_later=True)
    for part in lower:
        yield from ((part.id, one.id) for one in rivals(part) if excludes(part, one))
    rivals = _rivals(lower, lambda b: (-b.low, order[b.id]), is_later=False)
    for whole in upper:
        yield from ((one.id, whole.id) for one in rivals(whole) if excludes(one, whole))


_Measure = Callable[[Bounds], tuple[float, str]]


def _rivals(
    bounds: Sequence[Bounds], measure: _Measure, *, is_later: bool
) -> Callable[[Bounds], list[Bounds]]:
    """Return a function that gives, for a claim, those of ``bounds`` that may exclude it by most.

    The lowest by ``measure`` of its day, of all later (or earlier) days, of the final ones, of
    another side, and, if it is final itself, of all.
    """
    by_day: dict[int, Bounds] = {}
    sides: dict[str, Bounds] = {}
    for one in sorted(bounds, key=measure):
        by_day.setdefault(one.day.toordinal(), one)
        if one.side is not None:
            sides.setdefault(one.side, one)
    final = sorted((one for one in bounds if one.is_final), key=measure)[:1]
    lasting = [one for one in bounds if not one.can_fall]
    sign = -1 if is_later else 1
    days: list[int] = []
    lowest: list[Bounds] = []
    for one in sorted(lasting, key=lambda b: (sign * b.day.toordinal(), measure(b))):
        if not lowest or measure(one) < measure(lowest[-1]):
            days.append(sign * one.day.toordinal())
            lowest.append(one)
    every = min(bounds, key=measure)
    opposed = sorted(sides.values(), key=measure)[:2]

    def rivals(one: Bounds) -> list[Bounds]:
        day = one.day.toordinal()
        found = [by_day[day]] if day in by_day else []
        place = bisect_left(days, sign * day + 1)
        found += lowest[place - 1 : place] if place else []
        found += final
        if one.side is not None:
            found += [other for other in opposed if other.side != one.side][:1]
        return [*found, every] if one.is_final else found

    return rivals


def exceeding_stretches(
    parts: Sequence[Stretch], wholes: Sequence[Stretch]
) -> Iterator[tuple[str, str]]:
    """Yield parts with wholes of other series, by their ids, within whose days they lie."""
    lower = [one for one in parts if one.low > 0]
    upper = [one for one in wholes if one.high is not None]
    highs = [(one.high or 0, one.order) for one in upper]
    for one, place in _lowest_around(lower, upper, highs):
        if one.low > highs[place][0]:
            yield one.id, upper[place].id
    # The other way round the days are mirrored: the largest part within a whole.
    inner, outer = [_mirrored(one) for one in lower], [_mirrored(one) for one in upper]
    lows = [(-one.low, one.order) for one in lower]
    for one, place in _lowest_around(outer, inner, lows):
        if one.high is not None and lower[place].low > one.high:
            yield lower[place].id, one.id


def _mirrored(one: Stretch) -> Stretch:
    return one._replace(start=-one.start, end=-one.end)


def _lowest_around(
    inner: Sequence[Stretch], outer: Sequence[Stretch], measures: Sequence[tuple[int, str]]
) -> Iterator[tuple[Stretch, int]]:
    """Yield each inner stretch with the place of the outer one of lowest measure that holds it.

    One sweep over the first days; a Fenwick tree over the last days has the lowest measures of two
    series, since a series is not held against itself.
    """
    ends = sorted({-one.end for one in outer})  # from the last day on
    tree: list[list[int]] = [[] for _ in range(len(ends) + 1)]

    def two_lowest(places: list[int]) -> list[int]:
        places = sorted(set(places), key=lambda place: measures[place])
        first = places[:1]
        return first + [p for p in places if outer[p].series != outer[first[0]].series][:1]

    waiting = sorted(range(len(outer)), key=lambda place: -outer[place].start)
    for one in sorted(inner, key=lambda stretch: stretch.start):
        while waiting and outer[waiting[-1]].start <= one.start:
            place = waiting.pop()
            at = bisect_left(ends, -outer[place].end) + 1
            while at < len(tree):
                tree[at] = two_lowest([*tree[at], place])
                at += at & -at
        at = bisect_left(ends, -one.end + 1)
        found: list[int] = []
        while at > 0:
            found += tree[at]
            at -= at & -at
        others = [place for place in found if outer[place].series != one.series]
        if others:
            yield one, min(others, key=lambda place: measures[place])
