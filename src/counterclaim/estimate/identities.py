"""Running counts of several series held together: sums and parts, by linear programming.

The killed and the wounded are among the casualties, children among their class, civilians and
soldiers among everybody; each of these holds for any stretch of days, so what a whole has beyond
its parts never falls either. Not here: one series alone (``bounds.py``, exact and faster), the
program itself (``joint_program.py``), claims of a ledger's questions (``group/joint.py``), counts
that may fall, which take no part. Invariant: claims are called impossible only by more than the
solver could be off.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.errors import EstimateError
from counterclaim.estimate.bounds import Contradiction, Limits, find_contradictions
from counterclaim.estimate.constraints import Constraint
from counterclaim.estimate.joint_program import OFF, Program, relations_of
from counterclaim.estimate.observations import Series
from counterclaim.group.bounds import MAY_END

_MAX_ROUNDS = 40  # of choosing claims to leave out and testing it; then the choice is no proof
_MAX_SETS = 6  # equally small sets that are told


@dataclass(frozen=True, slots=True, kw_only=True)
class JointLimits:
    """The least and the most that one series can count by a day, given claims to several."""

    series: Series
    on: dt.date
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """The smallest sets of claims without which the rest can hold; one empty set if all can.

    ``is_fewest`` is false where smaller sets were not ruled out, ``is_all`` where there may be
    other sets of that size. Of each of the ``contradictions`` every set has one claim at least.
    """

    sets: tuple[tuple[Constraint, ...], ...]
    is_fewest: bool
    is_all: bool
    contradictions: tuple[Contradiction, ...]


def joint_limits(
    constraints: Sequence[Constraint],
    start: dt.date,
    dates: Sequence[dt.date],
    *,
    is_sum: bool = False,
) -> tuple[JointLimits, ...]:
    """Return the tightest bounds on each series' count from ``start`` to each of the dates.

    ``constraints`` are the claims of one or several claimants; series and dates come in a fixed
    order. Raises :class:`EstimateError` where the claims cannot all hold; leave some out first
    (:func:`fewest_to_leave_out`).
    """
    found = []
    for group in _linked(constraints, is_sum=is_sum):
        program = Program(group, start, dates, is_sum=is_sum)
        if program.excess() > OFF:
            raise EstimateError(
                "the claims cannot all hold",
                "leave out some of them, or take one claimant's",
                diagnostics=(("claims", _ids(program.proof())),),
            )
        found += [
            JointLimits(series=series, on=on, limits=program.limits(series, on))
            for series in program.series
            for on in sorted(set(dates))
        ]
    return tuple(sorted(found, key=lambda one: (one.series.order, one.on)))


def find_joint_contradiction(
    constraints: Sequence[Constraint], start: dt.date, *, is_sum: bool = False
) -> tuple[Constraint, ...]:
    """Return claims of which each is needed for the contradiction; empty if all can hold."""
    for group in _linked(constraints, is_sum=is_sum):
        program = Program(group, start, is_sum=is_sum)
        if program.excess() <= OFF:
            continue
        found = program.proof()
        for one in tuple(found):
            rest = [other for other in found if other is not one]
            if rest and Program(rest, start, is_sum=is_sum).excess() > OFF:
                found = rest
        return tuple(found)
    return ()


def fewest_to_leave_out(
    constraints: Sequence[Constraint], start: dt.date, *, is_sum: bool = False
) -> LeaveOut:
    """Return the smallest sets of claims to leave out so that the rest can hold.

    Contradictions are collected; the fewest claims that touch all of them are left out; what is
    left is searched again, until nothing is found, which proves that fewer would not do.
    """
    index = {one.observation.id: number for number, one in enumerate(constraints)}
    clashes: list[frozenset[int]] = []
    sets: list[frozenset[int]] = []
    chosen: frozenset[int] = frozenset()
    is_searched = False
    for _ in range(_MAX_ROUNDS):
        rest = [one for number, one in enumerate(constraints) if number not in chosen]
        new = list(_peeled(rest, start, is_sum=is_sum))
        clashes += [frozenset(index[one.observation.id] for one in claims) for claims in new]
        if not new:
            sets.append(chosen)
        if len(sets) == _MAX_SETS:
            break
        following = _smallest_touching(clashes, sets)
        if following is None:
            is_searched = True
            break
        chosen = following
    is_fewest = bool(sets)
    if not sets:
        sets = [_enough(constraints, start, chosen, is_sum=is_sum)]
    return LeaveOut(
        sets=tuple(tuple(constraints[number] for number in sorted(one)) for one in sets),
        is_fewest=is_fewest,
        is_all=is_searched,
        contradictions=tuple(
            Contradiction(observations=tuple(constraints[n].observation for n in sorted(clash)))
            for clash in sorted(set(clashes), key=lambda one: (len(one), sorted(one)))
        ),
    )


def _peeled(
    constraints: Sequence[Constraint], start: dt.date, *, is_sum: bool
) -> Iterator[tuple[Constraint, ...]]:
    """Yield contradictions that share no claim: within each series first, then between them."""
    gone: set[str] = set()
    by_id = {one.observation.id: one for one in constraints}
    for series in sorted({one.observation.series for one in constraints}, key=lambda x: x.order):
        if series.outcome in MAY_END:
            continue
        own = [one for one in constraints if one.observation.series == series]
        for clash in find_contradictions(own):
            ids = [one.id for one in clash.observations]
            gone.update(ids)
            yield tuple(by_id[id_] for id_ in ids)
    rest = [one for one in constraints if one.observation.id not in gone]
    while found := find_joint_contradiction(rest, start, is_sum=is_sum):
        yield found
        rest = [one for one in rest if one not in found]


def _enough(
    constraints: Sequence[Constraint], start: dt.date, chosen: frozenset[int], *, is_sum: bool
) -> frozenset[int]:
    """Return a set to leave out that need not be the smallest, but of which each is needed."""
    gone = set(chosen)
    place = {one.observation.id: number for number, one in enumerate(constraints)}
    left = [one for number, one in enumerate(constraints) if number not in gone]
    for group in _linked(left, is_sum=is_sum):
        program = Program(group, start, is_sum=is_sum)
        gone.update(place[one.observation.id] for one in program.moved())
    for number in sorted(gone):
        kept = [one for other, one in enumerate(constraints) if other not in gone - {number}]
        if not find_joint_contradiction(kept, start, is_sum=is_sum):
            gone.remove(number)
    return frozenset(gone)


def _smallest_touching(
    clashes: Sequence[frozenset[int]], sets: Sequence[frozenset[int]]
) -> frozenset[int] | None:
    """Return the fewest numbers that touch every clash, other than ``sets`` but no more of them."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # slow to load

    numbers = sorted({number for clash in clashes for number in clash})
    if not numbers:
        return None
    rows = np.array([[number in clash for number in numbers] for clash in clashes], dtype=float)
    rules = [LinearConstraint(rows, lb=1.0)]
    rules += [
        LinearConstraint([[float(n in one) for n in numbers]], ub=len(one) - 1.0) for one in sets
    ]
    found = milp(
        np.ones(len(numbers)),
        constraints=rules,
        bounds=Bounds(0.0, 1.0),
        integrality=np.ones(len(numbers), dtype=np.intp),
    )
    if found.x is None:
        return None
    chosen = frozenset(n for n, x in zip(numbers, found.x, strict=True) if x > 0.5)
    return None if sets and len(chosen) > len(sets[0]) else chosen


def _ids(constraints: Sequence[Constraint]) -> str:
    return ", ".join(one.observation.id for one in constraints)


def _linked(constraints: Sequence[Constraint], *, is_sum: bool) -> list[list[Constraint]]:
    """Return the claims apart by series that no relation links; counts that may fall are none."""
    claims = [one for one in constraints if one.observation.series.outcome not in MAY_END]
    group = {one.observation.series: {one.observation.series} for one in claims}
    for relation in relations_of(group, is_sum=is_sum):
        together = set().union(*(group[one] for one in (*relation.parts, relation.whole)))
        for one in together:
            group[one] = together
    apart = sorted({min(one.order for one in linked) for linked in group.values()})
    least = {series: min(one.order for one in linked) for series, linked in group.items()}
    return [[one for one in claims if least[one.observation.series] == name] for name in apart]
