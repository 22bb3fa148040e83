import pytest

from counterclaim.read.wrapped_lines import paragraphs_of


def test_line_that_was_full_goes_on_in_the_next() -> None:
    lines = [
        "The ministry of Ostrava said on Friday that eleven",
        "Moravian soldiers were killed near the bridge. The",
        "Moravian side spoke of two.",
        "Nobody could check either count.",
    ]
    assert paragraphs_of(lines) == [
        "The ministry of Ostrava said on Friday that eleven Moravian soldiers were killed near the "
        "bridge. The Moravian side spoke of two.",
        "Nobody could check either count.",
    ]


def test_heading_and_items_of_a_list_stay_alone() -> None:
    lines = ["Losses of the week", "The army counted what it had lost since the", "- 3 killed"]
    assert paragraphs_of(lines) == [
        "Losses of the week",
        "The army counted what it had lost since the",
        "- 3 killed",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Some of the wound-", "ed were taken", "Some of the wounded were taken"),
        ("They fired at mid-", "March positions", "They fired at mid-March positions"),
        ("Between 12-", "15 were killed", "Between 12-15 were killed"),
        ("The army - ", "it said - lost", "The army - it said - lost"),
    ],
)
def test_hyphen_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    assert paragraphs_of([first, second], is_hyphenated=True) == [joined]


def test_hyphen_stays_where_the_word_has_it_elsewhere() -> None:
    lines = ["The anti-tank gun and the anti-", "tank mine"]
    assert paragraphs_of(lines, is_hyphenated=True) == ["The anti-tank gun and the anti-tank mine"]


def test_hyphen_of_a_message_is_its_writer_s() -> None:
    assert paragraphs_of(["It was a well-", "known place"]) == ["It was a well-known place"]
