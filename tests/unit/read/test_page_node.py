"""The article among the objects of a page."""

import pytest

from counterclaim.read.page_json import Node
from counterclaim.read.page_node import choose_node

OTHER: Node = {"@type": "NewsArticle", "headline": "Other", "url": "https://a.example/other"}
NEWS = "NewsArticle"


@pytest.mark.parametrize(
    ("own", "addresses", "headings"),
    [
        ({"@type": NEWS, "url": "http://www.a.example/raid/"}, ["https://a.example/raid"], []),
        ({"@type": NEWS, "@id": "https://a.example/raid#article"}, ["https://a.example/raid"], []),
        (
            {"@type": NEWS, "mainEntityOfPage": {"@id": "https://a.example/raid"}},
            ["https://a.example/raid?from=home"],
            [],
        ),
        ({"@type": "BlogPosting", "url": "https://a.example/raid"}, ["https://a.example/raid"], []),
        ({"@type": NEWS, "headline": "Raid on Dorna"}, [], ["Raid on Dorna"]),
        ({"@type": NEWS, "headline": "Raid"}, ["https://a.example/raid"], []),
        (
            {"@type": NEWS, "url": "https://a.example/story.php?id=2"},
            ["https://a.example/story.php?id=2"],
            [],
        ),
    ],
)
def test_the_object_of_the_page_is_chosen_in_any_place(
    own: Node, addresses: list[str], headings: list[str]
) -> None:
    third: Node = {**OTHER, "url": "https://a.example/story.php?id=1"}
    assert choose_node([OTHER, third, own], addresses, headings) is own
    assert choose_node([own, third, OTHER], addresses, headings) is own


def test_where_nothing_tells_the_first_stands() -> None:
    second: Node = {**OTHER, "headline": "Second"}
    assert choose_node([OTHER, second], ["https://b.example/x"], ["Raid"]) is OTHER
    assert choose_node([{"@type": "Person"}], [], []) == {}
    page: Node = {"@type": "WebPage", "datePublished": "2031", "url": "https://a.example/raid"}
    assert choose_node([page, OTHER], ["https://a.example/raid"], []) is OTHER
