"""The posterior: draws of all parameters, and the quantities that are reported.

Not here: how draws are made (``fit.py``), rows (``api``). Invariant: every quantity is computed
from the same draws, so that sums and ratios agree with each other.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from counterclaim.errors import InputError, NotFoundError
from counterclaim.estimate.anchors import Neutral, label_of
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.model import Model
from counterclaim.estimate.newton import Scales
from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.predicting import Drawn, Predictor
from counterclaim.estimate.slips import common_errors
from counterclaim.estimate.windows import Windows, window_counts


class Posterior:
    """Draws of a fitted model; arrays have the draws first."""

    def __init__(
        self,
        *,
        model: Model,
        draws: Floats,
        scales: Sequence[tuple[Scales, int]],
        settings_seed: int,
        diagnostics: dict[str, float | str],
    ) -> None:
        self.model = model
        self.design = model.design
        self.draws = draws
        self.scales = tuple(scales)
        self.seed = settings_seed
        self.diagnostics = diagnostics
        self._claimed = model.drawn_totals(draws)
        self._rate, self._running = self._widened()
        self._pairs = model.biases(draws)

    @property
    def anchor(self) -> str:
        """The label of the anchors."""
        return label_of(self.design.anchors)

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The last day of each week of the grid."""
        return self.design.ends

    @property
    def series(self) -> tuple[Series, ...]:
        """The series that claims are about, sums among them."""
        return self.design.claimed

    def cumulative(self, series: Series, end: dt.date, start: dt.date | None = None) -> Floats:
        """Return how many were lost from ``start`` to ``end``, both included; ``(n_draws,)``.

        Days before the start of the evidence and after the grid add nothing. Raises
        :class:`NotFoundError` for a series without claims, :class:`InputError` for an end before
        the start.
        """
        parts = self._parts(series)
        if start is not None and end < start:
            raise InputError(f"no day lies between {start} and {end}")
        n_days = self.design.n_weeks * self.design.grid_days
        since = 0 if start is None else min(max(0, self.design.day(start)), n_days)
        until = min(max(0, self.design.day(end) + 1), n_days)
        windows = Windows(
            claim=np.zeros(len(parts), dtype=np.int64),
            free=np.array(parts, dtype=np.int64),
            since=np.full(len(parts), float(since)),
            until=np.full(len(parts), float(max(since, until))),
        )
        counts = window_counts(windows, self.design.grid_days, self._rate, self._running)
        total: Floats = np.sum(counts, axis=-1)
        return total

    def increments(self, series: Series) -> Floats:
        """Return how many were lost in each week of the grid, ``(n_draws, n_weeks)``."""
        parts = list(self._parts(series))
        found: Floats = np.sum(self._rate[:, parts], axis=1) * self.design.grid_days
        return found

    def bias(self, claimant: str, series: Series) -> Floats:
        """Return the log of a claimant's multiplier on a series; ``(n_draws,)``.

        It is the lasting bias with the drift at the claimant's own claims averaged in: by what its
        figures exceeded the truth. Raises :class:`NotFoundError` where it made no such claim.
        """
        pair = self._pair(claimant, series)
        nodes = self.design.node[self.design.pair == pair, :1]
        drift = self.draws[:, self.model.at_drift + nodes]
        found: Floats = self._pairs[:, pair] + np.mean(np.sum(drift, axis=-1), axis=1)
        return found

    def lasting_bias(self, claimant: str, series: Series) -> Floats:
        """Return the log of a claimant's multiplier without its drift; ``(n_draws,)``."""
        found: Floats = self._pairs[:, self._pair(claimant, series)]
        return found

    def predict(self, observations: Sequence[Observation]) -> Floats:
        """Return draws of the logs of the figures that claimants would give for these windows.

        ``(n_draws, n_observations)``, with all errors and noise; figures themselves are not looked
        at. Days after the grid are foretold.
        """
        drawn = Drawn(self.model, self.draws, *self._claimed, self._pairs, self.scales)
        return Predictor(drawn, np.random.default_rng((self.seed, 2))).predict(observations)

    def anchor_share(self, values: Floats, series: Series) -> float:
        """Return the share, 0 to 1, of the width of ``values`` that the anchor causes.

        ``values`` are draws on the log scale. The share is what would go if it were known what the
        anchor assumes: the mean bias of all claimants (neutral), or that of the anchored ones.
        """
        known = self._assumed(series)
        if float(np.std(values)) == 0.0:
            return 0.0
        centred = known - np.mean(known, axis=0)
        about = values - np.mean(values)
        weights, *_ = np.linalg.lstsq(centred, about, rcond=None)
        rest = about - centred @ weights
        return float(np.clip(1.0 - np.std(rest) / np.std(about), 0.0, 1.0))

    def _widened(self) -> tuple[Floats, Floats]:
        """Return rates and totals with the errors that all claimants share."""
        rate, _ = self._claimed
        drift, tally = (
            np.concatenate([np.full(n, one.groups.get(name, 0.0)) for one, n in self.scales])
            for name in ("drift", "tally")
        )
        grid = self.design.grid_days
        factors = common_errors(
            rate * grid,
            drift,
            tally,
            keep=float(np.exp(-grid / 7.0 / self.model.drift_weeks)),
            rng=np.random.default_rng((self.seed, 3)),
        )
        rate = rate * factors
        running = np.zeros((*rate.shape[:-1], rate.shape[-1] + 1))
        np.cumsum(rate * grid, axis=-1, out=running[..., 1:])
        return rate, running

    def _assumed(self, series: Series) -> Floats:
        """Return draws of the biases that the anchors speak of, ``(n_draws, n_anchors)``."""
        number = self.design.claimed.index(series)
        sides = {self.design.claimed[number].side}
        near = [
            pair
            for pair, (_, one) in enumerate(self.design.pairs)
            if self.design.claimed[one].side in sides
        ]
        if isinstance(self.design.anchors[0], Neutral):
            own = [pair for pair in near if self.design.pairs[pair][1] == number]
            mean: Floats = np.mean(self._pairs[:, own or near], axis=1)[:, None]
            return mean
        names = {one.source for one in self.design.anchors if not isinstance(one, Neutral)}
        chosen = [p for p in near if self.design.sources[self.design.pairs[p][0]] in names]
        # An anchor who says nothing of this side leaves it to what all others are taken to share.
        return self._pairs[:, chosen] if chosen else np.mean(self._pairs[:, near], axis=1)[:, None]

    def _parts(self, series: Series) -> tuple[int, ...]:
        parts = self.design.parts_of(series)
        if not parts:
            raise NotFoundError(f"no claim is about {series.label}")
        return parts

    def _pair(self, claimant: str, series: Series) -> int:
        pair = self.design.pair_of(claimant, series)
        if pair is None:
            raise NotFoundError(f"no claim of {claimant} is about {series.label}")
        return pair
