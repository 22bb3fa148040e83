"""What a text may not do in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.export.cells import encodable, formula_safe, printable, read_cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.mark.parametrize("start", STARTS)
def test_start_of_a_formula_is_marked(start: str) -> None:
    assert formula_safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["  =1+1", "\u00a0=1+1", "'=1+1", "''@a"])
def test_blanks_and_apostrophes_hide_no_formula(text: str) -> None:
    assert formula_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "498", "close to 6,000", "'tis", "a=b", "\u20131"])
def test_other_text_stays(text: str) -> None:
    assert formula_safe(text) == text


def test_controls_become_the_replacement_sign() -> None:
    assert printable("a\x00\x1b[31mb\x7f\x85c\ud800") == "a\ufffd\ufffd[31mb\ufffd\ufffdc\ufffd"


def test_tabs_and_ends_of_lines_stay() -> None:
    assert printable("a\tb\r\nc") == "a\tb\r\nc"


def test_lone_surrogate_is_replaced_and_a_sign_beyond_the_plane_is_not() -> None:
    assert encodable("\ud83d \U0001f600") == "\ufffd \U0001f600"


@given(st.text(alphabet=st.sampled_from("'=+-@ \t\ra1\uff1d"), max_size=8))
def test_marked_cell_reads_back(text: str) -> None:
    assert read_cell(formula_safe(text)) == text
