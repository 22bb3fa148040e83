"""``counterclaim log``: every entry, its kinds, the last ones."""

import json
from collections.abc import Callable

import pytest

from counterclaim.cli.main import main

pytestmark = pytest.mark.usefixtures("ledger")


def test_entries_come_newest_last(printed: Callable[..., list[str]]) -> None:
    lines = printed("log")
    assert lines[:2] == [
        "entry  when (UTC)           kind      what",
        "    1  ...................  run       reports",
    ]
    assert lines[-2:] == [
        "    5  ...................  end       finished: 3 new documents, 4 sightings, 4",
        "                                      new claims",
    ]


def test_records_name_the_documents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "--format", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["entry"], one["kind"]) for one in records] == [
        (1, "run"),
        (2, "document"),
        (3, "document"),
        (4, "document"),
        (5, "end"),
    ]
    assert [len(one["document"] or "") for one in records] == [0, 64, 64, 64, 0]


@pytest.mark.parametrize(
    ("options", "entries"),
    [
        ("--kind document", [2, 3, 4]),
        ("--kind document --last 1", [4]),
        ("--kind review", []),
        ("--kind reading", []),
        ("--kind capture", []),
        ("--last 2", [4, 5]),
        ("--last 99", [1, 2, 3, 4, 5]),
        ("--as-of 2020-01-01", []),
    ],
)
def test_some_of_the_entries(
    options: str, entries: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "--format", "json", *options.split()]) == 0
    assert [one["entry"] for one in json.loads(capsys.readouterr().out)] == entries


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--kind reviews", "--kind 'reviews' is none"),
        ("--last 0", "--last takes a number from 1 on"),
        ("--as-of noon", "--as-of 'noon' is no instant"),
    ],
)
def test_options_that_cannot_be_used(
    options: str, said: str, refused: Callable[..., list[str]]
) -> None:
    lines = refused("log", *options.split(), code=2)
    assert lines[0] == f"counterclaim: error: {said}"
    assert len(lines) == 2
