"""``jsonld``: claims as schema.org ``Claim`` and sightings as W3C Web Annotations, in one file.

The context stands inside, so that nothing has to be fetched. Properties are those of schema.org and
of the Web Annotation vocabulary; ``author`` is who makes a claim (``claimInterpreter`` would be who
reads it out of a medium). There is no rating and no review: who is right is not said. Not here:
sightings that a person coded from a table, which have no text to point into. Invariant: a selector
gives the figure in the text of its document; positions count Unicode code points from 0.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from counterclaim.export.cells import encodable, is_web_address
from counterclaim.export.release import Release, instant_text, last_day
from counterclaim.export.resources import Resource
from counterclaim.model.claims import Claim
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.parties import ClaimantKind
from counterclaim.model.records import Json

CONTEXT_CHARS = 32  # code points before and after: the length that the annotation tools use

_CONTEXT: dict[str, Json] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "SpecificResource": "oa:SpecificResource",
    "identifying": "oa:identifying",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "appearance": {"@type": "@id"},
    "firstAppearance": {"@type": "@id"},
    "url": {"@type": "@id"},
}
_UNIT = (
    "The start and end of a TextPositionSelector count Unicode code points of the document's "
    "text as it was read, from 0, end exclusive."
)
# Bodies of these kinds are organisations; of a person, a witness or nobody known it is not said.
_ORGANISATIONS: frozenset[ClaimantKind] = frozenset(
    {"government", "military", "armed group", "international organisation", "ngo", "media"}
)


def write_jsonld(release: Release, folder: Path) -> list[Resource]:
    """Write claims, annotations and documents of a release as one JSON-LD document."""
    path = folder / "claims.jsonld"
    document: dict[str, Json] = {
        "@context": _CONTEXT,
        "id": f"urn:counterclaim:release:{release.head}",
        "type": "Dataset",
        "name": f"Claims of losses in war, known as of {instant_text(release.as_of)}",
        "description": _UNIT,
        "dateCreated": instant_text(release.made_at),
    }
    head = _text(document).removesuffix("}")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f'{head}, "@included": [')
        for number, node in enumerate(_iter_nodes(release)):  # one by one: there may be millions
            file.write((",\n" if number else "\n") + _text(node))
        file.write("\n]}\n")
    media = "application/ld+json"
    return [Resource(path=path.name, media=media, title="Claims and annotations as JSON-LD")]


def _text(node: Json) -> str:
    return encodable(json.dumps(node, ensure_ascii=False))


def iri(of: str, id_: str) -> str:
    """Return the name of a document, claim or sighting.

    >>> iri("claim", "c-01")
    'urn:counterclaim:claim:c-01'
    """
    return f"urn:counterclaim:{of}:{quote(encodable(id_), safe='-._~')}"


def _iter_nodes(release: Release) -> Iterator[Json]:
    for document in release.documents:
        yield _document(document)
    for claim in release.claims:
        yield _claim(claim)
        for kept in claim.sightings:
            if not kept.is_coded:
                yield _annotation(claim, kept, release.texts)


def _document(facts: DocumentFacts) -> Json:
    node: dict[str, Json] = {"id": iri("document", facts.id), "type": "CreativeWork"}
    if facts.title:
        node["headline"] = facts.title
    if facts.outlet:
        node["publisher"] = {"type": "Organization", "name": facts.outlet}
    if facts.authors:
        # By-lines name people and desks alike: none of them is called a person here.
        node["author"] = [{"name": name} for name in facts.authors]
    if facts.language:
        node["inLanguage"] = facts.language
    if facts.published is not None:
        node["datePublished"] = facts.published.iso
    if facts.url and is_web_address(facts.url):
        node["url"] = quote(encodable(facts.url), safe="%/:?#[]@!$&'()*+,;=-._~")
    return node


def _claim(claim: Claim) -> Json:
    first = claim.sightings[0]
    node: dict[str, Json] = {
        "id": iri("claim", claim.id),
        "type": "Claim",
        "name": _name(claim),
        "text": first.sighting.sentence.text,
        "about": _figure(claim),
        "appearance": list(
            dict.fromkeys(iri("document", kept.document.id) for kept in claim.sightings)
        ),
        "firstAppearance": iri("document", first.document.id),
    }
    if claim.claimant is not None:
        kind = "Organization" if claim.kind in _ORGANISATIONS else None
        kind = "Person" if claim.kind == "person" else kind
        author: dict[str, Json] = {"name": claim.claimant}
        node["author"] = {"type": kind, **author} if kind is not None else author
    if claim.stated_on is not None:
        node["datePublished"] = claim.stated_on.isoformat()
    start, end = claim.start, last_day(claim)
    if start is not None or end is not None:
        node["temporalCoverage"] = f"{end}" if start == end else f"{start or '..'}/{end or '..'}"
    place = first.sighting.place
    if place is not None:
        where: dict[str, Json] = {"type": "Place", "name": place.text}
        if place.code is not None:
            where["address"] = {"type": "PostalAddress", "addressCountry": place.code}
        node["spatialCoverage"] = where
    return node


def _figure(claim: Claim) -> Json:
    quantity, question = claim.quantity, claim.question
    facts = (question.outcome, question.party, question.class_, question.group, question.frame)
    numbers = {"value": quantity.value, "minValue": quantity.low, "maxValue": quantity.high}
    return {
        "type": "QuantitativeValue",
        "name": ", ".join(fact for fact in facts if fact),
        "alternateName": quantity.text,
        "unitText": "people",
        **{name: number for name, number in numbers.items() if number is not None},
    }


def _name(claim: Claim) -> str:
    """Return the claim in one line, from its parts: who tells or denies which figure of whom."""
    denial = " (a denial)" if claim.polarity == "denied" else ""
    question = claim.question
    facts = (question.party, question.class_, question.group)
    whom = ", ".join(fact for fact in facts if fact)
    what = f"{claim.quantity.text} {question.outcome or ''}".strip()
    end = f" ({whom})" if whom else ""
    return " ".join(f"{claim.claimant or 'The text itself'}{denial}: {what}{end}".split())


def _annotation(claim: Claim, kept: KeptSighting, texts: Mapping[str, str]) -> Json:
    quantity = kept.sighting.quantity
    before, after = _surroundings(kept, texts.get(kept.document.id))
    node: dict[str, Json] = {
        "id": iri("sighting", kept.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": iri("claim", claim.id),
        "target": {
            "type": "SpecificResource",
            "source": iri("document", kept.document.id),
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": quantity.start,
                    "end": quantity.end,
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": quantity.text,
                    "prefix": before,
                    "suffix": after,
                },
            ],
        },
    }
    if kept.document.entered_at is not None:
        node["created"] = instant_text(kept.document.entered_at)
    return node


def _surroundings(kept: KeptSighting, text: str | None) -> tuple[str, str]:
    """Return what stands around the figure: from the text, else as far as its sentence goes."""
    sentence, quantity = kept.sighting.sentence, kept.sighting.quantity
    start, end = quantity.start, quantity.end
    if text is None:
        text, start, end = sentence.text, start - sentence.start, end - sentence.start
    return text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
