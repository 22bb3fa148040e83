"""Verdicts: whether two claims can both be true, and why.

Two claims with the same scope contradict each other if no number satisfies both. Where one counts
a part of what the other counts (the dead among the casualties, an earlier day of a toll that can
only rise, what was first known of an event), they do so only if the part is larger than the whole.
Invariants: a verdict does not depend on the order of the two; nothing says who is right.
"""

from counterclaim.group.bounds import as_meant, can_fall, day_of
from counterclaim.group.scopes import Scope, compare_scopes
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import PairVerdict, Verdict
from counterclaim.model.quantities import Quantity


def judge(one: Claim, other: Claim) -> PairVerdict:
    """Return the verdict on two claims. Symmetric in its arguments."""
    a, b = sorted((one, other), key=rank)
    meant = (as_meant(a), as_meant(b))
    verdict, reason = _verdict(*meant)
    if verdict in ("agree", "contradict") and (meant[0].polarity, meant[1].polarity) != (
        a.polarity,
        b.polarity,
    ):
        verdict, reason = _denial((a, b), meant, verdict, reason)
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


def _verdict(a: Claim, b: Claim) -> tuple[Verdict, str]:
    scope = compare_scopes(a, b)
    if scope.relation == "unknown":
        return "unlinked", scope.reason
    if scope.relation == "apart":
        if can_fall(a) and _is_one_toll(a, b) and a.quantity.meets(b.quantity):
            return "agree", _agreement(a, _both(a, b), _days_apart(a, b))
        return "compatible", scope.reason
    if "denied" in (a.polarity, b.polarity):
        return _exact_denial(a, b, scope)
    both = _both(a, b)
    if scope.relation == "same":
        if a.quantity.meets(b.quantity):
            return "agree", _agreement(a, both)
        return "contradict", f"{both} have no number in common{_same_day(a)}"
    part, whole = (a, b) if scope.relation == "first_in" else (b, a)
    if _exceeds(part.quantity, whole.quantity):
        return "contradict", _too_large(part, whole, scope)
    if not _is_one_toll(part, whole):
        return "compatible", scope.reason
    if a.quantity.meets(b.quantity):
        return "agree", _agreement(a, both, _days_apart(part, whole))
    lead = (
        "a count of one event rises as more is known, from"
        if _is_event(a)
        else "a toll can rise from"
    )
    return "compatible", f"{lead} {_by(part)} to {_by(whole)}"


def _by(claim: Claim) -> str:
    word = "said on" if _is_event(claim) else "by"
    # A paper may print an old figure: its own day is the weakest ground for the last day counted.
    is_weak = claim.as_of_from == "published" and not _is_event(claim)
    note = " (the day of publication)" if is_weak else ""
    return f"{bounds_in_words(claim.quantity)} {word} {day_of(claim)}{note}"


def _is_event(claim: Claim) -> bool:
    return claim.question.frame == "incident"


def _both(a: Claim, b: Claim) -> str:
    return f"{bounds_in_words(a.quantity)} and {bounds_in_words(b.quantity)}"


def _days_apart(a: Claim, b: Claim) -> str:
    word = "said on" if _is_event(a) else "by"
    first, last = sorted((f"{day_of(a)}", f"{day_of(b)}"))
    return f", though {word} {first} and {last}"


def _agreement(a: Claim, both: str, note: str = "") -> str:
    first, _, second = both.partition(" and ")
    if first == second:
        return f"both say {first}{note}"
    return f"{both} have numbers in common{note or _same_day(a)}"


def _same_day(claim: Claim) -> str:
    if claim.question.frame != "cumulative" or claim.as_of is None:
        return ""
    return f", and both count up to {claim.as_of}"


def _denial(
    said: tuple[Claim, Claim], meant: tuple[Claim, Claim], verdict: Verdict, reason: str
) -> tuple[Verdict, str]:
    """Word the verdict on a pair in which one denies an open range, which states its complement."""
    pairs = zip(said, meant, strict=True)
    denied = [(one, other) for one, other in pairs if one.polarity != other.polarity]
    in_words = [[bounds_in_words(claim.quantity) for claim in pair] for pair in denied]
    if verdict == "contradict":
        words = [f"to deny {one} is to say {other}" for one, other in in_words]
        return verdict, f"{', and '.join(words)}: {reason}"
    if len(denied) > 1:
        return "compatible", "both deny a figure, and neither gives one"
    stated = said[1] if denied[0][0] is said[0] else said[0]
    room = bounds_in_words(stated.quantity)
    return "compatible", f"the denial of {in_words[0][0]} leaves room for {room}"


def _exact_denial(a: Claim, b: Claim, scope: Scope) -> tuple[Verdict, str]:
    """Judge a pair with a denial of a closed range: it excludes only what lies wholly in it."""
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
        what = "of one event" if _is_event(part) else "since the start"
        return f"a count {what} can only rise: {_by(part)} rules out {_by(whole)}"
    return f"a part cannot be larger than the whole: {scope.reason}, yet {large} exceeds {small}"


def _is_one_toll(part: Claim, whole: Claim) -> bool:
    """Say whether two claims are the same running count on two days."""
    one, other = part.question, whole.question
    return one == other and (
        one.frame == "incident" or (one.frame == "cumulative" and part.start == whole.start)
    )
