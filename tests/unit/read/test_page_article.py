"""The article of a tree: found at once, or by comparison where the first text may be wrong."""

from lxml.html import document_fromstring

from counterclaim.read.page_article import find_article

SAID = (
    "The convoy left the town at dawn, residents said, and headed for the river crossing near the "
    "mill. The army said that 12 soldiers were killed at the bridge and 40 wounded."
)
LINES = [f"{at}. {SAID}" for at in range(1, 7)]


def test_a_long_article_comes_out_whole_and_in_order() -> None:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    tree = document_fromstring(f"<html><body><article>{text}</article></body></html>")
    assert find_article(tree, precise=True).split("\n") == LINES
    assert find_article(tree, precise=False).split("\n") == LINES


def test_text_without_paragraphs_is_found_by_comparison() -> None:
    text = "".join(f"<div class=x{at}>{line}</div>" for at, line in enumerate(LINES))
    tree = document_fromstring(f"<html><body><div id=a>{text}</div></body></html>")
    assert [line for line in find_article(tree, precise=True).split("\n") if line] == LINES


def test_a_tree_without_text_gives_none() -> None:
    assert find_article(document_fromstring("<html><body></body></html>"), precise=True) == ""
