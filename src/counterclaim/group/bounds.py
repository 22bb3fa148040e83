"""Bounds: what a claim allows, and on which day it was so.

A denial of an open range states its complement: who denies "more than 2,000" says 2,000 or fewer.
A single person in a text's own voice is at least one.
Not here: which claims are compared (``scopes.py``). Invariant: what a claim's own words leave open
stays open.
"""

import datetime as dt
from dataclasses import replace

from counterclaim.model.claims import Claim
from counterclaim.model.quantities import Quantity

_ONES_SIDE = ("government", "military", "armed group", "person", "anonymous")
MAY_END = ("missing", "captured", "displaced")  # states that people leave: the count may fall


def as_meant(claim: Claim) -> Claim:
    """Return a claim with the bounds that it amounts to, where its words say less.

    A denial of an open range states its complement. A single person of whom a text itself tells
    ("one man was killed") is at least one: nothing shows that there were no others.
    """
    low, high = claim.quantity.low, claim.quantity.high
    if claim.polarity == "asserted":
        is_single = (low, high) == (1, 1) and claim.claimant is None
        return replace(claim, quantity=_range(claim.quantity, 1, None)) if is_single else claim
    if low and high is not None:
        return claim
    if low and high is None:
        return replace(claim, polarity="asserted", quantity=_range(claim.quantity, 0, low - 1))
    if high is not None:
        return replace(claim, polarity="asserted", quantity=_range(claim.quantity, high + 1, None))
    return claim


def can_fall(claim: Claim) -> bool:
    """Say whether a later count may be lower and both be true.

    The missing are found, prisoners exchanged; of one event's wounded some die later.
    """
    question = claim.question
    is_wounded = question.outcome == "wounded" and question.frame == "incident"
    return question.outcome in MAY_END or is_wounded


def day_of(claim: Claim) -> dt.date | None:
    """Return the day that a count is of: when told for an event, else the last day counted."""
    if claim.question.frame == "incident":
        return claim.stated_on or claim.first_seen
    return claim.as_of


def are_opposed(one: Claim, other: Claim) -> bool:
    """Say whether two claimants speak for two sides: neither brings the other up to date."""
    sides = (side_of(one), side_of(other))
    return None not in sides and sides[0] != sides[1]


def side_of(claim: Claim) -> str | None:
    """Return the side that a claimant speaks for; ``None`` for observers and the text itself."""
    return claim.party if claim.kind in _ONES_SIDE else None


def is_final(claim: Claim) -> bool:
    """Say whether no later count of an event brings this one up to date: zero, or undated."""
    return day_of(claim) is None or (claim.quantity.high == 0 and not can_fall(claim))


def _range(quantity: Quantity, low: int, high: int | None) -> Quantity:
    kind = quantity.kind if quantity.kind == "vague" else "range"
    return replace(quantity, kind=kind, value=None, low=low, high=high)
