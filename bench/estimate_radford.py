"""Radford and others' coded reports, all series at once, against what they published.

The rows go through the audit of the project; nothing is tuned to them. Not here: the rows, which
are their authors' (PNAS 2023), nor what claims make an observation. Invariant: a ratio outside its
range is printed with the claims that decide it.
"""

import resource
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from counterclaim.errors import CounterclaimError
from counterclaim.estimate.anchors import Anchor, AnyAnchor, Neutral, label_of
from counterclaim.estimate.evidence_coded import evidence_of_coded
from counterclaim.estimate.fit import fit
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.posterior import Posterior
from counterclaim.estimate.running import is_running, tells_figure
from counterclaim.estimate.settings import MODEL_VERSION, Settings
from counterclaim.read.coded import read_coded
from counterclaim.read.mapping import load_map
from estimate_tables import head, row, verdict
from made_truth import Reals

N_SERIES = 30
ANCHOR_SD = 0.2
RU_KILLED = Series(side="RU", outcome="killed", class_="military")
UA_KILLED = Series(side="UA", outcome="killed", class_="military")
# Of Radford and others, table of the paper: people by day 365, multipliers of figures.
RU_RANGE = (38_670, 139_772)
RATIO_REACH = 0.25
WALL_S, PEAK_MB = 180.0, 2048.0


@dataclass(frozen=True, slots=True)
class Published:
    """Multipliers of two claimants on one series as published."""

    series: Series
    one: str
    other: str
    ratio: float


PUBLISHED = (
    Published(RU_KILLED, "Ukraine", "Russia", 1.94 / 0.28),
    Published(UA_KILLED, "Russia", "Ukraine", 4.33 / 0.99),
)


def load_radford(path: Path) -> Evidence:
    """Return the evidence of the table, audited."""
    return evidence_of_coded(read_coded(path, load_map("radford2023")))


def deaths(posterior: Posterior, evidence: Evidence) -> Reals:
    """Return draws of Russian military killed by the last day of the evidence."""
    return posterior.cumulative(RU_KILLED, evidence.end)


def ratio_of(posterior: Posterior, published: Published) -> tuple[float, float, float]:
    """Return the median and 90 % interval of the ratio of two multipliers."""
    logs = posterior.bias(published.one, published.series)
    logs = logs - posterior.bias(published.other, published.series)
    low, middle, high = np.exp(np.quantile(logs, [0.05, 0.5, 0.95])).tolist()
    return middle, low, high


def peak_mb() -> float:
    """Return the most memory that this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform == "linux" else 1024 * 1024)


def report(path: Path, *, with_claims: bool) -> bool:
    """Print everything in Markdown, every claim behind a missed ratio if asked to.

    Returns whether all floors are held.
    """
    wall, cpu = time.monotonic(), time.process_time()
    evidence = load_radford(path)
    posterior = fit(evidence, [Neutral()], Settings())
    wall, cpu, peak = time.monotonic() - wall, time.process_time() - cpu, peak_mb()
    people = deaths(posterior, evidence)
    held: list[tuple[str, bool]] = [
        (f"{len(evidence.series)} series jointly, {N_SERIES} wanted",
         len(evidence.series) == N_SERIES),
        (f"wall {wall:.1f} s, {WALL_S:g} at most", wall <= WALL_S),
        (f"peak memory {peak:.0f} MB, {PEAK_MB:g} at most", peak <= PEAK_MB),
        (f"{RU_KILLED.label} by {evidence.end}: {np.median(people):,.0f} in "
         f"{RU_RANGE[0]:,} to {RU_RANGE[1]:,}",
         RU_RANGE[0] <= float(np.median(people)) <= RU_RANGE[1]),
    ]  # fmt: skip
    print(f"Model {MODEL_VERSION}, seed {posterior.seed}, {evidence.n_claims} claims, "
          f"{len(evidence.observations)} observations, {len(evidence.left_out)} left out by the "
          f"audit, {len(evidence.series)} series, {len(evidence.claimants)} claimants; "
          f"{evidence.start} to {evidence.end}.\n\nWall {wall:.1f} s, CPU {cpu:.1f} s, peak "
          f"{peak:.0f} MB, reading and audit included.\n")  # fmt: skip
    print("\n".join(f"- {name}: {value}" for name, value in posterior.diagnostics.items()), "\n")
    print("\n".join(_levels([("neutral", people)])), "\n")
    print("\n".join(_ratios(posterior, held)), "\n")
    print("\n".join(_anchors(evidence, people)), "\n")
    for one in PUBLISHED:
        middle, _, _ = ratio_of(posterior, one)
        if not _is_near(middle, one.ratio):
            print("\n".join(_deciding(evidence, one)), "\n")
            if with_claims:
                print("\n".join(_claims(evidence, one)), "\n")
    print("\n".join(verdict(name, is_held) for name, is_held in held))
    return all(is_held for _, is_held in held)


def _levels(rows: Iterable[tuple[str, Reals]]) -> list[str]:
    names = ["Anchor", "median", "mean", "90 % from", "to", "95 % from", "to"]
    found = head(names)
    for name, people in rows:
        low, lowest, high, highest = np.quantile(people, [0.05, 0.025, 0.95, 0.975]).tolist()
        figures = (np.median(people), np.mean(people), low, high, lowest, highest)
        found.append(row([name, *(f"{one:,.0f}" for one in figures)]))
    return found


def _ratios(posterior: Posterior, held: list[tuple[str, bool]]) -> list[str]:
    """Return the table of ratios of multipliers, and add to the floors."""
    found = head(["Ratio of multipliers", "median", "90 % from", "to", "of lasting parts",
                  "published"])  # fmt: skip
    for one in PUBLISHED:
        middle, low, high = ratio_of(posterior, one)
        lasting = posterior.lasting_bias(one.one, one.series)
        lasting = np.exp(np.median(lasting - posterior.lasting_bias(one.other, one.series)))
        name = f"{one.one} / {one.other} on {one.series.label}"
        figures = [f"{figure:.2f}" for figure in (middle, low, high, lasting, one.ratio)]
        found.append(row([name, *figures]))
        words = f"{name}: {middle:.2f} within {RATIO_REACH:.0%} of {one.ratio:.2f}"
        held.append((words, _is_near(middle, one.ratio)))
    for series in (RU_KILLED, UA_KILLED):
        for source, number in posterior.design.pairs:
            if posterior.design.claimed[number] == series:
                name = posterior.design.sources[source]
                logs = np.exp(np.quantile(posterior.bias(name, series), [0.5, 0.05, 0.95]))
                figures = [f"{one:.2f}" for one in logs.tolist()]
                lasting = np.exp(np.median(posterior.lasting_bias(name, series)))
                found.append(row([f"{name} alone on {series.label}, neutral", *figures,
                                  f"{lasting:.2f}", ""]))  # fmt: skip
    return found


def _anchors(evidence: Evidence, neutral: Reals) -> list[str]:
    """Return the level under each anchor: every claimant taken as right in turn."""
    rows = [(label_of([Neutral()]), neutral)]
    failed: list[str] = []
    for claimant in evidence.claimants:
        anchors: Sequence[AnyAnchor] = [Anchor(source=claimant, sd=ANCHOR_SD)]
        try:
            rows.append((label_of(anchors), deaths(fit(evidence, anchors, Settings()), evidence)))
        except CounterclaimError as error:
            failed.append(f"- {label_of(anchors)}: {error}")
    return [*_levels(rows), *([""] if failed else []), *failed]


def _deciding(evidence: Evidence, published: Published) -> list[str]:
    """Return each figure of whoever has fewer beside the other's of the nearest day."""
    pair = (published.one, published.other)
    ours = {name: _running(evidence, published.series, name) for name in pair}
    fewer, more = sorted(pair, key=lambda name: (len(ours[name]), name))
    names = ["Row", "day", f"{fewer} says", "row", "day", f"{more} says", " / ".join(pair)]
    found = [f"All running counts of {fewer} on {published.series.label}, each beside that of "
             f"{more} of the nearest day (published: {published.one} / {published.other} "
             f"{published.ratio:.2f}):", "", *head(names)]  # fmt: skip
    ratios = []
    for one in ours[fewer]:
        other = min(ours[more], key=lambda other: (abs(other.end - one.end), other.end, other.id))
        ratio = one.point / other.point
        ratios.append(ratio if fewer == published.one else 1.0 / ratio)
        found.append(row([*_told(one, evidence), *_told(other, evidence), f"{ratios[-1]:.2f}"]))
    found.append(row(["median", "", "", "", "", "", f"{np.median(ratios):.2f}"]))
    return found


def _running(evidence: Evidence, series: Series, claimant: str) -> list[Observation]:
    ours = [
        one
        for one in evidence.observations
        if (one.series, one.claimant) == (series, claimant)
        and tells_figure(one)
        and is_running(one, evidence.start)
    ]
    return sorted(ours, key=lambda one: (one.end, one.id))


def _told(one: Observation, evidence: Evidence) -> tuple[str, int, str]:
    return one.id.removeprefix("row "), (one.end - evidence.start).days + 1, _figure(one)


def _claims(evidence: Evidence, published: Published) -> list[str]:
    """Return every claim of the two, in the order of days."""
    pair = (published.one, published.other)
    ours = [
        one
        for one in evidence.observations
        if one.series == published.series and one.claimant in pair
    ]
    found = [f"All claims of {' and '.join(pair)} on {published.series.label}:", ""]
    found += head(["Row", "day", "figure", "days counted", "claimant", "said again in"])
    for one in sorted(ours, key=lambda one: (one.end, one.id)):
        found.append(row([*_told(one, evidence), one.n_days, one.claimant, len(one.repeats)]))
    return found


def _figure(one: Observation) -> str:
    bounds = f"{one.low:,} to {'…' if one.high is None else f'{one.high:,}'}"
    words = bounds if one.value is None or one.low != one.high else f"{one.value:,}"
    marks = [mark for mark, is_so in (("part", one.is_part), ("bound", one.is_bound)) if is_so]
    return ", ".join([words, *marks])


def _is_near(found: float, wanted: float) -> bool:
    return abs(found / wanted - 1.0) <= RATIO_REACH
