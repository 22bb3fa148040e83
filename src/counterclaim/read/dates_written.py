"""Dates as tables, messages and files write them, read into days.

Not here: where a date is looked for. Invariant: a date that can be read in two ways is read in
neither; the day is the one of the zone that the date is written in.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from counterclaim.errors import RecordError
from counterclaim.model.periods import Window
from counterclaim.read.month_names import is_weekday, month_number

MAX_CHARS = 80  # no date is longer; a column of dates that holds texts is not searched
# Numbers are instants only in these years: smaller and larger ones are ids, counts and sentinels.
_FIRST_YEAR, _LAST_YEAR = 1980, 2100
_MONTH = r"(?P<month>[^\W\d_]{2,14}(?:\s(?:الأول|الثاني))?)\.?"
_TIME = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\.?)?(?:\s?\(?(?P<zone>[A-Z]{1,5}|[+-][0-9]{2}(?::?[0-9]{2})?)\)?)?(?:\s?\([A-Z]+\))?"
)
_AFTER = rf"(?:(?:,|\s+at|\s+-|T)?\s*{_TIME})?"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]{2,12})\.?,?\s+)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|re|[.º°ª])?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:\s+(?:of|de))?[\s-]+{_MONTH},?(?:\s+del?)?[\s-]+(?P<year>[0-9]{{4}}){_AFTER}",
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>[0-9]{{4}}){_AFTER}",
        rf"{_MONTH}\s+{_DAY}\s+{_TIME}\s+(?P<year>[0-9]{{4}})",
        rf"{_MONTH},?\s+(?P<year>[0-9]{{4}})",
        rf"(?P<year>[0-9]{{4}})[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})(?:\s*T?{_TIME})?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:T?(?P<hour>[0-9]{2})"
        r"(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    )
)
_NUMBERS = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_AFTER}", re.IGNORECASE)
_COUNT = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a written date says: its days, its instant with its own offset, and what is unsure.

    ``window`` is ``None`` where the date can be read in two ways, which ``note`` then says;
    ``instant`` is ``None`` where the date has no time, or the time no offset.
    """

    window: Window | None
    instant: str | None = None
    note: str = ""


def read_date(value: object) -> DateRead | None:
    """Return what a date says, as text, number, date, or ``{"$date": …}``; ``None`` if it is none.

    >>> read_date("Wed, 02 Mar 2022 14:05:00 +0200").instant
    '2022-03-02T14:05:00+02:00'
    >>> read_date("03/04/2022").note
    'its date 03/04/2022 can be read in two ways'
    """
    if isinstance(value, Mapping):
        return read_date(value.get("$date") or value.get("$numberLong") or _ends_of(value))
    if isinstance(value, dt.datetime):
        return _of_instant(value)
    if isinstance(value, dt.date):
        return DateRead(Window.day(value))
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        value = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return _of_text(" ".join(value.split())) if isinstance(value, str) else None


def _ends_of(value: Mapping[object, object]) -> object:
    start, end = value.get("start"), value.get("end")
    return f"{start}/{end}" if start and end else start


def _of_text(text: str) -> DateRead | None:
    if not 4 <= len(text) <= MAX_CHARS:
        return None
    if _COUNT.fullmatch(text):
        return _of_count(text)
    try:
        iso = Window.parse(text)
    except RecordError:
        iso = None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None and (read := _of_parts(found.groupdict())) is not None:
            return read
    if iso is not None:
        return DateRead(iso)
    if found := _NUMBERS.fullmatch(text):
        return _of_numbers(text, found)
    if text.count("/") == 1:
        return _between(*text.split("/"))
    return None


def _of_count(text: str) -> DateRead | None:
    """Return the instant of seconds or, with twelve digits or more, of thousandths since 1970."""
    seconds = int(text) / 1000 if text.isdigit() and len(text) >= 12 else float(text)
    instant = dt.datetime.fromtimestamp(seconds, dt.UTC)
    if not _FIRST_YEAR <= instant.year < _LAST_YEAR:
        return None
    return _of_instant(instant.replace(microsecond=0))


def _of_instant(instant: dt.datetime) -> DateRead:
    is_aware = instant.utcoffset() is not None
    return DateRead(Window.day(instant.date()), instant.isoformat() if is_aware else None)


def _of_parts(parts: Mapping[str, str | None]) -> DateRead | None:
    year, month = int(parts["year"] or 0), _month_of(parts["month"] or "")
    weekday = parts.get("weekday")
    if month is None or (weekday is not None and not is_weekday(weekday)):
        return None
    if parts.get("day") is None:
        return DateRead(Window.parse(f"{year:04d}-{month:02d}")) if year else None
    try:
        day = dt.date(year, month, int(parts["day"] or 0))
    except ValueError:
        return None
    return DateRead(Window.day(day), _instant_of(day, parts))


def _month_of(text: str) -> int | None:
    return int(text) if text.isdigit() else month_number(text)


def _of_numbers(text: str, found: re.Match[str]) -> DateRead | None:
    """Return a date of three numbers; with slashes or hyphens the first may be day or month."""
    first, sign, second, year = found[1], found[2], found[3], found[4]
    # Nobody writes the month first with full stops between.
    orders = [(second, first)] if sign == "." else [(second, first), (first, second)]
    days: list[dt.date] = []
    for month, day in orders:
        try:
            days.append(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    if not days:
        return None
    if days[0] != days[-1]:
        return DateRead(None, note=f"its date {text} can be read in two ways")
    return DateRead(Window.day(days[0]), _instant_of(days[0], found.groupdict()))


def _between(first: str, last: str) -> DateRead | None:
    """Return the days from one ISO date to another."""
    try:
        start, end = Window.parse(first), Window.parse(last)
        return DateRead(Window(start=start.start, end=end.end))
    except RecordError:
        return None


def _instant_of(day: dt.date, parts: Mapping[str, str | None]) -> str | None:
    """Return the instant of a time with an offset; ``None`` for a zone known by letters alone."""
    offset = _offset_of(parts.get("zone") or "")
    if offset is None or parts.get("hour") is None:
        return None
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        return dt.datetime.combine(day, dt.time(hour, minute, second, tzinfo=offset)).isoformat()
    except ValueError:
        return None


def _offset_of(zone: str) -> dt.timezone | None:
    if zone.upper() in {"Z", "UT", "UTC", "GMT"}:
        return dt.UTC
    if not zone.startswith(("+", "-")):
        return None
    digits = zone[1:].replace(":", "")
    shift = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    if shift >= dt.timedelta(hours=24):
        return None
    return dt.timezone(-shift if zone[0] == "-" else shift)
