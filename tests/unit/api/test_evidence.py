"""What a question names: an id of the ledger, or words."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.api.evidence import find_question, series_of
from counterclaim.api.ledger import Ledger
from counterclaim.errors import EstimateError, NotFoundError
from counterclaim.estimate.observations import Evidence, LeftOut, Observation
from counterclaim.model.claims import Claim
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

TEXT = (
    "The Russian Ministry of Defence said on Wednesday that 498 of its soldiers had died in "
    "Ukraine since the invasion began.\n"
)
DAY = dt.date(2022, 2, 24)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "war.db") as opened:
        opened.ingest([Document(text=TEXT, published=Window.parse("2022-03-02"))])
        yield opened


@pytest.fixture
def claim(ledger: Ledger) -> Claim:
    [found] = ledger.claims()
    return found


def evidence(claim: Claim, *, is_used: bool) -> Evidence:
    one = Observation(
        id=claim.id,
        claimant="Ministry",
        series=series_of(claim.question),
        low=498,
        high=498,
        start=DAY,
        end=dt.date(2022, 3, 2),
    )
    left = (LeftOut(id=claim.id, reason="it has no day"),)
    return Evidence(
        observations=(one,) if is_used else (),
        start=DAY,
        n_claims=1,
        left_out=() if is_used else left,
    )


def test_an_id_or_its_beginning_names_the_count(ledger: Ledger, claim: Claim) -> None:
    told = evidence(claim, is_used=True)
    for name in (claim.question.id, claim.question.id[:6]):
        assert find_question(ledger, told, name, None) == "RU military killed"


def test_words_stay_as_they_are(ledger: Ledger, claim: Claim) -> None:
    assert find_question(ledger, evidence(claim, is_used=True), "killed", None) == "killed"


def test_an_id_of_nothing_is_named(ledger: Ledger, claim: Claim) -> None:
    with pytest.raises(NotFoundError, match="no question has an id that begins with 'q-0none'"):
        find_question(ledger, evidence(claim, is_used=True), "q-0none", None)


def test_a_question_whose_claims_cannot_be_used_says_why(ledger: Ledger, claim: Claim) -> None:
    with pytest.raises(EstimateError, match=r"can be used \(1: it has no day\)"):
        find_question(ledger, evidence(claim, is_used=False), claim.question.id, None)
