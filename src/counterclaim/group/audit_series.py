"""Checks of one claimant's own series: a toll that fell, and figures far out of line.

A cumulative toll only rises. So the most rows that can all be right together make a line that
rises; the rows outside it are those to look at. Not here: other claimants (``audit_echoes.py``).
Invariant: a row is at most one finding.
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from counterclaim.group.audit_rows import finding_of
from counterclaim.group.rising import Bounds, longest_rising
from counterclaim.model.coded import CodedClaim, Finding

Found = tuple[CodedClaim, Finding]

ROUNDING = 0.1  # share of a figure that rounding may explain at the most: 50,000 said of 54,480
OUT_OF_LINE = 1.5  # times the figures before, and after, that a cumulative outlier is away from
N_BESIDE = 3  # figures on each side that a figure is compared with
# A day's figure varies by nature: it has to be this far from both sides, and this many times
# their own spread (scaled so that 1 is a standard deviation of a normal distribution).
DAY_OUT_OF_LINE = 8.0
DAY_SPREADS = 4.0
CHANCE_PEOPLE = 2  # people a day that make no difference: 1 beside 12 is chance, 10 beside 120 not
_NORMAL = 1.4826


def find_breaks(claims: Iterable[CodedClaim]) -> list[Found]:
    """Return the figures that break the line of their claimant's own series.

    A series has one claimant, outcome, victims, place and frame. Claimants that stand for several
    have none.
    """
    series: defaultdict[Hashable, list[CodedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.claimant is not None and not claim.is_collective and claim.order is not None:
            series[(claim.who, *question_of(claim))].append(claim)
    found: list[Found] = []
    for members in series.values():
        frame = members[0].period.frame
        if frame == "cumulative":
            found += _cumulative(members)
        elif frame in ("interval", "rate"):
            found += _by_day(members)
    return found


def question_of(claim: CodedClaim) -> tuple[str | None, ...]:
    """Return what a claim answers: outcome, victims, place and frame."""
    victims, place = claim.victims, claim.place
    return (
        claim.outcome,
        *(victims.party, victims.class_, victims.group, claim.part),
        None if place is None else place.text,
        claim.period.frame,
    )


def _cumulative(series: Sequence[CodedClaim]) -> list[Found]:
    ordered = sorted(series, key=lambda one: (one.order or 0, _point(one), one.row))
    bounds = [_rounded(claim) for claim in ordered]
    kept = longest_rising(bounds)
    if len(kept) == len(ordered):
        return []
    is_kept = _with_earlier_kept(ordered, bounds, kept)
    found: list[Found] = []
    before: list[CodedClaim] = []
    for index, claim in enumerate(ordered):
        if is_kept[index]:
            before.append(claim)
            continue
        after = _next_kept(ordered, is_kept, index)
        previous = ordered[index - 1] if index and not is_kept[index - 1] else None
        finding = _break_of(claim, before[-N_BESIDE:], after, previous)
        if finding is not None:
            found.append((claim, finding))
    return found


def _with_earlier_kept(
    ordered: Sequence[CodedClaim], bounds: Sequence[Bounds], kept: Sequence[int]
) -> list[bool]:
    """Return which rows are kept, where either of two could go the earlier: the later one fell."""
    is_kept = [False] * len(bounds)
    for index in kept:
        is_kept[index] = True
    for index, (low, high) in enumerate(bounds):
        if is_kept[index] or any(is_kept[i] and bounds[i][0] > high for i in range(index)):
            continue
        lower = [i for i in range(index + 1, len(bounds)) if is_kept[i] and low > bounds[i][1]]
        before = [ordered[i] for i in range(index) if is_kept[i]][-N_BESIDE:]
        after = _next_kept(ordered, is_kept, index)
        if before and after and _is_out_of_line(ordered[index], before, after, OUT_OF_LINE):
            continue
        if len(lower) == 1:
            is_kept[index], is_kept[lower[0]] = True, False
    return is_kept


def _next_kept(
    ordered: Sequence[CodedClaim], is_kept: Sequence[bool], index: int
) -> list[CodedClaim]:
    found: list[CodedClaim] = []
    for later in range(index + 1, len(ordered)):
        if is_kept[later]:
            found.append(ordered[later])
            if len(found) == N_BESIDE:
                break
    return found


def _break_of(
    claim: CodedClaim,
    before: Sequence[CodedClaim],
    after: Sequence[CodedClaim],
    previous: CodedClaim | None,
) -> Finding | None:
    """Return the finding on a row outside the rising line, ``None`` if one before it says it."""
    if before and after and _is_out_of_line(claim, before, after, OUT_OF_LINE):
        return finding_of("outlier", claim, _between(claim, before[-1], after[0]))
    if previous is not None and _point(previous) == _point(claim):
        return None  # the same figure said again: the first one is the finding
    fallen_from = next((one for one in reversed(before) if _has_fallen(one, claim)), None)
    if fallen_from is not None:
        return finding_of("falling", claim, _fell(fallen_from, claim))
    fallen_to = next((one for one in after if _has_fallen(claim, one)), None)
    if fallen_to is not None:
        return finding_of("falling", claim, _too_high(claim, fallen_to))
    return None


def _by_day(series: Sequence[CodedClaim]) -> list[Found]:
    # A nought is a day without a report as often as one without losses: it neither stands out nor
    # tells what is usual.
    members = (one for one in series if _point(one))
    ordered = sorted(members, key=lambda one: (one.order or 0, one.row))
    found: list[Found] = []
    for index, claim in enumerate(ordered):
        before = ordered[max(0, index - 2 * N_BESIDE) : index]
        after = ordered[index + 1 : index + 1 + 2 * N_BESIDE]
        if len(before) < N_BESIDE or len(after) < N_BESIDE:
            continue
        if not _is_out_of_line(claim, before, after, DAY_OUT_OF_LINE):
            continue
        beside = [_log(one) for one in (*before, *after)]
        middle = statistics.median(beside)
        spread = _NORMAL * statistics.median(abs(value - middle) for value in beside)
        if abs(_log(claim) - middle) > DAY_SPREADS * spread:
            own, usual = _by_the_day(claim), math.exp(middle) - CHANCE_PEOPLE
            message = (
                f"{_point(claim):,} in {_length(claim)} to {claim.when} is, by the day, "
                f"{_compared(own, usual)} the usual {usual:,.0f} of the {len(beside)} figures "
                f"around it, such as {_at(before[-1])} and {_at(after[0])}"
            )
            found.append((claim, finding_of("outlier", claim, message)))
    return found


def _is_out_of_line(
    claim: CodedClaim,
    before: Sequence[CodedClaim],
    after: Sequence[CodedClaim],
    factor: float,
) -> bool:
    """Whether a figure lies above both sides, or below both, by more than a factor."""
    limit, own = math.log(factor), _log(claim)
    sides = [statistics.median(_log(one) for one in side) for side in (before, after)]
    return own - max(sides) > limit or min(sides) - own > limit


def _has_fallen(earlier: CodedClaim, later: CodedClaim) -> bool:
    """Whether no toll that only rises allows both, however each was rounded."""
    return _rounded(earlier)[0] > _rounded(later)[1]


def _rounded(claim: CodedClaim) -> Bounds:
    """Return the lowest and highest toll that the figure may stand for.

    A figure that ends in noughts may be cut or rounded to them: 19,000 said of 18,600.
    """
    low, high = claim.low, claim.high
    if claim.count is not None and claim.kind in ("exact", "about"):
        slack = min(_unit(claim.count), ROUNDING * claim.count)
        return claim.count - slack, claim.count + slack
    return 0 if low is None else low, math.inf if high is None else high


def _unit(count: int) -> int:
    """Return the last place that a figure states, 0 where that is a single person.

    >>> _unit(18600), _unit(1351)
    (100, 0)
    """
    unit = 1
    while count and count % (unit * 10) == 0:
        unit *= 10
    return unit if unit > 1 else 0


def _point(claim: CodedClaim) -> int:
    numbers = (claim.count, claim.low, claim.high)
    return next((number for number in numbers if number is not None), 0)


def _log(claim: CodedClaim) -> float:
    """Return the figure on the scale of logarithms; of some days, by the day."""
    if claim.period.frame == "cumulative":
        return math.log(max(_point(claim), 0.5))
    return math.log(_by_the_day(claim) + CHANCE_PEOPLE)


def _by_the_day(claim: CodedClaim) -> float:
    return _point(claim) / _n_days(claim)


def _n_days(claim: CodedClaim) -> int:
    start, end = claim.period.start, claim.period.end
    if claim.period.frame == "cumulative" or start is None or end is None:
        return 1
    return (end - start).days + 1


def _between(claim: CodedClaim, before: CodedClaim, after: CodedClaim) -> str:
    own = _point(claim)
    return (
        f"{own:,} on {claim.when} is {_compared(own, _point(before))} {_at(before)} "
        f"and {_compared(own, _point(after))} {_at(after)}"
    )


def _fell(earlier: CodedClaim, later: CodedClaim) -> str:
    return (
        f"the toll fell from {_point(earlier):,} on {earlier.when} (row {earlier.row}) "
        f"to {_point(later):,} on {later.when}"
    )


def _too_high(claim: CodedClaim, later: CodedClaim) -> str:
    return (
        f"the toll fell from {_point(claim):,} on {claim.when} "
        f"to {_point(later):,} on {later.when} (row {later.row})"
    )


def _at(claim: CodedClaim) -> str:
    return f"{_point(claim):,} on {claim.when} (row {claim.row})"


def _compared(own: float, other: float) -> str:
    """Return in words how a figure compares with another, up to the other."""
    if not own or not other:
        return "out of line with"
    if own >= other:
        return f"{own / other:,.1f} times"
    return f"smaller by a factor of {other / own:,.1f} than"


def _length(claim: CodedClaim) -> str:
    days = _n_days(claim)
    return "the day" if days == 1 else f"the {days} days"
