"""Claims and the questions that they answer.

A claim is one claimant's assertion with all its sightings; a question is outcome x victims x place
x frame x occasion. Not here: how sightings become claims (``group/claims.py``). Invariant: a claim
has at least one sighting, the earliest first, and its id leads to that sighting.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

from counterclaim.errors import RecordError
from counterclaim.model.kept import KeptSighting
from counterclaim.model.names import plain_name
from counterclaim.model.parties import ClaimantKind, VictimClass, VictimGroup
from counterclaim.model.periods import Frame, Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Polarity

AsOfBasis = Literal["period", "said", "published"]

_ID_DIGITS = 12  # hexadecimal digits: two questions of a million share an id once in 500 ledgers


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How many of whom were lost, how, where and over what kind of time; ``None`` is open.

    ``place`` is ``None`` for a whole country or where the text names none. ``occasion`` is what the
    time belongs to: the id of a war (or the first day of another stretch) for ``cumulative``, the
    days as ``START/END`` for ``interval`` and ``rate``, the id of an event for ``incident``.
    ``is_part`` marks a count of a part that has no name ("ten of them").
    """

    outcome: Outcome | None = None
    party: str | None = None
    class_: VictimClass | None = None
    group: VictimGroup | None = None
    frame: Frame | None = None
    place: str | None = None
    occasion: str | None = None
    is_part: bool = False

    @property
    def id(self) -> str:
        """A short id, the same for equal questions in every ledger."""
        parts = (
            *(self.outcome, self.party, self.class_, self.group, self.frame),
            *(plain_name(self.place or ""), self.occasion, self.is_part),
        )
        seed = "\x1f".join("" if part is None else str(part) for part in parts)
        return f"q-{hashlib.sha256(seed.encode('utf-8', 'surrogatepass')).hexdigest()[:_ID_DIGITS]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimant's assertion, with its sightings from the earliest published on.

    ``claimant`` is ``None`` where a text speaks for itself. Claimant and ``quantity`` are worded as
    in the surest sighting of the first document. ``start`` is the first day counted, ``as_of`` the
    last: the end of the period, else the day it was said, else the day of publication, as
    ``as_of_from`` says. ``supersedes`` is the
    id of the claimant's last claim to the same question, whose figure this one changes.
    """

    id: str
    question: Question
    quantity: Quantity
    sightings: tuple[KeptSighting, ...]
    claimant: str | None = None
    party: str | None = None
    kind: ClaimantKind | None = None
    polarity: Polarity = "asserted"
    start: dt.date | None = None
    as_of: dt.date | None = None
    as_of_from: AsOfBasis | None = None
    stated_on: dt.date | None = None
    supersedes: str | None = None
    superseded_by: str | None = None

    def __post_init__(self) -> None:
        if not self.sightings:
            raise RecordError("a claim needs a sighting")

    @property
    def period(self) -> Period:
        """The period as its first sighting states it."""
        return self.sightings[0].sighting.period

    @property
    def side(self) -> str | None:
        """What tells one claimant from another: the side, else the name."""
        return self.party or self.claimant

    @property
    def is_as_of_inferred(self) -> bool:
        """Whether the last day counted was deduced, since the period has no end of its own."""
        return self.as_of is not None and self.as_of_from != "period"

    @property
    def n_sightings(self) -> int:
        """How many places in documents state it."""
        return len(self.sightings)

    @property
    def n_independent(self) -> int:
        """How many documents state it, those that copy one another counted once."""
        return len({kept.document.lineage for kept in self.sightings})

    @property
    def first_seen(self) -> dt.date | None:
        """The first day of publication among its documents; ``None`` if no document is dated."""
        return min(self._published(), default=None)

    @property
    def last_seen(self) -> dt.date | None:
        """The last day of publication among its documents; ``None`` if no document is dated."""
        return max(self._published(), default=None)

    def _published(self) -> list[dt.date]:
        windows = (kept.document.published for kept in self.sightings)
        return [window.end for window in windows if window is not None]
