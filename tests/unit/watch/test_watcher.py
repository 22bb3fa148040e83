"""Rounds over feeds: what is read, what is told on each channel, once, whatever fails."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.errors import HookError, LedgerBusyError
from counterclaim.ledger.store import LedgerStore, open_ledger
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.sources import How
from counterclaim.watch.backoff import Backoff
from counterclaim.watch.notices import Notice
from counterclaim.watch.watcher import Watcher

LEXICON = load_lexicon()
AT = dt.datetime(2022, 3, 3, tzinfo=dt.UTC)
SINCE = "had been killed in Ukraine since the war began. The statement was read out in the evening."
RUSSIA = f"Russia's defence ministry said on Wednesday that 498 of its soldiers {SINCE}"
UKRAINE = f"Volodymyr Zelensky said on Wednesday that close to 6,000 Russian soldiers {SINCE}"
THIRD = f"The Pentagon said on Wednesday that 2,000 Russian soldiers {SINCE}"


class Channel:
    def __init__(self, name: str = "list") -> None:
        self.name = name
        self.told: list[list[int | None]] = []
        self.is_broken = False

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        assert at == AT
        if self.is_broken:
            raise HookError("the other side is gone")
        self.told.append([claim.quantity.value for claim in notice.claims])


def write_feed(path: Path, *texts: str) -> None:
    entries = "".join(
        f"<item><guid>e-{number}</guid><title>Entry {number}</title>"
        "<pubDate>Wed, 02 Mar 2022 18:00:00 GMT</pubDate>"
        f"<content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded></item>"
        for number, text in enumerate(texts)
    )
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
        f'content/"><channel><title>The Post</title>{entries}</channel></rss>',
        encoding="utf-8",
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LedgerStore]:
    with open_ledger(tmp_path / "war.db", lexicon=LEXICON, clock=lambda: AT) as made:
        yield made


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    write_feed(path, RUSSIA)
    return path


def watcher(store: LedgerStore, *channels: Channel, feeds: list[str]) -> Watcher:
    made = Watcher(
        store=store,
        lexicon=LEXICON,
        how=How(memory=store.memory()),
        feeds=feeds,
        channels=channels,
        backoff=Backoff(every_s=900),
        clock=lambda: 0.0,
        now=lambda: AT,
    )
    made.begin()
    return made


def test_contradiction_is_told_when_it_appears_and_never_again(
    store: LedgerStore, feed: Path
) -> None:
    channel = Channel()
    watch = watcher(store, channel, feeds=[str(feed)])
    first = watch.round()
    assert (first.tally.n_new, first.n_told, channel.told) == (1, 0, [])
    write_feed(feed, RUSSIA, UKRAINE)
    second = watch.round()
    assert (second.tally.n_new, second.n_told, channel.told) == (1, 1, [[498, 6000]])
    third = watch.round()
    assert (third.tally.n_documents, third.n_told) == (0, 0)
    again = watcher(store, channel, feeds=[str(feed)])
    assert again.round().n_told == 0


def test_round_without_news_adds_nothing_to_the_ledger(store: LedgerStore, feed: Path) -> None:
    watch = watcher(store, feeds=[str(feed)])
    watch.round()
    before = store.n_entries()
    watch.round()
    assert store.n_entries() == before


def test_what_the_ledger_held_before_is_not_told(store: LedgerStore, feed: Path) -> None:
    day = Window.parse("2022-03-02")
    store.ingest([Document(text=text, published=day) for text in (RUSSIA, UKRAINE)])
    channel = Channel()
    write_feed(feed, THIRD)
    watcher(store, channel, feeds=[str(feed)]).round()
    assert channel.told == [[498, 2000, 6000]]


def test_what_came_between_two_watches_is_told(store: LedgerStore, feed: Path) -> None:
    channel = Channel()
    watcher(store, channel, feeds=[str(feed)]).round()
    store.ingest([Document(text=UKRAINE, published=Window.parse("2022-03-02"))])
    assert watcher(store, channel, feeds=[str(feed)]).round().n_told == 1


def test_channel_that_failed_is_told_next_round_and_others_are_not_told_twice(
    store: LedgerStore, feed: Path
) -> None:
    broken, sound = Channel("broken"), Channel("sound")
    broken.is_broken = True
    watch = watcher(store, broken, sound, feeds=[str(feed)])
    write_feed(feed, RUSSIA, UKRAINE)
    done = watch.round()
    assert (done.n_told, done.problems) == (1, ["the other side is gone"])
    broken.is_broken = False
    assert watch.round().n_told == 1
    assert broken.told == sound.told == [[498, 6000]]


def test_feed_that_fails_is_left_alone_and_the_others_are_read(
    store: LedgerStore, feed: Path
) -> None:
    watch = watcher(store, feeds=["gone.xml", str(feed)])
    done = watch.round()
    assert (done.n_feeds, done.n_failed, done.tally.n_new) == (2, 1, 1)
    assert done.problems == ["gone.xml: No such file or directory; asked again in 30 minutes"]
    assert watch.round().n_waiting == 1


def test_list_of_feeds_is_read_anew_each_round(store: LedgerStore, feed: Path) -> None:
    listed = feed.with_name("feeds.opml")
    listed.write_text('<opml version="2.0"><body></body></opml>', encoding="utf-8")
    watch = watcher(store, feeds=[str(listed)])
    assert watch.round().n_feeds == 0
    outline = '<outline type="rss" xmlUrl="http://127.0.0.1:9/feed.xml"/>'
    listed.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', encoding="utf-8")
    done = watch.round()
    assert (done.n_feeds, done.n_failed) == (1, 1)


def test_stop_in_the_middle_keeps_what_was_read(store: LedgerStore, feed: Path) -> None:
    write_feed(feed, RUSSIA, UKRAINE, THIRD)
    watch = watcher(store, feeds=[str(feed)])
    watch.is_stopped = lambda: bool(store.documents())
    assert watch.round().tally.n_new == 1
    watch.is_stopped = lambda: False
    rest = watch.round().tally
    # The last entry before the end is not known to be kept, and is read again.
    assert (rest.n_new, rest.n_known) == (2, 1)


def test_two_watches_of_one_ledger_are_refused(store: LedgerStore, tmp_path: Path) -> None:
    with (
        store.watching(),
        open_ledger(tmp_path / "war.db", lexicon=LEXICON, clock=lambda: AT) as other,
        pytest.raises(LedgerBusyError, match="watched already"),
        other.watching(),
    ):
        pass
