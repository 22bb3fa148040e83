"""The tables read back from each format as they went in, and no text in them acts on anything."""

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import ExportError
from counterclaim.export.cells import encodable, formula_safe, printable, read_cell
from counterclaim.export.columns import Column, Value
from counterclaim.export.folder import write_release
from counterclaim.export.release import Release, instant_text
from counterclaim.export.tables import list_tables
from counterclaim.export.workbook import MAX_CELL, shortened
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.parties import Claimant, Relay, Victims
from counterclaim.model.quantities import Quantity
from counterclaim.model.records import from_record
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

NOON = dt.datetime(2022, 3, 3, 12, tzinfo=dt.UTC)
TABLES = {table.name: table for table in list_tables()}


def hostile_release(text: str) -> Release:
    """Return a release in which every free text is this one."""
    sentence = f"{text}12"
    end = len(sentence)
    facts = DocumentFacts(id="d-1", source=text, title=text, outlet=text, url=text, authors=(text,))
    sighting = Sighting(
        id="1",
        source=text,
        sentence=Span(start=0, end=end, text=sentence),
        quantity=Quantity(
            text="12", start=end - 2, end=end, kind="exact", value=12, low=12, high=12
        ),
        outcome="killed",
        victims=Victims(),
        claimant=Claimant(text=text, start=0, end=len(text), name=text or "x", party=text),
        via=(Relay(text=text, name=text),),
        hedge=text,
    )
    kept = KeptSighting(id="s-1", sighting=sighting, document=facts)
    claim = Claim(
        id="c-1",
        question=Question(outcome="killed", place=text),
        quantity=sighting.quantity,
        sightings=(kept,),
        claimant=text or "x",
    )
    return Release(
        made_at=NOON,
        as_of=NOON,
        tool="0.1.0",
        head="00",
        documents=(facts,),
        texts={"d-1": sentence},
        sightings=(kept,),
        claims=(claim,),
        disputes=(Dispute(question=claim.question, claims=(claim,), verdicts=()),),
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def from_csv(column: Column, cell: str) -> Value:
    """Return the value of a cell as `docs/exports.md` says that it is read."""
    if cell == "":
        return None
    readers = {
        "string": read_cell,
        "integer": int,
        "number": float,
        "boolean": lambda text: {"true": True, "false": False}[text],
        "date": dt.date.fromisoformat,
        "datetime": dt.datetime.fromisoformat,
        "array": lambda text: tuple(json.loads(text)),
    }
    return readers[column.type](cell)


def expected(release: Release, name: str) -> list[list[Value]]:
    """Return the values of a table; a text without a character is a missing one."""
    rows = TABLES[name].iter_values(release.in_order())
    return [[None if value == "" else value for value in row] for row in rows]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_csv_reads_back(example: Release, tmp_path: Path, name: str) -> None:
    write_release(example, "csv", tmp_path / "out")
    columns = TABLES[name].columns
    found = [
        [from_csv(column, row[column.name]) for column in columns]
        for row in rows_of(tmp_path / "out" / f"{name}.csv")
    ]
    assert found == expected(example, name)
    assert found or name == "statements"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_parquet_reads_back_with_its_types(example: Release, tmp_path: Path, name: str) -> None:
    write_release(example, "parquet", tmp_path / "out")
    table = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet")
    found = [
        [tuple(value) if isinstance(value, list) else value for value in row.values()]
        for row in table.to_pylist()
    ]
    assert found == [list(row) for row in TABLES[name].iter_values(example.in_order())]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_xlsx_reads_back(example: Release, tmp_path: Path, name: str) -> None:
    write_release(example, "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "counterclaim.xlsx")
    head, *rows = book[name].iter_rows(values_only=True)
    columns = TABLES[name].columns
    assert list(head) == [column.name for column in columns]
    found = [
        [_from_xlsx(column, value) for column, value in zip(columns, row, strict=True)]
        for row in rows
    ]
    assert found == expected(example, name)


def _from_xlsx(column: Column, value: object) -> object:
    if value is None or column.type not in ("array", "date", "datetime"):
        return value
    if column.type == "date":
        return value.date()
    return tuple(json.loads(value)) if column.type == "array" else from_csv(column, value)


def test_jsonl_holds_whole_records(example: Release, tmp_path: Path) -> None:
    write_release(example, "jsonl", tmp_path / "out")
    lines = (tmp_path / "out" / "sightings.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    kept = example.in_order().sightings
    assert [from_record(record["sighting"]) for record in records] == [one.sighting for one in kept]
    assert [record["document"] for record in records] == [one.document.id for one in kept]


def test_jsonl_claim_has_the_shape_of_the_listing(example: Release, tmp_path: Path) -> None:
    write_release(example, "jsonl", tmp_path / "out")
    lines = (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    found = next(one for one in map(json.loads, lines) if one["quantity"]["text"] == "1,597")
    assert found["claimant"] == {
        "name": "Russia's defence ministry",
        "party": "RU",
        "kind": "government",
    }
    assert found["question"]["victims"] == {"party": "RU", "class": "military", "group": None}
    assert found["quantity"]["value"] == 1597
    assert found["independent"] == 1
    assert len(found["sightings"]) == 1


def test_csv_of_the_example_holds_both_figures(example: Release, tmp_path: Path) -> None:
    write_release(example, "csv", tmp_path / "out")
    claims = {row["id"]: row for row in rows_of(tmp_path / "out" / "claims.csv")}
    (pair,) = rows_of(tmp_path / "out" / "pairs.csv")
    figures = [claims[pair[side]]["quantity_text"] for side in ("a", "b")]
    assert figures == ["498", "close to 6,000"]
    assert pair["verdict"] == "contradict"
    (dispute,) = rows_of(tmp_path / "out" / "disputes.csv")
    assert json.loads(dispute["changes"]) == [f"{pair['a']} up 4902"]
    assert dispute["ratio"] == "12.05"


def test_every_link_leads_to_a_row(example: Release, tmp_path: Path) -> None:
    write_release(example, "csv", tmp_path / "out")
    ids = {
        name: {row["id"] for row in rows_of(tmp_path / "out" / f"{name}.csv")}
        for name, table in TABLES.items()
        if table.key == ("id",)
    }
    for name, table in TABLES.items():
        for row in rows_of(tmp_path / "out" / f"{name}.csv"):
            for link in table.links:
                assert row[link.column] in ids[link.table]


def test_frictionless_schema_says_what_may_be_missing(example: Release, tmp_path: Path) -> None:
    write_release(example, "csv", tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["name"]: one.get("schema") for one in package["resources"]}
    fields = {field["name"]: field for field in schemas["claims"]["fields"]}
    assert fields["quantity_low"] == {
        "name": "quantity_low",
        "type": "integer",
        "description": "the lowest number that the words allow, included; "
        "empty is an open side, never zero",
        "unit": "people",
    }
    assert fields["polarity"]["constraints"] == {
        "required": True,
        "enum": ["asserted", "denied"],
    }
    assert schemas["claims"]["primaryKey"] == ["id"]
    assert schemas["claim_sightings"]["foreignKeys"][0] == {
        "fields": ["claim_id"],
        "reference": {"resource": "claims", "fields": ["id"]},
    }


HOSTILE = st.one_of(
    st.text(max_size=12),
    st.text(
        alphabet=st.sampled_from("=+-@'\"|{}[]<>!\t\r\n\x00\x1b\ud800\u2028;, a1"), max_size=12
    ),
    st.sampled_from(
        ["=HYPERLINK(1)", "@SUM(1)", "#REF!", "{{x}}", "|-\n|}", "]]></t>", "_x0041_", "</ref>"]
    ),
)


@given(HOSTILE)
def test_hostile_text_starts_no_formula_in_csv(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    out = tmp_path_factory.mktemp("csv") / "out"
    write_release(hostile_release(text), "csv", out)
    for name in TABLES:
        for row in rows_of(out / f"{name}.csv"):
            assert all(
                not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values()
            )
    (document,) = rows_of(out / "documents.csv")
    assert read_cell(document["title"]) == printable(text)
    (sighting,) = rows_of(out / "sightings.csv")
    assert json.loads(sighting["via"]) == [printable(text)]


@given(HOSTILE)
def test_hostile_text_is_a_text_in_xlsx(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    out = tmp_path_factory.mktemp("xlsx") / "out"
    write_release(hostile_release(text), "xlsx", out)
    book = openpyxl.load_workbook(out / "counterclaim.xlsx")
    assert all(cell.data_type not in ("f", "e") for cell in _iter_cells(book))
    title = title_of_document(book)
    wanted = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (title.value or "") == wanted
    assert bool(title.quotePrefix) == (formula_safe(text) != text)


def _iter_cells(book: openpyxl.Workbook) -> Iterator[openpyxl.cell.Cell]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from row


@given(HOSTILE)
def test_hostile_text_reads_back_from_parquet_and_jsonl(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("both")
    write_release(hostile_release(text), "parquet", folder / "parquet")
    table = pyarrow.parquet.read_table(folder / "parquet" / "documents.parquet")
    assert table["title"].to_pylist() == [encodable(text)]
    write_release(hostile_release(text), "jsonl", folder / "jsonl")
    with (folder / "jsonl" / "documents.jsonl").open(encoding="utf-8", newline="\n") as file:
        assert [json.loads(line)["title"] for line in file] == [encodable(text)]


def test_long_text_is_cut_in_xlsx_and_named(tmp_path: Path) -> None:
    release = hostile_release("a" * 40_000)
    write_release(release, "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "counterclaim.xlsx")
    assert len(title_of_document(book).value) == MAX_CELL
    told = [row[1] for row in book["about"].iter_rows(values_only=True)]
    assert "documents.title of d-1: 40000 characters" in told


def title_of_document(book: openpyxl.Workbook) -> openpyxl.cell.Cell:
    """Return the cell with the title of a workbook's only document."""
    head, row = book["documents"].iter_rows()
    return next(cell for name, cell in zip(head, row, strict=True) if name.value == "title")


def test_cut_counts_as_excel_does() -> None:
    cut = shortened("\U0001f600" * 20_000)
    assert len(cut.encode("utf-16-le")) == 2 * MAX_CELL
    assert cut.endswith("\U0001f600…")


def test_number_too_large_for_parquet_is_named(tmp_path: Path) -> None:
    release = hostile_release("a")
    (claim,) = release.claims
    quantity = replace(claim.quantity, value=2**63, low=2**63, high=2**63)
    release = replace(release, claims=(replace(claim, quantity=quantity),))
    with pytest.raises(ExportError, match=r"9223372036854775808 in the column quantity_value"):
        write_release(release, "parquet", tmp_path / "out")
    write_release(release, "csv", tmp_path / "csv")
    (row,) = rows_of(tmp_path / "csv" / "claims.csv")
    assert row["quantity_value"] == "9223372036854775808"


def test_workbook_says_what_it_is(example: Release, tmp_path: Path) -> None:
    write_release(example, "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "counterclaim.xlsx")
    assert book.sheetnames == ["about", *(table.name for table in list_tables()), "dictionary"]
    assert list(book["about"].iter_rows(values_only=True)) == [
        ("made_at", "2022-03-03T12:00:00Z"),
        ("as_of", "2022-03-03T12:00:00Z"),
        ("tool", "counterclaim 0.1.0"),
        ("ledger_head", "ab" * 32),
    ]
    assert str(book.properties.modified) == "2022-03-03 12:00:00"


def test_instants_are_written_in_utc(example: Release, tmp_path: Path) -> None:
    east = dt.timezone(dt.timedelta(hours=2))
    moved = replace(example, made_at=example.made_at.astimezone(east))
    one = write_release(example, "csv", tmp_path / "one")
    two = write_release(moved, "csv", tmp_path / "two")
    digests = [hashlib.sha256(b"".join(p.read_bytes() for p in x)).hexdigest() for x in (one, two)]
    assert digests[0] == digests[1]
    assert instant_text(moved.made_at) == "2022-03-03T12:00:00Z"
