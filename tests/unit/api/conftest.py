"""What the tests of the front door share: an analytic posterior, and an estimate of two sides."""

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from counterclaim.api.estimated import Estimate
from counterclaim.estimate.anchors import Anchor, AnyAnchor, Neutral
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.observations import Evidence, LeftOut, Observation, Series
from counterclaim.estimate.settings import Settings


class LogNormal:
    """A small analytic posterior: counts rise evenly, each claimant's mean log figure is known.

    Under a neutral anchor the level is the mean of all claimants, spread by 0.4; under another it
    is that claimant's, spread by the anchor's sd.
    """

    def __init__(
        self, evidence: Evidence, anchors: Sequence[AnyAnchor], settings: Settings
    ) -> None:
        chance = np.random.default_rng(settings.seed)
        self.start, self.days = evidence.start, settings.grid_days
        n_weeks = -(-((evidence.end - evidence.start).days + 1) // self.days)
        step = dt.timedelta(days=self.days)
        self.ends = tuple(
            self.start + step * week - dt.timedelta(days=1) for week in range(1, n_weeks + 1)
        )
        self.diagnostics: dict[str, float | str] = {"converged": "yes"}
        self.gaps: dict[Series, Floats] = {}
        self.levels: dict[Series, Floats] = {}
        self.biases: dict[tuple[str, Series], Floats] = {}
        length = (self.ends[-1] - self.start).days + 1
        for series in evidence.series:
            told: dict[str, list[float]] = {}
            for one in evidence.observations:
                if one.series == series and one.point > 0:
                    share = ((one.end - self.start).days + 1) / length
                    told.setdefault(one.claimant, []).append(np.log(one.point / share))
            if not told:
                continue
            means = {
                who: np.mean(own) + chance.normal(0.0, 0.1, settings.n_draws)
                for who, own in sorted(told.items())
            }
            named = [one for one in anchors if isinstance(one, Anchor) and one.source in means]
            if named:
                level = means[named[0].source]
                self.spread = named[0].sd
            else:
                level, self.spread = np.mean(list(means.values()), axis=0), 0.4
            self.gaps[series] = -chance.normal(0.0, self.spread, settings.n_draws)
            level = level - self.gaps[series]
            self.levels[series] = level
            self.biases |= {(who, series): mean - level for who, mean in means.items()}

    def cumulative(self, series: Series, end: dt.date, start: dt.date | None = None) -> Floats:
        first = self.start if start is None else start
        length = (self.ends[-1] - self.start).days + 1
        return np.exp(self.levels[series]) * (((end - first).days + 1) / length)

    def increments(self, series: Series) -> Floats:
        week = np.exp(self.levels[series]) / len(self.ends)
        return np.repeat(week[:, np.newaxis], len(self.ends), axis=1)

    def bias(self, claimant: str, series: Series) -> Floats:
        return self.biases[claimant, series]

    def predict(self, observations: Sequence[Observation]) -> Floats:
        found = [
            np.log(self.cumulative(one.series, one.end)) + self.bias(one.claimant, one.series)
            for one in observations
        ]
        return np.stack(found, axis=1)

    def anchor_share(self, values: Floats, series: Series) -> float:
        rest = values + self.gaps[series]
        return max(0.0, 1.0 - float(np.std(rest) / np.std(values)))


START = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed", class_="military")


def observation(claimant: str, day: int, figure: int, **more: object) -> Observation:
    facts: dict[str, object] = {
        "id": f"{claimant}-{day}", "claimant": claimant, "series": KILLED, "low": figure,
        "high": figure, "value": figure, "start": START, "end": START + dt.timedelta(days=day - 1),
        "sentence": f"{claimant} said that {figure} soldiers were killed.",
    }  # fmt: skip
    return Observation(**(facts | more))


@pytest.fixture
def told() -> Callable[..., Observation]:
    """Return a function that makes an observation: claimant, day of the war, figure, more."""
    return observation


@pytest.fixture
def made_of() -> Callable[..., Estimate]:
    """Return a function that makes an estimate of observations with the analytic posterior."""

    def make(*told: Observation, anchors: Sequence[AnyAnchor] = (Neutral(),)) -> Estimate:
        evidence = Evidence(
            observations=tuple(told),
            start=START,
            n_claims=sum(1 + len(one.repeats) for one in told),
            left_out=(LeftOut(id="c-9", reason="it has no day"),),
            digest="ab12",
            origin="war.db",
        )
        return Estimate(evidence, anchors, engine=LogNormal)

    return make


@pytest.fixture
def two_sides(made_of: Callable[..., Estimate]) -> Estimate:
    """Return an estimate of one count: two sides over four weeks, a third party once."""
    return made_of(
        observation("Karsova", 7, 1000, claimant_party="QK"),
        observation("Karsova", 28, 4000, claimant_party="QK", repeats=("c-1", "c-2")),
        observation("Velmora", 14, 500, claimant_party="QV"),
        observation("Velmora", 28, 1000, claimant_party="QV"),
        observation("Observers", 28, 2000, low=2000, high=None, kind="at_least", value=None),
    )
