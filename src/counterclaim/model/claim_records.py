"""Claims, disputes and questions as JSON records and flat rows, for programs.

Not here: the record of a sighting (``records.py``). Invariant: ``sightings`` and ``independent``
are numbers of places and of documents without their copies; nothing is left out that a verdict
rests on.
"""

import datetime as dt

from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Change, Dispute, PairVerdict
from counterclaim.model.records import Json

CLAIM_COLUMNS = (
    *("id", "claimant_name", "claimant_party", "claimant_kind", "outlet", "polarity"),
    *("quantity_text", "quantity_kind", "quantity_value", "quantity_low", "quantity_high"),
    *("outcome", "victims_party", "victims_class", "victims_group"),
    *("place", "frame", "occasion", "is_part"),
    *("period_start", "as_of", "as_of_from", "stated_on", "first_seen", "last_seen"),
    *("sightings", "independent", "supersedes", "superseded_by"),
)


def question_record(question: Question) -> dict[str, Json]:
    """Return the record of a question; ``null`` is open."""
    return {
        "outcome": question.outcome,
        "victims": {
            "party": question.party,
            "class": question.class_,
            "group": question.group,
        },
        "place": question.place,
        "frame": question.frame,
        "occasion": question.occasion,
        "is_part": question.is_part,
    }


def claim_record(claim: Claim) -> dict[str, Json]:
    """Return the record of a claim; ``claimant`` is ``null`` where a text speaks for itself."""
    quantity = claim.quantity
    is_told = claim.claimant is not None
    return {
        "id": claim.id,
        "claimant": {"name": claim.claimant, "party": claim.party, "kind": claim.kind}
        if is_told
        else None,
        "outlet": claim.sightings[0].document.outlet,
        "polarity": claim.polarity,
        "quantity": {
            "text": quantity.text,
            "kind": quantity.kind,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
        },
        "question": question_record(claim.question),
        "period": {
            "frame": claim.question.frame,
            "start": _day(claim.start),
            "end": _day(claim.as_of),
            "end_from": claim.as_of_from,
        },
        "stated_on": _day(claim.stated_on),
        "first_seen": _day(claim.first_seen),
        "last_seen": _day(claim.last_seen),
        "sightings": len(claim.sightings),
        "independent": claim.n_independent,
        "supersedes": claim.supersedes,
        "superseded_by": claim.superseded_by,
    }


def dispute_record(dispute: Dispute) -> dict[str, Json]:
    """Return the record of a dispute: question, claims, verdicts on pairs, and what follows."""
    return {
        "id": dispute.id,
        "question": question_record(dispute.question),
        "claims": [claim_record(claim) for claim in dispute.claims],
        "verdicts": [verdict_record(pair) for pair in dispute.verdicts],
        "ratio": dispute.ratio,
        "widest": dispute.widest,
        "possible_sets": [list(ids) for ids in dispute.possible_sets],
        "changes": [change_record(change) for change in dispute.changes],
    }


def verdict_record(pair: PairVerdict) -> dict[str, Json]:
    """Return the record of the verdict on two claims."""
    return {
        "a": pair.a,
        "b": pair.b,
        "verdict": pair.verdict,
        "reason": pair.reason,
        "rests_on": pair.rests_on,
        "ratio": pair.ratio,
    }


def change_record(change: Change) -> dict[str, Json]:
    """Return the record of a move of bounds, in people."""
    return {"claim": change.claim, "by": change.by, "direction": change.direction}


def claim_row(claim: Claim) -> dict[str, Json]:
    """Return a claim as one flat row of ``CLAIM_COLUMNS``."""
    question, quantity = claim.question, claim.quantity
    values: tuple[Json, ...] = (
        *(claim.id, claim.claimant, claim.party, claim.kind),
        *(claim.sightings[0].document.outlet, claim.polarity),
        *(quantity.text, quantity.kind, quantity.value, quantity.low, quantity.high),
        *(question.outcome, question.party, question.class_, question.group),
        *(question.place, question.frame, question.occasion, question.is_part),
        *(_day(claim.start), _day(claim.as_of), claim.as_of_from, _day(claim.stated_on)),
        *(_day(claim.first_seen), _day(claim.last_seen)),
        *(len(claim.sightings), claim.n_independent, claim.supersedes, claim.superseded_by),
    )
    return dict(zip(CLAIM_COLUMNS, values, strict=True))


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
