"""The tokens of one sentence with their class letters; phrases of the lexicon are one token.

Invariant: tokens are in order, without overlap, and ``text[starts[i]:ends[i]]`` is the token.
Letters are those of ``lexicon/letters.py``; ``names[i]`` holds the meanings of a known name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from counterclaim.lexicon.cutting import cut
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.parties import Name

_LOWER_WORD = re.compile(r"[a-zà-ÿ]{4}")
_NO_OPENING: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
_NO_PHRASES: dict[str, tuple[tuple[str, ...], ...]] = {}
_NO_ROLES: frozenset[str] = frozenset()
_ARTICLES = ("al-", "el-")
_TITLES = frozenset({"claimant", "claimant.speaker", "honorific"})
_COMPOUND = 4  # words of a compound noun: "a multi family land dispute"
_BEHIND_FORCES = ".,;:CHPVXdk"  # letters that follow "forces" the noun, not the verb
_KEYED = 3  # words of a phrase by which it is looked up
_MAX_KNOWN = 200_000  # spellings kept in mind, some 60 MiB
MAX_TOKENS = 400  # of one sentence; what follows is not read, so that time stays linear


class Tokens:
    """A sentence as parallel lists: ``starts``, ``ends``, ``lows`` (lower case) and ``letters``."""

    __slots__ = (
        "_held",
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
        self.starts: list[int]
        self.ends: list[int]
        self.lows: list[str]
        self.letters: list[str]
        self.roles: list[frozenset[str]]
        self.names: dict[int, Sequence[Name]] = {}
        self._held: frozenset[str] | None = None
        self.is_shouted = _is_shouted(text, *span)
        self._fill(cut(text, *span)[:MAX_TOKENS], *span)

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
        roles = self.roles
        return 0 <= index < len(roles) and role in roles[index]

    def at(self, role: str) -> list[int]:
        """Return the tokens that have a role in the lexicon, in order."""
        if role not in self.held:
            return []
        return [index for index, roles in enumerate(self.roles) if role in roles]

    def having(self, roles: frozenset[str]) -> list[int]:
        """Return the tokens that have any of these roles in the lexicon, in order."""
        if roles.isdisjoint(self.held):
            return []
        return [at for at, own in enumerate(self.roles) if own and not roles.isdisjoint(own)]

    def holds(self, role: str) -> bool:
        """Say whether any token has a role in the lexicon."""
        held = self._held
        return role in (self.held if held is None else held)

    @property
    def held(self) -> frozenset[str]:
        """All roles in the lexicon that any token has."""
        if self._held is None:
            self._held = frozenset().union(*self.roles)
        return self._held

    def form(self, role: str, index: int) -> str:
        """Return the form that a verb or noun has in a role: past, gerund, plural, ..."""
        return self.lexicon.forms.get(role, {}).get(self.lows[index], "")

    def _fill(self, pieces: list[str], place: int, stop: int) -> None:
        known = _known_words(self.lexicon, is_shouted=self.is_shouted)
        words = [known[piece] for piece in pieces]
        kept, lows = words.copy(), [word.low for word in words]
        ends = list(accumulate(map(len, pieces), initial=place))
        del ends[0]
        starts = [end - word.width for end, word in zip(ends, words, strict=True)]
        self.starts, self.ends = starts, ends
        after = shift = 0  # the first word behind the last phrase; tokens saved by phrases so far
        for index in _remarkable(words, lows):
            if index < after:
                continue
            here, word = index - shift, words[index]
            if word.low == "." and 0 < here < len(kept) - 1 and self._is_inner_dot(here, stop):
                ends[here - 1] = ends[here]
                del kept[here], lows[here], starts[here], ends[here]
                shift += 1
                continue
            length = _phrase_length(words, index) if word.opens else 1
            if length > 1:
                after = index + length
                shift += length - 1
                ends[here : here + length] = ends[here + length - 1 : here + length]
                del starts[here + 1 : here + length]
                word = known[" ".join(self.word(here).split())]
                kept[here : here + length] = [word]
                lows[here : here + length] = [word.low]
            if word.names:
                self.names[here] = word.names
            elif word.is_surname and here and not kept[here - 1].roles.isdisjoint(_TITLES):
                kept[here] = replace(word, letter="E")
        self.lows = lows
        self.roles = [word.roles for word in kept]
        self.letters = [word.letter for word in kept]
        if "V" in self.letters or "L" in self.letters:
            self._settle_cues()
        if self.is_shouted:
            self._settle_surnames()

    def _settle_cues(self) -> None:
        """Give the words that are both cue and noun the letter of what they are here."""
        letters, lows = self.letters, self.lows
        for index in [at for at, letter in enumerate(letters) if letter in "VL" and at]:
            if letters[index] == "V":
                after = lows[index + 1] if index + 1 < len(lows) else ""
                letters[index] = "n" if self._is_noun_here(index, lows[index], after) else "V"
            elif self._is_noun_of_split(index):
                letters[index] = "n"

    def _is_noun_of_split(self, index: int) -> bool:
        """Say whether a verb that takes a complement is a noun: "on leave", "Zubayan forces"."""
        form = self.form("loss.split", index)
        if form == "third":
            has_object = "#" in self.letters[index + 1 :]
            if self.letters[index - 1] == "#" and not has_object:
                return True
            after = self.letters[index + 1] if index + 1 < len(self.letters) else "."
            is_force = "military.word" in self.roles[index] and after in _BEHIND_FORCES
            return is_force and self.letters[index - 1] in "aDEjn"
        if form != "base":
            return False
        before = index - 1
        if before > 0 and self.letters[before] == "n" and "victim" not in self.roles[before]:
            before -= 1
        return self.letters[before] in "PDj"

    def _settle_surnames(self) -> None:
        """Let a surname in capitals be a name where it speaks: "ZELENSKY SAYS"."""
        for index, low in enumerate(self.lows[:-1]):
            if self.letters[index + 1] == "V" and low in self.lexicon.lone_surnames:
                if self.form("cue", index + 1) == "third":  # a headline: reports use the past
                    self.letters[index] = "E"

    def _is_inner_dot(self, index: int, stop: int) -> bool:
        """Say whether a full stop closes a word inside the sentence that ends at ``stop``."""
        start, end = self.starts[index], self.ends[index]
        follows_word = start == self.ends[index - 1] and self.text[start - 1].isalpha()
        return follows_word and bool(self.text[end:stop].strip("\"”’')]» "))

    def _is_noun_here(self, index: int, low: str, after: str) -> bool:
        """Say whether a word that is also a cue is a noun: "the report", "Dorna's remarks"."""
        before = self.letters[index - 1]
        if after and before == "P" and self.lexicon.letters.get(after, "") in "aN":
            return True  # "the number of confirmed dead"
        form = self.lexicon.forms.get("cue", {}).get(low, "")
        if form == "base" and self._is_compound(index):
            return True
        if before in "Dj" and form in ("base", "third"):
            return True
        if before == "E" and form == "base":
            return not self._have_subject(index)
        if before == "E" and form == "third" and not self.lexicon.has("noun.by", after):
            return False
        return before in "DjE" and self.lexicon.has("claimant.document", low)

    def _have_subject(self, index: int) -> bool:
        """Say whether several speak in a place: "officials in Dorna say"."""
        at = index - 1
        while at > 0 and self.letters[at] in "DE":
            at -= 1
        is_placed = at > 0 and self.letters[at] == "P"
        return is_placed and self.form("claimant", at - 1) == "plural"

    def _is_compound(self, index: int) -> bool:
        """Say whether the word ends a noun phrase without an object: "in a family dispute"."""
        if self.letters[index + 1 : index + 2] and self.letters[index + 1] in "DWOE#<":
            return False
        before = index - 1
        while before > 0 and self.letters[before] == "n" and index - before < _COMPOUND:
            if self.form("victim", before) == "plural" or self.form("claimant", before) == "plural":
                return False
            before -= 1
        return before >= 0 and self.letters[before] in "PD"


@dataclass(frozen=True, slots=True)
class _Word:
    """What a spelling is, wherever it stands.

    ``opens`` holds the phrases that it may open by their second and third words; ``width`` is its
    length; ``is_special`` says that it names somebody or is a full stop; ``is_surname`` that it is
    a name behind a title: "May".
    """

    low: str
    letter: str
    roles: frozenset[str]
    names: Sequence[Name]
    opens: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    width: int
    is_special: bool
    is_surname: bool


class _KnownWords(dict[str, _Word]):
    """Every spelling met so far, with and without the white space before it.

    Emptied when it grows too large, so that memory stays flat.
    """

    def __init__(self, lexicon: Lexicon, *, is_shouted: bool) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.is_shouted = is_shouted

    def __missing__(self, piece: str) -> _Word:
        if len(self) > _MAX_KNOWN:
            self.clear()
        written = piece.strip()
        if written != piece:
            self[piece] = word = self[written]
            return word
        lexicon = self.lexicon
        low = written.lower().replace("’", "'")
        names = lexicon.names.get(low, ())
        names = names if names and self._may_name(low, written) else ()
        proper = lexicon.proper.get(low, _NO_PHRASES) if _is_nameable(written) else _NO_PHRASES
        phrases = lexicon.phrases.get(low, _NO_PHRASES)
        is_surname = low in lexicon.letters and low in lexicon.surnames and written[0].isupper()
        is_surname = is_surname and not self.is_shouted
        opens = {
            after: _by_third([*proper.get(after, ()), *phrases.get(after, ())])
            for after in proper.keys() | phrases.keys()
        }
        word = _Word(
            low,
            "E" if names else self._letter(low, written[0]),
            lexicon.roles_of.get(low, _NO_ROLES),
            names,
            opens=opens or _NO_OPENING,
            width=len(written),
            is_special=bool(names or is_surname or low == "."),
            is_surname=is_surname,
        )
        self[written] = word
        return word

    def _letter(self, low: str, sign: str) -> str:
        lexicon = self.lexicon
        capital = sign.isupper()
        if capital and low in lexicon.places and not (self.is_shouted and low in lexicon.letters):
            return "E"
        if capital and not self.is_shouted and lexicon.has("month", low):
            return "y"
        letter = lexicon.letters.get(low)
        if letter is not None:
            return letter
        if not self.is_shouted and low[:3] in _ARTICLES and low in lexicon.lone_surnames:
            return "E"
        if not sign.isalnum():
            return _mark(low)
        if sign.isdecimal():
            return "#" if low[-1].isdecimal() else "n"
        if capital and not self.is_shouted and not (" " in low and low in lexicon.roles_of):
            return "E"  # but "The remaining" opens a sentence
        if "-" in low and all(lexicon.letters.get(part) == "#" for part in low.split("-")):
            return "#"  # "twenty-seven"
        return _guess(low)

    def _may_name(self, low: str, written: str) -> bool:
        """Say whether a word that is also a name is written as one here."""
        if self.is_shouted:
            return low not in self.lexicon.letters
        if low in self.lexicon.acronyms:
            return written.isupper()
        return written[:1].isupper() or not written[:1].isalpha() or "-" in low


@lru_cache(maxsize=16)
def _known_words(lexicon: Lexicon, *, is_shouted: bool) -> _KnownWords:
    return _KnownWords(lexicon, is_shouted=is_shouted)


def _is_nameable(written: str) -> bool:
    sign = written[0]
    return not sign.islower() or written[:3] in _ARTICLES or sign == "d"


def _remarkable(words: list[_Word], lows: list[str]) -> list[int]:
    """Return the words that may be more than a token: openers of phrases, names, full stops."""
    return [
        index
        for index, (word, after) in enumerate(zip(words, [*lows[1:], ""], strict=False))
        if word.is_special or after in word.opens
    ]


def _phrase_length(words: list[_Word], index: int) -> int:
    """Return how many words from ``index`` are one phrase of the lexicon, names first."""
    if index + 1 == len(words):
        return 1
    opened = words[index].opens.get(words[index + 1].low, _NO_PHRASES)
    third = words[index + 2].low if index + 2 < len(words) else ""
    for phrase in opened.get(third) or opened.get("", ()):
        stop = index + len(phrase)
        if len(phrase) <= _KEYED or tuple([word.low for word in words[index:stop]]) == phrase:
            if stop < len(words) and "bound.than" in words[stop].roles:
                continue  # "and more | than 20": the comparative is not of the phrase
            if stop < len(words) and words[index].letter == "a" and words[stop].letter == "#":
                continue  # "dead | and wounded 12"
            return len(phrase)
    return 1


def _by_third(phrases: list[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return what may stand here by the third word, "" for any other; the order is kept."""
    thirds = {"".join(phrase[2:3]) for phrase in phrases}
    return {
        third: tuple(phrase for phrase in phrases if "".join(phrase[2:3]) in ("", third))
        for third in (*thirds, "")
    }


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


def _is_shouted(text: str, start: int, end: int) -> bool:
    if _LOWER_WORD.search(text, start, min(end, start + 200)):
        return False
    letters = [c for c in text[start : min(end, start + 400)] if c.isalpha()]
    return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
