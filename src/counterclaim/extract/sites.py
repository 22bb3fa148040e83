"""Places without a name of their own: "at a shopping center", "in the cellar", "there".

Invariant: the text of a site is the text of the document; a definite one may stand for a place that
was named before.
"""

from counterclaim.extract.losses import Loss
from counterclaim.extract.places import is_titled
from counterclaim.text.tokens import Tokens

_PHRASE = 5  # tokens between a preposition and its noun
_BACK = frozenset({"place.kind", "place.there"})
_DEFINITE = ("the", "that", "their", "its", "his", "her")
_SITES = frozenset(
    {"event.site", "place.across", "place.compass", "place.kind", "place.spot", "place.whole"}
)
_REACH = 14  # tokens between a loss and the place of it


def refers_back(tokens: Tokens) -> bool:
    """Say whether a sentence stands at the place of the one before: "there", "in the city"."""
    if _BACK.isdisjoint(tokens.held):
        return False
    for at, roles in enumerate(tokens.roles):
        if "place.there" in roles and tokens.letters[at + 1 : at + 2] not in (["X"], ["H"], ["M"]):
            return True
        if "place.kind" not in roles or tokens.has("of", at + 1) or not at:
            continue
        is_fled = tokens.letters[at - 2 : at - 1] == ["d"]  # "50,000 have fled the city"
        is_opened = is_fled or _opener(tokens, at) is not None
        if tokens.lows[at - 1] in ("the", "that", "same") and is_opened:
            return tokens.letters[at + 1 : at + 2] not in (["E"], ["n"], ["j"])
    return False


def is_of_dead(tokens: Tokens) -> bool:
    """Say whether a sentence goes on about the count before: "two of the dead are children"."""
    if tokens.holds("among.dead"):
        return True
    articles = [at for at, letter in enumerate(tokens.letters) if letter == "D"]
    return any(
        tokens.letters[at + 1 : at + 2] in (["a"], ["N"])
        and (at == 0 or tokens.has("of", at - 1) or tokens.has("subset.among", at - 1))
        for at in articles
    )


def is_definite(tokens: Tokens) -> bool:
    """Say whether a sentence goes on about a happening: "the attack killed 12 people"."""
    return any(at and tokens.lows[at - 1] in ("the", "that") for at in tokens.at("event"))


def find_site(tokens: Tokens, loss: Loss, *, is_bare: bool = False) -> tuple[int, int, bool] | None:
    """Return the first and last token of the nearest site, and whether it stands for another.

    ``is_bare``: the sentence is a headline, which leaves articles out.
    """
    best: tuple[int, int, bool] | None = None
    near = range(max(0, loss.trigger - _REACH), min(len(tokens), loss.trigger + _REACH + 1))
    for at in near:
        if not _is_site(tokens, at):
            continue
        is_whole = tokens.has("place.across", at)
        first = at if is_whole else _opener(tokens, at, is_bare=is_bare)
        if first is None or _is_of_speaker(tokens, first - 2, loss):
            continue
        if is_bare and tokens.has("event", at + 1):
            continue  # "in village raid"
        is_definite = tokens.lows[first] in _DEFINITE and not _is_wide(tokens, at)
        if best is None or abs(at - loss.trigger) < abs(best[1] - loss.trigger):
            best = first, at, is_definite
    return best


def _is_of_speaker(tokens: Tokens, at: int, loss: Loss) -> bool:
    """Say whether a site only says where a speaker is: "the mission in the country said"."""
    is_lost = loss.count.first <= at <= loss.count.last
    return tokens.has("claimant", at) and not is_lost


def _is_site(tokens: Tokens, at: int) -> bool:
    if _SITES.isdisjoint(tokens.roles[at]):
        return False
    if tokens.letters[at + 1 : at + 2] in (["n"], ["j"]) and not tokens.has("event", at + 1):
        return False  # the noun goes on: "at a school board"
    is_noun = tokens.form("event.site", at) in ("singular", "plural")
    is_kind = tokens.has("place.kind", at) and not tokens.has("place.loose", at)
    return is_noun or is_kind or tokens.has("place.spot", at) or _is_wide(tokens, at)


def _is_wide(tokens: Tokens, at: int) -> bool:
    """Say whether a word is a part of the country or the whole: "in the east"."""
    if tokens.has("place.whole", at) or tokens.has("place.across", at):
        return True
    is_free = tokens.letters[at + 1 : at + 2] not in (["E"], ["n"], ["D"])
    is_part = tokens.has("place.compass", at) and tokens.has("determiner", at - 1)
    return is_part and is_free and not tokens.has("of", at + 1)


def _opener(tokens: Tokens, noun: int, *, is_bare: bool = False) -> int | None:
    """Return the first token behind the preposition that opens the phrase of a noun."""
    for at in range(noun - 1, max(-1, noun - 1 - _PHRASE), -1):
        if tokens.has("place.inner", at) or tokens.has("place.near", at):
            is_marked = tokens.letters[at + 1] in "DO#" or tokens.has("number.article", at + 1)
            return at + 1 if is_marked or is_bare or is_titled(tokens) else None
        if tokens.letters[at] not in "DnAvaE#Oj" and not tokens.has("number.article", at):
            return None
    return None
