"""The longest rising line: as long as any, and one that rises."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.rising import Bounds, longest_rising

intervals = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 5)).map(lambda p: (p[0], p[0] + p[1])), max_size=9
)


def rises(chosen: list[Bounds]) -> bool:
    return all(a[0] <= b[1] for a, b in combinations(chosen, 2))


def test_lone_peak_is_left_out() -> None:
    points = [(10, 10), (73, 73), (18, 18), (19, 19), (20, 20)]
    assert longest_rising(points) == [0, 2, 3, 4]


def test_nothing_is_left_out_of_a_line_that_rises_within_bounds() -> None:
    assert longest_rising([(18, 20), (17, 18), (18, 18)]) == [0, 1, 2]


def test_empty_row_of_intervals_has_an_empty_line() -> None:
    assert longest_rising([]) == []


@given(intervals)
def test_line_rises_and_none_is_longer(row: list[Bounds]) -> None:
    kept = longest_rising(row)
    assert kept == sorted(set(kept))
    assert rises([row[i] for i in kept])
    longer = combinations(range(len(row)), len(kept) + 1)
    assert not any(rises([row[i] for i in chosen]) for chosen in longer)
