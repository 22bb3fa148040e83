"""Joint possibility of claims to one question: the largest sets of claimants who can all be right.

Interval arithmetic suffices here: two claims exclude each other if the earlier one's low bound
exceeds the later one's high bound (for one time, in either order), and a set is possible if no two
of its claims exclude each other, since a count that only rises can follow their running maximum.
Sums and parts need a solver: ``joint.py``. Denials of closed ranges are looked at pair by pair.
Invariant: two claims to one question exclude each other if and only if ``judge`` says so.
"""

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from counterclaim.group.bounds import as_meant, can_fall, day_of, is_final, side_of
from counterclaim.model.claims import Claim

MAX_LISTED = 40  # claimants up to which every largest set is found; beyond, one of them
MAX_SETS = 12  # largest sets that are listed
_OPEN = float("inf")


class Bounds(NamedTuple):
    """The bounds of one claim at one time.

    ``denied`` where the claim excludes what lies in them; ``side`` where a count of one event is of
    a side, ``is_final`` where a later count does not raise it; ``can_fall`` where later counts may
    be lower.
    """

    id: str
    day: dt.date
    low: float
    high: float
    denied: bool = False
    side: str | None = None
    is_final: bool = False
    can_fall: bool = False


def bounds_of(claims: Iterable[Claim]) -> list[Bounds]:
    """Return the bounds of claims to one question, in the order of time.

    Of one day the higher low bound is first. Rates are all of one day.
    """
    found = []
    for one in claims:
        claim = as_meant(one)
        quantity, frame = claim.quantity, claim.question.frame
        is_event, falls = frame == "incident", can_fall(claim)
        found.append(
            Bounds(
                id=claim.id,
                day=(None if frame == "rate" else day_of(claim)) or dt.date.min,
                low=0 if quantity.low is None else quantity.low,
                high=_OPEN if quantity.high is None else quantity.high,
                denied=claim.polarity == "denied",
                side=side_of(claim) if is_event and not falls else None,
                is_final=is_event and is_final(claim),
                can_fall=falls,
            )
        )
    return sorted(found, key=lambda b: (b.day, -b.low, b.id))


def excludes(one: Bounds, other: Bounds) -> bool:
    """Say whether two claims to one question cannot both be true. Symmetric."""
    if one.denied and other.denied:
        return False
    if one.denied or other.denied:
        denied, stated = (one, other) if one.denied else (other, one)
        is_inside = denied.low <= stated.low and stated.high <= denied.high
        return _is_one_time(one, other) and is_inside
    if _is_one_time(one, other):
        return one.low > other.high or other.low > one.high
    first, last = (one, other) if one.day <= other.day else (other, one)
    return first.low > last.high and not (one.can_fall or other.can_fall)


def _is_one_time(one: Bounds, other: Bounds) -> bool:
    """Say whether both bound one number, whichever was told first."""
    if one.day == other.day or one.is_final or other.is_final:
        return True
    return one.side is not None and other.side is not None and one.side != other.side


def exclusions(bounds: Iterable[Bounds]) -> list[tuple[str, str]]:
    """Return pairs that exclude each other: for each claim those that exclude it by most.

    Takes n log n, lists a few pairs a claim, and lists none only if there is none. Denials of
    closed ranges are left out.
    """
    stated = sorted((b for b in bounds if not b.denied), key=lambda b: b.day)
    pairs: set[tuple[str, str]] = set()
    for is_forward in (True, False):
        best: list[Bounds] = []
        for group in _by_day(stated if is_forward else stated[::-1]):
            peak = _extreme([*group, *best], is_forward=is_forward)
            found = [one for one in group if one.id != peak.id and excludes(one, peak)]
            pairs |= {_pair(one.id, peak.id) for one in found}
            best = [] if any(one.can_fall for one in group) else [peak]
    far = _farthest(stated)
    pairs |= {
        _pair(one.id, other.id)
        for other in far
        for one in stated
        if one.id != other.id and excludes(one, other)
    }
    return sorted(pairs)


def largest_sets(lines: Mapping[str, Sequence[Bounds]]) -> list[list[str]]:
    """Return the largest sets of claimants all of whose claims can be true together.

    Parameters
    ----------
    lines
        The claims of each claimant, by a key of his; a claimant's own claims exclude nothing of
        each other.

    Returns
    -------
    list of list of str
        Keys, in the order given. All largest sets up to ``MAX_SETS`` for at most ``MAX_LISTED``
        claimants; beyond that one, by the last claim of each and without denials, where counts of
        one event are taken for counts of one day.
    """
    keys = list(lines)
    if len(keys) > MAX_LISTED:
        last = [line[-1]._replace(id=key) for key, line in lines.items() if not line[-1].denied]
        if any(one.is_final or one.can_fall or one.side is not None for one in last):
            last = [one._replace(day=dt.date.min) for one in last]
        chosen = set(_one_largest(sorted(last, key=lambda b: (b.day, -b.low, b.id))))
        return [[key for key in keys if key in chosen]]
    against: dict[str, set[str]] = {key: set() for key in keys}
    for place, key in enumerate(keys):
        for other in keys[:place]:
            if _clash(lines[key], lines[other]):
                against[key].add(other)
                against[other].add(key)
    found = _all_largest(keys, against)
    return [[key for key in keys if key in chosen] for chosen in found]


def _clash(mine: Sequence[Bounds], yours: Sequence[Bounds]) -> bool:
    """Say whether a claim of one claimant excludes one of another's, in one walk through time."""
    if not all(map(_is_plain, (*mine, *yours))):
        return any(excludes(one, other) for one in mine for other in yours)
    peaks = [-_OPEN, -_OPEN]
    told = sorted([(b.day, 0, b) for b in mine] + [(b.day, 1, b) for b in yours])
    for _, day in groupby(told, key=lambda entry: entry[0]):
        group = [(who, bounds) for _, who, bounds in day]
        for who, bounds in group:
            peaks[who] = max(peaks[who], bounds.low)
        if any(peaks[1 - who] > bounds.high for who, bounds in group):
            return True
    return False


def _is_plain(bounds: Bounds) -> bool:
    """Say whether a claim is of a count that rises, whoever tells it."""
    is_marked = bounds.denied or bounds.is_final or bounds.can_fall
    return bounds.side is None and not is_marked


def _extreme(bounds: Sequence[Bounds], *, is_forward: bool) -> Bounds:
    """Return the highest low bound so far, or, going back in time, the lowest high bound."""
    if is_forward:
        return max(bounds, key=lambda b: (b.low, b.id))
    return min(bounds, key=lambda b: (b.high, b.id))


def _farthest(bounds: Sequence[Bounds]) -> list[Bounds]:
    """Return the claims that exclude most whenever told: final ones, and those of two sides."""
    final = [one for one in bounds if one.is_final]
    by_side: dict[str, list[Bounds]] = {}
    for one in bounds:
        if one.side is not None:
            by_side.setdefault(one.side, []).append(one)
    found = []
    for is_forward in (True, False):
        sides = [_extreme(side, is_forward=is_forward) for side in by_side.values()]
        for _ in range(min(2, len(sides))):
            found.append(_extreme(sides, is_forward=is_forward))
            sides.remove(found[-1])
        found += [_extreme(final, is_forward=is_forward)] if final else []
    return found


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _by_day(bounds: Sequence[Bounds]) -> list[list[Bounds]]:
    groups: list[list[Bounds]] = []
    for one in bounds:
        if groups and groups[-1][0].day == one.day:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _all_largest(keys: Sequence[str], against: Mapping[str, set[str]]) -> list[set[str]]:
    """Return every largest set without two that exclude each other, by branch and bound."""
    free = {key for key in keys if not against[key]}
    best: list[set[str]] = []

    def grow(chosen: set[str], left: list[str]) -> None:
        most = len(chosen) + _most(left, against)
        is_full = len(best) == MAX_SETS
        if best and (most < len(best[0]) or (is_full and most == len(best[0]))):
            return
        if not left:
            if best and len(chosen) > len(best[0]):
                best.clear()
            best.append(chosen)
            return
        first, rest = left[0], left[1:]
        grow(chosen | {first}, [key for key in rest if key not in against[first]])
        if against[first].intersection(rest):
            grow(chosen, rest)

    grow(set(), [key for key in keys if against[key]])
    return [free | chosen for chosen in best]


def _most(left: Sequence[str], against: Mapping[str, set[str]]) -> int:
    """Return how many of these can be right at most: one of each circle that excludes itself."""
    circles: list[list[str]] = []
    for key in left:
        home = next((c for c in circles if all(one in against[key] for one in c)), None)
        if home is None:
            circles.append([key])
        else:
            home.append(key)
    return len(circles)


def _one_largest(bounds: Sequence[Bounds]) -> list[str]:
    """Return one largest set in n log n.

    ``levels[k]`` is the lowest count that k + 1 of the claims so far allow; a claim adds one to
    all levels within its bounds. Walking back over what each claim inserted and removed gives the
    set. Claims of one day come with the higher low bound first, so that a count cannot rise
    between them.
    """
    levels: list[float] = []
    steps: list[tuple[int, int]] = []
    for one in bounds:
        first_above = bisect_right(levels, one.high)
        steps.append((bisect_left(levels, one.low), first_above))
        if first_above < len(levels):
            del levels[first_above]
        insort(levels, one.low)
    chosen: list[str] = []
    size = len(levels)
    for one, (inserted, first_above) in zip(reversed(bounds), reversed(steps), strict=True):
        if inserted < size <= first_above + 1:
            chosen.append(one.id)
            size -= 1
    return chosen
