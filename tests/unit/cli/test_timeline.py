"""``counterclaim timeline``: the table, the rows, the picture."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.image import imread

from counterclaim.cli.main import main

TABLE = """\
How many killed: RU, military, cumulative, ukraine-2022
who says                                      day            how many       docs
Russian Ministry of Defence [RU]              to 2022-03-02* 498               1
                                              to 2022-03-25* 1,351             1
Volodymyr Zelensky [UA]                       to 2022-03-01  close to 6,000    1
                                                             (5,400-5,999)
"""

pytestmark = pytest.mark.usefixtures("ledger")


def test_table_at_80_columns(printed: Callable[..., list[str]]) -> None:
    assert printed("timeline") == [*TABLE.splitlines(), ""]


def test_falls_and_figures_published_late_are_remarked(
    tmp_path: Path, printed: Callable[..., list[str]]
) -> None:
    (tmp_path / "fall.txt").write_text(
        "The Russian Ministry of Defence said on Sunday that 1,100 of its soldiers had died in "
        "Ukraine since the invasion began.\n",
        encoding="utf-8",
    )
    printed("ingest", "fall.txt", "--published", "2022-04-03")
    assert printed("timeline", "--party", "RU") == [
        "How many killed: RU, military, cumulative, ukraine-2022",
        "who says                  day            how many docs remark",
        "Russian Ministry of       to 2022-03-02* 498         1",
        "Defence [RU]",
        "                          to 2022-03-25* 1,351       1",
        '                          to 2022-04-03* 1,100       1 fell: "1,100" after',
        '                                                       "1,351" by 2022-03-25',
        "",
    ]


def test_rows_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["timeline", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["claimant"], row["day"], row["day_from"], row["value"]) for row in rows] == [
        ("Russian Ministry of Defence", "2022-03-02", "said", "498"),
        ("Russian Ministry of Defence", "2022-03-25", "said", "1351"),
        ("Volodymyr Zelensky", "2022-03-01", "period", "6000"),
    ]


def test_the_same_ledger_gives_the_same_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.svg", "two.svg"):
        assert main(["timeline", "--plot", name]) == 0
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert "Volodymyr Zelensky [UA]" in drawn
    assert "Russian Ministry of Defence [RU]" in drawn
    assert capsys.readouterr().err.startswith(
        "one.svg: How many killed: RU, military, cumulative, ukraine-2022\n"
    )


def test_picture_of_points_opens(tmp_path: Path) -> None:
    assert main(["timeline", "--plot", "toll.PNG"]) == 0
    assert imread(tmp_path / "toll.PNG", format="png").shape == (810, 1350, 4)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--plot toll.pdf", "--plot toll.pdf: its ending is neither .svg nor .png"),
        ("--plot toll", "--plot toll: its ending is neither .svg nor .png"),
        ("--plot none/toll.svg", "--plot none/toll.svg: No such file or directory"),
        ("--plot /proc/toll.svg", "--plot /proc/toll.svg: No such file or directory"),
        ("--plot toll.svg --outcome missing", "there is no timeline to draw"),
        ("--plot \x1b[31m.pdf", "--plot \ufffd[31m.pdf: its ending is neither .svg nor .png"),
    ],
)
def test_picture_that_cannot_be_drawn(
    options: str, said: str, tmp_path: Path, refused: Callable[..., list[str]]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert refused("timeline", *options.split(), code=2)[0] == f"counterclaim: error: {said}"
    assert sorted(tmp_path.iterdir()) == before
