"""Rates: "a day", "daily", and what only looks like one.

Invariant: "a year ago" and "a week earlier" are days, "a day of mourning" and "its daily bulletin"
are nothing.
"""

from counterclaim.extract.stretches import DAY, Clock, DateMention
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens


def read_rate(tokens: Tokens, index: int, clock: Clock) -> DateMention | None:
    """Read "a day", "daily"; "a year ago", "a week earlier" are days."""
    low = tokens.lows[index]
    after = index + 1
    shift = tokens.lexicon.entry("offset", tokens.lows[after]) if after < len(tokens) else None
    if tokens.has("ago", after) or shift is not None:
        entry = tokens.lexicon.entry("time.unit", low.split()[-1])
        length = max(1, entry.values[low.split()[-1]]) if entry is not None else 0
        sign, day = -1, clock.day
        if shift is not None and clock.anchor is not None:
            sign, day = shift.values[tokens.lows[after]], clock.anchor
        window = Window.day(day + sign * length * DAY) if day is not None and length else None
        return DateMention(first=index, last=after, sort="day", window=window)
    is_article = tokens.has("number.article", index) or low[:2] in ("a ", "an")
    is_stretch = is_article and (
        tokens.letters[index - 1 : index] == ["P"] or tokens.has("number.half", index - 1)
    )
    if is_stretch or _is_paper(tokens, index) or _is_no_rate(tokens, after, is_article=is_article):
        return None
    return DateMention(first=index, last=index, sort="rate")


def _is_no_rate(tokens: Tokens, after: int, *, is_article: bool) -> bool:
    """Say whether the word behind "a day", "daily" makes another thing of it.

    "A day of mourning", "an hour after the blast"; "its daily bulletin".
    """
    if is_article:
        return tokens.has("of", after) or tokens.has("rate.not", after)
    is_report = tokens.has("channel", after) or tokens.has("report.noun", after)
    return is_report and tokens.letters[after] in "nNV"


def _is_paper(tokens: Tokens, index: int) -> bool:
    """Say whether "daily" is part of a newspaper's name: "the daily Svetlo"."""
    if " " in tokens.lows[index] or tokens.letters[index + 1 : index + 2] != ["E"]:
        return False
    is_side = index > 0 and tokens.letters[index - 1] == "E"
    is_the = index > 0 and tokens.lows[index - 1] == "the"
    return (is_the or is_side) and not any(r.startswith("side") for r in tokens.roles[index + 1])
