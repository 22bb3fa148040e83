"""The words that keep a distance: hedges and denials.

Invariant: a hedge is text of the document, as it stands there.
"""

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.losses import Loss
from counterclaim.extract.reservations import iter_reports
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
            if role not in tokens.roles[index]:
                continue
            entry = tokens.lexicon.of(role)[tokens.lows[index]]
            on_cue = attribution is not None and abs(index - attribution.cue) == 1
            on_cue = on_cue or (index > 0 and tokens.letters[index - 1] == "@")
            if role == "hedge" and not on_cue and _crosses(tokens, index, low, high):
                continue
            return tokens.between(index, index), entry.id
    for noun in iter_reports(tokens):
        if noun < low and tokens.has("rumour", noun):
            return tokens.between(noun, noun), tokens.lexicon.of("rumour")[tokens.lows[noun]].id
    return None


def find_disclaimer(tokens: Tokens) -> tuple[str, str] | None:
    """Return a hedge that a sentence lays on the claims before it: "could not be verified"."""
    for index in tokens.at("hedge.unverified")[:1]:
        entry = tokens.lexicon.of("hedge.unverified")[tokens.lows[index]]
        return tokens.between(index, index), entry.id
    return None


def _crosses(tokens: Tokens, index: int, low: int, high: int) -> bool:
    inner = range(index + 1, low) if index < low else range(high + 1, index)
    return any(tokens.letters[at] in ",;:VQ" for at in inner)


def is_denied(tokens: Tokens, attribution: Attribution | None, loss: Loss) -> bool:
    """Say whether the claimant denies the loss: "denied that", "not 5,000", "is a lie"."""
    if attribution is not None and attribution.stance == "denies":
        return True
    if _is_negated_number(tokens, loss) or _is_called_false(tokens, loss):
        return True
    low = min(loss.trigger, loss.count.first)
    start = attribution.cue + 1 if attribution is not None and attribution.follows else 0
    if any(noun < low for noun in iter_reports(tokens)):
        return False
    for index in range(max(start, low - 5), loss.trigger):
        if tokens.has("negation", index) and loss.count.mention.kind != "none":
            inner = range(index + 1, low)
            return not any(
                tokens.letters[at] in ",;:#" or tokens.has("counting", at) for at in inner
            )
    return False


def _is_negated_number(tokens: Tokens, loss: Loss) -> bool:
    """Read "not 5,000", "not the 57", "nowhere near 900"."""
    at = loss.count.mention.first - 1
    while at > 0 and tokens.letters[at] in 'D"':
        at -= 1
    return at >= 0 and tokens.has("number.negation", at)


def _is_called_false(tokens: Tokens, loss: Loss) -> bool:
    """Read "it is untrue that 30 …", "the claim that 40 died was a lie"."""
    false = tokens.at("falsity")
    if not false:
        return False
    low = min(loss.trigger, loss.count.first)
    high = max(loss.trigger, loss.count.last)
    claims = [at for at in range(low) if tokens.has("cue.noun", at) or tokens.has("rumour", at)]
    for index in false:
        inner = range(index + 1, low)
        if index < low and index >= low - _REACH:
            is_opened = any(tokens.has("content.that", at) for at in inner)
            is_of = tokens.has("falsity.of", index) and tokens.letters[index + 1] == "P"
            if (is_opened or is_of) and not any(tokens.letters[at] in ";:VkdC" for at in inner):
                return True
        if index > high and not any(tokens.letters[at] in ";:" for at in range(high, index)):
            before = index - 1
            while before > high and tokens.letters[before] in 'DA"':
                before -= 1
            opened = bool(claims) or tokens.has("content.that", loss.count.first - 2)
            first = 1 if tokens.letters[0] == '"' else 0
            if tokens.letters[before] == "X" and (opened or tokens.has("content.that", first)):
                return True
    return False
