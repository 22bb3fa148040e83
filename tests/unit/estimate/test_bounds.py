import datetime as dt

from counterclaim.estimate.bounds import (
    Limits,
    contradictions_of,
    increment_limits,
    keep_most,
    limits_on,
)
from counterclaim.estimate.constraints import constrain_all
from counterclaim.estimate.observations import Observation, Series

SERIES = Series(side="QV", outcome="killed", class_="military")
START = dt.date(2031, 3, 1)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number - 1)


def said(name: str, low: int, high: int | None, last: int, **more: object) -> Observation:
    fields = {"claimant": "Velmora", "start": START, "end": day(last), **more}
    return Observation(id=name, series=SERIES, low=low, high=high, **fields)


def test_a_count_lies_between_what_was_said_before_and_after():
    rules = constrain_all([said("a", 100, 100, 2), said("b", 250, 300, 5)])
    assert limits_on(rules, START, [day(1), day(3), day(6)]) == (
        Limits(low=0, high=100),
        Limits(low=100, high=300),
        Limits(low=250, high=None),
    )
    assert increment_limits(rules, day(3), day(5)) == Limits(low=150, high=200)


def test_a_part_binds_from_below_only():
    rules = constrain_all([said("a", 40, 40, 2, is_part=True)])
    assert limits_on(rules, START, [day(2)]) == (Limits(low=40, high=None),)


def test_a_last_day_that_is_not_told_binds_in_its_weakest_form():
    rules = constrain_all([said("a", 40, 50, 6, end_from=day(4))])
    assert limits_on(rules, START, [day(4), day(5), day(6)]) == (
        Limits(low=0, high=50),
        Limits(low=0, high=None),
        Limits(low=40, high=None),
    )


def test_a_window_that_begins_before_the_evidence_gives_no_low_bound():
    rules = constrain_all([said("a", 40, 50, 3, start=day(-5))])
    assert limits_on(rules, START, [day(3)]) == (Limits(low=0, high=50),)


def test_a_count_that_fell_is_a_contradiction_with_its_claims():
    found = contradictions_of(
        [said("a", 5000, None, 2), said("b", 0, 498, 4), said("c", 100, 100, 1)]
    )
    assert [one.why for one in found] == [
        "Velmora: at least 5,000 from 2031-03-01 to 2031-03-02 [a]; "
        "Velmora: at most 498 from 2031-03-01 to 2031-03-04 [b]"
    ]


def test_days_that_exceed_the_total_contradict_it_together():
    daily = [said(f"d{n}", 40, 40, n, start=day(n)) for n in (1, 2, 3)]
    found = contradictions_of([*daily, said("total", 100, 100, 3)])
    assert [{one.id for one in each.observations} for each in found] == [
        {"d1", "d2", "d3", "total"}
    ]


def test_rounding_is_allowed_only_when_asked_for():
    claims = [said("a", 19000, 19000, 2, value=19000), said("b", 18600, 18600, 3, value=18600)]
    assert len(contradictions_of(claims)) == 1
    assert contradictions_of(claims, allow_rounding=True) == ()


def test_the_fewest_claims_are_left_out():
    rules = constrain_all([said("a", 900, 900, 1), said("b", 10, 10, 2), said("c", 20, 20, 3)])
    kept = keep_most(rules)
    assert [one.id for one in kept.left_out] == ["a"]
    assert kept.is_fewest


def test_figures_beyond_a_double_are_exact():
    rules = constrain_all([said("a", 10**15, 10**15, 1), said("b", 10**15 - 1, 10**15 - 1, 2)])
    assert keep_most(rules).left_out != ()
