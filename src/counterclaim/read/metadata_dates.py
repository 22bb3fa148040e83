"""Dates as pages and their metadata give them, with other words behind or around them.

Not here: where on a page they stand; how a date alone is read (``dates_written.py``). Invariant: a
day and month in figures of which either could be the other give no day, and no instant is told
without an offset.
"""

import datetime as dt
import re
from dataclasses import dataclass

from counterclaim.model.periods import Window
from counterclaim.read.dates_written import MAX_CHARS, read_date
from counterclaim.read.month_names import month_number

_WHOLE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
# A date with other things behind it: its numbers, and a time with them.
_START = re.compile(
    r"""(?: \d{4}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{1,2} | \d{1,2}([/.-])\d{1,2}\2\d{4} | \d{8} )
        (?: [T\s]\s* \d{1,2}:\d{2} (?: :\d{2} (?:[.,]\d{1,9})? )?
            (?: \s* (?: Z|UTC|GMT|[+-]\d{2}(?::?\d{2})? ) \b )? )? (?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_ZONE_WORD = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")  # as JavaScript writes it: GMT+0300
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
# Ordinals: 1st, 1er, 1º, 1.; "3 de mayo de 2021".
_NAME = r"([^\W\d_]{2,14}(?:\s(?:الأول|الثاني))?)"
DAY_MONTH = re.compile(
    _WEEKDAY
    + r"(\d{1,2})(?:st|nd|rd|th|er|re|[.º°ª])?\s+(?:(?:de|of)\s+)?"
    + _NAME
    + r"\.?,?\s+(?:del?\s+)?(\d{4})(?!\d)"
)
MONTH_DAY = re.compile(_WEEKDAY + _NAME + r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_SIGNS = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


@dataclass(frozen=True, slots=True)
class Found:
    """A date of publication: its window, where it stood, and the instant if it has an offset."""

    window: Window
    where: str
    instant: str | None = None


def parse_date(text: str) -> Found | None:
    """Return the day and instant of a date as metadata gives it; ``None`` if it cannot be told.

    A day and month in figures of which either could be the other is not told.

    >>> found = parse_date("2031-05-03T23:10:00+0300")
    >>> found.window.start.isoformat(), found.instant
    ('2031-05-03', '2031-05-03T23:10:00+03:00')
    """
    text = _ZONE_WORD.sub("", " ".join(text.split())[:MAX_CHARS])
    if match := _WHOLE.match(text):
        found = _found(match[0])
        is_instant = found is not None and found.instant is not None
        return Found(found.window, "", match[0]) if found is not None and is_instant else found
    found = _found(text)
    if found is None and (start := _START.match(text)):
        found = _found(start[0])
    for pattern in (DAY_MONTH, MONTH_DAY):
        if found is None and (start := pattern.match(text)):
            found = day_in(start[0])
    return found


def _found(text: str) -> Found | None:
    """Return the one day that a text says, and nothing else; its instant too."""
    read = read_date(text)
    if read is None or read.window is None or not read.window.is_day:
        return None
    return Found(read.window, "", read.instant)


def day_of(year: str, month: str, day: str) -> Found | None:
    """Return a day from its parts, the month in figures or letters; ``None`` if there is none."""
    number = month_of(month)
    try:
        return Found(Window.day(dt.date(int(year), number or 0, int(day))), "")
    except ValueError:
        return None


def month_of(text: str) -> int | None:
    """Return the number of a month from figures or its name."""
    return int(text) if text.isdecimal() else month_number(text)


def day_in(text: str) -> Found | None:
    """Return the first day that words hold, its month in letters or signs.

    >>> day_in("Publié le samedi 1er août 2015 à 18 h 40").window.start.isoformat()
    '2015-08-01'
    """
    if match := _SIGNS.search(text):
        return day_of(match[1], match[2], match[3])
    for match in DAY_MONTH.finditer(text):
        if found := day_of(match[3], match[2], match[1]):
            return found
    for match in MONTH_DAY.finditer(text):
        if found := day_of(match[3], match[1], match[2]):
            return found
    return None
