"""Whether a loss is stated as having happened: plans, forecasts and questions are not.

Invariant: only the sentence of the word of loss is looked at, never the whole text.
"""

import re

from counterclaim.extract.chunks import Chunks

_BACK = 7  # chunks looked back for a plan, a modal or a condition
_CLAUSE_ENDS = frozenset(",;:.")
_TOLD = re.compile(r",?W")  # the film, in which …
_INSIDE = re.compile(r"PD?[An]?$")
_AWAY = re.compile(r"i|P?D?$|[.;,]")  # lost 12 players | to injury


def is_real(chunks: Chunks, count: int, trigger: int) -> bool:
    """Say whether the loss of chunk ``count`` with its word at token ``trigger`` is asserted."""
    tokens = chunks.tokens
    if tokens.lows and tokens.word(_last_sign(chunks)) == "?":
        return False
    verb = chunks.chunk_at(trigger)
    if _is_unreal_group(chunks, verb) or _is_order(chunks, verb):
        return False
    if any(tokens.has("toll.future", chunks.spans[at][0]) for at in range(verb + 1, count)):
        return False
    return not _is_conditional(chunks, min(verb, count))


def is_staged(chunks: Chunks, count: int, outcome: str) -> bool:
    """Say whether a loss is of a story, a drill or a team: "the film, in which 12 soldiers die"."""
    tokens = chunks.tokens
    if tokens.holds("fiction") and any(
        _is_told(chunks, at, count) for at in _all(chunks, "fiction")
    ):
        return True
    if outcome == "displaced" and tokens.holds("drill"):
        return any(_is_inside(chunks, at) for at in _all(chunks, "drill"))
    if outcome == "casualties" and tokens.holds("club"):
        verb = chunks.letters.find("l")
        is_club = any(at < verb for at in _all(chunks, "club"))
        return is_club and count > verb and _AWAY.match(chunks.letters, count + 1) is not None
    return False


def _all(chunks: Chunks, role: str) -> list[int]:
    return [at for at, span in enumerate(chunks.spans) if chunks.tokens.has(role, span[0])]


def _is_told(chunks: Chunks, story: int, count: int) -> bool:
    """Say whether a loss stands in what a story tells: "the film, in which …", "in the novel"."""
    match = _TOLD.match(chunks.letters, story + 1)
    if match is not None and story < count:
        return " " in chunks.tokens.lows[chunks.spans[match.end() - 1][0]]
    return _is_inside(chunks, story)


def _is_inside(chunks: Chunks, at: int) -> bool:
    """Say whether a noun is where it happened: "in a drill", "during the exercise"."""
    after = chunks.letters[at + 1 : at + 2]
    return after not in ("n", "E", "B") and _INSIDE.search(chunks.letters[:at]) is not None


def _last_sign(chunks: Chunks) -> int:
    tokens = chunks.tokens
    index = len(tokens) - 1
    while index > 0 and tokens.letters[index] in '")':
        index -= 1
    return index


def _is_unreal_group(chunks: Chunks, verb: int) -> bool:
    """Look back through the verb group: "could kill", "threatened to kill", "to be killed"."""
    tokens, letters = chunks.tokens, chunks.letters
    index, steps = verb - 1, 0
    is_perfect = False
    while index >= 0 and steps < _BACK:
        letter = letters[index]
        token = chunks.spans[index][1]
        if letter == "V" and letters[verb] == "Q":
            return False  # "the mayor would confirm only 19"
        if tokens.has("claim.infinitive", token):
            return False
        if tokens.has("hedge", token):
            return tokens.has("hedge.past", token) and _has_condition(chunks)
        if tokens.has("plan", token) and not (letter == "M" and is_perfect):
            return True
        if letter == "H":
            is_perfect = True
        elif letter == "M":
            is_guess = is_perfect and tokens.has("modal.past", token)
            return not is_guess or _has_condition(chunks)
        elif letter == "i" and letters[verb] in "bkdlsL" and not is_perfect:
            return not _is_asserted_infinitive(chunks, index)
        elif letter not in 'XAFVk"vdC':
            break
        index, steps = index - 1, steps + 1
    return False


def _is_order(chunks: Chunks, verb: int) -> bool:
    """Say whether a bare verb opens the sentence: "Kill one of us and …"."""
    tokens = chunks.tokens
    form = tokens.form("loss.transitive", chunks.spans[verb][0])
    return form == "base" and not chunks.letters[:verb].strip('"')


def _has_condition(chunks: Chunks) -> bool:
    return chunks.tokens.holds("condition")


def _is_asserted_infinitive(chunks: Chunks, index: int) -> bool:
    """Say whether the words before "to" assert what follows: "claimed to have killed"."""
    before = index - 1
    while before >= 0 and chunks.letters[before] in 'A"':
        before -= 1
    if before < 0:
        return False
    token = chunks.spans[before][1]
    cue = chunks.tokens.lexicon.entry("cue", chunks.tokens.lows[token])
    is_claim = cue is not None and cue.text("stance") in ("claims", "admits", "denies")
    return is_claim or chunks.tokens.has("claim.infinitive", token)


def _is_conditional(chunks: Chunks, place: int) -> bool:
    tokens = chunks.tokens
    for index in range(place - 1, max(-1, place - 2 * _BACK), -1):
        if chunks.letters[index] in _CLAUSE_ENDS:
            return False
        if tokens.has("condition", chunks.spans[index][0]):
            return True
    return False
