"""Instants: aware moments in UTC, as people write them."""

import datetime as dt
import re

from counterclaim.errors import RecordError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:", re.ASCII)  # a day alone is its whole day
_HINT = "write YYYY-MM-DD, or YYYY-MM-DDTHH:MM in UTC"


def parse_instant(text: str) -> dt.datetime:
    """Return an instant in UTC: the end of a day that is given as such, else the moment.

    Raises :class:`RecordError` for anything else, naming it.

    >>> parse_instant("2022-03-02T10:00").isoformat()
    '2022-03-02T10:00:00+00:00'
    """
    try:
        if _DAY.fullmatch(text):
            return dt.datetime.combine(dt.date.fromisoformat(text), dt.time.max, dt.UTC)
        if not _INSTANT.match(text):
            raise ValueError(text)
        instant = dt.datetime.fromisoformat(text)
        is_local = instant.tzinfo is None
        return instant.replace(tzinfo=dt.UTC) if is_local else instant.astimezone(dt.UTC)
    except (OverflowError, ValueError) as error:
        raise RecordError(f"{text!r} is no instant", _HINT) from error
