"""Low, best and high of a count by a day: what claimants last said of it, without a model.

Not here: what their claims allow together (``bounds.py``, ``consensus.py``). Invariants: ``low <=
best <= high``; claimants of one party have one voice in ``best``.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from counterclaim.estimate.observations import Observation
from counterclaim.group.bounds import MAY_END


def low_best_high(
    told: Iterable[Observation], *, start: dt.date, on: dt.date
) -> tuple[int | None, float | None, int | None]:
    """Return the smallest bound, the median of latest figures and the largest bound by a day.

    Parameters
    ----------
    told
        Claims to one series. Those of later days are passed over.
    start, on
        The first and the last day counted.

    Returns
    -------
    low, best, high
        In people or things; ``None`` where nothing was told. As in UCDP's events, but by claimant:
        ``low`` is the smallest of the claimants' low bounds (the highest that each has told, or its
        latest figure where that lies below), ``high`` the largest of their latest figures, an open
        one counting as its low bound. ``best`` is the median of latest figures; claimants of one
        party count once, with what was last said of them; parts, counts of some days only, denials
        and noughts do not count. Always ``low <= best <= high``.
    """
    by_claimant: dict[str, list[Observation]] = defaultdict(list)
    for one in told:
        if start <= one.end <= on:
            by_claimant[one.claimant].append(one)
    words = [found for said in by_claimant.values() if (found := _last_word(said, start))]
    of_party: dict[tuple[bool, str], list[_LastWord]] = defaultdict(list)
    for one_word in words:
        if one_word.point is not None:
            # A party's name and a claimant's may be the same word.
            party = one_word.party
            of_party[party is not None, party or one_word.claimant].append(one_word)
    points = []
    for group in of_party.values():
        last = max(one_word.end for one_word in group)
        points.append(median(w.point for w in group if w.end == last and w.point is not None))
    return (
        min((one_word.low for one_word in words), default=None),
        float(median(points)) if points else None,
        max((one_word.high for one_word in words), default=None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _LastWord:
    """What one claimant's claims until a day come to; ``point`` is ``None`` without a figure."""

    claimant: str
    party: str | None
    end: dt.date
    low: int
    high: int
    point: float | None


def _last_word(said: Sequence[Observation], start: dt.date) -> _LastWord | None:
    """Return what a claimant's claims come to; ``None`` where they name no number."""
    figures = [one for one in said if _is_figure(one, start)]
    if said[0].series.outcome in MAY_END:
        floor = 0
    else:
        floor = max((one.low for one in said if one.start >= start or one in figures), default=0)
    if not figures and not any(one.is_part for one in said):
        return None  # counts of some days are no figure of the whole
    latest = _latest(figures or said)
    # An open figure ("at least 100") takes back nothing of what was said before.
    ends = [max(one.low, floor) if one.high is None else one.high for one in latest if figures]
    if said[0].series.outcome in MAY_END:
        floor = min(one.low for one in latest)
    low, high = min([floor, *ends]), max(ends, default=floor)
    points = [one.point for one in latest if figures and not one.is_bound]
    return _LastWord(
        claimant=latest[0].claimant,
        party=latest[0].claimant_party,
        end=latest[0].end,
        low=low,
        high=high,
        point=min(max(median(points), low), high) if points else None,
    )


def _is_figure(one: Observation, start: dt.date) -> bool:
    """Say whether a claim names the count from the start on, not that of a part or a few days."""
    return one.start <= start and not one.is_part and (one.high is not None or one.low > 0)


def _latest(said: Sequence[Observation]) -> list[Observation]:
    last = max(one.end for one in said)
    return [one for one in said if one.end == last]
