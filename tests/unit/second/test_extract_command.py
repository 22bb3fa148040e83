"""``counterclaim extract --second``: off by default, and what it tells."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from counterclaim.cli.main import main

TEXT = "Officials said on Friday that at least 15 people were killed in the blast."


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def configured(chat: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("COUNTERCLAIM_LLM_URL", chat.url)
    monkeypatch.setenv("COUNTERCLAIM_LLM_MODEL", "reader-1")
    monkeypatch.setenv("COUNTERCLAIM_LLM_KEY", "sesame")
    return chat


def test_nothing_is_sent_unless_it_is_asked_for(
    article: str, configured: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", article, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert configured.seen == []
    assert "second" not in json.loads(out)["trace"]
    assert err == ""


@pytest.mark.parametrize("gone", ["COUNTERCLAIM_LLM_URL", "COUNTERCLAIM_LLM_MODEL"])
def test_nothing_is_sent_unless_it_is_configured(
    article: str,
    configured: Any,
    gone: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv(gone)
    assert main(["extract", article, "--second"]) == 2
    out, err = capsys.readouterr()
    assert configured.seen == []
    assert out == ""
    assert err.startswith(f"counterclaim: error: {gone} is not set")


def test_selection_is_printed_and_counted(
    article: str, configured: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.script = [configured.picks(claimant="nobody")]
    assert main(["extract", article, "--second", "--second-below", "1", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert record["claimant"] is None
    assert record["trace"]["second"] == ["second.claimant", "reader-1"]
    assert err == "second reader: 1 claim in doubt, 1 asked about: 1 changed, 0 kept\n"


def test_failure_leaves_the_output_as_it_was(
    article: str, configured: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.script = [configured.replies(b"", 401)]
    assert main(["extract", article]) == 0
    plain = capsys.readouterr().out
    assert main(["extract", article, "--second", "--second-below", "1"]) == 0
    out, err = capsys.readouterr()
    assert out == plain
    assert err == (
        "second reader: 1 claim in doubt, 1 asked about: 0 changed, 1 kept\n"
        "  1 http-error: the endpoint answered 401; is COUNTERCLAIM_LLM_KEY right?\n"
    )
    assert "sesame" not in out + err


def test_each_cause_is_told_once_and_the_numbers_add_up(
    tmp_path: Path, configured: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    configured.script = [configured.replies(b"", 401)]
    assert main(["extract", str(tmp_path), "--second", "--second-below", "1"]) == 0
    assert capsys.readouterr().err == (
        "second reader: 5 claims in doubt, 3 asked about: 0 changed, 5 kept\n"
        "  3 http-error: the endpoint answered 401; is COUNTERCLAIM_LLM_KEY right?\n"
        "  2 given-up: 3 failures in a row, so nobody was asked any more\n"
    )


def test_asking_ends_with_the_minutes_given(
    article: str, configured: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["extract", article, "--second", "--second-below", "1", "--second-minutes", "0"]
    assert main(arguments) == 0
    assert "1 out-of-time: the minutes for the run were over" in capsys.readouterr().err
    assert configured.seen == []


@pytest.mark.parametrize("minutes", ["-1", "nan", "inf", "long"])
def test_minutes_are_a_number(
    article: str, minutes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract", article, "--second", "--second-minutes", minutes])
    assert caught.value.code == 2
    assert "is not a number of minutes" in capsys.readouterr().err


def test_explain_shows_the_second_reader(
    article: str, configured: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.script = [configured.answers("I would say option 1.")]
    assert main(["extract", article, "--second", "--second-below", "1", "--explain"]) == 0
    assert "second.malformed" in capsys.readouterr().out


def test_reader_that_breaks_leaves_the_output_as_it_was(
    article: str,
    configured: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("counterclaim.second.reread.read_first", fail)
    assert main(["extract", article, "--second", "--second-below", "1", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["claimant"]["name"] == "Officials"
    assert "1 claim in doubt, 0 asked about: 0 changed, 1 kept" in err
    assert "1 failed: RuntimeError; --debug shows where" in err
    assert configured.seen == []
    with pytest.raises(RuntimeError):
        main(["extract", article, "--second", "--second-below", "1", "--debug"])


@pytest.mark.parametrize("share", ["-0.1", "1.1", "nan", "high"])
def test_threshold_is_from_0_to_1(
    article: str, share: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract", article, "--second", "--second-below", share])
    assert caught.value.code == 2
    assert "is not a number from 0 to 1" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--second-below", "--second-minutes"])
def test_options_go_with_the_second_reader(article: str, option: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract", article, option, "0.5"])
    assert caught.value.code == 2


def test_client_is_not_even_loaded_without_the_option(article: str) -> None:
    code = (
        "import sys; from counterclaim.cli.main import main; "
        f"main(['extract', {article!r}]); sys.exit('httpx' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
