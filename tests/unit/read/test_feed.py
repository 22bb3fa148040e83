"""What is new in a feed, as documents, against a local server."""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bad_server import PAGE, BadServer, Visit, answering, running

from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read import fetch_reasons as why
from counterclaim.read.captured import Captured
from counterclaim.read.feed import NOT_FETCHED, iter_feed
from counterclaim.read.feed_entries import Feed, parse_feed
from counterclaim.read.fetch import Fetcher
from counterclaim.read.fetch_settings import FetchSettings, Unchanged
from counterclaim.read.manners import Clock
from counterclaim.read.memory import BriefMemory
from counterclaim.read.skips import Skip

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
LONG = ("The ministry of Arvenia said on Monday that the shelling of Dorna went on. " * 8).strip()
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
FULL = f"""<item><title>Dorna shelled</title><guid>n1</guid><link>/full</link>
<pubDate>Mon, 23 Nov 2026 01:00:00 +0300</pubDate><author>Ann Lee</author>
<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item>"""


def item(path: str, title: str = "A", date: str = "Mon, 23 Nov 2026 10:00:00 GMT") -> str:
    return f"<item><title>{title}</title><link>{path}</link><pubDate>{date}</pubDate></item>"


def rss(*items: str) -> bytes:
    head = "<title>Arvenia Post</title><language>en</language>"
    return f'<rss version="2.0" {CONTENT}><channel>{head}{"".join(items)}</channel></rss>'.encode()


def read(captured: Captured) -> Document | Skip:
    """Stand for the reader of pages."""
    if captured.data == b"nothing":
        return captured.skip("the page holds no article text")
    return Document(
        text=captured.data.decode(),
        source=captured.source,
        url=captured.url,
        captured_sha256=captured.sha256,
    )


@pytest.fixture
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


@pytest.fixture
def memory() -> BriefMemory:
    return BriefMemory()


@pytest.fixture
def fetcher(memory: BriefMemory) -> Iterator[Fetcher]:
    clock = Clock(now=lambda: NOW, monotonic=time.monotonic, sleep=time.sleep)
    settings = FetchSettings(allow_private=True, delay_s=0, connect_s=5, read_s=0.5, total_s=5)
    with Fetcher(clock, settings=settings, memory=memory) as fetcher:
        yield fetcher


class Desk:
    """Follows the feed of a server as a user does."""

    def __init__(self, server: BadServer, fetcher: Fetcher, memory: BriefMemory) -> None:
        self.server, self.fetcher, self.memory = server, fetcher, memory

    def put(self, *items: str) -> None:
        self.server.pages["/rss"] = answering(rss(*items), Content_Type="application/rss+xml")

    def look(self) -> list[Document | Skip]:
        found = self.fetcher.get_changed(self.server.url("/rss"))
        if isinstance(found, Unchanged):
            return []
        return list(self.iterate(found))

    def iterate(self, captured: Captured) -> Iterator[Document | Skip]:
        return iter_feed(captured, fetcher=self.fetcher, memory=self.memory, read=read)


@pytest.fixture
def desk(server: BadServer, fetcher: Fetcher, memory: BriefMemory) -> Desk:
    return Desk(server, fetcher, memory)


def test_full_text_is_read_from_the_feed(desk: Desk) -> None:
    desk.put(FULL)
    (document,) = desk.look()
    feed_url = desk.server.url("/rss")
    assert document == Document(
        text=f"Dorna shelled\n\n{LONG}",
        source=f"{feed_url}#entry=n1",
        published=Window.day(dt.date(2026, 11, 23)),
        published_from="feed",
        published_at="2026-11-23T01:00:00+03:00",
        title="Dorna shelled",
        outlet="Arvenia Post",
        url=desk.server.url("/full"),
        authors=("Ann Lee",),
        language="en",
    )
    assert isinstance(document, Document)
    feed = parse_feed(Captured(data=rss(FULL), source="x", url=feed_url))
    assert isinstance(feed, Feed)
    assert document.captured_sha256 == feed.entries[0].sha256
    assert (document.reader, document.fetched_at) == ("feed/1", NOW)
    assert desk.server.paths() == ["/robots.txt", "/rss"]


def test_pages_of_summaries_are_fetched_and_completed(desk: Desk) -> None:
    desk.put(item("/page?utm_source=rss", "Dorna"))
    (document,) = desk.look()
    assert document == Document(
        text=PAGE.decode(),
        source=desk.server.url("/page"),
        url=desk.server.url("/page"),
        title="Dorna",
        outlet="Arvenia Post",
        language="en",
        published=Window.day(dt.date(2026, 11, 23)),
        published_from="feed",
        published_at="2026-11-23T10:00:00+00:00",
    )
    assert desk.server.paths()[-1] == "/page"


def test_what_a_page_says_of_itself_stands_and_a_date_that_disagrees_is_noted(desk: Desk) -> None:
    desk.put(item("/page"))

    def dated(captured: Captured) -> Document | Skip:
        document = read(captured)
        assert isinstance(document, Document)
        day = Window.day(dt.date(2026, 11, 20))
        return replace(document, title="Own", outlet="Mast", published=day, published_from="meta")

    captured = desk.fetcher.get(desk.server.url("/rss"))
    found = list(iter_feed(captured, fetcher=desk.fetcher, memory=desk.memory, read=dated))
    (document,) = found
    assert isinstance(document, Document)
    assert (document.title, document.outlet, document.published_from) == ("Own", "Mast", "meta")
    assert document.notes == ("its dates disagree: meta 2026-11-20, feed 2026-11-23",)


def test_only_what_is_new_or_changed_comes_again(desk: Desk) -> None:
    desk.server.pages["/2"] = answering(b"two")
    desk.put(item("/page"), item("/2"))
    assert len(desk.look()) == 2
    assert desk.look() == []
    desk.server.pages["/2"] = answering(b"two, corrected")
    desk.server.pages["/3"] = answering(b"three")
    desk.put(item("/3"), item("/page"), item("/2", "Corrected"))
    assert [found.text for found in desk.look() if isinstance(found, Document)] == [
        "three",
        "two, corrected",
    ]
    assert desk.look() == []


def test_an_entry_is_seen_only_when_the_next_is_asked_for(desk: Desk) -> None:
    desk.server.pages["/2"] = answering(b"two")
    desk.put(item("/page"), item("/2"))
    captured = desk.fetcher.get(desk.server.url("/rss"))
    half = desk.iterate(captured)
    next(half)
    assert desk.memory.seen == set()
    next(half)
    assert len(desk.memory.seen) == 1
    half.close()
    (again,) = desk.iterate(captured)
    assert isinstance(again, Document)
    assert again.text == "two"


@pytest.mark.parametrize(
    ("path", "reason", "n_again"),
    [
        ("/silent", why.TOO_SLOW, 1),
        ("/failed", why.FAILED, 1),
        ("/gone", why.ABSENT, 0),
        ("/image-as-page", why.NOT_READ, 0),
        ("/endless", why.TOO_LARGE, 0),
    ],
)
def test_what_may_work_the_next_time_is_tried_again(
    desk: Desk, path: str, reason: str, n_again: int
) -> None:
    desk.put(item(path), FULL)
    skip, document = desk.look()
    assert isinstance(skip, Skip)
    assert (skip.source, skip.reason) == (desk.server.url(path), reason)
    assert isinstance(document, Document)
    assert len(desk.look()) == n_again


def test_a_page_that_gives_no_document_is_a_skip_and_not_tried_again(desk: Desk) -> None:
    desk.server.pages["/1"] = answering(b"nothing")
    desk.put(item("/1"))
    (skip,) = desk.look()
    assert isinstance(skip, Skip)
    assert skip.reason == "the page holds no article text"
    assert desk.look() == []


def test_a_server_that_asks_to_come_later_is_asked_once(desk: Desk) -> None:
    desk.put(item("/later"), item("/page"), item("/gzip"))
    reasons = [found.reason for found in desk.look() if isinstance(found, Skip)]
    assert reasons == [why.LATER] * 3
    assert desk.server.paths() == ["/robots.txt", "/rss", "/later"]


def test_an_entry_that_leads_inside_is_a_skip(desk: Desk) -> None:
    desk.put(item("http://169.254.169.254/latest/meta-data"), FULL)
    skip, document = desk.look()
    assert isinstance(skip, Skip)
    assert skip.reason == why.PRIVATE
    assert isinstance(document, Document)


def test_without_a_fetcher_only_full_texts_are_read(memory: BriefMemory) -> None:
    captured = Captured(data=rss(item("https://p.example/1"), FULL), source="saved.xml")
    skip, document = iter_feed(captured, fetcher=None, memory=memory, read=read)
    assert skip == Skip(source="saved.xml#entry=https://p.example/1", reason=NOT_FETCHED)
    assert isinstance(document, Document)
    assert document.source == "saved.xml#entry=n1"


def test_what_is_no_feed_is_one_skip(desk: Desk) -> None:
    (skip,) = desk.iterate(desk.fetcher.get(desk.server.url("/page")))
    assert isinstance(skip, Skip)
    assert skip.reason == "it is a page, not a feed"


def test_a_feed_with_validators_is_not_sent_twice(desk: Desk) -> None:
    def validated(visit: Visit) -> None:
        if visit.headers.get("if-none-match") == '"f1"':
            visit.say(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            visit.answer(rss(FULL), Content_Type="application/rss+xml", ETag='"f1"')

    desk.server.pages["/rss"] = validated
    assert len(desk.look()) == 1
    assert desk.look() == []
    assert desk.server.visits[-1].headers["if-none-match"] == '"f1"'
