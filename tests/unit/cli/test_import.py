"""``counterclaim import``: what its tally says."""

from pathlib import Path

import pytest

from counterclaim.cli.main import main

MAP = """\
about = "tolls of an invented war"
origin = "written for this test"

[every]
date = "day"
party = "QV"

[[claim]]
count = "killed"
outcome = "killed"
frame = "cumulative"
"""


@pytest.mark.parametrize(
    ("n_wrong", "said"), [(0, None), (1, "        1 row left out"), (75, "       75 rows left out")]
)
def test_rows_are_left_out_and_not_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], n_wrong: int, said: str | None
) -> None:
    (tmp_path / "tolls.toml").write_text(MAP, encoding="utf-8")
    rows = ["day,killed", "2031-03-05,498", *["2031-03-06,many"] * n_wrong]
    (tmp_path / "tolls.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("tolls.csv", "tolls.toml", "war.db")]
    assert main(["import", paths[0], "--map", paths[1], "--ledger", paths[2]]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "        1 document new"
    assert ([line for line in lines if "left out" in line] or [None]) == [said]
    assert not any("skipped" in line for line in lines)
