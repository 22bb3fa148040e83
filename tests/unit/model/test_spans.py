"""Spans: half-open ranges of code points that carry their words."""

import pytest

from counterclaim.errors import SpanError
from counterclaim.model.spans import Span


def test_span_of_a_text_takes_its_words() -> None:
    assert Span.of("at least 498 died", 9, 12) == Span(start=9, end=12, text="498")


def test_span_counts_code_points_beyond_the_basic_plane() -> None:
    assert Span.of("😀 498", 2, 5).text == "498"


@pytest.mark.parametrize(("start", "end", "text"), [(-1, 1, "ab"), (3, 2, ""), (0, 3, "ab")])
def test_impossible_span_is_refused(start: int, end: int, text: str) -> None:
    with pytest.raises(SpanError):
        Span(start=start, end=end, text=text)


def test_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(SpanError):
        Span.of("498", 0, 4)


def test_check_accepts_the_words_that_stand_there() -> None:
    Span(start=9, end=12, text="498").check("at least 498 died")


def test_check_refuses_other_words() -> None:
    with pytest.raises(SpanError, match=r"'400' does not stand at 9-12"):
        Span(start=9, end=12, text="400").check("at least 498 died")


@pytest.mark.parametrize(
    ("start", "end", "covered"), [(0, 10, True), (2, 4, True), (0, 11, False), (9, 12, False)]
)
def test_span_covers_what_lies_wholly_inside(start: int, end: int, covered: bool) -> None:
    inner = Span(start=start, end=end, text="x" * (end - start))
    assert Span(start=0, end=10, text="x" * 10).covers(inner) is covered


def test_empty_span_is_allowed() -> None:
    assert Span.of("abc", 1, 1).text == ""
