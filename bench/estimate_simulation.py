"""Made wars estimated: which intervals hold the truth, and how far counts are off, set by set.

One set is one war of ``made_wars.py``, its claims folded as a ledger's are (``fold_all``), one fit.
Each set is one line of JSON, so that a run can be stopped and gone on with. Not here: tables of the
lines (``estimate_tables.py``). Invariant: baselines see the same claims and are scored on the same
cells; a set that fails is a line that names the failure.
"""

import datetime as dt
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.errors import CounterclaimError
from counterclaim.estimate.anchors import AnyAnchor, Neutral
from counterclaim.estimate.baselines import BASELINES, cell_ends
from counterclaim.estimate.fit import fit
from counterclaim.estimate.observations import Evidence, Series
from counterclaim.estimate.posterior import Posterior
from counterclaim.estimate.repeats import fold_all
from counterclaim.estimate.running import running_counts
from counterclaim.estimate.settings import Settings
from estimate_version import version_of_code
from made_truth import Reals
from made_wars import START, MadeWar, Size, make_war

N_DRAWS = 500
CELL_DAYS = 30  # counts are scored at the ends of these ...
BIN_DAYS = (6, 30)  # ... and baselines get bins of both widths, since either may suit them better
SHARES = (0.25, 0.5, 0.75)  # of the days, at which the shape of the curve is scored
N_MOVED = 50  # sets under the wrong anchor that are fitted under Neutral too
OURS = "model"
VERSION = version_of_code()  # of the code as it was loaded, also if files change meanwhile

Interval = list[float]  # is the truth in the 90 %, in the 50 % interval; width; error of the median
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One set to be made and fitted."""

    scenario: str
    seed: int
    size: Size = Size.SMALL


def simulate(tasks: Sequence[Task], out: Path, *, workers: int) -> Iterator[Line]:
    """Yield the lines of the tasks that ``out`` does not hold yet, each written before it is told.

    Lines of another version of the model count as not there, and stay.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    done = {(line["scenario"], line["seed"], line["size"]) for line in load_lines(out)}
    left = [one for one in tasks if (one.scenario, one.seed, one.size.name) not in done]
    text = out.read_text(encoding="utf-8") if out.exists() else ""
    with out.open("a", encoding="utf-8") as file, Pool(workers) as pool:
        if text and not text.endswith("\n"):  # stopped in the middle of a line
            file.write("\n")
        for line in pool.imap_unordered(run_set, left):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            yield line


def load_lines(path: Path) -> list[Line]:
    """Return the lines of this version of the model, without one that was cut off."""
    found = []
    for text in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            continue
        if line["version"] == VERSION:
            found.append(line)
    return found


def run_set(task: Task) -> Line:
    """Return what is told of one set; ``failed`` names what went wrong, if anything did."""
    line: Line = {
        "scenario": task.scenario,
        "seed": task.seed,
        "size": task.size.name,
        "version": VERSION,
    }
    try:
        return line | _scored(task)
    except (CounterclaimError, ArithmeticError, ValueError, LookupError, RuntimeError) as error:
        return line | {"failed": f"{type(error).__name__}: {error}"}


def _scored(task: Task) -> Line:
    war = make_war(task.scenario, task.seed, task.size)
    folded = tuple(fold_all(war.raw))
    evidence = replace(war.evidence, observations=folded)
    posterior, cpu_s = _fitted(evidence, war.anchors)
    line: Line = {
        "n_claims": len(folded),
        "cpu_s": round(cpu_s, 2),
        "effective_points": round(float(posterior.diagnostics["effective points"]), 2),
        "modes_not_found": posterior.diagnostics["modes not found"],
        "scales_settled": posterior.diagnostics["scales settled"],
        **score_intervals(posterior, war),
        "squares": score_cells(posterior, evidence, war),
    }
    if task.scenario == "wrong_anchor" and task.seed < N_MOVED:
        neutral, _ = _fitted(evidence, [Neutral()])
        last = _last_day(war)
        line["moved_by"] = [
            _log_median(posterior, one, last) - _log_median(neutral, one, last) for one in war.truth
        ]
    return line


def _fitted(evidence: Evidence, anchors: Sequence[AnyAnchor]) -> tuple[Posterior, float]:
    begun = time.process_time()
    posterior = fit(evidence, anchors, Settings(n_draws=N_DRAWS))
    return posterior, time.process_time() - begun


def score_intervals(posterior: Posterior, war: MadeWar) -> dict[str, list[Interval]]:
    """Return the intervals of level, shape and contrasts against the truth of a war.

    ``level``: log total of each series; ``shape``: log of the share of it that is reached by the
    ends of weeks nearest to a quarter, half and three quarters of the days; ``contrast``: log ratio
    of the multipliers of each pair of claimants who are heard of a series.
    """
    found: dict[str, list[Interval]] = {"level": [], "shape": [], "contrast": []}
    last = _last_day(war)
    for series, truth in war.truth.items():
        total = np.log(posterior.cumulative(series, last))
        found["level"].append(held(total, float(np.log(truth.sum()))))
        for share in SHARES:
            n_days = max(1, round(share * len(truth) / 7)) * 7
            by_then = posterior.cumulative(series, START + dt.timedelta(days=n_days - 1))
            # A series without losses by then has no log share; half a person stands for none.
            true = float(np.log(max(truth[:n_days].sum(), 0.5) / truth.sum()))
            found["shape"].append(held(np.log(by_then) - total, true))
        for one, other in combinations(_heard(posterior, series), 2):
            draws = posterior.bias(one, series) - posterior.bias(other, series)
            true = war.bias_at_claims(one, series) - war.bias_at_claims(other, series)
            found["contrast"].append(held(draws, true))
    return found


def held(draws: Reals, true: float) -> Interval:
    """Return whether the central 90 and 50 % of draws hold a truth, their width, their error.

    >>> held(np.arange(101.0), 97.0)
    [0.0, 0.0, 90.0, -47.0]
    """
    low, lower, middle, upper, high = np.quantile(draws, [0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
    is_in = [float(low <= true <= high), float(lower <= true <= upper)]
    return [*is_in, round(high - low, 5), round(middle - true, 5)]


def score_cells(posterior: Posterior, evidence: Evidence, war: MadeWar) -> dict[str, list[float]]:
    """Return squared errors of log counts at the ends of cells, of the model and each baseline.

    The cells are those 30 days of a series in which some claimant has a running count: where
    there is none, truth discovery has no object.
    """
    last = _last_day(war)
    ends = cell_ends(START, last, days=CELL_DAYS)
    places = sorted(_claimed_cells(evidence, ends), key=lambda place: (place[0].order, place[1]))
    true = {series: np.cumsum(truth) for series, truth in war.truth.items()}
    goals = np.array([_log_true(true[series], ends[cell]) for series, cell in places])
    logs = {OURS: [_log_median(posterior, series, ends[cell]) for series, cell in places]}
    for width in BIN_DAYS:
        bins = cell_ends(START, last, days=width)
        for name, baseline in BASELINES.items():
            counts = baseline(evidence, bins)
            found = [counts[series][bins.index(ends[cell])] for series, cell in places]
            logs[f"{name} {width} days"] = np.log(found).tolist()
    return {name: np.round((ones - goals) ** 2, 6).tolist() for name, ones in logs.items()}


def _claimed_cells(evidence: Evidence, ends: Sequence[dt.date]) -> set[tuple[Series, int]]:
    days = [(end - evidence.start).days + 1 for end in ends]
    tracks = running_counts(evidence)
    return {
        (series, int(cell))
        for (_, series), track in tracks.items()
        for cell in np.searchsorted(days, track.days)
    }


def _log_true(running: Iterable[int], end: dt.date) -> float:
    return float(np.log(max(float(np.asarray(running)[(end - START).days]), 0.5)))


def _log_median(posterior: Posterior, series: Series, end: dt.date) -> float:
    return float(np.log(np.median(posterior.cumulative(series, end))))


def _last_day(war: MadeWar) -> dt.date:
    return START + dt.timedelta(days=max(len(truth) for truth in war.truth.values()) - 1)


def _heard(posterior: Posterior, series: Series) -> list[str]:
    """Return the claimants whose bias on a series the model has, by name."""
    design = posterior.design
    number = design.claimed.index(series)
    return sorted(design.sources[source] for source, one in design.pairs if one == number)
