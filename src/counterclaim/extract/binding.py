"""Which date of a sentence a loss goes with: the nearest of its clause.

Invariant: a date of another clause, of a running count or of an opening ("which began on 15 April")
is never that of the loss.
"""

import calendar
import datetime as dt
from dataclasses import replace

from counterclaim.extract.dates import DateMention
from counterclaim.extract.frames import Timing
from counterclaim.extract.losses import Loss
from counterclaim.extract.since import is_comparison
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

_SORTS = ("day", "window", "span", "past", "night")
_BESIDE = 3  # tokens behind a count in which a date is its own: "four more on Wednesday"
_AFTERWARDS = frozenset({"aftermath", "reaction"})
_DONE = 8  # tokens between a day and the word for what was done afterwards
_BEFORE = 3  # tokens between "began" and its date
_CROSSED = 15  # tokens that a clause between a date and a loss counts for


def date_of_loss(timing: Timing, loss: Loss) -> DateMention | None:
    """Return the date that a loss goes with, ``None`` if its sentence has none."""
    told = _told_by_clause(timing, loss)
    if told is not None:
        return told
    tokens = timing.tokens
    dated = [
        date
        for date in timing.dates
        if date.sort in _SORTS
        and not is_apart(tokens, date, loss)
        and not (_opens(tokens, date) or _closes(tokens, date, loss))
        and not _is_of_reaction(tokens, date, loss)
    ]
    beside = [d for d in dated if 0 < d.first - loss.count.last <= _BESIDE]
    return min(beside or dated, key=lambda d: _distance(tokens, d, loss), default=None)


def _told_by_clause(timing: Timing, loss: Loss) -> DateMention | None:
    """Return the date of "…, when 88 people died", even behind a "since" that compares."""
    tokens = timing.tokens
    for date in timing.dates:
        at = date.last + 1
        at += tokens.letters[at : at + 1] == [","]
        if date.last > loss.trigger or date.window is None or not tokens.has("date.clause", at):
            continue
        if date.sort in _SORTS:
            return date
        if date.sort == "since" and is_comparison(tokens, date.first):
            return _month_of(date) if tokens.has("month", date.last) else date
    return None


def _month_of(date: DateMention) -> DateMention:
    """Return "since March" as March: what happened then, not what happened since."""
    start = date.window.start if date.window is not None else dt.date.min
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return replace(date, sort="window", window=Window(start=start, end=end))


def is_apart(tokens: Tokens, date: DateMention, loss: Loss) -> bool:
    """Say whether a date belongs to another count: "he went twice this year; 20 died".

    The day of a happening goes on behind a semicolon: "a bomb fell on Monday; two died".
    """
    first = min(date.last, loss.count.last, loss.trigger) + 1
    last = max(date.first, loss.count.first, loss.trigger)
    if ";" in tokens.letters[first:last] and date.sort not in ("day", "night"):
        return True
    behind = max(loss.count.last, loss.trigger) + 1
    if any(tokens.has("toll.from", at) for at in range(behind, date.first)):
        return True  # "30 died, up from 20 on Monday"
    return any(
        tokens.letters[at] == ","
        and any(tokens.has("toll.bringing", at + shift) for shift in (1, 2))
        for at in range(behind, date.first)
    )


def is_afterwards(tokens: Tokens, date: DateMention, role: str = "") -> bool:
    """Say whether a day is that of what was done afterwards: "police on Friday arrested".

    ``role``: only search and mourning (aftermath), or only answers (reaction); both if empty.
    """
    sought = frozenset({role}) if role else _AFTERWARDS
    if sought.isdisjoint(tokens.held):
        return False
    low, high = max(0, date.first - _DONE), min(len(tokens), date.last + 1 + _DONE)
    for at in range(low, high):
        if not sought.isdisjoint(tokens.roles[at]):
            first, last = min(at, date.last), max(at, date.first)
            between = range(first + 1, last)
            if not any(tokens.letters[i] in ",;:C" or tokens.has("event", i) for i in between):
                return True
    return False


def _is_of_reaction(tokens: Tokens, date: DateMention, loss: Loss) -> bool:
    """Say whether a day stands before the event that it only answers.

    "Police on Friday arrested a man over the attack that killed 12".
    """
    first = min(loss.trigger, loss.count.first)
    is_before = any(tokens.has("event", at) for at in range(date.last + 1, first))
    return is_before and is_afterwards(tokens, date, "reaction")


def _closes(tokens: Tokens, date: DateMention, loss: Loss) -> bool:
    """Say whether a date only ends a count: "had counted 400 dead by last week"."""
    return tokens.has("agent", date.first - 1) and loss.outcome != "displaced"


def _opens(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a date is that of an opening: "the war, which began on 15 April"."""
    before = range(max(0, date.first - _BEFORE), date.first)
    return any(tokens.has("war.begin", at) for at in before)


def _distance(tokens: Tokens, date: DateMention, loss: Loss) -> int:
    crossed = date.last < loss.count.first and any(
        tokens.letters[at] in "SWV" for at in range(date.last + 1, loss.count.first)
    )
    return abs(date.first - loss.trigger) + (_CROSSED if crossed else 0)
