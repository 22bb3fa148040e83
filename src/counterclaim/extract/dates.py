"""Dates in a sentence, resolved against the day of publication as news uses them.

"on Wednesday" said in a report of that Wednesday is that day; any other bare weekday is the last
one before. Without a day of publication only full dates are resolved. Invariant: an expression
covers whole tokens; ``window`` is ``None`` where the words cannot be resolved.
"""

import calendar
import datetime as dt
import re
from dataclasses import replace

from counterclaim.extract.loose_windows import LooseWindow
from counterclaim.extract.numbers import number_at
from counterclaim.extract.rates import read_rate
from counterclaim.extract.stretches import DAY, Clock, DateMention, read_relative, read_stretch
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

__all__ = ["DateMention", "find_dates", "read_dates"]

_STARTS = frozenset(
    {
        "bound.between",
        "date.feast",
        "date.vague",
        "day.anchored",
        "day.relative",
        "every",
        "determiner",
        "month",
        "number.article",
        "number.tens",
        "number.unit",
        "past.span",
        "rate",
        "season",
        "since",
        "vague",
        "weekday",
        "within.span",
    }
)
# Without a unit of time: no word opens a stretch, "the past six days".
_STARTS_ALONE = _STARTS - {
    *("determiner", "number.article", "number.tens", "number.unit", "past.span", "vague"),
    "within.span",
}
# What is a date without a stretch of time: the rest of the words only open one.
_NAMED = frozenset(
    {
        *("date.feast", "date.vague", "day.anchored", "day.relative"),
        *("month", "season", "weekday"),
    }
)
_LEADING = frozenset({"bound.between", "every", "rate", "since"})
# Words that do nothing without one of time: "the", "a", "three", "between".
_CLOCK = (_STARTS | {"date.window", "time.unit"}) - {
    *("bound.between", "determiner", "number.article", "number.tens", "number.unit", "since"),
    *("vague", "within.span"),
}
_DIGIT = re.compile(r"\d")
_SHORT = 3  # signs of a number that can be no year: "120"
_REACH = 7  # tokens from the first of a date to its word of time


def find_dates(tokens: Tokens, published: Window | None) -> list[DateMention]:
    """Return the date expressions of a sentence that stands alone, in order, without overlap."""
    day = published.end if published is not None and published.is_day else None
    return read_dates(tokens, Clock(day=day))


def read_dates(tokens: Tokens, clock: Clock) -> list[DateMention]:
    """Return the date expressions of a sentence, counted from the days of a clock."""
    starts = _starts(tokens)
    found: list[DateMention] = []
    starting = _STARTS if tokens.holds("time.unit") else _STARTS_ALONE
    end = -1
    for index in starts:
        if index <= end or (
            starting.isdisjoint(tokens.roles[index]) and not tokens.lows[index][0].isdecimal()
        ):
            continue
        try:
            mention = _date_at(tokens, index, clock)
        except (
            OverflowError,
            ValueError,
        ):  # a day before the first or after the last of the calendar
            continue
        if mention is not None:
            found.append(mention)
            end = mention.last
            clock = clock.after([mention])
    return found


def _starts(tokens: Tokens) -> list[int]:
    """Return the tokens at which a date may begin: those just before a word of time or a year."""
    timed: list[int] = []
    if tokens.lows and _DIGIT.search(tokens.text, tokens.starts[0], tokens.ends[-1]):
        lows = enumerate(tokens.lows)
        timed += [at for at, low in lows if low[0].isdecimal() and len(low) > _SHORT]
    timed += tokens.having(_CLOCK)
    if not timed:
        return timed
    near: set[int] = set()
    for at in timed:
        near.update(range(max(0, at - _REACH), at + 1))
    return sorted(near)


def _date_at(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    roles = tokens.roles[index]
    if not _LEADING.isdisjoint(roles):
        return _led(tokens, index, clock)
    if _NAMED.isdisjoint(roles) and not tokens.lows[index][0].isdecimal():
        return read_stretch(tokens, index, clock)
    return (
        _calendar_date(tokens, index, clock)
        or _weekday(tokens, index, clock)
        or read_stretch(tokens, index, clock)
        or read_relative(tokens, index, clock)
    )


def _led(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    """Read what "a day", "between", "every" or "since" opens."""
    if tokens.has("rate", index):
        return read_rate(tokens, index, clock)
    if tokens.has("bound.between", index):
        return _span(tokens, index, clock.day)
    if tokens.has("since", index) and not tokens.has("every", index):
        return _since(tokens, index, clock)
    number = number_at(tokens, index + 1)
    if number is None or not tokens.has("time.unit", number.last + 1):
        return None
    return DateMention(first=index, last=number.last + 1, sort="rate")


def _since(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    """Read "since March", "since last February", "since early on Monday", "since the autumn"."""
    at = index + 1
    if tokens.has("since.then", at):
        then = clock.anchor
        end = clock.day if clock.day and then and clock.day > then else then
        window = Window(start=then, end=end) if then is not None and end is not None else None
        return DateMention(first=index, last=at, sort="since", window=window)
    while at < min(len(tokens) - 1, index + 4) and (
        tokens.has("past.span", at) or tokens.has("daypart", at) or tokens.letters[at] in "PD"
    ):
        if tokens.has("day.anchored", at) or tokens.has("bound.between", at):
            break
        at += 1
    inner = _date_at(tokens, at, clock) if at < len(tokens) else None
    if inner is None and at > index + 1:
        inner = _date_at(tokens, index + 1, clock)
    if inner is None or inner.sort not in ("day", "night", "window", "past"):
        return None
    if inner.window is None:
        is_open = tokens.has("season", inner.first)
        return DateMention(first=index, last=inner.last, sort="since") if is_open else None
    start, day = inner.window.start, clock.day
    end = day if day is not None and day >= start else start
    window = Window(start=start, end=end)
    n_days = 1 if inner.sort == "day" and inner.window.is_day else None
    return DateMention(first=index, last=inner.last, sort="since", window=window, n_days=n_days)


def _calendar_date(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    """Read "5 March", "March 5, 2022", "in March 2022", "2022-03-05"."""
    low, day = tokens.lows[index], clock.day
    if tokens.has("date.feast", index):
        feast = tokens.lexicon.of("date.feast")[low]
        return _dated(index, index, (None, *divmod(feast.values[low], 100)), day)
    if tokens.has("month", index) and tokens.word(index)[:1].isupper():
        month = tokens.lexicon.of("month")[low].values[low]
        number = _day_number(tokens, index + 1)
        last = index + 1 if number else index
        after = last + 2 if tokens.letters[last + 1 : last + 2] == [","] else last + 1
        if tokens.has("year.that", last + 1) and number is not None:
            return _in_year_named(index, last + 1, (month, number), clock)
        year = _year(tokens, after)
        before = (
            tokens.lexicon.entry("date.window", tokens.lows[after : after + 1][0])
            if (day is not None and after < len(tokens))
            else None
        )
        if before is not None and before.values[tokens.lows[after]] == LooseWindow.LAST_YEAR:
            return _dated(index, after, (day.year - 1 if day else None, month, number), day)
        found = _dated(index, after if year else last, (year, month, number), day)
        return found if year or number is None else _with_next_day(tokens, found)
    number = _day_number(tokens, index)
    if number is not None:
        if tokens.has("conjunction", index + 1):
            return _two_days(tokens, index, number, day)
        at = index + 2 if tokens.has("of", index + 1) else index + 1
        entry = tokens.lexicon.entry("month", tokens.lows[at]) if at < len(tokens) else None
        if entry is None or not tokens.word(at)[:1].isupper():
            return None
        if tokens.has("year.that", at + 1):
            month = entry.values[tokens.lows[at]]
            return _in_year_named(index, at + 1, (month, number), clock)
        year = _year(tokens, at + 1)
        return _dated(
            index, at + 1 if year else at, (year, entry.values[tokens.lows[at]], number), day
        )
    year = _year(tokens, index)
    if year is not None and tokens.lows[index + 1 : index + 2] == ["s"]:  # "since the 1970s"
        whole = Window(start=dt.date(year, 1, 1), end=dt.date(year + 9, 12, 31))
        return DateMention(first=index, last=index + 1, sort="window", window=whole)
    if year is not None and tokens.has("year.opener", index - 1):
        return DateMention(
            first=index,
            last=index,
            sort="window",
            window=Window(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)),
        )
    return None


def _in_year_named(
    first: int, last: int, month_day: tuple[int, int], clock: Clock
) -> DateMention | None:
    """Return a day "of that year": the year that the text named last."""
    if clock.year is None:
        return DateMention(first=first, last=last, sort="day")
    return _dated(first, last, (clock.year, *month_day), clock.day)


def _with_next_day(tokens: Tokens, found: DateMention | None) -> DateMention | None:
    """Read the second day of "Nov. 29 and 30", "Nov. 29-30"."""
    if found is None or found.window is None:
        return found
    middle = found.last + 1
    number = _day_number(tokens, middle + 1)
    if not (tokens.has("conjunction", middle) or tokens.has("number.range", middle)):
        return found
    if number is None or number <= found.window.end.day or tokens.letters[middle + 1] != "#":
        return found
    if middle + 2 < len(tokens) and tokens.letters[middle + 2] not in ",.;)P":
        return found
    end = found.window.start + (number - found.window.start.day) * DAY
    if end.month != found.window.start.month:
        return found
    return replace(found, last=middle + 1, window=Window(start=found.window.start, end=end))


def _two_days(tokens: Tokens, index: int, number: int, day: dt.date | None) -> DateMention | None:
    """Read "19 and 20 September"."""
    right = _calendar_date(tokens, index + 2, Clock(day=day)) if index + 2 < len(tokens) else None
    if right is None or right.window is None or not right.window.is_day:
        return None
    end = right.window.end
    if not number < end.day:
        return None
    window = Window(start=end.replace(day=number), end=end)
    return DateMention(first=index, last=right.last, sort="day", window=window)


def _span(tokens: Tokens, index: int, day: dt.date | None) -> DateMention | None:
    """Read "between 3 and 9 May", "from 2 June to 2 August", "between 1985 and 2018"."""
    if index + 3 >= len(tokens):
        return None
    left = _calendar_date(tokens, index + 1, Clock(day=day))
    if left is not None and left.window is not None and not left.window.is_day:
        is_day_first = tokens.has("month", left.last) and _day_number(tokens, index + 1) is not None
        if is_day_first or tokens.has("conjunction", left.last - 1):
            return replace(left, first=index, sort="span")  # "between 3 and 9 May", "May 3 and 9"
    number, year = _day_number(tokens, index + 1), _year(tokens, index + 1)
    middle = left.last + 1 if left is not None else index + 2
    if not (tokens.has("conjunction", middle) or tokens.has("number.range", middle)):
        return None
    last_year = _year(tokens, middle + 1)
    if year is not None and last_year is not None and year < last_year:
        whole = Window(start=dt.date(year, 1, 1), end=dt.date(last_year, 12, 31))
        return DateMention(first=index, last=middle + 1, sort="span", window=whole)
    right = _calendar_date(tokens, middle + 1, Clock(day=day)) if middle + 1 < len(tokens) else None
    if right is None or right.window is None or (left is None and number is None):
        return None
    end = right.window.end
    if left is None:
        start = end.replace(day=min(number or 1, end.day))
    else:
        start = left.window.start if left.window is not None else end
        if _year(tokens, right.last) is not None and _year(tokens, left.last) is None:
            year = end.year - (start.month > end.month)
            start = start.replace(year=year, day=min(start.day, 28 if start.month == 2 else 31))
    if start > end:
        return None
    return DateMention(
        first=index, last=right.last, sort="span", window=Window(start=start, end=end)
    )


def _day_number(tokens: Tokens, index: int) -> int | None:
    if index >= len(tokens):
        return None
    low = tokens.lows[index].rstrip("stndrh")
    if low.isdecimal() and 1 <= len(low) <= 2 and 1 <= int(low) <= 31:
        return int(low)
    return None


def _year(tokens: Tokens, index: int) -> int | None:
    if index < len(tokens) and tokens.lows[index].isdecimal() and len(tokens.lows[index]) == 4:
        year = int(tokens.lows[index])
        return year if 1800 <= year <= 2099 else None
    return None


def _dated(
    first: int, last: int, parts: tuple[int | None, int, int | None], day: dt.date | None
) -> DateMention | None:
    year, month, number = parts
    if year is None:
        if day is None:
            return DateMention(first=first, last=last, sort="day" if number else "window")
        year = day.year if (month, number or 1) <= (day.month, day.day) else day.year - 1
    last_day = calendar.monthrange(year, month)[1]
    if number is not None:
        if number > last_day:
            return None
        return DateMention(
            first=first, last=last, sort="day", window=Window.day(dt.date(year, month, number))
        )
    window = Window(start=dt.date(year, month, 1), end=dt.date(year, month, last_day))
    return DateMention(first=first, last=last, sort="window", window=window)


def _weekday(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    entry = tokens.lexicon.entry("weekday", tokens.lows[index])
    if entry is None or not (tokens.word(index)[:1].isupper() or tokens.is_shouted):
        return None
    weekday = entry.values[tokens.lows[index]]
    day, is_that = clock.day, index > 0 and tokens.lows[index - 1] == "that"
    window: Window | None = None
    if is_that and clock.anchor is not None:
        ahead = (weekday - clock.anchor.weekday() + 3) % 7 - 3
        window = Window.day(clock.anchor + ahead * DAY)
    elif day is not None:
        back = (day.weekday() - weekday) % 7
        if back == 0 and tokens.has("past.span", index - 1):
            back = 7
        window = Window.day(day - back * DAY)
    last = index
    while tokens.has("daypart", last + 1):
        last += 1
    found = DateMention(first=index, last=last, sort="day", window=window)
    return _with_next_weekday(tokens, found, clock) or found


def _with_next_weekday(tokens: Tokens, found: DateMention, clock: Clock) -> DateMention | None:
    """Read the second day of "Saturday and Sunday"."""
    middle = found.last + 1
    if not tokens.has("conjunction", middle) or middle + 1 >= len(tokens):
        return None
    other = _weekday(tokens, middle + 1, clock)
    if other is None or other.window is None or found.window is None:
        return None
    end = other.window.end
    back = (end.weekday() - found.window.start.weekday()) % 7
    window = Window(start=end - back * DAY, end=end)
    return replace(found, last=other.last, sort="span", window=window) if back else None
