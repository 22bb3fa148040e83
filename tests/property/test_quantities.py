"""The laws of the interval algebra, for any two quantities."""

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.quantities import Quantity

NUMBERS = st.integers(min_value=0, max_value=60)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low = draw(st.none() | NUMBERS)
    high = draw(st.none() | NUMBERS)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return Quantity(text="", start=0, end=0, kind="range", low=low, high=high)


def allows(quantity: Quantity, number: int) -> bool:
    above = quantity.low is None or quantity.low <= number
    return above and (quantity.high is None or number <= quantity.high)


@given(quantities())
def test_quantity_meets_and_contains_itself(q: Quantity) -> None:
    assert q.meets(q)
    assert q.contains(q)


@given(quantities(), quantities())
def test_meeting_is_symmetric(a: Quantity, b: Quantity) -> None:
    assert a.meets(b) == b.meets(a)


@given(quantities(), quantities())
def test_two_quantities_either_meet_or_cannot_both_hold(a: Quantity, b: Quantity) -> None:
    assert a.meets(b) != a.cannot_both_hold(b)


@given(quantities(), quantities())
def test_meeting_means_a_common_number(a: Quantity, b: Quantity) -> None:
    assert a.meets(b) == any(allows(a, n) and allows(b, n) for n in range(62))


@given(quantities(), quantities())
def test_contained_quantities_meet(a: Quantity, b: Quantity) -> None:
    assert a.meets(b) or not a.contains(b)


@given(quantities(), quantities(), quantities())
def test_containing_is_transitive(a: Quantity, b: Quantity, c: Quantity) -> None:
    assert a.contains(c) or not (a.contains(b) and b.contains(c))


@given(quantities(), quantities(), quantities())
def test_what_a_part_cannot_share_with_another_follows_from_the_whole(
    a: Quantity, b: Quantity, c: Quantity
) -> None:
    assert b.cannot_both_hold(c) or not (a.contains(b) and a.cannot_both_hold(c))


@given(quantities(), quantities())
def test_mutual_containment_is_equality_of_bounds(a: Quantity, b: Quantity) -> None:
    same = ((a.low or 0), a.high) == ((b.low or 0), b.high)
    assert same or not (a.contains(b) and b.contains(a))


@given(quantities())
def test_point_lies_between_the_bounds(q: Quantity) -> None:
    assert q.point is None or allows(q, q.point)
