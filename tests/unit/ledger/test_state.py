"""The state of a ledger: the same however it came about, and the past stays as it was."""

import datetime as dt
import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from states import make_read_only, state_of

from counterclaim.ledger.derive import standing_of
from counterclaim.ledger.filters import Filter
from counterclaim.ledger.ingest import find_all
from counterclaim.ledger.queries import claims_now
from counterclaim.ledger.reading import Reader
from counterclaim.ledger.reviews import Request, add_review
from counterclaim.ledger.store import LedgerStore, open_ledger
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.digests import sha256_of
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

Opener = Callable[..., LedgerStore]


def many_reports(n: int) -> list[Document]:
    """Return reports of which every third is a copy of the one before, in another outlet."""
    made: list[Document] = []
    for number in range(n):
        lead = number - (number % 3 == 2)
        text = (
            f"Ukraine's army said on Friday that it had killed {100 + lead} Russian soldiers "
            f"near the village of Orsa-{lead % 7}.\n\nThe ministry in Moscow said that "
            f"{lead + 3} of its soldiers had been wounded since the start of the war. "
            f"Residents of street {lead} said that nobody had left the village by the evening, "
            f"and that the school number {lead} was to open again the week after.\n"
        )
        day = dt.date(2023, 3, 3) + dt.timedelta(days=number % 30)
        made.append(
            Document(
                text=text + (f"\nOutlet {number}\n" if lead != number else ""),
                source=f"{number:03}.txt",
                published=Window.day(day),
            )
        )
    return made


def test_claims_of_now_are_those_of_the_last_instant(
    store: LedgerStore, reports: list[Document], clock: Callable[[], dt.datetime]
) -> None:
    store.ingest(reports)
    assert store.claims() == store.claims(as_of=clock())


def test_past_stays_as_it_was(
    store: LedgerStore, reports: list[Document], clock: Callable[[], dt.datetime]
) -> None:
    store.ingest(reports[:1])
    then = clock()
    before = (store.claims(as_of=then), store.documents(as_of=then), store.log(as_of=then))
    store.ingest(reports[1:])
    store.ingest([replace(reports[0], published=Window.parse("2023-05-12"))])
    store.review(Request(target=store.claims()[0].id, verdict="reject", by="Ada", reason="r"))
    after = (store.claims(as_of=then), store.documents(as_of=then), store.log(as_of=then))
    assert after == before
    assert len(store.claims(as_of=then)) == 1


def test_state_does_not_depend_on_the_order_or_on_when_it_was_looked_at(
    ledger_url: str, open_at: Opener, sqlite_url: str
) -> None:
    made = many_reports(12)
    store = open_at(ledger_url)
    for one in reversed(made):
        store.ingest([one])
    other = open_at(sqlite_url + ".other")
    other.ingest(made)
    assert state_of(store) == state_of(other)
    assert list(store.verify()) == []


def test_catching_up_gives_what_deriving_anew_gives(store: LedgerStore) -> None:
    made = many_reports(9)
    store.ingest(made[:5])
    store.claims()
    store.ingest(made[5:])
    caught_up = state_of(store)
    assert store.refresh(anew=True).n_changed == 0
    assert state_of(store) == caught_up


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(claimant="defence"),
        Filter(claimant="100%_"),
        Filter(outcome="killed"),
        Filter(party="RU", victims="RU"),
        Filter(victims="RU", class_="military", since=dt.date(2023, 3, 10)),
        Filter(until=dt.date(2023, 3, 4)),
        Filter(place="orsa"),
    ],
)
def test_filter_in_the_database_is_the_filter_of_the_model(
    store: LedgerStore, reports: list[Document], wanted: Filter
) -> None:
    store.ingest([*many_reports(6), *reports])
    claims, kept = store.claims(), store.kept_sightings()
    assert store.claims(wanted) == [claim for claim in claims if wanted.lets_claim(claim)]
    assert store.kept_sightings(wanted) == [one for one in kept if wanted.lets_sighting(one)]


def ingest_in_another_process(url: str, first: int, last: int) -> None:
    instants = (
        dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=n) for n in itertools.count()
    )
    with open_ledger(url, lexicon=load_lexicon(), clock=lambda: next(instants)) as store:
        store.ingest(many_reports(last)[first:])


def test_two_ingests_at_once_queue_and_lose_nothing(
    ledger_url: str, open_at: Opener, sqlite_url: str
) -> None:
    context = multiprocessing.get_context("spawn")
    both = [
        context.Process(target=ingest_in_another_process, args=(ledger_url, first, last))
        for first, last in ((0, 16), (8, 24))
    ]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]
    store, alone = open_at(ledger_url), open_at(sqlite_url + ".alone")
    alone.ingest(many_reports(24))
    assert state_of(store) == state_of(alone)
    assert list(store.verify()) == []


def test_killed_ingest_run_again_ends_like_an_undisturbed_one(
    ledger_url: str, open_at: Opener, sqlite_url: str
) -> None:
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=ingest_in_another_process, args=(ledger_url, 0, 60))
    process.start()
    watcher = open_at(ledger_url)
    while len(watcher.documents()) < 10:
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(60)
    n_kept = len(watcher.documents())
    assert list(watcher.verify()) == []
    tally = watcher.ingest(many_reports(60))
    assert (tally.n_known, tally.n_new) == (n_kept, 60 - n_kept)
    alone = open_at(sqlite_url + ".alone")
    alone.ingest(many_reports(60))
    assert state_of(watcher) == state_of(alone)
    assert [run.how for run in watcher.runs()] in ([None, "finished"], ["finished", "finished"])
    assert list(watcher.verify()) == []


@pytest.fixture
def lineage(reports: list[Document]) -> list[Document]:
    """Return a long report, and the same in another paper with a line of its own."""
    long = reports[0].text + " ".join(f"House {n} of street {n * 7} stood." for n in range(40))
    second = Document(text=f"A new line. {long}", source="second.txt", captured_sha256="b" * 64)
    return [Document(text=long, source="first.txt"), second]


def test_copies_of_the_past_stay_when_a_text_is_read_no_more(
    store: LedgerStore, lineage: list[Document], clock: Callable[[], dt.datetime]
) -> None:
    store.ingest(lineage)
    then = clock()
    before = store.claims(as_of=then)
    assert [claim.n_independent for claim in before] == [1]
    other = "The Kastavian defence ministry said on Friday that nobody had come.\n"
    store.ingest([replace(lineage[1], text=other)])
    assert store.claims(as_of=then) == before
    store.refresh(anew=True)
    assert store.claims(as_of=then) == before


def test_read_only_ledger_that_is_behind_counts_copies_as_copies(
    store: LedgerStore, lineage: list[Document]
) -> None:
    store.ingest(lineage[:1])
    run = store._version()
    for document in lineage[1:]:
        Reader(
            database=store._database,
            version=run,
            find=lambda one: find_all(one, load_lexicon()),
            now=store._now,
            run=None,
        ).add(document)
    make_read_only(store)
    [claim] = store.claims()
    assert (len(claim.sightings), claim.n_independent) == (2, 1)
    assert store.find_claim(claim.id) == claim
    assert store.find_claim(claim.sightings[1].id) == claim
    assert len({document.copy_group for document in store.documents()}) == 1
    assert len({kept.document.copy_group for kept in store.kept_sightings()}) == 1
    [other] = store.sightings_at(claim.sightings[1].id)
    assert other.document.copy_group == claim.sightings[0].document.copy_group


def test_claims_of_now_are_of_one_moment(store: LedgerStore, reports: list[Document]) -> None:
    store.ingest(reports)
    before = store.claims()
    request = Request(target=before[0].id, verdict="reject", by="Ada", reason="r")
    with store._database.writing() as connection:
        add_review(connection, request, at=store._now())
    with store._database.reading() as connection:  # as after another process's review
        assert claims_now(connection) == before
    assert len(store.claims()) == len(before) - 1


def test_claims_of_another_lexicon_are_derived_again(
    store: LedgerStore, reports: list[Document], ledger_url: str, open_at: Opener, lexicon: Lexicon
) -> None:
    store.ingest(reports)
    again = Lexicon([])
    again.__dict__.update(lexicon.__dict__)
    again.version = "another"
    other = open_at(ledger_url, words=again)
    other.claims()
    with store._database.reading() as connection:
        assert standing_of(connection).version.endswith(" another")
    store.claims()
    with store._database.reading() as connection:
        assert standing_of(connection).version.endswith(f" {lexicon.version}")


def test_sixteen_threads_ask_at_once(store: LedgerStore, reports: list[Document]) -> None:
    store.ingest(reports)
    wanted = store.claims()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: store.claims() == wanted, range(160)))
    assert answers == [True] * 160


def test_name_longer_than_an_index_takes_stops_nothing(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports)
    name = "".join(sha256_of(str(n)) for n in range(200))
    [claim] = [c for c in store.claims() if c.quantity.text == "at least 12"]
    store.review(
        Request(
            target=claim.id,
            verdict="correct",
            by="Ada",
            reason="r",
            fields={"claimant.name": name, "claimant.party": None},
        )
    )
    assert store.find_claim(claim.id).claimant == name
    assert list(store.verify()) == []
