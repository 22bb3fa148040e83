"""Forecasters of what claimants will say next, which the model has to beat.

Each has a point (last value, trend, a baseline carried on) and takes its spread from how far it
was off within training (``spreads.py``). Not here: scores (``score.py``). Invariant: nothing after
the last day of training is used.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.baselines import BASELINES, Baseline, cell_ends
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.running import (
    Pair,
    Track,
    in_order,
    is_running,
    running_counts,
    tells_figure,
)
from counterclaim.estimate.spreads import Forecaster, Point, with_spread

BIN_DAYS = 7  # of the cells of baselines; claims of one bin are compared with each other
TREND_DAYS = 30.0  # of a claimant's latest claims that make its trend ...
TREND_CLAIMS = 5  # ... but at least as many claims as these
_MOST_CLAIMS = 40  # of a trend; daily figures of a month
_LEAST_PEOPLE = 0.5  # in a window; what "none" amounts to on the log scale
_LATEST = 3  # claims whose median is the level of a trend, so that one slip does not move it


@dataclass(frozen=True, slots=True)
class Curve:
    """A running count to be carried on: ``slope`` people a day are added, ``rate`` fill windows."""

    track: Track
    slope: float
    rate: float

    def log_at(self, day: float) -> float:
        """Return the log of the running count after so many days."""
        days, logs = self.track.days, self.track.logs
        if day > days[-1]:
            return float(np.log(np.exp(logs[-1]) + self.slope * (day - days[-1])))
        if day < days[0]:
            return float(logs[0] + np.log(max(day, 0.5) / days[0]))
        return float(np.interp(day, days, logs))

    def log_between(self, since: float, until: float) -> float:
        """Return the log of the people of a window."""
        people = self.rate * (until - since)
        if until <= self.track.days[-1]:
            people = float(np.exp(self.log_at(until)) - np.exp(self.log_at(since)))
        return float(np.log(max(people, _LEAST_PEOPLE)))


def last_value(train: Evidence, targets: Sequence[Observation]) -> Floats:
    """Return each claimant's last value carried forward, as logs ``(n_targets,)``.

    Windows get his last rate by day. Where he has not told the series, the median of claimants.
    """
    return _own_points(train, targets, has_trend=False)


def linear_trend(train: Evidence, targets: Sequence[Observation]) -> Floats:
    """Return each claimant's robust linear trend (Theil and Sen) of counts, as logs.

    Windows get the median of his last five rates. Fallback as in :func:`last_value`.
    """
    return _own_points(train, targets, has_trend=True)


def carried_on(baseline: Baseline, *, has_trend: bool, has_ratio: bool) -> Point:
    """Return the forecast of a baseline: its count carried on, the same for all claimants or not.

    ``has_ratio`` multiplies by the median ratio of the claimant's last five figures to the
    baseline, which is no part of truth discovery but what its users would do next.
    """

    def forecast(train: Evidence, targets: Sequence[Observation]) -> Floats:
        curves = _baseline_curves(train, baseline, has_trend=has_trend)
        tracks = running_counts(train) if has_ratio else {}
        shifts = {pair: _ratio(track, curves[pair[1]]) for pair, track in tracks.items()}
        points = [
            _foretell(one, train, curves[one.series]) + shifts.get((one.claimant, one.series), 0.0)
            for one in targets
        ]
        return np.array(points, dtype=np.float64)

    return forecast


def make_forecasters() -> dict[str, Forecaster]:
    """Return the forecasters without a bias-aware model, by name."""
    made = {
        "last value": with_spread(last_value, by_claimant=True),
        "linear trend": with_spread(linear_trend, by_claimant=True),
    }
    for name, baseline in BASELINES.items():
        plain = carried_on(baseline, has_trend=False, has_ratio=False)
        trend = carried_on(baseline, has_trend=True, has_ratio=False)
        ratio = carried_on(baseline, has_trend=True, has_ratio=True)
        made[f"{name}, last"] = with_spread(plain, by_claimant=False)
        made[f"{name}, trend"] = with_spread(trend, by_claimant=False)
        made[f"{name}, trend and ratio"] = with_spread(ratio, by_claimant=True)
    return made


def _own_points(train: Evidence, targets: Sequence[Observation], *, has_trend: bool) -> Floats:
    tracks = running_counts(train)
    rates = _rates(train)
    curves = {
        pair: _curve(track, rates.get(pair, []), has_trend=has_trend)
        for pair, track in tracks.items()
    }
    others = _baseline_curves(train, BASELINES["median"], has_trend=has_trend)
    points = []
    for one in targets:
        pair = (one.claimant, one.series)
        curve = curves.get(pair, others[one.series])
        own = rates.get(pair, [])
        if pair not in curves and own:
            curve = Curve(curve.track, curve.slope, _rate(own, has_trend=has_trend))
        points.append(_foretell(one, train, curve))
    return np.array(points, dtype=np.float64)


def _foretell(one: Observation, train: Evidence, curve: Curve) -> float:
    until = float((one.end - train.start).days + 1)
    if is_running(one, train.start):
        return curve.log_at(until)
    return curve.log_between(float((one.start - train.start).days), until)


def _rates(train: Evidence) -> dict[Pair, list[float]]:
    """Return the people a day of each claimant's claims of shorter windows, in order."""
    rates: dict[Pair, list[float]] = defaultdict(list)
    for one in in_order(train.observations):
        if tells_figure(one) and not is_running(one, train.start):
            rates[one.claimant, one.series].append(one.point / one.n_days)
    return rates


def _rate(rates: list[float], *, has_trend: bool) -> float:
    return float(np.median(rates[-5:])) if has_trend else rates[-1]


def _curve(track: Track, rates: list[float], *, has_trend: bool) -> Curve:
    slope = _slope(track)
    rate = _rate(rates, has_trend=has_trend) if rates else slope
    if not has_trend:
        return Curve(track, 0.0, rate)
    days, people = track.days[-_LATEST:], np.exp(track.logs[-_LATEST:])
    level = max(float(np.median(people + slope * (days[-1] - days))), _LEAST_PEOPLE)
    logs = np.append(track.logs[:-1], np.log(level))
    return Curve(Track(track.days, logs), slope, rate)


def _slope(track: Track) -> float:
    """Return the median slope between a claimant's latest figures, in people a day.

    It is never less than nought; one figure alone has grown evenly since the start.
    """
    recent = max(int((track.days > track.days[-1] - TREND_DAYS).sum()), TREND_CLAIMS)
    recent = min(recent, _MOST_CLAIMS)
    days, people = track.days[-recent:], np.exp(track.logs[-recent:])
    if days.size == 1:
        return float(people[0] / days[0])
    early, late = np.triu_indices(days.size, 1)
    return max(0.0, float(np.median((people[late] - people[early]) / (days[late] - days[early]))))


def _baseline_curves(
    train: Evidence, baseline: Baseline, *, has_trend: bool
) -> dict[Series, Curve]:
    cells = cell_ends(train.start, train.end, days=BIN_DAYS)
    days = np.array([(cell - train.start).days + 1 for cell in cells], dtype=np.float64)
    last: dict[Series, float] = {}
    for (_, series), track in running_counts(train).items():
        last[series] = max(last.get(series, 0.0), float(track.days[-1]))
    curves = {}
    for series, people in baseline(train, cells).items():
        n_claimed = int(np.searchsorted(days, last[series])) + 1
        track = Track(days[:n_claimed], np.log(people[:n_claimed]))
        slope = _slope(track)
        curves[series] = Curve(track, slope if has_trend else 0.0, slope)
    return curves


def _ratio(track: Track, curve: Curve) -> float:
    logs = [curve.log_at(float(day)) for day in track.days[-5:]]
    return float(np.median(track.logs[-5:] - np.array(logs)))
