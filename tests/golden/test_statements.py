"""Statements of a text written for it, row by row; of the built-in example; of the seed article."""

import datetime as dt
from pathlib import Path

import pytest

import counterclaim
from counterclaim.cli.demo import load_example
from counterclaim.model.statements import Statement

Row = tuple[str, str, str, bool, str, str | None, list[str]]

# Speaker as worded, its name, stance, whether quoted, the words, the day, through whom.
ROWS: list[Row] = [
    (
        "Kastavia's president",
        "Kastavia's president",
        "says",
        False,
        "the winter will be hard",
        None,
        [],
    ),
    (
        "the governor of Orrin",
        "the governor of Orrin",
        "says",
        False,
        "The bridge at Dorna has been closed to lorries",
        "2031-03-05",
        [],
    ),
    ("Mira Sel", "Mira Sel", "says", False, "engineers needed a month to mend it", None, []),
    ("She", "Mira Sel", "says", False, "boats would carry food across the river", None, []),
    ("Ilen Torv", "Ilen Torv", "says", True, "The road is ours", None, []),
    ("Ilen Torv", "Ilen Torv", "says", True, "We hold it, and we will go on holding it.", None, []),
    (
        "Kastavia's defence ministry",
        "Kastavia's defence ministry",
        "says",
        False,
        "the front near Lake Hasse is quiet",
        None,
        [],
    ),
    (
        "two aid workers in the town",
        "two aid workers in the town",
        "says",
        False,
        "The front is far from quiet",
        None,
        [],
    ),
    (
        "the mayor of Hasse",
        "the mayor of Hasse",
        "says",
        True,
        "For three weeks we had no bread and no news. People asked us for water, and we had none "
        'to give.\n\n"Then the trucks came, and everybody wept',
        "2031-03-04",
        ["Reuters"],
    ),
    (
        "Velmora's foreign ministry",
        "Velmora's foreign ministry",
        "denies",
        False,
        "its aircraft had crossed the border",
        None,
        [],
    ),
    ("Reuters", "Reuters", "could not verify", False, "the report", None, []),
    (
        "A senior Kastavian official",
        "A senior Kastavian official",
        "says",
        False,
        "fuel was short in the north",
        None,
        [],
    ),
    (
        "The official",
        "A senior Kastavian official",
        "says",
        False,
        "spare parts had run out",
        None,
        [],
    ),
    (
        "the minister of transport",
        "the minister of transport",
        "says",
        False,
        "The harbour, the minister of transport said, would be rebuilt before spring",
        None,
        [],
    ),
    (
        "The army of Kastavia",
        "The army of Kastavia",
        "admits",
        False,
        "its attack had failed",
        None,
        [],
    ),
    ("The army of Kastavia", "The army of Kastavia", "says", False, "it would try again", None, []),
    ("Velmora", "Velmora", "says", False, "Kastavia of breaking the truce", None, []),
    ("the United Nations", "United Nations", "says", False, "its observers had left", None, []),
    ("Kastavia", "Kastavia", "claims", False, "to have taken the heights above Dorna", None, []),
    (
        "Officials in Velmora",
        "Officials in Velmora",
        "estimates",
        False,
        "repairs will take a year",
        None,
        [],
    ),
    ("Aron Vell", "Aron Vell", "says", True, "The winter will be long!", None, []),
    (
        "the mayor of Orrin",
        "the mayor of Orrin",
        "says",
        False,
        "The tower was lit again in June",
        None,
        ["local media"],
    ),
    ("a nurse at the hospital", "a nurse at the hospital", "says", True, "Nobody slept", None, []),
    (
        "a nurse at the hospital",
        "a nurse at the hospital",
        "says",
        True,
        "We waited for the morning.",
        None,
        [],
    ),
    ("Vell", "Aron Vell", "says", False, "the dam could break", None, []),
    ("The general", "The general", "confirms", False, "the road to the coast was open", None, []),
    ("The general", "The general", "says", False, "convoys would start on Friday", None, []),
    ("Vell", "Aron Vell", "says", True, "I do not know what they want", None, []),
    ("he", "Aron Vell", "says", True, 'The river," he said, "is too wide for us.', None, []),
    ("The police", "The police", "says", False, "the streets were empty", None, []),
]
# What was not said, what is a claim already, and nouns that look like verbs of saying.
SILENT = ["40 people", "when it would leave", "comment", "called", "is over", "railway", "laughter"]


def row(statement: Statement) -> Row:
    return (
        statement.speaker.text,
        statement.speaker.name,
        statement.stance,
        statement.quoted,
        statement.content.text,
        None if statement.stated_on is None else statement.stated_on.isoformat(),
        [relay.name for relay in statement.via],
    )


@pytest.fixture(scope="module")
def found() -> list[Statement]:
    text = (Path(__file__).parent / "statements.txt").read_text(encoding="utf-8")
    return counterclaim.statements(counterclaim.read(text, published="2031-03-05"))


def test_there_are_as_many_statements_as_rows(found: list[Statement]) -> None:
    assert len(found) == len(ROWS)


@pytest.mark.parametrize("place", range(len(ROWS)), ids=[words[:30] for *_, words, _, _ in ROWS])
def test_a_statement_is_its_row(found: list[Statement], place: int) -> None:
    assert row(found[place]) == ROWS[place]


@pytest.mark.parametrize("words", SILENT)
def test_what_nobody_said_is_no_statement(found: list[Statement], words: str) -> None:
    assert [s.content.text for s in found if words in s.content.text] == []


def test_statements_of_the_example_are_those_without_a_count() -> None:
    assert [row(s) for s in counterclaim.statements(load_example())] == [
        (
            "it",
            "Ukraine's emergency service",
            "says",
            False,
            "Every hour was costing lives",
            None,
            [],
        ),
        (
            "A senior U.S. defence official",
            "A senior U.S. defence official",
            "says",
            False,
            "morale had sunk in some Russian units and that columns north of Kyiv were waiting "
            "for fuel",
            "2022-03-01",
            [],
        ),
    ]


def test_seed_article_has_the_official_on_morale_and_supplies(shared: Path) -> None:
    seed = shared / "seed" / "000_67a2b89c204b295e.txt"
    if not seed.is_file():
        pytest.skip(f"no seed article at {seed}")
    found = counterclaim.statements(counterclaim.read(seed, published="2022-03-02"))
    said = [s for s in found if "official" in s.speaker.text]
    assert {s.speaker.name for s in said} == {"A senior defense official"}
    assert {s.stated_on for s in said} == {dt.date(2022, 3, 1)}
    for words in ("morale", "progress", "food shortage"):
        assert any(words in s.content.text for s in said)
