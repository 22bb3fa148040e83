"""The exact log posterior of the model's parameters in JAX, and the map that makes it round.

What ``newton.Newton.point`` computes, written so that it can be differentiated and compiled, for
hyper-parameters that are given. Not here: the sampler (``nuts.py``). Invariant: up to a constant
the density equals ``Point.value`` at every ``x``. JAX is imported inside functions, since it is an
optional extra.
"""

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.linalg import cholesky
from scipy.linalg.lapack import dtrtri
from scipy.sparse import csc_array
from scipy.sparse.linalg import splu

from counterclaim.errors import EstimateError
from counterclaim.estimate.arrays import Floats, Ints
from counterclaim.estimate.halving import halving
from counterclaim.estimate.model import Model
from counterclaim.estimate.newton import Mode, Newton, Scales, noise_of

_FAR = 1e4  # log scale; where an open end is put, so that derivatives stay numbers
_TINY, _DENSITY_AT_0 = 1e-300, 0.375  # as in ``noise.py``
_LEAST_COUNT = 1e-12  # people; as in ``Model.expect``

# Arrays of JAX in, one number out; JAX need not be installed for this to be read.
LogDensity: TypeAlias = Callable[[Floats], Floats]


def log_density(newton: Newton, scales: Scales) -> LogDensity:
    """Return the log posterior density as a function of ``x``, shape ``(n,)``, for JAX.

    Nothing is linearised: counts on windows are sums of exponentials, claims are intervals of
    Student's t, steps of walks have heavy tails. Raises ``ImportError`` if JAX is not installed.
    """
    import jax.numpy as jnp  # noqa: PLC0415  # an optional extra, slow to load
    from jax.ops import segment_sum  # noqa: PLC0415  # as above

    model, design = newton.model, newton.model.design
    prior, sds, heavy = model.prior, model.prior_sds(scales.groups), model.prior.is_heavy
    figures, noise = design.figures, noise_of(model, scales)
    low, high = np.maximum(figures.low, -_FAR), np.minimum(figures.high, _FAR)
    lowered = 0.5 * scales.lump**2 * model.lumpy
    weights = prior.rows.values / sds[prior.rows.row]
    means = prior.means / sds
    counts_of, biases_of, log_between = _counts_of(model), _biases_of(model), _log_between()

    def density(x: Floats) -> Floats:
        rests = segment_sum(weights * x[prior.rows.column], prior.rows.row, prior.rows.n) - means
        light = -0.5 * jnp.sum(rests[~heavy] ** 2)
        tails = -2.5 * jnp.sum(jnp.log1p(rests[heavy] ** 2 / 4.0))
        errors = jnp.sum(x[model.at_drift : model.at_bias][design.node], axis=1)
        logs = jnp.log(jnp.maximum(counts_of(x), _LEAST_COUNT))
        eta = logs + biases_of(x)[design.pair] + errors - lowered
        claims = log_between((low - eta) / noise, (high - eta) / noise)
        total: Floats = light + tails + jnp.sum(claims)
        return total

    return density


class Rounding:
    """The map from ``z``, about standard normal, to ``x``; both of shape ``(..., n)``.

    Log intensities are told by halving (``halving.py``); there the curvature at the mode gives the
    linear part ``y = centre + W z``, the inverse transposed of its Cholesky factor.
    """

    def __init__(self, newton: Newton, mode: Mode) -> None:
        model = newton.model
        self.n_theta, self.n = model.n_theta, model.n
        self.shape = (len(model.design.free), model.design.n_weeks)
        self.halving = halving(model.design.n_weeks)
        theta = mode.point.x[: self.n_theta].reshape(self.shape)
        self.weights = inverse_root(newton, mode)
        weeks = model.design.n_weeks
        for number, logs in enumerate(theta):
            rows = slice(number * weeks, (number + 1) * weeks)
            self.weights[rows] = self.halving.slopes(logs) @ self.weights[rows]
        told = self.halving.coordinates(theta).ravel()
        self.centre = np.concatenate([told, mode.point.x[self.n_theta :]])

    def x(self, z: Floats) -> Floats:
        """Return parameters, for arrays of NumPy."""
        told = self.centre + z @ self.weights.T
        logs = self.halving.logs(told[..., : self.n_theta].reshape(*z.shape[:-1], *self.shape))
        found: Floats = np.concatenate(
            [logs.reshape(*z.shape[:-1], self.n_theta), told[..., self.n_theta :]], axis=-1
        )
        return found

    def for_jax(self) -> LogDensity:
        """Return the map of one ``z`` for JAX, with products of half the precision for speed.

        Any weights round as well, so that only the map's own noise, a part in ten million, is paid.
        """
        import jax.numpy as jnp  # noqa: PLC0415  # an optional extra, slow to load

        weights, n_theta = jnp.asarray(self.weights, dtype=jnp.float32), self.n_theta
        left, right = self.halving.left.T, self.halving.right.T

        def at(z: Floats) -> Floats:
            told = self.centre + (weights @ z.astype(jnp.float32)).astype(jnp.float64)
            halves = told[:n_theta].reshape(self.shape)
            logs = halves[:, :1] - jnp.logaddexp(0.0, -halves[:, 1:]) @ left
            logs = logs - jnp.logaddexp(0.0, halves[:, 1:]) @ right
            found: Floats = jnp.concatenate([logs.ravel(), told[n_theta:]])
            return found

        return at


def inverse_root(newton: Newton, mode: Mode) -> Floats:
    """Return ``W``, ``(n, n)``, with ``W W.T`` the covariance of parameters at the mode.

    It is the inverse transposed Cholesky factor of the curvature, from which the running totals,
    which are no parameters, have been eliminated.

    Raises
    ------
    EstimateError
        If the curvature is not positive.
    """
    n, rows = newton.model.n, mode.factor.rows
    product = csc_array(rows.T @ rows)
    across = csc_array(product[n:, :n])
    touched = np.flatnonzero(np.diff(across.indptr))
    some = across[:, touched].toarray()
    curvature = product[:n, :n].toarray()
    curvature[np.ix_(touched, touched)] -= some.T @ splu(csc_array(product[n:, n:])).solve(some)
    try:
        lower = cholesky(curvature, lower=True, overwrite_a=True)
    except (np.linalg.LinAlgError, ValueError) as error:
        raise EstimateError(
            "the curvature of the estimate is not positive",
            "give an anchor with a smaller sd, or leave out series with few claims",
            diagnostics=(("unknowns", str(n)), ("solver", str(error))),
        ) from error
    inverse, _ = dtrtri(lower, lower=1)
    found: Floats = np.ascontiguousarray(np.tril(inverse).T)
    return found


def _counts_of(model: Model) -> LogDensity:
    """Return the function from ``x`` to the counts on the claims' windows, ``(n_claims,)``."""
    import jax.numpy as jnp  # noqa: PLC0415  # an optional extra, slow to load
    from jax.ops import segment_sum  # noqa: PLC0415  # as above

    design, windows = model.design, model.design.windows
    grid, n_weeks, shape = design.grid_days, design.n_weeks, (len(design.free), design.n_weeks)

    def at(days: Floats) -> tuple[Ints, Floats]:
        week = np.minimum(days // grid, n_weeks - 1).astype(np.int64)
        return windows.free * n_weeks + week, days - week * grid

    (first, into), (last, until) = at(windows.since), at(windows.until)

    def counts(x: Floats) -> Floats:
        rate = jnp.exp(jnp.clip(x[: model.n_theta].reshape(shape), -40.0, 40.0))
        before = (jnp.cumsum(rate, axis=1) - rate).ravel() * grid
        flat = rate.ravel()
        held = before[last] + flat[last] * until - before[first] - flat[first] * into
        found: Floats = segment_sum(held, windows.claim, design.n_claims)
        return found

    return counts


def _biases_of(model: Model) -> LogDensity:
    """Return the function from ``x`` to the log multipliers of pairs, ``(n_pairs,)``."""
    import jax.numpy as jnp  # noqa: PLC0415  # an optional extra, slow to load

    # A pair's bias is a sum of components, of which a floor's counts as minus its exponential.
    columns = np.arange(model.at_bias, model.n)
    floors = model.prior.groups.get("floor", np.empty(0, dtype=np.int64))
    is_floor = np.isin(columns, model.prior.rows.column[np.isin(model.prior.rows.row, floors)])
    units = np.zeros((len(columns), model.n))
    units[np.arange(len(columns)), columns] = 1.0
    moved = (model.biases(units) - model.biases(np.zeros(model.n))).T
    summed = moved / np.where(is_floor, 1.0 - math.e, 1.0)

    def biases(x: Floats) -> Floats:
        parts = x[model.at_bias : model.n]
        if np.any(is_floor):
            parts = jnp.where(is_floor, -jnp.exp(jnp.where(is_floor, parts, 0.0)), parts)
        found: Floats = summed @ parts
        return found

    return biases


def _log_between() -> Callable[[Floats, Floats], Floats]:
    """Return the log of ``noise.between`` with its derivatives in closed form."""
    import jax  # noqa: PLC0415  # an optional extra, slow to load
    import jax.numpy as jnp  # noqa: PLC0415  # as above

    def between(a: Floats, b: Floats) -> Floats:
        root_a, root_b = jnp.hypot(2.0, a), jnp.hypot(2.0, b)
        roots, product = root_a * root_b, a * b
        same = product > 0.0
        reach = jnp.where(same, b * root_a + a * root_b, 1.0)
        step = jnp.where(same, 4.0 * (b - a) * (a + b) / (reach * roots), b / root_b - a / root_a)
        aside = jnp.where(
            same,
            (16.0 + 4.0 * a**2 + 4.0 * b**2) / (roots * jnp.where(same, roots + product, 1.0)),
            1.0 - product / roots,
        )
        rest = 4.0 / root_a**2 + 4.0 / root_b**2 + aside
        found: Floats = jnp.maximum(step * rest / 4.0, _TINY)
        return found

    def density(t: Floats) -> Floats:
        found: Floats = _DENSITY_AT_0 * (1.0 + t**2 / 4.0) ** -2.5
        return found

    def tangent(at: tuple[Floats, Floats], along: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
        found = between(*at)
        moved = density(at[1]) * along[1] - density(at[0]) * along[0]
        return jnp.log(found), moved / found

    log_between = jax.custom_jvp(lambda a, b: jnp.log(between(a, b)))
    log_between.defjvp(tangent)
    made: Callable[[Floats, Floats], Floats] = log_between
    return made
