"""Rows: what documents say of themselves, kept and completed."""

import pytest

from counterclaim.errors import LedgerDamagedError
from counterclaim.ledger.rows import Facts, list_text, texts_of
from counterclaim.model.periods import Window

MAY = Window.parse("2023-05-05")
JUNE = Window.parse("2023-06-01")
PAGE = Facts(published=MAY, published_from="json-ld", published_at="2023-05-05T18:30:00+02:00")


def test_what_is_not_said_does_not_erase() -> None:
    known = Facts(url="u", title="t", outlet="o", authors=("A",), language="en")
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


def test_better_reading_without_notes_clears_them() -> None:
    note = ("its dates disagree: 2023-05-05 (meta), 2021-01-01 (url)",)
    before = Facts(published=MAY, published_from="meta", notes=note)
    after = Facts(published=MAY, published_from="json-ld")
    assert after.completed_by(before) == after
    unsure = Facts(notes=("its date 03/04/2022 can be read in two ways",))
    assert after.completed_by(unsure) == after
    assert Facts(title="t").completed_by(unsure) == Facts(title="t")


def test_notes_stay_with_the_date_that_they_came_with() -> None:
    noted = Facts(
        published=MAY,
        published_from="meta",
        published_at="2023-05-05T18:30:00+02:00",
        notes=("the page is only the beginning of the article",),
    )
    poorer = Facts(published=MAY, notes=("its date 'May' cannot be read",))
    assert poorer.completed_by(noted) == noted
    assert Facts(notes=("undated",)).completed_by(noted) == noted
    given = Facts(published=JUNE, published_from="given")
    assert given.completed_by(noted).notes == ()


def test_texts_of_a_column_are_a_list() -> None:
    assert list_text(("Ilse Brandt", 'A "quoted" desk')) == '["Ilse Brandt","A \\"quoted\\" desk"]'
    assert texts_of('["Ilse Brandt","A \\"quoted\\" desk"]') == ("Ilse Brandt", 'A "quoted" desk')
    assert list_text(()) is None
    assert texts_of(None) == ()


@pytest.mark.parametrize("stored", ["", "{}", '["a", 1]', "7", b"\xff"])
def test_column_that_holds_no_list_of_texts_is_damage(stored: str) -> None:
    with pytest.raises(LedgerDamagedError, match="is no list of texts"):
        texts_of(stored)
