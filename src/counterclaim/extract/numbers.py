"""Whole numbers in words and figures: "6,000", "two hundred and fifty-six", "half a dozen".

Grammar over words, the parts of a compound ("fifty-six") being words of their own: groups below a
thousand, each with its scales, the greatest first; then a fraction of the last scale ("and a
half"). What a figure alone stands for is read in ``figures.py``. Invariant: a number is above zero
and ends where a token ends.
"""

from typing import NamedTuple

from counterclaim.extract.figures import MAX_VALUE, figure_at, whole_of
from counterclaim.text.tokens import Tokens

_WORDS = frozenset(
    {
        "number.article",
        "number.half",
        "number.part",
        "number.scale",
        "number.tens",
        "number.unit",
    }
)
_INNER = _WORDS | {"number.joint", "number.parts", "number.range", "of"}
_MAX_PARTS = 32  # words; the longest number below the limit has fewer


class Number(NamedTuple):
    """A whole number that ends at token ``last``."""

    last: int
    value: int


def number_at(tokens: Tokens, index: int) -> Number | None:
    """Return the number that starts at a token, in digits or words, with its scale."""
    if index >= len(tokens.lows):
        return None
    low, after = tokens.lows[index], index + 1
    if low[0].isdecimal() and "-" not in low:
        figure = figure_at(tokens, index)
        if figure is None:
            return None
        if figure.is_plain and after < len(tokens) and tokens.roles[after] & _INNER:
            return _Words(tokens, index).number()
        return Number(figure.last, figure.value)
    if tokens.has("number.article", index) and tokens.has("number.whole", after):
        entry = tokens.lexicon.of("number.whole")[tokens.lows[after]]
        return Number(after, entry.values[tokens.lows[after]])
    is_compound = "-" in low
    if not is_compound and _WORDS.isdisjoint(tokens.roles[index]):
        return None
    if is_compound or _goes_on(tokens, after):
        return _Words(tokens, index).number()
    return _lone(tokens, index)


def _lone(tokens: Tokens, index: int) -> Number | None:
    """Return the number of a word with no other word of a number behind it."""
    low = tokens.lows[index]
    for role in ("number.tens", "number.unit"):
        word = tokens.lexicon.entry(role, low)
        if word is not None and word.values[low]:
            return Number(index, word.values[low])
    return None


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Say whether a token may be a word of the number before it."""
    if index >= len(tokens):
        return False
    low = tokens.lows[index]
    return "-" in low or low[0].isdecimal() or not _INNER.isdisjoint(tokens.roles[index])


class _Read(NamedTuple):
    """What was read up to word ``after``; ``scale`` is its last scale, 1 without one."""

    value: int
    after: int
    scale: int = 1


class _Words:
    """The words from a token on that a number may have, and the grammar over them.

    ``ends[i]`` is the token that word ``i`` ends, -1 inside a compound.
    """

    __slots__ = ("ends", "lexicon", "words")

    def __init__(self, tokens: Tokens, index: int) -> None:
        self.lexicon = tokens.lexicon
        self.words: list[str] = []
        self.ends: list[int] = []
        stop = min(len(tokens), index + _MAX_PARTS)
        for at in range(index, stop):
            low = tokens.lows[at]
            if "-" in low and len(low) > 1:
                parts = low.split("-")
                if not all(self._is_inner(part) for part in parts):
                    return
                self.words += parts
                self.ends += [-1] * (len(parts) - 1)
            elif low[0].isdecimal() or tokens.roles[at] & _INNER:
                if tokens.has("vague", at) and _is_date(tokens, index, at):
                    return
                self.words.append(low)
            else:
                return
            self.ends.append(at)

    def number(self) -> Number | None:
        """Return the number that the words begin with, ``None`` where they make none."""
        for read in (self._part_of_scale(0), self._cardinal()):
            if read is not None and 0 < read.value < MAX_VALUE:
                last = self.ends[read.after - 1]
                if last >= 0:
                    return Number(last, read.value)
        return None

    def _cardinal(self) -> _Read | None:
        total, place, scale, ceiling = 0, 0, 1, MAX_VALUE
        while ceiling > 1:
            start = self._after_joint(place) if total else place
            group = self._group(start)
            if group is None or (start > place and not self._may_join(start, group)):
                break
            factor, after = self._scales(group.after)
            if group.value * factor >= ceiling:
                break  # "two thousand | three thousand"
            total, place, ceiling = total + group.value * factor, after, factor
            scale = factor if factor > 1 else group.scale
        if not total:
            return None
        read = _Read(total, place, scale)
        return self._divided(read) or self._with_part(read)

    def _group(self, at: int) -> _Read | None:
        """Read what stands before a scale: "two hundred and six", "eleven hundred", "a", "40"."""
        read = self._below_hundred(at) or self._figure(at)
        if read is None and at == 0:
            if self._has("number.article", at) and self._scale(at + 1):
                read = _Read(1, at + 1)
            elif self._scale(at) == 100 and self._scale(at + 1) > 100:
                read = _Read(1, at)  # "hundred thousand"
        if read is None:
            return None
        value, after = read.value, read.after
        scale = self._scale(after)
        if scale == 100:
            value, after = value * 100, after + 1
            rest = self._rest(after)
            if rest is not None:
                return _Read(value + rest.value, rest.after, rest.scale)
            scale = self._scale(after)
            if scale != 12:
                return _Read(value, after, 100)
        return _Read(value * 12, after + 1, 12) if scale == 12 else read

    def _rest(self, after: int) -> _Read | None:
        """Read what follows a hundred: "| and six", "| fifty-six", "| and two dozen"."""
        start = self._after_joint(after)
        rest = self._below_hundred(start) or self._figure(start)
        if rest is None or rest.value >= 100 or self._scale(rest.after) == 100:
            return None
        if start > after and self._fraction(start) is not None:
            return None
        if self._scale(rest.after) == 12:
            return _Read(rest.value * 12, rest.after + 1, 12)
        return rest

    def _below_hundred(self, at: int) -> _Read | None:
        tens = self._value("number.tens", at)
        if not tens:
            unit = self._value("number.unit", at)
            return _Read(unit, at + 1) if unit else None
        after = at + 2 if self._is("-", at + 1) else at + 1  # "fifty - two"
        unit = self._value("number.unit", after)
        return _Read(tens + unit, after + 1) if 0 < unit < 10 else _Read(tens, at + 1)

    def _figure(self, at: int) -> _Read | None:
        value = whole_of(self.words[at]) if at < len(self.words) else 0
        return _Read(value, at + 1) if value else None

    def _may_join(self, at: int, group: _Read) -> bool:
        """Say whether a group goes on behind "and": not in "2 thousand and | 300 were wounded"."""
        if self._fraction(at) is not None:
            return False
        return (
            group.value < 100
            or group.scale > 1
            or self._scale(group.after) > 0
            or (not self.words[at][0].isdecimal())
        )

    def _divided(self, read: _Read) -> _Read | None:
        """Read "twenty fifths", "three quarters of a million", where they come out whole."""
        bottom = self._value("number.parts", read.after)
        if not bottom:
            return None
        of_scale = self._of_scale(read.value, bottom, read.after + 1)
        return of_scale or _divide(read.value, bottom, read.after + 1)

    def _with_part(self, read: _Read) -> _Read:
        """Add a fraction: "a million and a half", "five and a half million"."""
        start = self._after_joint(read.after)
        found = self._fraction(start) if start > read.after else None
        if found is None:
            return read
        top, bottom, after = found
        part = self._of_scale(top, bottom, after)
        if part is not None:
            if read.scale == 1:
                return _Read(read.value * part.scale + part.value, part.after, part.scale)
            return _Read(read.value + part.value, part.after) if part.scale < read.scale else read
        if read.scale > 100 or (read.scale > 1 and bottom == 2):
            part = _divide(top * read.scale, bottom, after)
            return _Read(read.value + part.value, after) if part is not None else read
        return read

    def _part_of_scale(self, at: int) -> _Read | None:
        """Read "half a dozen", "a quarter of a million", "half million"."""
        found = self._fraction(at)
        return self._of_scale(*found) if found is not None else None

    def _fraction(self, at: int) -> tuple[int, int, int] | None:
        """Read a share of one, "half", "three fifths": the two numbers and the word after."""
        counted = self._below_hundred(at)
        if counted is not None and counted.value > 1:
            bottom, after = self._value("number.parts", counted.after), counted.after + 1
            return (counted.value, bottom, after) if counted.value < bottom else None
        if counted is not None or self._has("number.article", at):
            at += 1
        bottom = 2 if self._has("number.half", at) else self._value("number.part", at)
        return (1, bottom, at + 1) if bottom else None

    def _of_scale(self, top: int, bottom: int, at: int) -> _Read | None:
        """Read the scale that a fraction is of: "half | a dozen", "a quarter | of a million"."""
        at += self._has("of", at)
        at += self._has("number.article", at)
        first = self._scale(at)
        if not first:
            return None
        rest, after = self._scales(at + 1)
        found = _divide(top * first * rest, bottom, after)
        return _Read(found.value, after, first * rest) if found is not None else None

    def _scales(self, at: int) -> tuple[int, int]:
        """Return the product of the scales above a hundred that stand here, and the word after."""
        product = 1
        while (scale := self._scale(at)) > 100:
            product, at = product * scale, at + 1
        return product, at

    def _scale(self, at: int) -> int:
        return self._value("number.scale", at)

    def _value(self, role: str, at: int) -> int:
        if at >= len(self.words):
            return 0
        word = self.words[at]
        entry = self.lexicon.entry(role, word)
        return entry.values[word] if entry is not None else 0

    def _has(self, role: str, at: int) -> bool:
        return at < len(self.words) and self.lexicon.has(role, self.words[at])

    def _is(self, word: str, at: int) -> bool:
        return at < len(self.words) and self.words[at] == word

    def _is_inner(self, word: str) -> bool:
        roles = self.lexicon.roles_of.get(word)
        return word.isdecimal() or (roles is not None and not _INNER.isdisjoint(roles))

    def _after_joint(self, at: int) -> int:
        return at + 1 if self._has("number.joint", at) else at


def _divide(top: int, bottom: int, after: int) -> _Read | None:
    """Return a fraction where it is a whole number."""
    return _Read(top // bottom, after) if top % bottom == 0 else None


def _is_date(tokens: Tokens, first: int, at: int) -> bool:
    """Say whether a plural behind a figure is no scale of it: "in 2022 thousands fled"."""
    if at != first + 1 or not tokens.lows[first].isdecimal():
        return False
    is_label = tokens.has("month", first - 1) or tokens.has("label", first - 1)
    return is_label or len(tokens.lows[first]) > 3
