import datetime as dt
from dataclasses import replace

import pytest

from counterclaim.errors import EstimateError
from counterclaim.estimate.bounds import Limits
from counterclaim.estimate.constraints import Constraint, constrain_all
from counterclaim.estimate.identities import (
    fewest_to_leave_out,
    find_joint_contradiction,
    joint_limits,
)
from counterclaim.estimate.observations import Observation, Series

START = dt.date(2031, 3, 1)
CASUALTIES = Series(side="QV", outcome="casualties", class_="military")
KILLED = replace(CASUALTIES, outcome="killed")
WOUNDED = replace(CASUALTIES, outcome="wounded")
CIVILIANS = replace(KILLED, class_="civilian")
CHILDREN = replace(CIVILIANS, group="children")
EVERYBODY = replace(KILLED, class_=None)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number - 1)


def said(name: str, series: Series, last: int, low: int, high: int | None) -> Observation:
    return Observation(
        id=name, claimant="Velmora", series=series, low=low, high=high, start=START, end=day(last)
    )


def claims(*told: Observation) -> tuple[Constraint, ...]:
    return constrain_all(told)


def limits(given: tuple[Constraint, ...], *days: int, is_sum: bool = False) -> dict[str, Limits]:
    found = joint_limits(given, START, [day(number) for number in days], is_sum=is_sum)
    return {f"{one.series.label} {(one.on - START).days + 1}": one.limits for one in found}


def ids(sets: tuple[tuple[Constraint, ...], ...]) -> list[list[str]]:
    return sorted([one.observation.id for one in chosen] for chosen in sets)


def test_casualties_bound_killed_and_wounded_and_the_other_way_round():
    given = claims(
        said("all", CASUALTIES, 5, 1000, 1000),
        said("killed", KILLED, 5, 200, 300),
        said("wounded", WOUNDED, 3, 400, None),
    )
    assert limits(given, 5) == {
        "QV military casualties 5": Limits(low=1000, high=1000),
        "QV military killed 5": Limits(low=200, high=300),
        "QV military wounded 5": Limits(low=400, high=800),
    }
    assert limits(given, 5, is_sum=True)["QV military wounded 5"] == Limits(low=700, high=800)


def test_a_count_before_and_after_is_bounded_through_the_sum():
    given = claims(
        said("all", CASUALTIES, 5, 1000, 1000),
        said("killed", KILLED, 3, 200, 200),
        said("wounded", WOUNDED, 9, 500, None),
    )
    assert limits(given, 4)["QV military killed 4"] == Limits(low=200, high=1000)
    assert limits(given, 9)["QV military casualties 9"] == Limits(low=1000, high=None)
    assert limits(given, 3)["QV military wounded 3"] == Limits(low=0, high=800)


def test_a_week_of_a_part_is_within_that_week_of_the_whole():
    week = replace(said("week", CHILDREN, 14, 60, 60), start=day(8))
    given = claims(week, said("before", CIVILIANS, 7, 100, 100), said("c", CIVILIANS, 14, 0, 170))
    found = limits(given, 14)
    assert found["QV civilian killed 14"] == Limits(low=160, high=170)
    assert found["QV civilian children killed 14"] == Limits(low=60, high=160)


def test_civilians_and_soldiers_are_among_everybody():
    given = claims(
        said("civilians", CIVILIANS, 5, 70, 70),
        said("soldiers", KILLED, 5, 50, 50),
        said("all", EVERYBODY, 5, 0, 200),
    )
    assert limits(given, 5)["QV killed 5"] == Limits(low=120, high=200)


def test_claims_that_only_clash_through_a_sum_are_named_with_what_to_leave_out():
    given = claims(
        said("all", CASUALTIES, 5, 900, 900),
        said("killed", KILLED, 4, 400, 400),
        said("wounded", WOUNDED, 5, 600, None),
        said("fits", KILLED, 9, 700, 700),
    )
    assert [one.observation.id for one in find_joint_contradiction(given, START)] == [
        "all",
        "killed",
        "wounded",
    ]
    found = fewest_to_leave_out(given, START)
    assert ids(found.sets) == [["all"], ["killed"], ["wounded"]]
    assert (found.is_fewest, found.is_all) == (True, True)
    assert [one.why for one in found.contradictions] == [
        "Velmora: 400 from 2031-03-01 to 2031-03-04 [killed]; "
        "Velmora: 900 from 2031-03-01 to 2031-03-05 [all]; "
        "Velmora: at least 600 from 2031-03-01 to 2031-03-05 [wounded]"
    ]
    with pytest.raises(EstimateError, match="cannot all hold"):
        joint_limits(given, START, [day(5)])


def test_a_claim_in_two_contradictions_is_the_one_to_leave_out():
    found = fewest_to_leave_out(
        claims(
            said("too few", CASUALTIES, 9, 100, 100),
            said("killed", KILLED, 4, 150, 150),
            said("wounded", WOUNDED, 5, 600, 700),
        ),
        START,
    )
    assert ids(found.sets) == [["too few"]]
    assert (found.is_fewest, found.is_all) == (True, True)


def test_claims_that_can_all_hold_leave_none_out():
    found = fewest_to_leave_out(claims(said("a", KILLED, 4, 5, 5)), START)
    assert (found.sets, found.is_fewest, found.contradictions) == (((),), True, ())
    assert find_joint_contradiction((), START) == ()


def test_one_person_too_many_is_seen_in_a_thousand_million():
    most = 10**9
    apart = claims(
        said("all", CASUALTIES, 5, most, most),
        said("killed", KILLED, 5, most - 7, most - 7),
        said("wounded", WOUNDED, 5, 8, 8),
    )
    assert len(find_joint_contradiction(apart, START)) == 3
    fits = (*apart[:2], *claims(said("wounded", WOUNDED, 5, 7, 9)))
    assert limits(fits, 5)["QV military wounded 5"] == Limits(low=7, high=7)


def test_a_claim_that_counts_from_before_the_start_bounds_from_above_only():
    early = replace(said("early", CASUALTIES, 5, 90, 100), start=day(-30))
    given = claims(early, said("killed", KILLED, 5, 20, 30))
    assert limits(given, 5)["QV military casualties 5"] == Limits(low=20, high=100)
    assert limits(given, 5)["QV military killed 5"] == Limits(low=20, high=30)


def test_captured_take_no_part():
    captured = replace(KILLED, outcome="captured")
    given = claims(said("a", captured, 3, 9, 9), said("b", captured, 5, 2, 2))
    assert joint_limits(given, START, [day(5)]) == ()
    assert fewest_to_leave_out(given, START).sets == ((),)
