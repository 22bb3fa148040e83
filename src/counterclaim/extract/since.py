"""Running counts: "since March", "since the war began", "since the raids began on Monday".

Invariant: a "since" that only compares ("the deadliest attack since May") opens no period.
"""

import datetime as dt

from counterclaim.extract.dates import DateMention
from counterclaim.extract.frames import Timing
from counterclaim.extract.losses import Loss
from counterclaim.model.notes import note
from counterclaim.model.periods import Period, Window
from counterclaim.text.tokens import Tokens

_OPENING = dt.timedelta(days=31)  # "since February" is since the war that opened within it
_YEARS = dt.timedelta(days=730)  # what began longer ago is counted as a whole
_REACH = 10  # tokens of the clause behind "since"
_NEAR = 4  # tokens behind "since the start of" in which its event stands
_BESIDE = 4  # tokens behind a count in which a date is its own
_COMPARED = 9  # tokens before "since" in which a superlative stands


@note
class _Since:
    """A "since" at token ``first`` with its date, and what began: a war, or anything."""

    first: int
    last: int
    date: DateMention | None
    is_war: bool
    is_begin: bool


def find_since(timing: Timing, loss: Loss) -> tuple[Period, str] | None:
    """Return the period of a count that runs since a day or a beginning, if there is one."""
    tokens = timing.tokens
    if not tokens.holds("since"):
        return None
    dated = {date.first for date in timing.dates if date.sort == "since"}
    for index in sorted({*tokens.at("since"), *dated}):
        since = _since_at(timing, index)
        if since is None or is_comparison(tokens, index):
            continue
        if not _is_of_other_clause(timing, since, loss):
            return _period(timing, since)
    return None


def _since_at(timing: Timing, index: int) -> _Since | None:
    tokens = timing.tokens
    date = next((d for d in timing.dates if d.first == index and d.sort == "since"), None)
    if "since" not in tokens.roles[index] and date is None:
        return None
    last = date.last if date is not None else index
    is_war = False
    is_begin = _is_beginning(tokens, index)
    for at in range(index + 1, min(len(tokens), index + _REACH)):
        if tokens.letters[at] in ",;:":
            break
        tells_war = tokens.has("event.war", at) or tokens.has("war.verb", at)
        is_war, is_begin = is_war or tells_war, is_begin or tokens.has("war.begin", at)
        if tells_war or tokens.has("war.begin", at):
            last = max(last, at + 1 if tokens.has("war.begin", at + 1) else at)
        later = next((d for d in timing.dates if d.first == at and d.window is not None), None)
        if later is not None and date is None and (is_war or is_begin):
            date, last = later, later.last
        if is_war and (date is not None or is_begin):
            break
    if date is None and not (is_war or is_begin):
        return None
    return _Since(first=index, last=last, date=date, is_war=is_war, is_begin=is_begin)


def _is_beginning(tokens: Tokens, since: int) -> bool:
    """Say whether a count runs "since the start of the operation", whatever that is."""
    is_start = " " in tokens.lows[since]  # "since the start of", "since the launch of"
    return is_start and any(tokens.has("event", at) for at in range(since + 1, since + _NEAR))


def is_comparison(tokens: Tokens, since: int) -> bool:
    """Say whether a "since" only compares: "the deadliest attack since the war began"."""
    return any(tokens.has("superlative", at) for at in range(max(0, since - _COMPARED), since))


def _is_of_other_clause(timing: Timing, since: _Since, loss: Loss) -> bool:
    """Say whether a "since" goes with another count than this one.

    "36 in a week, and 1,400 since May"; "900 since May, 20 of them in the past day".
    """
    letters = timing.tokens.letters
    between = "".join(letters[max(loss.trigger, loss.count.last) + 1 : since.first])
    if ",C" in between or ";" in between or _is_of_sum(timing, since, between):
        return True
    if since.last >= loss.count.first or "," not in letters[since.last : loss.count.first]:
        return False
    comma = letters.index(",", since.last)
    if "W" in letters[comma + 1 : comma + 3]:
        return False  # "119 attacks since May, in which 73 people have been killed"
    is_inside = since.first > 1 and letters[since.first - 1] not in ",;:C"
    if is_inside and not timing.tokens.has("time.unit", since.first - 1):
        return True  # "the rebels, who have held the city since May, spoke of 40 dead"
    return any(
        loss.count.first < date.first <= loss.count.last + _BESIDE
        for date in timing.dates
        if date.sort in ("day", "night", "past")
    )


def _is_of_sum(timing: Timing, since: _Since, between: str) -> bool:
    """Say whether a "since" goes with a sum: "45 died, bringing the dead since May to 525"."""
    behind = timing.tokens.letters[since.last + 1 : since.last + _BESIDE]
    opens = (timing.tokens.has("toll.bringing", i) for i in range(since.first))
    return "," in between and "#" in behind and any(opens)


def _period(timing: Timing, since: _Since) -> tuple[Period, str]:
    tokens, war, day = timing.tokens, timing.setting.war, timing.setting.day
    words = tokens.between(since.first, since.last)
    window = since.date.window if since.date is not None else None
    if since.is_war and war is not None and (window is None or not _is_later(window, war.start)):
        return Period(frame="cumulative", start=war.start, text=words), "period.since-war"
    if window is None:
        if since.date is not None:  # "since the autumn", "since then"
            return Period(frame="interval", text=words), "period.since"
        return Period(frame="cumulative", text=words), "period.since-war"
    start = window.start
    if war is not None and start <= war.start and war.start - start <= _OPENING:
        return Period(frame="cumulative", start=war.start, text=words), "period.since"
    is_year = since.date is not None and tokens.lows[since.date.last].isdecimal() and start.day == 1
    is_long = is_year or (day is not None and day - start >= _YEARS)
    is_part = (war is not None and start > war.start) or (since.is_begin and not since.is_war)
    if is_part and not is_long:
        end = day if day is not None and day >= start else start
        return Period(frame="interval", start=start, end=end, text=words), "period.since"
    return Period(frame="cumulative", start=start, text=words), "period.since"


def _is_later(window: Window, opening: dt.date) -> bool:
    return window.start > opening + _OPENING
