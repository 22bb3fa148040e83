"""Reviews: added, applied, attached to places in texts, and refused where they are stale."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from counterclaim.errors import ConflictError, InputError, NotFoundError, RecordError, SpanError
from counterclaim.ledger.filters import Filter
from counterclaim.ledger.reviews import Request
from counterclaim.ledger.rows import Found
from counterclaim.ledger.store import LedgerStore
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

Opener = Callable[..., LedgerStore]


@pytest.fixture
def read(store: LedgerStore, reports: list[Document]) -> LedgerStore:
    store.ingest(reports)
    return store


def id_of(store: LedgerStore, words: str) -> str:
    [kept] = [k for k in store.kept_sightings() if k.sighting.quantity.text == words]
    return kept.id


def status_of(store: LedgerStore, id_: str) -> str:
    [kept] = store.sightings_at(id_)
    return kept.status


def test_accepted_sighting_says_so(read: LedgerStore) -> None:
    id_ = id_of(read, "at least 12")
    revision = read.review(Request(target=id_, verdict="accept", by="Ada"))
    assert status_of(read, id_) == "accepted"
    [review] = read.reviews(id_)
    assert (review.entry, review.verdict, review.by) == (revision, "accept", "Ada")
    assert (review.revision, review.is_loose, review.sighting) == (0, False, id_)


def test_rejected_sighting_is_kept_and_makes_no_claim(read: LedgerStore) -> None:
    id_ = id_of(read, "at least 12")
    read.review(Request(target=id_, verdict="reject", by="Ada", reason="a market, not a strike"))
    assert status_of(read, id_) == "rejected"
    assert "at least 12" not in [claim.quantity.text for claim in read.claims()]


def test_correction_changes_sighting_claim_and_what_is_found(read: LedgerStore) -> None:
    id_ = id_of(read, "at least 12")
    read.review(
        Request(
            target=id_,
            verdict="correct",
            by="Ada",
            reason="the text says wounded further on",
            fields={"outcome": "wounded", "quantity.value": 13},
        )
    )
    [kept] = read.sightings_at(id_)
    assert (kept.status, kept.sighting.outcome) == ("corrected", "wounded")
    assert (kept.sighting.quantity.low, kept.sighting.quantity.high) == (13, None)
    [claim] = read.claims(Filter(outcome="wounded"))
    assert claim.quantity.value == 13
    assert [k.id for k in read.kept_sightings(Filter(outcome="wounded"))] == [id_]


def test_last_verdict_counts_and_accepting_takes_corrections_back(read: LedgerStore) -> None:
    id_ = id_of(read, "at least 12")
    request = Request(target=id_, verdict="correct", by="Ada", reason="r")
    read.review(replace(request, fields={"outcome": "wounded"}))
    read.review(replace(request, fields={"victims.party": "XX"}))
    read.review(replace(request, verdict="reject", by="Ben"))
    assert status_of(read, id_) == "rejected"
    read.review(replace(request, verdict="accept", by="Cem"))
    [kept] = read.sightings_at(id_)
    assert (kept.status, kept.sighting.outcome) == ("accepted", "killed")
    assert kept.sighting.victims.party is None
    assert [review.by for review in read.reviews(id_)] == ["Ada", "Ada", "Ben", "Cem"]


def test_review_of_a_claim_is_one_of_all_its_sightings(read: LedgerStore) -> None:
    [claim] = [c for c in read.claims() if c.quantity.text == "40"]
    assert len(claim.sightings) == 2
    entry = read.review(Request(target=claim.id, verdict="reject", by="Ada", reason="r"))
    assert [review.entry for review in read.reviews()] == [entry, entry]
    assert "40" not in [c.quantity.text for c in read.claims()]


def test_stale_revision_is_refused_with_both(read: LedgerStore) -> None:
    id_ = id_of(read, "at least 12")
    first = read.review(Request(target=id_, verdict="accept", by="Ada", revision=0))
    with pytest.raises(ConflictError) as caught:
        read.review(Request(target=id_, verdict="reject", by="Ben", reason="r", revision=0))
    assert (caught.value.given, caught.value.current) == (0, first)
    assert status_of(read, id_) == "accepted"
    read.review(Request(target=id_, verdict="reject", by="Ben", reason="r", revision=first))
    assert status_of(read, id_) == "rejected"


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"by": " "}, InputError, "the name of who made it"),
        ({"verdict": "reject", "reason": ""}, InputError, "needs a reason"),
        ({"verdict": "maybe"}, InputError, "no verdict"),
        ({"fields": {"outcome": "killed"}}, InputError, "sets fields"),
        ({"verdict": "correct"}, InputError, "sets fields"),
        ({"verdict": "correct", "fields": {"id": "x"}}, RecordError, "cannot be corrected"),
        ({"verdict": "correct", "fields": {"toll": 3}}, RecordError, "no field 'toll'"),
        ({"verdict": "correct", "fields": {"victims.clas": "x"}}, RecordError, "'victims.clas'"),
        ({"verdict": "correct", "fields": {"quantity.foo": 1}}, RecordError, "'quantity.foo'"),
        ({"verdict": "correct", "fields": {"period": {"frm": 1}}}, RecordError, "no field 'frm'"),
        ({"verdict": "correct", "fields": {"victims.party": "\x1b[31mX"}}, RecordError, "control"),
        ({"verdict": "correct", "fields": {"victims.party": "X" * 201}}, RecordError, "201 char"),
        ({"verdict": "correct", "fields": {"outcome": "slain"}}, RecordError, "none of killed"),
        ({"verdict": "correct", "fields": {"quantity.low": 99}}, RecordError, "at odds"),
        (
            {"verdict": "correct", "fields": {"quantity.start": 0, "quantity.end": 11}},
            RecordError,
            "outside its sentence",
        ),
        ({"verdict": "correct", "fields": {"victims.text": "fishermen"}}, SpanError, "stand at"),
        ({"target": "0123"}, NotFoundError, "no claim or sighting"),
        ({"target": "c-0123"}, NotFoundError, "no claim"),
        ({"target": "x"}, NotFoundError, "no claim or sighting"),
        ({"target": ""}, NotFoundError, "no claim or sighting"),
    ],
)
def test_review_that_cannot_be_is_refused_and_leaves_nothing(
    read: LedgerStore, changes: dict[str, object], error: type[Exception], words: str
) -> None:
    base: dict[str, object] = {"target": id_of(read, "at least 12"), "verdict": "accept"}
    n_before = len(read.log())
    with pytest.raises(error, match=words):
        read.review(Request(**{**base, "by": "Ada", "reason": "r", **changes}))  # type: ignore[arg-type]
    assert len(read.log()) == n_before


def test_beginning_that_two_ids_share_is_ambiguous(read: LedgerStore) -> None:
    read.review(Request(target=id_of(read, "at least 12")[:8], verdict="accept", by="Ada"))
    with pytest.raises(NotFoundError, match="more than one claim"):
        read.find_claim("c-")


def test_review_stays_where_a_newer_reading_agrees(
    read: LedgerStore, reports: list[Document], open_at: Opener, ledger_url: str, lexicon: Lexicon
) -> None:
    id_ = id_of(read, "at least 12")
    read.review(Request(target=id_, verdict="accept", by="Ada"))
    again = Lexicon([])
    again.__dict__.update(lexicon.__dict__)
    again.version = "another"
    newer = open_at(ledger_url, words=again)
    newer.ingest(reports)
    [kept] = newer.sightings_at(id_)
    assert kept.id != id_
    assert kept.status == "accepted"
    assert [review.is_loose for review in newer.reviews()] == [False]


def test_review_is_loose_and_not_dropped_where_nothing_stands_any_more(
    read: LedgerStore, reports: list[Document], open_at: Opener, ledger_url: str, lexicon: Lexicon
) -> None:
    read.review(Request(target=id_of(read, "at least 12"), verdict="accept", by="Ada"))
    again = Lexicon([])
    again.__dict__.update(lexicon.__dict__)
    again.version = "another"
    newer = open_at(ledger_url, words=again)
    newer.ingest(reports, find=lambda _: Found())
    [review] = newer.reviews()
    assert (review.is_loose, review.sighting, review.by) == (True, None, "Ada")


def test_as_of_an_instant_before_a_review_it_is_not_there(read: LedgerStore) -> None:
    before = read.log()[-1].at
    id_ = id_of(read, "at least 12")
    read.review(Request(target=id_, verdict="reject", by="Ada", reason="r"))
    [then] = [k for k in read.kept_sightings(as_of=before) if k.id == id_]
    assert then.status == "open"
    assert len(read.claims(as_of=before)) == len(read.claims()) + 1
    assert read.reviews(as_of=before) == []
    assert read.claims(as_of=before - dt.timedelta(days=400)) == []


def test_id_of_a_claim_that_an_earlier_paper_moved_leads_on(
    store: LedgerStore, reports: list[Document]
) -> None:
    late = replace(reports[0], text=f"Late. {reports[0].text}", source="late.txt")
    store.ingest([late])
    [before] = store.claims()
    store.ingest([replace(reports[0], published=Window.parse("2023-05-01"))])
    [now] = store.claims()
    assert now.id != before.id
    assert store.find_claim(before.id) == now
    assert len(store.sightings_at(before.id)) == 2
    entry = store.review(Request(target=before.id, verdict="accept", by="Ada"))
    assert [review.entry for review in store.reviews(now.id)] == [entry, entry]


def test_id_of_a_rejected_claim_says_who_rejected_it_and_takes_it_back(read: LedgerStore) -> None:
    [claim] = [c for c in read.claims() if c.quantity.text == "at least 12"]
    read.review(Request(target=claim.id, verdict="reject", by="Ada", reason="a market"))
    at = read.log()[-1].at
    with pytest.raises(NotFoundError, match="Ada rejected it on 2024-01-01") as no:
        read.find_claim(claim.id)
    assert f"{at:%Y-%m-%d %H:%M} UTC: a market" in no.value.message
    read.review(Request(target=claim.id, verdict="accept", by="Ben"))
    assert read.find_claim(claim.id).id == claim.id


def test_log_names_the_sighting_and_the_fields_that_were_set(read: LedgerStore) -> None:
    id_ = id_of(read, "at least 12")
    read.review(Request(target=id_, verdict="accept", by="Ada"))
    fields = {"outcome": "wounded", "quantity.value": 13}
    request = Request(target=id_, verdict="correct", by="Ben", reason="a slip", fields=fields)
    read.review(request)
    assert [line.what for line in read.log(last=2)] == [
        f"accept {id_} by Ada",
        f"correct {id_} outcome=wounded quantity.value=13 by Ben: a slip",
    ]
