"""Loose windows: every code, counted from a Wednesday and over the turn of a year."""

import datetime as dt

import pytest

from counterclaim.extract.loose_windows import LooseWindow, resolve
from counterclaim.lexicon.lexicon import Lexicon


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        (LooseWindow.THIS_WEEK, "2022-02-28", "2022-03-02"),
        (LooseWindow.LAST_WEEK, "2022-02-21", "2022-02-27"),
        (LooseWindow.WEEKEND, "2022-02-26", "2022-02-27"),
        (LooseWindow.THIS_MONTH, "2022-03-01", "2022-03-02"),
        (LooseWindow.LAST_MONTH, "2022-02-01", "2022-02-28"),
        (LooseWindow.LAST_YEAR, "2021-01-01", "2021-12-31"),
        (LooseWindow.THIS_YEAR, "2022-01-01", "2022-03-02"),
    ],
)
def test_window_is_counted_from_the_day_of_publication(
    code: LooseWindow, start: str, end: str
) -> None:
    window = resolve(code, dt.date(2022, 3, 2))
    assert (window.start.isoformat(), window.end.isoformat()) == (start, end)


def test_weekend_that_is_still_running_ends_today() -> None:
    assert resolve(LooseWindow.WEEKEND, dt.date(2022, 3, 5)).end == dt.date(2022, 3, 5)


def test_last_month_of_january_is_december() -> None:
    assert resolve(LooseWindow.LAST_MONTH, dt.date(2022, 1, 9)).start == dt.date(2021, 12, 1)


def test_every_window_of_the_lexicon_has_a_code(lexicon: Lexicon) -> None:
    entries = lexicon.of("date.window").values()
    codes = {code for entry in entries for code in entry.values.values()}
    assert codes == set(LooseWindow)
