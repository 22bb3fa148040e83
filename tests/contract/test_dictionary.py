"""The data dictionary: model, descriptions, the page and what lies beside an export agree."""

import csv
import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest

from counterclaim.errors import RecordError
from counterclaim.export.columns import Column, columns_of, descriptions
from counterclaim.export.dictionary import dictionary_page
from counterclaim.export.folder import write_release
from counterclaim.export.formats import FORMATS, described_tables
from counterclaim.export.release import Release
from counterclaim.export.tables import Table, list_tables
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import PairVerdict
from counterclaim.model.flat import flat_columns
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import KINDS, Quantity
from counterclaim.model.sightings import OUTCOMES, Sighting
from counterclaim.model.spans import Span
from counterclaim.model.statements import STANCES, Statement

MODEL = (
    DocumentFacts, KeptSighting, Sighting, Span, Quantity, Victims, Claimant, Period, Place,
    Statement, Question, Claim, PairVerdict,
)  # fmt: skip
# Fields that are no column: joined by an id, walked into, replaced by a property, or left to JSON.
NO_COLUMN = {
    "Claim.question", "Claim.quantity", "Claim.sightings", "DocumentFacts.copy_group",
    "KeptSighting.sighting", "Sighting.sentence", "Sighting.quantity", "Sighting.victims",
    "Sighting.claimant", "Sighting.period", "Sighting.place", "Sighting.trace",
    "Statement.type", "Statement.sentence", "Statement.speaker", "Statement.cue",
    "Statement.content", "Statement.trace",
}  # fmt: skip
RELEASE = Release(
    made_at=dt.datetime(2022, 3, 3, tzinfo=dt.UTC),
    as_of=dt.datetime(2022, 3, 3, tzinfo=dt.UTC),
    tool="0.1.0",
    head="00",
)
TABLES = {table.name: table for table in described_tables()}


@pytest.mark.parametrize("cls", MODEL, ids=lambda cls: cls.__name__)
def test_every_field_of_the_model_is_described(cls: type) -> None:
    fields = {field.name for field in dataclasses.fields(cls)}
    described = set(descriptions()[cls.__name__])
    left_out = {key.partition(".")[2] for key in NO_COLUMN if key.startswith(f"{cls.__name__}.")}
    assert fields - described == left_out
    assert all(hasattr(cls, name) for name in described)


def test_every_description_is_in_some_column() -> None:
    used = {column.description for table in list_tables() for column in table.columns}
    for of, fields in descriptions().items():
        for name, told in fields.items():
            found = {text for text in used if text == told["is"] or text.startswith(told["is"])}
            assert found, f"{of}.{name}"


def test_sightings_have_every_column_that_extract_prints() -> None:
    exported = {column.name for column in TABLES["sightings"].columns}
    assert set(flat_columns()) - exported == set()


def test_allowed_values_are_those_of_the_model() -> None:
    def values(table: str, column: str) -> tuple[str, ...]:
        (found,) = [one for one in TABLES[table].columns if one.name == column]
        return found.values

    assert values("sightings", "outcome") == OUTCOMES
    assert values("claims", "quantity_kind") == KINDS
    assert values("statements", "stance") == STANCES
    assert values("pairs", "verdict") == ("agree", "compatible", "contradict", "unlinked")
    assert values("sightings", "status") == ("open", "accepted", "rejected", "corrected")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_columns_are_named_once_and_numbers_have_a_unit(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert set(table.key) <= set(names)
    for column in table.columns:
        assert column.description
        assert column.unit or column.type not in ("integer", "date", "datetime"), column.name


def test_page_is_what_the_model_says(repository: Path) -> None:
    page = (repository / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert page == dictionary_page(described_tables())


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if one.tables()])
def test_dictionary_beside_an_export_names_its_columns(tmp_path: Path, format_: str) -> None:
    write_release(RELEASE, format_, tmp_path / "out")
    with (tmp_path / "out" / "data-dictionary.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["table"], row["column"], row["type"]) for row in csv.DictReader(file)]
    assert rows == [
        (table.name, column.name, column.type)
        for table in FORMATS[format_].tables()
        for column in table.columns
    ]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_header_of_the_file_is_that_of_the_dictionary(tmp_path: Path, table: Table) -> None:
    format_ = {"hxl_claims": "hxl", "ucdp_events": "ucdp"}.get(table.name, "csv")
    write_release(RELEASE, format_, tmp_path / "out")
    with (tmp_path / "out" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [column.name for column in table.columns]


def test_every_format_is_on_its_page(repository: Path) -> None:
    page = (repository / "docs" / "exports.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `(\w+)`", page, flags=re.MULTILINE) == list(FORMATS)
    for name, one in FORMATS.items():
        assert f"| `{name}` | {one.summary} |" in page


def test_ucdp_columns_are_all_on_the_page(repository: Path) -> None:
    page = (repository / "docs" / "exports.md").read_text(encoding="utf-8")
    section = page.partition("## `ucdp`")[2].partition("\n## ")[0]
    for column in TABLES["ucdp_events"].columns:
        assert f"`{column.name}`" in section


def test_columns_of_a_class_without_description_are_refused() -> None:
    @dataclasses.dataclass
    class Unknown:
        x: int

    with pytest.raises(RecordError, match=r"Unknown\.x has no description"):
        columns_of(Unknown)


def test_value_that_fits_no_column_is_refused() -> None:
    column = Column(name="x", type="integer", description="x", path=("columns",))
    with pytest.raises(RecordError, match="has no place in the column x"):
        column.value_in(TABLES["pairs"])
