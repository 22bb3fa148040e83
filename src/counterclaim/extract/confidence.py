"""Confidence: the estimated share of sightings of this make that are right.

Right means figure, outcome, side and class of the lost, and claimant. The causes are the rules in
the trace of the fields that this hangs on, and what can be seen of a sighting from outside; each
adds its weight in log-odds (``lexicon/confidence.toml``). Not here: how the weights are fitted
(``tests/gate/calibrate.py``). Invariant: a sighting's confidence depends on it and the weights
alone; a cause without a weight changes nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import exp

from counterclaim.lexicon.weights import Weights
from counterclaim.model.sightings import Sighting

# Fields of the trace whose rules are causes: those that make what has to be right, and what they
# take from. The rest (hedge, via, day of saying) says little of these fields and only costs time.
TRACED = (
    *("sentence", "outcome", "victims", "claimant", "period", "place"),
    *("part_of", "repeats"),
)
# Nothing is certain: the gold sets are too small to tell one error in a hundred from none.
_LEAST, _MOST = 0.01, 0.99


def rate_all(sightings: Iterable[Sighting], weights: Weights) -> list[Sighting]:
    """Return the sightings with their confidence, in the same order."""
    return [replace(one, confidence=rate(list_causes(one), weights)) for one in sightings]


def rate(causes: Iterable[str], weights: Weights) -> float:
    """Return the confidence that causes give together, from 0.01 to 0.99, to two digits.

    >>> rate(["loss.subject", "side.place"], Weights(0.5, {"side.place": -0.5}))
    0.5
    """
    known = weights.causes
    odds = weights.intercept
    for cause in causes:
        odds += known.get(cause, 0.0)
    share = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
    return round(min(_MOST, max(_LEAST, share)), 2)


def list_causes(sighting: Sighting) -> list[str]:
    """Return the causes of a sighting: its rules, and what can be seen of it from outside."""
    trace = sighting.trace
    found = [rule for name in TRACED if name in trace for rule in trace[name]]
    quantity, sentence, victims = sighting.quantity, sighting.sentence, sighting.victims
    found.append(f"kind.{quantity.kind}")
    claimant = sighting.claimant
    if claimant is None:
        found.append("distance.none")
    elif claimant.start < sentence.start or claimant.end > sentence.end:
        found.append("distance.far")  # no finer: the name of one side is longer than another's
    if victims.start is None:
        found.append("victims.unnamed")
    if victims.party is None:
        found.append("side.none")
    if victims.class_ is None:
        found.append("class.none")
    if sighting.place is None:
        found.append("place.none")
    elif sighting.place.code is None:
        found.append("place.unknown")
    if sighting.caption:
        found.append("at.caption")
    before = sentence.text[: quantity.start - sentence.start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        found.append("at.quotation")
    return found
