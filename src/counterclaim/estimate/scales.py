"""Hyper-parameters: how far walks step, biases spread, errors drift and figures scatter.

Each scale has a prior; from there it climbs to the largest marginal likelihood, by steps in the
manner of MacKay whose traces come from draws with one fixed seed. Not here: the integral over the
scales (``fit.py``). Invariant: no scale leaves ``LEAST`` to ``MOST``, so that no source is ever
taken to be exact.
"""

import math
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.newton import MAX_STEPS, Factor, Mode, Newton, Scales
from counterclaim.estimate.prior import HEAVY

# Half-normal priors on the log scale, by group of prior rows: most walks step by less than a third
# a week, most governments are within a factor of four of each other.
PRIORS = {
    "own": 0.2,
    "shared": 0.3,
    "wander": 0.15,
    "drift": 0.15,
    "tally": 0.3,
    "source": 0.5,
    "side": 0.7,
    "series": 0.4,
    "lump": 1.0,
    "slip": 0.7,
}
# Log-normal priors: of the middle of the sources' noises, and of each about that middle.
# Log-normal priors: of the middle of the sources' noises, and of each about that middle.
# These hold back from nought (Chung and others 2013): figures of one source always share errors,
# and where data are few the likeliest scale of such errors is too small.
POWER = float(__import__("os").environ.get("PW", "2"))
NEVER_NOUGHT = ("wander", "drift", "tally")
NOISE_MEDIAN, NOISE_DOUBT, NOISE_SPREAD = 0.1, 1.0, 0.7
LEAST, MOST = 0.02, 3.0
FIXED = {"level": 1.0, "common": 1.0, "anchored": 1.0, "floor": 1.0}
N_PROBES = 48  # draws that a trace is taken from, where the exact one takes too long
EXACT = 1500  # unknowns up to which traces are exact
MAX_ROUNDS = 30
FEW_STEPS = 8  # towards the mode in each round: the scales move it anyway
STILL = 0.02  # largest move, in logs, of the scales at which they have settled
FLAT = 0.02  # or the rise of the log posterior over two rounds under which moves are idle
_INFORMATION = 8.0 / 7.0  # of one exact figure about the log of its scale, 4 degrees of freedom


@dataclass(frozen=True, slots=True)
class Settled:
    """Scales with the mode under them, and how the search ended."""

    scales: Scales
    mode: Mode
    rounds: int
    has_settled: bool

    @property
    def log_posterior(self) -> float:
        """The log of marginal likelihood times prior of the scales, up to a constant."""
        return self.mode.log_evidence + log_prior(self.scales)


def first_scales(newton: Newton) -> Scales:
    """Return the scales at which a search begins."""
    groups = {
        name: PRIORS.get(name, 0.0) * 0.6 or FIXED[name] for name in newton.model.prior.groups
    }
    noise = np.full(len(newton.model.design.sources), NOISE_MEDIAN)
    return Scales(
        groups=groups,
        lump=PRIORS["lump"] * 0.5,
        slip=PRIORS["slip"] * 0.5,
        noise=noise,
        usual_noise=NOISE_MEDIAN,
    )


def log_prior(scales: Scales) -> float:
    """Return the log prior density of the logs of the scales."""
    total = sum(
        math.log(value) - 0.5 * (value / PRIORS[name]) ** 2
        for name, value in (*scales.groups.items(), ("lump", scales.lump), ("slip", scales.slip))
        if name in PRIORS
    )
    away = np.log(scales.noise / scales.usual_noise) / NOISE_SPREAD
    doubt = math.log(scales.usual_noise / NOISE_MEDIAN) / NOISE_DOUBT
    return total - 0.5 * float(np.sum(away**2)) - 0.5 * doubt**2


def settle(newton: Newton, x: Floats, scales: Scales, *, seed: int) -> Settled:
    """Return the scales of largest marginal likelihood, from a first guess of both."""
    rng = np.random.default_rng(seed)
    probes: Floats | None = None
    has_settled = False
    rounds, heights = 0, [-math.inf, -math.inf]
    guide: Factor | None = None
    while rounds < MAX_ROUNDS and not has_settled:
        mode = newton.mode(
            x, scales, guide=guide, max_steps=MAX_STEPS if guide is None else FEW_STEPS
        )
        guide = mode.factor
        x = mode.point.x
        newton.model.refresh(x)
        if probes is None and newton.model.n_all > EXACT:
            probes = rng.standard_normal((mode.factor.rows.shape[0], N_PROBES))
        heights.append(mode.log_evidence + log_prior(scales))
        is_flat = abs(heights[-1] - heights[-3]) < FLAT
        scales, moved = _climbed(newton, mode, scales, probes)
        has_settled = moved < STILL or (rounds > 2 and is_flat)
        rounds += 1
    return Settled(scales, newton.mode(x, scales, guide=guide), rounds, has_settled)


def _variance(factor: Factor, probes: Floats | None) -> Floats:
    """Return the posterior variance of every row, in its own units; exact without probes."""
    if probes is None:
        covariance = factor.solve(np.eye(factor.rows.shape[1]))
        met = np.asarray(factor.rows @ covariance)
        exact: Floats = np.sum(met * factor.rows.toarray(), axis=1)
        return exact
    spread = np.asarray(factor.rows @ factor.draw(probes))
    found: Floats = np.mean(spread**2, axis=1)
    return found


def _climbed(
    newton: Newton, mode: Mode, scales: Scales, probes: Floats | None
) -> tuple[Scales, float]:
    """Return the scales after one step each, and the largest step in logs."""
    variance = _variance(mode.factor, probes)
    model, point = newton.model, mode.point
    n_prior = model.prior.rows.n
    groups, moved = dict(scales.groups), 0.0
    for name, rows in model.prior.groups.items():
        if name not in PRIORS:
            continue
        explained = float(np.sum(variance[rows]))
        squares, information = point.prior[rows] ** 2, 2.0
        if name in HEAVY:
            squares, information = 5.0 * squares / (4.0 + squares), _INFORMATION
        slope = float(np.sum(squares)) + explained - len(rows)
        bend = information * max(len(rows) - explained, 0.1 * len(rows), 0.5)
        groups[name], step = _stepped(scales.groups[name], name, slope, bend)
        moved = max(moved, step)
    by_claim = point.claims.by_scale + variance[n_prior : n_prior + model.design.n_claims]
    left = np.clip(1.0 - variance[n_prior : n_prior + model.design.n_claims], 0.1, 1.0)
    noise, step = _noise_climbed(newton, mode, scales, (by_claim, left))
    moved = max(moved, step)
    # A lump also lowers what is expected of a typical day.
    lowered = point.claims.score * scales.lump**2 * model.lumpy
    about = (by_claim * scales.lump**2 * model.lumpy / point.noise**2 - lowered, left)
    lump, step = _part_climbed("lump", scales.lump, model.lumpy / point.noise**2, about)
    moved = max(moved, step)
    days = model.design.figures.days_counted / point.noise**2
    slip, step = _part_climbed("slip", scales.slip, days, (by_claim * scales.slip**2 * days, left))
    usual = _usual(noise)
    return Scales(groups=groups, lump=lump, slip=slip, noise=noise, usual_noise=usual), max(
        moved, step
    )


def _usual(noise: Floats) -> float:
    """Return the likeliest middle of the sources' noises."""
    weights = np.array([1.0 / NOISE_DOUBT**2] + [1.0 / NOISE_SPREAD**2] * len(noise))
    logs = np.concatenate([[math.log(NOISE_MEDIAN)], np.log(noise)])
    return float(np.exp(np.average(logs, weights=weights)))


def _noise_climbed(
    newton: Newton, mode: Mode, scales: Scales, by_claim: tuple[Floats, Floats]
) -> tuple[Floats, float]:
    """Return each source's noise after one step, and the largest step in logs."""
    slope, left = by_claim
    source, n = newton.model.design.source, len(scales.noise)
    share = (scales.noise[source] / mode.point.noise) ** 2
    rise = np.bincount(source, slope * share, n)
    bend = _INFORMATION * np.bincount(source, left * share**2, n)
    away = np.log(scales.noise / scales.usual_noise)
    steps = (rise - away / NOISE_SPREAD**2) / (bend + 1.0 / NOISE_SPREAD**2)
    noise = np.clip(scales.noise * np.exp(np.clip(steps, -0.5, 0.5)), LEAST, MOST)
    return noise, float(np.max(np.abs(np.log(noise / scales.noise))))


def _part_climbed(
    name: str, value: float, times: Floats, about: tuple[Floats, Floats]
) -> tuple[float, float]:
    """Return the scale of a part of all claims' variance after one step, and the step in logs."""
    slope, left = about
    share = value**2 * times
    if not np.any(share > 0.0):
        return value, 0.0
    bend = float(_INFORMATION * np.sum(left * share)) + 0.5
    return _stepped(value, name, float(np.sum(slope)), bend)


def _stepped(value: float, name: str, slope: float, bend: float) -> tuple[float, float]:
    """Return a scale after a step uphill, and the step's size in logs."""
    ratio = (value / PRIORS[name]) ** 2
    step = (slope + 1.0 - ratio) / (bend + 2.0 * ratio)
    there = min(max(value * math.exp(min(max(step, -0.5), 0.5)), LEAST), MOST)
    return there, abs(math.log(there / value))
