"""Quotations, within a paragraph and over several."""

import pytest

from counterclaim.text.quotes import Quotes, find_quotes
from counterclaim.text.sentences import split_blocks


def read(text: str) -> Quotes:
    return find_quotes(text, split_blocks(text))


def words(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in read(text).all]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Two men died,” he said.", ["Two men died,"]),
        ('"Two men died," he said.', ["Two men died,"]),
        ("‘Two men died,’ he said.", ["Two men died,"]),
        ("«Two men died», he said.", ["Two men died"]),
        ("„Two men died“, he said.", ["Two men died"]),
        ("“Two,” he said, “or three.”", ["Two,", "or three."]),
        ('He called it "a war", she "a raid".', ["a war", "a raid"]),
        ("“The mayor’s men died,” he said.", ["The mayor’s men died,"]),
        ("‘The mayor’s men died,’ he said.", ["The mayor’s men died,"]),
        ('"The 5" gun fired," he said.', None),
        ("The mayor’s men died.", []),
        ("The soldiers’ families wept.", []),
        ("A 6' wall fell.", []),
        ("Nobody was quoted.", []),
        ("He said: “Two men died.", ["Two men died."]),
        ("Two men died,” he said.", []),
    ],
)
def test_quotation_is_what_stands_between_its_marks(text: str, quoted: list[str] | None) -> None:
    if quoted is None:
        assert read(text).all
    else:
        assert words(text) == quoted


def test_quotation_opened_again_in_the_next_paragraph_follows() -> None:
    quotes = read("He said: “Two men died.\n“Three are missing.”").all
    assert [(q.closed, q.follows) for q in quotes] == [(False, False), (True, True)]


def test_quotation_after_a_closed_one_does_not_follow() -> None:
    quotes = read("He said: “Two men died.”\n“Three are missing,” she said.").all
    assert [q.follows for q in quotes] == [False, False]


def test_speech_may_run_over_three_paragraphs() -> None:
    quotes = read("“One.\n“Two.\n“Three,” he said.").all
    assert [q.follows for q in quotes] == [False, True, True]


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“Two men died.\nThe mayor left."
    assert words(text) == ["Two men died."]


def test_place_inside_a_quotation_is_found() -> None:
    text = "He said “two men” died."
    assert read(text).at(text.index("men")) is not None


@pytest.mark.parametrize("word", ["He", "died"])
def test_place_outside_a_quotation_is_not(word: str) -> None:
    text = "He said “two men” died."
    assert read(text).at(text.index(word)) is None


def test_quotation_knows_the_one_before_it() -> None:
    quotes = read("“Two,” he said, “or three.”")
    assert quotes.before(quotes.all[1]) == quotes.all[0]


def test_first_quotation_has_none_before_it() -> None:
    quotes = read("“Two,” he said, “or three.”")
    assert quotes.before(quotes.all[0]) is None
