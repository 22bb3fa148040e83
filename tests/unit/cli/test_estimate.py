"""``counterclaim estimate``: what it prints, under which anchor, and what it refuses."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

Refused = Callable[..., list[str]]

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--table", "a.csv"], "--table and --map need each other"),
        (["--map", "radford2023"], "--table and --map need each other"),
        (["--question", "killed", "--all"], "--question and --all exclude each other"),
        (["--increments"], "--increments are rows for programs"),
        (["--seed", "-1"], "--seed -1: a seed is 0 or more"),
        (["--grid", "0"], "--grid 0: it is no number of days from 1 to 92"),
        (["--grid", "1M"], "--grid 1M: it is no number of days from 1 to 92"),
        (["--plot", "toll.pdf"], "--plot toll.pdf: its ending is neither .svg nor .png"),
        (["--anchor", "UN"], "--anchor UN: it names no anchor"),
        (["--anchor", "UN:-1"], "--anchor UN:-1: an sd lies between 0.001 and 10"),
        (["--as-of", "soon"], "--as-of "),
        pytest.param(
            ["--check", "nuts"],
            "NumPyro is not installed, and --check nuts needs it",
            marks=pytest.mark.skipif(find_spec("numpyro") is not None, reason="it is installed"),
        ),
    ],
)
def test_options_that_cannot_be_used(options: list[str], said: str, refused: Refused) -> None:
    assert refused("estimate", *options, code=2)[0].startswith(f"counterclaim: error: {said}")


@pytest.mark.parametrize("other", [["--question", "killed"], ["--as-of", "2022-03-03"]])
def test_table_takes_no_option_of_a_ledger(other: list[str], refused: Refused) -> None:
    told = refused("estimate", "--table", "a.csv", "--map", "radford2023", *other, code=2)
    assert told[0].startswith("counterclaim: error: --")


def test_table_that_is_not_there(refused: Refused, tmp_path: Path) -> None:
    told = refused("estimate", "--table", "none.csv", "--map", "radford2023", code=1)
    assert told == ["counterclaim: error: none.csv: No such file or directory"]
    assert not (tmp_path / "none.csv").exists()


def test_ledger_that_is_not_there(refused: Refused) -> None:
    told = refused("estimate", "--ledger", "none.db", code=1)
    assert told[0] == "counterclaim: error: there is no ledger at none.db"
