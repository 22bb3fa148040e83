"""Weeks told by halving: there and back, and volume kept."""

import numpy as np
import pytest

from counterclaim.estimate.halving import halving


def test_three_weeks_divide_into_one_and_two() -> None:
    assert set(halving(3).spans) == {(0, 1, 3), (1, 2, 3)}


def test_one_week_is_its_own_total() -> None:
    assert halving(1).coordinates(np.array([2.5])).tolist() == [2.5]
    assert halving(1).logs(np.array([2.5])).tolist() == [2.5]


def test_coordinates_are_the_total_and_the_ratios_of_parts() -> None:
    found = halving(3).coordinates(np.log([2.0, 3.0, 1.0]))
    assert found == pytest.approx(np.log([6.0, 0.5, 3.0]))


@pytest.mark.parametrize("n_weeks", [2, 5, 26, 53])
def test_logs_come_back_and_no_volume_is_lost(n_weeks: int) -> None:
    logs = np.random.default_rng(3).normal(0.0, 2.0, n_weeks)
    weeks = halving(n_weeks)
    assert weeks.logs(weeks.coordinates(logs)) == pytest.approx(logs)
    assert abs(np.linalg.det(weeks.slopes(logs))) == pytest.approx(1.0)


def test_slopes_are_those_of_the_coordinates() -> None:
    weeks, logs, step = halving(5), np.array([0.3, -1.0, 2.0, 0.0, 1.0]), 1e-6
    measured = np.stack(
        [
            (weeks.coordinates(logs + step * one) - weeks.coordinates(logs - step * one))
            / (2 * step)
            for one in np.eye(5)
        ],
        axis=1,
    )
    assert weeks.slopes(logs) == pytest.approx(measured, abs=1e-6)
