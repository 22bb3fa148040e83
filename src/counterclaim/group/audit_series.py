"""Checks of one claimant's own series: a toll that fell, and figures far out of line.

A cumulative toll only rises. So the most rows that can all be right together make a line that
rises; the rows outside it are those to look at. Not here: other claimants (``audit_echoes.py``).
Invariant: a row is at most one finding.
"""

import itertools
import math
import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from counterclaim.group.audit_rows import finding_of
from counterclaim.group.rising import Bounds, longest_rising
from counterclaim.model.coded import CodedClaim, Finding

Found = tuple[CodedClaim, Finding]

ROUNDING = 0.1  # share of a figure that rounding explains at the most: 50,000 said of 54,480
SPOKEN = 1000  # figures that are spoken of as round numbers from here on
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
    line = _Line(ordered)
    found: list[Found] = []
    fallen: set[int] = set()
    for index, claim in enumerate(ordered):
        if line.is_kept[index]:
            continue
        finding = _break_of(line, index)
        if finding is None or (finding.check == "falling" and _point(claim) in fallen):
            continue  # a fallen figure that is said again is told once
        if finding.check == "falling":
            fallen.add(_point(claim))
        found.append((claim, finding))
    return found


class _Line:
    """A series in the order of time, and which of its rows make the line that only rises.

    The line goes through as many different figures as it can: a figure that is said again is no
    new evidence for it.
    """

    def __init__(self, ordered: Sequence[CodedClaim]) -> None:
        self.ordered = ordered
        self.bounds = [rounded_bounds(claim) for claim in ordered]
        self.is_kept = [False] * len(ordered)
        first = {_point(claim): i for i, claim in reversed(list(enumerate(ordered)))}
        voters = sorted(first.values())
        for place in longest_rising([self.bounds[index] for index in voters]):
            self.is_kept[voters[place]] = True
        self._keep_earlier(voters)
        for index in sorted(set(range(len(ordered))) - set(voters)):
            self.is_kept[index] = self.kept_above(index) is None and not self.kept_below(index)

    def _keep_earlier(self, voters: Iterable[int]) -> None:
        """Keep the earlier of two rows where either could go: it is the later one that fell."""
        highest = -math.inf
        for index in voters:
            low, high = self.bounds[index]
            if not self.is_kept[index] and highest <= high:
                lower = self.kept_below(index)
                if len(lower) == 1 and not self.is_out_of_line(index):
                    self.is_kept[index], self.is_kept[lower[0]] = True, False
            if self.is_kept[index]:
                highest = max(highest, low)

    def kept_below(self, index: int) -> list[int]:
        """Return later rows of the line, two at most, that a row is too high for."""
        low = self.bounds[index][0]
        found: list[int] = []
        for later in range(index + 1, len(self.ordered)):
            if not self.is_kept[later]:
                continue
            if self.bounds[later][1] < low:
                found.append(later)
            # No row of the line after this one can end below where this one begins.
            if len(found) == 2 or self.bounds[later][0] >= low:
                break
        return found

    def kept_above(self, index: int) -> int | None:
        """Return the last earlier row of the line that a row is too low for."""
        high = self.bounds[index][1]
        earlier = range(index - 1, -1, -1)
        return next((i for i in earlier if self.is_kept[i] and self.bounds[i][0] > high), None)

    def beside(self, index: int) -> tuple[list[CodedClaim], list[CodedClaim]]:
        """Return the nearest rows of the line before a row and after it, nearest first."""
        return (
            self._nearest(range(index - 1, -1, -1)),
            self._nearest(range(index + 1, len(self.ordered))),
        )

    def is_out_of_line(self, index: int) -> bool:
        """Whether a row is far from the line both before and after it."""
        before, after = self.beside(index)
        if not before or not after:
            return False
        return _is_out_of_line(self.ordered[index], before, after, OUT_OF_LINE)

    def _nearest(self, places: Iterable[int]) -> list[CodedClaim]:
        kept = (self.ordered[index] for index in places if self.is_kept[index])
        return list(itertools.islice(kept, N_BESIDE))


def _break_of(line: _Line, index: int) -> Finding | None:
    """Return the finding on a row outside the rising line."""
    claim = line.ordered[index]
    if line.is_out_of_line(index):
        before, after = line.beside(index)
        return finding_of("outlier", claim, _between(claim, before[0], after[0]))
    above = line.kept_above(index)
    if above is not None:
        return finding_of("falling", claim, _fell(line.ordered[above], claim))
    below = line.kept_below(index)
    return finding_of("falling", claim, _too_high(claim, line.ordered[below[0]])) if below else None


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


def rounded_bounds(claim: CodedClaim) -> Bounds:
    """Return the lowest and highest toll that the claim's figure may stand for."""
    low, high = claim.low, claim.high
    if claim.count is not None and claim.kind in ("exact", "about"):
        return rounded_count(claim.count)
    return 0 if low is None else low, math.inf if high is None else high


def rounded_count(count: int) -> Bounds:
    """Return the lowest and highest toll that a figure may stand for.

    A figure that ends in noughts may be rounded to them: 19,000 said of 18,600. One of two digits
    and noughts is as often a floor that speech keeps for a while: "45,000", "more than 45,000".

    >>> rounded_count(498), rounded_count(19000)
    ((498, 498), (18001, 20900.0))
    """
    unit = last_place(count)
    least = ROUNDING * count
    is_floor = count >= SPOKEN and count < 100 * unit
    return count - min(unit - 1, least), count + (least if is_floor else min(unit - 1, least))


def last_place(count: int) -> int:
    """Return the last place that a figure states, 1 where that is a single person.

    >>> last_place(18600), last_place(1351)
    (100, 1)
    """
    unit = 1
    while count and count % (unit * 10) == 0:
        unit *= 10
    return unit


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
