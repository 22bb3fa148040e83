"""JSON-LD as pages hold it: whole, wrapped, broken."""

import pytest

from counterclaim.read.page_json import find_nodes, parse_script, plain_text, types_of
from counterclaim.read.page_tree import parse_page

GOOD = {"@type": "NewsArticle", "headline": "12 die in Dorna"}
PLAIN = '{"@type": "NewsArticle", "headline": "12 die in Dorna"}'


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("}", ",}"),
        f"<!-- {PLAIN} -->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/* the page */ {PLAIN}; ",
        PLAIN.replace(",", ", // kind\n"),
        PLAIN.replace('"', "&quot;"),
    ],
)
def test_a_script_is_read_however_it_is_wrapped(text: str) -> None:
    assert parse_script(text) == GOOD


def test_line_breaks_inside_strings_are_read() -> None:
    assert parse_script('{"headline": "12 die\nin Dorna"}') == {"headline": "12 die\nin Dorna"}


def test_addresses_are_no_comments() -> None:
    text = '{"url": "https://a.example/x", "headline": "A",}'
    assert parse_script(text) == {"url": "https://a.example/x", "headline": "A"}


def test_of_a_script_beyond_mending_single_fields_are_read() -> None:
    text = (
        '{"headline": "12 \\u201cdie\\u201d", "author": {"name": "A" "B"}, "datePublished": "2031"'
    )
    assert parse_script(text) == {"headline": "12 “die”", "datePublished": "2031"}


def test_objects_side_by_side_are_all_read() -> None:
    assert parse_script(f"{PLAIN}\n{PLAIN}") == [GOOD, GOOD]


def test_graphs_and_lists_are_walked_and_other_scripts_are_not() -> None:
    page = parse_page(
        '<script type="application/ld+json">[{"@graph": [{"@type": "Person"}]}]</script>'
        '<script type="text/javascript">{"@type": "Thing"}</script>'
        f'<script type="application/ld+json; charset=utf-8">{PLAIN}</script>'
    )
    assert page is not None
    kinds = [types_of(node) for node in find_nodes(page.tree)]
    assert kinds == [[], ["Person"], ["NewsArticle"]]


def test_texts_are_freed_of_escapes_and_markup() -> None:
    assert plain_text("12 &amp;amp; <em>more</em>\n die") == "12 & more die"
    assert plain_text("losses < 5 and > 3") == "losses < 5 and > 3"
    assert plain_text(["x"]) is None
