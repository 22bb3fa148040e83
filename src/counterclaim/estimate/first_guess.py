"""First guesses of intensities, from the rates that claims themselves give.

Not here: the search for the mode. Invariant: guesses depend on claims, not on their order.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.design import Design

SHORTEST, LONGEST = 4.0, 14.0  # days of a window that tells of single weeks; a day tells of itself
_NARROW = 1.5  # windows up to so many times as long as the narrowest on a week are heard


def centres(design: Design) -> Floats:
    """Return the log of the middle daily rate that claims give of each free series."""
    rates: list[list[float]] = [[] for _ in design.free]
    for number, series in enumerate(design.series.tolist()):
        one = design.used[number]
        if one.is_part or one.is_bound:
            continue
        summed: Sequence[int] = design.parts[series]
        days = max(1.0, (one.end - max(one.start, design.evidence.start)).days + 1.0)
        for free in summed:
            rates[free].append(math.log(max(one.point, 0.5) / (days * len(summed))))
    told = [rate for several in rates for rate in several]
    return np.array([float(np.median(several or told)) for several in rates])


def weekly_rates(design: Design) -> Floats:
    """Return log daily rates by week, ``(n_free, n_weeks)``, from the narrowest windows on each.

    A running count gives the rate since its claimant's one before. Weeks of which no window of four
    to fourteen days tells are NaN.
    """
    heard: list[list[list[tuple[float, float]]]] = [
        [[] for _ in range(design.n_weeks)] for _ in design.free
    ]
    for free, since, until, rate in _rates(design):
        if not SHORTEST <= until - since <= LONGEST:
            continue
        last = min(math.ceil(until / design.grid_days), design.n_weeks)
        for week in range(int(since // design.grid_days), last):
            heard[free][week].append((until - since, rate))
    found = np.full((len(design.free), design.n_weeks), np.nan)
    for free, weeks in enumerate(heard):
        for week, told in enumerate(weeks):
            if told:
                narrow = _NARROW * min(days for days, _ in told)
                found[free, week] = np.median([rate for days, rate in told if days <= narrow])
    return found


def _rates(design: Design) -> Iterator[tuple[int, float, float, float]]:
    """Yield free series, first day, day after the last, and log daily rate."""
    before: dict[tuple[int, int], tuple[float, float]] = {}
    for number, one in enumerate(design.used):  # they come by their last days
        if one.is_part or one.is_bound or one.point <= 0.0:
            continue
        source, series = int(design.source[number]), int(design.series[number])
        since = float(max(0, design.day(one.start)))
        until, count = float(design.day(one.end) + 1), one.point
        if one.start <= design.evidence.start:
            day, earlier = before.get((source, series), (0.0, 0.0))
            before[source, series] = (until, max(count, earlier))
            if until <= day or count <= earlier:
                continue
            since, count = day, count - earlier
        parts: Sequence[int] = design.parts[series]
        rate = math.log(max(count, 0.5) / (max(until - since, 1.0) * len(parts)))
        for free in parts:
            yield free, since, until, rate
