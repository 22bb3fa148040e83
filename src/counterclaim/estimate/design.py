"""The design: which parameters there are, and which of them each claim touches.

Free series have a log intensity per week of the grid; a claimed series is a free one or a sum of
free ones (casualties). A claim of a running count touches its series' log total at one week and the
intensity of the week after, so that every claim touches few parameters however long the war is.
Not here: priors (``model.py``). Invariant: the pattern is fixed by evidence, anchors and grid.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from counterclaim.errors import EstimateError
from counterclaim.estimate.anchors import AnyAnchor, Floor
from counterclaim.estimate.arrays import Flags, Floats, Ints
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.windows import Windows, make_windows
from counterclaim.group.audit_series import last_place

DENIAL_SCALE = 0.5  # log scale; a denial is as rough as a wild figure
WHOLE, DAYS, RUNNING = range(3)  # kinds of chains of errors
_LEAST = 0.5  # people; what a low bound of nought amounts to on the log scale
_Key = TypeVar("_Key", bound=tuple[object, ...])
SUMS = {"casualties": ("killed", "wounded")}  # a derived outcome and what it adds up


@dataclass(frozen=True, slots=True)
class Figures:
    """What claims say, on the log scale, and how exact it can be; arrays ``(n_claims,)``.

    ``extra`` is variance beside the claimant's own: of counting, and of a last day that is not
    told. ``days_counted`` is one over the days of a count of some days, nought for a running one.
    """

    low: Floats
    high: Floats
    extra: Floats
    days_counted: Floats


@dataclass(frozen=True, slots=True)
class Nodes:
    """The places in time of sources' errors, in chains; all of shape ``(n_nodes,)``.

    ``kind`` is ``WHOLE`` for the error that all of a source's figures share, ``DAYS`` for that of
    its counts of one series in the week itself, ``RUNNING`` for what these have summed to in its
    running count. ``owner`` is the source, or the pair of source and series; ``week`` is that of
    the grid, ``has_before`` says whether the node before belongs to the same chain, and ``days`` is
    the node of kind ``DAYS`` that belongs to one of kind ``RUNNING``, else the node itself.
    """

    kind: Ints
    owner: Ints
    week: Ints
    has_before: Flags
    days: Ints


@dataclass(frozen=True, slots=True)
class Design:
    """Parameters and claims as arrays. ``free`` are the series with intensities of their own.

    ``source``, ``claimed``, ``group``, ``pair``, ``node`` have one entry per claim: the claimant,
    the claimed series, the claimant with its side of the lost, the claimant with the series, and
    the places ``(n_claims, 2)`` of its errors in time, the source's and the series' own.
    """

    evidence: Evidence
    used: tuple[Observation, ...]
    free: tuple[Series, ...]
    claimed: tuple[Series, ...]
    sides: tuple[str, ...]
    sources: tuple[str, ...]
    parts: tuple[tuple[int, ...], ...]
    anchors: tuple[AnyAnchor, ...]
    grid_days: int
    n_weeks: int
    windows: Windows
    figures: Figures
    source: Ints
    series: Ints
    group: Ints
    pair: Ints
    node: Ints
    groups: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[int, int], ...]
    nodes: Nodes

    @property
    def n_claims(self) -> int:
        """How many claims take part."""
        return len(self.used)

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The last day of each week of the grid."""
        step = dt.timedelta(days=self.grid_days)
        first = self.evidence.start - dt.timedelta(days=1)
        return tuple(first + step * (week + 1) for week in range(self.n_weeks))

    @property
    def side_of(self) -> Ints:
        """The side of each free series."""
        return np.array([self.sides.index(one.side or "") for one in self.free], dtype=np.int64)

    def day(self, date: dt.date) -> int:
        """Return how many days after the start a date is."""
        return (date - self.evidence.start).days

    def parts_of(self, series: Series) -> tuple[int, ...]:
        """Return the free series that a series sums; none for one that nobody speaks of."""
        if series in self.claimed:
            return self.parts[self.claimed.index(series)]
        return (self.free.index(series),) if series in self.free else ()

    def pair_of(self, claimant: str, series: Series) -> int | None:
        """Return the place of a pair; ``None`` for one that no claim has."""
        if claimant not in self.sources or series not in self.claimed:
            return None
        pair = (self.sources.index(claimant), self.claimed.index(series))
        return self.pairs.index(pair) if pair in self.pairs else None


def make_design(evidence: Evidence, anchors: Sequence[AnyAnchor], *, grid_days: int) -> Design:
    """Return the design of a body of evidence.

    Raises
    ------
    EstimateError
        If no claim has a figure that bounds a count on both sides or names one.
    """
    told = sorted(evidence.observations, key=lambda one: (one.end, one.id))
    used = tuple(one for one in told if _is_used(one, evidence.start))
    _check_enough(evidence, used)
    claimed = tuple(sorted({one.series for one in used}, key=_order))
    free, parts = _free_series(claimed)
    sources = tuple(sorted({one.claimant for one in used}))
    sides = tuple(sorted({one.side or "" for one in free}))
    last = max((one.end - evidence.start).days + 1 for one in used)
    place = {series: number for number, series in enumerate(claimed)}
    series = np.array([place[one.series] for one in used], dtype=np.int64)
    source = np.array([sources.index(one.claimant) for one in used], dtype=np.int64)
    body_of = _bodies(used)
    bodies, group = _numbered([(body_of[one.claimant], one.series.side or "") for one in used])
    pairs, pair = _numbered(list(zip(source.tolist(), series.tolist(), strict=True)))
    node, nodes = _nodes(used, (source, pair), evidence.start, grid_days)
    return Design(
        evidence=evidence,
        used=used,
        free=free,
        claimed=claimed,
        sides=sides,
        sources=sources,
        parts=parts,
        anchors=tuple(anchors),
        grid_days=grid_days,
        n_weeks=max(1, math.ceil(last / grid_days)),
        windows=make_windows(used, [parts[number] for number in series], evidence.start),
        figures=make_figures(used, evidence.start),
        source=source,
        series=series,
        group=group,
        pair=pair,
        node=node,
        groups=tuple(bodies),
        pairs=tuple(pairs),
        nodes=nodes,
    )


def is_floor(design: Design, source: int) -> bool:
    """Say whether a claimant is declared never to say too much."""
    name = design.sources[source]
    return any(isinstance(one, Floor) and one.source == name for one in design.anchors)


def make_figures(used: Sequence[Observation], start: dt.date) -> Figures:
    """Return what claims say on the log scale."""
    low, high, extra, days = ([0.0] * len(used) for _ in range(4))
    for number, one in enumerate(used):
        bottom, top = _meant(one)
        low[number] = math.log(bottom) if bottom > _LEAST else -math.inf
        high[number] = math.inf if top is None else math.log(top)
        extra[number] = 1.0 / (one.point + 1.0) + _untold_variance(one, start)
        days[number] = 1.0 / one.n_days if one.start > start else 0.0
        if one.is_bound:
            extra[number] += DENIAL_SCALE**2
    return Figures(
        low=np.array(low), high=np.array(high), extra=np.array(extra), days_counted=np.array(days)
    )


def _meant(one: Observation) -> tuple[float, float | None]:
    """Return the real interval that a claim's wording stands for: a figure is good to its grain."""
    if one.is_part:
        return max(_LEAST, one.low - _LEAST), None
    if one.value is not None and one.low == one.high == one.value and one.value > 0:
        half = max(1, last_place(one.value)) / 2.0
        half = min(half, 0.5 * one.value)
        return one.value - half, one.value + half
    return max(_LEAST, one.low - _LEAST), None if one.high is None else one.high + _LEAST


def _untold_variance(one: Observation, start: dt.date) -> float:
    """Return the variance, on the log scale, of a last day that may be any of several."""
    if one.end_from is None or one.end_from == one.end:
        return 0.0
    since = max(0, (one.start - start).days)
    early, late = (max(1.0, (day - start).days + 1.0 - since) for day in (one.end_from, one.end))
    return math.log(late / early) ** 2 / 12.0


def _is_used(one: Observation, start: dt.date) -> bool:
    """Whether a claim says anything: "one or more" of a whole war does not, nor do days before."""
    has_bounds = one.high is not None or one.low > 1
    return has_bounds and one.end >= start


def _check_enough(evidence: Evidence, used: Sequence[Observation]) -> None:
    told = [one for one in used if not one.is_part and not one.is_bound and one.point > 0]
    if not told:
        raise EstimateError(
            "no claim gives a figure for a whole series",
            "counts of single events, denials and vague words alone carry no estimate",
            diagnostics=(
                ("claims", str(evidence.n_claims)),
                ("with bounds", str(len(used))),
                ("left out", str(len(evidence.left_out))),
            ),
        )


def _free_series(
    claimed: Sequence[Series],
) -> tuple[tuple[Series, ...], tuple[tuple[int, ...], ...]]:
    """Return the series with an intensity of their own, and what each claimed one sums.

    Casualties are a sum where the killed or the wounded of the same people are counted too; else
    nothing tells them apart and they are a series like any other.
    """
    wanted: dict[Series, tuple[Series, ...]] = {}
    for one in claimed:
        summed = tuple(_beside(one, outcome) for outcome in SUMS.get(one.outcome, ()))
        is_sum = any(part in claimed for part in summed)
        wanted[one] = summed if is_sum else (one,)
    free = tuple(sorted({part for summed in wanted.values() for part in summed}, key=_order))
    place = {series: number for number, series in enumerate(free)}
    return free, tuple(tuple(place[part] for part in wanted[one]) for one in claimed)


def _beside(one: Series, outcome: str) -> Series:
    return Series(side=one.side, outcome=outcome, class_=one.class_, group=one.group)


def _order(one: Series) -> tuple[str, ...]:
    return one.order


def _bodies(used: Sequence[Observation]) -> dict[str, str]:
    """Return whose bias each claimant shares: the party it speaks for most often, else its own."""
    parties: dict[str, Counter[str]] = {}
    for one in used:
        parties.setdefault(one.claimant, Counter())[one.claimant_party or one.claimant] += 1
    return {
        who: min(several, key=lambda body: (-several[body], body))
        for who, several in parties.items()
    }


def _numbered(keys: Sequence[_Key]) -> tuple[list[_Key], Ints]:
    """Return the different keys in a fixed order, and the place of each key among them."""
    known = sorted(set(keys), key=lambda key: tuple(map(str, key)))
    place = {key: number for number, key in enumerate(known)}
    return known, np.array([place[key] for key in keys], dtype=np.int64)


def _nodes(
    used: Sequence[Observation], owners: tuple[Ints, Ints], start: dt.date, grid_days: int
) -> tuple[Ints, Nodes]:
    """Return each claim's two nodes, ``(n_claims, 2)``, and the nodes.

    Each claim has one of its source, and one of its source and series.
    """
    own, also = [], []
    for one, source, pair in zip(used, *(owner.tolist() for owner in owners), strict=True):
        week = (one.end - start).days // grid_days
        own += [(WHOLE, source, week), (RUNNING if one.start <= start else DAYS, pair, week)]
        also.append((DAYS, pair, week))
    known = sorted({*own, *also})
    place = {key: number for number, key in enumerate(known)}
    kind, owner, week = (np.array(column, dtype=np.int64) for column in zip(*known, strict=True))
    before = [False, *(one[:2] == other[:2] for one, other in pairwise(known))]
    days = [place[(DAYS, *key[1:])] if key[0] == RUNNING else place[key] for key in known]
    nodes = Nodes(
        kind=kind,
        owner=owner,
        week=week,
        has_before=np.array(before, dtype=np.bool_),
        days=np.array(days, dtype=np.int64),
    )
    return np.array([place[key] for key in own], dtype=np.int64).reshape(-1, 2), nodes
