import datetime as dt
import sys
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.skips import Skip
from counterclaim.read.table import iter_table, read_row


def write(path: Path, columns: dict[str, object], **options: object) -> Path:
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def test_row_of_parquet_is_a_document(tmp_path: Path) -> None:
    zone = dt.timezone(dt.timedelta(hours=3))
    columns = {
        "body": ["A", None, "C"],
        "on": [dt.datetime(2022, 3, 2, 1, tzinfo=zone), None, None],
        "raw": [b"\x00", b"\x01", None],
        "source": [{"name": "Post"}, None, None],
    }
    path = write(tmp_path / "a.parquet", columns)
    first, skip, last = iter_table(path, columns={"published": "on"})
    assert first == Document(
        text="A",
        source=f"{path}:1",
        outlet="Post",
        published=Window.parse("2022-03-02"),
        published_from="row",
        published_at="2022-03-02T01:00:00+03:00",
    )
    assert skip == Skip(source=f"{path}:2", reason="the row has no text")
    assert last == Document(text="C", source=f"{path}:3")


@pytest.mark.parametrize(
    "dates",
    [
        pyarrow.array([dt.date(2022, 3, 2)]),
        pyarrow.array([1646229900123456789], pyarrow.timestamp("ns")),
        pyarrow.array([1646229900], pyarrow.int64()),
    ],
)
def test_date_may_be_of_any_kind(tmp_path: Path, dates: object) -> None:
    path = write(tmp_path / "a.parquet", {"text": ["T"], "date": dates})
    (found,) = iter_table(path)
    assert isinstance(found, Document)
    assert found.published == Window.parse("2022-03-02")


def test_date_beyond_all_calendars_is_a_skip_of_its_row(tmp_path: Path) -> None:
    dates = pyarrow.array([2**52, 0], pyarrow.timestamp("s"))
    path = write(tmp_path / "a.parquet", {"text": ["A", "B"], "date": dates})
    skip, document = iter_table(path)
    assert isinstance(skip, Skip)
    assert (skip.source, skip.reason) == (f"{path}:1", "the row cannot be read")
    assert isinstance(document, Document)


def test_rows_are_counted_through_all_groups(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": list("abcde")}, row_group_size=2)
    assert [item.source for item in iter_table(path)] == [f"{path}:{n}" for n in range(1, 6)]


def test_parquet_without_a_column_of_texts_names_those_it_has(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"corpus": ["T"], "on": ["2022"]})
    with pytest.raises(InputError, match="no column 'text', only corpus, on"):
        list(iter_table(path))
    with pytest.raises(InputError, match=r"no column 'corpse', .* did you mean 'corpus'"):
        list(iter_table(path, columns={"text": "corpse"}))


@pytest.mark.parametrize("data", [b"", b"PAR1", b"text\nT\n", bytes(range(256)) * 99])
def test_what_is_no_parquet_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    with pytest.raises(InputError, match="it is no Parquet file"):
        list(iter_table(path))


def test_damaged_group_is_a_skip_and_the_next_is_read(tmp_path: Path) -> None:
    texts = [f"{n:064d}" for n in range(2_000)]
    path = write(tmp_path / "a.parquet", {"text": texts}, row_group_size=1_000)
    data = bytearray(path.read_bytes())
    data[4:400] = b"\xff" * 396
    path.write_bytes(data)
    found = list(iter_table(path))
    assert isinstance(found[0], Skip)
    assert found[0].reason == "a group of rows is damaged, and is not read beyond"
    assert found[-1] == Document(text=texts[-1], source=f"{path}:2000")


def test_group_that_unpacks_to_far_more_than_it_holds_is_a_skip(tmp_path: Path) -> None:
    texts = ["x" * 3_000_000 + str(n) for n in range(100)]
    options = {"compression": "zstd", "use_dictionary": False, "write_statistics": False}
    path = write(tmp_path / "a.parquet", {"text": texts}, **options)
    assert list(iter_table(path)) == [
        Skip(
            source=f"{path}:1",
            reason="a group of rows unpacks to far more than the file holds",
            detail=f"{_unpacked(path):,} bytes",
        )
    ]


def _unpacked(path: Path) -> int:
    return int(parquet.read_metadata(path).row_group(0).column(0).total_uncompressed_size)


def test_without_the_extra_a_hint_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match="pyarrow is not installed") as caught:
        list(iter_table(tmp_path / "a.parquet"))
    assert caught.value.hint == "pip install 'counterclaim[parquet]'"


def test_table_without_an_ending_shows_that_it_is_parquet(tmp_path: Path) -> None:
    path = write(tmp_path / "crawl", {"text": ["A", "B"]})
    assert [item.source for item in iter_table(path)] == [f"{path}:1", f"{path}:2"]
    assert read_row(path, 2) == Document(text="B", source=f"{path}:2")
