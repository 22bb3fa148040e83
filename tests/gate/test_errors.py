"""The list of errors: causes are found by key, by place and by group; the page is refreshed."""

import dataclasses

from error_tables import count, refresh, render, render_list
from errors import Error, find_cause

ERROR = Error("gold", "a-1", "53", "killed", "place", "Kyiv", "Lviv", "place.named", 120)


def test_read_cause_wins_over_its_group() -> None:
    groups = [{"field": "place", "cause": "group"}]
    read = {"gold": {"a-1": {"53 killed place": "read"}}, "groups": groups}
    assert find_cause(ERROR, read) == "read"
    assert find_cause(dataclasses.replace(ERROR, doc="a-2"), read) == "group"


def test_place_in_the_text_tells_two_errors_apart() -> None:
    causes = {"gold": {"a-1": {"53 killed place@120": "this", "53 killed place": "others"}}}
    assert find_cause(ERROR, causes) == "this"
    assert find_cause(dataclasses.replace(ERROR, start=7), causes) == "others"


def test_group_asks_for_all_that_it_names() -> None:
    causes = {"groups": [{"rule": "*named*", "predicted": "None", "cause": "group"}]}
    assert find_cause(ERROR, causes) == "new"
    assert find_cause(dataclasses.replace(ERROR, predicted="None"), causes) == "group"


def test_table_sorts_by_gold_after_and_adds_up() -> None:
    before = count([("x", "gold"), ("x", "aid")])
    after = count([("y", "gold"), ("y", "gold"), ("x", "gold")])
    assert render("cause", before, after).splitlines()[2:] == [
        "| y | 0 | 2 | 0 | 0 | 0 | 0 |",
        "| x | 1 | 1 | 1 | 0 | 0 | 0 |",
        "| total | 1 | 3 | 1 | 0 | 0 | 0 |",
    ]


def test_page_is_refreshed_between_its_markers() -> None:
    page = "a\n<!-- t -->\nold\n<!-- end of t -->\nb\n"
    assert refresh(page, {"t": "new"}) == "a\n<!-- t -->\nnew\n<!-- end of t -->\nb\n"


def test_fields_of_a_claim_stand_together() -> None:
    errors = [("x", "a-1 53 killed", "place"), ("x", "a-1 53 killed", "stated_on")]
    assert render_list(errors) == "- **x**: a-1 53 killed (place, stated_on)"
