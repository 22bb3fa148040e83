"""Disputes of one document: the claims that answer one question and cannot both be true.

Sightings of one assertion join to a claim (same side or name, outcome, victims, bounds that meet).
Two claims answer one question when outcome, victims, frame and, for incidents, place and days
agree.
A cumulative toll only rises, so an earlier claim may not be above a later one. Invariant: the
verdict does not depend on the order in which the claims are given; nothing says who is right.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting

Verdict = Literal["agree", "compatible", "contradict", "unlinked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimant's assertion with its sightings, first one first.

    ``as_of`` is the day up to which a cumulative count runs: the end of its period, else the day it
    was said, else the day of publication (``is_as_of_inferred``).
    """

    sightings: tuple[Sighting, ...]
    as_of: dt.date | None
    is_as_of_inferred: bool

    @property
    def first(self) -> Sighting:
        """The sighting that stands for the claim."""
        return self.sightings[0]

    @property
    def quantity(self) -> Quantity:
        """The figure as first worded."""
        return self.first.quantity

    @property
    def claimant(self) -> str:
        """Who answers for it; the text itself where nobody is named."""
        return self.first.claimant.name if self.first.claimant is not None else "the text itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two claims on one question; ``a`` names the smaller figure.

    ``ratio`` is the larger figure over the smaller (``None`` where one is zero or open);
    ``rests_on`` says whether bounds by arithmetic or by convention of the language decide.
    """

    a: Claim
    b: Claim
    verdict: Verdict
    reason: str
    ratio: float | None
    rests_on: Literal["hard", "soft"]


def group_sightings(sightings: Iterable[Sighting], published: dt.date | None) -> list[Claim]:
    """Return the claims of one document; optional sightings make no claim of their own."""
    groups: list[list[Sighting]] = []
    for sighting in sightings:
        home = next((g for g in groups if _is_same_claim(g[0], sighting)), None)
        if home is not None:
            home.append(sighting)
        elif not sighting.optional:
            groups.append([sighting])
    return [_claim(group, published) for group in groups]


def list_disputes(claims: Iterable[Claim]) -> list[Dispute]:
    """Return every pair of claims on one question with its verdict, widest contradiction first."""
    found = [
        judge(a, b)
        for a, b in combinations(claims, 2)
        if _is_same_question(a.first, b.first) and _claimant_key(a.first) != _claimant_key(b.first)
    ]
    order = {"contradict": 0, "compatible": 1, "agree": 2, "unlinked": 3}
    return sorted(found, key=lambda d: (order[d.verdict], -(d.ratio or 0), d.a.claimant))


def judge(one: Claim, other: Claim) -> Dispute:
    """Return the verdict on two claims that answer one question. Symmetric in its arguments."""
    a, b = sorted((one, other), key=lambda c: (c.quantity.point or 0, c.claimant, c.first.id))
    verdict, reason = _verdict(a, b)
    soft = a.quantity.is_soft or b.quantity.is_soft
    return Dispute(
        a=a,
        b=b,
        verdict=verdict,
        reason=reason,
        ratio=_ratio(a.quantity, b.quantity),
        rests_on="soft" if soft else "hard",
    )


def _verdict(a: Claim, b: Claim) -> tuple[Verdict, str]:
    if a.first.period.frame == "incident" and not _is_one_event(a.first, b.first):
        return "unlinked", "nothing shows that both speak of one event"
    if a.quantity.meets(b.quantity):
        return "agree", f"{_bounds(a.quantity)} and {_bounds(b.quantity)} have numbers in common"
    low_high = f"{_bounds(a.quantity)} and {_bounds(b.quantity)} have no number in common"
    if a.first.period.frame != "cumulative":
        return "contradict", low_high
    return _cumulative_verdict(a, b, low_high)


def _cumulative_verdict(a: Claim, b: Claim, low_high: str) -> tuple[Verdict, str]:
    if a.as_of is None or b.as_of is None or a.as_of == b.as_of:
        return "contradict", f"both count the same losses up to the same day: {low_high}"
    if a.as_of < b.as_of:
        return (
            "compatible",
            f"the lower count ends on {a.as_of}, the higher on {b.as_of}: it may rise",
        )
    return "contradict", (
        f"a count since the start can only rise: {_bounds(b.quantity)} by {b.as_of} "
        f"rules out {_bounds(a.quantity)} by {a.as_of}"
    )


def _bounds(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        return "any number" if low is None else f"{low:,} or more"
    return f"{high:,} or fewer" if not low else f"{low:,} to {high:,}"


def _ratio(a: Quantity, b: Quantity) -> float | None:
    low, high = a.point, b.point
    return high / low if low and high else None


def _is_same_claim(first: Sighting, again: Sighting) -> bool:
    return (
        _claimant_key(first) == _claimant_key(again)
        and first.polarity == again.polarity
        and first.quantity.meets(again.quantity)
        and first.part_of == again.part_of
        and _is_same_question(first, again)
        and (first.period.frame != "incident" or _is_one_event(first, again))
    )


def _claimant_key(sighting: Sighting) -> str:
    claimant = sighting.claimant
    if claimant is None:
        return ""
    return claimant.party or claimant.name.casefold()


def _is_same_question(a: Sighting, b: Sighting) -> bool:
    same = (
        a.outcome == b.outcome
        and a.victims.party == b.victims.party
        and a.victims.party is not None
        and a.period.frame == b.period.frame
        and (a.part_of is None) == (b.part_of is None)
    )
    return (
        same and _agree(a.victims.class_, b.victims.class_) and a.victims.group == b.victims.group
    )


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _is_one_event(a: Sighting, b: Sighting) -> bool:
    if a.place is None or b.place is None or a.place.text.casefold() != b.place.text.casefold():
        return False
    if a.period.start is None or b.period.start is None:
        return a.period.start is b.period.start
    a_end, b_end = a.period.end or a.period.start, b.period.end or b.period.start
    return a.period.start <= b_end and b.period.start <= a_end


def _claim(group: list[Sighting], published: dt.date | None) -> Claim:
    end = next((s.period.end for s in group if s.period.end is not None), None)
    said = next((s.stated_on for s in group if s.stated_on is not None), None)
    return Claim(
        sightings=tuple(group),
        as_of=end or said or published,
        is_as_of_inferred=end is None,
    )
