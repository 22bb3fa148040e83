"""The bias of each claimant with each series, as a sum of components with priors of their own.

A claimant's bias is what all of its figures share, what those of one side's losses share, and what
is the series' own; where an anchor allows it, all claimants share a bias too. An anchored claimant
has a bias of the anchor's sd instead; a floor's is ``-exp(u)``, never above nought.
"""

import math
from functools import cached_property

import numpy as np

from counterclaim.estimate.anchors import Anchor, Neutral
from counterclaim.estimate.arrays import Floats, Ints
from counterclaim.estimate.design import Design, is_floor

UNKNOWN_COMMON_SD = 1.0  # log scale; of the bias all others share once a claimant is the anchor
FLOOR_MEAN, FLOOR_SD = math.log(0.3), 1.0  # log of how far, on the log scale, a floor lies below
OWN_SHARE = 0.5  # of an anchored claimant's variance, for each series its own; the rest is shared


class BiasColumns:
    """Which components of bias there are, their priors, and which of them each pair adds up."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.priors: list[tuple[str, float, float]] = []
        self._at: dict[tuple[object, ...], int] = {}
        anchored = {one.source: one.sd for one in design.anchors if isinstance(one, Anchor)}
        neutral = [one for one in design.anchors if isinstance(one, Neutral)]
        common_sd = neutral[0].sd if neutral else UNKNOWN_COMMON_SD
        group_of = dict(zip(design.pair.tolist(), design.group.tolist(), strict=True))
        entries: list[tuple[int, int]] = []
        floors: list[int] = []
        for pair, (source, series) in enumerate(design.pairs):
            side = design.claimed[series].side or ""
            name = design.sources[source]
            body = design.groups[group_of[pair]][0]
            if name in anchored:
                shared, own = math.sqrt(1.0 - OWN_SHARE), math.sqrt(OWN_SHARE)
                columns = [
                    self._column(("anchored", source), "anchored", sd=anchored[name] * shared),
                    self._column(("own", source, series), "anchored", sd=anchored[name] * own),
                ]
            elif is_floor(design, source):
                columns = [self._column(("floor", pair), "floor", mean=FLOOR_MEAN, sd=FLOOR_SD)]
                floors += columns
            else:
                columns = [
                    self._column(("source", body), "source"),
                    self._column(("side", body, side), "side"),
                    self._column(("series", pair), "series"),
                ]
                if common_sd > 0.0:
                    columns.append(self._column(("common", side), "common", sd=common_sd))
            entries += [(pair, column) for column in columns]
        self.n = len(self.priors)
        self.floors = np.array(sorted(set(floors)), dtype=np.int64)
        self._pair = np.array([pair for pair, _ in entries], dtype=np.int64)
        self._column_of = np.array([column for _, column in entries], dtype=np.int64)
        self._is_floor = np.isin(np.arange(self.n), self.floors)

    def _column(
        self, key: tuple[object, ...], group: str, *, mean: float = 0.0, sd: float = 1.0
    ) -> int:
        if key not in self._at:
            self._at[key] = len(self.priors)
            self.priors.append((group, mean, sd))
        return self._at[key]

    def of_pairs(self, bias: Floats) -> Floats:
        """Return the sums of components, ``(..., n_pairs)``."""
        parts = np.where(self._is_floor, -np.exp(np.where(self._is_floor, bias, 0.0)), bias)
        summed = np.zeros((*bias.shape[:-1], len(self.design.pairs)))
        for pair, column in zip(self._pair.tolist(), self._column_of.tolist(), strict=True):
            summed[..., pair] += parts[..., column]
        return summed

    @cached_property
    def entries(self) -> tuple[Ints, Ints]:
        """The claims and columns of all derivatives by components of bias."""
        columns_of: dict[int, list[int]] = {}
        for pair, column in zip(self._pair.tolist(), self._column_of.tolist(), strict=True):
            columns_of.setdefault(pair, []).append(column)
        found = [
            (claim, column)
            for claim, pair in enumerate(self.design.pair.tolist())
            for column in columns_of[pair]
        ]
        row, column = zip(*found, strict=True)
        return np.array(row, dtype=np.int64), np.array(column, dtype=np.int64)

    def slopes(self, bias: Floats) -> Floats:
        """Return the derivatives at ``entries``."""
        slope = np.where(self._is_floor, -np.exp(np.where(self._is_floor, bias, 0.0)), 1.0)
        found: Floats = slope[self.entries[1]]
        return found
