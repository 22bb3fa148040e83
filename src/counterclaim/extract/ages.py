"""Ages: figures between commas behind a noun for people or a name, "a man, 40, and a woman".

Invariant: as many figures as the noun stands for, else they are counts ("the soldiers, 14, said").
"""

from counterclaim.extract.numbers import number_at
from counterclaim.text.tokens import Tokens

_OLDEST = 115  # years
_REACH = 8  # tokens from "two of his brothers" back to its number


def is_age(tokens: Tokens, at: int) -> bool:
    """Say whether a bare figure is an age, alone or in a series: "two brothers, 17 and 21"."""
    low = tokens.lows[at]
    if not low.isdecimal() or int(low) > _OLDEST:
        return False
    letters = tokens.letters
    first = last = at
    while (step := _step(letters, first, -1)) is not None:
        first = step
    while (step := _step(letters, last, 1)) is not None:
        last = step
    if first < 2 or letters[first - 1] != ",":
        return False
    closer = letters[last + 1] if last + 1 < len(letters) else ""
    return _is_aged(tokens, first - 2, letters[first : last + 1].count("#"), closer)


def _step(letters: list[str], at: int, way: int) -> int | None:
    """Return the next figure of a series: over a comma, "and", or both."""
    for width in (2, 3):
        other = at + way * width
        low, high = sorted((at, other))
        is_inside = low >= 0 and high < len(letters) and letters[other] == "#"
        if is_inside and "".join(letters[low + 1 : high]) in (",", "C", ",C"):
            return other
    return None


def _is_aged(tokens: Tokens, noun: int, ages: int, closer: str) -> bool:
    """Say whether a noun stands for as many people as there are figures behind it."""
    if tokens.letters[noun] == "E" and ages == 1 and closer in (",", ""):
        return True
    if not (tokens.has("victim", noun) or tokens.has("kin", noun)):
        opener = noun - 1 - (tokens.letters[noun - 1] == "n")
        is_one = tokens.letters[noun] == "n" and tokens.has("number.article", opener)
        return is_one and ages == 1 and closer == "," and not tokens.has("loss.total", noun)
    if closer not in (",", ";", ".", ")", ""):
        return False
    is_plural = tokens.form("victim", noun) == "plural"
    return _counts_before(tokens, noun, ages) if is_plural else ages == 1


def _counts_before(tokens: Tokens, noun: int, ages: int) -> bool:
    for at in range(noun - 1, max(-1, noun - 1 - _REACH), -1):
        if tokens.letters[at] in ",.;:":
            return False
        number = number_at(tokens, at)
        if number is not None and number.value == ages:
            return True
    return False
