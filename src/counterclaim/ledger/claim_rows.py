"""Claims as rows of the derived tables, and back with their sightings.

Not here: how claims are made (``group``) and when (``derive.py``). Invariant: a claim that was
stored and loaded with the same state is equal to itself.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from counterclaim.errors import RecordError
from counterclaim.ledger import schema
from counterclaim.ledger.entries import Row as Values
from counterclaim.ledger.entries import damaged
from counterclaim.ledger.fold import State, kept_from
from counterclaim.ledger.paging import chunks
from counterclaim.ledger.rows import clean_or_none, day_of, day_text, stored_number
from counterclaim.model.claims import Claim, Question
from counterclaim.model.digests import canonical_json
from counterclaim.model.kept import KeptSighting
from counterclaim.model.quantities import Quantity


def claim_row(claim: Claim, bucket: str) -> Values:
    """Return the row of a claim."""
    question, quantity = claim.question, claim.quantity
    return {
        "id": claim.id,
        "bucket": bucket,
        "question": question.id,
        "outcome": question.outcome,
        "victims_party": clean_or_none(question.party),
        "victims_class": question.class_,
        "victims_group": question.group,
        "frame": question.frame,
        "place": clean_or_none(question.place),
        "place_key": _key(question.place),
        "occasion": clean_or_none(question.occasion),
        "is_part": question.is_part,
        "claimant_name": clean_or_none(claim.claimant),
        "claimant_key": _key(claim.claimant),
        "claimant_party": clean_or_none(claim.party),
        "claimant_kind": claim.kind,
        "polarity": claim.polarity,
        "quantity": _quantity_text(quantity),
        "kind": quantity.kind,
        "value": stored_number(quantity.value),
        "low": stored_number(quantity.low),
        "high": stored_number(quantity.high),
        "start": day_text(claim.start),
        "as_of": day_text(claim.as_of),
        "as_of_from": claim.as_of_from,
        "stated_on": day_text(claim.stated_on),
        "first_seen": day_text(claim.first_seen),
        "last_seen": day_text(claim.last_seen),
        "n_sightings": len(claim.sightings),
        "n_independent": claim.n_independent,
        "supersedes": claim.supersedes,
        "superseded_by": claim.superseded_by,
    }


def link_rows(claim: Claim) -> list[Values]:
    """Return the rows that tie a claim to its sightings, in their order."""
    return [
        {"claim": claim.id, "position": position, "sighting": kept.id}
        for position, kept in enumerate(claim.sightings)
    ]


def sightings_of(
    connection: Connection, ids: Iterable[str], state: State
) -> dict[str, list[KeptSighting]]:
    """Return the sightings of claims by the claims' ids, in their order."""
    link, member, of = schema.claim_sightings.c, schema.members.c, schema.sightings.c
    found: dict[str, list[KeptSighting]] = defaultdict(list)
    for some in chunks(ids):
        statement = (
            select(
                *(link.claim, of.id, of.engine_id, of.document, of.record),
                schema.readings.c.is_coded,
            )
            .join(schema.members, member.sighting == link.sighting)
            .join(schema.sightings, (of.entry == member.entry) & (of.id == member.sighting))
            .join(schema.readings, schema.readings.c.entry == of.entry)
            .where(link.claim.in_(some))
            .order_by(link.claim, link.position)
        )
        for row in connection.execute(statement):
            kept = kept_from(row.id, row.engine_id, row.document, (row.record, row.is_coded), state)
            found[row.claim].append(kept)
    return found


def documents_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return the documents in which claims are stated."""
    link, member = schema.claim_sightings.c, schema.members.c
    found: set[str] = set()
    for some in chunks(ids):
        statement = (
            select(member.document)
            .join(schema.claim_sightings, link.sighting == member.sighting)
            .where(link.claim.in_(some))
            .distinct()
        )
        found.update(connection.execute(statement).scalars())
    return found


def claim_of(row: Row[Any], sightings: tuple[KeptSighting, ...]) -> Claim:
    """Return the claim of a row with the sightings that were loaded for it."""
    try:
        return _claim_of(row, sightings)
    except (LookupError, RecordError, TypeError, ValueError) as error:
        raise damaged(f"the claim {row.id} cannot be read ({error})") from error


def _claim_of(row: Row[Any], sightings: tuple[KeptSighting, ...]) -> Claim:
    question = Question(
        outcome=row.outcome,
        party=row.victims_party,
        class_=row.victims_class,
        group=row.victims_group,
        frame=row.frame,
        place=row.place,
        occasion=row.occasion,
        is_part=row.is_part,
    )
    return Claim(
        id=row.id,
        question=question,
        quantity=Quantity(**json.loads(row.quantity)),
        sightings=sightings,
        claimant=row.claimant_name,
        party=row.claimant_party,
        kind=row.claimant_kind,
        polarity=row.polarity,
        start=day_of(row.start),
        as_of=day_of(row.as_of),
        as_of_from=row.as_of_from,
        stated_on=day_of(row.stated_on),
        supersedes=row.supersedes,
        superseded_by=row.superseded_by,
    )


def _quantity_text(quantity: Quantity) -> str:
    names = ("text", "start", "end", "kind", "value", "low", "high")
    return canonical_json({name: getattr(quantity, name) for name in names})


def _key(name: str | None) -> str | None:
    return None if name is None else clean_or_none(name.casefold())
