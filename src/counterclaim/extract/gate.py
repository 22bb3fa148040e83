"""The gate: does a text hold any word of loss at all? Everything behind it is paid for only then.

A substring test on lower-cased text, since ``re.IGNORECASE`` with an alternation is many times
slower. Invariant: the gate never decides what a claim is; a text that passes may hold none.
"""

from functools import lru_cache

from counterclaim.lexicon.lexicon import Lexicon

_ROLES = (
    "loss.transitive",
    "loss.intransitive",
    "loss.state",
    "loss.noun",
    "loss.toll",
    "loss.lives",
)
_STEM_LENGTH = 4  # characters; shorter stems hit too much, longer ones miss inflections


def may_hold_losses(text: str, lexicon: Lexicon) -> bool:
    """Say whether any stem of a word of loss occurs in the text."""
    low = text.lower()
    return any(stem in low for stem in _stems(lexicon))


@lru_cache(maxsize=8)
def _stems(lexicon: Lexicon) -> tuple[str, ...]:
    words = {word for role in _ROLES for word in lexicon.of(role)}
    words |= set(lexicon.splits)
    words |= {noun for noun, entry in lexicon.of("victim").items() if entry.text("outcome")}
    firsts = sorted({_key(word) for word in words}, key=lambda w: (len(w), w))
    kept: list[str] = []
    for word in firsts:
        if not any(stem in word for stem in kept):
            kept.append(word)
    return tuple(kept)


def _key(word: str) -> str:
    """Return the longest word of a phrase, which is the rarest."""
    return max(word.split(), key=len)
