"""The longest line that only rises through a row of intervals.

Pure arithmetic, for tolls that only rise but are known between bounds. Invariant: through the
intervals that are returned one can draw values that never fall, and through no larger set.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

Bounds = tuple[float, float]
# A line, newest interval first: its index and the line before it.
_Line: TypeAlias = "tuple[int, _Line | None]"


def longest_rising(intervals: Sequence[Bounds]) -> list[int]:
    """Return the indices of the most intervals, in order, through which a rising line goes.

    Parameters
    ----------
    intervals
        ``(low, high)`` in the order of time, both included.

    Notes
    -----
    ``heights[n]`` is the lowest height at which a line through ``n + 1`` intervals can end. An
    interval raises a line that ends below it to its own low end, and lengthens each line that
    ends within it without raising it; hence the one insertion, and the one removal above it.

    Examples
    --------
    >>> longest_rising([(10, 10), (73, 73), (18, 18), (17, 19), (20, 20)])
    [0, 2, 3, 4]
    """
    if _is_rising(intervals):
        return list(range(len(intervals)))
    heights: list[float] = []
    lines: list[_Line] = []
    for index, (low, high) in enumerate(intervals):
        at, above = bisect_right(heights, low), bisect_right(heights, high)
        before = lines[at - 1] if at else None
        # Lines that end within it go on at their own height; the first above it gives way.
        longer = [(index, line) for line in lines[at:above]]
        lines[at : above + 1] = [(index, before), *longer]
        heights.insert(at, low)
        if above + 1 < len(heights):
            del heights[above + 1]
    return _unrolled(lines[-1]) if lines else []


def _is_rising(intervals: Sequence[Bounds]) -> bool:
    height = float("-inf")
    for low, high in intervals:
        height = max(height, low)
        if height > high:
            return False
    return True


def _unrolled(line: "_Line | None") -> list[int]:
    found: list[int] = []
    while line is not None:
        index, line = line
        found.append(index)
    return found[::-1]
