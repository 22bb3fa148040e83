"""What follows from claims without any assumption, as the front door reports it.

Not here: the arithmetic itself (``estimate/consensus.py``).
"""

import datetime as dt
from statistics import median

from counterclaim.estimate.observations import Evidence, Series
from counterclaim.estimate.results import ArithmeticRow, ClaimantRange


def arithmetic_of(evidence: Evidence, series: Series, end: dt.date) -> ArithmeticRow:
    """Return the bounds of each claimant on a count by a day, and what they have in common."""
    found = [
        one for one in evidence.observations if one.series == series and one.start <= evidence.start
    ]
    ranges = []
    for who in sorted({one.claimant for one in found}):
        own = [one for one in found if one.claimant == who]
        lows = [one.low for one in own if one.end <= end]
        highs = [
            one.high for one in own if one.end >= end and not one.is_part and one.high is not None
        ]
        low, high = max(lows, default=0), min(highs, default=None)
        ranges.append(ClaimantRange(claimant=who, low=low, high=high, is_consistent=True))
    told = [one for one in ranges if one.high is not None or one.low > 0]
    lows = [one.low for one in told if one.low > 0]
    highs = [one.high for one in told if one.high is not None]
    low, high = max(lows, default=0), min(highs, default=None)
    points = [one.point for one in found if one.end <= end]
    agree = high is None or low <= high
    return ArithmeticRow(
        series=series,
        start=evidence.start,
        end=end,
        ranges=tuple(told),
        consensus=(low, high) if agree and told else None,
        ratio=None if agree or high is None else low / max(high, 1),
        leave_out=(),
        conflicts=(),
        low=min(lows, default=None),
        best=median(points) if points else None,
        high=max((*highs, *lows), default=None),
    )
