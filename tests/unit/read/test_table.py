import gzip
import hashlib
import json
from pathlib import Path

import pytest

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read import table_lines
from counterclaim.read.columns import parse_columns
from counterclaim.read.skips import Skip
from counterclaim.read.table import iter_table, read_row


def write(path: Path, *rows: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def only(path: Path, columns: str = "") -> Document:
    (found,) = iter_table(path, columns=parse_columns(columns) if columns else None)
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
        published_from="row",
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
    with pytest.raises(InputError, match="no column 'text', only id, corpus"):
        list(iter_table(write(tmp_path / "a.csv", "id,corpus", "a,T")))


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


def test_row_of_a_scraped_table_is_read_under_its_common_names(tmp_path: Path) -> None:
    row = {"maintext": "T", "date_publish": "2022-03-02 14:05:00", "headline": "H"}
    more = {"source_name": "O", "link": "u", "byline": "By A. Mora", "lang": "en-GB"}
    assert only(write(tmp_path / "a.jsonl", row | more)) == Document(
        text="T",
        source=f"{tmp_path / 'a.jsonl'}:1",
        published=Window.parse("2022-03-02"),
        title="H",
        outlet="O",
        url="u",
        authors=("A. Mora",),
        language="en",
        published_from="row",
    )


def test_column_of_texts_is_the_first_known_one_that_holds_any(tmp_path: Path) -> None:
    both = {"content": "second", "body": "first"}
    assert only(write(tmp_path / "a.jsonl", both)).text == "first"
    assert only(write(tmp_path / "b.jsonl", both | {"text": "T"})).text == "T"
    assert only(write(tmp_path / "c.jsonl", both | {"text": None, "body": " "})).text == "second"
    assert only(write(tmp_path / "d.jsonl", both | {"Text": "T"})).text == "T"


def test_columns_that_are_named_win(tmp_path: Path) -> None:
    row = {"text": "T", "raw": {"body": ["One.", "Two."], "when": "20220302"}, "date": "2021"}
    found = only(write(tmp_path / "a.jsonl", row), "text=raw.body,published=raw.when")
    assert found.text == "One.\n\nTwo."
    assert found.published == Window.parse("2022-03-02")


def test_column_of_csv_is_named_in_any_case(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", "Key\tCorpus", "k\tT")
    assert only(path, "text=Corpus,id=key") == Document(text="T", source="k")


@pytest.mark.parametrize(
    ("name", "lines"),
    [("a.csv", ("title,bodytext", "H,T")), ("a.jsonl", ({"title": "H", "bodytext": "T"},))],
)
def test_column_that_the_table_lacks_is_refused_with_those_it_has(
    tmp_path: Path, name: str, lines: tuple[object, ...]
) -> None:
    path = write(tmp_path / name, *lines)
    with pytest.raises(InputError) as caught:
        only(path, "text=body_text")
    assert str(caught.value) == (
        f"{path}: it has no column 'body_text', only title, bodytext; did you mean 'bodytext'?"
    )


def test_column_that_only_later_rows_have_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"text": "A"}, {"text": "B", "on": "2022"})
    first, second = iter_table(path, columns={"published": "on"})
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.published, second.published) == (None, Window.parse("2022"))


def test_outlet_may_be_an_object_and_is_no_address(tmp_path: Path) -> None:
    row = {"text": "T", "source": {"id": None, "name": "The Ostrava Post"}}
    assert only(write(tmp_path / "a.jsonl", row)).outlet == "The Ostrava Post"
    row = {"text": "T", "source": "https://post.example/a", "publisher": "Post"}
    assert only(write(tmp_path / "b.jsonl", row)).outlet == "Post"


def test_what_read_prints_is_read_as_it_was(tmp_path: Path) -> None:
    row = {
        "source": "pages/a.html",
        "title": "H",
        "outlet": None,
        "authors": ["Ana Mora", "Dorn, Lev"],
        "published": "2022-03-02",
        "published_from": "json-ld",
        "published_at": "2022-03-02T23:00:00-05:00",
        "language": "en",
        "url": "https://post.example/a",
        "sha256": "ab" * 32,
        "reader": "html/1",
        "text": "<p> stands in this text.",
    }
    found = only(write(tmp_path / "a.jsonl", row))
    assert found == Document(
        text="<p> stands in this text.",
        source="pages/a.html",
        title="H",
        authors=("Ana Mora", "Dorn, Lev"),
        published=Window.parse("2022-03-02"),
        published_from="json-ld",
        published_at="2022-03-02T23:00:00-05:00",
        language="en",
        url="https://post.example/a",
    )
    assert (found.id, found.reader) == ("ab" * 32, "html/1")


@pytest.mark.parametrize(
    ("date", "note"),
    [
        ("03/04/2022", "its date 03/04/2022 can be read in two ways"),
        ("last  week", "its date 'last week' cannot be read"),
        ("x" * 90, f"its date '{'x' * 39}…' cannot be read"),
    ],
)
def test_row_with_an_unsure_date_is_undated_and_says_why(
    tmp_path: Path, date: str, note: str
) -> None:
    found = only(write(tmp_path / "a.jsonl", {"text": "T", "date": date}))
    assert (found.published, found.published_from, found.notes) == (None, None, (note,))


def test_instant_of_a_row_keeps_its_offset(tmp_path: Path) -> None:
    found = only(write(tmp_path / "a.jsonl", {"text": "T", "date": "2022-03-02T23:30:00-05:00"}))
    assert found.published == Window.parse("2022-03-02")
    assert found.published_at == "2022-03-02T23:30:00-05:00"


def test_text_with_tags_is_read_without_them(tmp_path: Path) -> None:
    text = "<div><p>Two\n<b>soldiers</b> &amp; a medic</p><script>x<y</script><p>died</p></div>"
    found = only(write(tmp_path / "a.jsonl", {"text": text}))
    assert (found.text, found.reader) == ("Two soldiers & a medic\n\ndied", "row-html/1")


def test_text_that_only_holds_a_sign_like_a_tag_stays_as_it_is(tmp_path: Path) -> None:
    text = "Losses of <100 a day and >20 tanks; see <https://post.example/a>. A <b> B."
    found = only(write(tmp_path / "a.jsonl", {"text": text}))
    assert (found.text, found.reader) == (text, "row/1")


def test_text_of_nothing_but_tags_is_a_skip(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"text": "<p><img src=a></p>"})
    assert list(iter_table(path)) == [
        Skip(source=f"{path}:1", reason="the row has no text", detail="tags only")
    ]


@pytest.mark.parametrize("piece", ["<div>", "<!--", "<script>", "<", "<p", "&lt;", "</b>"])
def test_tags_in_any_number_are_taken_out_at_once(tmp_path: Path, piece: str) -> None:
    found = list(iter_table(write(tmp_path / "a.jsonl", {"text": "<p>T</p>" + piece * 300_000})))
    assert len(found) == 1


def test_compressed_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "T"}\n'))
    assert only(path) == Document(text="T", source=f"{path}:1")
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"id,text\na,T\n"))
    assert only(path) == Document(text="T", source="a")


def test_compressed_table_that_is_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rows = "".join(
        json.dumps({"text": hashlib.sha256(str(n).encode()).hexdigest()}) + "\n"
        for n in range(20_000)
    )
    path.write_bytes(gzip.compress(rows.encode())[:400_000])
    *documents, last = iter_table(path)
    assert len(documents) > 5_000
    assert all(isinstance(document, Document) for document in documents)
    assert isinstance(last, Skip)
    assert last.reason == "the compressed file is damaged or cut off, and is not read beyond"


def test_compressed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb") as packed:
        for _ in range(100):
            packed.write(b'{"text": "T"}' + b" " * 1_000_000 + b"\n")
    last = list(iter_table(path))[-1]
    assert isinstance(last, Skip)
    assert last.reason == "the file unpacks to over 200 times its size"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("a.jsonl", ['{"text": "' + "x" * 500 + '"}', '{"id": "b", "text": "T"}']),
        ("a.csv", ["id,text", "a," + "x" * 500, "b,T"]),
        ("a.csv", ["id,text", 'a,"' + "x\n" * 250, "b,T"]),
    ],
)
def test_row_that_is_too_long_is_a_skip_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lines: list[str]
) -> None:
    monkeypatch.setattr(table_lines, "MAX_ROW_CHARS", 100)
    first, *_, last = iter_table(write(tmp_path / name, *lines))
    assert isinstance(first, Skip)
    assert first.reason == "the row is too long"
    assert last == Document(text="T", source="b")


def test_quotation_mark_that_is_never_closed_is_a_skip(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", "a,A", 'b,"B', "c,C")
    assert list(iter_table(path)) == [
        Document(text="A", source="a"),
        Skip(source=f"{path}:3", reason="a quotation mark is opened and never closed"),
    ]


def test_row_with_more_cells_than_columns_is_a_skip(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", "a,Two, or three, died", "b,T,,")
    assert list(iter_table(path)) == [
        Skip(
            source=f"{path}:2",
            reason="the row has more cells than columns",
            detail="4 cells, 2 columns",
        ),
        Document(text="T", source="b"),
    ]


def test_line_that_names_the_separator_is_obeyed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "sep=;", "id;text", "a;T, t")
    assert only(path) == Document(text="T, t", source="a")


def test_kind_that_is_given_wins_over_the_ending(tmp_path: Path) -> None:
    table = write(tmp_path / "a.txt", "text,published", "T,2022-03-02")
    (found,) = iter_table(table, kind="csv")
    assert isinstance(found, Document)
    assert (found.text, found.published) == ("T", Window.parse("2022-03-02"))
    lines = write(tmp_path / "b.csv", {"text": "T"})
    assert list(iter_table(lines, kind="jsonl")) == [Document(text="T", source=f"{lines}:1")]
    with pytest.raises(InputError, match="is no Parquet file"):
        list(iter_table(lines, kind="parquet"))


def test_table_is_unpacked_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(b"text\nT\n"))
    assert only(path) == Document(text="T", source=f"{path}:2")


def test_row_is_read_by_its_place_also_where_it_has_a_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", 'a,"A', 'B"', "../../b,C", "c,")
    assert read_row(path, 2) == Document(text="A\nB", source="a")
    assert read_row(path, 4) == Document(text="C", source="../../b")
    assert read_row(path, 5) == Skip(source=f"{path}:5", reason="the row has no text")


@pytest.mark.parametrize("line", [0, 1, 3, 9])
def test_place_at_which_no_row_begins_is_a_skip(tmp_path: Path, line: int) -> None:
    path = write(tmp_path / "a.csv", "id,text", 'a,"A', 'B"')
    assert read_row(path, line) == Skip(
        source=f"{path}:{line}", reason="nothing was read at this place"
    )
