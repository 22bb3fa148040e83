import json
from pathlib import Path

import pytest

from counterclaim.cli.main import main
from counterclaim.model.records import from_record, statement_from_record

TEXT = (
    "Officials said on Friday that at least 15 people were killed in the blast. "
    "The mayor of Dorna told Reuters that fuel and bread were short in every part of the town, "
    "that the road to the coast was shut, that the road to the hills was shut as well, and that "
    "nobody knew how long the stores would last.\n\n"
    '"We will stay," he said.'
)


def test_table_has_a_section_of_statements_in_80_columns(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article, "--published", "2023-05-05", "--statements"]) == 0
    claims, section = capsys.readouterr().out.split("Statements\n")
    assert "at least 15" in claims
    for words in ("speaker", "stance", "said on", "The mayor of", "Reuters", "says", "“We will"):
        assert words in section
    assert "…" in section
    assert "stores" not in section
    assert max(map(len, section.splitlines())) <= 80


def test_table_without_the_option_is_as_before(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article]) == 0
    assert "Statements" not in capsys.readouterr().out


def test_a_text_with_statements_only_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The mayor said that the bridge was open.", encoding="utf-8")
    assert main(["extract", str(path), "--statements"]) == 0
    out = capsys.readouterr().out
    assert "the bridge was open" in out
    assert "no loss claims" in out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_records_tell_claims_and_statements_apart(
    article: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article, "--statements", "--format", form]) == 0
    out = capsys.readouterr().out
    records = json.loads(out) if form == "json" else [json.loads(x) for x in out.splitlines()]
    assert [record.get("type") for record in records] == [None, "statement", "statement"]
    assert from_record(records[0]).quantity.value == 15
    assert statement_from_record(records[2]).content.text == "We will stay"


@pytest.mark.parametrize("other", [["--format", "csv"], ["--explain"]])
def test_what_holds_claims_only_is_refused(
    article: str, other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract", article, "--statements", *other])
    assert caught.value.code == 2
    assert "claims only" in capsys.readouterr().err
