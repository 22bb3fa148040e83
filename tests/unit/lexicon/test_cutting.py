"""Cutting: the tokens of a text with the white space before them."""

import pytest

from counterclaim.lexicon.cutting import cut


@pytest.mark.parametrize(
    "text",
    [
        "At least 498 soldiers — “ours” — died on 24 Feb. 2022, he said.",
        "  two\n\tmen\u00a0died",
        "6\u202f000 of the mayor’s men, 5k-6k",
    ],
)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(cut(text)) == text


def test_white_space_stands_before_its_token() -> None:
    assert cut("two  men \n died.") == ["two", "  men", " \n died", "."]


def test_white_space_at_the_end_is_left_out() -> None:
    assert cut("two men  ") == ["two", " men"]


def test_only_the_range_is_cut() -> None:
    assert cut("Zero. Two men died.", 6, 13) == ["Two", " men"]
