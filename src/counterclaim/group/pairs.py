"""Pairs of claims worth showing side by side, as in one document: contradictions and seeming ones.

Not here: whole questions over many documents (``disputes.py``). Invariant: a pair that only seems
to disagree is listed where a single difference explains it, and claims that nothing links are not.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from counterclaim.group.scopes import compare_scopes
from counterclaim.group.verdicts import judge, rank
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import PairVerdict, Verdict

_ORDER: dict[Verdict, int] = {"contradict": 0, "compatible": 1, "agree": 1, "unlinked": 2}


class Pair(NamedTuple):
    """Two claims, the one with the smaller figure first, and the verdict on them."""

    a: Claim
    b: Claim
    judged: PairVerdict


def list_pairs(claims: Iterable[Claim]) -> list[Pair]:
    """Return the pairs of claims that contradict or seem to, contradictions first, widest first.

    Takes the square of the number of claims about one side: for one document or a few.
    """
    buckets: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        question = claim.question
        if question.party is not None and question.frame is not None:
            is_event = question.frame == "incident"
            where = (question.place or "").casefold() if is_event else None
            buckets[(question.party, is_event, where)].append(claim)
    found = [
        pair
        for bucket in buckets.values()
        for one, other in combinations(sorted(bucket, key=rank), 2)
        if _is_worth_listing(pair := Pair(one, other, judge(one, other)))
    ]
    return sorted(found, key=_pair_rank)


def _pair_rank(pair: Pair) -> tuple[object, ...]:
    ratio = pair.judged.ratio or 0
    return (_ORDER[pair.judged.verdict], -ratio, rank(pair.a), rank(pair.b))


def _is_worth_listing(pair: Pair) -> bool:
    a, b, judged = pair
    if judged.verdict == "contradict":
        return True
    if judged.verdict == "unlinked" or a.side == b.side:
        return False
    scope = compare_scopes(a, b)
    if scope.relation == "apart" and a.question.outcome != b.question.outcome:
        return False  # nobody takes the wounded for the dead
    is_seeming = a.quantity.cannot_both_hold(b.quantity) and scope.n_differences <= 1
    return scope.relation == "same" or is_seeming
