"""What follows from claims without any assumption, as the front door reports it: by claimant.

Counts since the start only rise: a figure binds all later days from below, and all earlier ones
from above. Two claims contradict each other where the earlier one's low bound is above the later
one's high bound. Not here: windows of some days, sums and parts (``estimate``). Invariant: where
two sets of claimants could be left out with equal right, none is named.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, groupby
from statistics import median

from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.results import ArithmeticRow, ClaimantRange

_MAX_TRIED = 14  # claimants of whom every set is tried; more take longer than the fit
_Pair = tuple[Observation, Observation]


def arithmetic_of(
    told: Sequence[Observation], *, series: Series, start: dt.date, end: dt.date
) -> ArithmeticRow:
    """Return the bounds of each claimant on a count from ``start`` to ``end``.

    ``told`` are the figures of the series by their last day; those whose window begins after
    ``start`` bind from below only. Contradictions are sought on all days, not on the last alone.
    """
    ranges = ranges_of(told, start=start, end=end)
    pairs = _contradictions(told, start)
    apart = [pair for (a, b), pair in pairs.items() if a != b]
    worst = max(apart, key=_ratio, default=None)
    highs = [one.high for one in ranges if one.high is not None]
    agreed = (max((one.low for one in ranges), default=0), min(highs, default=None))
    low, best, high = low_best_high(told, start=start, end=end)
    return ArithmeticRow(
        series=series,
        start=start,
        end=end,
        ranges=tuple(
            replace(one, is_consistent=(one.claimant, one.claimant) not in pairs) for one in ranges
        ),
        consensus=agreed if ranges and not pairs else None,
        ratio=None if worst is None else _ratio(worst),
        leave_out=_fewest(set(pairs)),
        conflicts=tuple((a.id, b.id) for a, b in sorted(pairs.values(), key=_widest_first)),
        low=low,
        best=best,
        high=high,
    )


def low_best_high(
    told: Sequence[Observation], *, start: dt.date, end: dt.date
) -> tuple[int | None, float | None, int | None]:
    """Return the lowest and highest that a claimant supports, and the median of last figures."""
    ranges = ranges_of(told, start=start, end=end)
    ends = [one.low for one in ranges if one.low > 0]
    ends += [one.high for one in ranges if one.high is not None]
    last = {one.claimant: one.point for one in told if one.point > 0 and one.end <= end}
    best = median(last.values()) if last else None
    return min(ends, default=None), best, max(ends, default=None)


def ranges_of(told: Sequence[Observation], *, start: dt.date, end: dt.date) -> list[ClaimantRange]:
    """Return what each claimant's figures allow of a count by a day, by name."""
    ranges = []
    for who in sorted({one.claimant for one in told}):
        own = [one for one in told if one.claimant == who]
        low = max((one.low for one in own if one.end <= end), default=0)
        highs = [one.high for one in own if _binds_above(one, start) and one.end >= end]
        high = min((one for one in highs if one is not None), default=None)
        if low == 0 and high is None:
            continue
        is_consistent = high is None or low <= high
        if high is not None and high < low:
            low, high = high, low
        ranges.append(ClaimantRange(claimant=who, low=low, high=high, is_consistent=is_consistent))
    return ranges


def _contradictions(told: Sequence[Observation], start: dt.date) -> dict[tuple[str, str], _Pair]:
    """Return for each two claimants, by name, the claims of theirs that are farthest apart."""
    found: dict[tuple[str, str], _Pair] = {}
    largest: dict[str, Observation] = {}
    for _, group in groupby(sorted(told, key=_day), key=_day):
        same_day = list(group)
        for one in same_day:
            known = largest.get(one.claimant)
            if one.low > (0 if known is None else known.low):
                largest[one.claimant] = one
        for later in same_day:
            if later.high is None or not _binds_above(later, start):
                continue
            for before in largest.values():
                if before.low <= later.high:
                    continue
                first, second = sorted((before.claimant, later.claimant))
                widest = found.get((first, second))
                if widest is None or _ratio((before, later)) > _ratio(widest):
                    found[first, second] = (before, later)
    return found


def _day(one: Observation) -> dt.date:
    return one.end


def _binds_above(one: Observation, start: dt.date) -> bool:
    return one.start <= start and not one.is_part


def _ratio(pair: _Pair) -> float:
    return pair[0].low / max(pair[1].high or 0, 1)


def _widest_first(pair: _Pair) -> tuple[float, str, str]:
    return (-_ratio(pair), pair[0].id, pair[1].id)


def _fewest(pairs: set[tuple[str, str]]) -> tuple[str, ...]:
    """Return the fewest claimants without whom no two contradict each other; () if undecided."""
    between = {pair for pair in pairs if pair[0] != pair[1]}
    names = sorted({name for pair in between for name in pair})
    if len(names) > _MAX_TRIED:
        return ()
    for number in range(1, len(names)):
        found = [
            chosen
            for chosen in combinations(names, number)
            if all(a in chosen or b in chosen for a, b in between)
        ]
        if found:
            return found[0] if len(found) == 1 else ()
    return ()
