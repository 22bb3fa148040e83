"""The fit: hyper-parameters settled, then integrated over a design of points, then draws.

The points are those of a central composite design (Rue, Martino and Chopin 2009) over the scales
that matter to intervals: steps of walks, drift, spread of biases, noise. Around each the parameters
are normal with the mode and curvature there. The weights of points are reported by their effective
number. Not here: what is drawn from (``newton.py``), what is made of draws (``posterior.py``).
Invariant: the same evidence, anchors, settings and version give the same digits.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from counterclaim.errors import EstimateError
from counterclaim.estimate.anchors import AnyAnchor, check_anchors
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.design import make_design
from counterclaim.estimate.model import DRIFT_WEEKS, Model
from counterclaim.estimate.newton import Mode, Newton, Scales
from counterclaim.estimate.observations import Evidence
from counterclaim.estimate.posterior import Posterior
from counterclaim.estimate.scales import LEAST, MOST, Settled, first_scales, log_prior, settle
from counterclaim.estimate.settings import Settings

# What is integrated over, each axis moving several scales by one factor.
AXES: tuple[tuple[str, ...], ...] = (
    ("own", "shared"),
    ("wander", "drift", "tally"),
    ("source", "side", "series"),
    ("noise", "lump", "slip"),
)
DRIFT_CHOICES = (8.0, 20.0)  # weeks in which drift forgets; the likeliest is kept
LIKELIER = 1.0  # rise of the log posterior at which another mode is gone into
FAR = 1.1  # sphere of the design, in sds times the root of the number of axes
PROBE = 0.35  # step, in logs, by which an axis' curvature is measured
SD_RANGE = (0.03, 0.8)  # of an axis, in logs; flatter ones are cut off there


def fit(
    evidence: Evidence, anchors: Sequence[AnyAnchor], settings: Settings | None = None
) -> Posterior:
    """Return what the claims support under the anchors.

    Raises
    ------
    InputError
        If the anchors cannot stand together, or name nobody who is heard.
    EstimateError
        If there are too few claims, the mode is not found, or the curvature is singular.
    """
    settings = Settings() if settings is None else settings
    newton, settled = settled_fit(evidence, anchors, settings)
    points = list(_points(newton, settled))
    logs = np.array([weight for _, _, weight in points])
    weights = np.exp(logs - np.max(logs))
    weights /= np.sum(weights)
    draws, scales = drawn(newton, [(mode, one) for mode, one, _ in points], weights, settings)
    return Posterior(
        model=newton.model,
        draws=draws,
        scales=scales,
        settings_seed=settings.seed,
        diagnostics={
            "modes not found": float(sum(not mode.has_converged for mode, _, _ in points)),
            "scales settled": "yes" if settled.has_settled else "no",
            "points": float(len(points)),
            "effective points": float(1.0 / np.sum(weights**2)),
            "claims": float(newton.model.design.n_claims),
            "unknowns": float(newton.model.n),
            "drift weeks": newton.model.drift_weeks,
            **{f"scale {name}": value for name, value in settled.scales.groups.items()},
        },
    )


def settled_fit(
    evidence: Evidence, anchors: Sequence[AnyAnchor], settings: Settings
) -> tuple[Newton, Settled]:
    """Return the model of the claims with the likeliest scales, and the mode under them.

    Raises what :func:`fit` does.
    """
    design = make_design(
        evidence, check_anchors(anchors, evidence.claimants), grid_days=settings.grid_days
    )
    newton, settled = _settled(Newton(Model(design, drift_weeks=DRIFT_WEEKS)), settings.seed)
    if not settled.mode.has_converged:
        raise EstimateError(
            "the estimate did not converge",
            "take fewer series, a coarser --grid, or look at the claims with `counterclaim audit`",
            diagnostics=(
                ("steps", str(settled.mode.steps)),
                ("rounds", str(settled.rounds)),
                ("claims", str(design.n_claims)),
                ("unknowns", str(newton.model.n)),
            ),
        )
    return newton, settled


def _settled(first: Newton, seed: int) -> tuple[Newton, Settled]:
    """Return the model and scales of the likeliest time in which drift forgets."""
    found = (first, settle(first, first.model.start(), first_scales(first), seed=seed))
    other = _second_look(first, found[1], seed)
    if other is not None:
        found = (first, other)
    for weeks in DRIFT_CHOICES:
        if weeks == first.model.drift_weeks:
            continue
        newton = Newton(Model(first.model.design, drift_weeks=weeks))
        other = settle(newton, found[1].mode.point.x, found[1].scales, seed=seed)
        if other.log_posterior > found[1].log_posterior:
            found = (newton, other)
    return found


def _second_look(newton: Newton, settled: Settled, seed: int) -> Settled | None:
    """Return what is settled with battles that were missed, if that is likelier."""
    guess = newton.model.with_missed(settled.mode.point.x)
    if guess is None:
        return None
    mode = newton.mode(guess, settled.scales)
    if mode.point.value < settled.mode.point.value + LIKELIER:
        return None
    other = settle(newton, mode.point.x, settled.scales, seed=seed)
    return other if other.log_posterior > settled.log_posterior else None


def _points(newton: Newton, settled: Settled) -> Iterator[tuple[Mode, Scales, float]]:
    """Yield the points of the design, with the log of each one's weight."""
    axes = [
        axis
        for axis in AXES
        if axis[0] == "noise" or not settled.scales.groups.keys().isdisjoint(axis)
    ]
    x = settled.mode.point.x
    centre, sds = settled.scales, []
    for axis in axes:
        shift, sd = _axis(newton, settled, axis)
        centre = moved(centre, axis, shift)
        sds.append(sd)
    mode = newton.mode(x, centre, guide=settled.mode.factor)
    x, guide, best = mode.point.x, mode.factor, mode.log_evidence + log_prior(centre)
    n = len(axes)
    reach = FAR * math.sqrt(n)
    # So that a normal law keeps its variance: all points off the centre together weigh
    # 1 / (FAR**2 - 1) times the centre, each by its share of the density it has left there.
    off = 0.5 * n * FAR**2 - math.log((2**n + 2 * n) * (FAR**2 - 1.0))
    places = [[0.0] * n]
    places += [
        [reach * sign if axis == chosen else 0.0 for axis in range(n)]
        for chosen in range(n)
        for sign in (-1.0, 1.0)
    ]
    places += [[FAR * sign for sign in signs] for signs in product((-1.0, 1.0), repeat=n)]
    for place in places:
        scales = centre
        for axis, sd, at in zip(axes, sds, place, strict=True):
            scales = moved(scales, axis, at * sd)
        mode = newton.mode(x, scales, guide=guide)
        weight = mode.log_evidence + log_prior(scales) - best
        yield mode, scales, weight + (off if any(place) else 0.0)


def _axis(newton: Newton, settled: Settled, axis: Sequence[str]) -> tuple[float, float]:
    """Return by how much, in logs, an axis' best point lies off the settled one, and its sd.

    A parabola goes through the settled point and one on each side; the sd is how far from its top
    the log posterior has fallen by a half.
    """
    x, best = settled.mode.point.x, settled.log_posterior
    heights = []
    for step in (-PROBE, PROBE):
        scales = moved(settled.scales, axis, step)
        mode = newton.mode(x, scales, guide=settled.mode.factor)
        heights.append(mode.log_evidence + log_prior(scales) - best)
    bend = max(-sum(heights) / PROBE**2, 1.0 / SD_RANGE[1] ** 2)
    shift = float(np.clip((heights[1] - heights[0]) / (2.0 * PROBE * bend), -PROBE, PROBE))
    return shift, float(np.clip(1.0 / math.sqrt(bend), *SD_RANGE))


def moved(scales: Scales, axis: Sequence[str], by: float) -> Scales:
    """Return scales with those of an axis multiplied by ``exp(by)``, within their range."""
    factor = math.exp(by)
    groups = {
        name: min(max(value * factor, LEAST), MOST) if name in axis else value
        for name, value in scales.groups.items()
    }
    found = replace(scales, groups=groups)
    if "noise" in axis:
        noise: Floats = np.clip(scales.noise * factor, LEAST, MOST)
        found = replace(
            found,
            noise=noise,
            lump=min(scales.lump * factor, MOST),
            slip=min(scales.slip * factor, MOST),
            usual_noise=scales.usual_noise * factor,
        )
    return found


def drawn(
    newton: Newton, points: Sequence[tuple[Mode, Scales]], weights: Floats, settings: Settings
) -> tuple[Floats, list[tuple[Scales, int]]]:
    """Return draws of parameters and log totals, ``(n_draws, n_all)``, and each scales' number."""
    rng = np.random.default_rng((settings.seed, 1))
    edges = np.round(np.cumsum(weights) * settings.n_draws).astype(int)
    counts = np.diff(np.concatenate([[0], edges]))
    draws: list[Floats] = []
    told: list[tuple[Scales, int]] = []
    for (mode, scales), count in zip(points, counts.tolist(), strict=True):
        if not count:
            continue
        normal = rng.standard_normal((mode.factor.rows.shape[0], count))
        away = mode.factor.draw(normal)
        logs = np.log(newton.model.totals(mode.point.x)[1][:, 1:]).ravel()
        draws.append(np.append(mode.point.x, logs) + away.T)
        told.append((scales, count))
    return np.concatenate(draws), told
