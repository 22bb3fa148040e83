"""Signs of notes: what goes by its markup, and which figures stay."""

import pytest
from lxml.html import document_fromstring

from counterclaim.read.page_notes import drop_notes
from counterclaim.read.page_words import text_of


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("at <a href='#fn' class=tooltip>12</a> killed", "at 12 killed"),
        ("killed <a href='#'>115</a> men on <a href='#x'>5</a> May", "killed 115 men on 5 May"),
        ("killed 12<sup><a href='#n3'>3</a></sup> men", "killed 12 men"),
        ("killed 12<a href='#n3'><sup>3</sup></a> men", "killed 12 men"),
        ("killed 12<a href='#x' role=doc-noteref>3</a> men", "killed 12 men"),
        ("killed 12<a href='#x' rel=footnote>3</a> men", "killed 12 men"),
        ("killed 12<a href='#x' id=fnref3>3</a> men", "killed 12 men"),
        ("killed 12<a href='#fn3' style='vertical-align: super'>3</a> men", "killed 12 men"),
        ("killed 12<span class=sup><a href='#cite_3'>3</a></span> men", "killed 12 men"),
        ("killed 12 men<a href='#n3'>[3]</a>.", "killed 12 men."),
        ("killed 12 men.<sup>3</sup>", "killed 12 men."),
        ("killed 12<sup class=footnote>3</sup> men", "killed 12 men"),
        ("killed 12<sup>3</sup> men<p id=fn3>A list.</p>", "killed 12 men A list."),
        ("killed 12<sup>3</sup> men<p><sup>3</sup> A list.</p>", "killed 12 men 3 A list."),
        ("10<sup>3</sup> men, 10<sup>-3</sup>, 6 km<sup>2</sup>", "10³ men, 10⁻³, 6 km2"),
        ("the 12<sup>th</sup> and CO<sub>2</sub>", "the 12th and CO2"),
    ],
)
def test_signs_of_notes_go_and_figures_stay(markup: str, expected: str) -> None:
    page = document_fromstring(f"<body><div>{markup}</div></body>")
    drop_notes(page)
    assert text_of(page) == expected
