"""How far a point forecast may be off: as far as it was within training, over like horizons.

The forecast is made again at earlier days, and with each claimant left out; its errors, weighed by
how alike claim, claimant and horizon are, are added to the point. Horizons are on the scale of log
time, on which a count that grows evenly grows alike at all ages of a war. Invariant: spreads come
from training only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.observations import Evidence, Observation
from counterclaim.estimate.running import Pair, told_on
from counterclaim.estimate.splits import claims_within, foretellable, next_claims, split_at, without

N_DRAWS = 400
_ORIGINS = (0.3, 0.45, 0.6, 0.7, 0.8, 0.9)  # share of training at which the past is forecast again
_AHEAD_DAYS = 60  # as far as scores look
_MOST_A_PAIR = 12  # claims of one claimant and series from one origin; the rest is more of the same
_MOST_LEFT_OUT = 8  # claimants; the most heard
_WIDTH = 0.4  # log of log time; errors over horizons within a factor of 1.5 are alike
_SHORTEST = 0.003  # log time; a day in the first year
_SAME_PAIR, _SAME_CLAIMANT = 20.0, 4.0  # weights beside 1 for anybody's error
_OTHER_KIND = 0.02  # weight of errors of strangers for a known claimant, of windows for counts
_FEWEST = 5  # errors; with fewer the spread is a guess
_GUESS = 1.0  # log scale; a factor of e, wider than what claimants differ by as a rule


class Point(Protocol):
    """A forecast without spread: logs ``(n_targets,)`` of what claimants will say."""

    def __call__(self, train: Evidence, targets: Sequence[Observation], /) -> Floats:
        """Return the logs of the targets' figures."""
        ...


class Forecaster(Protocol):
    """A forecast of logs of figures that claimants will name; shape ``(n_draws, n_targets)``."""

    def __call__(
        self, train: Evidence, targets: Sequence[Observation], rng: np.random.Generator, /
    ) -> Floats:
        """Return draws of the logs of the targets' figures."""
        ...


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What makes errors alike: arrays or lists with one entry per claim."""

    horizon: Floats
    is_window: Floats
    is_known: Floats
    pairs: list[Pair]


def with_spread(point: Point, *, by_claimant: bool) -> Forecaster:
    """Return the forecaster that adds to a point its errors in training.

    ``by_claimant`` prefers the errors made with the same claimant's figures. The errors are not
    centred: a forecast that was always too low is moved up.
    """

    def forecast(
        train: Evidence, targets: Sequence[Observation], rng: np.random.Generator, /
    ) -> Floats:
        points = point(train, targets)
        past, errors = _past_errors(point, train)
        if errors.size < _FEWEST:
            return np.asarray(points + _GUESS * rng.standard_normal((N_DRAWS, len(targets))))
        now = _likeness(train, targets)
        # Evenly spread ranks stand for random ones: the draws are quantiles, without noise.
        ranks = (np.arange(N_DRAWS) + 0.5) / N_DRAWS
        order = np.argsort(errors, kind="stable")
        draws = np.empty((N_DRAWS, len(targets)))
        for column in range(len(targets)):
            weights = _weights(past, now, column, by_claimant=by_claimant)[order]
            reached = np.cumsum(weights) - weights / 2.0
            draws[:, column] = np.interp(ranks, reached / weights.sum(), errors[order])
        return np.asarray(points + draws, dtype=np.float64)

    return forecast


def _weights(past: _Likeness, now: _Likeness, column: int, *, by_claimant: bool) -> Floats:
    away = (past.horizon - now.horizon[column]) / _WIDTH
    weights = (1.0 + away**2) ** -2.0
    weights *= np.where(past.is_window == now.is_window[column], 1.0, _OTHER_KIND)
    if by_claimant:
        weights *= np.where(past.is_known == now.is_known[column], 1.0, _OTHER_KIND)
        claimant, _ = now.pairs[column]
        same = [
            _SAME_PAIR if pair == now.pairs[column] else _SAME_CLAIMANT * (pair[0] == claimant)
            for pair in past.pairs
        ]
        weights *= 1.0 + np.array(same)
    return np.asarray(weights, dtype=np.float64)


def _past_errors(point: Point, train: Evidence) -> tuple[_Likeness, Floats]:
    """Return the errors of a point forecast within training, and what they are like."""
    found: list[_Likeness] = []
    errors: list[Floats] = []
    for earlier, targets in _trials(train):
        if targets:
            found.append(_likeness(earlier, targets))
            told = np.log([one.point for one in targets])
            errors.append(told - point(earlier, targets))
    if not errors:
        return _likeness(train, ()), np.empty(0)
    joined = _Likeness(
        horizon=np.concatenate([one.horizon for one in found]),
        is_window=np.concatenate([one.is_window for one in found]),
        is_known=np.concatenate([one.is_known for one in found]),
        pairs=[pair for one in found for pair in one.pairs],
    )
    return joined, np.concatenate(errors)


def _trials(train: Evidence) -> list[tuple[Evidence, tuple[Observation, ...]]]:
    trials = []
    n_days = (train.end - train.start).days
    for share in _ORIGINS:
        origin = train.start + dt.timedelta(days=round(share * n_days))
        earlier, later = split_at(train, origin)
        soon = claims_within(earlier, later, until=origin + dt.timedelta(days=_AHEAD_DAYS))
        first = next_claims(earlier, later)
        trials.append((earlier, _thinned(tuple(dict.fromkeys((*first, *soon))))))
    heard = Counter(one.claimant for one in train.observations)
    ranked = sorted(heard, key=lambda name: (-heard[name], name))
    for claimant in ranked[:_MOST_LEFT_OUT] if len(ranked) > 1 else ():
        others, his = without(train, claimant)
        trials.append((others, _thinned(foretellable(others, his))))
    return trials


def _thinned(targets: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return at most so many claims of each claimant and series, evenly spread over time."""
    by_pair: dict[Pair, list[Observation]] = {}
    for one in targets:
        by_pair.setdefault((one.claimant, one.series), []).append(one)
    kept: list[Observation] = []
    for ones in by_pair.values():
        places = np.linspace(0, len(ones) - 1, min(len(ones), _MOST_A_PAIR)).round()
        kept += [ones[int(place)] for place in places]
    return tuple(kept)


def _likeness(train: Evidence, targets: Sequence[Observation]) -> _Likeness:
    last: dict[Pair, int] = {}
    for one in train.observations:
        pair = (one.claimant, one.series)
        last[pair] = max(last.get(pair, 0), (told_on(one) - train.start).days + 1)
    ever: dict[object, int] = {}
    for (_, series), day in last.items():
        ever[series] = max(ever.get(series, 0), day)
    reach = []
    for one in targets:
        known = last.get((one.claimant, one.series), ever.get(one.series, 1))
        day = (one.end - train.start).days + 1
        reach.append(max(np.log(max(day, 1) / max(known, 1)), _SHORTEST))
    pairs = [(one.claimant, one.series) for one in targets]
    return _Likeness(
        horizon=np.log(np.array(reach, dtype=np.float64)),
        is_window=np.array([float(one.start > train.start) for one in targets]),
        is_known=np.array([float(pair in last) for pair in pairs]),
        pairs=pairs,
    )
