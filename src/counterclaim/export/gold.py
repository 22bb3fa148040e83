"""``gold``: reviewed sightings as gold annotation, with the texts, to measure an engine against.

One line per accepted or corrected sighting, in the fields that a scorer reads; a sighting that is
still open is ``optional``, so that a reader of it is neither rewarded nor punished; a rejected one
is left out. Documents in which nothing was reviewed are not there. Not here: sightings that a
person coded from a table. Invariants: every span is that of the text that is written; ``doc`` is
the stem of the text's file, and no two documents share one.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from counterclaim.errors import EmptyInputError, ExportError
from counterclaim.export.cells import encodable
from counterclaim.export.jsonl_files import write_lines
from counterclaim.export.release import Release
from counterclaim.export.resources import Resource
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.records import Json, to_record

_FIELDS = (
    "quantity",
    "outcome",
    "victims",
    "claimant",
    "via",
    "stated_on",
    "period",
    "place",
    "polarity",
    "hedge",
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")
_NAME_CHARS = 60  # of a source in the name of a file; the id makes the rest
_ID_DIGITS = 8

Reviewed = tuple[str, DocumentFacts, list[KeptSighting]]


def write_gold(release: Release, folder: Path) -> list[Resource]:
    """Write the reviewed documents of a release as gold, their texts and what is known of them."""
    reviewed = _reviewed(release)
    if not reviewed:
        raise EmptyInputError("no sighting was reviewed yet", "counterclaim review accepts one")
    texts = folder / "articles"
    texts.mkdir()
    written = [
        Resource(path="articles.jsonl", media="application/jsonl", title="Gold annotation"),
        Resource(path="articles.meta.jsonl", media="application/jsonl", title="Dates and outlets"),
    ]
    for doc, facts, sightings in reviewed:
        text = release.texts.get(facts.id)
        if text is None:
            raise ExportError(f"the text of {facts.source or facts.id} is not in the release")
        for kept in sightings:
            kept.sighting.check(text)
        path = texts / f"{doc}.txt"
        path.write_bytes(encodable(text).encode("utf-8"))
        name = f"{texts.name}/{path.name}"
        written.append(Resource(path=name, media="text/plain", title=facts.title or doc))
    write_lines(folder / written[0].path, _iter_gold(reviewed))
    write_lines(folder / written[1].path, _iter_meta(reviewed))
    return written


def _reviewed(release: Release) -> list[Reviewed]:
    """Return the documents in which something was reviewed, under names that no two share."""
    found = []
    taken: dict[str, str] = {}
    for facts, sightings in release.iter_by_document():
        read = [kept for kept in sightings if not kept.is_coded]
        if any(kept.status != "open" for kept in read):
            doc = _name_of(facts)
            if taken.setdefault(doc.casefold(), facts.id) != facts.id:
                doc = f"{doc}-{facts.id[:_ID_DIGITS]}"
                taken[doc.casefold()] = facts.id
            found.append((doc, facts, read))
    return found


def _name_of(facts: DocumentFacts) -> str:
    stem = PurePath(facts.source.partition("?")[0]).stem
    name = _NOT_IN_NAMES.sub("-", stem).strip("-")[:_NAME_CHARS].strip("-")
    return name or f"document-{facts.id[:_ID_DIGITS]}"


def _iter_gold(reviewed: list[Reviewed]) -> Iterator[dict[str, Json]]:
    for doc, _, sightings in reviewed:
        kept = [one for one in sightings if one.status != "rejected"]
        if not kept:
            yield {"doc": doc, "no_claims": True}
        for one in kept:
            yield _gold(doc, one)


def _gold(doc: str, kept: KeptSighting) -> dict[str, Json]:
    sighting = kept.sighting
    record = to_record(sighting)
    return {
        "doc": doc,
        "sentence": {"start": sighting.sentence.start, "end": sighting.sentence.end},
        **{name: record[name] for name in _FIELDS},
        "optional": sighting.optional or kept.status == "open",
    }


def _iter_meta(reviewed: list[Reviewed]) -> Iterator[dict[str, Json]]:
    for doc, facts, _ in reviewed:
        line: dict[str, Json] = {"doc": doc}
        if facts.published is not None:
            line["published"] = facts.published.iso
        known = {"outlet": facts.outlet, "title": facts.title, "url": facts.url}
        yield line | {name: value for name, value in known.items() if value}
