"""Whole numbers in figures and words: "6,000", "6k", "two hundred and fifty-six", "half a dozen".

Invariant: a number is above zero and below what could count people.
"""

import re
from dataclasses import dataclass

from counterclaim.text.tokens import Tokens

_FIGURE = re.compile(r"\d[\d,.\u00a0\u2009\u202f ]*")
_GROUPED = re.compile(r"[,\u00a0\u2009\u202f ]")
_DOT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MAX_VALUE = 20_000_000_000  # people; beyond it a number cannot count them


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of people that ends at token ``last``."""

    last: int
    value: int


def scale_of(tokens: Tokens, index: int) -> int:
    """Return what a token multiplies by ("million", "k"), 0 if it is no scale."""
    entry = tokens.lexicon.entry("number.scale", tokens.lows[index])
    entry = entry or tokens.lexicon.entry("number.suffix", tokens.lows[index])
    return entry.values.get(tokens.lows[index], 0) if entry else 0


def number_at(tokens: Tokens, index: int) -> Number | None:
    """Return the number that starts at a token, in digits or words, with its scale."""
    if index >= len(tokens):
        return None
    low = tokens.lows[index]
    if low[0].isdecimal():
        return _figure(tokens, index)
    if tokens.has("number.half", index):
        return _half(tokens, index)
    if tokens.has("number.article", index) and index + 1 < len(tokens):
        scale = scale_of(tokens, index + 1)
        if scale and not tokens.has("number.suffix", index + 1):
            return _with_half(tokens, _words(tokens, index + 1, 1) or Number(index + 1, scale))
        if tokens.has("number.whole", index + 1):
            entry = tokens.lexicon.entry("number.whole", tokens.lows[index + 1])
            return Number(index + 1, entry.values[tokens.lows[index + 1]]) if entry else None
        return None
    return _words(tokens, index, None)


def _figure(tokens: Tokens, index: int) -> Number | None:
    low = tokens.lows[index]
    if not _FIGURE.fullmatch(low):
        return None
    digits = low.replace(".", "") if _DOT_GROUPED.fullmatch(low) else _GROUPED.sub("", low)
    value = float(digits) if "." in digits else int(digits) if len(digits) < 18 else -1
    last = index
    glued = index + 1 < len(tokens) and tokens.starts[index + 1] == tokens.ends[index]
    if glued and tokens.has("number.suffix", index + 1):
        value, last = value * scale_of(tokens, index + 1), index + 1
    else:
        while tokens.has("number.scale", last + 1) and (scale := scale_of(tokens, last + 1)):
            value, last = value * scale, last + 1
    whole = round(value)
    if not 0 < whole <= _MAX_VALUE or abs(value - whole) > 1e-6:
        return None
    return Number(last, whole)


def _half(tokens: Tokens, index: int) -> Number | None:
    after = index + 1
    if tokens.has("number.article", after):
        after += 1
    scale = scale_of(tokens, after) if after < len(tokens) else 0
    return Number(after, scale // 2) if scale >= 12 else None


def _words(tokens: Tokens, index: int, lead: int | None) -> Number | None:
    total, current, last = 0, lead or 0, index - 1
    seen = lead is not None
    place = index
    while place < len(tokens):
        step = _word_value(tokens, place)
        if step is None:
            if not (
                (seen and _is_joint(tokens, place) and current >= 100)
                or (total and _is_joint(tokens, place))
            ):
                break
            step = _word_value(tokens, place + 1)
            if step is None or step >= 100:
                break
            place += 1
        scale = scale_of(tokens, place)
        if scale:
            if not seen:
                break
            if scale not in (12, 100):
                total, current = total + max(current, 1) * scale, 0
            else:
                current = max(current, 1) * scale
        else:
            if seen and not _fits(current, step):
                break
            current += step
        seen, last, place = True, place, place + 1
    value = total + current
    if last < index or not 0 < value <= _MAX_VALUE:
        return None
    return _with_half(tokens, Number(last, value))


def _fits(current: int, step: int) -> bool:
    """Say whether a word may go on with a number: "two hundred | six", "twenty | two"."""
    if current == 0:
        return True
    if current % 100 == 0:
        return step < 100
    return current % 10 == 0 and current % 100 >= 20 and step < 10


def _word_value(tokens: Tokens, index: int) -> int | None:
    if index >= len(tokens):
        return None
    low = tokens.lows[index]
    for role in ("number.unit", "number.tens", "number.scale"):
        entry = tokens.lexicon.entry(role, low)
        if entry is not None:
            return entry.values.get(low)
    if "-" in low:
        total = 0
        for part in low.split("-"):
            entry = tokens.lexicon.entry("number.tens", part) or tokens.lexicon.entry(
                "number.unit", part
            )
            if entry is None or not _fits(total, entry.values[part]):
                return None
            total += entry.values[part]
        return total
    return None


def _is_joint(tokens: Tokens, index: int) -> bool:
    return tokens.has("conjunction", index) and tokens.letters[index] == "C"


def _with_half(tokens: Tokens, number: Number) -> Number:
    """Add "and a half" to a scaled number: "a million and a half"."""
    place = number.last + 1
    if (
        tokens.has("conjunction", place)
        and tokens.has("number.article", place + 1)
        and tokens.has("number.half", place + 2)
    ):
        scale = scale_of(tokens, number.last)
        if scale:
            return Number(place + 2, number.value + scale // 2)
    return number
