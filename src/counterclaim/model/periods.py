"""Days, windows of days, and the period that a claim is about.

A window is a closed range of days; a date that is known only to the month or year is one.
Invariant: a window never ends before it starts. ``None`` means "not stated", never "failed".
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, Self, get_args

from counterclaim.errors import RecordError

Frame = Literal["incident", "cumulative", "interval", "rate"]
FRAMES: tuple[str, ...] = get_args(Frame)

_CLOCK = r"(?:[01]\d|2[0-4]):?[0-5]\d(?::?[0-5]\d(?:[.,]\d{1,9})?)?"
_ZONE = r"(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)"
_ISO = re.compile(
    rf"([0-9]{{4}})(?:-([0-9]{{2}})(?:-([0-9]{{2}})(?:[T ]{_CLOCK}\s?{_ZONE}?(?: UTC)?)?)?)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days from ``start`` to ``end``, both included."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise RecordError(f"a window cannot run from {self.start} back to {self.end}")

    @classmethod
    def day(cls, day: dt.date) -> Self:
        """Return the window that is one day."""
        return cls(start=day, end=day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the window of an ISO date: a day, or a month or year known only as such.

        Raises :class:`RecordError` for anything else, naming it.
        """
        found = _ISO.fullmatch(text.strip())
        try:
            if found is None:
                raise ValueError
            year, month, day = (None if p is None else int(p) for p in found.groups())
            start = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
            if day is not None:
                return cls.day(start)
            last_month = 12 if month is None else month
            last_day = calendar.monthrange(start.year, last_month)[1]
            return cls(start=start, end=dt.date(start.year, last_month, last_day))
        except (ValueError, OverflowError) as error:
            raise RecordError(
                f"{text!r} is not a date", "write YYYY-MM-DD, YYYY-MM or YYYY"
            ) from error

    @property
    def is_day(self) -> bool:
        """Whether the window is a single day."""
        return self.start == self.end

    @property
    def iso(self) -> str:
        """The shortest ISO date that stands for the window, its last day if none does.

        >>> Window.parse("2022-03").iso, Window.parse("2022-03-02").iso
        ('2022-03', '2022-03-02')
        """
        for length in (10, 7, 4):
            text = self.start.isoformat()[:length]
            if Window.parse(text) == self:
                return text
        return self.end.isoformat()

    @property
    def iso_interval(self) -> str:
        """The shortest ISO date that stands for the window; if none does, its days with a slash.

        >>> Window(start=dt.date(2022, 3, 1), end=dt.date(2022, 3, 5)).iso_interval
        '2022-03-01/2022-03-05'
        """
        text = self.iso
        return text if Window.parse(text) == self else f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that the losses fall in; ``text`` holds the words that say so."""

    frame: Frame | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        if self.frame is not None and self.frame not in FRAMES:
            raise RecordError(f"{self.frame!r} is no frame of a period")
        if self.start and self.end and self.end < self.start:
            raise RecordError(f"a period cannot run from {self.start} back to {self.end}")
