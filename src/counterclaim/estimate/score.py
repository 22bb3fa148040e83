"""Scores of forecasts of claims: CRPS on the log scale, coverage, lean; forward and by source.

Not here: who forecasts (``forecasts.py``) and from what (``splits.py``). Invariant: forecasters
are scored on the same claims, with chance from one seed.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.observations import Evidence, Observation
from counterclaim.estimate.splits import claims_within, foretellable, next_claims, split_at, without
from counterclaim.estimate.spreads import Forecaster


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """How well one forecaster foretold one set of claims.

    ``split`` is the last day of training or the claimant left out, ``horizon`` "next", "60 days"
    or "all". ``crps`` is the mean on the log scale, so that 0.1 is about 10 %; ``coverage90`` and
    ``coverage50`` are shares, 0 to 1, of claims that central intervals reach; ``bias`` is the mean
    log of the claim over the forecast's median. Without claims all are NaN and ``n`` is nought.
    """

    forecaster: str
    split: str
    horizon: str
    n: int
    crps: float
    coverage90: float
    coverage50: float
    bias: float


def crps(draws: Floats, low: Floats, high: Floats) -> Floats:
    """Return the continuous ranked probability score of draws; shape ``(n_targets,)``.

    ``draws`` is ``(n_draws, n_targets)``. ``low == high`` is the ordinary score,
    ``E|X - y| - E|X - X'| / 2`` over the empirical distribution, from sorted draws. A claim between
    ``low`` and ``high`` (which may be infinite) is scored with all weight outside its bounds:
    whatever lies between counts as hit (threshold-weighted CRPS by its chaining function; Allen,
    Ginsbourger, Ziegel 2023, "Evaluating forecasts for high-impact events using transformed kernel
    scores"). It is proper for bounds that are given.

    >>> float(crps(np.array([[0.0], [2.0]]), np.array([1.0]), np.array([1.0]))[0])
    0.5
    >>> float(crps(np.array([[0.0], [2.0]]), np.array([1.0]), np.array([np.inf]))[0])
    0.25
    """
    off = np.sort(np.minimum(draws - low, 0.0) + np.maximum(draws - high, 0.0), axis=0)
    n = off.shape[0]
    ranks = 2.0 * np.arange(1, n + 1) - n - 1.0
    return np.asarray(np.abs(off).mean(axis=0) - ranks @ off / n**2, dtype=np.float64)


def bounds_of(targets: Sequence[Observation]) -> tuple[Floats, Floats]:
    """Return logs of the bounds that claims are scored by; the figure twice where one is named."""
    low, high = [], []
    for one in targets:
        if one.value is not None or one.low == one.high:
            low.append(float(np.log(one.point)))
            high.append(low[-1])
        else:
            low.append(float(np.log(one.low)) if one.low > 0 else -np.inf)
            high.append(np.inf if one.high is None else float(np.log(one.high)))
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)


def score_draws(
    draws: Floats, targets: Sequence[Observation], *, names: tuple[str, str, str]
) -> ScoreRow:
    """Return the score of draws ``(n_draws, n_targets)``; ``names``: forecaster, split, horizon."""
    forecaster, split, horizon = names
    if not targets:
        means = [float("nan")] * 4
    else:
        low, high = bounds_of(targets)
        at = np.quantile(draws, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
        middle = at[2]
        excess = np.maximum(low - middle, 0.0) + np.minimum(high - middle, 0.0)
        reached = [(at[a] <= high) & (low <= at[b]) for a, b in ((0, 4), (1, 3))]
        scores = (crps(draws, low, high), *reached, excess)
        means = [float(np.mean(score)) for score in scores]
    return ScoreRow(
        forecaster=forecaster,
        split=split,
        horizon=horizon,
        n=len(targets),
        crps=means[0],
        coverage90=means[1],
        coverage50=means[2],
        bias=means[3],
    )


def forward(
    evidence: Evidence,
    days: Sequence[dt.date],
    forecasters: Mapping[str, Forecaster],
    *,
    horizon_days: int = 60,
    seed: int = 0,
) -> list[ScoreRow]:
    """Return scores of forecasts from each of ``days``: the next claims, and all within a horizon.

    A forecaster is called once for a day, with the targets of both horizons.
    """
    rows: list[ScoreRow] = []
    for day in days:
        train, later = split_at(evidence, day)
        until = day + dt.timedelta(days=horizon_days)
        targets = {
            "next": next_claims(train, later),
            f"{horizon_days} days": claims_within(train, later, until=until),
        }
        rows += _scored(train, targets, forecasters, split=day.isoformat(), seed=seed)
    return rows


def leave_one_source_out(
    evidence: Evidence, forecasters: Mapping[str, Forecaster], *, seed: int = 0
) -> list[ScoreRow]:
    """Return scores of forecasts of all claims of each claimant from those of the others."""
    rows: list[ScoreRow] = []
    for claimant in evidence.claimants:
        train, his = without(evidence, claimant)
        targets = {"all": foretellable(train, his)}
        rows += _scored(train, targets, forecasters, split=claimant, seed=seed)
    return rows


def _scored(
    train: Evidence,
    targets: Mapping[str, Sequence[Observation]],
    forecasters: Mapping[str, Forecaster],
    *,
    split: str,
    seed: int,
) -> Iterable[ScoreRow]:
    every = tuple(dict.fromkeys(one for ones in targets.values() for one in ones))
    place = {one.id: number for number, one in enumerate(every)}
    for name, forecaster in forecasters.items():
        draws = forecaster(train, every, np.random.default_rng(seed)) if every else np.empty((1, 0))
        for horizon, ones in targets.items():
            columns = [place[one.id] for one in ones]
            yield score_draws(draws[:, columns], ones, names=(name, split, horizon))
