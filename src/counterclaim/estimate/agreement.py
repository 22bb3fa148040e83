"""Whether two posteriors of the same model agree: medians and widths of what is reported.

Not here: what makes posteriors. Invariant: moves are in sds of the first one, on the log scale, so
that they can be held against its intervals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.posterior import Posterior

TOTAL, SHAPE, WEEK, CONTRAST = "total", "shape", "week", "contrast"
_NOBODY = 1e-6  # people; a week without any has a logarithm all the same
_TAILS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """How one quantity moves from the first posterior to the second.

    ``moved`` is the second median less the first, in sds of the first; ``width`` the ratio of the
    first 90 % interval to the second, both on the log scale. ``kind`` is the log total by the last
    day, the log share of it reached by a week, the log count of a week, or the log ratio of two
    claimants' multipliers.
    """

    kind: str
    name: str
    moved: float
    width: float


def compare(laplace: Posterior, nuts: Posterior) -> tuple[AgreementRow, ...]:
    """Return how totals, shapes, weeks and contrasts of two posteriors of one design agree.

    Errors that all claimants share are left out: both posteriors add them alike, by chance.
    """
    design = laplace.design
    rows = []
    running = [one.model.drawn_totals(one.draws)[1][..., 1:] for one in (laplace, nuts)]
    for series, parts in zip(design.claimed, design.parts, strict=True):
        first, second = (
            np.maximum(np.sum(one[:, list(parts)], axis=1), _NOBODY) for one in running
        )
        rows.append(_row(TOTAL, series.label, np.log(first[:, -1]), np.log(second[:, -1])))
        for week, end in enumerate(design.ends[:-1]):
            shares = (np.log(one[:, week] / one[:, -1]) for one in (first, second))
            rows.append(_row(SHAPE, f"{series.label} by {end}", *shares))
        weekly = (np.diff(one, axis=1, prepend=0.0) for one in (first, second))
        by_week = [np.log(np.maximum(one, _NOBODY)) for one in weekly]
        rows += [
            _row(WEEK, f"{series.label} in the week to {end}", *(one[:, week] for one in by_week))
            for week, end in enumerate(design.ends)
        ]
    for number, series in enumerate(design.claimed):
        told = [design.sources[source] for source, one in design.pairs if one == number]
        for a, b in combinations(told, 2):
            ratios = (one.bias(a, series) - one.bias(b, series) for one in (laplace, nuts))
            rows.append(_row(CONTRAST, f"{series.label}: {a} to {b}", *ratios))
    return tuple(rows)


def worst(rows: Sequence[AgreementRow], kind: str) -> tuple[AgreementRow, AgreementRow] | None:
    """Return the row of a kind that moves most, and the one whose widths differ most."""
    chosen = [row for row in rows if row.kind == kind]
    if not chosen:
        return None
    return (
        max(chosen, key=lambda row: abs(row.moved)),
        max(chosen, key=lambda row: abs(np.log(row.width))),
    )


def _row(kind: str, name: str, first: Floats, second: Floats) -> AgreementRow:
    low, middle, high = np.quantile(first, _TAILS)
    other_low, other, other_high = np.quantile(second, _TAILS)
    return AgreementRow(
        kind=kind,
        name=name,
        moved=float((other - middle) / max(float(np.std(first)), 1e-12)),
        width=float(max(high - low, 1e-12) / max(other_high - other_low, 1e-12)),
    )
