"""Sums: three claims of which every two fit and all three do not.

The killed and the wounded are together at most the casualties, civilians and soldiers at most all.
Not here: a single part against its whole (``wholes.py``). Invariant: what is yielded cannot all be
true, and any two of it can.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, combinations

from counterclaim.group.bounds import as_meant, can_fall, day_of
from counterclaim.group.joint import is_possible
from counterclaim.group.verdicts import judge
from counterclaim.model.claims import Claim, Question

_MAX_TRIED = 5  # sums too large for a whole that are weighed, the widest first

_Found = tuple[Question, list[Claim]]


def list_sums(by_question: Mapping[Question, Sequence[Claim]]) -> Iterator[_Found]:
    """Yield the question of a whole with one claim to it and two to its parts, the widest apart."""
    for whole, claims in by_question.items():
        for one, other in _parts_of(whole):
            if one in by_question and other in by_question:
                found = _widest(_Largest(by_question[one]), _Largest(by_question[other]), claims)
                if found:
                    yield _common(whole, one), found


def _parts_of(whole: Question) -> Iterator[tuple[Question, Question]]:
    if whole.outcome == "casualties":
        yield replace(whole, outcome="killed"), replace(whole, outcome="wounded")
    if whole.class_ == "mixed":
        yield replace(whole, class_="civilian"), replace(whole, class_="military")


class _Largest:
    """The claim with the highest low bound up to any day, or on it where the count may fall."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._may_fall = can_fall(claims[0])
        stated = [one for one in claims if one.polarity == "asserted" and _low(one)]
        stated.sort(key=lambda claim: (_day(claim), _low(claim), claim.id))
        self._days = [_day(claim) for claim in stated]
        self._claims = stated if self._may_fall else list(accumulate(stated, _higher))

    def by(self, day: str) -> Claim | None:
        """Return the claim, ``None`` if there is none by then."""
        place = bisect_right(self._days, day) - 1
        if place < 0 or (self._may_fall and self._days[place] != day):
            return None
        return self._claims[place]


def _widest(one: _Largest, other: _Largest, wholes: Sequence[Claim]) -> list[Claim]:
    tried = []
    for whole in wholes:
        parts = (one.by(_day(whole)), other.by(_day(whole)))
        high = as_meant(whole).quantity.high
        if parts[0] is None or parts[1] is None or high is None:
            continue
        excess = _low(parts[0]) + _low(parts[1]) - high
        if excess > 0:
            tried.append((-excess, whole.id, [parts[0], parts[1], whole]))
    for _, _, claims in sorted(tried)[:_MAX_TRIED]:
        if not is_possible(claims) and not any(
            judge(a, b).verdict == "contradict" for a, b in combinations(claims, 2)
        ):
            return claims
    return []


def _higher(best: Claim, claim: Claim) -> Claim:
    return claim if _low(claim) > _low(best) else best


def _low(claim: Claim) -> int:
    return as_meant(claim).quantity.low or 0


def _day(claim: Claim) -> str:
    return f"{day_of(claim)}"


def _common(whole: Question, part: Question) -> Question:
    """Return what the whole and its parts share, other than what each two of them share."""
    return replace(
        whole,
        outcome=whole.outcome if whole.outcome == part.outcome else None,
        class_=whole.class_ if whole.class_ == part.class_ else None,
    )
