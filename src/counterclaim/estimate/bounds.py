"""The tightest bounds on a running count that claims imply, and the claims that cannot all hold.

A simple temporal problem: days are nodes, claims are edges between them, a shortest path is the
tightest bound, a cycle of negative length a contradiction. Not here: several series at once
(``identities.py``), agreement between claimants (``consensus.py``). Invariant: arithmetic on whole
numbers only, so nothing is decided by a rounding error.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from counterclaim.estimate.constraints import Constraint, constrain, origin_of
from counterclaim.estimate.observations import Observation
from counterclaim.group.rising import longest_rising

Ints = NDArray[np.int64]

_FAR = np.int64(2**61)  # no path: above any sum of bounds, far enough from the end of 64 bits
_NO_CLAIM = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The least and the most that a count can be; ``high`` is ``None`` where nothing bounds it."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Claims that cannot all hold, though any of them could be left out and the rest would."""

    observations: tuple[Observation, ...]

    @property
    def why(self) -> str:
        """The claims in words, by day: who says at least or at most how many, over which days."""
        ordered = sorted(self.observations, key=lambda one: (one.end, one.start, one.id))
        return "; ".join(describe(one) for one in ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Claims that can all hold, and those left out for it; ``is_fewest`` where proved fewest."""

    constraints: tuple[Constraint, ...]
    left_out: tuple[Observation, ...]
    is_fewest: bool


def describe(one: Observation) -> str:
    """Return a claim's bounds, window and claimant in words."""
    most = None if one.is_part else one.high
    if most is None:
        said = f"at least {one.low:,}"
    elif one.low == most:
        said = f"{most:,}"
    else:
        said = f"{one.low:,} to {most:,}" if one.low else f"at most {most:,}"
    end = one.end.isoformat()
    if one.end_from is not None and one.end_from != one.end:
        end = f"a day from {one.end_from.isoformat()} to {end}"
    return f"{one.claimant}: {said} from {one.start.isoformat()} to {end} [{one.id}]"


@dataclass(slots=True)
class _Graph:
    """Edges ``tails -> heads``: C(head) is at most C(tail) plus the length; sorted by head."""

    days: list[int]
    tails: Ints
    heads: Ints
    lengths: Ints
    claims: Ints  # the number of the claim that an edge states, or _NO_CLAIM
    firsts: Ints = field(init=False)
    reached: Ints = field(init=False)

    def __post_init__(self) -> None:
        order = np.lexsort((self.lengths, self.heads))
        self.tails, self.heads = self.tails[order], self.heads[order]
        self.lengths, self.claims = self.lengths[order], self.claims[order]
        self.reached, self.firsts = np.unique(self.heads, return_index=True)

    def turned(self) -> "_Graph":
        """Return the graph with all edges the other way, for distances to a day."""
        return _Graph(self.days, self.heads, self.tails, self.lengths, self.claims)

    def distances(self, start: int) -> Ints:
        """Return the shortest distances from a node; without negative cycles only."""
        found = np.full(len(self.days), _FAR)
        found[start] = 0
        for _ in self.days:
            through = np.minimum(found[self.tails] + self.lengths, _FAR)
            through[found[self.tails] >= _FAR] = _FAR
            shorter = found.copy()
            if len(self.firsts):
                least = np.minimum.reduceat(through, self.firsts)
                shorter[self.reached] = np.minimum(found[self.reached], least)
            if np.array_equal(shorter, found):
                break
            found = shorter
        return found

    def cycle(self) -> tuple[int, ...]:
        """Return the claims on a negative cycle; empty where there is none."""
        n = len(self.days)
        found = np.zeros(n, dtype=np.int64)
        via = np.full(n, -1, dtype=np.int64)
        nowhere = n  # the node before all others: whoever comes from it is on no cycle
        while len(self.firsts):
            through = found[self.tails] + self.lengths
            least = np.minimum.reduceat(through, self.firsts)
            is_shorter = least < found[self.reached]
            if not is_shorter.any():
                return ()
            which = np.repeat(least, np.diff(np.append(self.firsts, len(self.tails))))
            attaining = np.flatnonzero(through == which)[::-1]
            first = np.full(n, -1, dtype=np.int64)
            first[self.heads[attaining]] = attaining
            changed = self.reached[is_shorter]
            found[changed], via[changed] = least[is_shorter], first[changed]
            jump = np.append(np.where(via >= 0, self.tails[via], nowhere), nowhere)
            for _ in range(n.bit_length()):
                jump = jump[jump]
            on_cycle = jump[jump != nowhere]
            if len(on_cycle):
                return self._claims_around(int(on_cycle[0]), via)
        return ()

    def _claims_around(self, node: int, via: Ints) -> tuple[int, ...]:
        claims, at = set(), node
        while True:
            edge = via[at]
            claims.add(int(self.claims[edge]))
            at = int(self.tails[edge])
            if at == node:
                return tuple(sorted(claims - {_NO_CLAIM}))


def _graph(constraints: Sequence[Constraint], days: Iterable[int]) -> _Graph:
    """Return the graph of claims on the days that occur, and no more."""
    known = sorted({*days, *(day for one in constraints for day in one.days)})
    place = {day: number for number, day in enumerate(known)}
    # A count never falls: C(earlier) - C(later) <= 0.
    edges = [(number + 1, number, 0, _NO_CLAIM) for number in range(len(known) - 1)]
    for number, one in enumerate(constraints):
        before = place[one.before]
        edges.append((place[one.low_end], before, -one.low, number))
        if one.high is not None:
            edges.append((before, place[one.high_end], one.high, number))
    table = np.array(edges, dtype=np.int64).reshape(-1, 4)
    return _Graph(known, table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def limits_on(
    constraints: Sequence[Constraint], start: dt.date, dates: Sequence[dt.date]
) -> tuple[Limits, ...]:
    """Return the tightest bounds on the counts from ``start`` to each of the dates, both included.

    Claims that contradict each other have none: leave some out first (:func:`keep_most`).
    """
    origin = origin_of(start)
    wanted = [date.toordinal() for date in dates]
    graph = _graph(constraints, [origin, *wanted])
    at = bisect_left(graph.days, origin)
    highs, lows = graph.distances(at), graph.turned().distances(at)
    return tuple(
        _limits(lows[place], highs[place])
        for place in (bisect_left(graph.days, day) for day in wanted)
    )


def increment_limits(constraints: Sequence[Constraint], first: dt.date, last: dt.date) -> Limits:
    """Return the tightest bounds on the count from ``first`` to ``last``, both included."""
    return limits_on(constraints, first, [last])[0]


def _limits(to_origin: np.int64, from_origin: np.int64) -> Limits:
    low = 0 if to_origin >= _FAR else max(0, -int(to_origin))
    return Limits(low=low, high=None if from_origin >= _FAR else int(from_origin))


def find_contradiction(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Return claims of which each is needed for the contradiction; empty if all can hold."""
    found = [constraints[number] for number in _graph(constraints, ()).cycle()]
    for one in tuple(found):
        rest = [other for other in found if other is not one]
        if rest and _graph(rest, ()).cycle():
            found = rest
    return tuple(found)


def find_contradictions(constraints: Sequence[Constraint]) -> tuple[Contradiction, ...]:
    """Return contradictions that share no claim, smallest first; the rest of the claims can hold.

    They are peeled off one by one, so their number is a lower bound on how many claims are wrong.
    """
    rest, found = list(constraints), []
    while cycle := find_contradiction(rest):
        found.append(Contradiction(observations=tuple(one.observation for one in cycle)))
        gone = {one.observation.id for one in cycle}
        rest = [one for one in rest if one.observation.id not in gone]
    return tuple(sorted(found, key=lambda one: (len(one.observations), one.why)))


def keep_most(constraints: Sequence[Constraint]) -> Kept:
    """Return claims that can all hold, leaving out as few as it can.

    Of claims that all count from one day on to a told day, the fewest are left out, exactly (the
    longest rising line). Windows of other kinds are then fitted in: of each contradiction one of
    them goes, and comes back if it can. ``is_fewest`` is false where that cost further claims.
    """
    line = _longest_line(constraints)
    kept = [one for one in constraints if one not in line.outside]
    gone = [one for one in constraints if one in line.outside]
    while cycle := find_contradiction(kept):
        others = [one for one in cycle if one.observation.id not in line.ids]
        worst = max(others or cycle, key=lambda one: (one.low_end, one.observation.id))
        kept.remove(worst)
        gone.append(worst)
    for one in tuple(gone):
        if not _graph([*kept, one], ()).cycle():
            kept.append(one)
            gone.remove(one)
    ids = {one.observation.id for one in gone}
    return Kept(
        constraints=tuple(one for one in constraints if one.observation.id not in ids),
        left_out=tuple(one.observation for one in constraints if one.observation.id in ids),
        is_fewest=len(gone) <= len(line.outside),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    ids: frozenset[str]
    outside: tuple[Constraint, ...]


def _longest_line(constraints: Sequence[Constraint]) -> _Line:
    """Return the longest rising line through the claims that count from the commonest day on."""
    told = [one for one in constraints if one.low_end == one.high_end]
    starts = [one.before for one in told]
    common = max(sorted(set(starts)), key=starts.count, default=0)
    # On one day the highest low bound comes first: then a line that rises is one that is level.
    line = sorted((one for one in told if one.before == common), key=lambda x: (x.low_end, -x.low))
    intervals = [(one.low, float("inf") if one.high is None else one.high) for one in line]
    places = set(longest_rising(intervals))
    return _Line(
        frozenset(one.observation.id for one in line),
        tuple(one for place, one in enumerate(line) if place not in places),
    )


def contradictions_of(
    observations: Iterable[Observation], *, allow_rounding: bool = False
) -> tuple[Contradiction, ...]:
    """Return the contradictions between claims to one series (:func:`find_contradictions`)."""
    return find_contradictions(
        [constrain(one, allow_rounding=allow_rounding) for one in observations]
    )
