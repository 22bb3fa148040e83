"""The gate: does a text hold any word of loss? All that follows is paid for only where it does.

One linear regular expression over all words of loss (RE2, which has no backtracking), run over the
bytes of the text. ``re.IGNORECASE`` with an alternation is some hundred times slower. Invariant:
the gate never decides what a claim is; a place that passes may hold none.
"""

from collections.abc import Iterator
from functools import lru_cache

import re2

from counterclaim.lexicon.lexicon import Lexicon

_ROLES = (
    *("loss.transitive", "loss.intransitive", "loss.state", "loss.noun", "loss.toll"),
    *("fate", "loss.agent", "wounds", "verb.survive", "verb.shelter", "refugee.agency"),
)
_SPACE = r"[\s\x{a0}\x{2009}\x{202f}]+"
_MAX_MEMORY = 64 << 20  # bytes for the automaton; the words need some 10 MiB of it


def iter_loss_words(text: str, lexicon: Lexicon) -> Iterator[int]:
    """Yield the places (code points) of the words of loss in a text, in order."""
    if text.isascii():
        yield from (match.start() for match in _pattern(lexicon).finditer(text.encode()))
        return
    data = text.encode("utf-8", "replace")
    place = byte = 0
    for match in _pattern(lexicon).finditer(data):
        start = match.start()
        place += len(data[byte:start].decode("utf-8", "replace"))
        byte = start
        yield place


def list_loss_words(lexicon: Lexicon) -> set[str]:
    """Return all words and phrases without which no loss is stated, in lower case."""
    words = {word for role in _ROLES for word in lexicon.of(role)}
    words |= {c for group in lexicon.splits.values() for entry in group for c in entry.complements}
    return (
        words
        | set(lexicon.of("verb.lose"))
        | set(lexicon.of("loss.lives"))
        | (lexicon.outcome_nouns)
    )


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> "re2._Regexp[bytes]":
    words = list_loss_words(lexicon)
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MAX_MEMORY
    inner = "|".join(_SPACE.join(map(re2.escape, word.split())) for word in sorted(words))
    return re2.compile(rf"\b(?:{inner})\b".encode(), options)
