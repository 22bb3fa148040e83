"""Rows: what documents say of themselves, kept and completed."""

import pytest

from counterclaim.errors import LedgerDamagedError
from counterclaim.ledger.rows import Facts, list_text, texts_of
from counterclaim.model.periods import Window

MAY = Window.parse("2023-05-05")
JUNE = Window.parse("2023-06-01")
PAGE = Facts(published=MAY, published_from="json-ld", published_at="2023-05-05T18:30:00+02:00")


def test_what_is_not_said_does_not_erase() -> None:
    known = Facts(url="u", title="t", outlet="o", authors=("A",), language="en", notes=("n",))
    assert Facts().completed_by(known) == known
    assert Facts().completed_by(PAGE) == PAGE


def test_what_is_said_last_stands() -> None:
    known = Facts(authors=("A", "B"), language="en", notes=("old",))
    said = Facts(authors=("C",), language="uk", notes=("new",))
    assert said.completed_by(known) == said


def test_another_date_comes_with_its_own_origin_and_without_the_instant_of_the_first() -> None:
    given = Facts(published=JUNE, published_from="given")
    assert given.completed_by(PAGE) == given


def test_same_date_from_a_poorer_place_says_nothing_new() -> None:
    assert Facts(published=MAY).completed_by(PAGE) == PAGE
    assert Facts(published=MAY, published_from="url").completed_by(PAGE) == PAGE


def test_same_date_with_more_about_it_stands() -> None:
    assert PAGE.completed_by(Facts(published=MAY)) == PAGE
    assert PAGE.completed_by(Facts(published=MAY, published_from="url")) == PAGE


def test_same_date_from_another_place_of_equal_worth_is_that_said_last() -> None:
    feed = Facts(published=MAY, published_from="feed")
    assert feed.completed_by(Facts(published=MAY, published_from="url")) == feed


def test_texts_of_a_column_are_a_list() -> None:
    assert list_text(("Ilse Brandt", 'A "quoted" desk')) == '["Ilse Brandt","A \\"quoted\\" desk"]'
    assert texts_of('["Ilse Brandt","A \\"quoted\\" desk"]') == ("Ilse Brandt", 'A "quoted" desk')
    assert list_text(()) is None
    assert texts_of(None) == ()


@pytest.mark.parametrize("stored", ["", "{}", '["a", 1]', "7", b"\xff"])
def test_column_that_holds_no_list_of_texts_is_damage(stored: str) -> None:
    with pytest.raises(LedgerDamagedError, match="is no list of texts"):
        texts_of(stored)
