"""Stretches of time and days told from another day: "in the past week", "four days earlier".

Not here: days of the calendar (``dates.py``). Invariant: what counts from the day of another
sentence is resolved only where there is such a day; ``window`` is ``None`` where words stay open.
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.extract.loose_windows import LooseWindow, resolve
from counterclaim.extract.numbers import number_at
from counterclaim.model.notes import note
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

DAY = dt.timedelta(days=1)
_NAMED = ("day", "window")  # sorts that name the day or year to which later words refer
_MAX_DAYS = 36_500  # a longer stretch is no date
_HOURS = 24  # a stretch of fewer hours is one happening
_DECEMBER = 12
_MONTH = 30  # the length of a month among the units of the lexicon


@note
class DateMention:
    """A date expression in tokens ``first`` to ``last``.

    ``sort`` is day, night, window, span (from one day to another), since, past, within (a stretch
    of ``n_days`` without an anchor; 0 of a few hours) or rate. A since has ``n_days`` 1 where it
    names a day.
    """

    first: int
    last: int
    sort: str
    window: Window | None = None
    n_days: int | None = None

    @property
    def is_since_day(self) -> bool:
        """Whether it counts since one day: "since 10 October"."""
        return self.sort == "since" and self.n_days == 1


@note
class Clock:
    """``day`` is the one of publication; ``anchor`` and ``year`` are those that were named last."""

    day: dt.date | None = None
    anchor: dt.date | None = None
    year: int | None = None

    def after(self, dates: Sequence[DateMention]) -> "Clock":
        """Return the clock behind some dates: they may name another day and year."""
        known = [d for d in dates if d.window is not None and (d.sort in _NAMED or d.is_since_day)]
        if not known or known[-1].window is None:
            return self
        days = [
            d.window.start
            for d in known
            if d.window and ((d.sort == "day" and d.window.is_day) or d.is_since_day)
        ]
        anchor = days[-1] if days else self.anchor
        return replace(self, anchor=anchor, year=known[-1].window.end.year)


def read_relative(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    """Read a day or stretch that one word or phrase names: "yesterday", "the same day"."""
    low = tokens.lows[index]
    anchored = tokens.lexicon.entry("day.anchored", low)
    if anchored is not None:
        return _day_from(index, index, clock.anchor, anchored.values[low])
    entry = tokens.lexicon.entry("day.relative", low)
    if entry is not None:
        is_night = tokens.has("night", index)
        if is_night and (_is_adjective(tokens, index) or _has_weekday(tokens, index)):
            return None
        mention = _day_from(index, index, clock.day, entry.values[low])
        if not is_night or clock.day is None or mention.window is None:
            return mention
        window = Window(start=clock.day - DAY, end=clock.day)
        return DateMention(first=index, last=index, sort="night", window=window)
    if tokens.has("date.vague", index):
        if tokens.has("superlative", index - 1):
            return None  # "the most recent figure"
        window_of = vague_window(tokens, index, clock.day)
        return DateMention(first=index, last=index, sort="past", window=window_of)
    if tokens.has("season", index) and _opens_season(tokens, index):
        return DateMention(first=index, last=index, sort="window")
    return None


def _day_from(first: int, last: int, day: dt.date | None, shift: int) -> DateMention:
    window = Window.day(day + shift * DAY) if day is not None else None
    return DateMention(first=first, last=last, sort="day", window=window)


def _is_adjective(tokens: Tokens, index: int) -> bool:
    """Say whether "overnight" only describes a thing: "a packed overnight ferry"."""
    after = index + 1
    is_before_noun = tokens.letters[after : after + 1] == ["n"] and not tokens.has("event", after)
    return is_before_noun and "D" in tokens.letters[max(0, index - 2) : index]


def _has_weekday(tokens: Tokens, index: int) -> bool:
    """Say whether a night has its day beside it: "overnight on Tuesday"."""
    return tokens.has("weekday", index + 1) or (
        tokens.letters[index + 1 : index + 2] == ["P"] and tokens.has("weekday", index + 2)
    )


def _opens_season(tokens: Tokens, index: int) -> bool:
    """Say whether a season is one of the calendar: "since the autumn", "last fall"."""
    before = index - 1
    is_told = tokens.has("past.span", before) or tokens.has("season.opener", before)
    return is_told and not (tokens.has("of", index + 1) and not _is_year(tokens, index + 2))


def _is_year(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens.lows[index].isdecimal() and len(tokens.lows[index]) == 4


def vague_window(tokens: Tokens, index: int, day: dt.date | None) -> Window | None:
    """Return the days of "last week", "this year", counted from the day of publication."""
    entry = tokens.lexicon.entry("date.window", tokens.lows[index])
    if entry is None or day is None:
        return None
    return resolve(LooseWindow(entry.values[tokens.lows[index]]), day)


def read_stretch(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    """Read "in the past 24 hours", "over the last three weeks", "within six days"."""
    at, is_past = _after_openers(tokens, index)
    if at == index and not tokens.lows[at][0].isalnum():
        return None
    number = number_at(tokens, at)
    place = number.last + 1 if number is not None else at
    is_first = any(tokens.has("within.first", i) for i in range(index, at))
    is_one = number is None and (
        is_first or tokens.has("number.article", at - 1 if at > index else at)
    )
    if is_one and at == index:
        place = at + 1
    is_of = tokens.has("of", place + 1)
    unit = tokens.lexicon.entry("time.unit", tokens.lows[place]) if place < len(tokens) else None
    if unit is None or (number is None and not is_past and not is_one):
        return None
    count = number.value if number is not None else 1
    length = unit.values[tokens.lows[place]]
    if count * max(length, 1) > _MAX_DAYS:
        return None
    n_days = max(1, round(count / 24)) if length == 0 else count * length
    told = _told_from(tokens, index, place, (at == index, n_days), clock)
    if told is not None:
        return told
    if at == index or tokens.has("date.window", place):
        return None
    if is_first and number is None and length <= 1 and not is_of:
        return None  # "in the first night", whose night has to be told
    if is_first and is_of:
        whole = place + 2 + (tokens.letters[place + 2 : place + 3] == ["D"])  # "of **the** year"
        part = _first_part(tokens, whole, (count, length), clock)
        if part is not None:
            return DateMention(first=index, last=whole, sort="span", window=part)
        if number is None and any(tokens.has("event.war", place + i) for i in (2, 3, 4)):
            return None  # the first month of a war, whose start is another's to tell
    if is_past:
        day = clock.day
        window = Window(start=day - n_days * DAY, end=day) if day is not None else None
        return DateMention(first=index, last=place, sort="past", window=window, n_days=n_days)
    is_hours = length == 0 and count < _HOURS
    return DateMention(first=index, last=place, sort="within", n_days=0 if is_hours else n_days)


def _after_openers(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Return the token behind "in the past", "over the last", and whether the stretch ends now."""
    at, is_past = index, False
    while at < len(tokens) and at <= index + 3:
        is_opener = tokens.has("past.span", at) or tokens.has("within.span", at)
        if not (is_opener or tokens.letters[at] == "D"):
            break
        is_past = is_past or tokens.has("past.span", at)
        at += 1
    return at, is_past


def _told_from(
    tokens: Tokens, index: int, place: int, length: tuple[bool, int], clock: Clock
) -> DateMention | None:
    """Read what counts from a day: "two weeks ago", "four days earlier", "six weeks since"."""
    is_bare, n_days = length
    after = place + 1
    shift = tokens.lexicon.entry("offset", tokens.lows[after]) if after < len(tokens) else None
    if shift is not None and clock.anchor is not None:
        return _day_from(index, after, clock.anchor, shift.values[tokens.lows[after]] * n_days)
    if tokens.has("ago", after) or (is_bare and tokens.has("since", after)):
        mention = _day_from(index, after, clock.day, -n_days)
        unit = tokens.lexicon.entry("time.unit", tokens.lows[place])
        days = unit.values[tokens.lows[place]] if unit is not None else 1
        return _around(mention, days)
    return None


def _around(mention: DateMention, length: int) -> DateMention:
    """Widen the day of "twelve years ago" to the month or year that is meant."""
    day = mention.window.start if mention.window is not None else None
    if length < _MONTH:
        return mention
    if day is None:
        return replace(mention, sort="window")
    first, last = (1, _DECEMBER) if length > _MONTH else (day.month, day.month)
    end = dt.date(day.year, last, calendar.monthrange(day.year, last)[1])
    return replace(
        mention, sort="window", window=Window(start=dt.date(day.year, first, 1), end=end)
    )


def _first_part(tokens: Tokens, at: int, length: tuple[int, int], clock: Clock) -> Window | None:
    """Return the window of "the first six months of **this year**", "the first week of **May**"."""
    if at >= len(tokens):
        return None
    count, unit = length
    whole = vague_window(tokens, at, clock.day)
    start = whole.start if whole is not None else None
    if start is None and _is_year(tokens, at):
        start = dt.date(int(tokens.lows[at]), 1, 1)
    if start is None and tokens.lows[at] == "year" and clock.day is not None:
        start = dt.date(clock.day.year, 1, 1)
    month = tokens.lexicon.entry("month", tokens.lows[at])
    if start is None and month is not None and clock.day is not None:
        number = month.values[tokens.lows[at]]
        start = dt.date(clock.day.year - (number > clock.day.month), number, 1)
    if start is None or unit == 0:
        return None
    if unit % _MONTH == 0 and start.month + count * unit // _MONTH - 1 <= _DECEMBER:
        count = count * unit // _MONTH
        last = start.month + count - 1
        return Window(
            start=start, end=dt.date(start.year, last, calendar.monthrange(start.year, last)[1])
        )
    return Window(start=start, end=start + (count * unit - 1) * DAY)
