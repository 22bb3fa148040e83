"""Bodies: which institution a phrase names, and of which state.

The tables give a body to the state that is known for it. Where the phrase itself gives it to
another ("Kenya's National Health Service"), it is that one's. Some phrases name two, or nobody.
Invariant: a body whose own name has a word of its state is never given to another.
"""

from dataclasses import replace

from counterclaim.extract.sources import Source
from counterclaim.lexicon.parties import Name
from counterclaim.text.tokens import Tokens

_OFFICIAL = frozenset({"government", "military"})


def body_in(tokens: Tokens, source: Source) -> Name | None:
    """Return the body that a phrase names as its head or at its end, ``None`` if it names none."""
    for index in range(source.first, source.last + 1):
        if source.head is not None and index not in (source.head, source.last):
            continue
        for name in tokens.names.get(index, ()):
            if name.sort == "body" or (name.kind != "government" and name.sort == "name"):
                words = tokens.between(source.first, source.last)
                return _owned(tokens, index, name, words)
    return None


def _owned(tokens: Tokens, index: int, name: Name, words: str) -> Name:
    """Return the body under the state that stands beside it, if that is not its own."""
    if name.sort != "body" or name.kind not in _OFFICIAL:
        return name
    owner = _state_beside(tokens, index)
    if owner is None or owner == name.party or _is_own_name(tokens, index, name):
        return name
    return replace(name, party=owner, canonical=words)


def _state_beside(tokens: Tokens, index: int) -> str | None:
    """Return the state right before a body ("Kenya's", "Kenyan") or behind it ("of Kenya")."""
    before = index - 2 if index and tokens.lows[index - 1] == "'s" else index - 1
    owner = _state_at(tokens, before)
    if owner is None and tokens.has("of", index + 1):
        owner = _state_at(tokens, index + 2)
    return owner


def _state_at(tokens: Tokens, index: int) -> str | None:
    if index < 0:
        return None
    states = tokens.lexicon.parties
    for name in tokens.names.get(index, ()):
        party = states.get(name.party)
        if name.sort in ("adjective", "name") and party is not None and party.kind == "state":
            return name.party
    return None


def _is_own_name(tokens: Tokens, index: int, name: Name) -> bool:
    """Say whether the words of a body name its state: "Lebanese Civil Defence"."""
    known = tokens.lexicon.names
    return any(
        meaning.party == name.party
        for word in tokens.lows[index].split()
        for meaning in known.get(word.removesuffix("'s"), ())
        if meaning.sort in ("adjective", "name", "people")
    )


def are_two_sides(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a phrase names two: "Velmoran and Kastavian officials", "on both sides"."""
    if any(first <= at <= last for at in tokens.at("side.both")):
        return True
    for at in range(first + 1, last):
        if tokens.letters[at] == "C":
            sides = [{name.party for name in tokens.names.get(i, ())} for i in (at - 1, at + 1)]
            if all(sides) and sides[0].isdisjoint(sides[1]):
                return True
    return False


def is_vague(tokens: Tokens, source: Source) -> bool:
    """Say whether a phrase names nobody: "reports", "sources said", not "two sources told X"."""
    head = source.head
    if head is None or not tokens.has("source.vague", head):
        return False
    is_counted = tokens.letters[head - 1 : head] == ["#"]
    return not is_counted and not tokens.has("cue.hearer", head + 1)
