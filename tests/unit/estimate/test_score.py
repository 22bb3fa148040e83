"""Scores, splits and forecasts of claims."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from counterclaim.estimate.forecasts import last_value, linear_trend, make_forecasters
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.score import crps, forward, leave_one_source_out, score_draws
from counterclaim.estimate.splits import claims_within, next_claims, split_at

START = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed")


def day(number: int) -> dt.date:
    """Return a day by its number, 1 being the start."""
    return START + dt.timedelta(days=number - 1)


def said(claimant: str, people: int, last: int, *, first: int = 1) -> Observation:
    """Return a claim of the people killed from one day to another."""
    return Observation(
        id=f"{claimant} {first}-{last}",
        claimant=claimant,
        series=KILLED,
        low=people,
        high=people,
        value=people,
        start=day(first),
        end=day(last),
    )


# Velmora's army tells 10 a day, Karsova's 20 a day, every fifth day.
EVEN = Evidence(
    observations=tuple(
        said(name, rate * last, last)
        for name, rate in (("Velmora", 10), ("Karsova", 20))
        for last in range(5, 101, 5)
    ),
    start=START,
    n_claims=40,
)


def test_crps_of_draws_is_that_of_all_pairs() -> None:
    rng = np.random.default_rng(1)
    draws, told = rng.normal(size=(50, 3)), np.array([0.0, 1.0, -4.0])
    pairs = np.abs(draws[:, None, :] - draws[None, :, :]).mean(axis=(0, 1))
    expected = np.abs(draws - told).mean(axis=0) - pairs / 2
    assert crps(draws, told, told) == pytest.approx(expected)


def test_a_range_that_holds_all_draws_costs_nothing() -> None:
    draws = np.array([[1.0], [2.0], [3.0]])
    assert crps(draws, np.array([0.5]), np.array([3.5])).tolist() == [0.0]
    assert crps(draws, np.array([4.0]), np.array([np.inf]))[0] > 1.0


def test_coverage_and_lean_are_those_of_the_draws() -> None:
    draws = np.log(np.linspace(90.0, 110.0, 101))[:, None].repeat(3, axis=1)
    targets = [said("Velmora", people, 10 + people) for people in (100, 108, 200)]
    row = score_draws(draws, targets, names=("x", "y", "next"))
    assert row.n == 3
    assert row.coverage50 == pytest.approx(1 / 3)
    assert row.coverage90 == pytest.approx(2 / 3)
    assert row.bias == pytest.approx((np.log(1.08) + np.log(2.0)) / 3)


def test_training_knows_nothing_said_after_the_day() -> None:
    late = dataclasses.replace(said("Karsova", 55, 3), said_on=day(60))
    train, later = split_at(
        dataclasses.replace(EVEN, observations=(*EVEN.observations, late)), day(50)
    )
    assert len(train.observations) == 20
    assert max(one.end for one in train.observations) == day(50)
    assert late in later


def test_next_claims_are_the_first_of_each_claimant_and_series() -> None:
    train, later = split_at(EVEN, day(52))
    assert [one.id for one in next_claims(train, later)] == ["Karsova 1-55", "Velmora 1-55"]
    within = claims_within(train, later, until=day(60))
    assert [one.end for one in within] == [day(55), day(55), day(60), day(60)]


def test_a_series_nobody_has_counted_is_no_target() -> None:
    train, later = split_at(EVEN, day(1))
    assert next_claims(train, later) == ()


def test_last_value_stays_and_the_trend_goes_on() -> None:
    train, _ = split_at(EVEN, day(50))
    targets = [said("Velmora", 1, 80), said("Karsova", 1, 70, first=61)]
    assert np.exp(last_value(train, targets)) == pytest.approx([500.0, 200.0])
    assert np.exp(linear_trend(train, targets)) == pytest.approx([800.0, 200.0])


def test_a_claimant_unheard_of_gets_the_median_of_the_others() -> None:
    train, _ = split_at(EVEN, day(50))
    found = np.exp(last_value(train, [said("Named list", 1, 60)]))
    assert found == pytest.approx([np.sqrt(500.0 * 1000.0)])


def test_on_even_growth_the_trend_beats_the_last_value_and_ratios_beat_none() -> None:
    rows = forward(EVEN, [day(60)], make_forecasters())
    by_name = {row.forecaster: row.crps for row in rows if row.horizon == "60 days"}
    assert {row.n for row in rows if row.horizon == "60 days"} == {16}
    assert by_name["linear trend"] < 0.02
    assert by_name["linear trend"] < by_name["last value"]
    assert by_name["CRH, trend and ratio"] < by_name["CRH, trend"]


def test_the_same_seed_gives_the_same_digits_and_a_source_left_out_is_foretold_widely() -> None:
    forecasters = {"last value": make_forecasters()["last value"]}
    rows = leave_one_source_out(EVEN, forecasters, seed=3)
    assert rows == leave_one_source_out(EVEN, forecasters, seed=3)
    assert [(row.split, row.n) for row in rows] == [("Karsova", 20), ("Velmora", 20)]
    assert [round(row.bias, 2) for row in rows] == [0.66, -0.72]
