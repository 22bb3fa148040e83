"""What an estimate says: rows of losses, biases, contrasts, each with what it rests on.

Invariant: a number that rests on an anchor carries its label; ``is_identified`` is true only of
what no anchor can move.
"""

import datetime as dt
from dataclasses import dataclass

from counterclaim.estimate.observations import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A median with its 90 % interval, on whatever scale its owner says."""

    median: float
    lo90: float
    hi90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """How many were lost in a series from ``start`` to ``end``, both included.

    ``low``, ``best`` and ``high`` are arithmetic over claimants, as in UCDP events, and rest on no
    anchor; ``people`` is the model's (posterior median and 90 % interval, in people or things).
    ``anchor_share`` is the share, 0 to 1, of the interval's width on the log scale that the anchor
    causes. ``low`` and so on are ``None`` where no claim bounds them.
    """

    series: Series
    start: dt.date
    end: dt.date
    low: int | None
    best: float | None
    high: int | None
    people: Interval
    anchor: str
    is_identified: bool
    anchor_share: float
    n_claims: int
    n_independent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BiasRow:
    """By how much a claimant's figures of a series exceed the truth, as a multiplier.

    ``factor`` is 1 for a claimant who is right on average. It rests on the anchor.
    """

    claimant: str
    series: Series
    factor: Interval
    anchor: str
    anchor_share: float
    n_claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastRow:
    """The ratio of one claimant's multiplier to another's on the same series.

    It is identified unless one of them is a floor or gives one-sided figures only.
    """

    claimant: str
    other: str
    series: Series
    ratio: Interval
    is_identified: bool
    anchor_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorRow:
    """The same estimate under one anchor; ``problem`` says why it could not be made."""

    anchor: str
    series: Series
    start: dt.date
    end: dt.date
    people: Interval | None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """How a claimant's figures lie in what the model would have expected of them.

    ``covered`` is the share, 0 to 1, of figures within the 90 % posterior predictive interval.
    """

    claimant: str
    n: int
    covered: float
    median_excess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeRow:
    """Which share, 0 to 1, of the count on the last day was reached by ``end``: identified."""

    series: Series
    start: dt.date
    end: dt.date
    share: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRow:
    """The same estimate without one claimant; ``problem`` says why it could not be made.

    ``moved_by`` is the ratio of its median to that with all claimants.
    """

    without: str
    series: Series
    start: dt.date
    end: dt.date
    people: Interval | None
    moved_by: float | None
    anchor: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantRange:
    """What one claimant's figures allow of a count; ``high`` is ``None`` where it is open.

    ``is_consistent`` is false where his own figures cannot all hold.
    """

    claimant: str
    low: int
    high: int | None
    is_consistent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArithmeticRow:
    """What follows from the claims on a series by a day, without any assumption.

    ``consensus`` is what all claimants allow, ``None`` where they allow nothing in common; then
    ``ratio`` says by what factor they disagree and ``leave_out`` names the fewest claimants without
    whom the rest agree. ``conflicts`` are sets of ids of claims that cannot all hold.
    """

    series: Series
    start: dt.date
    end: dt.date
    ranges: tuple[ClaimantRange, ...]
    consensus: tuple[int, int | None] | None
    ratio: float | None
    leave_out: tuple[str, ...]
    conflicts: tuple[tuple[str, ...], ...]
    low: int | None
    best: float | None
    high: int | None
