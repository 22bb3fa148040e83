"""What follows from claims without any assumption."""

import datetime as dt
from collections.abc import Callable

from counterclaim.api.arithmetic import arithmetic_row
from counterclaim.estimate.consensus import layer_one
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.results import ArithmeticRow

Told = Callable[..., Observation]


def found(*told: Observation, day: int = 14) -> ArithmeticRow:
    start = dt.date(2031, 3, 1)
    end = start + dt.timedelta(days=day - 1)
    series = Series(side="QV", outcome="killed", class_="military")
    evidence = Evidence(observations=told, start=start, n_claims=1)
    return arithmetic_row(layer_one(evidence, series, end))


def test_figures_bind_later_days_from_below_and_earlier_ones_from_above(told: Told) -> None:
    row = found(told("Karsova", 7, 100), told("Karsova", 21, 300))
    assert [(one.low, one.high) for one in row.ranges] == [(100, 300)]
    assert row.consensus == (100, 300)
    assert row.ratio is None


def test_claimants_who_disagree_have_a_ratio_and_no_consensus(told: Told) -> None:
    row = found(told("Karsova", 14, 4000), told("Velmora", 14, 1000))
    assert row.consensus is None
    assert row.ratio == 4.0
    assert (row.low, row.best, row.high) == (1000, 2500.0, 4000)
    assert row.conflicts == (("Karsova-14", "Velmora-14"),)


def test_who_would_have_to_be_left_out_is_named_if_it_is_one_set(told: Told) -> None:
    two = (told("Karsova", 14, 4000), told("Velmora", 14, 1000))
    assert found(*two).leave_out == ()
    assert found(*two, told("Observers", 14, 900, high=None)).leave_out == ()
    assert found(*two, told("Observers", 14, 900, high=1200)).leave_out == ("Karsova",)


def test_parts_and_counts_of_some_days_bind_from_below_only(told: Told) -> None:
    part = told("Karsova", 14, 40, is_part=True)
    week = told("Velmora", 14, 30, start=dt.date(2031, 3, 8))
    row = found(part, week)
    assert [(one.claimant, one.low, one.high) for one in row.ranges] == [
        ("Karsova", 40, None),
        ("Velmora", 30, None),
    ]


def test_claimant_who_contradicts_himself_is_told_with_both_claims(told: Told) -> None:
    row = found(told("Karsova", 7, 300), told("Karsova", 21, 100))
    assert [one.is_consistent for one in row.ranges] == [False]
    assert row.conflicts == (("Karsova-7", "Karsova-21"),)
    assert row.ratio is None  # that is between claimants


def test_contradictions_are_found_on_all_days(told: Told) -> None:
    row = found(told("Karsova", 3, 4000), told("Velmora", 5, 1000), told("Karsova", 14, 8000))
    assert row.consensus is None
    assert (row.ratio, row.conflicts) == (4.0, (("Karsova-3", "Velmora-5"),))
