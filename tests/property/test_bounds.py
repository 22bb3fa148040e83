"""Claims made from a known count: its bounds hold it, and it is never called a contradiction."""

import datetime as dt
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.estimate.bounds import find_contradiction, keep_most, limits_on
from counterclaim.estimate.constraints import constrain_all
from counterclaim.estimate.observations import Observation, Series

START = dt.date(2031, 3, 1)
N_DAYS = 12
SERIES = Series(side="QV", outcome="killed")
windows = st.tuples(st.integers(0, N_DAYS - 1), st.integers(0, N_DAYS - 1)).map(sorted)
claims = st.lists(st.tuples(windows, st.integers(0, 9), st.integers(0, 9)), max_size=12)


def observed(number: int, window: list[int], low: int, high: int) -> Observation:
    first, last = (START + dt.timedelta(days=day) for day in window)
    return Observation(
        id=str(number), claimant="A", series=SERIES, low=low, high=high, start=first, end=last
    )


@given(st.lists(st.integers(0, 50), min_size=N_DAYS, max_size=N_DAYS), claims)
def test_bounds_hold_the_count_that_claims_are_true_of(days, drawn):
    totals = [0, *accumulate(days)]
    made = []
    for number, (window, below, above) in enumerate(drawn):
        true = totals[window[1] + 1] - totals[window[0]]
        made.append(observed(number, window, max(0, true - below), true + above))
    rules = constrain_all(made)
    assert find_contradiction(rules) == ()
    dates = [START + dt.timedelta(days=day) for day in range(N_DAYS)]
    for limits, total in zip(limits_on(rules, START, dates), totals[1:], strict=True):
        assert limits.low <= total
        assert limits.high is None or total <= limits.high


@given(st.lists(st.tuples(windows, st.integers(0, 60)), max_size=10))
def test_what_is_kept_can_hold_and_a_contradiction_is_irreducible(drawn):
    rules = constrain_all(observed(n, window, k, k) for n, (window, k) in enumerate(drawn))
    assert find_contradiction(keep_most(rules).constraints) == ()
    found = find_contradiction(rules)
    for one in found:
        assert find_contradiction([other for other in found if other is not one]) == ()
