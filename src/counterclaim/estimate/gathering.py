"""Gathering: what is asked for, and observations put together as one body of evidence.

Not here: how a claim (``evidence.py``) or a row of a table (``evidence_coded.py``) becomes an
observation, what weighs once (``repeats.py``). Invariant: every claim that came in is counted once:
in an observation's id, among its repeats, or among those left out.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.errors import EstimateError
from counterclaim.estimate.observations import Evidence, LeftOut, Observation, Series
from counterclaim.estimate.repeats import fold_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which claims are taken: ``None`` takes all.

    ``since`` is the first day that may be counted and the day from which running counts count that
    do not say since when; ``until`` the last day that may be counted.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    series: frozenset[Series] | None = None

    def refusal(self, one: Observation) -> str | None:
        """Return in words why an observation is not asked for; ``None`` if it is."""
        if self.since is not None and one.start < self.since:
            return f"it counts from {one.start}, before {self.since}"
        if self.until is not None and one.end > self.until:
            return f"it counts to {one.end}, after {self.until}"
        if self.series is not None and one.series not in self.series:
            return f"{one.series.label} is not asked for"
        return None


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where claims came from: the hash of the ledger or table, and words for it."""

    digest: str = ""
    name: str = ""


def gather(
    found: Iterable[Observation | LeftOut],
    *,
    selection: Selection = EVERYTHING,
    origin: Origin | None = None,
    compilers: frozenset[str] = frozenset(),
) -> Evidence:
    """Return the evidence in observations, with what repeats another folded into it.

    Parameters
    ----------
    found
        One observation for each claim, or why there is none.
    selection
        What is asked for; the rest is left out with the reason.
    origin
        Of the claims.
    compilers
        Names of claimants who put together what others said (see :func:`fold_all`).

    Raises
    ------
    EstimateError
        If there is no observation, and no day to begin at was given.
    """
    taken: list[Observation] = []
    left: list[LeftOut] = []
    for one in found:
        refusal = None if isinstance(one, LeftOut) else selection.refusal(one)
        if isinstance(one, LeftOut):
            left.append(one)
        elif refusal is not None:
            left.append(LeftOut(id=one.id, reason=refusal))
        else:
            taken.append(one)
    kept = fold_all(taken, compilers=compilers)
    starts = [one.start for one in kept]
    start = min(starts, default=selection.since)
    if start is None:
        raise EstimateError("no claim can be used", _why_none(left))
    where = origin or Origin()
    return Evidence(
        observations=tuple(kept),
        start=start if selection.since is None else min(start, selection.since),
        n_claims=sum(1 + len(one.repeats) for one in kept),
        left_out=tuple(sorted(left, key=lambda one: one.id)),
        digest=where.digest,
        origin=where.name,
    )


def _why_none(left: Sequence[LeftOut]) -> str:
    if not left:
        return "there are no claims"
    return f"{len(left)} were left out; the first ({left[0].id}): {left[0].reason}"
