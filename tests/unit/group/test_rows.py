"""Disputes and timelines as flat rows."""

import datetime as dt
from collections.abc import Callable

from figures import ALMOST_6000, exact

from counterclaim.group.claims import group_claims
from counterclaim.group.rows import PAIR_COLUMNS, POINT_COLUMNS, pair_rows, point_rows
from counterclaim.group.timeline import list_timelines
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
DAY = dt.date(2031, 3, 2)


def told(tell: Keeper) -> list[KeptSighting]:
    return [
        tell({**exact(498), "text": "498"}, said=DAY, published=DAY),
        tell(dict(ALMOST_6000), who="Velmora", side="QV", end=DAY, published=DAY),
    ]


def test_row_of_a_pair(tell: Keeper, dispute: Callable[..., list[Dispute]]) -> None:
    [found] = dispute(told(tell))
    [row] = pair_rows(found)
    low, high = found.claims
    assert tuple(row) == PAIR_COLUMNS
    assert row == {
        "dispute": found.id,
        "outcome": "killed",
        "victims_party": "QV",
        "victims_class": "military",
        "victims_group": None,
        "place": None,
        "frame": "cumulative",
        "occasion": found.question.occasion,
        "dispute_ratio": 6000 / 498,
        "a": low.id,
        "a_claimant": "Kastavia",
        "a_party": "QK",
        "a_quantity": "498",
        "a_low": 498,
        "a_high": 498,
        "a_as_of": "2031-03-02",
        "b": high.id,
        "b_claimant": "Velmora",
        "b_party": "QV",
        "b_quantity": "almost 6,000",
        "b_low": 5400,
        "b_high": 5999,
        "b_as_of": "2031-03-02",
        "verdict": "contradict",
        "reason": "498 and 5,400 to 5,999 have no number in common, and both count up to "
        "2031-03-02",
        "rests_on": "soft",
        "ratio": 6000 / 498,
    }


def test_row_of_a_point(tell: Keeper, invented: Lexicon) -> None:
    lines = list_timelines(group_claims(told(tell), invented), invented)
    [row] = point_rows(lines[1])
    [point] = lines[1].points
    assert tuple(row) == POINT_COLUMNS
    assert row == {
        "question": lines[1].question.id,
        "outcome": "killed",
        "victims_party": "QV",
        "victims_class": "military",
        "victims_group": None,
        "place": None,
        "occasion": lines[1].question.occasion,
        "claimant": "Velmora",
        "party": "QV",
        "day": "2031-03-02",
        "day_from": "period",
        "claim": point.claim.id,
        "quantity_text": "almost 6,000",
        "value": 6000,
        "low": 5400,
        "high": 5999,
        "first_seen": "2031-03-02",
        "last_seen": "2031-03-02",
        "sightings": 1,
        "independent": 1,
        "fell_from": None,
        "jumped_from": None,
        "stale_days": 0,
        "note": "",
    }
