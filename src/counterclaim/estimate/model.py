"""The bias-aware model: parameters, priors and what claims expect, for given hyper-parameters.

For free series k and week w of the grid the log intensity is ``theta[k, w]``: a level, a random
walk that the series of a side share, and one of its own. A claim i of claimant s on series j has

    eta_i = log(sum of exp(theta) over its window) + b[s, j] + e[s, j, week of its last day]

with a bias ``b = common[side] + source[s] + side[s, side] + series[s, j]`` and a drifting error
``e``, an Ornstein-Uhlenbeck process. An anchored claimant has a bias of its own of the anchor's sd
instead; a floor's is ``-exp(u)``. Not here: the search for the mode (``newton.py``), the choice of
hyper-parameters (``fit.py``). Invariant: prior rows are linear in the parameters, so that the prior
precision is ``P.T @ P``; running totals are extra columns that only the linear algebra knows.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from counterclaim.estimate.arrays import Floats, Ints
from counterclaim.estimate.bias import FLOOR_MEAN, BiasColumns
from counterclaim.estimate.design import DAYS, RUNNING, WHOLE, Design
from counterclaim.estimate.first_guess import centres, weekly_rates
from counterclaim.estimate.prior import PriorRows, RowMaker, Rows
from counterclaim.estimate.slips import roughness
from counterclaim.estimate.windows import Cells, cells_of, window_counts

LEVEL_SD = 3.0  # log scale; of a series' first week about the claims' middle: no information
ERROR_GROUPS = {WHOLE: "wander", DAYS: "drift", RUNNING: "tally"}
MISSED = math.log(4.0)  # off what is told of a week, on the log scale, that has a second look
DRIFT_WEEKS = 8.0  # in which drift forgets all but a third, unless the fit finds another


class Model:
    """The parameters of a design in one vector, its prior rows, and what its claims expect.

    The vector holds, in this order: ``theta`` (series by week), ``shared`` (side by week, from the
    second on), ``drift`` (nodes), ``bias`` (the components below), and for linear algebra only the
    changes of log running totals (series by week).
    """

    def __init__(self, design: Design, *, drift_weeks: float = DRIFT_WEEKS) -> None:
        self.design = design
        self.drift_weeks = drift_weeks
        n_free, n_weeks = len(design.free), design.n_weeks
        self.n_theta = n_free * n_weeks
        counts = np.bincount(design.side_of, minlength=len(design.sides))
        self._sharing = [side for side, n in enumerate(counts) if n > 1 and n_weeks > 1]
        self.at_shared = self.n_theta
        self.at_drift = self.at_shared + len(self._sharing) * (n_weeks - 1)
        self.at_bias = self.at_drift + len(design.nodes.week)
        self._bias = BiasColumns(design)
        self.n = self.at_bias + self._bias.n
        self.n_all = self.n + self.n_theta
        self.centres = centres(design)
        self.prior: PriorRows
        self.lumpy: Floats
        self.refresh(self.start())

    # ---------------------------------------------------------------- what claims expect

    def start(self) -> Floats:
        """Return a first guess: constant intensities, no biases; shape ``(n,)``."""
        x = np.zeros(self.n)
        x[: self.n_theta] = np.repeat(self.centres, self.design.n_weeks)
        x[self.at_bias + self._bias.floors] = FLOOR_MEAN
        return x

    def with_missed(self, x: Floats) -> Floats | None:
        """Return ``x`` with the weeks as told that it is far from; ``None`` if there are none.

        A battle that all tell of may seem an outlier of each, and a mode may lie there.
        """
        told = weekly_rates(self.design).ravel()
        is_missed = np.abs(told - x[: self.n_theta]) > MISSED
        if not np.any(is_missed):
            return None
        found = x.copy()
        found[: self.n_theta][is_missed] = told[is_missed]
        return found

    def totals(self, x: Floats) -> tuple[Floats, Floats]:
        """Return daily intensities and running totals at the edges of weeks.

        Shapes ``(..., n_free, n_weeks)`` and ``(..., n_free, n_weeks + 1)`` for ``x`` of shape
        ``(..., n)``.
        """
        shape = (*x.shape[:-1], len(self.design.free), self.design.n_weeks)
        rate = np.exp(np.clip(x[..., : self.n_theta].reshape(shape), -40.0, 40.0))
        running = np.zeros((*shape[:-1], shape[-1] + 1))
        np.cumsum(rate * self.design.grid_days, axis=-1, out=running[..., 1:])
        return rate, running

    def drawn_totals(self, draws: Floats) -> tuple[Floats, Floats]:
        """Return what :meth:`totals` does, for draws ``(n_draws, n_all)`` with their log totals.

        The totals are taken as drawn and intensities from their steps. Claims hold totals far more
        closely than single weeks, and a sum of independent exponentials would exceed what they say.
        """
        shape = (len(draws), len(self.design.free), self.design.n_weeks)
        running = np.zeros((*shape[:-1], shape[-1] + 1))
        running[..., 1:] = np.exp(draws[:, self.n :].reshape(shape))
        np.maximum.accumulate(running, axis=-1, out=running)
        rate = np.diff(running, axis=-1) / self.design.grid_days
        return rate, running

    def biases(self, x: Floats) -> Floats:
        """Return the log multiplier of every pair of claimant and series, ``(..., n_pairs)``."""
        return self._bias.of_pairs(x[..., self.at_bias : self.n])

    def expect(self, x: Floats) -> tuple[Floats, Floats]:
        """Return ``eta`` and the log of the counts on the claims' windows, ``(n_claims,)`` each."""
        rate, running = self.totals(x)
        counts = np.zeros(self.design.n_claims)
        windows = self.design.windows
        np.add.at(
            counts, windows.claim, window_counts(windows, self.design.grid_days, rate, running)
        )
        log_counts = np.log(np.maximum(counts, 1e-12))
        drift = x[self.at_drift : self.at_bias]
        eta = (
            log_counts + self.biases(x)[self.design.pair] + np.sum(drift[self.design.node], axis=1)
        )
        return eta, log_counts

    def claim_rows(self, x: Floats) -> Rows:
        """Return the derivatives of every claim's ``eta``, over parameters and running totals."""
        rate, running = self.totals(x)
        cells = self._cells
        counts = np.zeros(self.design.n_claims)
        windows = self.design.windows
        np.add.at(
            counts, windows.claim, window_counts(windows, self.design.grid_days, rate, running)
        )
        by_week = rate[cells.free, cells.week] * cells.days
        by_total = running[cells.free, cells.week + 1] * cells.sign
        shares = np.where(cells.is_total, by_total, by_week) / np.maximum(counts, 1e-12)[cells.row]
        bias = self._bias.slopes(x[self.at_bias : self.n])
        values = np.concatenate([shares, np.ones(2 * self.design.n_claims), bias])
        pattern = self._claim_pattern
        return Rows(pattern.row, pattern.column, values[pattern.order], self.design.n_claims)

    def total_rows(self, x: Floats) -> Rows:
        """Return the rows that tie changes of log running totals to those of intensities."""
        rate, running = self.totals(x)
        weight = rate * self.design.grid_days / np.maximum(running[:, 1:], 1e-300)
        before = running[:, :-1] / np.maximum(running[:, 1:], 1e-300)
        number = np.arange(self.n_theta, dtype=np.int64)
        later = number[number % self.design.n_weeks > 0]
        row = np.concatenate([number, number, later])
        column = np.concatenate([number, self.n + number, self.n + later - 1])
        values = np.concatenate([-weight.ravel(), np.ones(self.n_theta), -before.ravel()[later]])
        order = np.lexsort((column, row))
        return Rows(row[order], column[order], values[order], self.n_theta)

    def through_totals(self, x: Floats, by_total: Floats) -> Floats:
        """Return the gradient over intensities that comes through log totals, ``(n_theta,)``.

        ``by_total`` is the gradient over log totals, of the same shape.
        """
        rate, running = self.totals(x)
        later = by_total.reshape(rate.shape) / np.maximum(running[:, 1:], 1e-300)
        summed = np.cumsum(later[:, ::-1], axis=1)[:, ::-1]
        found: Floats = (rate * self.design.grid_days * summed).ravel()
        return found

    # ---------------------------------------------------------------- prior

    def prior_sds(self, scales: Mapping[str, float]) -> Floats:
        """Return the sd of every prior row under the scales of the hyper-parameters."""
        sds = self.prior.own_sds.copy()
        for name, places in self.prior.groups.items():
            sds[places] *= scales[name]
        return sds

    def refresh(self, x: Floats) -> None:
        """Let the weights of running counts' errors be those of the totals at ``x``."""
        rate, running = self.totals(x)
        self.prior = self._prior_rows(running)
        self.lumpy = self._lumpiness(rate, running)

    def _lumpiness(self, rate: Floats, running: Floats) -> Floats:
        """Return how much of the variance between days gets into each claim, ``(n_claims,)``.

        A window that ends in mid-week holds the share ``f`` of its days, but not of its losses:
        the share of these varies by ``f (1 - f) / days`` times the variance between days.
        """
        design, windows = self.design, self.design.windows
        counts = window_counts(windows, design.grid_days, rate, running)
        grid = design.grid_days
        first, last = np.floor(windows.since / grid), np.ceil(windows.until / grid) - 1.0
        into, until = windows.since / grid - first, windows.until / grid - last
        is_one = (first == last) & (windows.since > 0.0)
        at_end = np.where(is_one, until - into, until)
        at_start = np.where(is_one, 0.0, into)
        found = np.zeros(design.n_claims)
        for week, share in ((last, at_end), (first, at_start)):
            held = rate[windows.free, np.minimum(week, design.n_weeks - 1).astype(np.int64)] * grid
            part = (held / np.maximum(counts, 1e-12)) ** 2 * share * (1.0 - share) / grid
            np.add.at(found, windows.claim, part)
        return found

    def _errors(self, running: Floats) -> tuple[Floats, Floats]:
        """Return how much of the error before each node keeps, and its new error's sd in scales.

        The error of a week is an Ornstein-Uhlenbeck process. A running count carries the errors of
        all its weeks along, each by its share of the total: it keeps the old total's share of its
        error, takes in the mean of its weeks' since then, and slips of its own in each week.
        """
        nodes, grid = self.design.nodes, self.design.grid_days
        gap = np.diff(nodes.week, prepend=0) * grid / 7.0
        kept = np.where(nodes.has_before, np.exp(-gap / self.drift_weeks), 0.0)
        fresh = np.sqrt(np.maximum(1.0 - kept**2, 1e-8))
        totals = np.stack([np.sum(running[list(parts)], axis=0) for parts in self.design.parts])
        squares = np.zeros_like(totals)
        weekly = np.diff(totals, axis=1)
        np.cumsum(weekly**2 * roughness(weekly), axis=1, out=squares[:, 1:])
        is_running = nodes.kind == RUNNING
        pair = np.where(nodes.kind == WHOLE, 0, nodes.owner)
        series = np.array([series for _, series in self.design.pairs])[pair]
        now = np.maximum(totals[series, nodes.week + 1], 1e-12)
        week_before = np.where(nodes.has_before, np.roll(nodes.week, 1) + 1, 0)
        share = totals[series, week_before] / now
        slipped = (squares[series, nodes.week + 1] - squares[series, week_before]) / now**2
        kept = np.where(is_running, np.where(nodes.has_before, share, 0.0), kept)
        fresh = np.where(is_running, np.sqrt(np.maximum(slipped, 1e-6)), fresh)
        return kept, fresh

    def _prior_rows(self, running: Floats) -> PriorRows:
        kept, fresh = self._errors(running)
        nodes, pattern = self.design.nodes, self._error_pattern
        added = np.where(nodes.has_before, 0.5, 1.0) * (kept - 1.0)
        by_part = np.concatenate([np.ones(len(kept)), -kept, added, added])
        fixed = self._fixed_rows
        groups = dict(fixed.groups)
        for kind, name in ERROR_GROUPS.items():
            if np.any(nodes.kind == kind):
                groups[name] = fixed.rows.n + np.flatnonzero(nodes.kind == kind)
        return PriorRows(
            rows=Rows(
                np.concatenate([fixed.rows.row, fixed.rows.n + pattern.row]),
                np.concatenate([fixed.rows.column, pattern.column]),
                np.concatenate([fixed.rows.values, by_part[pattern.order]]),
                fixed.rows.n + len(kept),
            ),
            means=np.concatenate([fixed.means, np.zeros(len(kept))]),
            own_sds=np.concatenate([fixed.own_sds, fresh]),
            groups=groups,
            is_heavy=np.concatenate([fixed.is_heavy, nodes.kind == RUNNING]),
        )

    @cached_property
    def _fixed_rows(self) -> PriorRows:
        made = RowMaker()
        weeks = self.design.n_weeks
        step = math.sqrt(self.design.grid_days / 7.0)
        shared_at = {side: i for i, side in enumerate(self._sharing)}
        for free, side in enumerate(self.design.side_of.tolist()):
            first = free * weeks
            made.add("level", {first: 1.0}, mean=float(self.centres[free]), sd=LEVEL_SD)
            for week in range(1, weeks):
                entries = {first + week: 1.0, first + week - 1: -1.0}
                if side in shared_at:
                    at = self.at_shared + shared_at[side] * (weeks - 1) + week - 1
                    entries[at] = -1.0
                    if week > 1:
                        entries[at - 1] = 1.0
                made.add("own", entries, sd=step)
        for number in range(len(self._sharing)):
            first = self.at_shared + number * (weeks - 1)
            for week in range(weeks - 1):
                before = {first + week - 1: -1.0} if week else {}
                made.add("shared", {first + week: 1.0, **before}, sd=step)
        for column, (group, mean, sd) in enumerate(self._bias.priors):
            made.add(group, {self.at_bias + column: 1.0}, mean=mean, sd=sd)
        return made.rows()

    @cached_property
    def _error_pattern(self) -> "_Pattern":
        """The entries of the errors' rows: a node's own, the one before, and its weeks' errors."""
        nodes = self.design.nodes
        every = np.arange(len(nodes.week), dtype=np.int64)
        is_running = nodes.kind == RUNNING
        parts = (
            (every, every),
            (every[nodes.has_before], every[nodes.has_before] - 1),
            (every[is_running], nodes.days[is_running]),
            (
                every[is_running & nodes.has_before],
                nodes.days[every - 1][is_running & nodes.has_before],
            ),
        )
        row = np.concatenate([rows for rows, _ in parts])
        column = self.at_drift + np.concatenate([columns for _, columns in parts])
        at = np.concatenate([n * len(every) + rows for n, (rows, _) in enumerate(parts)])
        order = np.lexsort((column, row))
        return _Pattern(row[order], column[order], at[order])

    # ---------------------------------------------------------------- fixed patterns

    @cached_property
    def _cells(self) -> Cells:
        return cells_of(self.design.windows, self.design.grid_days)

    @cached_property
    def _claim_pattern(self) -> "_Pattern":
        cells = self._cells
        at_cell = cells.free * self.design.n_weeks + cells.week
        at_cell = np.where(cells.is_total, self.n + at_cell, at_cell)
        claims = np.arange(self.design.n_claims, dtype=np.int64)
        bias_row, bias_column = self._bias.entries
        row = np.concatenate([cells.row, np.repeat(claims, 2), bias_row])
        column = np.concatenate(
            [at_cell, self.at_drift + self.design.node.ravel(), self.at_bias + bias_column]
        )
        order = np.lexsort((column, row))
        return _Pattern(row[order], column[order], order)


@dataclass(frozen=True, slots=True)
class _Pattern:
    row: Ints
    column: Ints
    order: Ints
