"""Baselines: what truth discovery, which knows neither time nor sides, makes of the same claims.

An object is a series at the end of one bin of days; each claimant's last running count in the bin
is its claim of it. Four ways to a truth per object follow, all on the log scale; objects without a
claim are filled in along a curve that never falls. Not here: the bias-aware model (``model.py``).
Invariant: estimates of a series never fall from one cell to the next.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Floats, Ints
from counterclaim.estimate.observations import Evidence, Series
from counterclaim.estimate.running import running_counts

Baseline = Callable[[Evidence, Sequence[dt.date]], dict[Series, Floats]]

ROUNDS = 100  # of alternation; truths of the examples settle within 30
_SETTLED = 1e-9  # log scale; a round that moves no truth by more is the last
_LEAST_SHARE = 1e-6  # of the loss; a claimant who is always right would have infinite weight
_LEAST_WEIGHT = 1e-3  # a lone claimant has all the loss, hence no weight, and is still believed
GTM_ALPHA, GTM_BETA = 10.0, 10.0  # Zhao and Han 2012, section 4.1.3: claimants begin as good ones
GTM_PRIOR_VARIANCE = 1.0  # of a truth, after claims of an object are standardised; ibidem


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims as truth discovery takes them: arrays ``(n_claims,)`` of objects, sources and logs."""

    object: Ints
    source: Ints
    log: Floats
    n_objects: int
    n_sources: int

    def mean(self, weights: Floats, values: Floats) -> Floats:
        """Return the weighted mean of a value of claims by object; shape ``(n_objects,)``."""
        total = np.bincount(self.object, weights * values, minlength=self.n_objects)
        weight = np.bincount(self.object, weights, minlength=self.n_objects)
        return np.asarray(total / weight, dtype=np.float64)

    def by_source(self, values: Floats) -> Floats:
        """Return the sum of a value of claims by source; shape ``(n_sources,)``."""
        summed = np.bincount(self.source, values, minlength=self.n_sources)
        return np.asarray(summed, dtype=np.float64)


def median_truth(claims: Claims) -> Floats:
    """Return the median of the claims of each object, all claimants alike."""
    return _medians(claims.object, claims.log, claims.n_objects)


def two_way_truth(claims: Claims, *, rounds: int = ROUNDS) -> Floats:
    """Return object effects of ``log claim = object + claimant`` by Tukey's median polish (1977).

    Claimants' effects add up to nought, each claimant counting once.
    """
    truth = median_truth(claims)
    effect = np.zeros(claims.n_sources)
    for _ in range(rounds):
        effect = _medians(claims.source, claims.log - truth[claims.object], claims.n_sources)
        effect -= effect.mean()
        rest = claims.log - effect[claims.source]
        before, truth = truth, _medians(claims.object, rest, claims.n_objects)
        if np.abs(truth - before).max() < _SETTLED:
            break
    return truth


def crh_truth(claims: Claims, *, rounds: int = ROUNDS) -> Floats:
    """Return weighted means with weights that fall with a claimant's loss.

    Li, Li, Gao, Zhao, Fan, Han, "Resolving conflicts in heterogeneous data by truth discovery and
    source reliability estimation", SIGMOD 2014: squared loss over the standard deviation of the
    object's claims (their eq. 13), weight ``-log(loss / sum of losses)`` (eq. 5). The loss is the
    mean over a claimant's claims, since claimants here claim from one to hundreds of objects.
    """
    truth = claims.mean(np.ones_like(claims.log), claims.log)
    spread = _spread(claims, truth)[claims.object]
    telling = (spread > _SETTLED).astype(np.float64)
    n_telling = claims.by_source(telling)
    for _ in range(rounds):
        off = telling * (claims.log - truth[claims.object]) ** 2 / np.maximum(spread, _SETTLED)
        loss = claims.by_source(off) / np.maximum(n_telling, 1.0)
        if loss.sum() <= 0.0:
            break
        share = np.maximum(loss / loss.sum(), _LEAST_SHARE)
        weights = np.where(n_telling > 0.0, np.maximum(-np.log(share), _LEAST_WEIGHT), 1.0)
        before, truth = truth, claims.mean(weights[claims.source], claims.log)
        if np.abs(truth - before).max() < _SETTLED:
            break
    return truth


def gtm_truth(claims: Claims, *, rounds: int = ROUNDS) -> Floats:
    """Return truths of the Gaussian truth model by EM: each claimant has a variance.

    Zhao and Han, "A probabilistic model for estimating real-valued truth from conflicting
    sources", QDB at VLDB 2012: claims of an object are standardised, truths are
    ``N(0, 1)`` a priori, variances inverse-gamma (10, 10).
    """
    middle = claims.mean(np.ones_like(claims.log), claims.log)
    spread = _spread(claims, middle)
    spread = np.where(spread > _SETTLED, spread, 1.0)
    z = (claims.log - middle[claims.object]) / spread[claims.object]
    n_claims = claims.by_source(np.ones_like(z))
    variance = np.full(claims.n_sources, GTM_BETA / (GTM_ALPHA + 1.0))
    # The first truths are the means, nought; a round that starts from there would look settled.
    truth = np.full(claims.n_objects, np.inf)
    for _ in range(rounds):
        weights = 1.0 / variance[claims.source]
        above = np.bincount(claims.object, weights * z, minlength=claims.n_objects)
        below = np.bincount(claims.object, weights, minlength=claims.n_objects)
        before, truth = truth, above / (below + 1.0 / GTM_PRIOR_VARIANCE)
        squares = claims.by_source((z - truth[claims.object]) ** 2)
        variance = (2.0 * GTM_BETA + squares) / (2.0 * (GTM_ALPHA + 1.0) + n_claims)
        if np.abs(truth - before).max() < _SETTLED:
            break
    return np.asarray(middle + spread * truth, dtype=np.float64)


def cell_ends(start: dt.date, end: dt.date, *, days: int) -> tuple[dt.date, ...]:
    """Return the last days of bins of ``days`` days that end at ``end``, in order.

    >>> [str(day) for day in cell_ends(dt.date(2031, 3, 1), dt.date(2031, 3, 17), days=7)]
    ['2031-03-03', '2031-03-10', '2031-03-17']
    """
    n_cells = (end - start).days // days + 1
    return tuple(end - dt.timedelta(days=days * back) for back in reversed(range(n_cells)))


def make_baseline(truth: Callable[[Claims], Floats]) -> Baseline:
    """Return the baseline that finds truths of objects in one way, see :data:`BASELINES`."""

    def estimate_cells(evidence: Evidence, cells: Sequence[dt.date]) -> dict[Series, Floats]:
        days = np.array([(cell - evidence.start).days + 1 for cell in cells], dtype=np.float64)
        claims, objects = _claims_of(evidence, days)
        if not objects:
            return {}
        known: dict[Series, dict[int, float]] = {}
        for (series, cell), log in zip(objects, truth(claims).tolist(), strict=True):
            known.setdefault(series, {})[cell] = log
        return {series: np.exp(_fill(known[series], days)) for series in known}

    return estimate_cells


BASELINES: dict[str, Baseline] = {
    "median": make_baseline(median_truth),
    "two-way": make_baseline(two_way_truth),
    "CRH": make_baseline(crh_truth),
    "GTM": make_baseline(gtm_truth),
}
"""Estimates of the running count by series at the ends of bins, each array ``(n_cells,)``.

Cells ascend; a bin reaches from the cell before. A series without any running count is left out.
Cells without a claim lie on the log scale between those with one; before the first the count grows
evenly from nought, after the last it stays.
"""


def _claims_of(evidence: Evidence, days: Floats) -> tuple[Claims, list[tuple[Series, int]]]:
    tracks = running_counts(evidence)
    names = sorted({claimant for claimant, _ in tracks})
    last: dict[tuple[Series, int, int], float] = {}
    for (claimant, series), track in tracks.items():
        for day, log in zip(track.days, track.logs, strict=True):
            cell = int(np.searchsorted(days, day))
            if cell < days.size:
                last[series, cell, names.index(claimant)] = float(log)
    keys = sorted(last, key=lambda key: (key[0].order, key[1], key[2]))
    objects = list(dict.fromkeys((series, cell) for series, cell, _ in keys))
    place = {key: number for number, key in enumerate(objects)}
    # Claimants without a claim in any cell would share in sums over claimants: they are left out.
    heard = sorted({source for _, _, source in keys})
    claims = Claims(
        object=np.array([place[series, cell] for series, cell, _ in keys], dtype=np.int64),
        source=np.array([heard.index(source) for _, _, source in keys], dtype=np.int64),
        log=np.array([last[key] for key in keys], dtype=np.float64),
        n_objects=len(objects),
        n_sources=len(heard),
    )
    return claims, objects


def _fill(known: dict[int, float], days: Floats) -> Floats:
    # SciPy's optimisers are slow to load, and most of the command line never needs them.
    from scipy.optimize import isotonic_regression  # noqa: PLC0415  # see above

    cells = sorted(known)
    rising = np.asarray(isotonic_regression([known[cell] for cell in cells]).x, dtype=np.float64)
    filled = np.interp(days, days[cells], rising)
    early = days < days[cells[0]]
    filled[early] += np.log(days[early] / days[cells[0]])
    return np.asarray(filled, dtype=np.float64)


def _spread(claims: Claims, middle: Floats) -> Floats:
    off = (claims.log - middle[claims.object]) ** 2
    return np.asarray(np.sqrt(claims.mean(np.ones_like(off), off)), dtype=np.float64)


def _medians(place: Ints, values: Floats, n: int) -> Floats:
    """Return the median of the values at each place; shape ``(n,)``, every place having some."""
    order = np.lexsort((values, place))
    sizes = np.bincount(place, minlength=n)
    heads = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ranked = values[order]
    lower, upper = ranked[heads + (sizes - 1) // 2], ranked[heads + sizes // 2]
    return np.asarray((lower + upper) / 2.0, dtype=np.float64)
