"""Memory: what reading remembers outlasts the run, beside the chain and never in it."""

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from states import make_read_only

from counterclaim.ledger.database import connect
from counterclaim.ledger.store import LedgerStore
from counterclaim.model.documents import Document
from counterclaim.read.memory import BriefMemory, Memory, Validators

Opener = Callable[..., LedgerStore]

FEED = "https://post.example/feed.xml"
LONG = "https://post.example/" + "a" * 100_000
KNOWN = Validators(
    etag='"7-a"',
    last_modified="Wed, 02 Mar 2022 09:00:00 GMT",
    sha256="ab" * 32,
    source="fetched.warc.gz#offset=12",
    fetched_at=dt.datetime(2022, 3, 2, 9, 30, tzinfo=dt.UTC),
)


@pytest.fixture(params=["sqlite", "postgres", "brief"])
def memory(request: pytest.FixtureRequest, open_at: Opener) -> Memory:
    """Return each kind of memory: who reads must not see which one it is."""
    if request.param == "brief":
        return BriefMemory()
    return open_at(request.getfixturevalue(f"{request.param}_url")).memory()


def test_nothing_is_known_at_first(memory: Memory) -> None:
    assert memory.validators_of(FEED) is None
    assert memory.position_of("crawl.warc.gz") == 0
    assert not memory.is_seen(FEED, "1")


def test_validators_are_those_kept_last(memory: Memory) -> None:
    memory.keep_validators(FEED, Validators(etag="old", last_modified="then"))
    memory.keep_validators(FEED, KNOWN)
    assert memory.validators_of(FEED) == KNOWN
    memory.keep_validators(FEED, Validators(sha256="cd" * 32))
    assert memory.validators_of(FEED) == Validators(sha256="cd" * 32)
    assert memory.validators_of(FEED + "x") is None


def test_position_is_the_one_kept_last_and_larger_than_four_bytes_hold(memory: Memory) -> None:
    memory.keep_position("crawl.warc.gz", 10)
    memory.keep_position("crawl.warc.gz", 5_000_000_000)
    memory.keep_position("other.warc.gz", 7)
    assert memory.position_of("crawl.warc.gz") == 5_000_000_000


def test_entry_is_seen_in_its_feed_and_in_this_version_only(memory: Memory) -> None:
    memory.keep_seen(FEED, "guid-1 2022-03-02")
    memory.keep_seen(FEED, "guid-1 2022-03-02")
    assert memory.is_seen(FEED, "guid-1 2022-03-02")
    assert not memory.is_seen(FEED, "guid-1 2022-03-03")
    assert not memory.is_seen("https://wire.example/feed", "guid-1 2022-03-02")
    assert not memory.is_seen(FEED + "guid-1", " 2022-03-02")


def test_address_longer_than_an_index_takes_is_remembered(memory: Memory) -> None:
    memory.keep_validators(LONG, KNOWN)
    memory.keep_position(LONG, 3)
    memory.keep_seen(LONG, LONG)
    assert memory.validators_of(LONG) == KNOWN
    assert memory.position_of(LONG) == 3
    assert memory.is_seen(LONG, LONG)
    assert memory.validators_of(LONG[:-1]) is None


def test_text_that_no_database_takes_is_remembered(memory: Memory) -> None:
    memory.keep_validators("a\x00b\ud800", Validators(etag="\x00"))
    memory.keep_position("a\x00b\ud800", 3)
    assert memory.validators_of("a\x00b\ud800") is not None
    assert memory.position_of("a\x00b\ud800") == 3


def test_memory_outlasts_the_ledger_being_closed(ledger_url: str, open_at: Opener) -> None:
    with open_at(ledger_url) as store:
        store.memory().keep_validators(FEED, KNOWN)
        store.memory().keep_position("crawl.warc.gz", 99)
        store.memory().keep_seen(FEED, "1")
        store.memory().keep_announced(["q-1 agree"])
    memory = open_at(ledger_url).memory()
    assert memory.validators_of(FEED) == KNOWN
    assert memory.position_of("crawl.warc.gz") == 99
    assert memory.is_seen(FEED, "1")
    assert memory.is_announced("q-1 agree")


def test_what_was_announced_is_known(store: LedgerStore) -> None:
    memory = store.memory()
    memory.keep_announced([])
    assert not memory.is_announced("c-1 c-2")
    memory.keep_announced(["c-1 c-2", "c-1 c-3", "c-1 c-2"])
    memory.keep_announced(f"c-{number} c-0" for number in range(1_200))
    assert memory.is_announced("c-1 c-2")
    assert memory.is_announced("c-1199 c-0")
    assert not memory.is_announced("c-2 c-1")


def test_memory_adds_no_entry_and_the_ledger_stays_sound(
    store: LedgerStore, reports: list[Document]
) -> None:
    store.ingest(reports)
    before = store.head()
    memory = store.memory()
    memory.keep_validators(FEED, KNOWN)
    memory.keep_seen(FEED, "1")
    memory.keep_announced(["x"])
    assert store.head() == before
    assert list(store.verify()) == []


def test_forgetting_leaves_the_ledger_sound(
    store: LedgerStore, ledger_url: str, reports: list[Document]
) -> None:
    store.ingest(reports)
    store.memory().keep_position("crawl.warc.gz", 99)
    with closing(connect(ledger_url)) as database, database.aside() as connection:
        connection.execute(text("DELETE FROM positions"))
    assert store.memory().position_of("crawl.warc.gz") == 0
    assert list(store.verify()) == []


def test_what_cannot_be_written_is_forgotten_silently(store: LedgerStore) -> None:
    memory = store.memory()
    memory.keep_position("crawl.warc.gz", 7)
    make_read_only(store)
    memory.keep_validators(FEED, KNOWN)
    memory.keep_position("crawl.warc.gz", 99)
    memory.keep_seen(FEED, "1")
    memory.keep_announced(["x"])
    assert memory.validators_of(FEED) is None
    assert memory.position_of("crawl.warc.gz") == 7
    assert not memory.is_seen(FEED, "1")


def test_remembering_waits_for_nobody_who_adds_entries_to_a_server(
    postgres_url: str, open_at: Opener
) -> None:
    store = open_at(postgres_url)
    with closing(connect(postgres_url)) as other, other.writing():
        store.memory().keep_position("crawl.warc.gz", 7)
    assert store.memory().position_of("crawl.warc.gz") == 7


def test_ledger_that_misses_a_table_of_the_memory_says_so(
    sqlite_url: str, open_at: Opener, tmp_path: Path
) -> None:
    store = open_at(sqlite_url)
    with closing(connect(tmp_path / "ledger.db")) as database, database.aside() as connection:
        connection.execute(text("DROP TABLE seen_entries"))
    assert [(one.table, one.problem) for one in store.verify()] == [
        ("seen_entries", "the table is missing")
    ]
