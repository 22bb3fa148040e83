"""Rounds over feeds: what is read, what is told on each channel, once, whatever fails."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from counterclaim.api.sources import Net, reading
from counterclaim.errors import HookError, LedgerBusyError, LedgerGoneError
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
CIVILIANS = tuple(
    text.replace("498", "700").replace("6,000", "9,000").replace("soldiers", "civilians")
    for text in (RUSSIA, UKRAINE)
)
THIRD = f"The Pentagon said on Wednesday that 2,000 Russian soldiers {SINCE}"


class Channel:
    def __init__(self, name: str = "list") -> None:
        self.name = name
        self.told: list[list[int | None]] = []
        self.is_broken = False
        self.poison: list[int] = []  # the figures of a notice that is not taken
        self.is_refusing = True  # whether it says so, or behaves as if it were gone

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        assert at == AT
        if self.is_broken:
            raise HookError("the other side is gone")
        figures = [claim.quantity.value for claim in notice.claims]
        if figures == self.poison:
            raise HookError("status 400", is_refusal=self.is_refusing)
        self.told.append(figures)


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


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else self.server.body
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(body: str) -> Iterator[str]:
    """Give the address of a feed on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        server.body = body.encode()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        server.shutdown()
        thread.join()


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


def test_contradiction_that_is_told_on_two_channels_counts_once(
    store: LedgerStore, feed: Path
) -> None:
    one, other = Channel("one"), Channel("other")
    watch = watcher(store, one, other, feeds=[str(feed)])
    write_feed(feed, RUSSIA, UKRAINE)
    assert watch.round().n_told == 1
    assert one.told == other.told == [[498, 6000]]


@pytest.mark.parametrize("poison", [[498, 6000], [700, 9000]])
def test_notice_that_is_refused_does_not_keep_the_others_back(
    store: LedgerStore, feed: Path, poison: list[int]
) -> None:
    channel = Channel()
    channel.poison = poison
    watch = watcher(store, channel, feeds=[str(feed)])
    write_feed(feed, RUSSIA, UKRAINE, *CIVILIANS)
    done = watch.round()
    (told,) = channel.told
    assert sorted([told, poison]) == [[498, 6000], [700, 9000]]
    assert (done.n_told, done.problems) == (1, ["status 400"])
    for _ in range(4):  # it is never given up
        assert watch.round().problems == ["status 400"]
    channel.poison = []
    assert watch.round().n_told == 1
    assert channel.told == [told, poison]
    assert watch.round().n_told == 0


@pytest.mark.parametrize("poison", [[498, 6000], [700, 9000]])
def test_notice_that_the_other_side_fails_by_is_told_after_the_others(
    store: LedgerStore, feed: Path, poison: list[int]
) -> None:
    channel = Channel()
    channel.poison, channel.is_refusing = poison, False
    watch = watcher(store, channel, feeds=[str(feed)])
    write_feed(feed, RUSSIA, UKRAINE, *CIVILIANS)
    watch.round()
    watch.round()
    (told,) = channel.told
    assert sorted([told, poison]) == [[498, 6000], [700, 9000]]


def test_telling_ends_between_two_notices(store: LedgerStore, feed: Path) -> None:
    channel = Channel()
    watch = watcher(store, channel, feeds=[str(feed)])
    write_feed(feed, RUSSIA, UKRAINE, *CIVILIANS)
    watch.is_stopped = lambda: bool(channel.told)
    assert watch.round().n_told == 1
    watch.is_stopped = lambda: False
    assert watch.round().n_told == 1
    assert sorted(channel.told) == [[498, 6000], [700, 9000]]


def test_round_is_not_begun_where_the_ledger_is_lost(store: LedgerStore, feed: Path) -> None:
    watch = watcher(store, feeds=[str(feed)])

    def check() -> None:
        raise LedgerGoneError("the server went away")

    watch.check = check
    with pytest.raises(LedgerGoneError):
        watch.round()
    assert store.documents() == []


def test_feed_that_fails_is_left_alone_and_the_others_are_read(
    store: LedgerStore, feed: Path
) -> None:
    watch = watcher(store, feeds=["gone.xml", str(feed)])
    done = watch.round()
    assert (done.n_feeds, done.n_failed, done.tally.n_new) == (2, 1, 1)
    assert done.problems == ["gone.xml: No such file or directory; asked again in 30 minutes"]
    assert watch.round().n_waiting == 1


PAGE = f"<!doctype html><html><body><h1>Log in</h1><p>{RUSSIA}</p></body></html>"
BROKEN = '<?xml version="1.0"?><rss version="2.0"><channel></cha'


@pytest.mark.parametrize(
    ("text", "words"), [(PAGE, "it is a page, not a feed"), (BROKEN, "feed"), ("", "empty")]
)
def test_what_is_no_feed_any_more_is_left_alone_and_told_only_as_a_problem(
    store: LedgerStore, feed: Path, text: str, words: str
) -> None:
    watch = watcher(store, feeds=[str(feed)])
    watch.round()
    before = store.n_entries()
    feed.write_text(text, encoding="utf-8")
    done = watch.round()
    assert (done.n_failed, done.tally.n_documents) == (1, 0)
    ((problem),) = done.problems
    assert problem.startswith(f"{feed}: ")
    assert words in problem
    assert "asked again in 30 minutes" in problem
    assert watch.round().n_waiting == 1
    watch.clock = lambda: 1800.0
    assert "in 60 minutes" in watch.round().problems[0]
    assert store.n_entries() == before


@pytest.mark.parametrize("body", [PAGE, BROKEN])
def test_address_that_gives_no_feed_is_left_alone(
    store: LedgerStore, tmp_path: Path, body: str
) -> None:
    with (
        serving(body) as url,
        reading(
            net=Net(captures=tmp_path / "captures", allow_private=True), memory=store.memory()
        ) as how,
    ):
        watch = watcher(store, feeds=[url])
        watch.how = how
        done = watch.round()
    assert (done.n_failed, done.tally.n_documents) == (1, 0)
    assert done.problems[0].startswith(f"{url}: ")
    assert watch.round().n_waiting == 1
    assert store.n_entries() == 0


def test_entry_that_cannot_be_read_is_no_failure_of_its_feed(
    store: LedgerStore, feed: Path
) -> None:
    feed.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title><item>'
        "<guid>e-1</guid><title>Entry</title><link>https://example.org/1</link></item>"
        "</channel></rss>",
        encoding="utf-8",
    )
    done = watcher(store, feeds=[str(feed)]).round()
    assert (done.n_failed, done.problems, done.tally.n_skipped) == (0, [], 1)


def test_feed_named_with_its_folder_fails_as_any(
    store: LedgerStore, feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(feed.parent)
    feed.write_text(PAGE, encoding="utf-8")
    assert watcher(store, feeds=["./feed.xml"]).round().n_failed == 1
    assert store.n_entries() == 0


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
