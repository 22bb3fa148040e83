"""Ingest: each document whole or not at all, once, and with what could not be read beside it."""

import datetime as dt
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace

import pytest

from counterclaim.errors import RecordError
from counterclaim.ledger.ingest import Tally, find_all
from counterclaim.ledger.rows import Found
from counterclaim.ledger.store import LedgerStore
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.skips import Skip

Opener = Callable[..., LedgerStore]


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return (tally.n_new, tally.n_known, tally.n_reread, tally.n_skipped)


def test_tally_counts_what_was_read_and_what_follows(
    store: LedgerStore, reports: list[Document]
) -> None:
    tally = store.ingest(reports)
    assert counts(tally) == (4, 0, 0, 0)
    assert (tally.n_sightings, tally.n_claims_new, tally.n_claims_changed) == (4, 3, 0)
    assert tally.n_statements == 2


def test_second_ingest_adds_nothing_and_says_so(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports)
    before = [(claim.id, claim.n_independent) for claim in store.claims()]
    tally = store.ingest(reports)
    assert counts(tally) == (0, 4, 0, 0)
    assert (tally.n_sightings, tally.n_claims_new, tally.n_claims_changed) == (0, 0, 0)
    assert [line.kind for line in store.log(last=2)] == ["run", "end"]
    assert [(claim.id, claim.n_independent) for claim in store.claims()] == before


def test_document_is_kept_with_its_facts_and_text(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports)
    first = store.documents()[0]
    assert (first.id, first.source, first.outlet) == (reports[0].id, "low.txt", "Orsa Post")
    assert first.entered_at == dt.datetime(2024, 1, 1, 0, 0, 2, tzinfo=dt.UTC)
    assert store.text_of(first.id[:10]) == reports[0].text


def test_skip_is_recorded_with_its_reason(store: LedgerStore, reports: list[Document]) -> None:
    tally = store.ingest([Skip(source="a.pdf", reason="it is a PDF"), reports[0]])
    assert counts(tally) == (1, 0, 0, 1)
    assert tally.skipped == {"it is a PDF": 1}
    [kept] = store.skips()
    assert (kept.skip.source, kept.skip.reason, kept.run) == ("a.pdf", "it is a PDF", 1)


def test_skip_is_recorded_with_its_detail_and_counted_by_its_reason(store: LedgerStore) -> None:
    tally = store.ingest(
        [
            Skip(source="a.html", reason="the page has no text", detail="312 bytes"),
            Skip(source="b.html", reason="the page has no text", detail="40 bytes"),
        ]
    )
    assert tally.skipped == {"the page has no text": 2}
    assert [kept.skip.told for kept in store.skips()] == [
        "the page has no text (312 bytes)",
        "the page has no text (40 bytes)",
    ]


def test_skip_that_is_not_kept_is_only_counted(store: LedgerStore) -> None:
    away = Skip(source="crawl.warc.gz#offset=7", reason="no word of loss", is_kept=False)
    tally = store.ingest([away] * 3)
    assert tally.skipped == {"no word of loss": 3}
    assert store.skips() == []
    assert [line.kind for line in store.log()] == ["run", "end"]


UKRAINIAN = Document(
    text="Міністерство оборони повідомило, що загинули 40 військовослужбовців.\n",
    source="page.html",
    title="Сорок загиблих",
    published=Window.parse("2023-05-05"),
    language="uk",
)


def test_document_without_a_lexicon_is_kept_and_its_skip_told_once(
    store: LedgerStore, reports: list[Document]
) -> None:
    tally = store.ingest([UKRAINIAN, reports[0]])
    assert counts(tally) == (2, 0, 0, 0)
    assert tally.unread == {"uk": 1}
    assert '"unread":{"uk":1}' in tally.as_json()
    [skip] = store.skips()
    assert (skip.skip.source, skip.skip.reason) == (
        "page.html",
        "its language has no lexicon (Ukrainian, uk)",
    )
    assert store.documents()[0].language == "uk"
    assert store.text_of(UKRAINIAN.id) == UKRAINIAN.text
    assert store.log(last=1)[0].what == (
        "finished: 2 new documents, 1 sighting, 1 new claim, 1 in languages without a lexicon"
    )
    assert list(store.verify()) == []


def test_known_document_without_a_lexicon_is_not_told_again(store: LedgerStore) -> None:
    store.ingest([UKRAINIAN])
    tally = store.ingest([UKRAINIAN, replace(UKRAINIAN, source="copy.html")])
    assert counts(tally) == (0, 2, 0, 0)
    assert tally.unread == {}
    assert len(store.skips()) == 1


def test_document_is_read_once_a_lexicon_has_its_language(
    ledger_url: str, open_at: Opener, reports: list[Document]
) -> None:
    strange = replace(reports[0], language="uk")
    open_at(ledger_url).ingest([strange])
    assert open_at(ledger_url).kept_sightings() == []
    words = copy(load_lexicon())
    words.languages, words.version = frozenset({"en", "uk"}), "another"
    tally = open_at(ledger_url, words=words).ingest([strange])
    assert counts(tally) == (0, 0, 1, 0)
    assert (tally.n_sightings, tally.unread) == (1, {})


def test_document_is_read_again_where_its_language_turns_out_to_be_another(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports[:1])
    tally = store.ingest([replace(reports[0], language="uk")])
    assert (counts(tally), tally.unread) == ((0, 0, 1, 0), {"uk": 1})
    assert store.kept_sightings() == []
    tally = store.ingest([replace(reports[0], language="en")])
    assert (counts(tally), tally.unread) == ((0, 0, 1, 0), {})
    assert len(store.kept_sightings()) == 1


def test_language_that_becomes_known_as_one_of_the_lexicon_reads_nothing_again(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports[:1])
    assert counts(store.ingest([replace(reports[0], language="en")])) == (0, 1, 0, 0)
    assert store.documents()[0].language == "en"


def test_document_that_the_engine_fails_on_stops_no_other(
    store: LedgerStore, reports: list[Document], lexicon: Lexicon
) -> None:
    def find(document: Document) -> Found:
        if document.source == "high.txt":
            raise ZeroDivisionError("no number")
        if document.source == "none.txt":
            raise RecordError("a record that contradicts itself")
        return find_all(document, lexicon)

    tally = store.ingest(reports, find=find)
    assert counts(tally) == (2, 0, 0, 2)
    assert tally.skipped == {
        "the reading failed (ZeroDivisionError: no number)": 1,
        "a record that contradicts itself": 1,
    }


def test_same_text_with_another_title_is_met_again_and_not_read_again(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports[:1])
    tally = store.ingest([replace(reports[0], title="A ministry counts")])
    assert counts(tally) == (0, 1, 0, 0)
    [document] = store.documents()
    assert (document.title, document.outlet) == ("A ministry counts", "Orsa Post")


def test_same_text_with_another_date_is_read_again_and_supersedes(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports[:1])
    moved = replace(reports[0], published=Window.parse("2023-05-12"))
    assert counts(store.ingest([moved])) == (0, 0, 1, 0)
    [kept] = store.kept_sightings()
    assert kept.sighting.stated_on == dt.date(2023, 5, 12)
    [claim] = store.claims()
    assert (claim.last_seen, len(claim.sightings)) == (dt.date(2023, 5, 12), 1)


def test_file_met_again_without_its_date_keeps_it(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports[:1])
    assert counts(store.ingest([replace(reports[0], published=None)])) == (0, 1, 0, 0)
    assert store.documents()[0].published == Window.parse("2023-05-05")


def test_rows_of_two_outlets_with_one_text_stay_two_documents(
    store: LedgerStore, reports: list[Document]
) -> None:
    rows = [replace(reports[0], captured_sha256=digit * 64, outlet=digit) for digit in "ab"]
    store.ingest(rows)
    assert [document.outlet for document in store.documents()] == ["a", "b"]
    [claim] = store.claims()
    assert (len(claim.sightings), claim.n_independent) == (2, 1)


def test_newer_lexicon_reads_again_with_new_ids(
    store: LedgerStore, reports: list[Document], open_at: Opener, ledger_url: str, lexicon: Lexicon
) -> None:
    store.ingest(reports[:1])
    [before] = store.kept_sightings()
    newer = copied(lexicon, "another")
    other = open_at(ledger_url, words=newer)
    assert counts(other.ingest(reports[:1])) == (0, 0, 1, 0)
    [after] = other.kept_sightings()
    assert before.id != after.id
    assert before.sighting == after.sighting


def copied(lexicon: Lexicon, version: str) -> Lexicon:
    """Return a lexicon with the same words that calls itself another one."""
    again = Lexicon([])
    again.__dict__.update(lexicon.__dict__)
    again.version = version
    return again


def test_text_that_a_database_refuses_is_kept_one_character_for_one(store: LedgerStore) -> None:
    text = "Officials said 15 people were killed\x00 in \ud800 Orsa."
    store.ingest([Document(text=text, source="a\x00.txt")])
    [kept] = store.kept_sightings()
    assert store.text_of(kept.document.id) == text.replace("\x00", "\ufffd").replace(
        "\ud800", "\ufffd"
    )
    assert kept.document.source == "a\ufffd.txt"


def test_run_that_fails_says_so_and_keeps_what_it_read(
    store: LedgerStore, reports: list[Document]
) -> None:
    def items() -> Iterator[Document]:
        yield reports[0]
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        store.ingest(items(), what="a folder")
    [run] = store.runs()
    assert (run.how, run.what) == ("failed", "a folder")
    assert len(store.documents()) == 1


def test_fact_that_is_set_back_is_the_last_word(
    store: LedgerStore, reports: list[Document]
) -> None:
    def ingest(**facts: object) -> Tally:
        return store.ingest([replace(reports[0], **facts)])  # type: ignore[arg-type]

    first, second = Window.parse("2023-05-05"), Window.parse("2023-05-08")
    assert [counts(ingest(published=day)) for day in (first, second, first)] == [
        (1, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 1, 0),
    ]
    assert store.documents()[0].published == first
    assert [claim.first_seen for claim in store.claims()] == [dt.date(2023, 5, 5)]
    assert counts(ingest(published=None)) == (0, 1, 0, 0)
    for title in ("Forty dead", "Sixty dead", "Forty dead"):
        ingest(title=title)
    assert store.documents()[0].title == "Forty dead"


def test_two_places_that_differ_are_read_again_without_an_entry(
    store: LedgerStore, reports: list[Document]
) -> None:
    other = replace(reports[0], source="mirror.txt", published=Window.parse("2023-05-08"))
    store.ingest([reports[0], other])
    assert counts(store.ingest([reports[0], other])) == (0, 2, 0, 0)
    assert store.documents()[0].published == Window.parse("2023-05-08")


def test_names_that_are_not_utf8_are_known_the_second_time(
    store: LedgerStore, reports: list[Document]
) -> None:
    odd = replace(reports[0], source="na\udcefve.txt", title="Forty\x00 dead", outlet="\ud800")
    store.ingest([odd])
    before = store.n_entries()
    assert counts(store.ingest([odd])) == (0, 1, 0, 0)
    assert store.n_entries() == before + 2  # the run and its end
    assert store.documents()[0].source == "na\ufffdve.txt"
