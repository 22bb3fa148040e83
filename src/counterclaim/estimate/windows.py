"""Windows of claims over the weeks of the grid, and which unknowns each of them touches.

A window that begins with the evidence touches a running total and the week after it; a short one
touches its weeks; any other two running totals. Invariant: a window touches few unknowns however
long it is.
"""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Flags, Floats, Ints
from counterclaim.estimate.observations import Observation

MAX_CELLS = 6  # weeks of a window that are touched one by one; longer ones go by totals


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of claims in days since the start: the totals at ``until`` less those at ``since``.

    One entry per claim and free series that it sums: ``claim`` and ``free`` are its places.
    """

    claim: Ints
    free: Ints
    since: Floats
    until: Floats


@dataclass(frozen=True, slots=True)
class Cells:
    """Entries of claims over weeks: ``days`` of a week, or with ``sign`` the total at its end."""

    row: Ints
    free: Ints
    week: Ints
    is_total: Flags
    days: Floats
    sign: Floats


def make_windows(
    used: Sequence[Observation], parts: Sequence[Sequence[int]], start: dt.date
) -> Windows:
    """Return the windows of claims; ``parts`` are the free series that each of them sums.

    Where the last day is not told, the window ends in the middle of the days that it may be.
    """
    rows = []
    for number, (one, summed) in enumerate(zip(used, parts, strict=True)):
        since = max(0, (one.start - start).days)
        until = (one.end - start).days + 1
        earliest = until if one.end_from is None else (one.end_from - start).days + 1
        middle = max((until + earliest) / 2.0, since + 1.0)
        rows += [(number, free, float(since), middle) for free in summed]
    claim, free, begin, end = zip(*rows, strict=True)
    return Windows(
        claim=np.array(claim, dtype=np.int64),
        free=np.array(free, dtype=np.int64),
        since=np.array(begin, dtype=np.float64),
        until=np.array(end, dtype=np.float64),
    )


def window_counts(windows: Windows, grid_days: int, rate: Floats, running: Floats) -> Floats:
    """Return the counts on windows, ``(..., n_windows)``, from what :meth:`Model.totals` gives."""

    def at(days: Floats) -> Floats:
        week = np.minimum((days / grid_days).astype(np.int64), rate.shape[-1] - 1)
        rest = days - week * grid_days
        found: Floats = running[..., windows.free, week] + rate[..., windows.free, week] * rest
        return found

    return at(windows.until) - at(windows.since)


def cells_of(windows: Windows, grid_days: int) -> Cells:
    """Return which weeks and which running totals the windows touch."""
    entries = [
        (claim, free, *one)
        for claim, free, since, until in zip(
            *(windows.claim.tolist(), windows.free.tolist()),
            *(windows.since.tolist(), windows.until.tolist()),
            strict=True,
        )
        for one in _cells_of_window(since, until, grid_days)
    ]
    claim, free, week, is_total, days, sign = zip(*entries, strict=True)
    return Cells(
        row=np.array(claim, dtype=np.int64),
        free=np.array(free, dtype=np.int64),
        week=np.array(week, dtype=np.int64),
        is_total=np.array(is_total, dtype=np.bool_),
        days=np.array(days, dtype=np.float64),
        sign=np.array(sign, dtype=np.float64),
    )


def _cells_of_window(
    since: float, until: float, grid_days: int
) -> Iterator[tuple[int, bool, float, float]]:
    last = math.ceil(until / grid_days) - 1
    first = int(since // grid_days)
    if since > 0.0 and last - first < MAX_CELLS:
        for week in range(first, last + 1):
            begin, end = week * grid_days, (week + 1) * grid_days
            yield week, False, min(until, end) - max(since, begin), 0.0
        return
    yield last, False, until - last * grid_days, 0.0
    if last > 0:
        yield last - 1, True, 0.0, 1.0
    if since > 0.0:
        if first > 0:
            yield first - 1, True, 0.0, -1.0
        if since > first * grid_days:
            yield first, False, first * grid_days - since, 0.0
