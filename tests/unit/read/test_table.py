import hashlib
import json
from pathlib import Path

import pytest

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.skips import Skip
from counterclaim.read.table import iter_table


def write(path: Path, *rows: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def only(path: Path) -> Document:
    (found,) = iter_table(path)
    assert isinstance(found, Document)
    return found


def test_row_of_json_lines_fills_the_document(tmp_path: Path) -> None:
    row = {"id": "a", "text": "T", "published": "2022-03-02", "title": "H", "outlet": "O"}
    assert only(write(tmp_path / "a.jsonl", row | {"url": "u"})) == Document(
        text="T",
        source="a",
        published=Window.parse("2022-03-02"),
        title="H",
        outlet="O",
        url="u",
    )


@pytest.mark.parametrize(("name", "source"), [("id", "0"), ("doc", "7")])
def test_row_may_be_named_by_id_or_doc_and_by_a_number(
    tmp_path: Path, name: str, source: str
) -> None:
    assert only(write(tmp_path / "a.jsonl", {name: int(source), "text": "T"})).source == source


def test_row_without_a_name_is_named_by_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", "", {"text": "T"})
    assert only(path).source == f"{path}:2"


@pytest.mark.parametrize("date", ["2022", "2022-03", "2022-03-02", "2022-03-02T10:00:00Z"])
def test_date_may_be_a_year_a_month_or_a_day(tmp_path: Path, date: str) -> None:
    found = only(write(tmp_path / "a.jsonl", {"text": "T", "date": date}))
    assert found.published == Window.parse(date)


@pytest.mark.parametrize("date", ["", "soon", "2022-13-45", None, 5.5, {}, ["2022"]])
def test_unreadable_date_leaves_the_row_undated(tmp_path: Path, date: object) -> None:
    assert only(write(tmp_path / "a.jsonl", {"text": "T", "date": date})).published is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "a"}, "the row has no text"),
        ({"text": "  "}, "the row has no text"),
        ({"text": 5}, "the row has no text"),
        ("[1]", "the line is no JSON object"),
        ("{oops", "the line is no JSON"),
        ("[" * 100_000, "the line is no JSON"),
        ('{"id": ' + "9" * 9_999 + "}", "the line is no JSON"),
    ],
)
def test_bad_line_is_a_skip_with_its_number_and_the_next_is_read(
    tmp_path: Path, row: object, reason: str
) -> None:
    path = write(tmp_path / "a.jsonl", row, {"id": "b", "text": "T"})
    skip, document = iter_table(path)
    assert isinstance(skip, Skip)
    assert skip.source == f"{path}:1"
    assert skip.reason.startswith(reason)
    assert document == Document(text="T", source="b")


def test_lone_surrogate_and_nul_are_replaced_one_for_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", r'{"id": "\ud800", "text": "a\ud83db\u0000c \ud83d\ude00"}')
    found = only(path)
    assert found.text == "a\ufffdb\ufffdc \U0001f600"
    assert found.source == "\ufffd"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_may_be_parted_by_any_usual_sign(tmp_path: Path, delimiter: str) -> None:
    rows = (delimiter.join(row) for row in (("ID", " Text", "date"), ("a", '"T, ""t"""', "2022")))
    found = only(write(tmp_path / "a.csv", *rows))
    assert (found.source, found.text) == ("a", 'T, "t"')
    assert found.published == Window.parse("2022")


def test_csv_of_another_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\na,“café”\n".encode("utf-16"))
    assert only(path).text == "“café”"


def test_csv_row_without_text_is_a_skip_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", 'a,"two', 'lines"', "b", "c,T")
    first, skip, last = iter_table(path)
    assert first == Document(text="two\nlines", source="a")
    assert skip == Skip(source=f"{path}:4", reason="the row has no text")
    assert last == Document(text="T", source="c")


def test_very_long_csv_field_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", f"a,{'x' * 1_000_000}")
    assert len(only(path).text) == 1_000_000


def test_csv_without_texts_names_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'text', only id, body"):
        list(iter_table(write(tmp_path / "a.csv", "id,body", "a,T")))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_table_without_rows_is_refused(tmp_path: Path, name: str) -> None:
    header = "id,text" if name.endswith("csv") else "\n"
    with pytest.raises(InputError, match="no rows"):
        list(iter_table(write(tmp_path / name, header)))


def test_binary_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(bytes(range(256)) * 9)
    with pytest.raises(InputError, match="binary"):
        list(iter_table(path))


def test_row_is_captured_as_its_canonical_json(tmp_path: Path) -> None:
    one = only(write(tmp_path / "a.jsonl", '{"text": "T", "outlet": "Ö"}'))
    same = only(write(tmp_path / "b.jsonl", '{"outlet":"\\u00d6",  "text":"T"}'))
    other = only(write(tmp_path / "c.jsonl", '{"text": "T", "outlet": "P"}'))
    assert one.id == hashlib.sha256('{"outlet":"Ö","text":"T"}'.encode()).hexdigest()
    assert one.id == same.id
    assert one.id != other.id
    assert one.reader == "row/1"
