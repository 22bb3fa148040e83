"""Which claims a forecaster sees and which it foretells: forward in time, or a source left out.

Never random folds: claims of neighbouring days are near copies of each other, and a fold would
hold the answers to the next. Invariant: no target is known on or before the last day of training.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.estimate.observations import Evidence, Observation
from counterclaim.estimate.running import in_order, is_running, tells_figure, told_on


def split_at(evidence: Evidence, day: dt.date) -> tuple[Evidence, tuple[Observation, ...]]:
    """Return what is known on the evening of ``day``, and the claims made after it, in order."""
    known = tuple(one for one in evidence.observations if told_on(one) <= day)
    later = tuple(in_order(one for one in evidence.observations if told_on(one) > day))
    return replace(evidence, observations=known, n_claims=len(known)), later


def next_claims(train: Evidence, later: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return the first claims of each claimant and series among ``later``, as far as can be told.

    All of the first day count: a running count and a day's figure may be told together.
    """
    first: dict[tuple[str, object], dt.date] = {}
    foretold = foretellable(train, later)
    for one in foretold:
        key = (one.claimant, one.series)
        first[key] = min(first.get(key, told_on(one)), told_on(one))
    return tuple(one for one in foretold if told_on(one) == first[one.claimant, one.series])


def claims_within(
    train: Evidence, later: Sequence[Observation], *, until: dt.date
) -> tuple[Observation, ...]:
    """Return the claims among ``later`` that are made by ``until``, as far as can be told."""
    return tuple(one for one in foretellable(train, later) if told_on(one) <= until)


def foretellable(train: Evidence, later: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return the claims with a figure whose series has a running count in training."""
    counted = {
        one.series
        for one in train.observations
        if tells_figure(one) and is_running(one, train.start)
    }
    return tuple(one for one in later if tells_figure(one) and one.series in counted)


def without(evidence: Evidence, claimant: str) -> tuple[Evidence, tuple[Observation, ...]]:
    """Return the evidence without one claimant, and his claims, in order."""
    kept = tuple(one for one in evidence.observations if one.claimant != claimant)
    his = tuple(in_order(one for one in evidence.observations if one.claimant == claimant))
    return replace(evidence, observations=kept, n_claims=len(kept)), his
