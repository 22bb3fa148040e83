"""The words that keep a distance: hedges, denials, and who else is named as a carrier.

Invariant: a hedge is text of the document, as it stands there.
"""

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.losses import Loss
from counterclaim.text.tokens import Tokens

_REACH = 14  # tokens on either side of the word of loss in which a hedge counts


def find_hedge(
    tokens: Tokens, loss: Loss, attribution: Attribution | None
) -> tuple[str, str] | None:
    """Return (the words, the lexicon entry) of a hedge on this loss, or ``None``."""
    low = min(loss.trigger, loss.count.first)
    high = max(loss.trigger, loss.count.last)
    for index in range(max(0, low - _REACH), min(len(tokens), high + _REACH)):
        for role in ("hedge", "hedge.unverified"):
            entry = tokens.lexicon.entry(role, tokens.lows[index])
            if entry is None:
                continue
            on_cue = attribution is not None and abs(index - attribution.cue) == 1
            on_cue = on_cue or (index > 0 and tokens.letters[index - 1] == "@")
            if role == "hedge" and not on_cue and _crosses(tokens, index, low, high):
                continue
            return tokens.between(index, index), entry.id
    return None


def find_disclaimer(tokens: Tokens) -> tuple[str, str] | None:
    """Return a hedge that a sentence lays on the claims before it: "could not be verified"."""
    for index, roles in enumerate(tokens.roles):
        if "hedge.unverified" in roles:
            entry = tokens.lexicon.of("hedge.unverified")[tokens.lows[index]]
            return tokens.between(index, index), entry.id
    return None


def _crosses(tokens: Tokens, index: int, low: int, high: int) -> bool:
    inner = range(index + 1, low) if index < low else range(high + 1, index)
    return any(tokens.letters[at] in ",;:VQ" for at in inner)


def is_denied(tokens: Tokens, attribution: Attribution | None, loss: Loss) -> bool:
    """Say whether the claimant denies the loss: "denied that", "did not kill"."""
    if attribution is not None and attribution.stance == "denies":
        return True
    low = min(loss.trigger, loss.count.first)
    start = attribution.cue + 1 if attribution is not None and attribution.follows else 0
    for index in range(max(start, low - 5), loss.trigger):
        if tokens.has("negation", index) and loss.count.mention.kind != "none":
            return not any(tokens.letters[at] in ",;:Q" for at in range(index + 1, low))
    return False
