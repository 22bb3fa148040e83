"""The record: model, schema, the page that explains it, and what the command prints agree."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import counterclaim
from counterclaim.model.records import (
    from_record,
    record_schema,
    statement_from_record,
    statement_schema,
    to_record,
)

TEXT = (
    "Officials said on Friday that 15 people, including three children, were killed in the blast."
    "\n\nSoldiers died, an army spokesman said, denying that dozens were wounded."
)


def walk(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for option in schema.get("anyOf", [schema]):
        for name, inner in option.get("properties", {}).items():
            yield f"{path}{name}", inner
            yield from walk(inner, f"{path}{name}.")
        if "items" in option:
            yield from walk(option["items"], path)


def enum_values(schema: dict[str, Any]) -> set[str]:
    return {
        value
        for _, inner in walk(schema)
        for option in inner.get("anyOf", [inner])
        for value in option.get("enum", ())
    }


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "record.md").read_text(encoding="utf-8")


def test_checked_in_schema_is_the_generated_one(repository: Path) -> None:
    text = (repository / "docs" / "record.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == record_schema(), "run: counterclaim schema > docs/record.schema.json"


def test_every_field_stands_in_the_first_column_of_the_page(page: str) -> None:
    section = page.split("## Fields", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    cells = re.findall(r"^\|([^|]*)\|", section, flags=re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    assert named == {name for name, _ in walk(record_schema())}


def test_every_value_of_an_enumeration_stands_in_the_page(page: str) -> None:
    assert enum_values(record_schema()) <= set(re.findall(r"`([^`]+)`", page))


def test_example_of_the_page_is_a_record(page: str) -> None:
    example = json.loads(re.findall(r"```json\n(.*?)```", page, flags=re.DOTALL)[0])
    jsonschema.validate(example, record_schema())
    assert to_record(from_record(example)) == example


def test_records_follow_the_schema() -> None:
    found = counterclaim.extract(counterclaim.read(TEXT, published="2023-05-05"))
    assert found
    for sighting in found:
        jsonschema.validate(json.loads(json.dumps(to_record(sighting))), record_schema())


def test_a_part_is_a_record_of_its_own() -> None:
    text = "The mayor of Dorna said at least 40 people, including three children, were killed."
    records = [to_record(s) for s in counterclaim.extract(counterclaim.read(text))]
    assert [record["part_of"] for record in records] == [None, records[0]["id"]]
    for record in records:
        jsonschema.validate(record, record_schema())


def test_checked_in_schema_of_a_statement_is_the_generated_one(repository: Path) -> None:
    text = (repository / "docs" / "statement.schema.json").read_text(encoding="utf-8")
    wanted = "run: counterclaim schema --statements > docs/statement.schema.json"
    assert json.loads(text) == statement_schema(), wanted


def test_every_field_and_stance_of_a_statement_stands_in_its_section(page: str) -> None:
    section = page.split("## Statements", maxsplit=1)[1]
    cells = re.findall(r"^\|([^|]*)\|", section, flags=re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    fields = {name for name, _ in walk(statement_schema())}
    stances = set(statement_schema()["properties"]["stance"]["enum"])
    assert named == fields | stances


def test_example_of_a_statement_is_a_record(page: str) -> None:
    section = page.split("## Statements", maxsplit=1)[1]
    example = json.loads(re.findall(r"```json\n(.*?)```", section, flags=re.DOTALL)[0])
    jsonschema.validate(example, statement_schema())
    assert to_record(statement_from_record(example)) == example
    text = example["sentence"]["text"]
    (found,) = counterclaim.statements(counterclaim.read(text, published="2031-03-05"))
    assert to_record(found) == {**example, "source": ""}
