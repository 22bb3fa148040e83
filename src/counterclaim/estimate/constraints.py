"""What the claims of one series say of its running count, as differences between two days.

Not here: what follows from them together (``bounds.py``). Invariants: whole numbers throughout; no
constraint says more than its words, so every count that fits the words fits the constraints.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.errors import EstimateError
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.group.audit_series import rounded_count

# Beyond, sums over a path might leave 64 bits; no count of people or things comes near.
LARGEST = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """``low <= C(low_end) - C(before)`` and ``C(high_end) - C(before) <= high``.

    ``C(day)`` is the count to the end of a day; days are ordinals as of :class:`datetime.date`.
    The two ends differ only where the last day counted is not told.
    """

    observation: Observation
    before: int
    low_end: int
    high_end: int
    low: int
    high: int | None

    @property
    def days(self) -> tuple[int, ...]:
        """The days whose counts it ties together."""
        return (self.before, self.low_end, self.high_end)


def origin_of(start: dt.date) -> int:
    """Return the day on which the count is nought: the one before the first that is counted."""
    return start.toordinal() - 1


def constrain(observation: Observation, *, allow_rounding: bool = False) -> Constraint:
    """Return what one claim says of its series.

    A count of a part binds from below only. Where the last day may be any from ``end_from`` to
    ``end``, the count had reached the low bound by the latest of them and was within the high
    bound on the earliest: the weakest form, which holds whichever day was meant. With
    ``allow_rounding`` an exact figure stands for all that it may be rounded from.

    Raises :class:`EstimateError` for a figure that no count reaches (``LARGEST``).
    """
    low, high = observation.low, observation.high
    if allow_rounding and observation.value is not None and low == high == observation.value:
        least, most = rounded_count(observation.value)
        low, high = math.ceil(least), math.floor(most)
    if max(low, high or 0) > LARGEST:
        raise EstimateError(
            f"{observation.id}: {max(low, high or 0)} is no count of people or things",
            "correct or leave out this claim",
        )
    end = observation.end.toordinal()
    earliest = end if observation.end_from is None else observation.end_from.toordinal()
    return Constraint(
        observation=observation,
        before=origin_of(observation.start),
        low_end=end,
        high_end=earliest,
        low=low,
        high=None if observation.is_part else high,
    )


def constrain_series(
    evidence: Evidence, series: Series, *, allow_rounding: bool = False
) -> tuple[Constraint, ...]:
    """Return the constraints of all claims to a series, in the order of the evidence.

    A window may begin before the evidence does: its earlier days have counts of their own, below
    nought, so that its high bound holds and its low bound may have been reached before.
    """
    return constrain_all(
        (one for one in evidence.observations if one.series == series),
        allow_rounding=allow_rounding,
    )


def constrain_all(
    observations: Iterable[Observation], *, allow_rounding: bool = False
) -> tuple[Constraint, ...]:
    """Return the constraints of claims, in their order."""
    return tuple(constrain(one, allow_rounding=allow_rounding) for one in observations)
