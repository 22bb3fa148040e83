"""Days that are counted from the one named before: "the same day", "the following day".

Invariant: without a day before it in the text such a word is no date.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.extract.dates import DateMention
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

_ROLE = "day.counted"


@dataclass(slots=True)
class DaysBefore:
    """The last day and the last year that the text has named so far."""

    day: dt.date | None = None
    year: int | None = None

    def read(self, tokens: Tokens, dates: Sequence[DateMention]) -> list[DateMention]:
        """Return the dates of the next sentence, those counted from an earlier one among them."""
        found: list[DateMention] = []
        places = [i for i, roles in enumerate(tokens.roles) if _ROLE in roles]
        for date in sorted([*dates, *(_open(at) for at in places)], key=lambda d: d.first):
            if date.sort != _ROLE:
                found.append(self._noted(tokens, date))
            elif self.day is not None:
                low = tokens.lows[date.first]
                offset = tokens.lexicon.of(_ROLE)[low].values[low]
                counted = _moved(self.day, offset)
                found.append(replace(date, sort="day", window=Window.day(counted)))
                self.day = counted
        return found

    def _noted(self, tokens: Tokens, date: DateMention) -> DateMention:
        window = date.window
        if window is None:
            return date
        if self.year is not None and tokens.has("year.that", date.last + 1):
            window = _in_year(window, self.year)
        self.year = window.end.year
        self.day = window.end if window.is_day else self.day
        return replace(date, window=window)


def _open(at: int) -> DateMention:
    return DateMention(first=at, last=at, sort=_ROLE)


def _moved(day: dt.date, offset: int) -> dt.date:
    try:
        return day + dt.timedelta(days=offset)
    except OverflowError:
        return day


def _in_year(window: Window, year: int) -> Window:
    """Return a window in another year; 29 February becomes the 28th where it has to."""
    start, end = (
        date.replace(year=year, day=28 if (date.month, date.day) == (2, 29) else date.day)
        for date in (window.start, window.end)
    )
    return Window(start=start, end=end)
