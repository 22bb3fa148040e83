"""R-hat and effective sizes of chains that are known."""

import numpy as np
import pytest

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.convergence import bulk_size, r_hat, tail_size


@pytest.fixture
def independent() -> Floats:
    return np.random.default_rng(5).standard_normal((2, 1000))


def walk(keep: float, n: int) -> Floats:
    rng = np.random.default_rng(6)
    steps = rng.standard_normal((2, n)) * np.sqrt(1.0 - keep**2)
    for at in range(1, n):
        steps[:, at] += keep * steps[:, at - 1]
    return steps


def test_independent_draws_count_in_full(independent: Floats) -> None:
    assert r_hat(independent) == pytest.approx(1.0, abs=0.01)
    assert bulk_size(independent) == pytest.approx(2000, rel=0.15)
    assert tail_size(independent) == pytest.approx(2000, rel=0.25)


def test_draws_that_keep_nine_tenths_count_a_nineteenth() -> None:
    assert bulk_size(walk(0.9, 20_000)) == pytest.approx(40_000 / 19, rel=0.15)


def test_draws_that_alternate_count_more_than_once() -> None:
    assert bulk_size(walk(-0.5, 5_000)) > 20_000


def test_chains_apart_are_seen(independent: Floats) -> None:
    assert r_hat(independent + np.array([[0.0], [1.0]])) > 1.1


def test_chains_of_other_widths_are_seen(independent: Floats) -> None:
    assert r_hat(independent * np.array([[1.0], [3.0]])) > 1.1


def test_heavy_tails_do_not_hide_chains_apart() -> None:
    draws = np.random.default_rng(7).standard_cauchy((2, 1000))
    assert r_hat(draws) < 1.02
    assert r_hat(draws + np.array([[0.0], [3.0]])) > 1.1


def test_what_never_changes_is_converged() -> None:
    assert r_hat(np.ones((2, 100))) == 1.0
    assert bulk_size(np.ones((2, 100))) == 200.0
