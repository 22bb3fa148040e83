import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from counterclaim.errors import RecordError, SpanError
from counterclaim.model.parties import Claimant
from counterclaim.model.records import (
    from_record,
    statement_from_record,
    statement_schema,
    to_record,
)
from counterclaim.model.spans import Span
from counterclaim.model.statements import Statement

TEXT = "The mayor said that the bridge was open."


def make(**changes: Any) -> Statement:
    statement = Statement(
        id="1",
        source="a.txt",
        sentence=Span.of(TEXT, 0, 40),
        speaker=Claimant(text="The mayor", start=0, end=9, name="The mayor", kind="government"),
        cue=Span.of(TEXT, 10, 14),
        stance="says",
        content=Span.of(TEXT, 20, 39),
    )
    return replace(statement, **changes)


def test_record_and_back_is_the_same_statement() -> None:
    assert statement_from_record(json.loads(json.dumps(to_record(make())))) == make()


def test_record_names_its_type_and_follows_the_schema() -> None:
    record = to_record(make())
    assert record["type"] == "statement"
    jsonschema.validate(record, statement_schema())


def test_record_of_a_statement_is_no_sighting() -> None:
    with pytest.raises(RecordError):
        from_record(to_record(make()))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ""},
        {"type": "claim"},
        {"stance": "shouts"},
        {"content": Span(start=14, end=15, text=" ")},
        {"cue": Span(start=50, end=54, text="said")},
        {"speaker": Claimant(text="he", start=50, end=52, name="he")},
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(RecordError):
        make(**changes)


def test_check_refuses_a_span_of_another_text() -> None:
    make().check(TEXT)
    with pytest.raises(SpanError):
        make().check(TEXT.replace("open", "shut"))
