"""Regular inflection of English nouns and verbs, so that the tables name only what is irregular.

Written ``base/past/participle/gerund`` or ``singular/plural`` where the regular form is wrong. Only
the first word of a phrase changes for verbs, only the last for nouns.
"""

from typing import NamedTuple

_VOWELS = "aeiou"


class VerbForms(NamedTuple):
    """The forms of one verb (phrase), lower case."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


def plural_of(noun: str) -> tuple[str, str]:
    """Return ``(singular, plural)`` of a noun as the tables write it."""
    singular, _, plural = noun.partition("/")
    return singular, plural or _add_s(singular)


def verb_forms(verb: str) -> VerbForms:
    """Return all forms of a verb as the tables write it."""
    parts = verb.split("/")
    head, _, rest = parts[0].partition(" ")
    rest = f" {rest}" if rest else ""
    third = _add_s(head) + rest
    if len(parts) == 4:
        return VerbForms(parts[0], third, parts[1], parts[2], parts[3])
    past = _add_ed(head) + rest
    return VerbForms(parts[0], third, past, past, _add_ing(head) + rest)


def _add_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def _add_ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return word + "ed"


def _add_ing(word: str) -> str:
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1] + "ing"
    return word + "ing"
