"""Intervals of claimants on a day: what they share, what they span, and whom to leave out."""

import datetime as dt
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.estimate.consensus import (
    ClaimantBounds,
    consensus_of,
    disagreement_on,
    hull_of,
    layer_one,
)
from counterclaim.estimate.last_words import low_best_high
from counterclaim.estimate.observations import Evidence, Observation, Series

START = dt.date(2031, 3, 1)
OUTCOMES = ("killed", "captured")
bounds = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).map(
    lambda pair: pair if pair[1] is None or pair[0] <= pair[1] else pair[::-1]
)
drawn_bounds = st.lists(bounds, min_size=1, max_size=6)
claims = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 5), st.integers(0, 5), bounds, st.booleans()),
    max_size=8,
)


def claimants_of(drawn: list[tuple[int, int | None]]) -> list[ClaimantBounds]:
    return [
        ClaimantBounds(claimant=name, low=low, high=high)
        for name, (low, high) in zip("ABCDEF", drawn, strict=False)
    ]


def share_a_count(claimants: list[ClaimantBounds]) -> bool:
    """Whether some count suits all, by trying every count there can be."""
    return any(
        all(one.low <= count and (one.high is None or count <= one.high) for one in claimants)
        for count in range(10)
    )


@given(drawn_bounds)
def test_the_hull_holds_every_interval_and_the_consensus_lies_within_each(drawn):
    claimants = claimants_of(drawn)
    hull, consensus = hull_of(claimants), consensus_of(claimants)
    assert (consensus is not None) == share_a_count(claimants)
    for one in claimants:
        assert hull.low <= one.low
        assert hull.high is None or (one.high is not None and one.high <= hull.high)
        if consensus is not None:
            assert one.low <= consensus.low
            assert one.high is None or consensus.high <= one.high


@given(drawn_bounds)
def test_the_sets_to_leave_out_are_all_the_smallest_ones(drawn):
    claimants = claimants_of(drawn)
    found = disagreement_on(START, claimants)
    if share_a_count(claimants):
        assert found is None
        return
    for size in range(1, len(claimants) + 1):
        enough = [
            names
            for names in combinations([one.claimant for one in claimants], size)
            if share_a_count([one for one in claimants if one.claimant not in names])
        ]
        if enough:
            break
    assert list(found.leave_out) == enough
    assert found.ratio is None or found.ratio > 1


@given(claims, st.sampled_from(OUTCOMES), st.integers(0, 6))
def test_low_best_and_high_come_in_this_order_and_nothing_raises(drawn, outcome, last):
    series = Series(side="QV", outcome=outcome)
    told = tuple(
        Observation(
            id=str(number),
            claimant=name,
            series=series,
            low=low,
            high=high,
            start=START + dt.timedelta(days=min(window)),
            end=START + dt.timedelta(days=max(window)),
            is_part=is_part,
        )
        for number, (name, *window, (low, high), is_part) in enumerate(drawn)
    )
    on = START + dt.timedelta(days=last)
    found = layer_one(Evidence(observations=told, start=START, n_claims=len(told)), series, on)
    assert (found.low, found.best, found.high) == low_best_high(told, start=START, on=on)
    if found.low is None:
        assert found.best is None
    else:
        assert found.low <= (found.low if found.best is None else found.best) <= found.high
    for one in found.claimants:
        assert one.high is None or one.low <= one.high
