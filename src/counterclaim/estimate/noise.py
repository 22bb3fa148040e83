"""The noise of claims: Student's t with 4 degrees of freedom on the log scale, over intervals.

A claim is an interval of the log scale: its rounding for an exact figure, its bounds for a range,
a half line for "more than". With four degrees of freedom the distribution function is closed,
``F(t) = (2 + 3 u - u**3) / 4`` with ``u = t / sqrt(4 + t**2)``. Not here: where an interval lies.
Invariant: differences of ``F`` are taken without cancellation, in both tails.
"""

from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats

DEGREES = 4
_MODE = 0.375  # the density at nought
_TINY = 1e-300  # no probability is less, so that its logarithm is finite


@dataclass(frozen=True, slots=True)
class Terms:
    """The log probability of every claim, and how it changes; arrays of shape ``(n_claims,)``.

    ``score`` is the derivative by ``eta``, ``information`` minus the second derivative (negative in
    the tails, where a claim is an outlier), ``steep`` a positive majorant of it for safe steps, and
    ``by_scale`` the derivative by the log of the scale.
    """

    log_probability: Floats
    score: Floats
    information: Floats
    steep: Floats
    by_scale: Floats


def density(t: Floats) -> Floats:
    """Return the density of Student's t with 4 degrees of freedom; nought at infinity."""
    finite = np.where(np.isfinite(t), t, 0.0)
    return np.where(np.isfinite(t), _MODE * (1.0 + finite**2 / 4.0) ** -2.5, 0.0)


def between(a: Floats, b: Floats) -> Floats:
    """Return the probability that t lies between ``a`` and ``b``; both may be infinite.

    Uses ``F(b) - F(a) = (v - u) (3 - u u - u v - v v) / 4`` with each factor free of cancellation.

    >>> float(between(np.array([-np.inf]), np.array([0.0]))[0])
    0.5
    """
    # An infinite end is put where what lies beyond it, under 1e-30, cannot be told from nought.
    a, b = np.clip(a, -1e8, 1e8), np.clip(b, -1e8, 1e8)
    root_a, root_b = np.hypot(2.0, a), np.hypot(2.0, b)
    roots, product = root_a * root_b, a * b
    same_side = product > 0.0
    reach = b * root_a + a * root_b
    step = np.where(
        same_side,
        4.0 * (b - a) * (a + b) / np.where(same_side, reach * roots, 1.0),
        b / root_b - a / root_a,
    )
    aside = np.where(
        same_side,
        (16.0 + 4.0 * a**2 + 4.0 * b**2) / np.where(same_side, roots * (roots + product), 1.0),
        1.0 - product / roots,
    )
    rest = 4.0 / root_a**2 + 4.0 / root_b**2 + aside
    return np.maximum(step * rest / 4.0, 0.0)


def terms(low: Floats, high: Floats, eta: Floats, scale: Floats) -> Terms:
    """Return the terms of claims whose logs lie between ``low`` and ``high``, expected at ``eta``.

    All of shape ``(n_claims,)``; ``low`` may be minus and ``high`` plus infinity, ``scale`` is
    positive and on the log scale.
    """
    a, b = (low - eta) / scale, (high - eta) / scale
    probability = np.maximum(between(a, b), _TINY)
    at_a, at_b = density(a), density(b)
    score = (at_a - at_b) / (probability * scale)
    slope = _slope(b, at_b) - _slope(a, at_a)
    information = score**2 - slope / (probability * scale**2)
    bottom, top = np.where(np.isinf(low), high, low), np.where(np.isinf(high), low, high)
    middle = 0.5 * (bottom + top)
    away = np.maximum(np.abs(eta - middle), 0.5 * scale)
    moved = _times(b, at_b) - _times(a, at_a)
    return Terms(
        log_probability=np.log(probability),
        score=score,
        information=information,
        steep=np.maximum(information, np.abs(score) / away),
        by_scale=-moved / probability,
    )


def _slope(t: Floats, at_t: Floats) -> Floats:
    """Return the derivative of the density."""
    finite = np.where(np.isfinite(t), t, 0.0)
    return -5.0 * finite / (4.0 + finite**2) * at_t


def _times(t: Floats, at_t: Floats) -> Floats:
    return np.where(np.isfinite(t), t, 0.0) * at_t
