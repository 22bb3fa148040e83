"""Pages in the manner of real outlets: text, title, date and claims, against their floors."""

import html
import re

import pytest

from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from pages import (
    PAGES,
    Page,
    Score,
    compare_texts,
    find_claims,
    load_pages,
    read_page,
    score_page,
    score_pages,
    summarise,
)

KEYS = {
    *("text", "title", "outlet", "authors", "published", "published_at", "published_from"),
    *("language", "url", "skip", "furniture", "notes"),
}
# Of the pages that declare none, or a wrong one; which is right is for the reader to find.
CHARSETS = ("utf-8", "cp1251", "cp1252", "cp1254", "gb18030", "koi8-r")
FLOOR_F1 = 0.97
FLOOR_FACT = 0.98  # title and date


def _one(name: str) -> Page:
    return next(page for page in load_pages() if page.name == name)


def _shown(page: Page, charset: str) -> str:
    """Return what a page shows, without its spaces and soft hyphens."""
    marked = re.sub(r"<[^>]*>", "", page.captured.data.decode(charset, "replace"))
    return "".join(html.unescape(marked).replace("\u00ad", "").split())


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """Return the scores of every page under the reader."""
    return score_pages(load_pages(), read_page)


def test_text_is_read(scores: list[Score]) -> None:
    assert summarise(scores)["f1"] >= FLOOR_F1


@pytest.mark.parametrize("fact", ["title", "published"])
def test_title_and_date_are_read(scores: list[Score], fact: str) -> None:
    assert summarise(scores)[fact] >= FLOOR_FACT


def test_every_claim_of_the_text_is_found(scores: list[Score]) -> None:
    assert {score.name: score.missed for score in scores if score.missed} == {}


def test_furniture_claims_nothing(scores: list[Score]) -> None:
    found = {score.name: score.from_furniture for score in scores if score.from_furniture}
    assert found == {}


def test_pages_that_hold_no_article_are_skipped(scores: list[Score]) -> None:
    assert {score.name: score.wrong["skip"] for score in scores if "skip" in score.wrong} == {}


def test_every_page_says_what_must_come_out() -> None:
    for page in load_pages():
        assert set(page.expected) - {"about", "captured"} == KEYS, page.name
        assert (page.expected["skip"] is None) == bool(page.expected["text"]), page.name


def test_furniture_stands_on_the_page_and_not_in_the_article() -> None:
    for page in load_pages():
        readings = [_shown(page, charset) for charset in CHARSETS]
        for line in page.furniture:
            assert any("".join(line.split()) in shown for shown in readings), (page.name, line)
            assert line not in page.expected["text"], (page.name, line)


def test_texts_are_compared_in_runs_of_four_words() -> None:
    assert compare_texts("one two three four five", "one two three four five") == (1.0, 1.0)
    assert compare_texts("one two three four five", "one two three four") == (1.0, 0.5)
    assert compare_texts("one two three four", "one two three four five") == (0.5, 1.0)
    assert compare_texts("one two three four", "four three two one") == (0.0, 0.0)
    assert compare_texts("one two three four", "") == (0.0, 0.0)


def test_a_page_read_as_expected_is_all_right_and_furniture_in_it_is_told() -> None:
    page = _one("wire-story")
    want = page.expected
    read = Document(
        text=want["text"],
        title=want["title"],
        outlet=want["outlet"],
        authors=tuple(want["authors"]),
        published=Window.parse(want["published"]),
        published_at=want["published_at"],
        published_from=want["published_from"],
        language=want["language"],
        url=want["url"],
    )
    right = score_page(page, read)
    assert (right.f1, right.wrong, right.missed, right.extra) == (1.0, {}, [], [])
    longer = Document(text=want["text"] + "\n" + want["furniture"][0])
    wrong = score_page(page, longer)
    assert wrong.standing == [want["furniture"][0]]
    assert len(wrong.from_furniture) == 1
    assert "title" in wrong.wrong


def test_the_first_situation_reads_the_same_from_its_page_and_from_its_plain_text() -> None:
    page = _one("seed")
    read = read_page(page.captured)
    assert isinstance(read, Document)
    plain = (PAGES / "seed.txt").read_text(encoding="utf-8")
    assert find_claims(page, read.text) == find_claims(page, plain)
