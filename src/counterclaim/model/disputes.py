"""Disputes: the claims that answer one question, and which of them can be true together.

Not here: how a verdict is reached (``group``). Invariants: a verdict does not depend on the order
of its two claims; nothing says who is right.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from counterclaim.model.claims import Claim, Question

Verdict = Literal["agree", "compatible", "contradict", "unlinked"]
VERDICTS: tuple[str, ...] = get_args(Verdict)

RestsOn = Literal["hard", "soft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairVerdict:
    """The verdict on two claims, by their ids; ``a`` has the smaller figure, whoever it is.

    ``rests_on`` says whether bounds by arithmetic (hard) or by convention of the language (soft)
    decide. ``ratio`` is the larger figure over the smaller, ``None`` where one is zero or open.
    """

    a: str
    b: str
    verdict: Verdict
    reason: str
    rests_on: RestsOn
    ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far the bounds of one claim would have to move, in people, for a set to be possible."""

    claim: str
    by: int
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """The claims that answer one question, the verdicts on their pairs, and what follows.

    ``claims`` are ordered by figure, then by name. ``verdicts`` compare each claimant's latest
    claim, and whatever else contradicts; contradictions first. ``ratio`` is the largest figure
    over the smallest of what claimants say last, :attr:`widest` that of the widest contradiction.
    ``possible_sets`` are the largest sets of claims that can all be right together, by id.
    ``changes`` is the smallest change of bounds that lets all claims be true together (of a
    question with more claims than can be weighed, and of an event, each claimant's latest).
    """

    question: Question
    claims: tuple[Claim, ...]
    verdicts: tuple[PairVerdict, ...]
    ratio: float | None = None
    possible_sets: tuple[tuple[str, ...], ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.question.id

    @property
    def widest(self) -> float | None:
        """The ratio of the two contradicting figures that are farthest apart."""
        ratios = [pair.ratio for pair in self.verdicts if pair.verdict == "contradict"]
        return max((ratio for ratio in ratios if ratio is not None), default=None)

    @property
    def is_contradictory(self) -> bool:
        """Whether the claims cannot all be true: two of them, or a sum and its whole."""
        return bool(self.changes) or any(pair.verdict == "contradict" for pair in self.verdicts)
