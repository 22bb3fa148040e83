"""What claimants allow of a count by a day, and where they agree: arithmetic, no prior.

A claimant's claims are its own running count (``bounds.py``); on one day each claimant allows an
interval, and claimants agree where their intervals meet. Not here: several series at once
(``identities.py``), low, best and high (``last_words.py``). Invariant: nothing rests on an
assumption, and nobody comes first.

What binds on a day. A low bound persists, since the count never falls; a high bound binds its own
day and all before it, none after. So the latest figure is carried forward as a low bound only,
and ``None`` as a high bound says that more is possible, not that more is likely. The numbers of
captured, missing and displaced may fall: there a claim binds its own last day alone. A bound is
taken with all claims of its claimant, those of later days too; ``low``, ``best`` and ``high`` are
taken with claims told of days until then.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.errors import EstimateError
from counterclaim.estimate.bounds import (
    Contradiction,
    Limits,
    find_contradiction,
    find_contradictions,
    keep_most,
    limits_on,
)
from counterclaim.estimate.constraints import Constraint, constrain_all, origin_of
from counterclaim.estimate.last_words import low_best_high
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.touching import fewest_touching
from counterclaim.group.bounds import MAY_END


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantBounds:
    """What one claimant allows of a count by a day; ``left_out`` are claims against its others."""

    claimant: str
    low: int
    high: int | None
    left_out: tuple[Observation, ...] = ()

    @property
    def is_consistent(self) -> bool:
        """Whether the claimant's own claims can all hold."""
        return not self.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """That no count on a day suits all claimants: by what factor, and the fewest to leave out.

    ``ratio`` is the largest low bound over the smallest high bound, ``None`` where that is nought.
    ``leave_out`` are all smallest sets of claimants, each by name, without whom the rest agree.
    """

    on: dt.date
    ratio: float | None
    leave_out: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the claims to a series say of its count from ``start`` to ``on``, both included.

    ``consensus`` is what all claimants allow on that day, and ``None`` where their claims cannot
    all hold, of that day or others: that an old figure does not reach a day is no agreement.
    ``hull`` reaches over all claimants' intervals. ``disagreement`` is that on the day itself,
    ``widest`` the largest on any day that claims tell of. ``leave_out`` are the smallest sets of
    claimants, each by name, without whom the rest agree on all days: one empty set where all do,
    none where that was not proved.
    ``low`` and ``high`` are the smallest and largest bound or figure told by the day, ``best`` the
    median over independent claimants of their latest figures. ``contradictions`` share no claim;
    they are of any days, and of one claimant's claims as well; the widest come first.
    """

    series: Series
    start: dt.date
    on: dt.date
    claimants: tuple[ClaimantBounds, ...]
    consensus: Limits | None
    hull: Limits | None
    disagreement: Disagreement | None
    widest: Disagreement | None
    leave_out: tuple[tuple[str, ...], ...]
    low: int | None
    best: float | None
    high: int | None
    contradictions: tuple[Contradiction, ...]


def layer_one(evidence: Evidence, series: Series, on: dt.date) -> Agreement:
    """Return what follows for a series by a day from its claims alone.

    Raises :class:`EstimateError` for a day before the evidence starts.
    """
    own = [one for one in evidence.observations if one.series == series]
    told = {dt.date.fromordinal(day) for one in constrain_all(own) for day in one.days}
    days = sorted({on, *(day for day in told if day >= evidence.start)})
    by_day = _bounds_by_day(own, evidence.start, days)
    claimants = by_day[on]
    low, best, high = low_best_high(own, start=evidence.start, on=on)
    differing = [found for day in days if (found := disagreement_on(day, by_day[day]))]
    leave_out = _fewest_claimants(own, by_day.values(), evidence.start)
    return Agreement(
        series=series,
        start=evidence.start,
        on=on,
        claimants=claimants,
        consensus=consensus_of(claimants) if leave_out == ((),) else None,
        hull=hull_of(claimants),
        disagreement=disagreement_on(on, claimants),
        widest=max(differing, key=lambda one: one.ratio or 1.0, default=None),
        leave_out=leave_out,
        low=low,
        best=best,
        high=high,
        contradictions=_contradictions(own, evidence.start),
    )


def claimant_bounds(evidence: Evidence, series: Series, on: dt.date) -> tuple[ClaimantBounds, ...]:
    """Return what each claimant allows of a count by a day, by name.

    Claimants whose claims say nothing of that day are not among them. Where a claimant's own
    claims cannot all hold, the fewest are left out, and named.
    Raises :class:`EstimateError` for a day before the evidence starts.
    """
    own = [one for one in evidence.observations if one.series == series]
    return _bounds_by_day(own, evidence.start, [on])[on]


def consensus_of(claimants: Sequence[ClaimantBounds]) -> Limits | None:
    """Return what all claimants allow; ``None`` where they allow nothing in common.

    >>> consensus_of([ClaimantBounds(claimant="A", low=3, high=None),
    ...               ClaimantBounds(claimant="B", low=1, high=8)])
    Limits(low=3, high=8)
    """
    if not claimants:
        return None
    low = max(one.low for one in claimants)
    high = min((one.high for one in claimants if one.high is not None), default=None)
    return None if high is not None and high < low else Limits(low=low, high=high)


def hull_of(claimants: Sequence[ClaimantBounds]) -> Limits | None:
    """Return the range over all that any claimant allows; ``None`` without claimants."""
    if not claimants:
        return None
    highs = [one.high for one in claimants if one.high is not None]
    return Limits(
        low=min(one.low for one in claimants),
        high=max(highs) if len(highs) == len(claimants) else None,
    )


def disagreement_on(on: dt.date, claimants: Sequence[ClaimantBounds]) -> Disagreement | None:
    """Return by how much claimants differ on a day; ``None`` where they agree."""
    if not claimants or consensus_of(claimants) is not None:
        return None
    least = min(one.high for one in claimants if one.high is not None)
    return Disagreement(
        on=on,
        ratio=max(one.low for one in claimants) / least if least else None,
        leave_out=_fewest(claimants),
    )


def _fewest(claimants: Sequence[ClaimantBounds]) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of claimants outside the deepest overlaps of their intervals.

    Whatever intervals share, they share the highest of their low ends: only those are tried.
    """
    outside = {
        tuple(
            one.claimant
            for one in claimants
            if point < one.low or (one.high is not None and one.high < point)
        )
        for point in {one.low for one in claimants}
    }
    fewest = min(map(len, outside), default=0)
    return tuple(sorted(names for names in outside if len(names) == fewest))


def _fewest_claimants(
    own: Sequence[Observation], by_day: Iterable[Sequence[ClaimantBounds]], start: dt.date
) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of claimants without whom the rest agree; () if that is unproved."""
    against_own = {told.id for bounds in by_day for one in bounds for told in one.left_out}
    names = sorted({one.claimant for one in own})
    number = {name: place for place, name in enumerate(names)}

    def find(gone: frozenset[int]) -> list[frozenset[int]]:
        rest = [
            one for one in own if one.id not in against_own and number[one.claimant] not in gone
        ]
        clashes = (find_contradiction(group) for _, group in _counts(rest, start, ()))
        return [
            frozenset(number[one.observation.claimant] for one in clash)
            for clash in clashes
            if clash
        ]

    found = fewest_touching(find)
    if not found.is_fewest:
        return ()
    return tuple(tuple(names[place] for place in sorted(one)) for one in found.sets)


def _bounds_by_day(
    own: Sequence[Observation], start: dt.date, days: Sequence[dt.date]
) -> dict[dt.date, tuple[ClaimantBounds, ...]]:
    """Return what each claimant allows on each of the days."""
    if min(days) < start:
        raise EstimateError(
            f"{min(days)} lies before {start}, when counting starts", "choose later"
        )
    found: dict[dt.date, list[ClaimantBounds]] = {day: [] for day in days}
    for who in sorted({one.claimant for one in own}):
        said = [one for one in own if one.claimant == who]
        left_out: list[Observation] = []
        limits: dict[dt.date, Limits] = {}
        for binding, group in _counts(said, start, days):
            kept = keep_most(group)
            left_out += kept.left_out
            limits |= zip(binding, limits_on(kept.constraints, start, binding), strict=True)
        for day, one in limits.items():
            if one != Limits(low=0, high=None):
                bounds = ClaimantBounds(claimant=who, low=one.low, high=one.high)
                found[day].append(replace(bounds, left_out=tuple(left_out)))
    return {day: tuple(bounds) for day, bounds in found.items()}


def _counts(
    said: Sequence[Observation], start: dt.date, days: Sequence[dt.date]
) -> list[tuple[Sequence[dt.date], tuple[Constraint, ...]]]:
    """Return the claims that bind each other, with the days among ``days`` that they bind.

    All of one running count do. Where it may fall, only those of one day that count from the
    start: the day before is no witness against it.
    """
    if not any(one.series.outcome in MAY_END for one in said):
        return [(days, constrain_all(said))]
    by_day: dict[dt.date, list[Constraint]] = defaultdict(list)
    for one in constrain_all(said):
        told = one.observation
        if told.start <= start and one.low_end == one.high_end:
            by_day[told.end].append(replace(one, before=origin_of(start)))
    return [([day] if day in days else [], tuple(group)) for day, group in by_day.items()]


def _contradictions(own: Sequence[Observation], start: dt.date) -> tuple[Contradiction, ...]:
    """Return contradictions that share no claim, those of the widest figures first."""
    groups = [group for _, group in _counts(own, start, ())]
    found = [one for group in groups for one in find_contradictions(group)]
    return tuple(sorted(found, key=lambda one: (-_width(one), one.why)))


def _width(found: Contradiction) -> float:
    """Return the ratio of the largest low bound to the smallest high bound among some claims."""
    highs = [one.high for one in found.observations if one.high is not None and not one.is_part]
    return max(one.low for one in found.observations) / max(min(highs, default=1), 1)
