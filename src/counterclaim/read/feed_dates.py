"""Dates of feeds: as they are written, with the offset that parsers of feeds throw away.

Not here: dates of pages. Invariant: no date is completed by today's: what lacks its day or year is
no date.
"""

import datetime as dt
import email.utils
import re
from collections.abc import Mapping
from itertools import islice

# Every repetition is bounded, so that no feed can make the search long.
_IN_XML = re.compile(
    r"<(?:[\w.-]{1,20}:)?(pubDate|date|published|updated|issued|modified|created)\b[^<>]{0,200}>"
    r"(?:\s{0,50}<!\[CDATA\[)?([^<\]]{8,120})",
    re.IGNORECASE,
)
_IN_JSON = re.compile(r'"date_(published|modified)"\s*:\s*"([^"]{8,60})"')
# Names of zones beyond those of RFC 822, as parsers of feeds take them; BST is that of Britain.
_ZONES = {
    "WET": "+0000",
    "WEST": "+0100",
    "BST": "+0100",
    "CET": "+0100",
    "CEST": "+0200",
    "EET": "+0200",
    "EEST": "+0300",
    "MSK": "+0300",
    "JST": "+0900",
    "AEST": "+1000",
    "AEDT": "+1100",
}
_OF_CHANGES = frozenset({"updated", "modified"})
_FIRST_ENTRY = re.compile(r"<(?:[\w.-]{1,20}:)?(?:item|entry)\b", re.IGNORECASE)
_ZONE = re.compile(r"(?<=\d )[A-Z]{3,4}$")
_FULL = re.compile(r"(?:19|20)\d\d")
_MOST = 20_000  # dates of one feed


def dates_in(text: str) -> dict[dt.datetime, str]:
    """Return the dates of a feed: instants, and each as it stands there, in ISO 8601.

    A date without an offset stands under the instant that it would be in UTC, as parsers of feeds
    take it. Of two spellings of one instant that of a publication goes before that of a change;
    what stands before the first entry is the feed's own.

    >>> list(dates_in("<pubDate>Mon, 23 Nov 2026 01:00:00 +0300</pubDate>").values())
    ['2026-11-23T01:00:00+03:00']
    """
    found: dict[dt.datetime, str] = {}
    pattern = _IN_JSON if text.lstrip("\ufeff \t\r\n").startswith("{") else _IN_XML
    first = _FIRST_ENTRY.search(text) if pattern is _IN_XML else None
    matches = islice(pattern.finditer(text, first.start() if first else 0), _MOST)
    for match in sorted(matches, key=lambda one: one[1].lower() in _OF_CHANGES):
        instant = parse_instant(match[2].strip())
        if instant is not None:
            aware = instant if instant.tzinfo is not None else instant.replace(tzinfo=dt.UTC)
            try:
                found.setdefault(aware.astimezone(dt.UTC), instant.isoformat())
            except OverflowError:
                continue
    return found


def parse_instant(written: str) -> dt.datetime | None:
    """Return an instant as feeds write it (ISO 8601 or RFC 822); ``None`` for anything else.

    >>> parse_instant("2026-11-22T23:00:00-05:00").isoformat()
    '2026-11-22T23:00:00-05:00'
    >>> parse_instant("10:30") is None
    True
    """
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        pass
    written = _ZONE.sub(lambda found: _ZONES.get(found[0], found[0]), written)
    try:
        return email.utils.parsedate_to_datetime(written) if _FULL.search(written) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def as_written(told: object, dates: Mapping[dt.datetime, str]) -> str | None:
    """Return a date as it stands in the feed, given what a parser of feeds made of it.

    ``None`` where the feed holds no such date in full: the parser then completed it by the clock.
    """
    if not isinstance(told, str):
        return None
    try:
        return dates.get(dt.datetime.fromisoformat(told).astimezone(dt.UTC))
    except (ValueError, OverflowError):
        return None
