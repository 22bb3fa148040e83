"""Numbers in figures: "6,000", "6 000", "6.000", "1,50,000", "1.2m", "2.5 million", "1.3e6".

Reads one figure with the letters or scales that it cannot do without; what words add to a plain one
("3 hundred and 21") is read in ``numbers.py``. Invariant: arithmetic is in whole numbers.
"""

import re
from typing import NamedTuple

from counterclaim.text.tokens import Tokens

MAX_VALUE = (
    10**18
)  # what is longer is no count but a code; whom a number can count is settled later
_GROUPS = re.compile(r"[,\u00a0\u2009\u202f ]")
_DOT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"(\d+)(?:\.(\d+))?(?:(?:e\+?|x10\^)(\d{1,2}))?")
_JOINTS = frozenset(",.:-–—/$€£")  # glued to a 0 they make it part of something else
_SIGNS = frozenset(":-–—/%")


class Figure(NamedTuple):
    """A number that ends at token ``last``; words may go on with it where it ``is_plain``."""

    last: int
    value: int
    is_plain: bool


def figure_at(tokens: Tokens, index: int) -> Figure | None:
    """Return the whole number above zero that a figure stands for, or ``None``."""
    low = tokens.lows[index]
    value = whole_of(low)
    letter = _letter_behind(tokens, index)
    if value and not letter:
        if "." not in low or low.count(".") > 1 or not tokens.has("number.scale", index + 1):
            return Figure(index, value, is_plain=True)
    match = _DECIMAL.fullmatch(_GROUPS.sub("", low))
    if match is None:
        return None
    whole, share, power = match.groups(default="")
    last, scale = index, letter or 1
    if letter:
        last += 1
    else:
        while tokens.has("number.scale", last + 1):
            last, scale = last + 1, scale * scale_of(tokens, last + 1)
    if len(whole) + len(share) > 18:
        return None
    top = int(whole + share) * scale * 10 ** int(power or 0)
    value, left = divmod(top, 10 ** len(share))
    return Figure(last, value, is_plain=False) if 0 < value < MAX_VALUE and not left else None


def whole_of(low: str) -> int:
    """Return the value of a figure without a decimal part, 0 where it has none or is too long.

    >>> [whole_of(figure) for figure in ("6,000", "6.000", "1 234 567", "6.5")]
    [6000, 6000, 1234567, 0]
    """
    if not low.isdecimal():
        low = low.replace(".", "") if _DOT_GROUPED.fullmatch(low) else _GROUPS.sub("", low)
    return int(low) if low.isdecimal() and len(low) <= 18 else 0


def scaled_to(low: str, scale: int) -> int:
    """Return a figure times a scale that stands further on ("1.5 to | 2 million"), 0 if not whole.

    >>> scaled_to("1.5", 1_000_000)
    1500000
    """
    match = _DECIMAL.fullmatch(low)
    if match is None or len(low) > 18:
        return 0
    whole, share, _ = match.groups(default="")
    value, left = divmod(int(whole + share) * scale, 10 ** len(share))
    return 0 if left else value


def is_zero(tokens: Tokens, index: int) -> bool:
    """Say whether a token is a 0 that is no part of a decimal, a score, a time or a code."""
    if tokens.lows[index].strip("0"):
        return False
    start, end, text = tokens.starts[index], tokens.ends[index], tokens.text
    return text[start - 1 : start] not in _JOINTS and text[end : end + 1] not in _SIGNS


def scale_of(tokens: Tokens, index: int) -> int:
    """Return what a token multiplies by ("million", "k"), 0 if it is no scale."""
    low = tokens.lows[index]
    for role in ("number.scale", "number.suffix", "number.suffix.capital"):
        entry = tokens.lexicon.entry(role, low)
        if entry is not None:
            return entry.values[low]
    return 0


def _letter_behind(tokens: Tokens, index: int) -> int:
    """Return what a letter behind a figure multiplies it by, 0 without one.

    It is glued to the digits ("6k"). Apart from them ("1.2 M") it needs a figure with a separator,
    since "Block 5 K" is a name, and a capital, unless it stands for thousands.
    """
    after = index + 1
    if after >= len(tokens):
        return 0
    in_capitals = tokens.word(after).isupper()
    if not (
        tokens.has("number.suffix", after)
        or (in_capitals and tokens.has("number.suffix.capital", after))
    ):
        return 0
    scale = scale_of(tokens, after)
    if tokens.starts[after] == tokens.ends[index]:
        return scale
    is_split = not tokens.lows[index].isdecimal()
    return scale if is_split and (in_capitals or scale == 1000) else 0
