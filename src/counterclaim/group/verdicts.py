"""Verdicts: whether two claims can both be true, and why.

Two claims with the same scope contradict each other if no number satisfies both. Where one counts
a part of what the other counts (the dead among the casualties, an earlier day of a toll that can
only rise), they do so only if the part is larger than the whole. Invariants: a verdict does not
depend on the order of the two; nothing says who is right.
"""

from counterclaim.group.scopes import Scope, compare_scopes
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import PairVerdict, Verdict
from counterclaim.model.quantities import Quantity


def judge(one: Claim, other: Claim) -> PairVerdict:
    """Return the verdict on two claims. Symmetric in its arguments."""
    a, b = sorted((one, other), key=rank)
    scope = compare_scopes(a, b)
    verdict, reason = _verdict(a, b, scope)
    is_soft = a.quantity.is_soft or b.quantity.is_soft
    return PairVerdict(
        a=a.id,
        b=b.id,
        verdict=verdict,
        reason=reason,
        rests_on="soft" if is_soft else "hard",
        ratio=ratio_of(a.quantity, b.quantity),
    )


def rank(claim: Claim) -> tuple[int, str, int, str]:
    """Return what orders claims: the figure, then the name; never the side."""
    return (
        *(claim.quantity.point or 0, claim.claimant or ""),
        *(claim.sightings[0].sighting.quantity.start, claim.id),
    )


def ratio_of(a: Quantity, b: Quantity) -> float | None:
    """Return the larger figure over the smaller; ``None`` where one is zero or has no number."""
    low, high = sorted((a.point or 0, b.point or 0))
    if not low or "some" in (a.kind, b.kind):
        return None
    return high / low


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


def _verdict(a: Claim, b: Claim, scope: Scope) -> tuple[Verdict, str]:
    if scope.relation == "unknown":
        return "unlinked", scope.reason
    if scope.relation == "apart":
        return "compatible", scope.reason
    if "denied" in (a.polarity, b.polarity):
        return _denial(a, b, scope)
    both = f"{bounds_in_words(a.quantity)} and {bounds_in_words(b.quantity)}"
    if scope.relation == "same":
        if a.quantity.meets(b.quantity):
            return "agree", _agreement(a, both)
        return "contradict", f"{both} have no number in common{_same_day(a)}{_later(a, b)}"
    part, whole = (a, b) if scope.relation == "first_in" else (b, a)
    if _exceeds(part.quantity, whole.quantity):
        return "contradict", _too_large(part, whole, scope)
    if not _is_one_toll(part, whole):
        return "compatible", scope.reason
    if a.quantity.meets(b.quantity):
        return "agree", _agreement(a, both, f", though by {part.as_of} and {whole.as_of}")
    return "compatible", (
        f"a toll can rise from {bounds_in_words(part.quantity)} by {part.as_of} "
        f"to {bounds_in_words(whole.quantity)} by {whole.as_of}"
    )


def _agreement(a: Claim, both: str, note: str = "") -> str:
    first, _, second = both.partition(" and ")
    if first == second:
        return f"both say {first}{note}"
    return f"{both} have numbers in common{note or _same_day(a)}"


def _same_day(claim: Claim) -> str:
    if claim.question.frame != "cumulative" or claim.as_of is None:
        return ""
    return f", and both count up to {claim.as_of}"


def _later(a: Claim, b: Claim) -> str:
    """Say so where the higher figure of an incident is the later one: tolls rise as news comes."""
    days = [claim.stated_on or claim.first_seen for claim in (a, b)]
    if a.question.frame != "incident" or days[0] is None or days[1] is None or days[0] >= days[1]:
        return ""
    return f"; the higher figure is the later one, of {days[1]} against {days[0]}"


def _denial(a: Claim, b: Claim, scope: Scope) -> tuple[Verdict, str]:
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


def _too_large(part: Claim, whole: Claim, scope: Scope) -> str:
    small, large = bounds_in_words(whole.quantity), bounds_in_words(part.quantity)
    if _is_one_toll(part, whole):
        return (
            f"a count since the start can only rise: {large} by {part.as_of} "
            f"rules out {small} by {whole.as_of}"
        )
    return f"a part cannot be larger than the whole: {scope.reason}, yet {large} exceeds {small}"


def _is_one_toll(part: Claim, whole: Claim) -> bool:
    """Say whether two claims are the same running count on two days."""
    one, other = part.question, whole.question
    return one == other and one.frame == "cumulative" and part.start == whole.start
