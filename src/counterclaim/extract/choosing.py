"""The choice among the attributions that hold a figure: who answers for it, who passed it on.

Not here: whom an attribution stands for, quotations and what is carried over (``speakers.py``).
"""

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.voices import Reading, Voice
from counterclaim.text.quotes import Quote
from counterclaim.text.tokens import Tokens


def covering(reading: Reading, token: int, quote: Quote | None) -> list[int]:
    """Return the attributions whose scope holds a token, innermost first."""
    found: list[tuple[int, int, int]] = []
    for index, attribution in enumerate(reading.attributions):
        low, high = attribution.scope
        source = attribution.source
        inside = source is not None and source.phrase[0] <= token <= source.phrase[1]
        if not low <= token <= high or inside:
            continue
        if quote is not None and attribution.cue < len(reading.tokens):
            cue_place = reading.tokens.starts[attribution.cue]
            spoken = quote.start <= cue_place < quote.end
            if (
                spoken
                and attribution.source is not None
                and attribution.source.pronoun in ("i", "we")
            ):
                continue
        rank = 0 if attribution.follows else 1
        found.append((rank, abs(attribution.cue - token), index))
    return [index for _, _, index in sorted(found)]


def before_stop(reading: Reading, token: int) -> list[int]:
    """Return who spoke before the semicolon behind which nobody is named: "X named 12; 3 fled"."""
    letters = reading.tokens.letters
    stop = next((at for at in range(token, 0, -1) if letters[at] == ";"), None)
    if stop is None or any(one.cue > stop for one in reading.attributions):
        return []
    start = next((at for at in range(stop - 1, 0, -1) if letters[at] == ";"), 0)
    return [
        at
        for at, one in enumerate(reading.attributions)
        if (one.follows and one.scope[1] == stop) or (not one.follows and one.cue > start)
    ]


def settle(reading: Reading, order: list[int]) -> tuple[Voice | None, list[Voice]]:
    """Return who answers among the attributions of an order, and who passed it on."""
    voices = [(reading.voices[i], reading.attributions[i], i) for i in order]
    known = [(v, a, i) for v, a, i in voices if v is not None]
    if not known:
        return None, []
    known = [i for i in known if not reading.tokens.has("cue.basis", i[1].cue)] or known
    if not any(item[0].who.kind == "media" for item in known if not item[1].is_relay):
        known = [item for item in known if not _is_backing(reading, item[1])] or known
    relayed = sorted((item for item in known if item[1].is_relay), key=lambda i: i[1].cue)
    speaking = [item for item in known if not item[1].is_relayer]
    named = [item for item in relayed if item[0].who.kind != "media"]
    chosen = (named or relayed or speaking or known)[-1 if relayed else 0]
    is_found = chosen[1].stance != "estimates" and not relayed
    if is_found and reading.tokens.has("cue.silent", chosen[1].cue):
        tails = [item for item in speaking if not item[1].follows and not item[1].is_aside]
        chosen = tails[0] if tails else chosen  # "rescuers found 14 bodies, the mayor said"
    denying = [item for item in known if item[1].stance == "denies" and _is_object(item[1])]
    if chosen[1].rule == "noun" and denying:
        chosen = denying[0]  # "denied the claim of X that …"
    if chosen[0].who.kind == "media" and not relayed and not chosen[1].follows:
        others = [item for item in known if item[0].who.kind != "media"]
        chosen = others[0] if others else chosen
    if _is_owned(reading.tokens, chosen[1]):
        free = [item for item in known if not _is_owned(reading.tokens, item[1])]
        chosen = free[0] if free else chosen
    voice = chosen[0]
    relays = [
        other
        for other, attribution, _ in sorted(known, key=lambda item: item[0].start)
        if other.who.name != voice.who.name
        and (other.who.kind == "media" or attribution.is_relayer)
        and not (attribution.rule == "noun" and chosen[1].stance == "denies")
    ]
    same = [i for other, _, i in known if other.who.name == voice.who.name]
    told = [hearer for i in same if (hearer := reading.hearers[i]) is not None]
    told += reading.passers
    for other in told:
        if other.who.name not in {voice.who.name, *(relay.who.name for relay in relays)}:
            relays.append(other)
    return voice, relays


def _is_object(attribution: Attribution) -> bool:
    """Say whether what is denied is named as such: "denied X's claim that", "was denied by"."""
    return attribution.follows or attribution.rule == "passive"


def _is_backing(reading: Reading, attribution: Attribution) -> bool:
    """Say whether a source is what a speaker goes by: "the governor said, citing doctors"."""
    return attribution.is_relay and reading.tokens.has("cue.relay", attribution.cue)


def _is_owned(tokens: Tokens, attribution: Attribution) -> bool:
    """Say whether a source is another's: "the ministry said its troops found"."""
    source = attribution.source
    return source is not None and tokens.has("possessive.third", source.phrase[0])
