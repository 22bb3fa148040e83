"""The words of an element: what a page shows apart is never joined."""

import pytest
from lxml.html import fragment_fromstring

from counterclaim.read.page_words import brief_text, text_of


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>Raid kills 12<br>400 wounded</h1>", "Raid kills 12 / 400 wounded"),
        ("<h1>Raid kills men<br>40 wounded</h1>", "Raid kills men 40 wounded"),
        ("<div><p>It killed 12 men.</p><p>Nine died.</p></div>", "It killed 12 men. Nine died."),
        ("<div>12<div>40</div>3</div>", "12 / 40 / 3"),
        ("<p>1<b>2</b><span>0</span> sol<wbr>diers kil\u00adled</p>", "120 soldiers killed"),
        ("<ul><li>12</li>\n <li>40</li></ul>", "12 / 40"),
        ("<p>killed 12<img src=a>40 hurt</p>", "killed 12 / 40 hurt"),
    ],
)
def test_lines_that_end_part_words(markup: str, expected: str) -> None:
    element = fragment_fromstring(markup)
    assert text_of(element) == expected
    assert brief_text(element) == expected


def test_the_tail_of_an_element_is_not_its_own() -> None:
    assert text_of(fragment_fromstring("<p><b>12</b> killed</p>")[0]) == "12"


def test_long_elements_have_no_brief_text() -> None:
    assert brief_text(fragment_fromstring(f"<p>{'x' * 801}</p>")) == ""
    assert brief_text(fragment_fromstring(f"<p>{'<i>x</i>y' * 20}</p>")) == ""
