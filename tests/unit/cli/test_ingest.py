"""``counterclaim ingest``: the tally, the skips, what is read twice."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.cli.main import main

TEXT = "Officials said on Friday that at least 15 people were killed in the blast."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", "war.db")
    return tmp_path


def test_tally_and_the_same_file_again(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", article, "--published", "2031-03-07"]) == 0
    assert capsys.readouterr() == (
        "war.db:\n"
        "        1 document new\n"
        "        1 sighting of losses added\n"
        "        1 new claim\n",
        "",
    )
    assert main(["ingest", article, "--published", "2031-03-07"]) == 0
    assert capsys.readouterr().out == (
        "war.db:\n"
        "        0 documents new\n"
        "        1 document already known, nothing added\n"
        "        0 sightings of losses added\n"
        "        0 new claims\n"
    )


def test_tally_as_a_record(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", article, "nowhere.txt", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "n_new": 1,
        "n_known": 0,
        "n_reread": 0,
        "n_sightings": 1,
        "n_statements": 0,
        "n_claims_new": 1,
        "n_claims_changed": 0,
        "unread": {},
        "n_passed_over": 0,
        "skipped": {"No such file or directory": 1},
    }
    assert err == "skipped nowhere.txt: No such file or directory\n"


def test_nothing_to_read_ends_with_1_and_names_the_skipped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("empty\x1b[31m.txt").write_text("")
    assert main(["ingest", "empty\x1b[31m.txt"]) == 1
    out, err = capsys.readouterr()
    assert "1 document skipped" in out
    assert err == (
        "skipped empty\ufffd[31m.txt: it is empty\ncounterclaim: error: nothing could be read\n"
    )


def test_no_ledger_is_made_for_a_path_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "\x1b[31mnowhere", "--ledger", "unmade.db"]) == 1
    assert capsys.readouterr().err == (
        "counterclaim: error: \ufffd[31mnowhere: there is no such file or folder\n"
    )
    assert not Path("unmade.db").exists()


def test_many_skips_are_counted_by_reason(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", article, *(f"none{n}" for n in range(7))]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "skipped 7 x No such file or directory",
        *(f"skipped none{number}: No such file or directory" for number in range(5)),
        "and 2 more; `counterclaim log --kind skip` has all",
    ]


def test_ledger_in_a_missing_folder_ends_with_5(
    article: str, refused: Callable[..., list[str]]
) -> None:
    assert refused("ingest", article, "--ledger", "none/war.db", code=5) == [
        "counterclaim: error: none/war.db: its folder does not exist",
        "  hint: make the folder first",
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--published=someday", "--published 'someday' is not a date"),
        ("--meta=none.jsonl", "--meta none.jsonl: No such file or directory"),
    ],
)
def test_wrong_option_makes_no_ledger(
    option: str, said: str, article: str, folder: Path, refused: Callable[..., list[str]]
) -> None:
    assert refused("ingest", article, option, code=2)[0] == f"counterclaim: error: {said}"
    assert not (folder / "war.db").exists()


def test_hostile_names_stay_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(TEXT.replace("Officials", "Mayor \x1b[31mTorv"), encoding="utf-8")
    (folder / "meta.jsonl").write_text(
        json.dumps(
            {"doc": "a", "outlet": "Orsa\u202e Post", "title": "\x1b]0;x\x07", "url": "x:\x1b[2J"}
        ),
        encoding="utf-8",
    )
    assert main(["ingest", "a.txt", "--meta", "meta.jsonl"]) == 0
    assert main(["claims", "--format", "jsonl"]) == 0
    name = json.loads(capsys.readouterr().out.splitlines()[-1])["id"]
    main(["review", name, "accept", "--by", "\x1b[31mA. Reader", "--reason", "\x1b]0;y\x07"])
    for command in (["claims"], ["show", name], ["log"], ["disputes", "--all"]):
        assert main(command) == 0
    told = capsys.readouterr().out
    assert "A. Reader" in told
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
