"""Losses of weeks told by halving: the log total, and how each stretch divides into two.

Claims hold running totals closely and single weeks loosely, so that the posterior of log
intensities is curved: their sums have to stay while each of them moves. In these coordinates it is
not. They keep volume, so that a density needs no Jacobian. Not here: densities (``density.py``).
Invariant: log intensities follow from coordinates and back, without loss.
"""

from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats


@dataclass(frozen=True, slots=True)
class Halving:
    """How weeks divide. ``spans`` are stretches ``first <= week < last`` and their middles.

    ``left`` and ``right``, shape ``(n_weeks, n_weeks - 1)``, are one where a week lies in the
    first and in the second part of a stretch.
    """

    spans: tuple[tuple[int, int, int], ...]
    left: Floats
    right: Floats

    def coordinates(self, logs: Floats) -> Floats:
        """Return the log total and the log ratios of parts, for ``logs`` ``(..., n_weeks)``.

        >>> halving(2).coordinates(np.log([3.0, 1.0])).round(3).tolist()
        [1.386, 1.099]
        """
        parts = [_log_sum(logs)]
        parts += [
            _log_sum(logs[..., first:middle]) - _log_sum(logs[..., middle:last])
            for first, middle, last in self.spans
        ]
        return np.stack(parts, axis=-1)

    def logs(self, coordinates: Floats) -> Floats:
        """Return the logs of weeks, ``(..., n_weeks)``.

        >>> np.exp(halving(2).logs(np.log([4.0, 3.0]))).round(3).tolist()
        [3.0, 1.0]
        """
        ratios = coordinates[..., 1:]
        found: Floats = (
            coordinates[..., :1]
            - np.logaddexp(0.0, -ratios) @ self.left.T
            - np.logaddexp(0.0, ratios) @ self.right.T
        )
        return found

    def slopes(self, logs: Floats) -> Floats:
        """Return the derivatives of coordinates by ``logs`` ``(n_weeks,)``, a square matrix."""
        n_weeks = logs.shape[-1]
        counts = np.exp(logs - np.max(logs))
        found = np.zeros((n_weeks, n_weeks))
        found[0] = counts / np.sum(counts)
        for number, (first, middle, last) in enumerate(self.spans, start=1):
            for begin, end, sign in ((first, middle, 1.0), (middle, last, -1.0)):
                part = counts[begin:end]
                found[number, begin:end] = sign * part / max(float(np.sum(part)), 1e-300)
        return found


def halving(n_weeks: int) -> Halving:
    """Return how ``n_weeks`` weeks divide into halves, and these into halves, down to weeks."""
    spans: list[tuple[int, int, int]] = []
    waiting = [(0, n_weeks)]
    while waiting:
        first, last = waiting.pop()
        if last - first > 1:
            middle = (first + last) // 2
            spans.append((first, middle, last))
            waiting += [(first, middle), (middle, last)]
    left, right = (np.zeros((n_weeks, len(spans))) for _ in range(2))
    for number, (first, middle, last) in enumerate(spans):
        left[first:middle, number] = 1.0
        right[middle:last, number] = 1.0
    return Halving(tuple(spans), left, right)


def _log_sum(logs: Floats) -> Floats:
    found: Floats = np.logaddexp.reduce(logs, axis=-1)
    return found
