"""Quantities: what cannot be built, and the algebra of their bounds."""

import pytest

from counterclaim.errors import RecordError, SpanError
from counterclaim.model.quantities import Quantity

CASES = {
    "498": ("exact", 498, 498, 498),
    "499": ("exact", 499, 499, 499),
    "close to 6,000": ("nearly", 6000, 5400, 5999),
    "about 6,000": ("about", 6000, 5400, 6600),
    "more than 2,000": ("more_than", 2000, 2001, None),
    "at least 2,001": ("at_least", 2001, 2001, None),
    "fewer than 2,001": ("less_than", 2001, 0, 2000),
    "up to 2,001": ("at_most", 2001, 0, 2001),
    "between 40 and 50": ("range", None, 40, 50),
    "50 to 60": ("range", None, 50, 60),
    "dozens": ("vague", None, 24, 120),
    "no one": ("none", 0, 0, 0),
    "an unspecified number": ("some", None, 1, None),
    "many": ("vague", None, 2, None),
}


def quantity(text: str) -> Quantity:
    kind, value, low, high = CASES[text]
    return Quantity(text=text, start=0, end=len(text), kind=kind, value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("498", "498"),
        ("close to 6,000", "about 6,000"),
        ("more than 2,000", "at least 2,001"),
        ("more than 2,000", "up to 2,001"),
        ("at least 2,001", "up to 2,001"),
        ("between 40 and 50", "50 to 60"),
        ("between 40 and 50", "dozens"),
        ("no one", "fewer than 2,001"),
        ("498", "an unspecified number"),
        ("498", "many"),
        ("more than 2,000", "an unspecified number"),
    ],
)
def test_quantities_that_share_a_number_meet(left: str, right: str) -> None:
    assert quantity(left).meets(quantity(right))
    assert quantity(right).meets(quantity(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("498", "499"),
        ("498", "close to 6,000"),
        ("more than 2,000", "fewer than 2,001"),
        ("at least 2,001", "fewer than 2,001"),
        ("between 40 and 50", "498"),
        ("no one", "an unspecified number"),
        ("no one", "at least 2,001"),
        ("no one", "many"),
    ],
)
def test_quantities_without_a_common_number_cannot_both_hold(left: str, right: str) -> None:
    assert quantity(left).cannot_both_hold(quantity(right))
    assert quantity(right).cannot_both_hold(quantity(left))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("498", "498"),
        ("about 6,000", "close to 6,000"),
        ("more than 2,000", "at least 2,001"),
        ("at least 2,001", "close to 6,000"),
        ("up to 2,001", "fewer than 2,001"),
        ("up to 2,001", "no one"),
        ("dozens", "between 40 and 50"),
        ("an unspecified number", "more than 2,000"),
        ("many", "498"),
    ],
)
def test_wider_quantity_contains_the_narrower(outer: str, inner: str) -> None:
    assert quantity(outer).contains(quantity(inner))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("498", "499"),
        ("close to 6,000", "about 6,000"),
        ("up to 2,001", "at least 2,001"),
        ("between 40 and 50", "dozens"),
        ("an unspecified number", "no one"),
        ("498", "an unspecified number"),
    ],
)
def test_quantity_does_not_contain_what_reaches_beyond_it(outer: str, inner: str) -> None:
    assert not quantity(outer).contains(quantity(inner))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("498", 498),
        ("close to 6,000", 6000),
        ("more than 2,000", 2000),
        ("between 40 and 50", 45),
        ("an unspecified number", 1),
        ("no one", 0),
    ],
)
def test_point_is_the_value_or_stands_between_the_bounds(text: str, point: int) -> None:
    assert quantity(text).point == point


def test_point_of_an_unbounded_quantity_is_none() -> None:
    assert Quantity(text="", start=0, end=0, kind="vague").point is None


@pytest.mark.parametrize("text", ["about 6,000", "close to 6,000", "dozens"])
def test_bounds_by_convention_are_soft(text: str) -> None:
    assert quantity(text).is_soft


@pytest.mark.parametrize(
    "text", ["498", "more than 2,000", "up to 2,001", "between 40 and 50", "no one"]
)
def test_bounds_by_arithmetic_are_hard(text: str) -> None:
    assert not quantity(text).is_soft


@pytest.mark.parametrize(
    ("kind", "value", "low", "high"),
    [
        ("exact", 5, 5, 6),
        ("exact", None, None, None),
        ("exact", 5, 4, 5),
        ("none", 1, 1, 1),
        ("none", 0, 0, 1),
        ("none", None, None, None),
        ("range", None, 50, 40),
        ("range", None, -1, 40),
        ("about", -5, None, None),
        ("at_most", 5, 0, -5),
        ("dozens", None, 24, 120),
        ("", 5, 5, 5),
    ],
)
def test_contradictory_quantity_is_refused(
    kind: str, value: int | None, low: int | None, high: int | None
) -> None:
    with pytest.raises(RecordError):
        Quantity(text="x", start=0, end=1, kind=kind, value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("kind", "value", "low", "high"),
    [
        ("about", 100, 200, 300),
        ("at_least", 100, 50, None),
        ("more_than", 100, None, 50),
        ("less_than", 100, 0, 20),
    ],
)
def test_value_that_is_at_odds_with_its_bounds_is_refused(
    kind: str, value: int, low: int | None, high: int | None
) -> None:
    with pytest.raises(RecordError):
        Quantity(text="x", start=0, end=1, kind=kind, value=value, low=low, high=high)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (5, 4), (0, 2), (0, 4)])
def test_quantity_with_a_wrong_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Quantity(text="498", start=start, end=end, kind="exact", value=498, low=498, high=498)


def test_span_of_a_quantity_holds_its_words() -> None:
    span = quantity("close to 6,000").span
    assert (span.start, span.end, span.text) == (0, 14, "close to 6,000")


def test_quantity_is_frozen() -> None:
    with pytest.raises(AttributeError):
        quantity("498").value = 5  # type: ignore[misc]
