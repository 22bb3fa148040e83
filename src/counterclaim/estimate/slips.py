"""Slips: how rough a week's count is, and the errors that all claimants share.

Claimants read the same reports and each other. A part of their errors is common, which no
comparison of claims can show, since it cancels in every contrast; it is assumed, and widens what is
said of the losses themselves. Invariant: contrasts of claimants never change.
"""

import math

import numpy as np

from counterclaim.estimate.arrays import Floats

DAYS_PER_BURST = 7.0  # a burst of one day, whose error no other day averages out
COMMON_SHARE = 0.4  # of the variance of claimants' errors in a week: a correlation, assumed


def roughness(weekly: Floats) -> Floats:
    """Return by how much a week's error, in variance, exceeds that of an even week; same shape.

    ``weekly`` is ``(..., n_weeks)``.

    What a week has beyond the weeks around it fell on a day or two, and is counted in one go: its
    error is not averaged over seven days.
    """
    n = weekly.shape[-1]
    around = np.stack(
        [weekly[..., np.clip(np.arange(n) + step, 0, n - 1)] for step in (-2, -1, 1, 2)]
    )
    usual = np.median(around, axis=0)
    burst = np.clip(1.0 - usual / np.maximum(weekly, 1e-12), 0.0, 1.0)
    found: Floats = (1.0 - burst) ** 2 + DAYS_PER_BURST * burst**2
    return found


def common_errors(
    weekly: Floats, drift: Floats, tally: Floats, *, keep: float, rng: np.random.Generator
) -> Floats:
    """Return factors of mean one, ``(n_draws, n_series, n_weeks)``, for errors that all share.

    ``drift`` and ``tally`` are the scales of claimants' errors for each draw, ``(n_draws,)``;
    ``keep`` is how much of its drift a week keeps of the week before.
    """
    walk = rng.standard_normal(weekly.shape)
    for week in range(1, weekly.shape[-1]):
        fresh = math.sqrt(1.0 - keep**2) * walk[..., week]
        walk[..., week] = keep * walk[..., week - 1] + fresh
    rough = np.sqrt(roughness(weekly))
    root = math.sqrt(COMMON_SHARE)
    slips = tally[:, None, None] * rough * rng.standard_normal(weekly.shape)
    errors = root * (drift[:, None, None] * walk + slips)
    variance = COMMON_SHARE * (drift[:, None, None] ** 2 + (tally[:, None, None] * rough) ** 2)
    factors: Floats = np.exp(errors - variance / 2.0)
    return factors
