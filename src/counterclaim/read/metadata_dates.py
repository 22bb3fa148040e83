"""Dates as metadata give them: ISO 8601 and its cousins, heads of mail, words of months.

Not here: where on a page they stand. Invariant: a day and month in figures of which either could be
the other give no day, and no instant is told without an offset.
"""

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_tz
from typing import Any

from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.periods import Window

_ISO = re.compile(
    r"""(\d{4})-(\d{1,2})-(\d{1,2})
        (?: [T\s]\s* (\d{1,2}):(\d{2}) (?: :(\d{2}) (?:[.,]\d{1,9})? )?
            \s* (Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})? )? (?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ZONE_WORD = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")  # as JavaScript writes it: GMT+0300
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?")
DAY_MONTH = re.compile(
    r"(?:[^\W\d_]{3,10},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]{3,10})\.?,?\s+(\d{4})(?!\d)"
)
MONTH_DAY = re.compile(
    r"(?:[^\W\d_]{3,10},?\s+)?([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)


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
    text = _ZONE_WORD.sub("", " ".join(text.split())[:80])
    if match := _ISO.match(text):
        found = _instant(match.groups())
        is_iso = found is not None and found.instant is not None and _WHOLE.fullmatch(match[0])
        return Found(found.window, "", match[0]) if found is not None and is_iso else found
    if match := _COMPACT.match(text):
        return _instant(match.groups())
    if match := _YEAR_FIRST.match(text):
        return day_of(match[1], match[2], match[3])
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
        return Found(Window.day(moment.date()), "", moment.isoformat(timespec="seconds"))
    if match := _DAY_FIRST.match(text):
        day, month = int(match[1]), int(match[2])
        if day > 12 or day == month or "." in text[:6]:
            return day_of(match[3], match[2], match[1])
        return day_of(match[3], match[1], match[2]) if month > 12 else None
    mailed = parsedate_tz(text) if re.search(r"\d:\d\d", text) else None
    if mailed is not None and mailed[9] is not None and re.search(r"[+-]\d{4}|GMT|UTC", text):
        return _mailed(mailed)
    if match := DAY_MONTH.match(text):
        return day_of(match[3], match[2], match[1])
    if match := MONTH_DAY.match(text):
        return day_of(match[3], match[1], match[2])
    return None


def _instant(parts: tuple[str | None, ...]) -> Found | None:
    year, month, day, hour, minute, second, zone = parts
    found = day_of(str(year), str(month), str(day))
    if found is None or hour is None or zone is None:
        return found
    zone = zone.upper().replace(":", "")
    try:
        if zone in ("Z", "UTC", "GMT"):
            offset = dt.UTC
        else:
            size = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5] or 0))
            offset = dt.timezone(-size if zone[0] == "-" else size)
        start = found.window.start
        clock = dt.time(int(hour), int(minute or 0), int(second or 0))
        moment = dt.datetime.combine(start, clock, offset)
    except ValueError:
        return found
    return Found(found.window, "", moment.isoformat(timespec="seconds"))


def _mailed(parts: tuple[Any, ...]) -> Found | None:
    try:
        zone = dt.timezone(dt.timedelta(seconds=parts[9]))
        year, month, day, hour, minute, second = parts[:6]
        moment = dt.datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return Found(Window.day(moment.date()), "", moment.isoformat(timespec="seconds"))


def day_of(year: str, month: str, day: str) -> Found | None:
    """Return a day from its parts, the month in figures or letters; ``None`` if there is none."""
    number = month_of(month)
    try:
        return Found(Window.day(dt.date(int(year), number or 0, int(day))), "")
    except ValueError:
        return None


def month_of(text: str) -> int | None:
    """Return the number of a month from figures or its English name."""
    if text.isdecimal():
        return int(text)
    entry = load_lexicon().entry("month", text.lower())
    return entry.values.get(text.lower()) if entry is not None else None
