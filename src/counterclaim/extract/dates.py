"""Dates in a sentence, resolved against the day of publication as news uses them.

"on Wednesday" said in a report of that Wednesday is that day; any other bare weekday is the last
one before. Without a day of publication only full dates are resolved. Invariant: an expression
covers whole tokens; ``window`` is ``None`` where the words cannot be resolved.
"""

import calendar
import datetime as dt
from dataclasses import replace

from counterclaim.extract.numbers import number_at
from counterclaim.model.notes import note
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

_STARTS = frozenset(
    {
        "bound.between",
        "date.vague",
        "day.relative",
        "every",
        "determiner",
        "month",
        "number.article",
        "number.tens",
        "number.unit",
        "past.span",
        "rate",
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
# Words that do nothing without one of time: "the", "a", "three", "between".
_CLOCK = (_STARTS | {"date.window", "time.unit"}) - {
    *("bound.between", "determiner", "number.article", "number.tens", "number.unit", "since"),
    *("vague", "within.span"),
}
_SHORT = 3  # signs of a number that can be no year: "120"
_DAY = dt.timedelta(days=1)
_LAST_YEAR = 6  # the code of "last year" among the windows of the lexicon


@note
class DateMention:
    """A date expression in tokens ``first`` to ``last``.

    ``sort`` is day, window, span (from one day to another), since, past, within (a stretch of
    ``n_days`` without an anchor) or rate.
    """

    first: int
    last: int
    sort: str
    window: Window | None = None
    n_days: int | None = None


def find_dates(tokens: Tokens, published: Window | None) -> list[DateMention]:
    """Return the date expressions of a sentence, in order, without overlap."""
    if not _may_hold_dates(tokens):
        return []
    day = published.end if published is not None and published.is_day else None
    found: list[DateMention] = []
    index, end = 0, len(tokens)
    starts = _STARTS if tokens.holds("time.unit") else _STARTS_ALONE
    while index < end:
        if starts.isdisjoint(tokens.roles[index]) and not tokens.lows[index][0].isdecimal():
            index += 1
            continue
        try:
            mention = _date_at(tokens, index, day)
        except (
            OverflowError,
            ValueError,
        ):  # a day before the first or after the last of the calendar
            mention = None
        if mention is None:
            index += 1
        else:
            found.append(mention)
            index = mention.last + 1
    return found


def _may_hold_dates(tokens: Tokens) -> bool:
    """Say whether a sentence has a word of time or a long number; most have not, and cost least."""
    return not _CLOCK.isdisjoint(tokens.held) or any(
        low[0].isdecimal() and len(low) > _SHORT for low in tokens.lows
    )


def _is_paper(tokens: Tokens, index: int) -> bool:
    """Say whether "daily" is part of a newspaper's name: "the daily Svetlo"."""
    if " " in tokens.lows[index] or tokens.letters[index + 1 : index + 2] != ["E"]:
        return False
    is_the = index > 0 and tokens.lows[index - 1] == "the"
    return is_the and not any(role.startswith("side") for role in tokens.roles[index + 1])


def _date_at(tokens: Tokens, index: int, day: dt.date | None) -> DateMention | None:
    if tokens.has("rate", index) and tokens.has("ago", index + 1):
        entry = tokens.lexicon.entry("time.unit", tokens.lows[index].split()[-1])
        length = max(1, entry.values[tokens.lows[index].split()[-1]]) if entry is not None else 0
        window = Window.day(day - length * _DAY) if day is not None and length else None
        return DateMention(first=index, last=index + 1, sort="day", window=window)
    if tokens.has("rate", index):
        is_article = tokens.has("number.article", index) or tokens.lows[index][:2] in ("a ", "an")
        is_stretch = is_article and index > 0 and tokens.letters[index - 1] == "P"
        is_rate = not is_stretch and not _is_paper(tokens, index)
        return DateMention(first=index, last=index, sort="rate") if is_rate else None
    if tokens.has("bound.between", index):
        return _span(tokens, index, day)
    if tokens.has("every", index):
        number = number_at(tokens, index + 1)
        if number is None or not tokens.has("time.unit", number.last + 1):
            return None
        return DateMention(first=index, last=number.last + 1, sort="rate")
    if tokens.has("since", index):
        inner = _date_at(tokens, index + 1, day) if index + 1 < len(tokens) else None
        if inner is not None and inner.window is not None:
            start = inner.window.start
            end = day if day is not None and day >= start else None
            window = Window(start=start, end=end or start)
            return DateMention(first=index, last=inner.last, sort="since", window=window)
        return None
    return (
        _calendar_date(tokens, index, day)
        or _weekday(tokens, index, day)
        or _stretch(tokens, index, day)
        or _relative(tokens, index, day)
    )


def _calendar_date(tokens: Tokens, index: int, day: dt.date | None) -> DateMention | None:
    """Read "5 March", "March 5, 2022", "in March 2022", "2022-03-05"."""
    low = tokens.lows[index]
    month_entry = tokens.lexicon.entry("month", low)
    if month_entry is not None and tokens.word(index)[:1].isupper():
        month = month_entry.values[low]
        number = _day_number(tokens, index + 1)
        last = index + 1 if number else index
        after = last + 2 if tokens.letters[last + 1 : last + 2] == [","] else last + 1
        year = _year(tokens, after)
        before = (
            tokens.lexicon.entry("date.window", tokens.lows[after : after + 1][0])
            if (day is not None and after < len(tokens))
            else None
        )
        if before is not None and before.values[tokens.lows[after]] == _LAST_YEAR:
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
        year = _year(tokens, at + 1)
        return _dated(
            index, at + 1 if year else at, (year, entry.values[tokens.lows[at]], number), day
        )
    year = _year(tokens, index)
    if year is not None and tokens.has("year.opener", index - 1):
        return DateMention(
            first=index,
            last=index,
            sort="window",
            window=Window(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)),
        )
    return None


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
    end = found.window.start + (number - found.window.start.day) * _DAY
    if end.month != found.window.start.month:
        return found
    return replace(found, last=middle + 1, window=Window(start=found.window.start, end=end))


def _two_days(tokens: Tokens, index: int, number: int, day: dt.date | None) -> DateMention | None:
    """Read "19 and 20 September"."""
    right = _calendar_date(tokens, index + 2, day) if index + 2 < len(tokens) else None
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
    left = _calendar_date(tokens, index + 1, day)
    if left is not None and left.window is not None and not left.window.is_day:
        if tokens.has("month", left.last) and _day_number(tokens, index + 1) is not None:
            return replace(left, first=index, sort="span")  # "between 3 and 9 May"
    number, year = _day_number(tokens, index + 1), _year(tokens, index + 1)
    middle = left.last + 1 if left is not None else index + 2
    if not (tokens.has("conjunction", middle) or tokens.has("number.range", middle)):
        return None
    last_year = _year(tokens, middle + 1)
    if year is not None and last_year is not None and year < last_year:
        whole = Window(start=dt.date(year, 1, 1), end=dt.date(last_year, 12, 31))
        return DateMention(first=index, last=middle + 1, sort="span", window=whole)
    right = _calendar_date(tokens, middle + 1, day) if middle + 1 < len(tokens) else None
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


def _weekday(tokens: Tokens, index: int, day: dt.date | None) -> DateMention | None:
    entry = tokens.lexicon.entry("weekday", tokens.lows[index])
    if entry is None or not (tokens.word(index)[:1].isupper() or tokens.is_shouted):
        return None
    window: Window | None = None
    if day is not None:
        back = (day.weekday() - entry.values[tokens.lows[index]]) % 7
        if back == 0 and tokens.has("past.span", index - 1):
            back = 7
        window = Window.day(day - back * _DAY)
    last = index
    while tokens.has("daypart", last + 1):
        last += 1
    return DateMention(first=index, last=last, sort="day", window=window)


def _relative(tokens: Tokens, index: int, day: dt.date | None) -> DateMention | None:
    low = tokens.lows[index]
    entry = tokens.lexicon.entry("day.relative", low)
    if entry is not None:
        window = None
        if day is not None:
            start = day + entry.values[low] * _DAY
            is_night = tokens.has("night", index)
            window = Window(
                start=min(start, day - _DAY) if is_night else start,
                end=max(start, day) if is_night else start,
            )
        return DateMention(
            first=index,
            last=index,
            sort="night" if tokens.has("night", index) else "day",
            window=window,
        )
    if tokens.has("date.vague", index):
        return DateMention(
            first=index, last=index, sort="past", window=_vague_window(tokens, index, day)
        )
    return None


def _vague_window(tokens: Tokens, index: int, day: dt.date | None) -> Window | None:
    if day is None:
        return None
    entry = tokens.lexicon.entry("date.window", tokens.lows[index])
    if entry is None:
        return None
    code = entry.values[tokens.lows[index]]
    monday = day - day.weekday() * _DAY
    if code == 1:
        return Window(start=monday, end=day)
    if code == 2:
        return Window(start=monday - 7 * _DAY, end=monday - _DAY)
    if code == 3:
        saturday = monday - 2 * _DAY if day.weekday() < 5 else monday + 5 * _DAY
        return Window(start=saturday, end=min(saturday + _DAY, day))
    first = day.replace(day=1)
    if code == 4:
        return Window(start=first, end=day)
    if code == 5:
        before = first - _DAY
        return Window(start=before.replace(day=1), end=before)
    if code == 6:
        return Window(start=dt.date(day.year - 1, 1, 1), end=dt.date(day.year - 1, 12, 31))
    return Window(start=dt.date(day.year, 1, 1), end=day)


def _stretch(tokens: Tokens, index: int, day: dt.date | None) -> DateMention | None:
    """Read "in the past 24 hours", "over the last three weeks", "within six days"."""
    at = index
    is_past = False
    while (
        at < len(tokens)
        and at <= index + 3
        and (
            tokens.has("past.span", at)
            or tokens.has("within.span", at)
            or tokens.letters[at] == "D"
        )
    ):
        is_past = is_past or tokens.has("past.span", at)
        at += 1
    if at == index and not tokens.lows[at][0].isalnum():
        return None
    number = number_at(tokens, at)
    place = number.last + 1 if number is not None else at
    is_one = number is None and tokens.has("number.article", at - 1 if at > index else at)
    if is_one and at == index:
        place = at + 1
    unit = tokens.lexicon.entry("time.unit", tokens.lows[place]) if place < len(tokens) else None
    if unit is None or (number is None and not is_past and not is_one):
        return None
    count = number.value if number is not None else 1
    length = unit.values[tokens.lows[place]]
    if count * max(length, 1) > 36_500:
        return None
    n_days = max(1, round(count / 24)) if length == 0 else count * length
    if tokens.has("ago", place + 1) or (at == index and tokens.has("since", place + 1)):
        then = day - n_days * _DAY if day is not None else None
        window = Window.day(then) if then is not None else None
        return DateMention(first=index, last=place + 1, sort="day", window=window)
    if at == index:
        return None
    if is_past:
        window = Window(start=day - n_days * _DAY, end=day) if day is not None else None
        return DateMention(first=index, last=place, sort="past", window=window, n_days=n_days)
    return DateMention(first=index, last=place, sort="within", n_days=n_days)
