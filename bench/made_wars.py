"""Made wars: claims of eight invented sources on losses that are known, to calibrate an estimator.

    python bench/made_wars.py [SCENARIO] [SEED]

prints a sample. Not here: the losses (``made_truth.py``) and every estimator: nothing of a model
is used. Invariant: one seed, one war; every claim is an ``Observation`` as the engine makes it.
"""

import datetime as dt
import sys
import zlib
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from counterclaim.estimate.anchors import Anchor, AnyAnchor, Neutral
from counterclaim.estimate.observations import Evidence, Observation, Series
from made_truth import Counts, Reals, daily_losses

START = dt.date(2031, 3, 1)
SIDES = ("QV", "QK")
SCENARIOS = ("clean", "strategic", "right_anchor", "wrong_anchor", "copies", "drift")
ANCHOR_SD = 0.2
UNDERCOUNT = -0.65  # of the wrong anchor: it sees about half
# Clean: a left-skewed law of mean 0; sd 0.52 by source and side, 0.3 by source and series: 0.6.
SKEW_SHAPE, SIDE_PART, SERIES_PART = 4.0, 0.52, 0.3
OUTCOME_TILT = {"killed": 0.0, "wounded": 0.1, "captured": -0.1}  # fixed scenarios, of all sources
DRIFT_SD, DRIFT_DAYS, DRIFT_SHARED = 0.25, 60.0, 0.6  # share of the variance common to a source
ERROR_SD, ERROR_FREEDOM = 0.06, 3.0  # of a figure off a source's own list; Student, heavy tails
FRESH_SD = 0.22  # of an estimate that is made anew each time
DAILY_SHAPE = 4.0  # gamma of mean 1: a day's own report is off by half
WANDER_SD, WANDER_DAYS = 0.15, 20.0  # error of a list that lasts for weeks
CORRECTION = 1 / 60  # chance a day that a list is gone through again and half its error mended
GROSS = 0.02  # claims with a digit dropped or another outcome's figure
P_WINDOW = (0.22, 0.30)  # daily 22 %, weekly 8 %, cumulative the rest
KINDS = ("exact", "more than", "at least", "up to", "range")
P_KINDS = (0.62, 0.12, 0.09, 0.05, 0.12)
P_FOLLOWED, P_MORE = 0.6, 0.3  # copies: a claim is followed; by one more each time
P_COPY = (0.5, 0.75)  # grouped already, then a stale repeat, then passed on by another claimant


class Size(Enum):
    """Days, outcomes and claims of a war."""

    FULL = (365, ("killed", "wounded", "captured"), 2000)
    SMALL = (180, ("killed", "wounded"), 400)


@dataclass(frozen=True, slots=True)
class Source:
    """How one claimant counts; ``active`` are shares of the war, ``bias`` by side QV, QK."""

    name: str
    party: str | None
    share: float
    bias: tuple[float, float]
    is_fresh: bool = False
    lag: int = 0
    active: tuple[float, float] = (0.0, 1.0)


# Each side hides its own and overstates the other's, by unequal amounts; no two are mirror images.
SOURCES = (
    Source("Government of Velmora", "QV", 0.42, (-0.55, 0.5)),
    Source("Government of Karsova", "QK", 0.16, (0.8, -0.9)),
    Source("Velmora health institute", "QV", 0.07, (-0.3, 0.25), lag=2, active=(0.1, 1.0)),
    Source("Karsova staff college", "QK", 0.05, (0.45, -0.5), active=(0.0, 0.7)),
    Source("Government of Ostrana", None, 0.10, (-0.1, 0.2), is_fresh=True),
    Source("Council of Nations", None, 0.08, (0.0, 0.0), lag=5),
    Source("Open Ledger investigators", None, 0.07, (-0.2, -0.15), lag=10, active=(0.25, 1.0)),
    Source("Meridian News count", None, 0.05, (0.1, -0.1), is_fresh=True, lag=1),
)
ANCHORED = "Council of Nations"
Key = tuple[str, Series]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWar:
    """A war and what was said; ``log_bias`` has means, ``bias_paths`` shape (n_days,) under drift.

    ``evidence`` holds ``raw``, as a ledger would deliver it; ``is_copy`` is true where an entry
    of ``raw`` tells nothing new.
    """

    evidence: Evidence
    truth: dict[Series, Counts]
    log_bias: dict[Key, float]
    bias_paths: dict[Key, Reals]
    anchors: tuple[AnyAnchor, ...]
    raw: tuple[Observation, ...]
    is_copy: tuple[bool, ...]

    def bias_at_claims(self, claimant: str, series: Series) -> float:
        """Return the mean over the pair's own claims of the true log multiplier on their windows.

        On a window it is the log of what the source would count without error over the truth. The
        mean log multiplier is returned where there is no claim.
        """
        path, truth = self.bias_paths[claimant, series], self.truth[series]
        found = []
        for one, is_copy in zip(self.raw, self.is_copy, strict=True):
            if is_copy or (one.claimant, one.series) != (claimant, series):
                continue
            days = slice((one.start - START).days, (one.end - START).days + 1)
            weights = truth[days] + 1e-9  # a day without losses still has a bias
            found.append(float(np.log(np.average(np.exp(path[days]), weights=weights))))
        return float(np.mean(found)) if found else self.log_bias[claimant, series]


def _wander(rng: np.random.Generator, n_days: int, sd: float, days: float) -> Reals:
    """Return a path of mean 0 that forgets over ``days``, started from its own law."""
    keep = np.exp(-1 / days)
    steps, path = rng.normal(0.0, sd, n_days), np.empty(n_days)
    path[0] = steps[0]
    for day in range(1, n_days):
        path[day] = keep * path[day - 1] + np.sqrt(1 - keep**2) * steps[day]
    return path


def _biases(rng: np.random.Generator, scenario: str, all_series: list[Series]) -> dict[Key, float]:
    biases: dict[Key, float] = {}
    # A right anchor holds over wars: the source is off by its sd, not by nought.
    right = float(rng.normal(0.0, ANCHOR_SD)) if scenario == "right_anchor" else 0.0
    for source in SOURCES:
        drawn = -SIDE_PART * (rng.gamma(SKEW_SHAPE, size=2) - SKEW_SHAPE) / np.sqrt(SKEW_SHAPE)
        for series in all_series:
            side = SIDES.index(series.side or "")
            if scenario == "clean":
                bias = float(drawn[side] + rng.normal(0.0, SERIES_PART))
            elif source.name == ANCHORED:
                bias = UNDERCOUNT if scenario == "wrong_anchor" else right
            else:
                bias = source.bias[side] + OUTCOME_TILT[series.outcome]
            biases[source.name, series] = bias
    return biases


def _own_list(rng: np.random.Generator, truth: Counts, path: Reals) -> Reals:
    """Return a source's own counts by day: biased, noisy, mended now and then."""
    n_days = len(truth)
    honest = truth * np.exp(path)
    noise = rng.gamma(DAILY_SHAPE, 1 / DAILY_SHAPE, n_days)
    own = honest * noise * np.exp(_wander(rng, n_days, WANDER_SD, WANDER_DAYS))
    for day in np.flatnonzero(rng.random(n_days) < CORRECTION):
        missing = (honest[: day + 1].sum() - own[: day + 1].sum()) / 2
        own[day] += max(missing, -0.9 * own[day])  # lists are seldom cut below what was said
    return np.asarray(own, dtype=np.float64)


def _rounded(rng: np.random.Generator, figure: float) -> int:
    """Return a figure as people say it: small ones in full, big ones to 10, 100 or 1,000."""
    grain = 1
    if rng.random() < (0.2 if figure < 100 else 0.5):
        grain = 5 if figure < 100 else 10 if figure < 1000 else 100 if figure < 10_000 else 1000
    return max(0, round(figure / grain) * grain)


def _bounds(rng: np.random.Generator, value: int) -> tuple[str, int, int | None, int | None]:
    """Return kind, low, high and value of a claim in one of the ways people hedge."""
    kind = str(rng.choice(KINDS, p=P_KINDS))
    if kind == "more than":
        return kind, value + 1, None, value
    if kind == "at least":
        return kind, value, None, value
    if kind == "up to" and value:
        return kind, 0, value, value
    if kind == "range" and value >= 10:
        half = rng.uniform(0.05, 0.25)
        return kind, _rounded(rng, value * (1 - half)), _rounded(rng, value * (1 + half)), None
    return "exact", value, value, value


def _claim(rng: np.random.Generator, source: Source, series: Series, lists: dict[Key, Reals],
           fair: dict[Key, Reals]) -> Observation:  # fmt: skip
    n_days = len(fair[source.name, series])
    first, last = (int(part * (n_days - 1)) for part in source.active)
    said = int(rng.integers(max(first, source.lag), last + 1))
    end, window = said - source.lag, rng.random()
    start = end if window < P_WINDOW[0] else max(0, end - 6) if window < P_WINDOW[1] else 0
    told = series
    is_gross = rng.random() < GROSS
    if is_gross and rng.random() < 0.5:  # killed told for wounded, or the other way
        told = replace(series, outcome="wounded" if series.outcome == "killed" else "killed")
    counts = fair if source.is_fresh else lists
    figure = float(counts[source.name, told][start : end + 1].sum())
    sd = FRESH_SD if source.is_fresh else 0.0 if start == 0 else ERROR_SD
    figure *= float(np.exp(sd * rng.standard_t(ERROR_FREEDOM)))
    if is_gross and told == series:
        figure = figure // 10
    kind, low, high, value = _bounds(rng, _rounded(rng, figure))
    day = START + dt.timedelta(days=end)
    return Observation(id="", claimant=source.name, series=series, low=low, high=high, value=value,
        kind=kind, start=START + dt.timedelta(days=start), end=day, claimant_party=source.party,
        said_on=START + dt.timedelta(days=said), source=source.name)  # fmt: skip


def _copies(rng: np.random.Generator, one: Observation, last: dt.date) -> list[Observation]:
    """Return a claim, then what was made of it: exact copies inside it, the others beside it."""
    made, repeats = [one], list[str]()
    chance = P_FOLLOWED
    while rng.random() < chance:
        chance, way, later = P_MORE, rng.random(), dt.timedelta(days=int(rng.integers(1, 15)))
        said = (one.said_on or one.end) + later
        if way < P_COPY[0] or one.end + later > last:
            repeats.append(f"{one.id}r{len(repeats)}")
        elif way < P_COPY[1]:  # the old figure told as today's
            end = one.end + later
            start = one.start if one.start == START else one.start + later
            stale = replace(one, id=f"{one.id}s{len(made)}", start=start, end=end, said_on=said)
            made.append(stale)
        else:
            other = SOURCES[int(rng.integers(len(SOURCES)))]
            if other.name != one.claimant:
                made.append(replace(one, id=f"{one.id}p{len(made)}", claimant=other.name,
                    claimant_party=other.party, said_on=said, source=other.name))  # fmt: skip
    made[0] = replace(one, repeats=tuple(repeats))
    return made


def make_war(scenario: str, seed: int, size: Size) -> MadeWar:
    """Return one war with its claims; ``size`` counts claims before copies."""
    if scenario not in SCENARIOS:
        raise ValueError(f"{scenario}: the scenarios are {', '.join(SCENARIOS)}")
    rng = np.random.default_rng([seed, zlib.crc32(scenario.encode())])
    n_days, outcomes, n_claims = size.value
    truth: dict[Series, Counts] = {}
    for side in SIDES:
        names = [Series(side=side, outcome=outcome) for outcome in outcomes]
        truth |= zip(names, daily_losses(rng, n_days, list(outcomes)), strict=True)
    biases = _biases(rng, scenario, list(truth))
    paths, lists, fair = dict[Key, Reals](), dict[Key, Reals](), dict[Key, Reals]()
    own, common = DRIFT_SD * np.sqrt([1 - DRIFT_SHARED, DRIFT_SHARED])
    shared = {source.name: _wander(rng, n_days, common, DRIFT_DAYS) for source in SOURCES}
    for key, bias in biases.items():
        drift = shared[key[0]] + _wander(rng, n_days, own, DRIFT_DAYS)
        paths[key] = bias + (drift if scenario == "drift" else np.zeros(n_days))
        fair[key] = truth[key[1]] * np.exp(paths[key])
        lists[key] = _own_list(rng, truth[key[1]], paths[key])
    raw: list[Observation] = []
    is_copy: list[bool] = []
    shares, all_series = [source.share for source in SOURCES], list(truth)
    for number in range(n_claims):
        source = SOURCES[int(rng.choice(len(SOURCES), p=shares))]
        series = all_series[int(rng.integers(len(all_series)))]
        one = replace(_claim(rng, source, series, lists, fair), id=f"c{number:04d}")
        last = START + dt.timedelta(days=n_days - 1)
        made = _copies(rng, one, last) if scenario == "copies" else [one]
        raw += made
        is_copy += [False] + [True] * (len(made) - 1)
    is_anchored = scenario in ("right_anchor", "wrong_anchor")
    anchor: AnyAnchor = Anchor(source=ANCHORED, sd=ANCHOR_SD) if is_anchored else Neutral()
    n_told = sum(1 + len(one.repeats) for one in raw)
    return MadeWar(
        evidence=Evidence(observations=tuple(raw), start=START, n_claims=n_told, origin="made"),
        truth=truth, log_bias=biases, bias_paths=paths, anchors=(anchor,), raw=tuple(raw),
        is_copy=tuple(is_copy),
    )  # fmt: skip


def main() -> None:
    """Print 20 claims and a truth curve."""
    scenario = sys.argv[1] if len(sys.argv) > 1 else "strategic"
    war = make_war(scenario, int(sys.argv[2]) if len(sys.argv) > 2 else 1, Size.SMALL)
    for one in war.raw[:20]:
        high = "" if one.high is None else one.high
        print(f"{one.claimant:27} {one.series.label:13} {one.start} {one.end} {one.kind:9} "
              f"{one.low}..{high}")  # fmt: skip
    for series, counts in war.truth.items():
        print(series.label, "by week:", *np.add.reduceat(counts, range(0, len(counts), 7)))


if __name__ == "__main__":
    main()
