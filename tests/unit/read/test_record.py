import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.documents import DATE_SOURCES, Document
from counterclaim.model.periods import Window
from counterclaim.read.record import document_record, skip_record
from counterclaim.read.skips import Skip
from counterclaim.read.table import iter_table

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
SAID = WORDS.filter(str.strip)
DAYS = st.dates()
WINDOWS = st.one_of(
    st.builds(Window.day, DAYS),
    st.builds(lambda a, b: Window(start=min(a, b), end=max(a, b)), DAYS, DAYS),
    st.builds(lambda day: Window.parse(day.isoformat()[:7]), DAYS),
    st.builds(lambda day: Window.parse(day.isoformat()[:4]), DAYS),
)
ZONES = st.integers(-23 * 60, 23 * 60).map(lambda n: dt.timezone(dt.timedelta(minutes=n)))
INSTANTS = st.datetimes(timezones=ZONES)
UNDATED = st.builds(
    Document,
    text=SAID,
    source=SAID,
    title=st.none() | SAID,
    outlet=st.none() | SAID,
    url=st.none() | SAID,
    authors=st.lists(SAID, max_size=3).map(tuple),
    language=st.none() | st.sampled_from(["en", "uk", "ar"]),
    notes=st.lists(SAID, max_size=3).map(tuple),
    captured_sha256=st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex),
    reader=st.sampled_from(["html/1", "row/1", "mail/2"]),
    fetched_at=st.none() | INSTANTS,
)
DATED = st.builds(
    lambda document, published, found, at: replace(
        document,
        published=published,
        published_from=found,
        published_at=None if at is None else at.isoformat(),
    ),
    UNDATED,
    WINDOWS,
    st.none() | st.sampled_from(DATE_SOURCES),
    st.none() | INSTANTS,
)


def read_again(path: Path, record: object) -> Document:
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    (found,) = iter_table(path)
    assert isinstance(found, Document), found
    return found


@given(document=UNDATED | DATED)
def test_printed_record_is_read_as_the_document_it_was(
    document: Document, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "record.jsonl"
    found = read_again(path, document_record(document))
    assert found == document
    assert found.captured_sha256 == document.id
    assert (found.reader, found.fetched_at) == (document.reader, document.fetched_at)


def test_days_that_are_no_month_are_printed_from_first_to_last(tmp_path: Path) -> None:
    days = Window(start=dt.date(2022, 3, 1), end=dt.date(2022, 3, 5))
    record = document_record(Document(text="T", source="a", published=days))
    assert record["published"] == "2022-03-01/2022-03-05"
    assert read_again(tmp_path / "a.jsonl", record).published == days


def test_listed_author_with_an_and_stays_one(tmp_path: Path) -> None:
    authors = ("Office of Mines and Quarries", "Mora, Ana")
    record = document_record(Document(text="T", source="a", authors=authors))
    assert read_again(tmp_path / "a.jsonl", record).authors == authors


@pytest.mark.parametrize("fetched_at", ["soon", "2022-03-02T10:00:00", 7, None])
def test_instant_without_an_offset_is_no_instant(tmp_path: Path, fetched_at: object) -> None:
    record = document_record(Document(text="T", source="a")) | {"fetched_at": fetched_at}
    assert read_again(tmp_path / "a.jsonl", record).fetched_at is None


def test_columns_that_are_named_hold_before_what_was_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    document = Document(text="T", source="a", outlet="O", authors=("A",), published_from="meta")
    named = {"day": "2022-03-02", "desk": "The Ostrava Post", "who": ["Ana Mora"]}
    path.write_text(json.dumps(document_record(document) | named), encoding="utf-8")
    columns = {"published": "day", "outlet": "desk", "authors": "who"}
    (found,) = iter_table(path, columns=columns)
    assert found == Document(
        text="T",
        source="a",
        outlet="The Ostrava Post",
        authors=("Ana Mora",),
        published=Window.parse("2022-03-02"),
        published_from="row",
    )


def test_skip_is_printed_with_its_reason_and_detail() -> None:
    skip = Skip(source="a.html", reason="it is empty")
    assert skip_record(skip) == {"source": "a.html", "skipped": "it is empty", "detail": None}
