"""Whether two claimants that are both taken as right contradict each other's figures.

Not here: what anchors are (``anchors.py``). Invariant: only figures that both name of one series
within a week of each other are compared.
"""

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import median

from counterclaim.estimate.anchors import Anchor, AnyAnchor
from counterclaim.estimate.observations import Evidence, Observation

DAYS = 7  # apart at the most, for two running counts to be compared
N_SDS = 4.0  # of both anchors together, that figures may lie apart
ROUGH = 0.2  # log scale; noise of two figures beside what anchors allow


def find_clash(evidence: Evidence, anchors: Sequence[AnyAnchor]) -> str | None:
    """Return in words the figures of two anchors that cannot both be near the truth, if any."""
    named = [one for one in anchors if isinstance(one, Anchor)]
    for one, other in combinations(named, 2):
        width = N_SDS * math.hypot(one.sd, other.sd, ROUGH)
        for pairs in _pairs(evidence, one.source, other.source):
            apart = median(abs(math.log(a.point / b.point)) for a, b in pairs)
            if apart > width:
                a, b = max(pairs, key=lambda pair: (pair[1].end, pair[0].id))
                return (
                    f"of {a.series.label}, {one.source} says {a.point:,.0f} to {a.end} "
                    f"and {other.source} {b.point:,.0f} to {b.end}"
                )
    return None


def _pairs(evidence: Evidence, one: str, other: str) -> list[list[tuple[Observation, Observation]]]:
    """Return by series the running counts of two claimants that stand nearest each other."""
    found = []
    for series in evidence.series:
        told = {
            who: [
                x
                for x in evidence.observations
                if x.claimant == who
                and x.series == series
                and x.start <= evidence.start
                and not x.is_part
                and not x.is_bound
                and x.low > 0
            ]
            for who in (one, other)
        }
        pairs = [
            (a, min(told[other], key=lambda b: (abs((b.end - a.end).days), b.id)))
            for a in told[one]
            if told[other]
        ]
        near = [(a, b) for a, b in pairs if abs((b.end - a.end).days) <= DAYS]
        if near:
            found.append(near)
    return found
