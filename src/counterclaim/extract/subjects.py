"""Subjects: who a sentence is about, without its verb and what stands behind that.

"On Monday the mayor | visited Dorna and said", "ORLAVA, Velmora — Rescuers | ended their search",
"**the ministry**'s first statement". Not here: phrases right beside a cue (``sources.py``).
"""

from dataclasses import replace

from counterclaim.extract.sources import Source, read_source, source_left, source_right
from counterclaim.text.tokens import Tokens

_DATELINE = 12  # tokens of place, date and agency before the dash


def leading_subject(tokens: Tokens) -> Source | None:
    """Return the source that opens a sentence, without the verb and what stands behind it."""
    return without_verb(tokens, source_right(tokens, _opening(tokens)))


def without_verb(tokens: Tokens, source: Source | None) -> Source | None:
    """Return a source without what stands behind its noun, but for "of X", "in the Y".

    Many verbs are unknown, so that the words behind the noun may be no part of its phrase.
    """
    if source is None or source.pronoun is not None:
        return source
    source = _before_object(tokens, source)
    if source.head is None or source.is_person:
        return source
    last = source.head
    if tokens.has("source.link", last + 1) and tokens.letters[last + 1] == "P":
        end = last + 2
        while end <= source.last and tokens.letters[end] in "DEj":
            end += 1
        if end <= source.last and tokens.letters[end] == "n" and tokens.letters[end - 1] in "Dj":
            end += 1
        last = end - 1 if end > last + 2 else last
    return replace(source, last=last, phrase=(source.phrase[0], last))


def _before_object(tokens: Tokens, source: Source) -> Source:
    """Return a source without the object of its verb: "The mayor | visited **the** hospital"."""
    first, last = source.phrase
    for at in range(first + 1, last + 1):
        is_object = tokens.letters[at] == "D" and tokens.letters[at - 1] in "nEv"
        if is_object or (tokens.letters[at] == "E" and tokens.letters[at - 1] == "v"):
            return _subject_in(tokens, first, at - 1) or source
    return source


def _subject_in(tokens: Tokens, first: int, last: int) -> Source | None:
    """Return the source at the head of a range that ends with a verb: a name, else a noun."""
    at = next((i for i in range(last, first - 1, -1) if tokens.letters[i] == "E"), None)
    named = read_source(tokens, first, at) if at is not None else None
    if named is not None and named.is_person:
        return named
    return read_source(tokens, first, last - 1) or read_source(tokens, first, last)


def owner_of(tokens: Tokens, source: Source) -> Source | None:
    """Return whose document a source is: "**the ministry**'s first statement"."""
    if source.head is None or not tokens.has("claimant.document", source.head):
        return None
    for at in range(source.head - 1, source.phrase[0], -1):
        if tokens.letters[at] == "j":
            return source_left(tokens, at - 1, source.phrase[0])
    return None


def _opening(tokens: Tokens) -> int:
    """Return where a sentence begins behind a dateline or a "But": "ORLAVA, Velmora — Rescuers"."""
    letters = tokens.letters[:_DATELINE]
    if "-" in letters and set(letters[: letters.index("-")]) <= set("E,()y#"):
        return letters.index("-") + 1
    if letters[:2] == ["P", "y"]:  # "On Monday the mayor", "On Monday, the mayor"
        return next((at for at, letter in enumerate(letters) if at and letter not in "y#,"), 0)
    after = letters.index(",") + 1 if "," in letters else 0
    if after and letters[0] in "PSy" and letters[after : after + 1] != ["W"]:
        return after  # "When the rain fell, the mayor", not "But the mayor, who"
    return 1 if letters[:1] in (["C"], ["S"]) else 0
