"""The mode of the model for given hyper-parameters, by Newton's method on sparse matrices.

The curvature is that of Gauss and Newton, ``F.T @ F`` with one row of ``F`` per prior row, claim
and running total. Running totals are extra unknowns, tied to intensities by rows of great weight:
so a claim of a toll touches two unknowns and the cost grows with claims and weeks, not with their
products. Not here: hyper-parameters (``fit.py``). Invariant: the objective never falls.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import splu

from counterclaim.errors import EstimateError
from counterclaim.estimate.arrays import Floats, Ints
from counterclaim.estimate.model import Model
from counterclaim.estimate.noise import Terms, terms
from counterclaim.estimate.prior import Rows

TIE = 1e-3  # sd, log scale, by which a running total may differ from its sum: a tenth of a percent
TOLERANCE = 1e-3  # of the objective's expected rise, at which the mode is found
MAX_STEPS = 60
MAX_HALVINGS = 12
FIRST_STEPS = 4  # with a curvature of their own, from a guess that may be far off
MAX_GLIDE, MEMORY = 25, 10  # steps under one factor, and how many of them are remembered
LEAST_PULL = 0.05  # of a heavy-tailed prior row far out: it never lets go entirely
LEAST_TRUST = 0.2  # share of the bound from above at which the information makes a good step
SAFE, NEWTON, LAPLACE = "safe", "newton", "laplace"  # which curvature is factored
_LEAST_WEIGHT = 1e-8


@dataclass(frozen=True, slots=True)
class Scales:
    """Hyper-parameters, sds on the log scale.

    ``groups`` are those of groups of prior rows; ``lump`` is how days differ within a week,
    ``slip`` the noise of a count of one day, ``noise`` that of each source's figures, of shape
    ``(n_sources,)`` and with ``usual_noise`` as its middle.
    """

    groups: dict[str, float]
    lump: float
    slip: float
    noise: Floats
    usual_noise: float


@dataclass(frozen=True, slots=True)
class Point:
    """One state: parameters, prior residuals in sds, the claims' terms, and the log posterior."""

    x: Floats
    prior: Floats
    claims: Terms
    sds: Floats
    noise: Floats
    value: float


@dataclass(frozen=True, slots=True)
class Mode:
    """The mode with the factor of its curvature."""

    point: Point
    factor: "Factor"
    steps: int
    has_converged: bool

    @property
    def log_evidence(self) -> float:
        """The log marginal likelihood by Laplace's approximation, up to a constant."""
        return self.point.value - 0.5 * self.factor.log_determinant


class Factor:
    """A factored ``F.T @ F``: solutions, determinant, draws."""

    def __init__(self, matrix: "csr_array[np.float64]", permutation: Ints | None) -> None:
        self.rows = matrix
        product = csc_array(matrix.T @ matrix)
        self.permutation = permutation
        try:
            if permutation is None:
                self._lu = splu(
                    product,
                    permc_spec="MMD_AT_PLUS_A",
                    diag_pivot_thresh=0.0,
                    options={"SymmetricMode": True},
                )
                self.permutation = np.argsort(self._lu.perm_c).astype(np.int64)
            else:
                self._lu = splu(
                    product[permutation][:, permutation],
                    permc_spec="NATURAL",
                    diag_pivot_thresh=0.0,
                    options={"SymmetricMode": True},
                )
        except RuntimeError as error:  # SuperLU's word for a singular matrix
            raise EstimateError(
                "the claims leave a direction of the estimate without any bound",
                "give an anchor with a smaller sd, or leave out series with few claims",
                diagnostics=(("solver", str(error)), ("unknowns", str(product.shape[0]))),
            ) from error
        self._is_permuted = permutation is not None
        diagonal = self._lu.U.diagonal()
        if not np.all(np.isfinite(diagonal)) or np.any(diagonal <= 0.0):
            raise EstimateError(
                "the curvature of the estimate is not positive",
                "give an anchor with a smaller sd, or leave out series with few claims",
                diagnostics=(("unknowns", str(product.shape[0])),),
            )
        self.log_determinant = float(np.sum(np.log(diagonal)))

    def solve(self, right: Floats) -> Floats:
        """Return ``(F.T F)^-1 right`` for one or several right sides, ``(n, ...)``."""
        if not self._is_permuted or self.permutation is None:
            return np.asarray(self._lu.solve(right))
        found = np.empty_like(right)
        found[self.permutation] = self._lu.solve(right[self.permutation])
        return found

    def draw(self, normal: Floats) -> Floats:
        """Return deviations of a normal law with covariance ``(F.T F)^-1``.

        ``normal`` holds independent standard normal numbers, ``(n_rows, n_draws)``.
        """
        return self.solve(np.asarray(self.rows.T @ normal))


class Newton:
    """Finds modes of one model; keeps what modes have in common."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._permutation: Ints | None = None

    def point(self, x: Floats, scales: Scales) -> Point:
        """Return the state at ``x``."""
        model = self.model
        prior_rows = model.prior
        sds = model.prior_sds(scales.groups)
        prior = (self._prior_product(x) - prior_rows.means) / sds
        # A lump is a factor with mean one: its log lies below nought by half its variance.
        eta = model.expect(x)[0] - 0.5 * scales.lump**2 * model.lumpy
        noise = noise_of(model, scales)
        figures = model.design.figures
        claims = terms(figures.low, figures.high, eta, noise)
        heavy = prior_rows.is_heavy
        value = float(
            np.sum(claims.log_probability)
            - 0.5 * np.sum(prior[~heavy] ** 2)
            - 2.5 * np.sum(np.log1p(prior[heavy] ** 2 / 4.0))
            - np.sum(np.log(sds))
        )
        return Point(x, prior, claims, sds, noise, value)

    def mode(
        self, x: Floats, scales: Scales, *, guide: Factor | None = None, max_steps: int = MAX_STEPS
    ) -> Mode:
        """Return the mode from a first guess, with the curvature for Laplace's approximation.

        ``guide`` is the curvature of a mode nearby, whose factor then serves for many steps: those
        of the BFGS method with limited memory (Nocedal 1980), which learn what differs. Without
        one, or where they do not arrive, there are steps with curvatures of their own.

        Raises
        ------
        EstimateError
            If the curvature is singular.
        """
        here, steps, has_converged = self.point(x, scales), 0, False
        while steps < max_steps and not has_converged:
            if guide is None:
                here, has_converged, guide = self._step(here, scales)
                steps += 1
                guide = None if steps < FIRST_STEPS else guide
            else:
                here, taken, has_converged = self._glide(here, scales, guide, max_steps - steps)
                steps += taken
                guide = None if not has_converged and steps < max_steps else guide
                if guide is None:
                    here, has_converged, guide = self._step(here, scales)
                    steps += 1
        return Mode(here, self.factor(here), steps, has_converged)

    def _glide(
        self, here: Point, scales: Scales, guide: Factor, max_steps: int
    ) -> tuple[Point, int, bool]:
        """Return the state after steps under one factor, their number, and if it is the mode."""
        n = self.model.n
        memory: list[tuple[Floats, Floats, float]] = []

        def scaled(right: Floats) -> Floats:
            return guide.solve(np.append(right, np.zeros(self.model.n_all - n)))[:n]

        slope = self.slope(here)
        for taken in range(min(max_steps, MAX_GLIDE)):
            step = _two_loops(slope, memory, scaled)
            gain = float(slope @ step)
            if gain < TOLERANCE:
                return here, taken, True
            length = min(1.0, 3.0 / max(float(np.max(np.abs(step))), 1e-12))
            for _ in range(MAX_HALVINGS):
                there = self.point(here.x + length * step, scales)
                if there.value >= here.value + 1e-4 * length * gain:
                    break
                length *= 0.5
            else:
                return here, taken, False
            new = self.slope(there)
            moved, bent = there.x - here.x, slope - new
            if float(moved @ bent) > 1e-10:
                memory = [*memory[1 - MEMORY :], (moved, bent, 1.0 / float(moved @ bent))]
            here, slope = there, new
        return here, min(max_steps, MAX_GLIDE), False

    def slope(self, here: Point) -> Floats:
        """Return the gradient of the log posterior, ``(n,)``."""
        model = self.model
        pull = self._pull(here) / here.sds
        prior, claims = model.prior.rows, model.claim_rows(here.x)
        by_claim = claims.values * here.claims.score[claims.row]
        whole = np.bincount(prior.column, prior.values * pull[prior.row], model.n_all).astype(
            np.float64
        )
        whole += np.bincount(claims.column, by_claim, model.n_all)
        found: Floats = whole[: model.n]
        found[: model.n_theta] += model.through_totals(here.x, whole[model.n :])
        return found

    def _step(self, here: Point, scales: Scales) -> tuple[Point, bool, Factor]:
        """Return the next state, whether the one before was the mode, and the curvature used.

        Newton's own step is tried first; where the curvature of outliers leads it astray, one under
        a bound of the curvature is sure to rise.
        """
        for is_safe in (False, True):
            weights = self._weights(here, NEWTON if not is_safe else SAFE)
            factor = self._factor(here, weights)
            slope = self._gradient(here, factor, weights)
            step = factor.solve(slope)
            gain = float(slope @ step)
            if gain < TOLERANCE:
                return here, True, factor
            length = min(1.0, 3.0 / max(float(np.max(np.abs(step[: self.model.n]))), 1e-12))
            for _ in range(MAX_HALVINGS if is_safe else 1):
                there = self.point(here.x + length * step[: self.model.n], scales)
                if there.value >= here.value + 1e-4 * length * gain:
                    return there, False, factor
                length *= 0.5
        return here, False, factor

    def _gradient(self, here: Point, factor: Factor, weights: tuple[Floats, Floats]) -> Floats:
        """Return the gradient over parameters and running totals (whose own part claims give)."""
        n_prior = self.model.prior.rows.n
        right = np.zeros(factor.rows.shape[0])
        claims, pull = weights
        right[:n_prior] = self._pull(here) / pull
        right[n_prior : n_prior + self.model.design.n_claims] = here.claims.score / claims
        return np.asarray(factor.rows.T @ right)

    def _pull(self, here: Point) -> Floats:
        """Return the slope of the log prior by each row's residual, ``(n_prior_rows,)``."""
        heavy = np.where(self.model.prior.is_heavy, 5.0 / (4.0 + here.prior**2), 1.0)
        found: Floats = -here.prior * heavy
        return found

    def _weights(self, here: Point, kind: str) -> tuple[Floats, Floats]:
        """Return the roots of the weights of claims and of prior rows in the curvature.

        ``SAFE`` is a bound from above; ``NEWTON`` the information where there is enough of it, else
        that bound; ``LAPLACE`` the information, which outliers have none of.
        """
        squares = here.prior**2
        bound = 5.0 / (4.0 + squares)
        pull = bound * (4.0 - squares) / (4.0 + squares)
        claims, steep = here.claims.information, here.claims.steep
        if kind == SAFE:
            claims, pull = steep, bound
        elif kind == NEWTON:
            claims = np.where(claims > LEAST_TRUST * steep, claims, steep)
            pull = np.where(pull > LEAST_TRUST * bound, pull, bound)
        return (
            np.sqrt(np.maximum(claims, _LEAST_WEIGHT)),
            np.where(self.model.prior.is_heavy, np.sqrt(np.maximum(pull, LEAST_PULL)), 1.0),
        )

    def factor(self, here: Point) -> Factor:
        """Return the factored curvature for Laplace's approximation at a state."""
        return self._factor(here, self._weights(here, LAPLACE))

    def _factor(self, here: Point, weights: tuple[Floats, Floats]) -> Factor:
        model = self.model
        prior, claims, totals = model.prior.rows, model.claim_rows(here.x), model.total_rows(here.x)
        root, pull = weights
        values = np.concatenate(
            [
                prior.values * (pull / here.sds)[prior.row],
                claims.values * root[claims.row],
                totals.values / TIE,
            ]
        )
        pointers, columns = self._pattern(claims, totals)
        n_rows = prior.n + claims.n + totals.n
        matrix = csr_array((values, columns, pointers), shape=(n_rows, model.n_all))
        factor = Factor(matrix, self._permutation)
        self._permutation = factor.permutation
        # Totals are no parameters: their rows have a determinant of their own.
        factor.log_determinant += 2.0 * totals.n * math.log(TIE)
        return factor

    def _pattern(self, claims: Rows, totals: Rows) -> tuple[Ints, Ints]:
        if self._pointers is None:
            prior = self.model.prior.rows
            rows = np.concatenate(
                [prior.row, prior.n + claims.row, prior.n + claims.n + totals.row]
            )
            n_rows = prior.n + claims.n + totals.n
            counts = np.bincount(rows, minlength=n_rows)
            self._pointers = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
            self._columns = np.concatenate([prior.column, claims.column, totals.column])
        return self._pointers, self._columns

    _pointers: Ints | None = None
    _columns: Ints

    def _prior_product(self, x: Floats) -> Floats:
        rows = self.model.prior.rows
        return np.bincount(rows.row, rows.values * x[rows.column], rows.n).astype(np.float64)


def _two_loops(
    slope: Floats,
    memory: list[tuple[Floats, Floats, float]],
    scaled: Callable[[Floats], Floats],
) -> Floats:
    """Return the step uphill that the remembered moves and changes of slope advise."""
    right = slope.copy()
    shares = []
    for moved, bent, inverse in reversed(memory):
        shares.append(inverse * float(moved @ right))
        right -= shares[-1] * bent
    step = scaled(right)
    for (moved, bent, inverse), share in zip(memory, reversed(shares), strict=True):
        step = step + (share - inverse * float(bent @ step)) * moved
    return step


def noise_of(model: Model, scales: Scales) -> Floats:
    """Return the scale of every claim's noise, on the log scale; shape ``(n_claims,)``."""
    design = model.design
    own = scales.noise[design.source]
    found: Floats = np.sqrt(
        own**2
        + scales.lump**2 * model.lumpy
        + scales.slip**2 * design.figures.days_counted
        + design.figures.extra
    )
    return found
