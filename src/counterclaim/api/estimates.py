"""The front doors to estimates: of a ledger, of somebody's table of coded claims.

Not here: what an estimate offers (``estimated.py``). Invariant: without an anchor it is
neutral, and every number that rests on it says so.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from counterclaim.api.estimated import Estimate
from counterclaim.api.evidence import evidence_of_ledger, evidence_of_table, find_question
from counterclaim.api.ledger import Ledger
from counterclaim.api.scope import (
    Scope,
    check_evidence,
    chosen_series,
    in_scope,
    most_claimed,
)
from counterclaim.estimate.anchors import AnyAnchor, Neutral
from counterclaim.estimate.observations import Evidence, Series
from counterclaim.estimate.settings import Settings
from counterclaim.read.mapping import TableMap, load_map

_NEUTRAL = Neutral()


def estimate(
    ledger: Ledger,
    *,
    anchor: AnyAnchor | Sequence[AnyAnchor] = _NEUTRAL,
    question: str | Sequence[str] = (),
    scope: Scope | None = None,
    settings: Settings | None = None,
) -> Estimate:
    """Return what the claims of a ledger jointly support.

    Parameters
    ----------
    ledger
        An open ledger.
    anchor
        What is assumed of claimants; several may stand together.
    question
        The counts that are shown: ids of questions, or words of their names ("QV killed"); all
        unless given. It narrows no fit.
    scope
        Which claims are taken: ``Scope(since=..., until=..., as_of=...)``.
    settings
        The grid in days, how many draws, the seed.

    Raises
    ------
    InputError
        If anchors cannot stand together, or a question or day is unknown.
    EstimateError
        If the claims do not carry an estimate; it says what was found and what to do.
    """
    wanted = scope or Scope()
    evidence = in_scope(evidence_of_ledger(ledger, wanted.as_of), wanted)
    names = [question] if isinstance(question, str) else list(question)
    words = [find_question(ledger, evidence, name, wanted.as_of) for name in names]
    return _made(evidence, anchor, words, settings)


def estimate_table(
    path: str | os.PathLike[str],
    table_map: TableMap | str,
    *,
    anchor: AnyAnchor | Sequence[AnyAnchor] = _NEUTRAL,
    scope: Scope | None = None,
    settings: Settings | None = None,
) -> Estimate:
    """Return what somebody's table of coded claims supports: all counts that it has.

    ``table_map`` is a map of the package by name, a ``.toml``, or a map that was loaded. Raises
    what :func:`estimate` raises, and :class:`MapError` for a map that does not fit.
    """
    made_map = load_map(table_map) if isinstance(table_map, str) else table_map
    wanted = scope or Scope()
    evidence = in_scope(evidence_of_table(Path(path), made_map, wanted), wanted)
    return _made(evidence, anchor, (), settings)


def main_series(made: Estimate) -> Series:
    """Return the count with the most independent figures among those that are shown."""
    return most_claimed(made.evidence, made.series)


def _made(
    evidence: Evidence,
    anchor: AnyAnchor | Sequence[AnyAnchor],
    words: Sequence[str],
    settings: Settings | None,
) -> Estimate:
    anchors = tuple(anchor) if isinstance(anchor, Sequence) else (anchor,)
    check_evidence(evidence, anchors)
    return Estimate(evidence, anchors, settings=settings, series=chosen_series(evidence, words))
