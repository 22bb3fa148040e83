import gzip
import io
import os
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counterclaim.errors import EmptyInputError, InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read import html, sources
from counterclaim.read.folders import count_documents, list_folder
from counterclaim.read.meta import Meta, load_meta
from counterclaim.read.skips import Skip
from counterclaim.read.sources import How, is_address, iter_sources

DAY = Window.parse("2022-03-02")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.TXT", "in/d.md"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_folder_gives_its_texts_sorted(folder: Path) -> None:
    assert [file.name for file in list_folder(folder)] == ["a.txt", "b.txt", "c.TXT"]
    assert count_documents([folder, "-"]) == 4


def test_number_of_rows_is_not_known_beforehand(folder: Path) -> None:
    assert count_documents([folder, "rows.csv"]) is None


def test_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match=r"it holds no \.txt, "):
        list_folder(tmp_path)


def test_what_cannot_be_read_is_a_skip_and_the_next_is_read(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "void.txt").touch()
    names = ["nowhere.txt", folder / "empty", folder / "void.txt", folder / "a.txt"]
    *skips, document = iter_sources(names)
    assert [skip.reason for skip in skips if isinstance(skip, Skip)] == [
        "No such file or directory",
        "it holds no .txt, .html, .eml, .pdf, .warc.gz or .wacz files",
        "it is empty",
    ]
    assert document == Document(text="a.txt", source=str(folder / "a.txt"))


def test_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("café".encode("cp1252"))))
    assert list(iter_sources(["-"])) == [Document(text="café", source="-")]


def test_published_dates_only_what_is_undated(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "T", "date": "2020"}\n{"text": "T"}\n', encoding="utf-8")
    found = iter_sources([path], How(published=DAY))
    assert [d.published for d in found if isinstance(d, Document)] == [Window.parse("2020"), DAY]


def test_meta_is_found_by_stem_and_comes_before_published(folder: Path) -> None:
    known = {"a": Meta(published=Window.parse("2021"), outlet="O", title="H", url="u")}
    (found,) = iter_sources([folder / "a.txt"], How(published=DAY, meta=known))
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
    next(iter_sources([path]))  # loads the model that tells languages
    tracemalloc.start()
    n_rows = sum(1 for _ in iter_sources([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n_rows == 200
    assert peak < 12_000_000


def test_folder_holds_pages_and_archives_but_no_tables(tmp_path: Path) -> None:
    for name in ("a.html", "b.warc.gz", "c.csv", "d.pdf", "e.EML", "f.md", "g.xml"):
        (tmp_path / name).touch()
    assert [file.name for file in list_folder(tmp_path)] == [
        "a.html",
        "b.warc.gz",
        "d.pdf",
        "e.EML",
    ]


def test_what_a_browser_saved_beside_a_page_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "story.html").touch()
    for folder in ("story_files", "press_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").touch()
    found = [str(file.relative_to(tmp_path)) for file in list_folder(tmp_path)]
    assert found == ["press_files/frame.html", "story.html"]


@pytest.mark.parametrize("source", ["a.csv", "a.warc.gz", "https://example.org/a", "list.opml"])
def test_number_of_documents_of_many_is_not_known(source: str) -> None:
    assert count_documents(["a.txt", source]) is None


def test_an_address_without_anything_that_fetches_is_a_skip() -> None:
    (skip,) = iter_sources(["https://example.org/a"])
    assert skip == Skip(source="https://example.org/a", reason="addresses are not fetched here")
    assert is_address("HTTPS://example.org")
    assert not is_address(Path("https://example.org"))


def test_text_that_is_a_page_is_read_as_a_text_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html>At least 15 people were killed.</html>", encoding="utf-8")
    (document,) = iter_sources([path], How(kind="text"))
    assert isinstance(document, Document)
    assert document.text.startswith("<html>")
    assert document.reader == "plain/1"


def test_packed_page_is_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"At least 15 people were killed."))
    (document,) = iter_sources([tmp_path / "a.txt.gz"])
    assert isinstance(document, Document)
    assert document.text == "At least 15 people were killed."


def test_too_large_a_page_is_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 1 << 20)
    (tmp_path / "a.txt").write_bytes(b"a " * (1 << 20))
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(bytes(1 << 24)))
    found = list(iter_sources([tmp_path / "a.txt", tmp_path / "bomb.txt.gz"]))
    assert [one.reason for one in found if isinstance(one, Skip)] == ["it is larger than 1 MB"] * 2


def test_language_is_told_for_every_kind(tmp_path: Path) -> None:
    (tmp_path / "uk.txt").write_text(
        "Українська влада повідомила, що внаслідок обстрілу міста загинули п'ятнадцять людей.",
        encoding="utf-8",
    )
    (document,) = iter_sources([tmp_path / "uk.txt"])
    assert isinstance(document, Document)
    assert document.language == "uk"


def test_other_addresses_are_skips() -> None:
    (skip,) = iter_sources(["ftp://example.org/a"])
    assert skip == Skip(
        source="ftp://example.org/a", reason="only http and https addresses are read"
    )


FEED = """<?xml version="1.0"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>P</title><item>
<guid>e-1</guid><title>Toll</title><content:encoded>&lt;p&gt;At least 15 people were killed in
Dorn on Friday, the mayor said. The road to the town was closed in the evening, and the bridge was
shut.&lt;/p&gt;</content:encoded></item></channel></rss>"""


def test_places_of_documents_can_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    box = b"From x Wed Mar  2 2022\nFrom: a@example.org\nSubject: Toll\n\n15 were killed.\n\n"
    (tmp_path / "Inbox").write_bytes(box + box.replace(b"15", b"16"))
    (tmp_path / "rows.csv").write_text("text\nSix died.\nTen died.\n", encoding="utf-8")
    found = list(iter_sources([tmp_path / name for name in ("feed.xml", "Inbox", "rows.csv")]))
    assert len(found) == 5
    for document in found:
        assert list(iter_sources([document.source])) == [document]


def test_place_where_nothing_is_read_is_a_skip(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    (skip,) = iter_sources([f"{tmp_path}/feed.xml#entry=none"])
    assert isinstance(skip, Skip)
    assert skip.reason == "nothing was read at this place"


def test_lists_of_feeds_that_name_lists_end(tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/list.opml"
    (tmp_path / "list.opml").write_text(
        f'<opml version="2.0"><body><outline xmlUrl="{address}"/></body></opml>', encoding="utf-8"
    )
    (skip,) = iter_sources([tmp_path / "list.opml"])
    assert skip == Skip(source=address, reason="addresses are not fetched here")
    assert list(sources.list_feeds([tmp_path / "list.opml"])) == [address]


def test_feeds_that_are_not_there_are_told_later_and_lists_at_once(tmp_path: Path) -> None:
    gone, listed = str(tmp_path / "gone.xml"), str(tmp_path / "gone.opml")
    assert list(sources.list_feeds([gone, listed])) == [
        gone,
        Skip(source=listed, reason="No such file or directory"),
    ]


def test_reader_that_fails_is_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(html, "read_html", fail)
    (tmp_path / "a.html").write_text("<html>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("15 were killed.", encoding="utf-8")
    skip, document = iter_sources([tmp_path])
    assert isinstance(document, Document)
    assert isinstance(skip, Skip)
    assert skip.told == "it cannot be read (RecursionError: too deep)"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is refused to the superuser")
def test_folder_that_may_not_be_opened_is_a_skip(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("T", encoding="utf-8")
    (tmp_path / "closed").mkdir(mode=0)
    document, skip = iter_sources([tmp_path])
    assert isinstance(document, Document)
    assert skip == Skip(source=str(tmp_path / "closed"), reason="Permission denied")


def test_errors_of_inner_folders_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("T", encoding="utf-8")
    refused: list[OSError] = []
    closed = PermissionError(13, "Permission denied", str(tmp_path / "closed"))

    def walk(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list, list]]:
        yield str(top), ["closed"], ["a.txt"]
        onerror(closed)

    monkeypatch.setattr("os.walk", walk)
    assert list_folder(tmp_path, refused=refused) == [tmp_path / "a.txt"]
    assert refused == [closed]
