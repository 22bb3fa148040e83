"""Predictions: the figures that claimants would give, on days in the grid and after it.

After the grid walks go on by steps of their own law, errors forget and slip as before. A claimant
with a series that it never spoke of has a bias drawn from what is known of its other biases, or of
anybody's. Not here: fits. Invariant: what is predicted of a figure includes its noise.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.design import DAYS, RUNNING, WHOLE
from counterclaim.estimate.model import Model
from counterclaim.estimate.newton import Scales
from counterclaim.estimate.noise import DEGREES
from counterclaim.estimate.observations import Observation, Series

# Groups of the biases that a claimant unheard of has beside the series'.
_WIDER = ("source", "side")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws to predict from: parameters ``(n_draws, n_all)``, rates and totals, pairs' biases."""

    model: Model
    draws: Floats
    rate: Floats
    running: Floats
    pairs: Floats
    scales: Sequence[tuple[Scales, int]]


class Predictor:
    """Predicts figures from draws; ``rng`` is the only chance."""

    def __init__(self, drawn: Drawn, rng: np.random.Generator) -> None:
        self.drawn = drawn
        self.model, self.design = drawn.model, drawn.model.design
        self.rng = rng
        self.n = len(drawn.draws)
        self._rate, self._running = drawn.rate, drawn.running
        # What was drawn for a claimant or series that has no parameters is kept for its next claim.
        self._made: dict[tuple[object, ...], Floats] = {}

    def predict(self, observations: Sequence[Observation]) -> Floats:
        """Return draws of the logs of figures, ``(n_draws, n_observations)``."""
        last = max((self.design.day(one.end) for one in observations), default=0)
        self._extend(last // self.design.grid_days + 1)
        found = [self._figure(one) for one in observations]
        return np.stack(found, axis=1) if found else np.empty((self.n, 0))

    def _figure(self, one: Observation) -> Floats:
        count = self._count(one)
        bias = self._bias(one.claimant, one.series)
        error = self._error(one)
        own = self._noise(one.claimant)
        lump, slip = self._of_scales(lambda x: x.lump), self._of_scales(lambda x: x.slip)
        is_running = one.start <= self.design.evidence.start
        lumpy = 0.0 if is_running else max(0.0, 1.0 / one.n_days - 1.0 / 7.0)
        days = 0.0 if is_running else 1.0 / one.n_days
        variance = own**2 + lump**2 * lumpy + slip**2 * days + 1.0 / (np.maximum(count, 0.0) + 1.0)
        noise = np.sqrt(variance) * self.rng.standard_t(DEGREES, self.n)
        logs = np.log(np.maximum(count, 1e-6)) + bias + error - 0.5 * lump**2 * lumpy
        found: Floats = logs + noise
        return found

    # ---------------------------------------------------------------- counts

    def _extend(self, n_weeks: int) -> None:
        """Let the walks go on until there are so many weeks."""
        design, model = self.design, self.model
        more = n_weeks - self._rate.shape[-1]
        if more <= 0:
            return
        n_free = len(design.free)
        theta = self.drawn.draws[:, : model.n_theta].reshape(self.n, n_free, design.n_weeks)
        level = theta[:, :, -1]
        step = math.sqrt(design.grid_days / 7.0)
        own, shared = self._group("own") * step, self._group("shared") * step
        rates = []
        for _ in range(more):
            jointly = self.rng.standard_t(DEGREES, (self.n, len(design.sides)))
            alone = self.rng.standard_t(DEGREES, (self.n, n_free))
            level = level + own[:, None] * alone + shared[:, None] * jointly[:, design.side_of]
            rates.append(np.exp(np.clip(level, -40.0, 40.0)))
        added = np.stack(rates, axis=-1)
        totals = self._running[..., -1:] + np.cumsum(added * design.grid_days, axis=-1)
        self._rate = np.concatenate([self._rate, added], axis=-1)
        self._running = np.concatenate([self._running, totals], axis=-1)

    def _count(self, one: Observation) -> Floats:
        since = max(0, self.design.day(one.start))
        until = self.design.day(one.end) + 1
        earliest = until if one.end_from is None else self.design.day(one.end_from) + 1
        parts = self.design.parts_of(one.series)
        if not parts:
            return self._unknown_count(one)
        ends = (float(since), max((until + earliest) / 2.0, since + 1.0))
        counts = [self._total(parts, at) for at in ends]
        found: Floats = counts[1] - counts[0]
        return found

    def _total(self, parts: Sequence[int], at: float) -> Floats:
        week = min(int(at // self.design.grid_days), self._rate.shape[-1] - 1)
        rest = at - week * self.design.grid_days
        kept = list(parts)
        by_part = self._running[:, kept, week] + self._rate[:, kept, week] * rest
        found: Floats = np.sum(by_part, axis=1)
        return found

    def _unknown_count(self, one: Observation) -> Floats:
        """Return counts of a series that nobody spoke of: anything between all others and 1/30."""
        key = ("series", one.series)
        if key not in self._made:
            self._made[key] = np.exp(self.rng.normal(-1.0, 1.5, self.n))
        middle = np.mean(np.log(np.maximum(self._running[..., -1], 1e-6)), axis=1)
        share = one.n_days / (self._running.shape[-1] - 1.0) / self.design.grid_days
        found: Floats = np.exp(middle) * self._made[key] * share
        return found

    # ---------------------------------------------------------------- biases, errors, noise

    def _bias(self, claimant: str, series: Series) -> Floats:
        pair = self.design.pair_of(claimant, series)
        if pair is not None:
            known: Floats = self.drawn.pairs[:, pair]
            return known
        key = ("bias", claimant, series)
        if key not in self._made:
            self._made[key] = self._new_bias(claimant, series)
        return self._made[key]

    def _new_bias(self, claimant: str, series: Series) -> Floats:
        design = self.design
        own = self._group("series") * self.rng.standard_normal(self.n)
        beside = [
            pair
            for pair, (source, one) in enumerate(design.pairs)
            if design.sources[source] == claimant and design.claimed[one].side == series.side
        ]
        if beside:
            found: Floats = np.mean(self.drawn.pairs[:, beside], axis=1) + own
            return found
        groups = [self._group(name) * self.rng.standard_normal(self.n) for name in _WIDER]
        return np.asarray(sum(groups) + own)

    def _error(self, one: Observation) -> Floats:
        source = self._place(one.claimant)
        week = self.design.day(one.end) / self.design.grid_days
        whole = self._drifted(WHOLE, source, week, "wander")
        pair = self._pair(one)
        days = self._drifted(DAYS, pair, week, "drift")
        if one.start > self.design.evidence.start:
            return whole + days
        return whole + self._carried(one, pair, week, days)

    def _drifted(self, kind: int, owner: int, week: float, group: str) -> Floats:
        """Return an Ornstein-Uhlenbeck error at a week, from the node before it if there is one."""
        scale = self._group(group)
        node = self._node(kind, owner, week)
        if node is None:
            return scale * self.rng.standard_normal(self.n)
        gap = (int(week) - int(self.design.nodes.week[node])) * self.design.grid_days / 7.0
        kept = math.exp(-gap / self.model.drift_weeks)
        fresh = scale * self.rng.standard_normal(self.n) * math.sqrt(max(1.0 - kept**2, 0.0))
        found: Floats = kept * self.drawn.draws[:, self.model.at_drift + node] + fresh
        return found

    def _carried(self, one: Observation, pair: int, week: float, days: Floats) -> Floats:
        """Return the error of a running count, which carries earlier weeks' along."""
        slip = self._group("tally") * self.rng.standard_normal(self.n)
        node = self._node(RUNNING, pair, week)
        if node is None:
            found: Floats = days + slip / math.sqrt(max(week, 1.0))
            return found
        before = int(self.design.nodes.week[node])
        weeks = int(week) - before
        carried: Floats = self.drawn.draws[:, self.model.at_drift + node]
        if weeks == 0:
            return carried
        parts = self.design.parts_of(one.series)
        grid = self.design.grid_days
        then, now = (self._total(parts, at * grid) for at in (before + 1.0, week + 1.0))
        kept = np.clip(then / np.maximum(now, 1e-12), 0.0, 1.0)
        kept_error: Floats = kept * carried + (1.0 - kept) * (days + slip / math.sqrt(weeks))
        return kept_error

    def _node(self, kind: int, owner: int, week: float) -> int | None:
        nodes = self.design.nodes
        found = np.flatnonzero(
            (nodes.kind == kind) & (nodes.owner == owner) & (nodes.week <= int(week))
        )
        return int(found[-1]) if len(found) else None

    def _place(self, claimant: str) -> int:
        sources = self.design.sources
        return sources.index(claimant) if claimant in sources else -1

    def _pair(self, one: Observation) -> int:
        pair = self.design.pair_of(one.claimant, one.series)
        return -1 if pair is None else pair

    def _noise(self, claimant: str) -> Floats:
        place = self._place(claimant)
        if place < 0:
            return self._of_scales(lambda x: x.usual_noise)
        return self._of_scales(lambda x: float(x.noise[place]))

    def _group(self, name: str) -> Floats:
        return self._of_scales(lambda x: x.groups.get(name, 0.0))

    def _of_scales(self, value: Callable[[Scales], float]) -> Floats:
        parts = [np.full(count, value(one)) for one, count in self.drawn.scales]
        return np.concatenate(parts)
