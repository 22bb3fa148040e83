import datetime as dt
import sys
from pathlib import Path

import pytest

import counterclaim
from counterclaim.errors import CounterclaimError, InputError, RecordError
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.flat import flat_columns
from counterclaim.model.periods import Window

TEXT = "Officials said on Friday that at least 15 people were killed in the blast."


def test_read_takes_a_path_as_path_and_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert counterclaim.read(path) == counterclaim.read(str(path))
    assert counterclaim.read(path).source == str(path)


@pytest.mark.parametrize(
    "text", [TEXT, "x" * 4000, "two\nlines", "a\x00b", "Killed.", "12/13 died"]
)
def test_read_takes_what_names_no_file_as_a_text(text: str) -> None:
    assert counterclaim.read(text).text == text.replace("\x00", "\ufffd")


@pytest.mark.parametrize("text", ["", " ", "\n\t\n", "\x00"])
def test_read_refuses_a_text_that_is_blank(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        counterclaim.read(text)


@pytest.mark.parametrize("path", ["nowhere.txt", "texts/nowhere", "./nowhere", "C:\\nowhere.md"])
def test_read_names_a_missing_file_given_as_a_string(path: str) -> None:
    with pytest.raises(InputError) as caught:
        counterclaim.read(path)
    assert Path(path).name in caught.value.message


def test_read_replaces_lone_surrogates_one_for_one() -> None:
    assert counterclaim.read("a\ud800b").text == "a\ufffdb"


def test_read_names_a_missing_path() -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        counterclaim.read(Path("nowhere.txt"))


@pytest.mark.parametrize(
    "published",
    ["2023-05-05", dt.date(2023, 5, 5), dt.datetime(2023, 5, 5, 12, tzinfo=dt.UTC)],
)
def test_read_takes_a_date_in_any_form(published: str | dt.date) -> None:
    document = counterclaim.read(TEXT, published=published)
    assert document.published == Window.day(dt.date(2023, 5, 5))


def test_read_refuses_what_is_no_date() -> None:
    with pytest.raises(RecordError, match="soon"):
        counterclaim.read(TEXT, published="soon")


def test_read_keeps_what_else_is_known() -> None:
    document = counterclaim.read(TEXT, title="H", outlet="O", url="u")
    assert (document.title, document.outlet, document.url) == ("H", "O", "u")


def test_extract_gives_the_same_with_the_lexicon_given() -> None:
    document = counterclaim.read(TEXT, published="2023-05-05")
    (found,) = counterclaim.extract(document)
    assert found.stated_on == dt.date(2023, 5, 5)
    assert counterclaim.extract(document, lexicon=load_lexicon()) == [found]


def test_statements_leave_the_claims_out() -> None:
    document = counterclaim.read(f"{TEXT} Officials said the road was shut.")
    (found,) = counterclaim.statements(document)
    assert found.content.text == "the road was shut"
    assert counterclaim.statements(document, lexicon=load_lexicon()) == [found]


def test_frame_has_a_row_per_sighting() -> None:
    frame = counterclaim.to_frame(counterclaim.extract(counterclaim.read(TEXT)))
    assert list(frame.columns) == flat_columns()
    assert frame.loc[0, "quantity_low"] == 15


def test_frame_of_nothing_has_the_same_columns() -> None:
    frame = counterclaim.to_frame([])
    assert list(frame.columns) == flat_columns()
    assert len(frame) == 0


def test_frame_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(CounterclaimError, match="pandas") as caught:
        counterclaim.to_frame([])
    assert "counterclaim[frames]" in caught.value.hint
