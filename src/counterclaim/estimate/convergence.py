"""Whether chains have converged: R-hat and effective sample sizes by Vehtari and others (2021).

R-hat is of split chains and normal ranks, of the values and of their distance from the median, the
larger of both. Not here: samplers. Invariant: chains come first, draws second.

References
----------
Vehtari, Gelman, Simpson, Carpenter, Bürkner (2021), Rank-normalization, folding, and localization:
an improved R-hat, Bayesian Analysis 16(2).
"""

import numpy as np
from scipy.fft import irfft, rfft
from scipy.special import ndtri
from scipy.stats import rankdata

from counterclaim.estimate.arrays import Floats

TAILS = (0.05, 0.95)


def r_hat(draws: Floats) -> float:
    """Return R-hat of ``draws`` ``(n_chains, n_draws)``; 1 where all are equal.

    >>> r_hat(np.array([[0.0, 1.0] * 20, [5.0, 6.0] * 20])) > 1.5
    True
    """
    halves = _split(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_r_hat(_normal_ranks(halves)), _r_hat(_normal_ranks(folded)))


def bulk_size(draws: Floats) -> float:
    """Return the effective number of ``draws`` ``(n_chains, n_draws)`` for middles."""
    return _size(_normal_ranks(_split(draws)))


def tail_size(draws: Floats) -> float:
    """Return the effective number of ``draws`` ``(n_chains, n_draws)`` for the 90 % interval."""
    halves = _split(draws)
    cuts = np.quantile(halves, TAILS)
    return min(_size((halves <= cut).astype(np.float64)) for cut in cuts)


def _split(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    found: Floats = np.concatenate([draws[:, :half], draws[:, -half:]])
    return found


def _normal_ranks(values: Floats) -> Floats:
    ranks = rankdata(values.ravel()).reshape(values.shape)
    found: Floats = ndtri((ranks - 0.375) / (values.size + 0.25))
    return found


def _r_hat(chains: Floats) -> float:
    n = chains.shape[1]
    within = float(np.mean(np.var(chains, axis=1, ddof=1)))
    if within == 0.0:
        return 1.0
    between = float(np.var(np.mean(chains, axis=1), ddof=1))
    return float(np.sqrt((n - 1.0) / n + between / within))


def _size(chains: Floats) -> float:
    """Return the effective size by Geyer's initial monotone sequence."""
    n = chains.shape[1]
    within = float(np.mean(np.var(chains, axis=1, ddof=1)))
    if within == 0.0:
        return float(chains.size)
    centred = chains - np.mean(chains, axis=1, keepdims=True)
    power = np.abs(rfft(centred, n=2 * n, axis=1)) ** 2
    covariance = np.mean(irfft(power, n=2 * n, axis=1)[:, :n], axis=0) / n
    whole = within * (n - 1.0) / n + float(np.var(np.mean(chains, axis=1), ddof=1))
    kept = 1.0 - (within - covariance * n / (n - 1.0)) / whole
    kept[0] = 1.0
    pairs = kept[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs <= 0.0)
    pairs = np.minimum.accumulate(pairs[: ends[0]] if len(ends) else pairs)
    length = max(-1.0 + 2.0 * float(np.sum(pairs)), 1.0 / np.log10(chains.size))
    return float(chains.size / length)
