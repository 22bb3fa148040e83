"""``counterclaim claims``: the table, the formats, the filters."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.cli.main import main

TABLE = """\
How many killed: RU, military, cumulative, ukraine-2022
           who says               how many       days            published  docs
c-........ Russian Ministry of    498            to 2022-03-02*  2022-03-02    1
           Defence [RU]                          said 2022-03-02
c-........ Volodymyr Zelensky     close to 6,000 to 2022-03-01   2022-03-02    1
           [UA]                   (5,400-5,999)  said 2022-03-02
c-........ Russian Ministry of    1,351          to 2022-03-25*  2022-03-25    1
           Defence [RU]                          said 2022-03-25

How many killed: civilian, Dorn, incident
           who says                    how many       days       published  docs
c-........ the mayor                   at least 12    2031-03-06 2031-03-07    1
                                       (≥12)
"""


@pytest.mark.usefixtures("ledger")
def test_table_at_80_columns(printed: Callable[..., list[str]]) -> None:
    assert printed("claims") == [*TABLE.splitlines(), ""]


@pytest.mark.usefixtures("ledger")
def test_number_of_claims_and_the_meaning_of_the_star_are_told_apart_from_the_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["claims"]) == 0
    assert capsys.readouterr().err == ("4 claims; * inferred: the day it was said, or published\n")


@pytest.mark.usefixtures("ledger")
def test_record_of_a_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--format", "json", "--claimant", "zelensky"]) == 0
    [record] = json.loads(capsys.readouterr().out)
    assert record.pop("id").startswith("c-")
    assert record == {
        "claimant": {"name": "Volodymyr Zelensky", "party": "UA", "kind": "government"},
        "outlet": "Orsa Post",
        "polarity": "asserted",
        "quantity": {
            "text": "close to 6,000",
            "kind": "nearly",
            "value": 6000,
            "low": 5400,
            "high": 5999,
        },
        "question": {
            "outcome": "killed",
            "victims": {"party": "RU", "class": "military", "group": None},
            "place": None,
            "frame": "cumulative",
            "occasion": "ukraine-2022",
            "is_part": False,
        },
        "period": {
            "frame": "cumulative",
            "start": "2022-02-24",
            "end": "2022-03-01",
            "end_from": "period",
        },
        "stated_on": "2022-03-02",
        "first_seen": "2022-03-02",
        "last_seen": "2022-03-02",
        "sightings": 1,
        "independent": 1,
        "supersedes": None,
        "superseded_by": None,
    }


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("options", "figures"),
    [
        ("--party RU", ["498", "1,351"]),
        ("--party russia", ["498", "1,351"]),
        ("--victims ru --party ua", ["close to 6,000"]),
        ("--class civilian", ["at least 12"]),
        ("--outcome wounded", []),
        ("--place dorn", ["at least 12"]),
        ("--since 2022-03-02 --until 2022-03", ["498", "1,351"]),
        ("--until 2022-03-01", ["close to 6,000"]),
        ("--claimant %", []),
        ("--as-of 2020-01-01", []),
        ("--as-of 9999-12-31", ["498", "close to 6,000", "1,351", "at least 12"]),
    ],
)
def test_filters(options: str, figures: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--format", "csv", *options.split()]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["quantity_text"] for row in rows] == figures


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--since 2022-13", "--since '2022-13' is not a date"),
        ("--until yesterday", "--until 'yesterday' is not a date"),
        ("--as-of 2022-03", "--as-of '2022-03' is no instant"),
        ("--as-of 20220303", "--as-of '20220303' is no instant"),
        (
            "--as-of 0001-01-01T00:00+05:00",
            "--as-of '0001-01-01T00:00+05:00' is no instant",
        ),
        ("--since \x1b[31m", "--since '\\x1b[31m' is not a date"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_wrong_date_is_one_line_and_ends_with_2(
    options: str, said: str, refused: Callable[..., list[str]]
) -> None:
    lines = refused("claims", *options.split(), code=2)
    assert lines[0] == f"counterclaim: error: {said}"
    assert len(lines) == 2


@pytest.mark.parametrize(
    "command",
    ["claims", "disputes", "timeline", "log", "show c-1", "review c-1 accept --by me"],
)
def test_missing_ledger_is_not_made(
    command: str, tmp_path: Path, refused: Callable[..., list[str]]
) -> None:
    path = tmp_path / "none.db"
    assert refused(*command.split(), "--ledger", str(path), code=1) == [
        f"counterclaim: error: there is no ledger at {path}",
        "  hint: `counterclaim ingest PATH` makes one",
    ]
    assert not path.exists()


def test_name_of_a_ledger_does_not_act_on_the_terminal(refused: Callable[..., list[str]]) -> None:
    [line, _] = refused("claims", "--ledger", "\x1b[31mnone.db", code=1)
    assert line == "counterclaim: error: there is no ledger at \ufffd[31mnone.db"


def test_file_that_is_no_ledger_ends_with_4(
    tmp_path: Path, refused: Callable[..., list[str]]
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes and no database.\n" * 9, encoding="utf-8")
    [line, _] = refused("claims", "--ledger", str(path), code=4)
    assert line == f"counterclaim: error: {path}: it is no ledger"


def test_folder_as_ledger_ends_with_5(tmp_path: Path, refused: Callable[..., list[str]]) -> None:
    [line, *_] = refused("claims", "--ledger", str(tmp_path), code=5)
    assert line == f"counterclaim: error: {tmp_path}: Is a directory"


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("claims", "0 claims\n"),
        ("disputes", "0 disputes\n"),
        ("disputes --all", "0 questions\n"),
        ("timeline", "0 lines, 0 falls\n"),
        ("log", "0 entries\n"),
    ],
)
def test_empty_ledger_has_nothing_and_says_so(
    command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command.split()) == 0
    assert capsys.readouterr() == ("", said)
