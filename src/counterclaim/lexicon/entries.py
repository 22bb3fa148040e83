"""One lexicon entry and the checks that every entry has to pass.

Invariants: an entry has words, none twice, in sorted order; unknown keys are refused. What the
roles mean stands in ``docs/lexicons.md``.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from counterclaim.errors import LexiconError
from counterclaim.lexicon.forms import VerbForms, plural_of, verb_forms
from counterclaim.model.parties import VICTIM_CLASSES, VICTIM_GROUPS
from counterclaim.model.quantities import KINDS

_LISTS = ("words", "verbs", "nouns", "complements")
_TEXTS = ("kind", "outcome", "class", "group", "stance", "polarity")
_FLAGS = (
    "active_only",
    "civilians_only",
    "irregular",
    "people_only",
    "soldiers_excluded",
    "soldiers_only",
    "suspects_excluded",
    "weak",
)
_NUMBERS = ("low", "high", "width")
_ALLOWED = {
    "outcome": ("killed", "wounded", "casualties", "captured", "missing", "displaced"),
    "class": VICTIM_CLASSES,
    "group": VICTIM_GROUPS,
    "polarity": ("asserted", "denied"),
}
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


def make_entry(where: str, name: str, table: Mapping[str, Any]) -> Entry:
    """Return the entry of a TOML table; :class:`LexiconError` names file and entry."""
    spot = f"{where}.toml, entry {name}"
    unknown = sorted(set(table) - _KNOWN)
    if unknown:
        raise LexiconError(spot, f"unknown key {unknown[0]!r}")
    if not isinstance(table.get("role"), str):
        raise LexiconError(spot, "it has no role")
    for key in _LISTS:
        check_list(spot, key, table.get(key))
    _check_values(spot, table)
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


def _check_values(spot: str, table: Mapping[str, Any]) -> None:
    for key, allowed in _ALLOWED.items():
        if key in table and table[key] not in allowed:
            raise LexiconError(spot, f"{key!r} cannot be {table[key]!r}")
    if table["role"].startswith("bound") and table.get("kind", "about") not in KINDS:
        raise LexiconError(spot, f"'kind' cannot be {table['kind']!r}")
    for key in _NUMBERS:
        if key in table and not isinstance(table[key], int | float):
            raise LexiconError(spot, f"{key!r} has to be a number")
    for key in ("yes", "no"):
        if not isinstance(table.get(key, []), list):
            raise LexiconError(spot, f"{key!r} has to be a list of sentences")
    values = table.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(v, int) for v in values.values()):
        raise LexiconError(spot, "'values' has to give a whole number for each word")


def check_list(spot: str, key: str, values: object) -> None:
    """Refuse a list that is empty, unsorted or says something twice; ``None`` is no list."""
    if values is None:
        return
    if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        raise LexiconError(spot, f"{key!r} has to be a list of words that is not empty")
    if not all(v.strip() for v in values):
        raise LexiconError(spot, f"{key!r} holds an empty word")
    if len(set(values)) != len(values):
        twice = next(v for i, v in enumerate(values) if v in values[:i])
        raise LexiconError(spot, f"{key!r} holds {twice!r} twice")
    if values != sorted(values):
        late = next(b for a, b in itertools.pairwise(values) if b < a)
        raise LexiconError(spot, f"{key!r} is not sorted: {late!r} comes too late")
