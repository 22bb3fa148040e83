"""Contradictions between two questions of which one counts a part of what the other counts.

The dead are among the casualties, children among civilians, a town's losses among the country's, a
month's within the war's. Not here: claims to one question (``disputes.py``). Invariant: a pair is
listed only if the part is larger than the whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from counterclaim.group.bounds import day_of
from counterclaim.group.possible import Bounds, bounds_of, exclusions
from counterclaim.group.scopes import compare_scopes
from counterclaim.group.verdicts import judge
from counterclaim.model.claims import Claim, Question

_OPEN = float("inf")
_MAX_QUESTIONS = 400  # of one side and occasion that are held against each other

_Found = tuple[Question, list[Claim], list[tuple[str, str]]]


def list_wholes(by_question: Mapping[Question, Sequence[Claim]]) -> Iterator[_Found]:
    """Yield what two questions share, the claims of both that contradict, and their pairs."""
    merged: dict[Question, tuple[dict[str, Claim], list[tuple[str, str]]]] = {}
    for one, other in _candidates(by_question):
        pairs, part, whole = [], one, other
        if _can_nest(by_question[one], by_question[other]):
            pairs = _too_large(by_question[one], by_question[other])
        if not pairs and _can_nest(by_question[other], by_question[one]):
            pairs, part, whole = _too_large(by_question[other], by_question[one]), other, one
        if not pairs:
            continue
        known = {claim.id: claim for claim in (*by_question[part], *by_question[whole])}
        claims, all_pairs = merged.setdefault(_common(part, whole), ({}, []))
        claims.update({name: known[name] for pair in pairs for name in pair})
        all_pairs += pairs
    for question, (claims, all_pairs) in merged.items():
        yield question, list(claims.values()), all_pairs


def _candidates(
    by_question: Mapping[Question, Sequence[Claim]],
) -> Iterator[tuple[Question, Question]]:
    """Yield pairs of questions about one side's losses on one occasion or in a part of its time."""
    groups: dict[object, list[Question]] = defaultdict(list)
    for question in by_question:
        if question.party is None or question.occasion is None:
            continue
        groups[(question.party, question.frame, question.occasion)].append(question)
        if question.frame in ("interval", "cumulative"):
            whose = (question.party, question.class_, question.group, question.outcome)
            groups[(*whose, (question.place or "").casefold())].append(question)
    seen: set[tuple[Question, Question]] = set()
    for group in groups.values():
        for pair in combinations(sorted(group, key=lambda q: q.id)[:_MAX_QUESTIONS], 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _can_nest(part: Sequence[Claim], whole: Sequence[Claim]) -> bool:
    """Say whether some claim to one question counts a part of what one to the other counts.

    What is told first is held against what is told last, and what is told on one day.
    """
    by_day = {day_of(claim): claim for claim in whole}
    pairs = [(min(part, key=_day), max(whole, key=_day))]
    pairs += [(claim, by_day[day_of(claim)]) for claim in part if day_of(claim) in by_day][:1]
    return any(compare_scopes(one, other).relation == "first_in" for one, other in pairs)


def _day(claim: Claim) -> str:
    return f"{day_of(claim)}"


def _too_large(part: Sequence[Claim], whole: Sequence[Claim]) -> list[tuple[str, str]]:
    """Return the pairs of claims in which a part's low bound exceeds the whole's high bound."""
    lower = [_at_least(b) for b in bounds_of(part) if not b.denied]
    upper = [_at_most(b) for b in bounds_of(whole) if not b.denied]
    pairs = exclusions([*lower, *upper])
    by_id = {claim.id: claim for claim in (*part, *whole)}
    return [(a, b) for a, b in pairs if judge(by_id[a], by_id[b]).verdict == "contradict"]


def _at_least(bounds: Bounds) -> Bounds:
    return bounds._replace(high=_OPEN)


def _at_most(bounds: Bounds) -> Bounds:
    return bounds._replace(low=0)


def _common(a: Question, b: Question) -> Question:
    return Question(
        outcome=a.outcome if a.outcome == b.outcome else None,
        party=a.party if a.party == b.party else None,
        class_=a.class_ if a.class_ == b.class_ else None,
        group=a.group if a.group == b.group else None,
        frame=a.frame if a.frame == b.frame else None,
        place=a.place if a.place == b.place else None,
        occasion=a.occasion if a.occasion == b.occasion else None,
        is_part=a.is_part and b.is_part,
    )
