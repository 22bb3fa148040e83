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

from counterclaim.errors import EstimateError
from counterclaim.estimate.bounds import Contradiction, Limits, find_contradictions
from counterclaim.estimate.constraints import Constraint
from counterclaim.estimate.joint_program import OFF, Program, relations_of
from counterclaim.estimate.observations import Series
from counterclaim.estimate.touching import fewest_touching
from counterclaim.group.bounds import MAY_END


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

    At most 40 choices are tried (:func:`fewest_touching`); beyond, one set is told of which each
    claim is needed, and ``is_fewest`` is false.
    """
    index = {one.observation.id: number for number, one in enumerate(constraints)}

    def find(gone: frozenset[int]) -> list[frozenset[int]]:
        rest = [one for number, one in enumerate(constraints) if number not in gone]
        return [
            frozenset(index[one.observation.id] for one in clash)
            for clash in _peeled(rest, start, is_sum=is_sum)
        ]

    found = fewest_touching(find)
    sets = found.sets
    if not found.is_fewest:
        sets = (_enough(constraints, start, sets[0], is_sum=is_sum),)
    return LeaveOut(
        sets=tuple(tuple(constraints[number] for number in sorted(one)) for one in sets),
        is_fewest=found.is_fewest,
        is_all=found.is_all,
        contradictions=tuple(
            Contradiction(observations=tuple(constraints[n].observation for n in sorted(clash)))
            for clash in found.clashes
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
