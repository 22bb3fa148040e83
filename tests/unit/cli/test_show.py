"""``counterclaim show``: every sentence, the marks, the history, the reviews."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.api.ledger import Ledger
from counterclaim.cli.main import main
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

Finder = Callable[[str], str]

SHOWN = """\
How many killed: RU, military, cumulative, ukraine-2022
Volodymyr Zelensky [UA]: close to 6,000 (5,400-5,999), to 2022-03-01; said
2022-03-02; published 2022-03-02; 1 independent document
id c-................, revision 0

Orsa Post: Two counts, published 2022-03-02
document ............; sighting ............, open
  In a video address on Wednesday, [Volodymyr Zelensky] said that [close to
  6,000] [Russian soldiers] had died in six days of war.
    quantity    nearly 5,400-5,999              quantity.number, bounds.nearly
    outcome     killed                          loss.subject, outcomes.die
"""
HISTORY = [
    "",
    "This claimant's figures:",
    "  c-........  to 2022-03-02*  498",
    "> c-........  to 2022-03-25*  1,351",
]


def test_sentence_is_shown_with_its_words_marked(
    claim_id: Finder, printed: Callable[..., list[str]]
) -> None:
    lines = printed("show", claim_id("close to 6,000"))
    source = next(line for line in lines if line.startswith("read from "))
    assert source.endswith("/reports/first.txt")
    lines.remove(source)
    assert lines[: len(SHOWN.splitlines())] == SHOWN.splitlines()


def test_figures_before_and_after_are_listed(
    claim_id: Finder, printed: Callable[..., list[str]]
) -> None:
    assert printed("show", claim_id("1,351"))[-4:] == HISTORY


def test_beginning_of_an_id_and_a_sighting_lead_to_the_claim(
    claim_id: Finder, printed: Callable[..., list[str]]
) -> None:
    whole = claim_id("498")
    assert printed("show", whole[:9]) == printed("show", whole)
    assert printed("show", whole.removeprefix("c-")) == printed("show", whole)


def test_what_the_document_says_of_itself_is_shown(
    empty: Path, printed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    text = "In Dorn, at least 12 civilians were killed in a strike on Thursday, the mayor said.\n"
    document = Document(
        text=text,
        source="page.html",
        title="Strike on Dorn",
        published=Window.parse("2031-03-07"),
        published_from="url",
        published_at="2031-03-07T21:40:00+02:00",
        authors=("Ilse Brandt", "Mira Sel"),
        language="en",
        notes=("its head says 2031-03-09",),
    )
    with Ledger.open(empty) as ledger:
        ledger.ingest([document])
        [claim] = ledger.claims()
    lines = printed("show", claim.id)
    assert "Strike on Dorn, published 2031-03-07 (by its address)" in lines
    assert "by Ilse Brandt, Mira Sel" in lines
    assert "note: its head says 2031-03-09" in lines
    main(["show", claim.id, "--format", "json"])
    [place] = json.loads(capsys.readouterr().out)["places"]
    told = place["document"]
    assert told["authors"] == ["Ilse Brandt", "Mira Sel"]
    assert told["language"] == "en"
    assert told["published"] == {"start": "2031-03-07", "end": "2031-03-07"}
    assert told["published_from"] == "url"
    assert told["published_at"] == "2031-03-07T21:40:00+02:00"
    assert told["notes"] == ["its head says 2031-03-09"]


def test_record_leads_to_the_words(claim_id: Finder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", claim_id("498"), "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    [place] = record["places"]
    assert place["document"]["source"].endswith("first.txt")
    assert place["document"]["outlet"] == "Orsa Post"
    assert place["sighting"]["quantity"]["text"] == "498"
    assert record["history"] == [claim_id("498"), claim_id("1,351")]
    assert (record["reviews"], record["revision"]) == ([], 0)


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("name", ["c-00000000", "c-", "", "zzz", "%", "c-%", "c-\x1b[31m"])
def test_id_that_names_nothing_ends_with_1(name: str, refused: Callable[..., list[str]]) -> None:
    lines = refused("show", name, code=1)
    assert f"has an id that begins with {name!r}" in lines[0]


def test_id_that_names_several_ends_with_1(
    many_file: str, refused: Callable[..., list[str]]
) -> None:
    assert refused("show", "c-1", "--ledger", str(many_file), code=1) == [
        "counterclaim: error: more than one claim has an id that begins with 'c-1'",
        "  hint: give more of the id",
    ]


def test_claim_is_unknown_before_the_ledger_held_it(
    claim_id: Finder, refused: Callable[..., list[str]]
) -> None:
    name = claim_id("498")
    [line] = refused("show", name, "--as-of", "2020-01-01", code=1)
    assert line == (
        f"counterclaim: error: no claim had an id that begins with '{name}' by 2020-01-01 23:59"
    )
