import csv
import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.text import Text

from counterclaim.cli import extract
from counterclaim.cli.facts import shown
from counterclaim.cli.main import main
from counterclaim.cli.progress import Bar
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.flat import flat_columns
from counterclaim.model.records import from_record, record_schema
from counterclaim.model.sightings import Sighting

TEXT = "Officials said on Friday that at least 15 people were killed in the blast."


def test_table_tells_the_claim_in_80_columns(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article, "--published", "2023-05-05"]) == 0
    out, err = capsys.readouterr()
    header, rule, claim, detail = (line.rstrip() for line in out.splitlines()[-4:])
    assert header.split("  ")[0] == "conf who says"
    assert rule == "─" * 80
    assert re.fullmatch(
        r"0\.\d\d Officials +at least 15 \(≥15\) +killed: people \[civilian\]", claim
    )
    assert detail == "     incident; said on 2023-05-05"
    assert "\x1b" not in out
    assert err == ""


LONG = (
    "In the town of Darrowmere-on-the-Upper-Water a raid reportedly killed between 12,000 and "
    "13,000 conscripts on Monday, the Joint Coordination Council of the Northern Provinces of "
    "Kastavia told the Meridian news agency on Tuesday. Velmora denied that any had died."
)


def test_table_holds_every_fact_and_stays_within_its_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG, encoding="utf-8")
    assert main(["extract", str(path), "--published", "2023-05-05"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert max(map(len, lines)) <= 80
    words = " ".join(" ".join(lines).split())
    for fact in ("(12,000-13,000)", "via the Meridian news", "incident on 2023-05-01", "denies"):
        assert fact in words
    assert "“reportedly”" in words
    assert "Darrowmere-on-the-Upper-Water [?]" in words


def test_claims_are_sorted_by_confidence_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    text = "Officials said 40 soldiers died in Dorna on Monday.\n\nThe attack hurt at least 30."
    path.write_text(text, encoding="utf-8")
    orders = {}
    for order in ("text", "confidence"):
        assert main(["extract", str(path), "--sort", order, "--format", "jsonl"]) == 0
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        orders[order] = [(r["confidence"], r["quantity"]["text"]) for r in records]
    assert [figure for _, figure in orders["text"]] == ["40", "at least 30"]
    assert orders["confidence"] == sorted(orders["text"])
    assert orders["confidence"] != orders["text"]


def test_claim_of_unknown_confidence_is_checked_first(
    monkeypatch: pytest.MonkeyPatch, article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    real = extract.extract_sightings

    def unsure(document: Document, lexicon: Lexicon) -> list[Sighting]:
        first = real(document, lexicon)[0]
        return [first, replace(first, id="unsure", confidence=None)]

    monkeypatch.setattr(extract, "extract_sightings", unsure)
    assert main(["extract", article, "--sort", "confidence", "--format", "jsonl"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["id"] == "unsure"


def test_json_lines_are_records(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", article, "--format", "jsonl"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert from_record(json.loads(line)).source == article
    assert set(json.loads(line)) == set(record_schema()["properties"])


@pytest.mark.parametrize("times", [0, 1, 2])
def test_json_is_a_list(article: str, times: int, capsys: pytest.CaptureFixture[str]) -> None:
    Path(article).write_text(f"{TEXT}\n\n" * times or "Nothing.", encoding="utf-8")
    assert main(["extract", article, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == times


@pytest.mark.parametrize("text", [TEXT, "Nothing."])
def test_csv_always_has_its_header(
    article: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(article).write_text(text, encoding="utf-8")
    assert main(["extract", article, "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert rows.fieldnames == flat_columns()
    assert [row["quantity_text"] for row in rows] == ["at least 15"] * (text == TEXT)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_csv_cell_never_starts_a_formula(
    tmp_path: Path, sign: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": f"{sign}cmd()", "text": TEXT}), encoding="utf-8")
    assert main(["extract", str(path), "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["source"] == f"'{sign}cmd()"


def test_explain_marks_the_words_and_names_the_rules(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article, "--explain"]) == 0
    out = capsys.readouterr().out
    assert "[Officials] said on Friday that [at least 15] [people] were killed" in out
    assert "bounds.at_least" in out
    assert re.search(r"^ *confidence +0\.\d\d *$", out, flags=re.MULTILINE)


def test_explain_and_a_format_for_programs_do_not_go_together(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract", article, "--explain", "--format", "csv"])
    assert caught.value.code == 2
    assert "jsonl and json hold the rules in `trace`" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_hostile_text_is_printed_in_every_format(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    text = f"\u202e\x1b[31m[bold]:boom:\x00 \ud800 {TEXT}"
    path.write_text(json.dumps({"id": "[/bold]\x1b]0;x\x07", "text": text}), encoding="utf-8")
    assert main(["extract", str(path), "--format", form]) == 0
    out = capsys.readouterr().out
    assert "at least 15" in out
    assert not set("\x00\ud800") & set(out)
    if form == "table":
        assert not set("\x1b\x07\u202e") & set(out)
        assert "[/bold]" in out


def test_shown_words_act_on_nothing() -> None:
    assert shown("a\n b\x1b[0m\u2066c") == "a b\ufffd[0m\ufffdc"
    assert Text(shown("\u200fאב")).plain == "\u200fאב"


def test_skips_are_counted_and_the_rest_is_read(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "a"}\n' * 12, encoding="utf-8")
    assert main(["extract", "nowhere.txt", str(rows), article, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "skipped nowhere.txt: No such file or directory" in err
    assert "13 skipped in all" in err
    assert "12 x the row has no text" in err


@pytest.mark.parametrize("data", [None, b"", b"\x00\x01\x02\x03\x04\x05"])
def test_nothing_read_is_one_line_and_1(
    tmp_path: Path, data: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    if data is not None:
        path.write_bytes(data)
    assert main(["extract", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"counterclaim: error: {path}: ")
    assert len(err.splitlines()) == 1


def test_folder_without_texts_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path)]) == 1
    assert "it holds no .txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option", [["--published", "soon"], ["--meta", "nowhere"], ["--lexicon", "nowhere"]]
)
def test_option_that_cannot_be_used_ends_with_2(
    article: str, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article, *option]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("counterclaim: error: ")


def test_meta_dates_the_text(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meta = tmp_path / "meta.jsonl"
    meta.write_text('{"doc": "article", "published": "2023-05-05"}', encoding="utf-8")
    assert main(["extract", article, "--meta", str(meta), "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["stated_on"] == "2023-05-05"


def test_document_that_breaks_the_extractor_is_a_skip(
    article: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Document, __: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(extract, "extract_sightings", fail)
    assert main(["extract", article]) == 1
    assert "the extractor failed; --debug shows where (RuntimeError)" in capsys.readouterr().err
    with pytest.raises(RuntimeError):
        main(["extract", article, "--debug"])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("total", [6, None])
def test_bar_is_drawn_on_standard_error_only(
    total: int | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("counterclaim.cli.progress._EVERY_S", 0)
    with Bar(total) as bar:
        bar.advance(Document(text="T"))
        print("data")
    assert "reading" in screen.getvalue()
    assert capsys.readouterr().out == "data\n"


@pytest.mark.parametrize(("total", "screen"), [(5, Terminal()), (6, io.StringIO())])
def test_no_bar_for_few_documents_or_without_a_terminal(
    total: int, screen: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("counterclaim.cli.progress._EVERY_S", 0)
    with Bar(total) as bar:
        bar.advance(Document(text="T"))
    assert screen.getvalue() == ""
