"""``counterclaim audit``: what is printed where, and what a wrong table or map looks like."""

import json
from pathlib import Path

import pytest

from counterclaim.cli.main import main

MAP = """
[every]
date = "date"
frame = "cumulative"
party = "QV"
[[claim]]
count = "killed"
outcome = "killed"
[[read]]
column = "who"
sets = "claimant"
"""
TABLE = """\
date,who,killed
2031-03-01,Army,1010
2031-03-02,Army,1123
2031-03-03,Army,1e+05
2031-03-04,Army,1051
2031-03-05,Army,1302
2031-03-05,Army,1302
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return the paths of a table and of its map."""
    table, mapped = tmp_path / "mine.csv", tmp_path / "mine.toml"
    table.write_text(TABLE, encoding="utf-8")
    mapped.write_text(MAP, encoding="utf-8")
    return str(table), str(mapped)


def test_jsonl_has_the_seven_fields(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", files[0], "--map", files[1], "--format", "jsonl"]) == 0
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["check"], one["row"]) for one in findings] == [
        ("falling", 4),
        ("unparsable", 3),
        ("duplicate", 6),
    ]
    assert findings[0] == {
        "check": "falling",
        "row": 4,
        "day": None,
        "date": "2031-03-04",
        "claimant": "Army",
        "count": 1051,
        "message": "the toll fell from 1,123 on 2031-03-02 (row 2) to 1,051 on 2031-03-04",
    }


def test_table_fits_80_columns_and_tally_goes_to_standard_error(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", files[0], "--map", files[1]]) == 0
    out, err = capsys.readouterr()
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "row 4: 2031-03-04, Army, 1,051" in out
    assert "6 rows, 6 counts of people; 3 findings" in err
    assert "falling           1" in err


def test_table_without_findings_is_read(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[0]).write_text(TABLE[: TABLE.index("2031-03-03")], encoding="utf-8")
    assert main(["audit", files[0], "--map", files[1]]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "0 findings" in err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "it is an image, not a text"),
        (b"date,who,killed\n", "no row of data could be read"),
    ],
)
def test_file_without_a_table_exits_1(
    files: tuple[str, str], data: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[0]).write_bytes(data)
    assert main(["audit", files[0], "--map", files[1]]) == 1
    assert message in capsys.readouterr().err


def test_map_of_another_table_exits_2_and_names_the_column(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", files[0], "--map", "general-staff"]) == 2
    err = capsys.readouterr().err
    assert "mine.csv has no column 'personnel*', 'day', 'personnel', 'POW'" in err
    assert "its columns are date, killed, who" in err


def test_words_of_a_map_do_not_act_on_the_terminal(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[1]).write_text(MAP + '"\\u001b[2J" = 1\n', encoding="utf-8")
    assert main(["audit", files[0], "--map", files[1]]) == 2
    err = capsys.readouterr().err
    assert "unknown key" in err
    assert "\x1b" not in err


def test_wrong_map_exits_2(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(MAP + 'colour = "red"\n', encoding="utf-8")
    assert main(["audit", files[0], "--map", files[1]]) == 2
    assert "mine.toml, read 1: unknown key 'colour'" in capsys.readouterr().err


def test_half_a_file_is_read_and_told(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[0]).write_text(TABLE[:-8], encoding="utf-8")
    assert main(["audit", files[0], "--map", files[1]]) == 0
    assert "row 6: it has 2 cells, and the header names 3" in capsys.readouterr().err


def test_hostile_words_do_not_act_on_the_terminal(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "date,who,killed\n2031-03-01,\x1b[31mArmy\u202e,\x1b]0;x\x07\n"
    Path(files[0]).write_text(hostile + "2031-03-0\x1b[2J,Army,3\n", encoding="utf-8")
    assert main(["audit", files[0], "--map", files[1]]) == 0
    out, err = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(out + err)
    assert "Army" in out
