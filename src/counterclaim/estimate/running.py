"""Running counts that each claimant has told, as curves over days.

Not here: what the truth may be (``baselines.py``), what will be told next (``forecasts.py``).
Invariant: days are counted from the first day of the evidence, so that day 1 is its first; the
days of a track ascend, its logs are finite.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.observations import Evidence, Observation, Series

Pair = tuple[str, Series]  # a claimant and what he counts


@dataclass(frozen=True, slots=True)
class Track:
    """A running count: ``days`` that it covers and the ``logs`` of its figures, both ``(n,)``."""

    days: Floats
    logs: Floats


def told_on(one: Observation) -> dt.date:
    """Return the day on which a claim can be known: when it is said, or its window is over."""
    return one.end if one.said_on is None else max(one.said_on, one.end)


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """Return claims by the day on which they are known, then by last day, then by id."""
    return sorted(observations, key=lambda one: (told_on(one), one.end, one.id))


def tells_figure(one: Observation) -> bool:
    """Say whether a claim names a figure of its whole series: no part, denial or nought."""
    return not one.is_part and not one.is_bound and one.point > 0.0


def is_running(one: Observation, start: dt.date) -> bool:
    """Say whether a claim counts from the first day of the evidence on."""
    return one.start <= start


def running_counts(evidence: Evidence) -> dict[Pair, Track]:
    """Return what each claimant has told of each series as a running count, by claimant and series.

    Ranges count with their geometric middle, one-sided claims with their bound; of several figures
    for one day the one that was said last. A claim of a shorter window is added to the running
    count of the day before it, where the claimant has told one or its windows have led to one:
    windows with gaps between them add up to nothing.
    """
    counts: dict[Pair, dict[int, float]] = defaultdict(dict)
    windows: dict[Pair, list[tuple[int, int, float]]] = defaultdict(list)
    for one in in_order(evidence.observations):
        if not tells_figure(one):
            continue
        until = (one.end - evidence.start).days + 1
        if until < 1:
            continue
        if is_running(one, evidence.start):
            counts[one.claimant, one.series][until] = one.point
        else:
            since = (one.start - evidence.start).days
            windows[one.claimant, one.series].append((since, until, one.point))
    for pair, shorter in windows.items():
        known = counts[pair]
        for since, until, people in sorted(shorter):
            if since in known:
                known.setdefault(until, known[since] + people)
    return {pair: _track(known) for pair, known in sorted(counts.items(), key=_order) if known}


def _order(item: tuple[Pair, dict[int, float]]) -> tuple[str, tuple[str, ...]]:
    (claimant, series), _ = item
    return claimant, series.order


def _track(known: dict[int, float]) -> Track:
    days = np.array(sorted(known), dtype=np.float64)
    return Track(days=days, logs=np.log([known[int(day)] for day in days]))
