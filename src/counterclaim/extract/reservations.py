"""Words of others that a sentence only takes up: contradicted, looked into, not commented on.

"Despite rebel claims, …", "was checking reports that 20 died", "no information about 20 deaths".
Invariant: reaches only become shorter here; whose words they are is told elsewhere.
"""

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.extract.attribution import Attribution
from counterclaim.text.tokens import Tokens

_OPENERS = frozenset({"cue.open", "cue.unaware", "hedge.unverified"})
_REPORTS = frozenset({"cue.noun", "hedge", "rumour"})  # "the account", "reports of", "talk"
_NEAR = 5  # tokens between "checking" and the reports


def close_contrast(tokens: Tokens, made: Attribution) -> Attribution:
    """End the reach of one who is contradicted: "Contrary to **X's claims**, 63 died, Y said"."""
    if not tokens.holds("contrast"):
        return made
    at = made.cue
    while at >= 0 and tokens.letters[at] not in ",;" and not tokens.has("contrast", at):
        at -= 1
    if at < 0 or not tokens.has("contrast", at):
        return made
    last = len(tokens) - 1
    end = next((i for i in range(made.cue, last) if tokens.letters[i] == ","), last)
    return replace(made, scope=(min(made.cue + 1, end), end), follows=True, is_aside=True)


def cut_occasions(tokens: Tokens, found: list[Attribution]) -> list[Attribution]:
    """End what is proclaimed before its occasion: "declared mourning **after** 12 were killed"."""
    if not tokens.holds("cue.proclaim"):
        return found
    return [_before(one, _occasion_of(tokens, one.cue) or len(tokens)) for one in found]


def _occasion_of(tokens: Tokens, cue: int) -> int | None:
    """Return where the occasion of what is proclaimed opens, behind a plain object."""
    if not tokens.has("cue.proclaim", cue):
        return None
    for at in range(cue + 1, len(tokens)):
        if at > cue + 1 and tokens.has("clause.time", at):
            return at
        if tokens.letters[at] not in "DPETgnaj#" or _is_lost(tokens, at):
            return None
    return None


def _is_lost(tokens: Tokens, at: int) -> bool:
    return tokens.has("loss.noun", at) or tokens.has("loss.state", at)


def cut_reports(tokens: Tokens, found: list[Attribution]) -> list[Attribution]:
    """End what speakers answer for before the words of others on which they say nothing."""
    noun = next(iter_reports(tokens), None) if found else None
    if noun is None or noun == 0:
        return found
    return [_before(one, noun) for one in found if one.cue != noun or one.rule == "noun"]


def iter_reports(tokens: Tokens) -> Iterator[int]:
    """Yield where the words of others begin on which nothing is said: "checking **reports**"."""
    if _OPENERS.isdisjoint(tokens.held):
        return
    for at, roles in enumerate(tokens.roles):
        if "cue.unaware" in roles:
            yield at
        elif not _OPENERS.isdisjoint(roles):
            noun = _noun_after(tokens, at)
            if noun is not None:
                yield noun


def _noun_after(tokens: Tokens, opener: int) -> int | None:
    for at in range(opener + 1, min(len(tokens), opener + _NEAR)):
        if not _REPORTS.isdisjoint(tokens.roles[at]):
            return at if tokens.letters[at - 1] not in "HXMO" else None
        if tokens.letters[at] not in "PDEnjaAvi":
            return None
    return None


def _before(one: Attribution, noun: int) -> Attribution:
    low, high = one.scope
    if one.cue == noun or noun > high or (one.cue > noun and low > noun):
        return one
    return replace(one, scope=(min(low, noun - 1), noun - 1))
