"""The exact density, and NUTS beside Laplace; skipped where the extra ``mcmc`` is missing."""

import numpy as np
import pytest

from counterclaim.estimate.agreement import CONTRAST, TOTAL, compare
from counterclaim.estimate.anchors import Anchor, Floor
from counterclaim.estimate.density import Rounding, inverse_root, log_density
from counterclaim.estimate.design import make_design
from counterclaim.estimate.model import Model
from counterclaim.estimate.newton import Newton
from counterclaim.estimate.nuts import double_precision, fit_nuts
from counterclaim.estimate.scales import first_scales
from counterclaim.estimate.settings import Settings
from made_wars import ANCHORED, Size, make_war

ANCHORS = (Anchor(source="Meridian News count", sd=0.2), Floor(source=ANCHORED))


@pytest.fixture(scope="module")
def newton() -> Newton:
    design = make_design(make_war("clean", 2, Size.SMALL).evidence, ANCHORS, grid_days=7)
    return Newton(Model(design))


def test_density_is_that_of_newton(newton: Newton) -> None:
    pytest.importorskip("jax", reason="JAX (the extra mcmc) is not installed")
    scales, x = first_scales(newton), newton.model.start()
    there = x + np.random.default_rng(1).normal(0.0, 0.1, len(x))
    with double_precision():
        density = log_density(newton, scales)
        moved = float(density(there)) - float(density(x))
    expected = newton.point(there, scales).value - newton.point(x, scales).value
    assert moved == pytest.approx(expected, rel=1e-9)


def test_rounding_leads_from_nought_to_the_mode(newton: Newton) -> None:
    mode = newton.mode(newton.model.start(), first_scales(newton))
    found = Rounding(newton, mode).x(np.zeros((1, newton.model.n)))
    assert found[0] == pytest.approx(mode.point.x, abs=1e-9)


def test_root_is_that_of_the_covariance(newton: Newton) -> None:
    mode = newton.mode(newton.model.start(), first_scales(newton))
    root, n = inverse_root(newton, mode), newton.model.n
    right = np.zeros((newton.model.n_all, 3))
    right[[0, n // 2, n - 1], [0, 1, 2]] = 1.0
    expected = mode.factor.solve(right)[:n]
    assert root @ root.T[:, [0, n // 2, n - 1]] == pytest.approx(expected, rel=1e-4, abs=1e-8)


@pytest.mark.slow
def test_laplace_is_near_the_exact_posterior() -> None:
    pytest.importorskip("numpyro", reason="NumPyro (the extra mcmc) is not installed")
    war = make_war("clean", 1, Size.SMALL)
    made = fit_nuts(war.evidence, war.anchors, Settings())
    assert made.diagnostics["divergences"] == 0.0
    assert float(made.diagnostics["R-hat of totals, at most"]) < 1.02
    assert float(made.diagnostics["bulk ESS of totals, at least"]) > 500.0
    rows = compare(made.laplace, made)
    totals = [row for row in rows if row.kind == TOTAL]
    assert len(totals) == 4
    assert max(abs(row.moved) for row in totals) < 0.25
    assert all(0.85 < row.width < 1.2 for row in totals)
    contrasts = [row for row in rows if row.kind == CONTRAST]
    assert max(abs(row.moved) for row in contrasts) < 0.5
