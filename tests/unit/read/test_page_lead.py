"""Headlines of pages without headings: the line that stands out above the text."""

import pytest

from counterclaim.read.page_lead import find_lead
from counterclaim.read.page_tree import parse_page

_PROSE = "<p>" + "Twelve soldiers were killed near Dorna on Monday, the governor said. " * 3
_MENU = "".join(f'<a href="/{at}">Part {at}</a> ' for at in range(8))
_MASTHEAD = '<font size="5">Government of the Province</font>'


@pytest.mark.parametrize(
    "line",
    [
        "<b>Twelve soldiers die near Dorna</b>",
        '<font size="+2">Twelve soldiers die near Dorna</font>',
        '<div class="headline">Twelve soldiers die near Dorna</div>',
    ],
)
def test_the_line_above_the_text_is_found(line: str) -> None:
    page = parse_page(f"<html><body>{_MASTHEAD}{_MENU}{line}{_PROSE}</body></html>")
    assert page is not None
    lead = find_lead(page)
    assert lead is not None
    assert lead.text == "Twelve soldiers die near Dorna"
    assert "government of the province" in lead.apart


@pytest.mark.parametrize(
    "above",
    [
        f"{_MASTHEAD}{_MENU}",
        "<b>By Ada Renn and others</b>",
        "<b>Friday, April 16, 1999</b>",
        '<b><a href="/">Twelve soldiers die near Dorna</a></b>',
        "Twelve soldiers die near Dorna",
    ],
)
def test_mastheads_bylines_and_dates_are_no_headlines(above: str) -> None:
    page = parse_page(f"<html><body>{above}{_PROSE}</body></html>")
    assert page is not None
    assert find_lead(page) is None
