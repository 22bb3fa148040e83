import io
import sys
import tracemalloc
from pathlib import Path

import pytest

from counterclaim.errors import EmptyInputError, InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.meta import Meta, load_meta
from counterclaim.read.paths import count_files, iter_documents, list_folder
from counterclaim.read.skips import Skip

DAY = Window.parse("2022-03-02")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.TXT", "in/d.md"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_folder_gives_its_texts_sorted(folder: Path) -> None:
    assert [file.name for file in list_folder(folder)] == ["a.txt", "b.txt", "c.TXT"]
    assert count_files([folder, "-"]) == 4


def test_number_of_rows_is_not_known_beforehand(folder: Path) -> None:
    assert count_files([folder, "rows.csv"]) is None


def test_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match=r"no \.txt files"):
        list_folder(tmp_path)


def test_what_cannot_be_read_is_a_skip_and_the_next_is_read(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "void.txt").touch()
    names = ["nowhere.txt", folder / "empty", folder / "void.txt", folder / "a.txt"]
    *skips, document = iter_documents(names)
    assert [skip.reason for skip in skips if isinstance(skip, Skip)] == [
        "No such file or directory",
        "it holds no .txt files",
        "it is empty",
    ]
    assert document == Document(text="a.txt", source=str(folder / "a.txt"))


def test_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("café".encode("cp1252"))))
    assert list(iter_documents(["-"])) == [Document(text="café", source="-")]


def test_published_dates_only_what_is_undated(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "T", "date": "2020"}\n{"text": "T"}\n', encoding="utf-8")
    found = iter_documents([path], published=DAY)
    assert [d.published for d in found if isinstance(d, Document)] == [Window.parse("2020"), DAY]


def test_meta_is_found_by_stem_and_comes_before_published(folder: Path) -> None:
    known = {"a": Meta(published=Window.parse("2021"), outlet="O", title="H", url="u")}
    (found,) = iter_documents([folder / "a.txt"], published=DAY, meta=known)
    assert isinstance(found, Document)
    assert found.published == Window.parse("2021")
    assert (found.outlet, found.title, found.url) == ("O", "H", "u")


def test_meta_file_is_read_by_document(tmp_path: Path) -> None:
    path = tmp_path / "meta.jsonl"
    path.write_text('{"doc": "a", "published": "2022-03-02", "outlet": "O"}\n', encoding="utf-8")
    assert load_meta(path) == {"a": Meta(published=DAY, outlet="O")}


@pytest.mark.parametrize("line", ["{", "[]", '{"published": "2022"}'])
def test_wrong_line_of_a_meta_file_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "meta.jsonl"
    path.write_text(f'{{"doc": "a"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"meta\.jsonl:2"):
        load_meta(path)


def test_memory_holds_one_row_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "' + "x" * 100_000 + '"}\n' * 1, encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") * 200, encoding="utf-8")
    tracemalloc.start()
    n_rows = sum(1 for _ in iter_documents([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n_rows == 200
    assert peak < 12_000_000
