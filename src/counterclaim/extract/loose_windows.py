"""Weeks, months and years that news names loosely: "this week", "last month", "the weekend".

The codes are those of the lexicon's ``date.window``. Invariant: a window that is still running ends
on the day of publication.
"""

import datetime as dt
from enum import IntEnum

from counterclaim.model.periods import Window

_DAY = dt.timedelta(days=1)


class LooseWindow(IntEnum):
    """The window that words name, as the lexicon codes it."""

    THIS_WEEK = 1
    LAST_WEEK = 2
    WEEKEND = 3
    THIS_MONTH = 4
    LAST_MONTH = 5
    LAST_YEAR = 6
    THIS_YEAR = 7


def resolve(code: LooseWindow, day: dt.date) -> Window:
    """Return the days of a loose window in a text published on ``day``.

    >>> resolve(LooseWindow.LAST_MONTH, dt.date(2022, 3, 2)).end
    datetime.date(2022, 2, 28)
    """
    monday, first = day - day.weekday() * _DAY, day.replace(day=1)
    if code is LooseWindow.THIS_WEEK:
        return Window(start=monday, end=day)
    if code is LooseWindow.LAST_WEEK:
        return Window(start=monday - 7 * _DAY, end=monday - _DAY)
    if code is LooseWindow.WEEKEND:
        saturday = monday - 2 * _DAY if day.weekday() < 5 else monday + 5 * _DAY
        return Window(start=saturday, end=min(saturday + _DAY, day))
    if code is LooseWindow.THIS_MONTH:
        return Window(start=first, end=day)
    if code is LooseWindow.LAST_MONTH:
        return Window(start=(first - _DAY).replace(day=1), end=first - _DAY)
    if code is LooseWindow.LAST_YEAR:
        return Window(start=dt.date(day.year - 1, 1, 1), end=dt.date(day.year - 1, 12, 31))
    return Window(start=dt.date(day.year, 1, 1), end=day)
