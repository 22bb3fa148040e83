"""Narrower figures: what one text states beside a larger figure to what looks like one question.

A speaker who gives 39,684 and 97,207 in one text, or a reporter who tells of two dead beside an
official's 168, does not contradict anybody: the smaller figure counts something narrower that was
not read. Invariant: of the figures of one text and one speaker the largest stays what it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.group.identity import Gazetteer
from counterclaim.model.claims import Claim


def set_apart_narrower(claims: Sequence[Claim], names: Gazetteer) -> list[Claim]:
    """Return claims to one question, those marked as parts that are narrower than others.

    A figure is narrower if its speaker states, in the same text and by the same day, another that
    it does not meet and that is larger. One in a text's own voice is so also beside what somebody
    else is said to say there.
    """
    by_text: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity == "asserted" and not claim.question.is_part:
            for lineage in _lineages(claim):
                by_text[(lineage, claim.as_of)].append(claim)
    narrower: set[str] = set()
    for told in by_text.values():
        narrower.update(_narrower_of(told, names))
    return [
        replace(claim, question=replace(claim.question, is_part=True))
        if claim.id in narrower
        else claim
        for claim in claims
    ]


def _lineages(claim: Claim) -> set[str]:
    return {kept.document.lineage for kept in claim.sightings}


def _narrower_of(told: Sequence[Claim], names: Gazetteer) -> Iterable[str]:
    by_speaker: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        by_speaker[names.canonical(claim.claimant or "")].append(claim)
    for speaker, own in by_speaker.items():
        beside = own if speaker else told
        largest = max(beside, key=lambda claim: (claim.quantity.point or 0, claim.id))
        for claim in own:
            is_smaller = (claim.quantity.point or 0) < (largest.quantity.point or 0)
            if is_smaller and not claim.quantity.meets(largest.quantity):
                yield claim.id
