"""``counterclaim disputes``: the table, the record, single pairs and sets."""

import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.api.ledger import Ledger
from counterclaim.cli.main import main
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

Printed = Callable[..., list[str]]
Finder = Callable[[str], str]

TABLE = """\
1. How many killed: RU, military, cumulative, ukraine-2022; 12.0 times apart
  who says                        how many       days            published  docs
a Russian Ministry of Defence     498            to 2022-03-02*  2022-03-02    1
  [RU]                                           said 2022-03-02
b Russian Ministry of Defence     1,351          to 2022-03-25*  2022-03-25    1
  [RU]                                           said 2022-03-25
c Volodymyr Zelensky [UA]         close to 6,000 to 2022-03-01   2022-03-02    1
                                  (5,400-5,999)  said 2022-03-02
   a and c cannot both be true: a count since the start can only rise: 5,400 to
   5,999 by 2022-03-01 rules out 498 by 2022-03-02 (by a convention of the
   language)
   b and c cannot both be true: a count since the start can only rise: 5,400 to
   5,999 by 2022-03-01 rules out 1,351 by 2022-03-25 (by a convention of the
   language)
   No two of the latest claims can both be right.
   The least that would have to move: a up by 853, c down by 4,049
   q-............
"""
REASON = (
    "a count since the start can only rise: 5,400 to 5,999 by 2022-03-01 "
    "rules out 498 by 2022-03-02"
)


@pytest.mark.usefixtures("ledger")
def test_table_at_80_columns(printed: Printed) -> None:
    assert printed("disputes") == [*TABLE.splitlines(), ""]


@pytest.mark.usefixtures("ledger")
def test_record_has_what_is_promised(claim_id: Finder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["disputes", "--format", "json"]) == 0
    [record] = json.loads(capsys.readouterr().out)
    low, later, high = map(claim_id, ("498", "1,351", "close to 6,000"))
    assert record["id"] == "q-0b8d6615dac5"
    assert record["question"] == {
        "outcome": "killed",
        "victims": {"party": "RU", "class": "military", "group": None},
        "place": None,
        "frame": "cumulative",
        "occasion": "ukraine-2022",
        "is_part": False,
    }
    assert [claim["id"] for claim in record["claims"]] == [low, later, high]
    first = record["claims"][0]
    assert first["claimant"] == {
        "name": "Russian Ministry of Defence",
        "party": "RU",
        "kind": "government",
    }
    assert (first["sightings"], first["independent"]) == (1, 1)
    assert {"quantity", "period", "stated_on"} <= set(first)
    assert record["verdicts"][0] == {
        "a": low,
        "b": high,
        "verdict": "contradict",
        "reason": REASON,
        "rests_on": "soft",
        "ratio": 6000 / 498,
    }
    assert (record["ratio"], record["widest"]) == (6000 / 1351, 6000 / 498)
    assert record["possible_sets"] == [[later], [high]]


@pytest.mark.usefixtures("ledger")
def test_lines_are_the_records_of_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    main(["disputes", "--format", "json"])
    whole = json.loads(capsys.readouterr().out)
    main(["disputes", "--format", "jsonl"])
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == whole


@pytest.mark.usefixtures("ledger")
def test_csv_has_a_row_for_each_judged_pair(capsys: pytest.CaptureFixture[str]) -> None:
    main(["disputes", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["a_quantity"], row["b_quantity"], row["verdict"]) for row in rows] == [
        ("498", "close to 6,000", "contradict"),
        ("1,351", "close to 6,000", "contradict"),
    ]


@pytest.mark.usefixtures("ledger")
def test_filter_by_claimant_keeps_the_dispute_whole(printed: Printed) -> None:
    assert printed("disputes", "--claimant", "zelensky") == [*TABLE.splitlines(), ""]
    assert printed("disputes", "--party", "GB") == []


def test_pair_is_told_in_words_and_as_a_record(
    claim_id: Finder, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [claim_id("close to 6,000"), claim_id("498")]
    assert printed("disputes", "--pair", *ids)[5:] == [
        "a and b cannot both be true: a count since the start can only rise: 5,400 to",
        "5,999 by 2022-03-01 rules out 498 by 2022-03-02 (by a convention of the",
        "language)",
    ]
    assert main(["disputes", "--pair", *ids, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["reason"] == REASON
    assert main(["disputes", "--pair", *ids, "--format", "csv"]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header == "a,b,verdict,reason,rests_on,ratio"
    assert row.startswith(f"{ids[1]},{ids[0]},contradict,")


def test_together_names_the_least_that_would_have_to_move(
    claim_id: Finder, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [claim_id(words) for words in ("498", "close to 6,000", "at least 12")]
    assert printed("disputes", "--together", *ids)[-4:] == [
        "They cannot all be true. The least that would have to move: b up by 2,451, c",
        "down by 2,451",
        "Claims that can all be right: a, b",
        "Claims that can all be right: a, c",
    ]
    main(["disputes", "--together", *ids, "--format", "jsonl"])
    low, high, strike = ids
    record = json.loads(capsys.readouterr().out)
    assert {one["reason"] for one in record.pop("unlinked")} == {
        "nothing shows whose losses both count"
    }
    assert record == {
        "claims": [strike, low, high],
        "possible": False,
        "changes": [
            {"claim": low, "by": 2451, "direction": "up"},
            {"claim": high, "by": 2451, "direction": "down"},
        ],
        "possible_sets": [[strike, low], [strike, high]],
    }


def test_claims_that_fit_together(claim_id: Finder, printed: Printed) -> None:
    ids = [claim_id("498"), claim_id("1,351"), claim_id("at least 12")]
    assert printed("disputes", "--together", *ids)[-1] == (
        "Of what can be compared, all can be true together."
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--top 0", "--top takes a number from 1 on"),
        ("--pair {0} {0}", "{0} and {0} are one claim"),
        ("--together {0}", "these ids are of fewer than two claims"),
        ("--together {0} {0}", "these ids are of fewer than two claims"),
        ("--pair {0} {0} --together {0}", "--pair and --together are two questions"),
        ("--together {0} {0} --format csv", "--together has no --format csv"),
    ],
)
def test_options_that_cannot_be_used(
    options: str, said: str, claim_id: Finder, refused: Callable[..., list[str]]
) -> None:
    one = claim_id("498")
    lines = refused("disputes", *options.format(one).split(), code=2)
    assert lines[0] == f"counterclaim: error: {said.format(one)}"
    assert len(lines) == 2


@pytest.mark.usefixtures("ledger")
def test_unknown_id_ends_with_1(refused: Callable[..., list[str]]) -> None:
    assert refused("disputes", "--pair", "c-00000000", "c-1", code=1) == [
        "counterclaim: error: no claim has an id that begins with 'c-00000000'",
        "  hint: ids of claims begin with c-; `counterclaim claims` lists them",
    ]


def test_more_claims_than_can_be_weighed(
    claim_id: Finder, refused: Callable[..., list[str]], many: list[str]
) -> None:
    assert claim_id("498")
    lines = refused("disputes", "--together", *many[:301], "--ledger", "many.db", code=2)
    assert lines[0] == "counterclaim: error: 301 claims are too many to be weighed together"


def test_sets_are_left_out_where_they_cannot_all_be_tried(
    many: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["disputes", "--together", *many[:15], "--ledger", "many.db", "--format", "json"]
    assert main(command) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["possible"], found["possible_sets"]) == (False, [])


def test_only_the_first_disputes_are_printed_and_all_are_counted(
    many: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(many) == 302
    assert main(["disputes", "--top", "1", "--ledger", "many.db"]) == 0
    out, err = capsys.readouterr()
    assert "and 292 more claims; --format json has all of them" in out
    assert err.startswith("1 dispute; ")


@pytest.mark.parametrize("command", ["claims", "disputes", "timeline", "log"])
def test_closed_pipe_is_quiet(many: list[str], command: str) -> None:
    assert many
    run = [sys.executable, "-m", "counterclaim", command, "--ledger", "many.db"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUNBUFFERED": "1"}
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(run, stdout=write, stderr=subprocess.PIPE, check=False, env=environment)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def many(many_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids of 302 claims of two sides; their ledger is ``many.db`` in the folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "many.db").symlink_to(many_file)
    return (many_file.parent / "ids.txt").read_text(encoding="utf-8").split()


AGREED = (
    "The Russian Ministry of Defence said on Wednesday that {} of its soldiers had died in Ukraine "
    "since the invasion began."
)


def test_question_whose_answers_agree_is_not_told_to_be_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {"published": Window.day(dt.date(2022, 3, 2))}
    zelensky = "Volodymyr Zelensky said on Wednesday that at least 400 Russian soldiers had died "
    texts = (AGREED.format("498"), f"{zelensky}in Ukraine since the invasion began.")
    with Ledger.open(tmp_path / "two.db") as ledger:
        ledger.ingest(Document(text=t, source=str(n), **known) for n, t in enumerate(texts))
    assert main(["disputes", "--all", "--ledger", str(tmp_path / "two.db")]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "1. How many killed: RU, military, cumulative, ukraine-2022"
    assert "Claimants who can all be right: a, b" in lines
