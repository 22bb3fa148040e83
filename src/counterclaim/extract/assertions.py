"""The attributions of a sentence for statements: those of claims, and those that count no loss.

"could not verify", "urged both sides to", "called it “a crime”", "believe the front will hold":
cues that would be wrong or idle around a count. Invariant: attributions stand in the order of their
cues, and none of them is a noun or another one's clause.
"""

from dataclasses import replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.attributions import find_attributions
from counterclaim.extract.contents import is_sound
from counterclaim.extract.reach import content_start, scope_end
from counterclaim.extract.sources import Source, source_left
from counterclaim.lexicon.entries import Entry
from counterclaim.text.tokens import Tokens

_NOMINAL = frozenset('DEnjBO#PANuv"')  # what may stand before the verb of a reported clause
_CLAUSE_TOKENS = 12  # within which it has its verb


def find_assertions(tokens: Tokens) -> list[Attribution]:
    """Return the attributions of a sentence, in the order of their cues."""
    found: list[Attribution] = []
    for attribution in find_attributions(tokens):
        known = _known(tokens, attribution)
        if is_sound(tokens, known):
            found.append(known)
    cues = {attribution.cue for attribution in found}
    for at, roles in enumerate(tokens.roles):
        if at == 0 or not roles or at in cues:
            continue
        made: Attribution | None = None
        if "hedge.unverified" in roles:
            made = _unverified(tokens, at)
        elif "cue.wish" in roles or "cue.call" in roles:
            made = _wish(tokens, at)
        elif tokens.letters[at] == "V":
            made = _belief(tokens, at)
        if made is not None:
            found.append(made)
    return sorted(found, key=lambda attribution: attribution.cue)


def _known(tokens: Tokens, attribution: Attribution) -> Attribution:
    """Return the attribution of a claim as one of a statement."""
    verb = tokens.lexicon.entry("cue", tokens.lows[attribution.cue])
    is_behind_name = tokens.letters[attribution.cue - 1] == "E"
    if attribution.rule == "noun" and verb is not None and is_behind_name:
        stance = verb.text("stance") or "says"  # "officials in Dorna estimate that"
        attribution = replace(attribution, rule="source-cue", entry=verb.id, stance=stance)
    return attribution


def _unverified(tokens: Tokens, at: int) -> Attribution | None:
    """Read "could not verify the report"."""
    if tokens.letters[at + 1 : at + 2] not in (["D"], ["E"], ["n"], ["O"]):
        return None
    source = source_left(tokens, at - 2 if tokens.letters[at - 1] == "X" else at - 1)
    if source is None:
        return None
    entry = tokens.lexicon.of("hedge.unverified")[tokens.lows[at]]
    made = _made(at, source, entry, (at + 1, len(tokens) - 1))
    return replace(made, rule="unverified", stance="could not verify")


def _wish(tokens: Tokens, at: int) -> Attribution | None:
    """Read "urged both sides to return", "called for a truce", "called it “a crime”"."""
    after = at + 1
    role = "cue.wish" if tokens.has("cue.wish", at) else "cue.call"
    if after >= len(tokens) or tokens.letters[after] in ".,;)" or tokens.form(role, at) == "gerund":
        return None
    if role == "cue.call":
        ahead = tokens.letters[after:]
        if '"' not in ahead or set(ahead[: ahead.index('"')]) & set(",:;S"):
            return None
    return _spoken(tokens, at, tokens.lexicon.of(role)[tokens.lows[at]], (after, "wish"))


def _belief(tokens: Tokens, at: int) -> Attribution | None:
    """Read "believe the front will hold", where the clause has no "that"."""
    entry = tokens.lexicon.of("cue").get(tokens.lows[at])
    if entry is None or "weak" not in entry.flags or tokens.has("cue.silent", at):
        return None
    content, _ = content_start(tokens, at)
    if not _opens_clause(tokens, content):
        return None
    return _spoken(tokens, at, entry, (content, "source-cue"))


def _opens_clause(tokens: Tokens, first: int) -> bool:
    for at in range(first, min(len(tokens), first + _CLAUSE_TOKENS)):
        if tokens.letters[at] in "XMHk" or (tokens.letters[at] == "d" and at > first):
            return at > first
        is_relative = tokens.letters[at] == "O" and at > first  # "the keys he had lost"
        if tokens.letters[at] not in _NOMINAL or is_relative:
            return False
    return False


def _spoken(tokens: Tokens, cue: int, entry: Entry, said: tuple[int, str]) -> Attribution | None:
    """Return the attribution of a verb with its speaker right before it."""
    before = cue - 1
    while before >= 0 and tokens.letters[before] in "AH":
        before -= 1
    if before < 0 or tokens.letters[before] in "XMFWCP,":
        return None
    source = source_left(tokens, before)
    if source is None:
        return None
    content, rule = said
    made = replace(_made(cue, source, entry, (content, scope_end(tokens, cue, content))), rule=rule)
    return made if is_sound(tokens, made) else None


def _made(cue: int, source: Source, entry: Entry, scope: tuple[int, int]) -> Attribution:
    return Attribution(
        source=source,
        cue=cue,
        scope=scope,
        follows=True,
        rule="source-cue",
        entry=entry.id,
        stance=entry.text("stance") or "says",
    )
