"""Joint possibility of claims to one question, against brute force."""

import datetime as dt
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.possible import (
    MAX_LISTED,
    Bounds,
    excludes,
    exclusions,
    largest_sets,
)

OPEN = float("inf")
DAY = dt.date(2031, 3, 1)
DAYS = [DAY + dt.timedelta(days=n) for n in range(4)]


def stated(name: str, day: int, low: float, high: float, **more: Any) -> Bounds:
    return Bounds(name, DAYS[day], low, high, **more)


def bounds(*, with_events: bool = False) -> st.SearchStrategy[Bounds]:
    number = st.integers(0, 12)
    more = {"side": st.sampled_from([None, "QK", "QV"]), "is_final": st.booleans()}
    return st.builds(
        lambda day, pair, is_open, given: Bounds(
            "", DAYS[day], min(pair), OPEN if is_open else max(pair), **given
        ),
        st.integers(0, 3),
        st.tuples(number, number),
        st.booleans(),
        st.fixed_dictionaries(more if with_events else {}),
    )


def numbered(found: list[Bounds]) -> list[Bounds]:
    named = [one._replace(id=f"c{at:02}") for at, one in enumerate(found)]
    return sorted(named, key=lambda b: (b.day, -b.low, b.id))


def has_truth(chosen: tuple[Bounds, ...]) -> bool:
    """Try every course of a count from 0 to 13 that only rises over the four days."""
    reached = [True] * 14
    for day in DAYS:
        reached = [any(reached[: count + 1]) for count in range(14)]
        for one in chosen:
            if one.day == day:
                reached = [
                    ok and (one.low <= count <= one.high) is not one.denied
                    for count, ok in enumerate(reached)
                ]
    return any(reached)


@given(st.lists(bounds(), min_size=2, max_size=6))
def test_a_set_is_possible_if_no_two_exclude_each_other(found: list[Bounds]) -> None:
    named = numbered(found)
    for size in range(2, len(named) + 1):
        for chosen in combinations(named, size):
            is_free = not any(excludes(a, b) for a, b in combinations(chosen, 2))
            assert is_free is has_truth(chosen)


@given(st.lists(bounds(with_events=True), max_size=12))
def test_exclusions_finds_a_pair_if_and_only_if_there_is_one(found: list[Bounds]) -> None:
    named = numbered(found)
    by_id = {one.id: one for one in named}
    pairs = exclusions(named)
    assert all(excludes(by_id[a], by_id[b]) for a, b in pairs)
    assert bool(pairs) is any(excludes(a, b) for a, b in combinations(named, 2))


@given(st.lists(bounds(with_events=True), max_size=12))
def test_whoever_is_excluded_by_any_is_in_a_pair(found: list[Bounds]) -> None:
    named = numbered(found)
    listed = {name for pair in exclusions(named) for name in pair}
    excluded = {x.id for a, b in combinations(named, 2) if excludes(a, b) for x in (a, b)}
    assert listed == excluded


@given(st.lists(st.lists(bounds(), min_size=1, max_size=2), max_size=7))
def test_the_largest_sets_are_those_of_brute_force(found: list[list[Bounds]]) -> None:
    lines = {
        f"k{at}": [one._replace(id=f"k{at}-{n}") for n, one in enumerate(line)]
        for at, line in enumerate(found)
    }

    def fits(keys: tuple[str, ...]) -> bool:
        return not any(
            excludes(a, b) for x, y in combinations(keys, 2) for a in lines[x] for b in lines[y]
        )

    best: list[list[str]] = [[]]
    for size in range(len(lines), 0, -1):
        best = [list(keys) for keys in combinations(lines, size) if fits(keys)]
        if best:
            break
    assert sorted(largest_sets(lines)) == sorted(best or [[]])


@given(st.lists(bounds(), min_size=MAX_LISTED + 1, max_size=MAX_LISTED + 12))
def test_one_largest_set_of_many_claimants_is_as_large_as_can_be(found: list[Bounds]) -> None:
    named = numbered(found)
    [chosen] = largest_sets({one.id: [one] for one in named})
    by_id = {one.id: one for one in named}
    assert not any(excludes(by_id[a], by_id[b]) for a, b in combinations(chosen, 2))
    assert len(chosen) == most_in_time(named)


def most_in_time(named: list[Bounds]) -> int:
    """Return the most claims that a rising count meets, by its value after each day."""
    values = sorted({b.low for b in named} | {0.0})
    best = [0] * len(values)
    for day in sorted({b.day for b in named}):
        met = [sum(b.low <= v <= b.high for b in named if b.day == day) for v in values]
        best = [max(best[: at + 1]) + met[at] for at in range(len(values))]
    return max(best)


def test_of_events_beyond_the_limit_the_set_is_possible() -> None:
    found = [stated(f"c{n}", n % 4, n % 5, n % 5, side="QK") for n in range(MAX_LISTED + 5)]
    [chosen] = largest_sets({one.id: [one] for one in found})
    assert chosen == [f"c{n}" for n in range(0, 45, 5)]


@pytest.mark.parametrize(
    ("one", "other", "is_excluded"),
    [
        (stated("a", 0, 5, 5), stated("b", 1, 9, 9), False),
        (stated("a", 0, 9, 9), stated("b", 1, 5, 5), True),
        (stated("a", 0, 5, 5, side="QK"), stated("b", 1, 9, 9, side="QV"), True),
        (stated("a", 0, 5, 5, side="QK"), stated("b", 1, 9, 9, side="QK"), False),
        (stated("a", 0, 5, 5, side="QK"), stated("b", 1, 9, 9), False),
        (stated("a", 0, 0, 0, is_final=True), stated("b", 1, 9, 9), True),
        (stated("a", 0, 9, 9, can_fall=True), stated("b", 1, 5, 5, can_fall=True), False),
        (stated("a", 0, 9, 9, can_fall=True), stated("b", 0, 5, 5, can_fall=True), True),
        (stated("a", 0, 9, 9, denied=True), stated("b", 0, 9, 9), True),
        (stated("a", 0, 9, 9, denied=True), stated("b", 1, 9, 9), False),
        (stated("a", 0, 9, 9, denied=True), stated("b", 0, 8, 9), False),
        (stated("a", 0, 9, 9, denied=True), stated("b", 0, 9, 9, denied=True), False),
    ],
)
def test_what_excludes_what(one: Bounds, other: Bounds, is_excluded: bool) -> None:
    assert excludes(one, other) is is_excluded
    assert excludes(other, one) is is_excluded
