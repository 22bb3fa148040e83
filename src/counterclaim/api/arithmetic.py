"""What follows from claims without any assumption, as the front door reports it: by claimant.

Counts since the start only rise: a figure binds all later days from below, and all earlier ones
from above. Not here: the tightest bounds from all windows at once, sums and parts (``estimate``).
Invariant: where two claimants could be left out with equal right, none is named.
"""

import datetime as dt
from collections.abc import Sequence
from statistics import median

from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.results import ArithmeticRow, ClaimantRange


def arithmetic_of(
    told: Sequence[Observation], *, series: Series, start: dt.date, end: dt.date
) -> ArithmeticRow:
    """Return the bounds of each claimant on a count from ``start`` to ``end``.

    ``told`` are the figures of the series; those whose window begins later bind from below only.
    """
    ranges, conflicts, points = [], [], []
    for who in sorted({one.claimant for one in told}):
        own = [one for one in told if one.claimant == who]
        lows = [one for one in own if one.low > 0 and one.end <= end]
        highs = [one for one in own if one.start <= start and not one.is_part and one.end >= end]
        least = max(lows, key=lambda one: (one.low, one.id), default=None)
        most = min(
            (one for one in highs if one.high is not None),
            key=lambda one: (one.high or 0, one.id),
            default=None,
        )
        if least is None and most is None:
            continue
        low = 0 if least is None else least.low
        high = None if most is None else most.high
        is_consistent = high is None or low <= high
        if least is not None and most is not None and not is_consistent:
            conflicts.append((least.id, most.id))
            low, high = min(low, high or 0), max(low, high or 0)
        ranges.append(ClaimantRange(claimant=who, low=low, high=high, is_consistent=is_consistent))
        points += [one.point for one in (least, most) if one is not None and one.point > 0][:1]
    return _row(ranges, (series, start, end), tuple(conflicts), points)


def _row(
    ranges: Sequence[ClaimantRange],
    of: tuple[Series, dt.date, dt.date],
    conflicts: tuple[tuple[str, ...], ...],
    points: Sequence[float],
) -> ArithmeticRow:
    series, start, end = of
    lows = [one.low for one in ranges if one.low > 0]
    highs = [one.high for one in ranges if one.high is not None]
    low, high = max(lows, default=0), min(highs, default=None)
    agree = high is None or low <= high
    return ArithmeticRow(
        series=series,
        start=start,
        end=end,
        ranges=tuple(ranges),
        consensus=(low, high) if agree and ranges else None,
        ratio=None if agree or high is None else low / max(high, 1),
        leave_out=() if agree else _fewest(ranges),
        conflicts=conflicts,
        low=min((*lows, *highs), default=None),
        best=median(points) if points else None,
        high=max((*highs, *lows), default=None),
    )


def _fewest(ranges: Sequence[ClaimantRange]) -> tuple[str, ...]:
    """Return the fewest claimants without whom the rest agree; () where that is not one set.

    Ranges of a line have a number in common if any two of them have, so that one low end of theirs
    lies in as many ranges as any number does.
    """
    sets = {
        tuple(one.claimant for one in ranges if not _holds(one, point))
        for point in (one.low for one in ranges)
    }
    fewest = min(map(len, sets))
    found = [names for names in sets if len(names) == fewest]
    return found[0] if len(found) == 1 else ()


def _holds(one: ClaimantRange, point: int) -> bool:
    return one.low <= point and (one.high is None or point <= one.high)
