"""``counterclaim evaluate``: scores of a file and of the engine itself, and bad input."""

import json
from pathlib import Path
from typing import Any

import pytest

from counterclaim.cli.main import main

TEXT = "The army said on Friday that 40 of its soldiers were killed in the blast.\n"
START = TEXT.index("40")


def gold_row(**changes: Any) -> dict[str, Any]:
    quantity = {"text": "40", "start": START, "end": START + 2, "kind": "exact", "value": 40}
    return {
        "doc": "a-01",
        "quantity": {**quantity, "low": 40, "high": 40},
        "outcome": "killed",
        "victims": {"text": "soldiers", "party": None, "class": "military", "group": None},
        "claimant": {"text": "The army", "start": 0, "end": 8, "name": "the army", "party": None},
        "via": [],
        "stated_on": "2031-03-07",
        "period": {"frame": "incident", "start": None, "end": None},
        "place": None,
        "polarity": "asserted",
        "hedge": None,
        "optional": False,
        **changes,
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return gold of one claim with its text and date beside it."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a-01.txt").write_text(TEXT, encoding="utf-8")
    meta = {"doc": "a-01", "published": "2031-03-08"}
    (tmp_path / "gold.meta.jsonl").write_text(json.dumps(meta), encoding="utf-8")
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold_row()) + "\n", encoding="utf-8")
    return path


def scores_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["evaluate", *arguments, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_engine_is_run_over_the_texts_beside_the_gold(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = scores_of(capsys, str(gold))
    assert (scores["documents"], scores["gold"], scores["predicted"]) == (1, 1, 1)
    assert scores["tiers"]["claimant"]["f1"] == 1.0
    assert scores["fields"]["stated_on"] == {"right": 1, "of": 1, "share": 1.0}


def test_printed_claims_score_as_the_engine_does(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, meta = str(tmp_path / "articles"), str(tmp_path / "gold.meta.jsonl")
    assert main(["extract", text, "--meta", meta, "--format", "jsonl", "--statements"]) == 0
    printed = tmp_path / "claims.jsonl"
    printed.write_text(capsys.readouterr().out, encoding="utf-8")
    assert scores_of(capsys, str(gold), str(printed)) == scores_of(capsys, str(gold))


def test_documents_without_a_text_are_left_out_and_told(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [gold_row(), gold_row(doc="a-02"), {"doc": "a-03", "no_claims": True}]
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(["evaluate", str(gold)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 document, 1 gold claim, 1 predicted")
    assert "skipped a-02: its text is not found (and 1 more)" in err


def test_errors_are_shown_by_sort(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = {**gold_row()["quantity"], "start": 0, "end": 2}
    other = gold_row(outcome="wounded", quantity={**moved, "text": "\x1b[2J7"})
    predicted = tmp_path / "p.jsonl"
    predicted.write_text(json.dumps(other), encoding="utf-8")
    assert main(["evaluate", str(gold), str(predicted), "--errors", "5"]) == 0
    out = capsys.readouterr().out
    assert f"missed    a-01 {START}-{START + 2} “40” killed" in out
    assert "spurious  a-01 0-2" in out
    assert "\x1b" not in out


def test_no_predictions_score_zero(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predicted = tmp_path / "p.jsonl"
    predicted.write_text("", encoding="utf-8")
    scores = scores_of(capsys, str(gold), str(predicted))
    assert scores["tiers"]["detect"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_predictions_of_other_documents_are_told(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predicted = tmp_path / "p.jsonl"
    predicted.write_text(json.dumps(gold_row(doc="b")), encoding="utf-8")
    assert main(["evaluate", str(gold), str(predicted)]) == 0
    assert "no prediction is of a document of gold" in capsys.readouterr().err


def test_line_that_cannot_be_read_is_told_and_the_rest_scored(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold.write_text(json.dumps(gold_row()) + '\n{"doc": "a-0', encoding="utf-8")
    assert main(["evaluate", str(gold)]) == 0
    assert "gold.jsonl:2: the line is no JSON" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"\x7fELF\x00\x01\x02\x00" * 60, b'{"a": 1}\n'])
def test_gold_that_holds_none_exits_1(
    gold: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    gold.write_bytes(data)
    assert main(["evaluate", str(gold)]) == 1
    assert "gold.jsonl" in capsys.readouterr().err


def test_missing_files_and_texts_exit_1(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold) + "x"]) == 1
    assert main(["evaluate", str(gold), "none.jsonl"]) == 1
    assert main(["evaluate", str(gold), "--texts", "none"]) == 1
    assert "--texts" in capsys.readouterr().err


def test_texts_and_predictions_exclude_each_other(gold: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", str(gold), str(gold), "--texts", "here"])
    assert caught.value.code == 2
