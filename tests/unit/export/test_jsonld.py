"""JSON-LD: selectors that lead to the figure, and words of the two vocabularies only."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.export.folder import write_release
from counterclaim.export.jsonld import CONTEXT_CHARS
from counterclaim.export.release import Release
from counterclaim.model.claims import Claim, Question
from counterclaim.model.documents import Document
from counterclaim.model.kept import DocumentFacts
from counterclaim.model.periods import Window

# What schema.org defines for the types that are used, and what has its own line in the context.
SCHEMA_ORG = {
    "about", "address", "addressCountry", "alternateName", "author", "dateCreated",
    "datePublished", "description", "headline", "inLanguage", "maxValue", "minValue", "name",
    "publisher",
    "spatialCoverage", "temporalCoverage", "text", "unitText", "value",
}  # fmt: skip
TYPES = {
    "Annotation", "Claim", "CreativeWork", "Dataset", "Organization", "Person", "Place",
    "PostalAddress", "QuantitativeValue", "SpecificResource", "TextPositionSelector",
    "TextQuoteSelector",
}  # fmt: skip


def written(release: Release, folder: Path) -> dict[str, Any]:
    write_release(release, "jsonld", folder)
    return json.loads((folder / "claims.jsonld").read_text(encoding="utf-8"))


def nodes(document: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [node for node in document["@included"] if node["type"] == type_]


def walk(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from walk(inner)
    if isinstance(node, list):
        for inner in node:
            yield from walk(inner)


def test_selectors_lead_to_the_figure(example: Release, tmp_path: Path) -> None:
    document = written(example, tmp_path / "out")
    (text,) = example.texts.values()
    annotations = nodes(document, "Annotation")
    assert len(annotations) == sum(len(claim.sightings) for claim in example.claims)
    for annotation in annotations:
        place, quoted = annotation["target"]["selector"]
        start, end = place["start"], place["end"]
        assert text[start:end] == quoted["exact"]
        assert text[max(0, start - CONTEXT_CHARS) : start] == quoted["prefix"]
        assert text[end : end + CONTEXT_CHARS] == quoted["suffix"]


def test_positions_count_code_points(make_release: Callable[..., Release], tmp_path: Path) -> None:
    text = "\U0001f4f0 Officials said at least 15 people were killed."
    document = written(make_release(Document(text=text)), tmp_path / "out")
    (annotation,) = nodes(document, "Annotation")
    place, quoted = annotation["target"]["selector"]
    assert (place["start"], place["end"], quoted["exact"]) == (17, 28, "at least 15")
    assert "Unicode code points" in document["description"]


def test_without_texts_the_sentence_is_the_surroundings(example: Release, tmp_path: Path) -> None:
    document = written(replace(example, texts={}), tmp_path / "out")
    sentences = {kept.sighting.sentence.text for kept in example.sightings}
    for annotation in nodes(document, "Annotation"):
        quoted = annotation["target"]["selector"][1]
        around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
        assert any(around in sentence for sentence in sentences)


def test_claim_of_the_example(example: Release, tmp_path: Path) -> None:
    document = written(example, tmp_path / "out")
    (of,) = nodes(document, "CreativeWork")
    claim = next(
        node
        for node in nodes(document, "Claim")
        if node["about"]["alternateName"] == "close to 6,000"
    )
    assert claim["name"] == "Volodymyr Zelensky: close to 6,000 killed (RU, military)"
    assert claim["author"]["name"] == "Volodymyr Zelensky"
    assert claim["datePublished"] == "2022-03-02"
    assert claim["temporalCoverage"] == "2022-02-24/2022-03-01"
    assert claim["appearance"] == [of["id"]]
    assert claim["firstAppearance"] == of["id"]
    assert claim["about"] == {
        "type": "QuantitativeValue",
        "name": "killed, RU, military, cumulative",
        "alternateName": "close to 6,000",
        "unitText": "people",
        "value": 6000,
        "minValue": 5400,
        "maxValue": 5999,
    }
    assert of["url"] == "https://example.org/a?b=1"
    assert of["publisher"] == {"type": "Organization", "name": "Example Wire"}


def test_every_word_is_of_schema_org_or_in_the_context(example: Release, tmp_path: Path) -> None:
    document = written(example, tmp_path / "out")
    context = document.pop("@context")
    for node in walk(document):
        assert set(node) <= SCHEMA_ORG | set(context) | {"@included"}
        assert node.get("type", "Claim") in TYPES


def test_nothing_has_to_be_fetched_and_nobody_is_rated(example: Release, tmp_path: Path) -> None:
    document = written(example, tmp_path / "out")
    assert isinstance(document["@context"], dict)
    assert "http" not in str(document["@context"].get("@import", ""))
    text = (tmp_path / "out" / "claims.jsonld").read_text(encoding="utf-8")
    assert "ClaimReview" not in text
    assert "Rating" not in text


def test_denial_is_told_in_words(
    made_claim: Callable[..., Claim], make_release_of: Callable[..., Release], tmp_path: Path
) -> None:
    claim = made_claim("Tarn", "10", polarity="denied")
    (node,) = nodes(written(make_release_of(claim), tmp_path / "out"), "Claim")
    assert node["name"] == "Tarn (a denial): 10 killed"


@pytest.mark.parametrize(
    ("start", "end", "basis", "text"),
    [
        ("2023-05-01", "2023-05-04", "published", "2023-05-01"),
        (None, "2023-05-04", "published", None),
        (None, "2023-05-04", "period", "../2023-05-04"),
        ("2023-05-01", "2023-05-04", "period", "2023-05-01/2023-05-04"),
    ],
)
def test_event_is_not_dated_by_its_report(
    made_claim: Callable[..., Claim],
    make_release_of: Callable[..., Release],
    tmp_path: Path,
    *,
    start: str | None,
    end: str,
    basis: str,
    text: str | None,
) -> None:
    claim = made_claim(
        "Tarn",
        "10",
        start=dt.date.fromisoformat(start) if start else None,
        as_of=dt.date.fromisoformat(end),
        as_of_from=basis,
    )
    (node,) = nodes(written(make_release_of(claim), tmp_path / "out"), "Claim")
    assert node.get("temporalCoverage") == text


def test_toll_without_a_last_day_is_open(
    made_claim: Callable[..., Claim], make_release_of: Callable[..., Release], tmp_path: Path
) -> None:
    question = Question(outcome="killed", frame="cumulative")
    claim = made_claim("Tarn", "10", start=dt.date(2023, 5, 1), question=question)
    (node,) = nodes(written(make_release_of(claim), tmp_path / "out"), "Claim")
    assert node["temporalCoverage"] == "2023-05-01/.."


def test_coded_sighting_has_no_annotation(
    made_claim: Callable[..., Claim], make_release_of: Callable[..., Release], tmp_path: Path
) -> None:
    claim = made_claim("Tarn", "10")
    coded = replace(claim, sightings=(replace(claim.sightings[0], is_coded=True),))
    document = written(make_release_of(coded), tmp_path / "out")
    assert nodes(document, "Annotation") == []
    assert len(nodes(document, "Claim")) == 1


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2022-03-02", "2022-03-02"),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
    ],
)
def test_month_stays_a_month(
    made_claim: Callable[..., Claim],
    make_release_of: Callable[..., Release],
    tmp_path: Path,
    *,
    published: str,
    text: str,
) -> None:
    facts = DocumentFacts(id="d-1", published=Window.parse(published))
    release = make_release_of(made_claim("Tarn", "10", document=facts))
    (node,) = nodes(written(release, tmp_path / "out"), "CreativeWork")
    assert node["datePublished"] == text


def test_by_line_and_language_of_a_document_are_told(
    made_claim: Callable[..., Claim], make_release_of: Callable[..., Release], tmp_path: Path
) -> None:
    facts = DocumentFacts(id="d-1", authors=("Ilse Brandt", "Orsa Post desk"), language="en")
    release = make_release_of(made_claim("Tarn", "10", document=facts))
    (node,) = nodes(written(release, tmp_path / "out"), "CreativeWork")
    assert node["author"] == [{"name": "Ilse Brandt"}, {"name": "Orsa Post desk"}]
    assert node["inLanguage"] == "en"


@given(st.text(max_size=20))
def test_address_becomes_a_valid_iri(
    made_claim: Callable[..., Claim],
    make_release_of: Callable[..., Release],
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
) -> None:
    facts = DocumentFacts(id="d-1", url=f"https://example.org/{text}")
    release = make_release_of(made_claim("Tarn", "10", document=facts))
    document = written(release, tmp_path_factory.mktemp("ld") / "out")
    (node,) = nodes(document, "CreativeWork")
    assert not set(' <>"{}|\\^`\n\x00') & set(node["url"])
    assert node["url"].isascii()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_only_web_addresses_are_kept(
    made_claim: Callable[..., Claim],
    make_release_of: Callable[..., Release],
    tmp_path: Path,
    url: str,
) -> None:
    release = make_release_of(made_claim("Tarn", "10", document=DocumentFacts(id="d-1", url=url)))
    (node,) = nodes(written(release, tmp_path / "out"), "CreativeWork")
    assert "url" not in node
