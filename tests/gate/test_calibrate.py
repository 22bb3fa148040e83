"""Calibration: what the figures mean, on numbers that can be worked out by hand.

Their floors are held by ``test_gate.py`` with all others.
"""

import tomllib

import calibrate
import pytest
from calibrate import Rated
from logistic import Fit, Row, fit_logistic

from counterclaim.lexicon.weights import make_weights

RATED = [
    Rated("gold", 0.9, True),
    Rated("gold", 0.8, True),
    Rated("gold", 0.8, False),
    Rated("gold", 0.1, False),
]


def rows(feature: str, n_true: int, n_false: int, weight: float = 1.0) -> list[Row]:
    have = frozenset({feature} - {""})
    return [Row(have, at < n_true, weight) for at in range(n_true + n_false)]


def test_fit_without_features_is_the_share() -> None:
    assert fit_logistic(rows("", 3, 1), [], 1.0).chance(frozenset()) == pytest.approx(0.75)


def test_rows_count_by_their_weight() -> None:
    fit = fit_logistic(rows("", 1, 0, weight=3.0) + rows("", 0, 1), [], 1.0)
    assert fit.chance(frozenset()) == pytest.approx(0.75)


def test_fit_with_hardly_a_penalty_is_the_share_of_each() -> None:
    fit = fit_logistic(rows("a", 8, 2) + rows("b", 1, 4), ["a", "b"], 1e-6)
    assert fit.chance(frozenset({"a"})) == pytest.approx(0.8, abs=1e-4)
    assert fit.chance(frozenset({"b"})) == pytest.approx(0.2, abs=1e-4)


def test_penalty_pulls_weights_to_nothing() -> None:
    some = rows("a", 8, 2) + rows("b", 1, 4)
    weights = [abs(fit_logistic(some, ["a", "b"], p).weights["a"]) for p in (0.1, 1.0, 10.0, 1e6)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == pytest.approx(0, abs=1e-4)


def test_feature_that_has_no_weight_counts_for_nothing() -> None:
    fit = fit_logistic(rows("a", 8, 2) + rows("b", 1, 4), ["a"], 1.0)
    assert fit.chance(frozenset({"a", "c"})) == fit.chance(frozenset({"a"}))


def test_brier_is_the_mean_squared_gap() -> None:
    assert calibrate.brier(RATED) == pytest.approx((0.01 + 0.04 + 0.64 + 0.01) / 4)
    assert calibrate.brier_of_base(RATED) == pytest.approx(0.25)


def test_ranking_counts_pairs_and_ties_by_half() -> None:
    assert calibrate.rank_right(RATED) == pytest.approx(3.5 / 4)


def test_calibration_error_is_the_mean_gap_over_the_bins() -> None:
    high = 3 * abs(2.5 / 3 - 2 / 3)
    assert calibrate.calibration_error(RATED) == pytest.approx((high + 0.1) / 4)


def test_every_share_has_one_bin() -> None:
    shares = [0.0, 0.3, 0.45, 0.6, 0.75, 0.99, 1.0]
    bins = calibrate.split_bins([Rated("gold", share, True) for share in shares])
    assert [len(inside) for _, inside in bins] == [1, 1, 1, 1, 3]


def test_fold_of_a_document_stays() -> None:
    assert calibrate.fold_of("gaza-01") == calibrate.fold_of("gaza-01") < calibrate.N_FOLDS


def test_weights_are_written_as_they_are_read() -> None:
    fit = Fit(-0.123, {"side.b": 0.456, "side.a": -1.0, "side.none": 0.001})
    text = calibrate.weights_text(fit)
    weights = make_weights("confidence.toml", tomllib.loads(text))
    assert weights.intercept == -0.12
    assert weights.causes == {"side.a": -1.0, "side.b": 0.46}
