"""Dates, resolved against the day of publication as news uses them."""

import datetime as dt
from collections.abc import Callable

import pytest

from counterclaim.extract.dates import DateMention, find_dates
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

Cutter = Callable[[str], Tokens]

WEDNESDAY = Window.day(dt.date(2022, 3, 2))


def only(cut: Cutter, sentence: str, published: Window | None = WEDNESDAY) -> DateMention:
    [mention] = find_dates(cut(sentence), published)
    return mention


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Wednesday", "2022-03-02"),
        ("on Tuesday", "2022-03-01"),
        ("on Monday", "2022-02-28"),
        ("on Thursday", "2022-02-24"),
        ("on Sunday", "2022-02-27"),
        ("last Wednesday", "2022-02-23"),
        ("last Thursday", "2022-02-24"),
        ("on Tuesday evening", "2022-03-01"),
        ("early on Tuesday", "2022-03-01"),
        ("today", "2022-03-02"),
        ("yesterday", "2022-03-01"),
        ("this morning", "2022-03-02"),
        ("on 1 March", "2022-03-01"),
        ("on March 1", "2022-03-01"),
        ("on March 1st", "2022-03-01"),
        ("on Feb. 24", "2022-02-24"),
        ("on 24 February", "2022-02-24"),
        ("on the 24th of February", "2022-02-24"),
        ("on 24 December", "2021-12-24"),
        ("on 5 May 2014", "2014-05-05"),
        ("on May 5, 2014", "2014-05-05"),
        ("two days ago", "2022-02-28"),
        ("a week ago", "2022-02-23"),
    ],
)
def test_day_is_resolved(words: str, day: str, cut_sentence: Cutter) -> None:
    mention = only(cut_sentence, f"Two men died {words}.")
    assert mention.window == Window.day(dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in March 2021", "2021-03-01", "2021-03-31"),
        ("in February", "2022-02-01", "2022-02-28"),
        ("in July", "2021-07-01", "2021-07-31"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("overnight", "2022-03-01", "2022-03-02"),
        ("last night", "2022-03-01", "2022-03-02"),
        ("last week", "2022-02-21", "2022-02-27"),
        ("last month", "2022-02-01", "2022-02-28"),
        ("last year", "2021-01-01", "2021-12-31"),
        ("this month", "2022-03-01", "2022-03-02"),
        ("this year", "2022-01-01", "2022-03-02"),
        ("over the weekend", "2022-02-26", "2022-02-27"),
        ("in the past 24 hours", "2022-03-01", "2022-03-02"),
        ("over the last three weeks", "2022-02-09", "2022-03-02"),
    ],
)
def test_stretch_is_resolved(words: str, start: str, end: str, cut_sentence: Cutter) -> None:
    mention = only(cut_sentence, f"Two men died {words}.")
    assert mention.window == Window(
        start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end)
    )


@pytest.mark.parametrize(
    ("words", "start"), [("since Thursday", "2022-02-24"), ("since 24 February", "2022-02-24")]
)
def test_since_opens_a_period(words: str, start: str, cut_sentence: Cutter) -> None:
    mention = only(cut_sentence, f"Two men have died {words}.")
    assert mention.sort == "since"
    assert mention.window is not None
    assert mention.window.start == dt.date.fromisoformat(start)


@pytest.mark.parametrize("words", ["a day", "per day", "each week", "every month"])
def test_rate_is_no_date(words: str, cut_sentence: Cutter) -> None:
    assert only(cut_sentence, f"Two men died {words}.").sort == "rate"


@pytest.mark.parametrize(
    ("words", "n_days"),
    [("within six days", 6), ("in the first six days", 6), ("in two weeks", 14)],
)
def test_stretch_without_an_anchor_has_its_length(
    words: str, n_days: int, cut_sentence: Cutter
) -> None:
    mention = only(cut_sentence, f"Two men died {words} of war.")
    assert (mention.sort, mention.n_days, mention.window) == ("within", n_days, None)


@pytest.mark.parametrize(
    "words", ["on Wednesday", "yesterday", "on 1 March", "last week", "in the past 24 hours"]
)
def test_date_without_a_day_of_publication_stays_open(words: str, cut_sentence: Cutter) -> None:
    mention = only(cut_sentence, f"Two men died {words}.", None)
    assert mention.window is None


@pytest.mark.parametrize("words", ["on 5 May 2014", "in May 2014", "in 2014"])
def test_full_date_needs_no_day_of_publication(words: str, cut_sentence: Cutter) -> None:
    assert only(cut_sentence, f"Two men died {words}.", None).window is not None


def test_month_of_publication_is_no_day_to_count_from(cut_sentence: Cutter) -> None:
    month = Window.parse("2022-03")
    assert only(cut_sentence, "Two men died on Wednesday.", month).window is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Two men may die.",
        "They march on Dorna.",
        "They sat there.",
        "The sun rose.",
        "Two men of the 24th brigade died.",
        "Six days of war are enough.",
    ],
)
def test_word_that_is_no_date_is_left_alone(sentence: str, cut_sentence: Cutter) -> None:
    mentions = find_dates(cut_sentence(sentence), WEDNESDAY)
    assert [m.window for m in mentions if m.window is not None] == []


@pytest.mark.parametrize(
    ("published", "words", "day"),
    [
        ("2024-03-01", "on Thursday", "2024-02-29"),
        ("2022-01-01", "yesterday", "2021-12-31"),
        ("2022-01-02", "on 31 December", "2021-12-31"),
    ],
)
def test_day_is_found_over_the_turn_of_a_month(
    published: str, words: str, day: str, cut_sentence: Cutter
) -> None:
    mention = only(cut_sentence, f"Two men died {words}.", Window.parse(published))
    assert mention.window == Window.day(dt.date.fromisoformat(day))


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01", "9999-12-31"])
@pytest.mark.parametrize("words", ["last week", "three years ago", "on Monday", "last month"])
def test_edge_of_the_calendar_is_no_error(published: str, words: str, cut_sentence: Cutter) -> None:
    find_dates(cut_sentence(f"Two men died {words}."), Window.parse(published))
