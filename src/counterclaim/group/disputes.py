"""Disputes of one document: pairs of answers to one question, and whether both can be true.

Two answers with the same scope contradict each other if no number satisfies both. Where one counts
a part of what the other counts (the dead among the casualties, an earlier day of a toll that can
only rise), they do so only if the part is larger than the whole. Invariants: a verdict does not
depend on the order of the two; nothing says who is right.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from counterclaim.group.answers import Answer, Question
from counterclaim.group.scopes import Scope, compare_scopes
from counterclaim.model.quantities import Quantity

Verdict = Literal["contradict", "compatible", "unlinked"]

_ORDER: dict[Verdict, int] = {"contradict": 0, "compatible": 1, "unlinked": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two answers side by side; ``a`` has the smaller figure, whoever it is.

    ``question`` is what both answer, with ``None`` where they differ. ``ratio`` is the larger
    figure over the smaller (``None`` where one is zero or has no number). ``rests_on`` says
    whether bounds by arithmetic (hard) or by convention of the language (soft) decide.
    """

    question: Question
    a: Answer
    b: Answer
    ratio: float | None
    verdict: Verdict
    reason: str
    rests_on: Literal["hard", "soft"]


def list_disputes(answers: Iterable[Answer]) -> list[Dispute]:
    """Return the pairs that answer one question, contradictions first, widest first.

    A pair that only seems to disagree is listed too, as compatible, where a single difference
    explains it. Left out are answers that nothing links, and one side's answers that agree.
    """
    buckets: dict[object, list[Answer]] = defaultdict(list)
    for answer in answers:
        question = answer.question
        if question.party is not None and question.frame is not None:
            is_event = question.frame == "incident"
            where = (question.place or "").casefold() if is_event else None
            buckets[(question.party, is_event, where)].append(answer)
    found = [
        dispute
        for bucket in buckets.values()
        for one, other in combinations(bucket, 2)
        if _is_worth_listing(dispute := judge(one, other))
    ]
    return sorted(found, key=lambda d: (_ORDER[d.verdict], -(d.ratio or 0), _rank(d.a), _rank(d.b)))


def judge(one: Answer, other: Answer) -> Dispute:
    """Return the verdict on two answers. Symmetric in its arguments."""
    a, b = sorted((one, other), key=_rank)
    scope = compare_scopes(a, b)
    verdict, reason = _verdict(a, b, scope)
    is_soft = a.quantity.is_soft or b.quantity.is_soft
    return Dispute(
        question=_common(a.question, b.question),
        a=a,
        b=b,
        ratio=_ratio(a.quantity, b.quantity),
        verdict=verdict,
        reason=reason,
        rests_on="soft" if is_soft else "hard",
    )


def bounds_in_words(quantity: Quantity) -> str:
    """Return the bounds of a quantity as words and numbers.

    >>> bounds_in_words(Quantity(text="over 9", start=0, end=6, kind="more_than", value=9, low=10))
    '10 or more'
    """
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        return "any number" if low is None else f"{low:,} or more"
    return f"{high:,} or fewer" if not low else f"{low:,} to {high:,}"


def _rank(answer: Answer) -> tuple[int, str, int, str]:
    """Order by figure, then by name; never by side."""
    first = answer.sightings[0]
    return (answer.quantity.point or 0, answer.claimant or "", first.quantity.start, first.id)


def _verdict(a: Answer, b: Answer, scope: Scope) -> tuple[Verdict, str]:
    if scope.relation == "unknown":
        return "unlinked", scope.reason
    if "denied" in (a.polarity, b.polarity):
        return _denial(a, b, scope)
    both = f"{bounds_in_words(a.quantity)} and {bounds_in_words(b.quantity)}"
    if a.quantity.meets(b.quantity):
        return "compatible", f"{both} have numbers in common"
    if scope.relation == "apart":
        return "compatible", scope.reason
    if scope.relation == "same":
        return "contradict", f"{both} have no number in common{_same_day(a)}"
    part, whole = (a, b) if scope.relation == "first_in" else (b, a)
    if _exceeds(part.quantity, whole.quantity):
        return "contradict", _too_large(part, whole, scope)
    if _is_one_toll(part, whole):
        return "compatible", (
            f"a toll can rise from {bounds_in_words(part.quantity)} by {part.as_of} "
            f"to {bounds_in_words(whole.quantity)} by {whole.as_of}"
        )
    return "compatible", scope.reason


def _same_day(answer: Answer) -> str:
    if answer.question.frame != "cumulative" or answer.as_of is None:
        return ""
    return f", and both count up to {answer.as_of}"


def _denial(a: Answer, b: Answer, scope: Scope) -> tuple[Verdict, str]:
    """Judge a pair with a denial: it excludes only what lies wholly in what is denied."""
    if a.polarity == b.polarity:
        return "compatible", "both deny a figure, and neither gives one"
    denied, stated = (a, b) if a.polarity == "denied" else (b, a)
    ranges = (bounds_in_words(stated.quantity), bounds_in_words(denied.quantity))
    if scope.relation == "same" and denied.quantity.contains(stated.quantity):
        return "contradict", f"one states {ranges[0]}, the other denies {ranges[1]}"
    return "compatible", f"the denial of {ranges[1]} leaves room for {ranges[0]}"


def _exceeds(part: Quantity, whole: Quantity) -> bool:
    return part.low is not None and whole.high is not None and part.low > whole.high


def _too_large(part: Answer, whole: Answer, scope: Scope) -> str:
    small, large = bounds_in_words(whole.quantity), bounds_in_words(part.quantity)
    if _is_one_toll(part, whole):
        return (
            f"a count since the start can only rise: {large} by {part.as_of} "
            f"rules out {small} by {whole.as_of}"
        )
    return f"a part cannot be larger than the whole: {scope.reason}, yet {large} exceeds {small}"


def _is_one_toll(part: Answer, whole: Answer) -> bool:
    """Say whether two answers are the same running count on two days."""
    one, other = part.question, whole.question
    return one == other and one.frame == "cumulative" and part.start == whole.start


def _ratio(a: Quantity, b: Quantity) -> float | None:
    low, high = a.point, b.point
    if not low or not high or "some" in (a.kind, b.kind):
        return None
    return high / low


def _common(a: Question, b: Question) -> Question:
    return Question(
        outcome=a.outcome if a.outcome == b.outcome else None,
        party=a.party if a.party == b.party else None,
        class_=a.class_ if a.class_ == b.class_ else None,
        group=a.group if a.group == b.group else None,
        frame=a.frame if a.frame == b.frame else None,
        place=a.place if a.place == b.place else None,
        is_part=a.is_part and b.is_part,
    )


def _is_worth_listing(dispute: Dispute) -> bool:
    if dispute.verdict == "contradict":
        return True
    a, b = dispute.a, dispute.b
    if dispute.verdict == "unlinked" or a.side == b.side:
        return False
    scope = compare_scopes(a, b)
    if scope.relation == "apart" and a.question.outcome != b.question.outcome:
        return False  # nobody takes the wounded for the dead
    is_seeming = a.quantity.cannot_both_hold(b.quantity) and scope.n_differences <= 1
    return scope.relation == "same" or is_seeming
