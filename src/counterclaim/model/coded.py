"""Coded claims: what a row of somebody's own table says was claimed, with its place in the file.

Not here: how a table is read (``read/coded.py``) or checked (``group/audit.py``). Invariants: a
claim either has bounds or says in ``problem`` why its count cannot be read, never both; ``row`` is
1 for the first row of data; places count code points of the file's decoded text.
"""

import datetime as dt
from dataclasses import dataclass, field

from counterclaim.errors import RecordError
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Kind
from counterclaim.model.sightings import Outcome

Stretch = tuple[int, int]  # start and end in code points, end exclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow:
    """One row of data: its number, its place, and the values of all its cells, in order."""

    number: int
    start: int
    end: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedClaim:
    """One claim that one row states: who, how many, of whom, over what time.

    ``column`` is that of the count and ``cell`` the place of its words, ``wording`` the words.
    ``count`` is the table's own figure (``None`` for a pair of bounds without one). ``outcome`` is
    ``None`` where the row counts no people; ``things`` then says what it counts. ``part`` names a
    part of the victims that is no group of the model. ``is_collective`` marks a claimant that
    stands for several ("others"), whose rows make no series; ``is_compiled`` one who puts together
    what others said.
    """

    row: int
    column: str
    wording: str
    sentence: Stretch
    cell: Stretch
    count: int | None = None
    kind: Kind = "exact"
    low: int | None = None
    high: int | None = None
    problem: str | None = None
    has_crossed_bounds: bool = False
    day: int | None = None
    date: dt.date | None = None
    outcome: Outcome | None = None
    things: str | None = None
    victims: Victims = field(default_factory=Victims)
    part: str | None = None
    claimant: Claimant | None = None
    is_collective: bool = False
    is_compiled: bool = False
    period: Period = field(default_factory=Period)
    place: Place | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if self.row < 1:
            raise RecordError("the first row of data is row 1")
        has_bounds = self.low is not None or self.high is not None
        if has_bounds == (self.problem is not None):
            raise RecordError(f"row {self.row}: a coded claim has bounds or a problem")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise RecordError(f"row {self.row}: the low bound {self.low} is above {self.high}")

    @property
    def is_about_people(self) -> bool:
        """Whether the row counts people, and not tanks."""
        return self.outcome is not None

    @property
    def who(self) -> str | None:
        """The name of the claimant."""
        return None if self.claimant is None else self.claimant.name

    @property
    def side(self) -> str | None:
        """What tells one claimant from another: the name within a side is left aside."""
        return None if self.claimant is None else self.claimant.party or self.claimant.name

    @property
    def when(self) -> str:
        """The day as the table counts it, else the date: "day 39", "2024-01-12"."""
        return f"day {self.day}" if self.day is not None else str(self.date or "no day")

    @property
    def order(self) -> int | None:
        """A number that grows by one with each day; ``None`` where the row has no day."""
        return self.date.toordinal() if self.date is not None else self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found: which row, when, whose figure, and why in words and numbers."""

    check: str
    row: int
    day: int | None
    date: dt.date | None
    claimant: str | None
    count: int | None
    message: str


def to_finding_record(finding: Finding) -> dict[str, str | int | None]:
    """Return the record of a finding: check, row, day, date, claimant, count, message."""
    return {
        "check": finding.check,
        "row": finding.row,
        "day": finding.day,
        "date": None if finding.date is None else finding.date.isoformat(),
        "claimant": finding.claimant,
        "count": finding.count,
        "message": finding.message,
    }
