"""Languages: which one a text is written in, and whether a lexicon can read it.

Not here: the model that tells languages apart (py3langid, with its data inside the package).
Invariants: the answer depends on the text alone; what is not clear is ``None``, and a text with
English in it is never called another language, since then its claims would not be read.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.read.skips import Skip

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNREAD = "its language has no lexicon"  # the reason of such skips; the language is their detail

MIN_LETTERS = 60  # a dateline, a name, a caption: fewer tell nothing for sure
STRETCH = 3_000  # characters at the beginning, the middle and the end that are looked at
MIN_CONFIDENCE = 0.8  # share; of 1,500 English paragraphs none is taken for another at any share
MIN_LATIN = 0.25  # share of letters; a page with this much English in it is to be read as English
MIN_ENGLISH = 0.04  # share of words; the words below are 8 to 20 % of English news
MIN_ENGLISH_WORDS = 3  # so many in all, of at least two kinds
SOME_ENGLISH = 0.01  # share of words; a list of names under one English sentence has as many
_CJK_LETTERS = 3  # a sign of theirs says as much as three letters of an alphabet

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SCRIPTS = {
    "latin": re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+"),
    "cyrillic": re.compile(r"[\u0400-\u052f]+"),
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"),
    "hebrew": re.compile(r"[\u0590-\u05ff]+"),
    "cjk": re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"),
}
# In the rest, vowels may be marks and no letters, as in Burmese.
_OTHER = re.compile(
    r"[\u0370-\u03ff\u0530-\u058f\u0700-\u074f\u0780-\u089f\u0900-\u1dff\u1f00-\u1fff]"
)
# The languages of those scripts that the model knows; whatever it says, it is one of them.
_WRITTEN_IN = {
    "cyrillic": {"ba", "be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"},
    "arabic": {"ar", "fa", "ku", "ps", "sd", "ug", "ur"},
    "hebrew": {"he"},
    "cjk": {"ja", "ko", "zh"},
}
# What the model holds for languages of their own and readers for one: of each group, its votes are
# added up. Where the group has one code of two letters, that is the answer, else the likeliest one.
_KIN = (
    {"ar", "arz", "ary"},
    {"zh", "yue", "wuu"},
    {"uz", "uzs"},
    {"bs", "hr", "sr"},
    {"no", "nn"},
    {"id", "ms"},
)


def find_language(text: str) -> str | None:
    """Return the language of a text as an ISO 639-1 code, ``None`` where it is not clear.

    >>> find_language("The ministry said that 12 of its soldiers were killed when they left the "
    ...               "town of Orsa, and that four of them have been found.")
    'en'
    >>> find_language("Orsa, 3 May (OPW)") is None
    True
    """
    told = _sample(text)
    counts = {script: _letters(pattern, told) for script, pattern in _SCRIPTS.items()}
    counts["cjk"] *= _CJK_LETTERS
    counts["other"] = sum(unicodedata.category(sign)[0] in "LM" for sign in _OTHER.findall(told))
    n_letters = sum(counts.values())
    if n_letters < MIN_LETTERS:
        return None
    english = _english_share(told)
    if counts["latin"] >= MIN_LATIN * n_letters and english >= MIN_ENGLISH:
        return "en"
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < MIN_LETTERS:
        return None
    found = _modelled(told, script)
    return None if script == "latin" and found != "en" and english >= SOME_ENGLISH else found


def with_language(document: Document) -> Document:
    """Return a document with the language of its text; with the one it names where that is unclear.

    Pages are often made from a frame in another language than their article.
    """
    told = find_language(document.text)
    return document if told is None else replace(document, language=told)


def unread_reason(document: Document, lexicon: Lexicon) -> Skip | None:
    """Return why a document is not read for claims: no lexicon of its language; else ``None``.

    A document whose language is not known is read.
    """
    if document.language is None:
        return None
    if document.language.partition("-")[0].lower() in lexicon.languages:
        return None
    name = language_name(document.language)
    detail = name if name == document.language else f"{name}, {document.language}"
    return Skip(source=document.source, reason=UNREAD, detail=detail)


def language_name(code: str) -> str:
    """Return the English name of a language; of one that has none here, its code.

    >>> language_name("uk"), language_name("tlh")
    ('Ukrainian', 'tlh')
    """
    return _words().names.get(code.partition("-")[0].lower(), code)


@dataclass(frozen=True, slots=True)
class _Words:
    """The names of languages by code, and the words that hold English together."""

    names: Mapping[str, str]
    english: frozenset[str]


@cache
def _words() -> _Words:
    file = resources.files("counterclaim.read") / "languages.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return _Words(names=told["names"], english=frozenset(told["english"]))


def _sample(text: str) -> str:
    """Return as much of a text as is looked at, however long it is."""
    if len(text) <= 3 * STRETCH:
        return text
    middle = (len(text) - STRETCH) // 2
    return " ".join((text[:STRETCH], text[middle : middle + STRETCH], text[-STRETCH:]))


def _letters(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _english_share(text: str) -> float:
    """Return which share of the words are those that hold English together; 0 for too few."""
    words = [word.lower() for word in _WORD.findall(text)]
    english = _words().english
    found = [word for word in words if word in english]
    if len(found) < MIN_ENGLISH_WORDS or len(set(found)) < 2:
        return 0.0
    return len(found) / len(words)


def _modelled(text: str, script: str) -> str | None:
    """Return what the model says of the words in one script; names in others do not count."""
    if script in _SCRIPTS:
        text = " ".join(_SCRIPTS[script].findall(text))
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    code = ranked[0][0]
    kin = next((group for group in _KIN if code in group), {code})
    if sum(share for one, share in ranked if one in kin) < MIN_CONFIDENCE:
        return None
    names = _words().names
    if code not in names:
        code = next((one for one in sorted(kin) if one in names), "")
    if not code:
        return None
    if script in _WRITTEN_IN and code not in _WRITTEN_IN[script]:
        return None
    return code


@cache
def _identifier() -> "LanguageIdentifier":
    # 0.8 s to load: only for whoever has a text.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # as said above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
