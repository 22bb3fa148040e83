"""``jsonl``: one file per table with full records, a line each.

A sighting holds the record of ``docs/record.md`` as it stands; a claim has the shape in which
``disputes`` prints it. Invariant: nothing of a sighting or statement is left out, its trace
included.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from counterclaim.export.cells import encodable
from counterclaim.export.columns import Value
from counterclaim.export.release import Release, instant_text
from counterclaim.export.resources import Resource
from counterclaim.export.tables import Table, list_tables
from counterclaim.model.claim_records import claim_record, dispute_record, question_record
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.records import Json, as_json, to_record


def write_jsonl(release: Release, folder: Path) -> list[Resource]:
    """Write every table of a release into a folder, as full records."""
    written = []
    for table in list_tables():
        path = folder / f"{table.name}.jsonl"
        make = _RECORDS.get(table.name)
        write_lines(path, make(release) if make is not None else _flat(table, release))
        media = "application/jsonl"
        written.append(Resource(path=path.name, media=media, title=table.title))
    return written


def write_lines(path: Path, records: Iterator[dict[str, Json]]) -> None:
    """Write records, one per line; a lone surrogate becomes U+FFFD."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for record in records:
            file.write(encodable(json.dumps(record, ensure_ascii=False)) + "\n")


def _question(question: Question) -> dict[str, Json]:
    return {"id": question.id, **question_record(question)}


def _claim(claim: Claim) -> dict[str, Json]:
    """Return a claim as ``claims --format json`` prints it, with its sightings by their ids."""
    return {
        **claim_record(claim),
        "question": _question(claim.question),
        "sightings": [kept.id for kept in claim.sightings],
    }


def _documents(release: Release) -> Iterator[dict[str, Json]]:
    return (_document(one) for one in release.documents)


def _document(facts: DocumentFacts) -> dict[str, Json]:
    entered = None if facts.entered_at is None else instant_text(facts.entered_at)
    return {
        "id": facts.id,
        "source": facts.source,
        "published": as_json(facts.published),
        "published_from": facts.published_from,
        "published_at": facts.published_at,
        "title": facts.title,
        "outlet": facts.outlet,
        "authors": list(facts.authors),
        "language": facts.language,
        "url": facts.url,
        "notes": list(facts.notes),
        "copy_group": facts.lineage,
        "entered_at": entered,
    }


def _sightings(release: Release) -> Iterator[dict[str, Json]]:
    return (_sighting(one) for one in release.sightings)


def _sighting(kept: KeptSighting) -> dict[str, Json]:
    return {
        "id": kept.id,
        "document": kept.document.id,
        "status": kept.status,
        "is_coded": kept.is_coded,
        "sighting": to_record(kept.sighting),
    }


def _statements(release: Release) -> Iterator[dict[str, Json]]:
    return (to_record(one) for one in release.statements)


def _claims(release: Release) -> Iterator[dict[str, Json]]:
    return (_claim(one) for one in release.claims)


def _disputes(release: Release) -> Iterator[dict[str, Json]]:
    return (_dispute(one) for one in release.disputes)


def _dispute(dispute: Dispute) -> dict[str, Json]:
    """Return a dispute as ``disputes --format json`` prints it, with its claims by their ids."""
    return {
        **dispute_record(dispute),
        "question": _question(dispute.question),
        "claims": [claim.id for claim in dispute.claims],
    }


def _flat(table: Table, release: Release) -> Iterator[dict[str, Json]]:
    names = [column.name for column in table.columns]
    for values in table.iter_values(release):
        yield dict(zip(names, map(_json, values), strict=True))


def _json(value: Value) -> Json:
    return as_json(value)


_RECORDS: Mapping[str, Callable[[Release], Iterator[dict[str, Json]]]] = {
    "documents": _documents,
    "sightings": _sightings,
    "statements": _statements,
    "claims": _claims,
    "disputes": _disputes,
}
