"""Claims, disputes and verdicts as records and rows, literally."""

import datetime as dt
from dataclasses import replace

from counterclaim.model.claim_records import (
    CLAIM_COLUMNS,
    change_record,
    claim_record,
    claim_row,
    dispute_record,
    question_record,
    verdict_record,
)
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Change, Dispute, PairVerdict
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.parties import Victims
from counterclaim.model.periods import Period, Window
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

DAY = dt.date(2031, 3, 2)
QUESTION = Question(
    outcome="killed", party="QV", class_="military", frame="cumulative", occasion="velmora-2031"
)
FIGURE = Quantity(text="over 9", start=0, end=6, kind="more_than", value=9, low=10)


def sighting(document: str, *, copy_of: str = "", day: dt.date = DAY) -> KeptSighting:
    return KeptSighting(
        id=f"{document}-1",
        document=DocumentFacts(id=document, published=Window.day(day), copy_group=copy_of),
        sighting=Sighting(
            id="s1",
            source=f"{document}.txt",
            sentence=Span(start=0, end=6, text="over 9"),
            quantity=FIGURE,
            outcome="killed",
            victims=Victims(party="QV", class_="military"),
            period=Period(frame="cumulative"),
        ),
    )


CLAIM = Claim(
    id="c-1",
    question=QUESTION,
    quantity=FIGURE,
    sightings=(
        sighting("a"),
        sighting("b", copy_of="a"),
        sighting("d", day=DAY + dt.timedelta(days=5)),
    ),
    claimant="Ilen Torv",
    party="QK",
    kind="government",
    as_of=DAY,
    as_of_from="said",
    stated_on=DAY,
    superseded_by="c-2",
)
CLAIM_RECORD = {
    "id": "c-1",
    "claimant": {"name": "Ilen Torv", "party": "QK", "kind": "government"},
    "outlet": None,
    "polarity": "asserted",
    "quantity": {"text": "over 9", "kind": "more_than", "value": 9, "low": 10, "high": None},
    "question": {
        "outcome": "killed",
        "victims": {"party": "QV", "class": "military", "group": None},
        "place": None,
        "frame": "cumulative",
        "occasion": "velmora-2031",
        "is_part": False,
    },
    "period": {"frame": "cumulative", "start": None, "end": "2031-03-02", "end_from": "said"},
    "stated_on": "2031-03-02",
    "first_seen": "2031-03-02",
    "last_seen": "2031-03-07",
    "sightings": 3,
    "independent": 2,
    "supersedes": None,
    "superseded_by": "c-2",
}


def test_record_of_a_claim_counts_copies_once() -> None:
    assert claim_record(CLAIM) == CLAIM_RECORD


def test_voice_of_a_text_has_no_claimant() -> None:
    voice = replace(CLAIM, claimant=None, party=None, kind=None)
    assert claim_record(voice)["claimant"] is None


def test_open_question_is_null_throughout() -> None:
    assert question_record(Question()) == {
        "outcome": None,
        "victims": {"party": None, "class": None, "group": None},
        "place": None,
        "frame": None,
        "occasion": None,
        "is_part": False,
    }


def test_row_of_a_claim_has_every_column_in_order() -> None:
    row = claim_row(CLAIM)
    assert tuple(row) == CLAIM_COLUMNS
    assert row == {
        "id": "c-1",
        "claimant_name": "Ilen Torv",
        "claimant_party": "QK",
        "claimant_kind": "government",
        "outlet": None,
        "polarity": "asserted",
        "quantity_text": "over 9",
        "quantity_kind": "more_than",
        "quantity_value": 9,
        "quantity_low": 10,
        "quantity_high": None,
        "outcome": "killed",
        "victims_party": "QV",
        "victims_class": "military",
        "victims_group": None,
        "place": None,
        "frame": "cumulative",
        "occasion": "velmora-2031",
        "is_part": False,
        "period_start": None,
        "as_of": "2031-03-02",
        "as_of_from": "said",
        "stated_on": "2031-03-02",
        "first_seen": "2031-03-02",
        "last_seen": "2031-03-07",
        "sightings": 3,
        "independent": 2,
        "supersedes": None,
        "superseded_by": "c-2",
    }


def test_record_of_a_dispute_has_what_its_verdicts_rest_on() -> None:
    pair = PairVerdict(
        a="c-1", b="c-2", verdict="contradict", reason="no number", rests_on="hard", ratio=2.5
    )
    change = Change(claim="c-2", by=4, direction="down")
    pair_as_record = {
        "a": "c-1",
        "b": "c-2",
        "verdict": "contradict",
        "reason": "no number",
        "rests_on": "hard",
        "ratio": 2.5,
    }
    assert verdict_record(pair) == pair_as_record
    assert change_record(change) == {"claim": "c-2", "by": 4, "direction": "down"}
    dispute = Dispute(
        question=QUESTION,
        claims=(CLAIM,),
        verdicts=(pair,),
        ratio=2.5,
        possible_sets=(("c-1",), ("c-2",)),
        changes=(change,),
    )
    assert dispute_record(dispute) == {
        "id": QUESTION.id,
        "question": CLAIM_RECORD["question"],
        "claims": [CLAIM_RECORD],
        "verdicts": [pair_as_record],
        "ratio": 2.5,
        "widest": 2.5,
        "possible_sets": [["c-1"], ["c-2"]],
        "changes": [{"claim": "c-2", "by": 4, "direction": "down"}],
    }
