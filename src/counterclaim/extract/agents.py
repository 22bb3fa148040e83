"""Which side a clause names, and as what: who acts, who was attacked, who opens the sentence.

Invariant: only names and adjectives of the lexicon are read; nothing here decides whose the lost
are (``sides.py``, ``bearers.py``).
"""

from counterclaim.extract.losses import Loss
from counterclaim.text.tokens import Tokens

_SIDE_SORTS = ("adjective", "name", "people", "body", "seat")
_AGENT_REACH = 8  # tokens between a subject and its word of loss
KILLING = ("object", "noun-of", "inner-state")  # rules whose subject did the killing


def side_at(tokens: Tokens, at: int) -> str | None:
    """Return the side that a token names by a name, adjective, people, body or seat."""
    for name in tokens.names.get(at, ()):
        if name.party and name.sort in _SIDE_SORTS:
            return name.party
    return None


def agent_of(tokens: Tokens, trigger: int) -> str | None:
    """Return the side whose name is the subject of the word of loss: "Ukrainian forces killed"."""
    for at in range(trigger - 1, max(-1, trigger - _AGENT_REACH), -1):
        if tokens.letters[at] in ",;:.VW":
            return None
        side = side_at(tokens, at)
        if side is not None and not _is_governed(tokens, at):
            return side
    return None


def _is_governed(tokens: Tokens, at: int) -> bool:
    """Say whether a side stands behind a preposition, as who was attacked or where.

    Not in "a strike by Kastavia" or "rebels of the Brigades", who did it.
    """
    first = at
    while first and tokens.letters[first - 1] == "D":
        first -= 1
    before = first - 1
    if before < 0 or tokens.letters[before] != "P":
        return False
    if tokens.has("agent", before):
        return tokens.letters[at + 1 : at + 2] == ["j"]  # "by Kastavia's estimate"
    fighters = tokens.lexicon.entry("victim", tokens.lows[before - 1]) if before else None
    is_fighters = fighters is not None and fighters.text("class") == "military"
    return not (tokens.has("of", before) and is_fighters)


def subject_of(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that opens the clause of a gerund: "the army shelled the camp, killing"."""
    if tokens.letters[loss.trigger] != "g":
        return None
    for at in range(_clause_start(tokens, loss.trigger), loss.trigger):
        if tokens.letters[at] in "kdVbv" or tokens.has("event", at):
            return None
        side = side_at(tokens, at)
        if side is not None and not _is_governed(tokens, at):
            return side
    return None


def target_of(tokens: Tokens, loss: Loss, killer: str | None) -> str | None:
    """Return the other side that a clause names before its loss: "a camp of the Brigades"."""
    if loss.rule not in KILLING:
        return None
    if killer is None:
        return _attacked(tokens, loss)
    for at in range(loss.trigger - 1, _clause_start(tokens, loss.trigger) - 1, -1):
        side = side_at(tokens, at)
        if side is not None and side != killer and tokens.letters[at + 1] != "j":
            return side
    return None


def _attacked(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that was attacked: "an attack on a Kastavian base killed 12 soldiers"."""
    for at in range(_clause_start(tokens, loss.trigger), loss.trigger - 1):
        if tokens.has("event", at) and tokens.has("target.preposition", at + 1):
            for after in range(at + 2, min(at + 6, loss.trigger)):
                side = side_at(tokens, after)
                if side is not None:
                    return side
    return None


def _clause_start(tokens: Tokens, trigger: int) -> int:
    for at in range(trigger - 1, -1, -1):
        if tokens.letters[at] in ";:WVS":
            return at + 1
    return 0


def named_killer(tokens: Tokens, trigger: int) -> str | None:
    """Return the side behind a passive: "were killed by the Brigades"."""
    if not tokens.has("agent", trigger + 1):
        return None
    sides = (side_at(tokens, at) for at in range(trigger + 2, min(trigger + 6, len(tokens))))
    return next((side for side in sides if side is not None), None)


def named_behind(tokens: Tokens, at: int) -> str | None:
    """Return the side behind a preposition of target: "on the Kastavian army"."""
    if not tokens.has("target.preposition", at):
        return None
    sides = (side_at(tokens, after) for after in range(at + 1, min(at + 5, len(tokens))))
    return next((side for side in sides if side is not None), None)


def first_side(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that opens the sentence: "Kastavia believes that 12 of its soldiers"."""
    for at in range(min(loss.count.first, 4)):
        if tokens.letters[at] in "PVXkdO":
            return None
        side = side_at(tokens, at)
        if side is not None:
            return side
    return None


def names_speaker(tokens: Tokens, trigger: int) -> bool:
    """Say whether the speaker did it: "claims to have killed", "said it had killed"."""
    for at in range(trigger - 1, max(-1, trigger - 7), -1):
        if tokens.has("possessive.third", at) or tokens.has("pronoun.thing", at):
            return True
        if tokens.letters[at] == "i" or tokens.lows[at] == "we":
            return True
        if tokens.letters[at] == "V":
            return at == trigger - 1
    return False
