"""The record, its schema and its page say the same."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from counterclaim import extract, read
from counterclaim.model.records import record_schema, to_record

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "record.md").read_text(encoding="utf-8")


def names_and_values(schema: object) -> set[str]:
    """Return every property name and every value of an enumeration in a schema."""
    found: set[str] = set()
    if isinstance(schema, dict):
        found |= set(schema.get("properties", {}))
        found |= {value for value in schema.get("enum", ()) if isinstance(value, str)}
        for inner in schema.values():
            found |= names_and_values(inner)
    elif isinstance(schema, list):
        for inner in schema:
            found |= names_and_values(inner)
    return found


def test_schema_on_file_is_the_schema_of_the_model() -> None:
    on_file = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))
    assert on_file == record_schema()


@pytest.mark.parametrize("word", sorted(names_and_values(record_schema())))
def test_page_names_every_field_and_value(word: str) -> None:
    assert re.search(rf"`(?:[\w.]+[.])?{re.escape(word)}`", PAGE), word


def test_records_fit_the_schema() -> None:
    text = "The mayor of Dorna said at least 40 people, including three children, were killed."
    records = [to_record(s) for s in extract(read(text, published="2023-05-03"))]
    assert len(records) == 2
    for record in records:
        jsonschema.validate(record, record_schema())
