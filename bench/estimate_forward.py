"""Forecasts of Radford and others' rows: the model beside last values, trends and baselines.

Forward in time (fit to a day, foretell what is claimed after it), and each claimant's claims
foretold from the others'. Not here: the scores (``estimate/score.py``), the other forecasters
(``estimate/forecasts.py``). Invariant: all forecasters see the same claims and foretell the same.
"""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from counterclaim.estimate.anchors import Neutral
from counterclaim.estimate.fit import fit
from counterclaim.estimate.forecasts import make_forecasters
from counterclaim.estimate.observations import Evidence, Observation
from counterclaim.estimate.score import ScoreRow, forward, leave_one_source_out
from counterclaim.estimate.settings import Settings
from counterclaim.estimate.spreads import Forecaster
from estimate_radford import load_radford
from estimate_simulation import OURS
from estimate_tables import head, row, verdict
from made_truth import Reals

DAYS = (90, 180, 270)
AHEAD_DAYS = 60
N_DRAWS = 500
SEED = 0


def model_forecast(
    train: Evidence,
    targets: Sequence[Observation],
    rng: np.random.Generator,  # noqa: ARG001 - the fit has a seed of its own
) -> Reals:
    """Return draws of the logs of what claimants will say, by the model under Neutral."""
    return fit(train, [Neutral()], Settings(n_draws=N_DRAWS, seed=SEED)).predict(targets)


def report(path: Path, *, with_sources: bool) -> bool:
    """Print scores in Markdown, of claimants left out too if asked to; true if we are best."""
    evidence = load_radford(path)
    forecasters: dict[str, Forecaster] = {OURS: model_forecast, **make_forecasters()}
    begun = time.monotonic()
    days = [evidence.start + dt.timedelta(days=day - 1) for day in DAYS]
    rows = forward(evidence, days, forecasters, horizon_days=AHEAD_DAYS, seed=SEED)
    floors: list[tuple[str, bool]] = []
    for horizon in ("next", f"{AHEAD_DAYS} days"):
        ones = [one for one in rows if one.horizon == horizon]
        print(f"CRPS on the log scale, forward, {horizon}:\n")
        print("\n".join(_table(ones)), "\n")
        floors.append(_is_best(ones, f"forward, {horizon}"))
    print(f"{time.monotonic() - begun:.0f} s for {len(DAYS)} days\n")
    if with_sources:
        print("CRPS on the log scale, each claimant foretold from the others:\n")
        ones = leave_one_source_out(evidence, forecasters, seed=SEED)
        print("\n".join(_table(ones)), "\n")
    print("\n".join(verdict(name, is_held) for name, is_held in floors))
    return all(is_held for _, is_held in floors)


def _table(rows: Sequence[ScoreRow]) -> list[str]:
    """Return CRPS by split, with means over splits and over claims, coverage, ours over each."""
    splits = list(dict.fromkeys(one.split for one in rows if one.n))
    found = head(["Forecaster", *(f"{split} (n {_n(rows, split)})" for split in splits), "mean",
                  "by claim", "in 90 %", "in 50 %", "lean", "model to it"])  # fmt: skip
    means = _means(rows)
    for name in means:
        ones = [one for one in rows if one.forecaster == name and one.n]
        weights = [one.n for one in ones]
        figures = [*(one.crps for one in ones), means[name]]
        figures.append(float(np.average([one.crps for one in ones], weights=weights)))
        shares = [
            float(np.average([one.coverage90 for one in ones], weights=weights)),
            float(np.average([one.coverage50 for one in ones], weights=weights)),
        ]
        lean = float(np.average([one.bias for one in ones], weights=weights))
        cells = [f"{one:.4f}" for one in figures] + [f"{one:.2f}" for one in shares]
        ratio = means[OURS] / means[name]
        found.append(row([name, *cells, f"{lean:+.3f}", f"{ratio:.2f}"]))
    return found


def _means(rows: Sequence[ScoreRow]) -> Mapping[str, float]:
    """Return the mean CRPS over splits that have claims, by forecaster."""
    names = list(dict.fromkeys(one.forecaster for one in rows))
    return {
        name: float(np.mean([one.crps for one in rows if one.forecaster == name and one.n]))
        for name in names
    }


def _is_best(rows: Sequence[ScoreRow], words: str) -> tuple[str, bool]:
    means = _means(rows)
    best = min((name for name in means if name != OURS), key=lambda name: means[name])
    told = f"{words}: mean CRPS {means[OURS]:.4f}, below all others (best {best} {means[best]:.4f})"
    return told, means[OURS] < means[best]


def _n(rows: Sequence[ScoreRow], split: str) -> int:
    return next(one.n for one in rows if one.split == split)
