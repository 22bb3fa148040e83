"""The linear program of claims to several series: building it, solving it, reading it.

A variable is one series' count to one day, and one more for each claim is the move: by how much
its bounds would have to give way. Not here: what is asked of it (``identities.py``). Invariant:
figures are scaled to what the solver takes, and what comes out is rounded outwards to whole people.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from counterclaim.errors import EstimateError
from counterclaim.estimate.bounds import Limits
from counterclaim.estimate.constraints import Constraint, origin_of
from counterclaim.estimate.observations import Series
from counterclaim.group.bounds import MAY_END

if TYPE_CHECKING:
    from scipy.sparse import csc_array

Floats = NDArray[np.float64]

OFF = 1e-4  # people or, with figures above a million, units of the scale: no contradiction yet
_LARGEST = 10**6  # HiGHS is off by 1e-7 at most: with figures scaled below this, by 1e-13 of them
_NO_WEIGHT = 1e-6  # of a row in a proof; multipliers at a vertex are no such small fractions
_UNBOUNDED = 3  # what `linprog` calls it


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Parts that share nobody and are within a whole; ``is_sum`` where nobody else is in it."""

    parts: tuple[Series, ...]
    whole: Series
    is_sum: bool = False


def relations_of(series: Iterable[Series], *, is_sum: bool = False) -> tuple[Relation, ...]:
    """Return what holds between series: parts within wholes, and two disjoint parts within one.

    Parameters
    ----------
    series
        Those that are counted; no others are invented.
    is_sum
        Take casualties for the killed and wounded and nobody else. By default they are at least
        that many, since some count prisoners and the missing among them.
    """
    known = sorted({one for one in series if one.outcome not in MAY_END}, key=lambda x: x.order)
    found = []
    for whole in known:
        within = [one for one in known if one != whole and _is_within(one, whole)]
        together = [pair for pair in combinations(within, 2) if _are_disjoint(*pair)]
        summed = {one for pair in together for one in pair}
        found += [Relation(parts=(one,), whole=whole) for one in within if one not in summed]
        for pair in together:
            scopes = {(one.class_, one.group) for one in (*pair, whole)}
            is_exact = is_sum and whole.outcome == "casualties" and len(scopes) == 1
            found.append(Relation(parts=pair, whole=whole, is_sum=is_exact))
    return tuple(found)


def _is_within(part: Series, whole: Series) -> bool:
    is_outcome = part.outcome == whole.outcome or (
        whole.outcome == "casualties" and part.outcome in ("killed", "wounded")
    )
    return (
        is_outcome
        and part.side == whole.side
        and whole.class_ in (None, part.class_)
        and whole.group in (None, part.group)
    )


def _are_disjoint(one: Series, other: Series) -> bool:
    outcomes, classes = {one.outcome, other.outcome}, {one.class_, other.class_}
    return outcomes == {"killed", "wounded"} or classes == {"civilian", "military"}


class Program:
    """The linear program of some claims, with the days they tell of and any others asked for.

    The count on the day before ``start`` is nought.
    """

    def __init__(
        self,
        constraints: Sequence[Constraint],
        start: dt.date,
        dates: Sequence[dt.date] = (),
        *,
        is_sum: bool,
    ) -> None:
        self.constraints = constraints
        self.series = sorted({one.observation.series for one in constraints}, key=lambda x: x.order)
        self._origin = origin_of(start)
        asked = {self._origin, *(date.toordinal() for date in dates)}
        self._days = sorted(asked | {day for one in constraints for day in one.days})
        places = [(series, day) for series in self.series for day in self._days]
        self._at = {place: number for number, place in enumerate(places)}
        most = max((max(one.low, one.high or 0) for one in constraints), default=0)
        self._scale = max(1.0, most / _LARGEST)
        self._rows: list[dict[int, float]] = []
        self._limits: list[float] = []
        self._claim_of_row: list[int] = []
        for series in self.series:
            for before, after in pairwise(self._days):
                self._add({self._at[series, before]: 1.0, self._at[series, after]: -1.0}, 0.0)
        for relation in relations_of(self.series, is_sum=is_sum):
            self._relate(relation)
        for number, one in enumerate(constraints):
            self._bind(number, one)

    def _add(self, row: dict[int, float], limit: float, claim: int = -1) -> None:
        self._rows.append(row)
        self._limits.append(limit)
        self._claim_of_row.append(claim)

    def _relate(self, relation: Relation) -> None:
        """Let no stretch of days have more of the parts than of the whole."""
        for before, after in pairwise(self._days):
            row = {self._at[relation.whole, after]: -1.0, self._at[relation.whole, before]: 1.0}
            for part in relation.parts:
                row |= {self._at[part, after]: 1.0, self._at[part, before]: -1.0}
            self._add(row, 0.0)
            if relation.is_sum:
                self._add({place: -weight for place, weight in row.items()}, 0.0)

    def _bind(self, number: int, one: Constraint) -> None:
        series, move = one.observation.series, len(self._at) + number
        before, end = self._at[series, one.before], self._at[series, one.low_end]
        if one.low > 0:
            self._add({end: -1.0, before: 1.0, move: -1.0}, -one.low / self._scale, number)
        if one.high is not None:
            end = self._at[series, one.high_end]
            self._add({end: 1.0, before: -1.0, move: -1.0}, one.high / self._scale, number)

    def excess(self) -> float:
        """Return the sum of all moves, scaled; up to ``OFF`` the claims can hold together."""
        return float(self._elastic[0].sum())

    def moved(self) -> list[Constraint]:
        """Return claims without which the rest can hold; fewer might do."""
        moves = self._elastic[0]
        return [one for one, move in zip(self.constraints, moves, strict=True) if move > OFF / 10]

    def proof(self) -> list[Constraint]:
        """Return claims that cannot all hold by the solver's proof; some may not be needed."""
        weights = self._elastic[1]
        needed = {
            claim
            for claim, weight in zip(self._claim_of_row, weights, strict=True)
            if claim >= 0 and abs(weight) > _NO_WEIGHT
        }
        return [self.constraints[number] for number in sorted(needed)]

    def limits(self, series: Series, on: dt.date) -> Limits:
        """Return the least and the most that a series counts to a day, if all claims hold.

        Raises :class:`EstimateError` where the solver gives no answer.
        """
        cost = np.zeros(len(self._at))
        cost[self._at[series, on.toordinal()]] = 1.0
        low = self._extreme(cost)
        high = self._extreme(-cost)
        return Limits(
            low=0 if low is None else max(0, math.ceil((low - OFF) * self._scale)),
            high=None if high is None else math.floor((OFF - high) * self._scale),
        )

    def _extreme(self, cost: Floats) -> float | None:
        """Return the least of a cost; ``None`` where there is none."""
        found = self._solve(cost)
        return None if found is None else float(cost @ found.places)

    @cached_property
    def _elastic(self) -> tuple[Floats, Floats]:
        """The moves whose sum is least, and the weight of each row in the proof of that."""
        cost = np.concatenate([np.zeros(len(self._at)), np.ones(len(self.constraints))])
        found = self._solve(cost)
        if found is None:
            return np.zeros(0), np.zeros(0)
        return found.places[len(self._at) :], found.weights

    def _solve(self, cost: Floats) -> "_Solution | None":
        """Return what makes a cost least, without moves if it names none; ``None``: no bound."""
        from scipy.optimize import linprog  # noqa: PLC0415  # slow to load, and for this only

        n = len(cost)
        # HiGHS takes sparse matrices; the types of `linprog` know dense ones only.
        matrix = cast("Floats", self._matrix[:, :n])
        found = linprog(
            cost, A_ub=matrix, b_ub=self._limits, bounds=self._bounds[:n], method="highs"
        )
        if found.status == _UNBOUNDED:
            return None
        if found.x is None:  # what was asked has an answer: only the solver can have failed
            raise EstimateError(
                "the claims could not be weighed against each other",
                "correct or leave out figures that are no counts of people or things",
                diagnostics=(("solver", str(found.message)),),
            )
        return _Solution(places=np.asarray(found.x), weights=np.asarray(found.ineqlin.marginals))

    @cached_property
    def _matrix(self) -> "csc_array":
        from scipy.sparse import csc_array  # noqa: PLC0415  # as above

        lines = [number for number, row in enumerate(self._rows) for _ in row]
        places = [place for row in self._rows for place in row]
        values = [value for row in self._rows for value in row.values()]
        n_columns = len(self._at) + len(self.constraints)
        return csc_array((values, (lines, places)), shape=(len(self._rows), n_columns))

    @cached_property
    def _bounds(self) -> list[tuple[float, float]]:
        bounds = [(0.0, math.inf)] * (len(self._at) + len(self.constraints))
        for (_, day), place in self._at.items():
            if day == self._origin:
                bounds[place] = (0.0, 0.0)
            elif day < self._origin:  # counted before the start: as many below nought
                bounds[place] = (-math.inf, 0.0)
        return bounds


@dataclass(frozen=True, slots=True)
class _Solution:
    """The value of each variable, and the weight of each row in the proof that no less will do."""

    places: Floats
    weights: Floats
