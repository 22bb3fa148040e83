"""Ends of articles: lists of sources and boxes beside it go, what belongs to it stays."""

from counterclaim.lexicon.load import load_lexicon
from counterclaim.read.page_ends import drop_ends
from counterclaim.read.page_tree import parse_page
from counterclaim.read.page_words import text_of

_PROSE = (
    "<p>Twelve soldiers were killed near Dorna on Monday, the governor of the province said.</p>"
    "<p>He added that the road had been closed and that nobody else had been hurt there.</p>"
    "<p>The rebels said that they had lost three men, and that two of them were prisoners.</p>"
)


def _left(body: str) -> str:
    page = parse_page(f"<html><body>{body}</body></html>")
    assert page is not None
    drop_ends(page.tree, load_lexicon())
    return text_of(page.tree)


def test_a_list_of_sources_goes_with_its_heading() -> None:
    body = (
        f"<div><h1>Twelve die</h1>{_PROSE}<h2>Sources</h2><ul><li>“Nine dead”, Post</li></ul></div>"
    )
    assert _left(body).endswith("prisoners.")


def test_a_list_before_prose_or_under_another_heading_stays() -> None:
    body = f"<div><h1>Twelve die</h1><h2>Sources</h2><ul><li>A general</li></ul>{_PROSE}</div>"
    assert "A general" in _left(body)
    body = f"<div><h1>Twelve die</h1>{_PROSE}<h2>Our sources</h2><ul><li>A general</li></ul></div>"
    assert _left(body).endswith("Our sources A general")


def test_a_box_of_short_lines_beside_the_article_goes() -> None:
    box = "<div><h3>From past issues</h3><p>A quiet week: 1 wounded</p></div>"
    assert _left(f"<div><h1>Twelve die</h1>{_PROSE}</div>{box}").endswith("prisoners.")


def test_boxes_that_may_belong_to_the_article_stay() -> None:
    names = "<section><h2>The victims</h2><ul><li>Jan Oller, 23</li></ul></section>"
    inside = f"<article><div><h1>Twelve die</h1>{_PROSE}</div>{names}</article>"
    assert "Jan Oller" in _left(inside)
    said = "<div><h2>Later</h2><p>Two of the wounded died in hospital.</p></div>"
    assert "Two of the wounded" in _left(f"<div><h1>Twelve die</h1>{_PROSE}</div>{said}")
