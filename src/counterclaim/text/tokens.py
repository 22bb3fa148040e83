"""The tokens of one sentence with their class letters; phrases of the lexicon are one token.

Invariant: tokens are in order, without overlap, and ``text[starts[i]:ends[i]]`` is the token.
Letters are those of ``lexicon/letters.py``; ``names[i]`` holds the meanings of a known name.
"""

import re
from collections.abc import Sequence

from counterclaim.lexicon.cutting import cut
from counterclaim.lexicon.lexicon import Lexicon, Phrases
from counterclaim.lexicon.parties import Name

_LOWER_WORD = re.compile(r"[a-zà-ÿ]{4}")
_NO_ROLES: frozenset[str] = frozenset()
_MAX_TOKENS = 400  # of one sentence; what follows is not read, so that time stays linear


class Tokens:
    """A sentence as parallel lists: ``starts``, ``ends``, ``lows`` (lower case) and ``letters``."""

    __slots__ = (
        "ends",
        "is_shouted",
        "letters",
        "lexicon",
        "lows",
        "names",
        "roles",
        "starts",
        "text",
    )

    def __init__(self, text: str, span: tuple[int, int], lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lows: list[str] = []
        self.letters: list[str] = []
        self.roles: list[frozenset[str]] = []
        self.names: dict[int, Sequence[Name]] = {}
        self.is_shouted = _is_shouted(text[span[0] : span[1]])
        self._fill(cut(text, *span)[:_MAX_TOKENS], span[1])

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """Return the token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def between(self, first: int, last: int) -> str:
        """Return the text from token ``first`` to token ``last``, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def has(self, role: str, index: int) -> bool:
        """Say whether the token exists and has a role in the lexicon."""
        return 0 <= index < len(self.roles) and role in self.roles[index]

    def form(self, role: str, index: int) -> str:
        """Return the form that a verb or noun has in a role: past, gerund, plural, ..."""
        return self.lexicon.forms.get(role, {}).get(self.lows[index], "")

    def is_capital(self, index: int) -> bool:
        """Say whether the token looks like a name: capital in the text, or a known name."""
        return self.letters[index] == "E"

    def index_at(self, place: int) -> int:
        """Return the index of the first token that ends after ``place``."""
        for index, end in enumerate(self.ends):
            if end > place:
                return index
        return len(self.ends)

    def _fill(self, ranges: list[tuple[int, int]], stop: int) -> None:
        text, lexicon = self.text, self.lexicon
        lows = [text[start:end].lower().replace("’", "'") for start, end in ranges]
        roles_of = lexicon.roles_of
        index, count = 0, len(ranges)
        while index < count:
            start, end = ranges[index]
            low = lows[index]
            if low == "." and self.starts and self._is_inner_dot(start, end, stop):
                self.ends[-1] = end
                index += 1
                continue
            named = self._is_nameable(start) and low in lexicon.proper
            length = _longest(lexicon.proper, lows, index) if named else 1
            if length == 1 and low in lexicon.phrases:
                length = _longest(lexicon.phrases, lows, index)
            if length > 1:
                end = ranges[index + length - 1][1]
                low = " ".join(text[start:end].lower().replace("’", "'").split())
            self.starts.append(start)
            self.ends.append(end)
            self.lows.append(low)
            self.roles.append(roles_of.get(low, _NO_ROLES))
            after = lows[index + length] if index + length < count else ""
            self.letters.append(self._letter(len(self.starts) - 1, low, start, after))
            index += length

    def _is_inner_dot(self, start: int, end: int, stop: int) -> bool:
        follows_word = start == self.ends[-1] and self.text[start - 1].isalpha()
        return follows_word and bool(self.text[end:stop].strip("\"”’')]» "))

    def _is_nameable(self, start: int) -> bool:
        sign = self.text[start]
        return not sign.islower() or self.text[start : start + 3] in ("al-", "el-") or sign == "d"

    def _letter(self, index: int, low: str, start: int, after: str) -> str:
        lexicon = self.lexicon
        sign = self.text[start]
        capital = sign.isupper()
        known = lexicon.names.get(low)
        if known and self._may_name(low, start):
            self.names[index] = known
            return "E"
        if capital and low in lexicon.places and not (self.is_shouted and low in lexicon.letters):
            return "E"
        if capital and not self.is_shouted and lexicon.has("month", low):
            return "y"
        letter = lexicon.letters.get(low)
        if letter == "V" and index and self._is_noun_here(index, low, after):
            return "n"
        if letter is not None:
            return letter
        if not sign.isalnum():
            return _mark(low)
        if sign.isdecimal():
            return "#" if low[-1].isdecimal() else "n"
        if capital and not self.is_shouted:
            return "E"
        return _guess(low)

    def _is_noun_here(self, index: int, low: str, after: str) -> bool:
        """Say whether a word that is also a cue is a noun: "the report", "Dorna's remarks"."""
        before = self.letters[index - 1]
        form = self.lexicon.forms.get("cue", {}).get(low, "")
        if before in "Dj" and form in ("base", "third"):
            return True
        if before == "E" and form == "third" and not self.lexicon.has("of", after):
            return False
        return before in "DjE" and self.lexicon.has("claimant.document", low)

    def _may_name(self, low: str, start: int) -> bool:
        """Say whether a word that is also a name is written as one here."""
        written = self.text[start : start + len(low)]
        if self.is_shouted:
            return low not in self.lexicon.letters
        if low in self.lexicon.acronyms:
            return written.isupper()
        return written[:1].isupper() or not written[:1].isalpha() or "-" in low


def _longest(phrases: Phrases, lows: list[str], index: int) -> int:
    if index + 1 >= len(lows):
        return 1
    for words in phrases[lows[index]].get(lows[index + 1], ()):
        length = len(words)
        if length == 2 or tuple(lows[index : index + length]) == words:
            return length
    return 1


def _mark(low: str) -> str:
    if low == "'s":
        return "j"
    if low in "–—":
        return "-"
    if low in "“”\"«»„‘'`":
        return '"'
    if low in "!?…":
        return "."
    return low if low in ",;:.()[]%" else "*"


def _guess(low: str) -> str:
    if low.endswith("ly"):
        return "A"
    if low.endswith(("ed", "ing")) and len(low) > 4:
        return "v"
    return "n"


def _is_shouted(sentence: str) -> bool:
    if _LOWER_WORD.search(sentence, 0, 200):
        return False
    letters = [c for c in sentence[:400] if c.isalpha()]
    return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
