import datetime as dt

from counterclaim.estimate.last_words import low_best_high
from counterclaim.estimate.observations import Observation, Series

START = dt.date(2031, 3, 1)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number - 1)


def said(claimant: str, last: int, low: int, high: int | None, **more: object) -> Observation:
    return Observation(
        id=f"{claimant}-{last}",
        claimant=claimant,
        low=low,
        high=high,
        value=low if low == high else None,
        end=day(last),
        **{"series": Series(side="QV", outcome="killed"), "start": START, **more},
    )


def test_best_counts_claimants_of_one_party_once_with_what_was_last_said():
    told = [
        said("Minister", 9, 900, 900, claimant_party="KS"),
        said("General", 12, 1000, 1000, claimant_party="KS"),
        said("Spokesman", 12, 1200, 1200, claimant_party="KS"),
        said("Observers", 11, 300, 300),
        said("Observers", 20, 800, 800),
    ]
    assert low_best_high(told, start=START, on=day(14)) == (300, 700.0, 1200)


def test_best_takes_no_parts_no_weeks_and_no_denials():
    told = [
        said("Karsova", 3, 100, 100),
        said("Karsova", 9, 7, 7, is_part=True),
        said("Observers", 9, 12, 12, start=day(8)),
        said("QV", 9, 0, 0, is_bound=True),
    ]
    assert low_best_high(told, start=START, on=day(14)) == (0, 100.0, 100)


def test_an_open_figure_takes_back_nothing_and_a_lower_one_does():
    told = [said("Karsova", 3, 500, 500), said("Karsova", 5, 100, None)]
    assert low_best_high(told, start=START, on=day(9)) == (500, 500.0, 500)
    told.append(said("Karsova", 7, 200, 200))
    assert low_best_high(told, start=START, on=day(9)) == (200, 200.0, 200)


def test_a_figure_that_is_open_below_leaves_nought_possible():
    assert low_best_high([said("QV", 3, 0, 50)], start=START, on=day(3)) == (0, 5.0, 50)


def test_captured_who_are_fewer_than_before_leave_no_low_bound_behind():
    captured = Series(side="QV", outcome="captured")
    told = [said("QV", 3, 90, 90, series=captured), said("QV", 5, 40, None, series=captured)]
    assert low_best_high(told, start=START, on=day(9)) == (40, 40.0, 40)
