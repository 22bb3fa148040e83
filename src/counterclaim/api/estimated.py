"""An estimate: what claims jointly support, by arithmetic and by a model, as lists of rows.

Not here: from what it is made (``estimates.py``), the model (``estimate``), fits under other
assumptions (``refits.py``), pictures and the page (``estimate_pictures.py``, ``report.py``).
Invariants: every number that rests on an anchor names it; levels are never called identified.
"""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from pathlib import Path

import numpy as np

from counterclaim.api import refits
from counterclaim.api.arithmetic import arithmetic_row
from counterclaim.api.engines import Draws, Engine, laplace, load_nuts, model_version
from counterclaim.api.listing import Listing
from counterclaim.api.scope import check_evidence, chosen_series
from counterclaim.estimate.anchors import AnyAnchor, Floor, check_anchors, label_of
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.consensus import layer_one
from counterclaim.estimate.last_words import low_best_high
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.results import (
    AnchorRow,
    ArithmeticRow,
    BiasRow,
    CheckRow,
    ContrastRow,
    Interval,
    LeftOutRow,
    LossRow,
    ShapeRow,
)
from counterclaim.estimate.rows import (
    ANCHOR_COLUMNS,
    ARITHMETIC_COLUMNS,
    BIAS_COLUMNS,
    CHECK_COLUMNS,
    CONTRAST_COLUMNS,
    LEFT_OUT_COLUMNS,
    LOSS_COLUMNS,
    SHAPE_COLUMNS,
    Maker,
    anchor_record,
    arithmetic_record,
    bias_record,
    check_record,
    contrast_record,
    left_out_record,
    loss_record,
    shape_record,
)
from counterclaim.estimate.settings import Settings

_NOBODY = 1e-6  # people; a week without any has a logarithm all the same
_TAILS = (0.5, 0.05, 0.95)  # median and 90 % interval


class Estimate:
    """What a body of evidence supports under declared anchors.

    ``series`` are the counts that are shown; all of the evidence is fitted together.
    """

    def __init__(
        self,
        evidence: Evidence,
        anchors: Sequence[AnyAnchor],
        *,
        settings: Settings | None = None,
        engine: Engine = laplace,
        series: Sequence[Series] = (),
    ) -> None:
        self.evidence = evidence
        self.settings = settings or Settings()
        self.engine = engine
        self.assumed = check_anchors(anchors, evidence.claimants)
        check_evidence(evidence, self.assumed)
        self.series = tuple(series) or chosen_series(evidence, ())
        self.maker = Maker(
            model_version=model_version(), seed=self.settings.seed, ledger=evidence.digest
        )

    @cached_property
    def posterior(self) -> Draws:
        """The posterior; it is fitted when it is first asked for.

        Raises :class:`EstimateError` where it cannot be.
        """
        return self.engine(self.evidence, self.assumed, self.settings)

    @property
    def anchor(self) -> str:
        """The label of what the level rests on."""
        return label_of(self.assumed)

    @property
    def end(self) -> dt.date:
        """The last day that claims count to."""
        return self.ends[-1]

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The last days of the weeks of the grid, the last of them cut off where claims end."""
        return (*self.posterior.ends[:-1], min(self.posterior.ends[-1], self.evidence.end))

    def people(self, series: Series, end: dt.date | None = None) -> Interval:
        """Return how many were lost in a series from the start to a day, the last unless given."""
        return interval_of(self.posterior.cumulative(series, end or self.end))

    def share_of(self, people: Floats, series: Series) -> float:
        """Return the share, 0 to 1, of the width of draws of people that the anchor causes."""
        return self.posterior.anchor_share(np.log(np.maximum(people, _NOBODY)), series)

    def anchor_share(self, series: Series) -> float:
        """Return the share of a series' interval, by the last day, that the anchor causes."""
        return self.share_of(self.posterior.cumulative(series, self.end), series)

    def losses(self, *, increments: bool = False) -> Listing[LossRow]:
        """Return people lost by the end of each week, from the start on or in the week alone."""
        if increments:
            rows = self._weeks()
        else:
            rows = [row for one in self.series for row in self.curve(one)]
        return Listing(rows, LOSS_COLUMNS, lambda row: [loss_record(row, self.maker)])

    def arithmetic(self, end: dt.date | None = None) -> Listing[ArithmeticRow]:
        """Return what follows without any assumption, by the last day of claims or another."""
        rows = [
            arithmetic_row(layer_one(self.evidence, one, end or self.claims_of(one)[-1].end))
            for one in self.series
        ]
        return Listing(rows, ARITHMETIC_COLUMNS, lambda row: [arithmetic_record(row, self.maker)])

    def bias(self) -> Listing[BiasRow]:
        """Return each claimant's multiplier on each series; it rests on the anchor."""
        rows = [
            BiasRow(
                claimant=who,
                series=one,
                factor=interval_of(np.exp(self.posterior.bias(who, one))),
                anchor=self.anchor,
                anchor_share=self.posterior.anchor_share(self.posterior.bias(who, one), one),
                n_claims=self._n_told(who, one),
            )
            for one in self.series
            for who in self.telling(one)
        ]
        return Listing(rows, BIAS_COLUMNS, lambda row: [bias_record(row, self.maker)])

    def contrasts(self) -> Listing[ContrastRow]:
        """Return the ratio of claimants' multipliers on each series, pair by pair.

        It is identified where both name figures or ranges of the series and neither is a floor;
        one-sided figures alone leave it to the prior.
        """
        rows = [
            ContrastRow(
                claimant=a,
                other=b,
                series=one,
                ratio=interval_of(np.exp(found[a] - found[b])),
                is_identified={a, b} <= telling,
                anchor_share=self.posterior.anchor_share(found[a] - found[b], one),
            )
            for one in self.series
            for found in [self._log_biases(one)]
            for telling in [self._two_sided(one)]
            for a, b in combinations(self.telling(one), 2)
        ]
        return Listing(rows, CONTRAST_COLUMNS, lambda row: [contrast_record(row, self.maker)])

    def _two_sided(self, series: Series) -> set[str]:
        floors = {one.source for one in self.assumed if isinstance(one, Floor)}
        return {
            one.claimant
            for one in self.evidence.observations
            if one.series == series
            and one.low > 0
            and one.high is not None
            and not one.is_part
            and one.claimant not in floors
        }

    def shape(self) -> Listing[ShapeRow]:
        """Return which share of the count on the last day was reached by each week: identified."""
        rows = []
        for one in self.series:
            whole = self.posterior.cumulative(one, self.end)
            rows += [
                ShapeRow(
                    series=one,
                    start=self.evidence.start,
                    end=end,
                    share=interval_of(self.posterior.cumulative(one, end) / whole),
                )
                for end in self.ends
            ]
        return Listing(rows, SHAPE_COLUMNS, lambda row: [shape_record(row, self.maker)])

    def anchors(self, others: Iterable[AnyAnchor] | None = None) -> Listing[AnchorRow]:
        """Return the same counts under each anchor; fits again for each.

        Without ``others``: neutral, and each claimant in turn, by name.
        """
        rows = self._by_default if others is None else refits.under_anchors(self, tuple(others))
        return Listing(rows, ANCHOR_COLUMNS, lambda row: [anchor_record(row, self.maker)])

    def leave_one_out(self) -> Listing[LeftOutRow]:
        """Return the same counts without each claimant in turn; fits again for each."""
        rows = refits.without_each(self)
        return Listing(rows, LEFT_OUT_COLUMNS, lambda row: [left_out_record(row, self.maker)])

    def ppc(self) -> Listing[CheckRow]:
        """Return how each claimant's named figures lie in what the model expects of them."""
        told = [one for one in self.evidence.observations if _is_named(one)]
        rows = []
        logs = self.posterior.predict(told) if told else np.empty((0, 0))
        for who in sorted({one.claimant for one in told}):
            places = [place for place, one in enumerate(told) if one.claimant == who]
            said = np.log([told[place].point for place in places])
            middle, low, high = np.quantile(logs[:, places], _TAILS, axis=0)
            rows.append(
                CheckRow(
                    claimant=who,
                    n=len(places),
                    covered=float(np.mean((low <= said) & (said <= high))),
                    median_excess=float(np.exp(np.median(said - middle))),
                )
            )
        return Listing(rows, CHECK_COLUMNS, lambda row: [check_record(row, self.maker)])

    def checked(self, engine: Engine | None = None) -> "Estimate":
        """Return the same estimate by another engine, NUTS unless given, to hold beside this one.

        Raises :class:`CounterclaimError` if what it needs is not installed.
        """
        return self.with_(engine=engine or load_nuts())

    def report(self, path: str | os.PathLike[str]) -> None:
        """Write one page of HTML that needs nothing beside it.

        Raises :class:`InputError` if it cannot be written.
        """
        from counterclaim.api.report import write_report  # noqa: PLC0415  # loads matplotlib

        write_report(self, Path(path))

    def plot(self, path: str | os.PathLike[str], *, series: Series | None = None) -> None:
        """Draw the claims on a series, the first unless given, over the band of the model.

        Raises :class:`InputError` for an ending other than ``.svg`` and ``.png``.
        """
        from counterclaim.api.estimate_pictures import draw_counts  # noqa: PLC0415  # matplotlib
        from counterclaim.api.pictures import save_picture  # noqa: PLC0415  # as above

        save_picture(draw_counts(self, series or self.series[0]), Path(path))

    def to_arviz(self) -> object:
        """Return the draws as ArviZ's ``InferenceData``.

        Raises :class:`CounterclaimError` if ArviZ is not installed.
        """
        return refits.to_inference_data(self)

    def telling(self, series: Series) -> tuple[str, ...]:
        """Return the claimants who name figures for a whole series, by name."""
        told = {
            one.claimant
            for one in self.evidence.observations
            if one.series == series and is_telling(one) and one.end >= self.evidence.start
        }
        return tuple(sorted(told))

    def claims_of(self, series: Series) -> list[Observation]:
        """Return the figures of a series, by the last day counted."""
        return self._by_series.get(series, [])

    def with_(
        self,
        *,
        evidence: Evidence | None = None,
        anchors: Sequence[AnyAnchor] | None = None,
        engine: Engine | None = None,
    ) -> "Estimate":
        """Return the same estimate over other evidence, under other anchors or by an engine."""
        body = self.evidence if evidence is None else evidence
        return Estimate(
            body,
            self.assumed if anchors is None else anchors,
            settings=self.settings,
            engine=engine or self.engine,
            series=[one for one in self.series if one in body.series],
        )

    @cached_property
    def _by_series(self) -> dict[Series, list[Observation]]:
        found: dict[Series, list[Observation]] = {}
        for one in sorted(
            self.evidence.observations, key=lambda one: (one.end, one.claimant, one.id)
        ):
            found.setdefault(one.series, []).append(one)
        return found

    @cached_property
    def _by_default(self) -> list[AnchorRow]:
        return refits.under_anchors(self, refits.default_anchors(self))

    def curve(self, series: Series) -> list[LossRow]:
        """Return people lost in one series by the end of each week, from the start on."""
        start = self.evidence.start
        return [
            self._loss(series, start, end, self.posterior.cumulative(series, end))
            for end in self.ends
        ]

    def _weeks(self) -> list[LossRow]:
        step = dt.timedelta(days=self.settings.grid_days - 1)
        return [
            replace(
                self._loss(one, end - step, min(end, self.evidence.end), draws),
                low=None,
                best=None,
                high=None,
            )
            for one in self.series
            for end in self.posterior.ends
            for draws in [self.posterior.cumulative(one, min(end, self.end), end - step)]
        ]

    def _loss(self, series: Series, start: dt.date, end: dt.date, draws: Floats) -> LossRow:
        low, best, high = low_best_high(self.claims_of(series), start=start, on=end)
        until = [one for one in self.claims_of(series) if start <= one.end <= end]
        return LossRow(
            series=series,
            start=start,
            end=end,
            low=low,
            best=best,
            high=high,
            people=interval_of(draws),
            anchor=self.anchor,
            is_identified=False,
            anchor_share=self.share_of(draws, series),
            n_claims=sum(1 + len(one.repeats) for one in until),
            n_independent=len(until),
        )

    def _log_biases(self, series: Series) -> dict[str, Floats]:
        return {who: self.posterior.bias(who, series) for who in self.telling(series)}

    def _n_told(self, who: str, series: Series) -> int:
        return sum(
            1 + len(one.repeats)
            for one in self.evidence.observations
            if one.claimant == who and one.series == series
        )


def is_telling(one: Observation) -> bool:
    """Say whether a figure tells of its claimant's bias: no denial, no count of a part."""
    return not one.is_bound and not one.is_part and (one.high is not None or one.low > 0)


def interval_of(draws: Floats) -> Interval:
    """Return the median and the 90 % interval of draws ``(n_draws,)``.

    Raises :class:`EstimateError` where a draw is no number.

    >>> interval_of(np.arange(101.0))
    Interval(median=50.0, lo90=5.0, hi90=95.0)
    """
    refits.check_finite(draws)
    median, low, high = (float(value) for value in np.quantile(draws, _TAILS))
    return Interval(median=median, lo90=low, hi90=high)


def _is_named(one: Observation) -> bool:
    return is_telling(one) and one.value is not None and one.value > 0
