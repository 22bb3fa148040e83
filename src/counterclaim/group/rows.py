"""Disputes and timelines as flat rows: one per judged pair, one per point of a line.

Invariant: every row has the columns of its kind, in their order.
"""

import datetime as dt

from counterclaim.group.timeline import Point, Timeline
from counterclaim.model.disputes import Dispute
from counterclaim.model.records import Json

PAIR_COLUMNS = (
    *("dispute", "outcome", "victims_party", "victims_class", "victims_group"),
    *("place", "frame", "occasion", "dispute_ratio"),
    *("a", "a_claimant", "a_party", "a_quantity", "a_low", "a_high", "a_as_of"),
    *("b", "b_claimant", "b_party", "b_quantity", "b_low", "b_high", "b_as_of"),
    *("verdict", "reason", "rests_on", "ratio"),
)
POINT_COLUMNS = (
    *("question", "outcome", "victims_party", "victims_class", "victims_group", "place"),
    *("occasion", "claimant", "party", "day", "day_from", "claim", "quantity_text"),
    *("value", "low", "high", "first_seen", "last_seen", "sightings", "independent"),
    *("fell_from", "jumped_from", "stale_days", "note"),
)


def pair_rows(dispute: Dispute) -> list[dict[str, Json]]:
    """Return one flat row per pair of claims that was judged, with ``PAIR_COLUMNS``."""
    question = dispute.question
    by_id = {claim.id: claim for claim in dispute.claims}
    rows = []
    for pair in dispute.verdicts:
        values: list[Json] = [
            *(dispute.id, question.outcome, question.party, question.class_, question.group),
            *(question.place, question.frame, question.occasion, dispute.ratio),
        ]
        for claim in (by_id[pair.a], by_id[pair.b]):
            quantity = claim.quantity
            values += [claim.id, claim.claimant, claim.party, quantity.text]
            values += [quantity.low, quantity.high, _day(claim.as_of)]
        values += [pair.verdict, pair.reason, pair.rests_on, pair.ratio]
        rows.append(dict(zip(PAIR_COLUMNS, values, strict=True)))
    return rows


def point_rows(line: Timeline) -> list[dict[str, Json]]:
    """Return one flat row per point of a line, with ``POINT_COLUMNS``."""
    return [_point_row(line, point) for point in line.points]


def _point_row(line: Timeline, point: Point) -> dict[str, Json]:
    question, claim = line.question, point.claim
    quantity = claim.quantity
    values: tuple[Json, ...] = (
        *(question.id, question.outcome, question.party, question.class_, question.group),
        *(question.place, question.occasion, line.claimant, line.party),
        *(point.day.isoformat(), claim.as_of_from, claim.id, quantity.text),
        *(quantity.value, quantity.low, quantity.high),
        *(_day(claim.first_seen), _day(claim.last_seen)),
        *(len(claim.sightings), claim.n_independent),
        *(point.fell_from, point.jumped_from, point.stale_days, point.note),
    )
    return dict(zip(POINT_COLUMNS, values, strict=True))


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
