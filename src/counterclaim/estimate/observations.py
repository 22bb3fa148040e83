"""Observations: what one claimant said of one series over one window, as the estimators take it.

Not here: how claims of a ledger and rows of a table become observations (``evidence.py``).
Invariants: days are closed ranges; ``low <= high``; a window never ends before it starts; ids are
unique in one body of evidence, so that every figure leads back to its words.
"""

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass

from counterclaim.errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a running count counts: whose, of which class, with which outcome.

    ``side`` is the party of the lost (``None`` where it is not told), ``class_`` military, civilian
    and so on (``None`` for everybody), ``group`` a part of the class such as children. Things have
    the outcome ``lost`` and their kind ("tanks") as class.
    """

    side: str | None
    outcome: str
    class_: str | None = None
    group: str | None = None

    @property
    def label(self) -> str:
        """The series in words, for people.

        >>> Series(side="QV", outcome="killed", class_="military").label
        'QV military killed'
        """
        parts = (self.side, self.class_, self.group, self.outcome)
        return " ".join(part for part in parts if part)

    @property
    def order(self) -> tuple[str, ...]:
        """What sorts series: side, class, group, outcome; it favours none."""
        return (self.side or "", self.class_ or "", self.group or "", self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One independent figure: a claim with all that repeats it, bounds and window.

    ``low`` and ``high`` are whole numbers (``high`` ``None``: open), both included, as the words
    allow; ``value`` is the figure that the words name, ``None`` for ranges and vague words.
    ``start`` is the first day counted, ``end`` the last; where the last is not told, any day from
    ``end_from`` to ``end`` may be it. ``is_part`` marks a count of a part only (one event, one
    town): no more than its low bound is said of the series. ``is_bound`` marks denials and noughts:
    they bound the figure on their window, roughly, and name none.
    """

    id: str
    claimant: str
    series: Series
    low: int
    high: int | None
    start: dt.date
    end: dt.date
    value: int | None = None
    kind: str = "exact"
    claimant_party: str | None = None
    end_from: dt.date | None = None
    said_on: dt.date | None = None
    is_part: bool = False
    is_bound: bool = False
    repeats: tuple[str, ...] = ()
    words: str = ""
    sentence: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise RecordError(f"{self.id}: no count lies between {self.low} and {self.high}")
        if self.end < self.start:
            raise RecordError(f"{self.id}: a window cannot run from {self.start} to {self.end}")
        if self.end_from is not None and not self.start <= self.end_from <= self.end:
            raise RecordError(f"{self.id}: its last day cannot be as early as {self.end_from}")

    @property
    def n_days(self) -> int:
        """The length of the window in days."""
        return (self.end - self.start).days + 1

    @property
    def point(self) -> float:
        """The figure, else the geometric middle of its bounds, else the one bound there is."""
        if self.value is not None:
            return float(self.value)
        if self.high is None:
            return float(self.low)
        return math.sqrt(max(self.low, 0.5) * max(self.high, 0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A claim that is not used, with the reason in words."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Observations in a fixed order, what was left out and why, and where it all came from.

    ``start`` is the first day that cumulative counts count, ``n_claims`` the number of claims that
    the observations stand for, ``digest`` the hash of the ledger or table.
    """

    observations: tuple[Observation, ...]
    start: dt.date
    n_claims: int
    left_out: tuple[LeftOut, ...] = ()
    digest: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        repeated = [id_ for id_, n in Counter(one.id for one in self.observations).items() if n > 1]
        if repeated:
            raise RecordError(f"{repeated[0]}: two observations have this id")

    @property
    def end(self) -> dt.date:
        """The last day that any observation counts; ``start`` where there is none."""
        return max((one.end for one in self.observations), default=self.start)

    @property
    def series(self) -> tuple[Series, ...]:
        """The series that are observed, in a fixed order."""
        return tuple(sorted({one.series for one in self.observations}, key=lambda x: x.order))

    @property
    def claimants(self) -> tuple[str, ...]:
        """The claimants by name."""
        return tuple(sorted({one.claimant for one in self.observations}))
