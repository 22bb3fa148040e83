"""``counterclaim read``: what is printed of documents and skips, in each format."""

import io
import json
import sys
from pathlib import Path

import pytest

from counterclaim.cli.main import main

PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>Shelling kills 15 in Dorna | The Kastavia Post</title>
<meta property="og:site_name" content="The Kastavia Post">
<meta property="article:published_time" content="2031-03-07T23:30:00-05:00">
<link rel="canonical" href="https://post.example/dorna"></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><article>
<h1>Shelling kills 15 in Dorna</h1>
<p>At least 15 people were killed on Friday when shells hit the market of Dorna,
the governor said.</p>
<p>The town lies on the river Ilva, and its bridge has been closed since the war began.</p>
<p>Rescuers worked through the night with lamps, since the power station had been hit before.</p>
</article></body></html>
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "void.txt").touch()
    return tmp_path


def test_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html", "void.txt"]) == 0
    out, err = capsys.readouterr()
    head, _, body = out.partition("\n\n")
    lines = dict(line.split(maxsplit=1) for line in head.splitlines())
    assert lines["source"] == "page.html"
    assert lines["title"] == "Shelling kills 15 in Dorna"
    assert lines["outlet"] == "The Kastavia Post"
    assert lines["published"] == "2031-03-07 (2031-03-07T23:30:00-05:00; from meta)"
    assert lines["language"] == "en"
    assert lines["url"] == "https://post.example/dorna"
    assert len(lines["sha256"]) == 64
    assert "At least 15 people were killed on Friday" in body
    assert "Home" not in body
    assert all(len(line) <= 80 for line in out.splitlines())
    assert err == "skipped void.txt: it is empty\n"


def test_records_hold_documents_and_skips(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html", "void.txt", "--format", "json"]) == 0
    document, skip = json.loads(capsys.readouterr().out)
    assert set(document) >= {
        *("source", "title", "outlet", "authors", "published", "published_from", "language"),
        *("url", "sha256", "text"),
    }
    assert document["published_at"] == "2031-03-07T23:30:00-05:00"
    assert skip == {"source": "void.txt", "skipped": "it is empty", "detail": None}


def test_printed_records_are_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html", "--format", "jsonl"]) == 0
    first = capsys.readouterr().out
    Path("pages.jsonl").write_text(first, encoding="utf-8")
    assert main(["read", "pages.jsonl", "--format", "jsonl"]) == 0
    was, now = json.loads(first), json.loads(capsys.readouterr().out)
    same = ("title", "outlet", "authors", "published", "published_at", "language", "url", "text")
    assert {key: now[key] for key in same} == {key: was[key] for key in same}


def test_nothing_that_can_be_read_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "void.txt", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == [{"source": "void.txt", "skipped": "it is empty", "detail": None}]
    assert err == "counterclaim: error: void.txt: it is empty\n"


def test_standard_input_is_told_by_its_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert main(["read", "-", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Shelling kills 15 in Dorna"


def test_kind_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html", "--as", "text", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["text"].startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "option", [("--columns", "text"), ("--published", "soon"), ("--meta", "nowhere.jsonl")]
)
def test_option_that_cannot_be_used_is_named(
    option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "page.html", *option]) == 2
    assert f"counterclaim: error: {option[0]}" in capsys.readouterr().err


def test_words_of_a_page_do_not_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("One \x1b[31m line.\nAnother.", encoding="utf-8")
    assert main(["read", "a.txt"]) == 0
    assert capsys.readouterr().out.endswith("\n\nOne \ufffd[31m line.\nAnother.\n")
