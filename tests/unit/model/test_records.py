"""Sightings as records: there and back, refused where they do not fit, described by a schema."""

import copy
import datetime as dt
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from counterclaim.errors import RecordError, SpanError
from counterclaim.model.documents import Document
from counterclaim.model.parties import Claimant, Place, Relay, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.records import from_record, record_schema, to_record
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

TEXT = "The mayor said close to 6,000 Velmoran soldiers had died within six days."


def sighting(**changes: Any) -> Sighting:
    fields: dict[str, Any] = {
        "id": "0123456789abcdef",
        "source": "velmora.txt",
        "sentence": Span.of(TEXT, 0, len(TEXT)),
        "quantity": Quantity(
            text="close to 6,000", start=15, end=29, kind="nearly", value=6000, low=5400, high=5999
        ),
        "outcome": "killed",
        "victims": Victims(
            text="Velmoran soldiers", start=30, end=47, party="QV", class_="military"
        ),
        "claimant": Claimant(
            text="The mayor", start=0, end=9, name="mayor", party="QV", kind="government"
        ),
        "via": (Relay(text="Kastapress", name="Kastapress"),),
        "stated_on": dt.date(2022, 3, 2),
        "period": Period(frame="cumulative", start=dt.date(2022, 2, 24), text="within six days"),
        "place": Place(text="Dorna", code="QV"),
        "hedge": "reportedly",
        "inferred": ("victims.party",),
        "confidence": 0.62,
        "trace": {"outcome": ("loss.subject", "outcomes.die")},
    }
    return Sighting(**{**fields, **changes})


@pytest.fixture
def record() -> dict[str, Any]:
    return copy.deepcopy(to_record(sighting()))  # type: ignore[return-value]


def test_record_and_back_is_the_same_sighting() -> None:
    assert from_record(to_record(sighting())) == sighting()


def test_record_survives_json() -> None:
    assert from_record(json.loads(json.dumps(to_record(sighting())))) == sighting()


def test_bare_sighting_survives_a_record() -> None:
    bare = sighting(
        claimant=None, via=(), stated_on=None, period=Period(), place=None, hedge=None, trace={}
    )
    assert from_record(to_record(bare)) == bare


def test_class_of_the_victims_has_its_plain_name_in_the_record(record: dict[str, Any]) -> None:
    assert record["victims"]["class"] == "military"


def test_dates_are_iso_text_in_the_record(record: dict[str, Any]) -> None:
    assert (record["stated_on"], record["period"]["start"]) == ("2022-03-02", "2022-02-24")


def test_unknown_is_null_in_the_record(record: dict[str, Any]) -> None:
    assert (record["part_of"], record["repeats"], record["period"]["end"]) == (None, None, None)


def test_record_keeps_the_order_of_the_model(record: dict[str, Any]) -> None:
    assert list(record)[:5] == ["id", "source", "sentence", "quantity", "outcome"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("outcome",), "vanished"),
        (("polarity",), "maybe"),
        (("quantity", "kind"), "plenty"),
        (("quantity", "value"), "6000"),
        (("quantity", "value"), 6000.0),
        (("quantity", "value"), True),
        (("quantity", "low"), -1),
        (("quantity", "start"), 16),
        (("quantity",), None),
        (("quantity",), []),
        (("victims", "class"), "sailors"),
        (("claimant", "kind"), "ghost"),
        (("stated_on",), "2 March"),
        (("stated_on",), 20220302),
        (("period", "frame"), "forever"),
        (("via",), "Kastapress"),
        (("via",), ["Kastapress"]),
        (("optional",), 1),
        (("confidence",), 1.01),
        (("confidence",), -0.01),
        (("confidence",), True),
        (("confidence",), "0.5"),
        (("id",), ""),
        (("sentence", "start"), None),
    ],
)
def test_record_that_does_not_fit_is_refused(
    record: dict[str, Any], path: tuple[str, ...], value: object
) -> None:
    place: Any = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(RecordError):
        from_record(record)


@pytest.mark.parametrize(("written", "read"), [(None, None), (0, 0.0), (1, 1.0), (0.5, 0.5)])
def test_confidence_is_a_share_or_not_known(
    record: dict[str, Any], written: float | None, read: float | None
) -> None:
    record["confidence"] = written
    assert from_record(record).confidence == read


def test_refusal_names_the_field(record: dict[str, Any]) -> None:
    record["period"]["start"] = "soon"
    with pytest.raises(RecordError, match=r"record\.period\.start: 'soon' is not a date"):
        from_record(record)


@pytest.mark.parametrize("field", ["id", "source", "sentence", "quantity", "outcome", "victims"])
def test_record_without_a_needed_field_is_refused(record: dict[str, Any], field: str) -> None:
    del record[field]
    with pytest.raises(RecordError):
        from_record(record)


def test_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(record_schema())


def test_schema_accepts_a_record(record: dict[str, Any]) -> None:
    validator = Draft202012Validator(record_schema(), format_checker=FormatChecker())
    assert list(validator.iter_errors(record)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("outcome",), "vanished"),
        (("quantity", "value"), "6000"),
        (("stated_on",), 20220302),
        (("stated_on",), "2 March"),
        (("victims", "class"), "sailors"),
        (("via",), "Kastapress"),
        (("surplus",), 1),
        (("confidence",), 1.01),
    ],
)
def test_schema_refuses_what_does_not_fit(
    record: dict[str, Any], path: tuple[str, ...], value: object
) -> None:
    place: Any = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    validator = Draft202012Validator(record_schema(), format_checker=FormatChecker())
    assert list(validator.iter_errors(record))


def test_schema_requires_every_field(record: dict[str, Any]) -> None:
    assert record_schema()["required"] == list(record)


def test_sighting_without_an_id_is_refused() -> None:
    with pytest.raises(RecordError, match="needs an id"):
        sighting(id="")


def test_unknown_outcome_is_refused() -> None:
    with pytest.raises(RecordError, match="'vanished' is no outcome"):
        sighting(outcome="vanished")


def test_unknown_polarity_is_refused() -> None:
    with pytest.raises(RecordError, match="'maybe' is no polarity"):
        sighting(polarity="maybe")


def test_claim_of_a_caption_has_to_be_optional() -> None:
    with pytest.raises(RecordError, match="caption"):
        sighting(caption=True, optional=False)


def test_quantity_outside_its_sentence_is_refused() -> None:
    with pytest.raises(RecordError, match="outside its sentence"):
        sighting(sentence=Span.of(TEXT, 0, 20))


def test_check_accepts_the_text_it_was_made_from() -> None:
    sighting().check(TEXT)


@pytest.mark.parametrize("word", ["6,000", "Velmoran", "The mayor", "days"])
def test_check_refuses_a_text_in_which_a_span_reads_otherwise(word: str) -> None:
    with pytest.raises(SpanError):
        sighting().check(TEXT.replace(word, "x" * len(word)))


def test_sighting_can_be_a_member_of_a_set() -> None:
    assert len({sighting(), sighting()}) == 1


def test_digest_of_a_document_counts_its_text_only() -> None:
    assert Document(text="a", source="x").sha256 == Document(text="a", source="y").sha256


def test_digest_of_a_lone_surrogate_exists() -> None:
    assert len(Document(text="\ud800").sha256) == 64
