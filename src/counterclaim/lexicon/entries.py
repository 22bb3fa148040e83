"""One lexicon entry and the checks that every entry has to pass.

Invariants: an entry has words, none twice, in sorted order; unknown keys are refused. What the
roles mean stands in ``docs/lexicons.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from counterclaim.errors import LexiconError
from counterclaim.lexicon.checks import (
    check_choice,
    check_flag,
    check_list,
    check_text,
    check_words,
    refuse_unknown,
)
from counterclaim.lexicon.forms import VerbForms, plural_of, verb_forms
from counterclaim.model.parties import CLAIMANT_KINDS, VICTIM_CLASSES, VICTIM_GROUPS
from counterclaim.model.quantities import KINDS

_LISTS = ("words", "verbs", "nouns", "complements")
_TEXTS = ("kind", "outcome", "class", "group", "stance")
_FLAGS = (
    "by_war",
    "civilians_only",
    "enemy",
    "irregular",
    "people_only",
    "soldiers_excluded",
    "soldiers_only",
    "suspects_excluded",
    "uncovered_only",
    "weak",
)
_NUMBERS = ("low", "high", "width")
_ALLOWED = {
    "outcome": ("killed", "wounded", "casualties", "captured", "missing", "displaced"),
    "class": VICTIM_CLASSES,
    "group": VICTIM_GROUPS,
    "stance": ("admits", "claims", "confirms", "denies", "estimates", "reports", "says"),
}
# Which kinds a role has; an entry of any other role has none.
_KINDS = {
    "bound.after": KINDS,
    "bound.before": KINDS,
    "bound.verb": KINDS,
    "claimant": CLAIMANT_KINDS,
    "claimant.document": CLAIMANT_KINDS,
    "claimant.speaker": CLAIMANT_KINDS,
}
_SIDE = "{side}"
_PARTS = {"nouns": (1, 2), "verbs": (1, 4)}  # forms that are written with a stroke between
_KNOWN = {*_LISTS, *_TEXTS, *_FLAGS, *_NUMBERS, "role", "values", "note", "yes", "no", "replace"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A group of words that mean the same to the engine; ``id`` is ``file.entry``.

    ``words`` holds every form in lower case; ``values`` a number per word where it has one.
    """

    id: str
    role: str
    words: tuple[str, ...]
    values: Mapping[str, int] = field(default_factory=dict)
    verbs: tuple[VerbForms, ...] = ()
    nouns: tuple[tuple[str, str], ...] = ()
    complements: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def text(self, key: str) -> str | None:
        """Return a text attribute such as ``outcome``, or ``None``."""
        return self.texts.get(key)

    def bound(self, key: str) -> int | None:
        """Return ``low`` or ``high`` as a whole number, or ``None`` for an open side."""
        number = self.numbers.get(key)
        return None if number is None else int(number)


def make_entry(where: str, name: str, table: Mapping[str, Any], sides: Sequence[str] = ()) -> Entry:
    """Return the entry of a TOML table; :class:`LexiconError` names file and entry.

    ``sides`` holds the adjectives of the parties, which ``{side}`` in a phrase stands for.
    """
    spot = f"{where}.toml, entry {name}"
    refuse_unknown(spot, table, _KNOWN)
    if not isinstance(table.get("role"), str):
        raise LexiconError(spot, "it has no role")
    for key in _LISTS:
        check_list(spot, key, table.get(key))
    _check_values(spot, table)
    table = {**table, **{k: _spelt_out(table[k], sides) for k in _LISTS if k in table}}
    verbs = tuple(verb_forms(v) for v in table.get("verbs", ()))
    nouns = tuple(plural_of(n) for n in table.get("nouns", ()))
    values = {str(k).lower(): int(v) for k, v in table.get("values", {}).items()}
    words = [str(w).lower() for w in table.get("words", ())]
    words += [form.lower() for verb in verbs for form in verb]
    words += [form.lower() for pair in nouns for form in pair]
    words += values
    if not words:
        raise LexiconError(spot, "it is empty")
    return Entry(
        id=f"{where}.{name}",
        role=table["role"],
        words=tuple(dict.fromkeys(words)),
        values=MappingProxyType(values),
        verbs=tuple(VerbForms(*(form.lower() for form in v)) for v in verbs),
        nouns=tuple((a.lower(), b.lower()) for a, b in nouns),
        complements=tuple(c.lower() for c in table.get("complements", ())),
        texts=MappingProxyType({k: str(table[k]) for k in _TEXTS if k in table}),
        numbers=MappingProxyType({k: float(table[k]) for k in _NUMBERS if k in table}),
        flags=frozenset(k for k in _FLAGS if table.get(k)),
        yes=tuple(table.get("yes", ())),
        no=tuple(table.get("no", ())),
    )


def _spelt_out(phrases: Sequence[str], sides: Sequence[str]) -> list[str]:
    """Return phrases with each side in the place of ``{side}``."""
    found: list[str] = []
    for phrase in phrases:
        found += [phrase.replace(_SIDE, s) for s in sides] if _SIDE in phrase else [phrase]
    return found


def _check_values(spot: str, table: Mapping[str, Any]) -> None:
    for key, allowed in _ALLOWED.items():
        check_choice(spot, key, table.get(key), allowed)
    _check_kind(spot, table)
    _check_numbers(spot, table)
    for key in (*_FLAGS, "replace"):
        check_flag(spot, key, table.get(key))
    check_text(spot, "note", table.get("note"))
    for key in ("yes", "no"):
        check_words(spot, key, table.get(key))
    for key, counts in _PARTS.items():
        for written in table.get(key, ()):
            if written.count("/") + 1 not in counts or not all(written.split("/")):
                raise LexiconError(spot, f"{key!r} holds {written!r}, which lacks forms")
    values = table.get("values", {})
    if not isinstance(values, dict) or not all(type(v) is int for v in values.values()):
        raise LexiconError(spot, "'values' has to give a whole number for each word")


def _check_kind(spot: str, table: Mapping[str, Any]) -> None:
    role, kind = table["role"], table.get("kind")
    allowed = _KINDS.get(role)
    if allowed is not None:
        check_choice(spot, "kind", kind, allowed)
    elif kind is not None:
        raise LexiconError(spot, f"unknown key 'kind': a {role} has none")
    if kind is None and role in ("bound.after", "bound.before", "bound.verb"):
        raise LexiconError(spot, "it has no kind", "it can be " + ", ".join(KINDS))


def _check_numbers(spot: str, table: Mapping[str, Any]) -> None:
    low, high, width = (table.get(key) for key in _NUMBERS)
    for key, number in (("low", low), ("high", high)):
        if number is not None and (type(number) is not int or number < 0):
            raise LexiconError(spot, f"{key!r} has to be a whole number, 0 or more")
    if low is not None and high is not None and high < low:
        raise LexiconError(spot, f"'low' is {low}, above 'high', which is {high}")
    if width is not None and (type(width) not in (int, float) or not 0 < width < 1):
        raise LexiconError(spot, "'width' has to be a share between 0 and 1")
