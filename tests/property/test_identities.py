"""Sums and parts: against trying every count there can be, and against claims made from counts."""

import datetime as dt
from dataclasses import replace
from itertools import accumulate, combinations, product

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.estimate.constraints import Constraint, constrain_all
from counterclaim.estimate.identities import (
    fewest_to_leave_out,
    find_joint_contradiction,
    joint_limits,
)
from counterclaim.estimate.observations import Observation, Series

START = dt.date(2031, 3, 1)
N_DAYS = 6
MOST = 6  # people, where every count is tried
CASUALTIES = Series(side="QV", outcome="casualties")
SERIES = (CASUALTIES, replace(CASUALTIES, outcome="killed"), replace(CASUALTIES, outcome="wounded"))
figures = st.tuples(st.sampled_from(range(3)), st.integers(0, MOST), st.integers(0, MOST))
days = st.lists(st.integers(0, 40), min_size=N_DAYS, max_size=N_DAYS)
windows = st.tuples(st.integers(0, N_DAYS - 1), st.integers(0, N_DAYS - 1)).map(sorted)
widths = st.tuples(st.integers(0, 9), st.integers(0, 9))


def observed(name: int, series: Series, pair: tuple[int, int], window: list[int]) -> Observation:
    first, last = (START + dt.timedelta(days=day) for day in window)
    low, high = sorted(pair)
    return Observation(
        id=f"{name:02}",
        claimant="A",
        series=series,
        low=low,
        high=high,
        start=first,
        end=last,
    )


def counts_that_fit(rules: tuple[Constraint, ...], *, is_sum: bool) -> list[tuple[int, int, int]]:
    place = {series: number for number, series in enumerate(SERIES)}
    told = {one.observation.series for one in rules}
    needs_sum = is_sum and told == set(SERIES)
    return [
        counts
        for counts in product(range(2 * MOST + 1), range(MOST + 1), range(MOST + 1))
        if (counts[0] == sum(counts[1:]) if needs_sum else counts[0] >= sum(counts[1:]))
        and all(one.low <= counts[place[one.observation.series]] <= one.high for one in rules)
    ]


@given(st.lists(figures, min_size=1, max_size=5), st.booleans())
def test_what_is_left_out_and_what_remains_are_as_by_trying_every_count(drawn, is_sum):
    rules = constrain_all(
        observed(name, SERIES[which], pair, [0, 1]) for name, (which, *pair) in enumerate(drawn)
    )
    for size in range(len(rules) + 1):
        enough = [
            gone
            for gone in combinations(rules, size)
            if counts_that_fit(tuple(one for one in rules if one not in gone), is_sum=is_sum)
        ]
        if enough:
            break
    found = fewest_to_leave_out(rules, START, is_sum=is_sum)
    assert found.is_fewest
    assert {len(gone) for gone in found.sets} == {size}
    if found.is_all:
        assert sorted(map(str, found.sets)) == sorted(map(str, enough))
    kept = tuple(one for one in rules if one not in found.sets[0])
    fitting = counts_that_fit(kept, is_sum=is_sum)
    for row in joint_limits(kept, START, [START + dt.timedelta(days=1)], is_sum=is_sum):
        values = [counts[SERIES.index(row.series)] for counts in fitting]
        assert row.limits.low == min(values)
        assert row.limits.high in (None, max(values))


@given(days, days, days, st.lists(st.tuples(st.integers(0, 2), windows, widths), max_size=8))
def test_claims_that_are_true_of_counts_can_hold_and_bound_them(killed, wounded, others, drawn):
    totals = [
        [0, *accumulate(map(sum, zip(killed, wounded, others, strict=True)))],
        [0, *accumulate(killed)],
        [0, *accumulate(wounded)],
    ]
    made = []
    for name, (which, window, (below, above)) in enumerate(drawn):
        true = totals[which][window[1] + 1] - totals[which][window[0]]
        pair = (max(0, true - below), true + above)
        made.append(observed(name, SERIES[which], pair, window))
    rules = constrain_all(made)
    assert find_joint_contradiction(rules, START) == ()
    dates = [START + dt.timedelta(days=day) for day in range(N_DAYS)]
    for row in joint_limits(rules, START, dates):
        true = totals[SERIES.index(row.series)][(row.on - START).days + 1]
        assert row.limits.low <= true
        assert row.limits.high is None or true <= row.limits.high
