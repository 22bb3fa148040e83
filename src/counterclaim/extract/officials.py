"""Officials: whom a full name or a surname stands for on the day of the document.

A full name is its bearer's; an office counts only on the days on which it was held. A surname alone
is its bearer's where one person alone can be meant: by the day, the title before it, or a side that
the text names. Not here: people whom the text itself introduces (``memory.py``).
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import field

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.parties import Name, without_accents
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_LINKS = frozenset({"and", "chief", "for", "head", "in", "leader", "of", "the", "to"})
_ALIKE = 4  # letters that two spellings of a first name share
_SAME = {
    "defense": "defence",
    "spokesperson": "spokesman",
    "spokeswoman": "spokesman",
    "secretary-general": "secretary",
}


@note
class Bearer:
    """Who bears a name: canonical name, side and kind of body (``person``: in no office then)."""

    name: str
    party: str | None
    kind: str


@note
class Clues:
    """What stands around a name: the day, sides in the text, words and sides in its phrase.

    ``is_described`` says that a noun that can speak stands beside the name: "mayor".
    """

    day: dt.date | None = None
    sides: Counter[str] = field(default_factory=Counter)
    words: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    is_described: bool = False
    is_shouted: bool = False


def bearer_of(names: Sequence[Name], clues: Clues) -> Bearer | None:
    """Return the official whom a full name leads to, ``None`` if it leads to none."""
    officials = [name for name in names if name.sort == "official"]
    if not officials:
        return None
    holding = _holding(officials, clues.day)
    return _holder(holding, clues) if holding else _former(officials)


def bearer_of_surname(lexicon: Lexicon, low: str, clues: Clues) -> Bearer | None:
    """Return the official whom a surname (lower case) stands for, if one alone can be meant."""
    borne = lexicon.surnames.get(low)
    if borne is None:
        return None
    holding = _holding(borne, clues.day)
    titled = [n for n in holding or borne if _has_title(n, clues.words)]
    beside = [n for n in holding or borne if n.party in clues.parties]
    if clues.is_described and not titled and not beside:
        return None
    backed = bool(titled or beside)
    if not (backed or _may_stand_alone(lexicon, low, clues)):
        return None
    if not holding:
        known = titled or borne
        is_named = backed or any(clues.sides[n.party] for n in known)
        return _former(known) if is_named and _is_one(known) else None
    fitting = titled or beside or holding
    if not _is_one(fitting):
        fitting = [n for n in fitting if n.party in clues.parties] or [
            n for n in fitting if clues.sides[n.party]
        ]
    if lexicon.has("surname.shared", low) and not backed:
        fitting = [n for n in fitting if clues.sides[n.party]]
    return _holder(fitting, clues) if fitting and _is_one(fitting) else None


def same_person(lexicon: Lexicon, full: str, clues: Clues) -> Bearer | None:
    """Return the official whose first name and surname a longer or shorter name shares."""
    parts = without_accents(full.lower().replace("’", "'")).split()
    borne = lexicon.surnames.get(parts[-1], ())
    alike = [n for n in borne if _is_spelt_alike(parts, n.canonical)]
    if not alike or not _is_one(alike):
        return None
    holding = _holding(alike, clues.day)
    return _holder(holding, clues) if holding else _former(alike)


def lone_official(tokens: Tokens, index: int, day: dt.date | None) -> Name | None:
    """Return the one official in office whom a word names by a surname that nobody else bears."""
    lexicon, letters = tokens.lexicon, tokens.letters
    if tokens.lows[index] not in lexicon.lone_surnames:
        return None
    for near in (index - 1, index + 1):  # "Olena Petrenko" is somebody else
        if 0 <= near < len(letters) and letters[near] == "E" and near not in tokens.names:
            return None
    holding = _holding(lexicon.surnames[tokens.lows[index]], day)
    return holding[-1] if holding and _is_one(holding) else None


def _is_spelt_alike(parts: Sequence[str], canonical: str) -> bool:
    """Say whether a name is part of another, or opens like it: "Dmitri" and "Dmitry"."""
    known = without_accents(canonical.lower()).split()
    return set(parts) <= set(known) or parts[0][:_ALIKE] == known[0][:_ALIKE]


def _holding(names: Sequence[Name], day: dt.date | None) -> list[Name]:
    return [name for name in names if name.office is None or name.office.holds_on(day)]


def _is_one(names: Sequence[Name]) -> bool:
    return len({name.canonical for name in names}) == 1


def _holder(names: Sequence[Name], clues: Clues) -> Bearer:
    """Return the bearer in the office that the title or a side names, else in the last one."""
    fitting = [n for n in names if _has_title(n, clues.words)] or list(names)
    fitting = [n for n in fitting if n.party in clues.parties] or fitting
    fitting = [n for n in fitting if clues.sides[n.party]] or fitting
    chosen = fitting[-1]
    return Bearer(name=chosen.canonical, party=chosen.party or None, kind=chosen.kind)


def _former(names: Sequence[Name]) -> Bearer:
    parties = {name.party for name in names}
    party = next(iter(parties)) if len(parties) == 1 else ""
    return Bearer(name=names[-1].canonical, party=party or None, kind="person")


def _has_title(name: Name, words: frozenset[str]) -> bool:
    if name.office is None or not words:
        return False
    return not words.isdisjoint(_title_words(name.office.office.lower().split()))


def _title_words(words: Sequence[str]) -> set[str]:
    single = [word for phrase in words for word in phrase.split()]
    return {_SAME.get(word, word) for word in single} - _LINKS


def title_words(tokens: Tokens, first: int, last: int) -> frozenset[str]:
    """Return the words of a phrase in which a title may stand, each in one spelling."""
    return frozenset(_title_words(tokens.lows[first : last + 1]))


def _may_stand_alone(lexicon: Lexicon, low: str, clues: Clues) -> bool:
    """Say whether a surname without a title or side beside it can be read as one."""
    if low in lexicon.lone_surnames or lexicon.has("surname.shared", low):
        return True
    return clues.day is not None and not clues.is_shouted
