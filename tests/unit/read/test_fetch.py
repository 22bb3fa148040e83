"""What addresses give, against a server that misbehaves in every way it can."""

import datetime as dt
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from bad_server import MEGABYTE, PAGE, BadServer, Visit, answering, redirecting, running, saying

from counterclaim.errors import FetchError, InputError
from counterclaim.read import fetch_reasons as why
from counterclaim.read.captured import Captured
from counterclaim.read.fetch import Fetcher
from counterclaim.read.fetch_settings import FetchSettings, Unchanged
from counterclaim.read.manners import Clock
from counterclaim.read.memory import BriefMemory, Validators

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
# Patient with all that is only much, since the machine may be busy; quick with what never ends.
PATIENT = FetchSettings(
    allow_private=True,
    delay_s=0,
    connect_s=5,
    read_s=5,
    total_s=10,
    contact="desk@p.example",
    version="1.2",
)
QUICK = replace(PATIENT, read_s=0.4, total_s=0.8)
LONGEST_S = 5.0  # for anything that goes wrong; on a free machine, no longer than QUICK says

Make = Callable[..., Fetcher]


@dataclass
class FakeClock:
    """Stands still but for the waits that are asked of it."""

    time_s: float = 1000.0
    now: dt.datetime = NOW
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.time_s += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, monotonic=lambda: self.time_s, sleep=self.sleep)


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


@pytest.fixture
def own_server() -> Iterator[BadServer]:
    with running() as server:
        yield server


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[Fetcher] = []
    real = Clock(now=lambda: NOW, monotonic=time.monotonic, sleep=time.sleep)

    def make(clock: Clock = real, **given: object) -> Fetcher:
        made.append(Fetcher(clock, **({"settings": PATIENT} | given)).__enter__())
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.__exit__(None, None, None)


def failure(fetcher: Fetcher, url: str) -> FetchError:
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert time.monotonic() - started < LONGEST_S
    return caught.value


def test_a_page_is_captured_with_what_was_declared(server: BadServer, make: Make) -> None:
    url = server.url("/page")
    assert make().get(f"{url}#part") == Captured(
        data=PAGE,
        source=url,
        url=url,
        media_type="text/html",
        charset="utf-8",
        fetched_at=NOW,
    )


def test_the_agent_says_who_asks_and_takes_what_can_be_unpacked(
    own_server: BadServer, make: Make
) -> None:
    make().get(own_server.url("/page"))
    headers = own_server.visits[-1].headers
    assert headers["user-agent"] == "Counterclaim/1.2 (+desk@p.example)"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == f"127.0.0.1:{own_server.port}"
    assert "authorization" not in headers


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "désk@p.example"])
def test_a_contact_that_no_header_takes_is_refused(contact: str) -> None:
    with pytest.raises(InputError, match="is no contact"):
        FetchSettings(contact=contact)


@pytest.mark.parametrize(
    ("path", "media_type", "charset"),
    [
        ("/undeclared", None, None),
        ("/odd-charset", "text/html", "x-none"),
        ("/latin", "text/html", "utf-8"),
    ],
)
def test_what_a_server_declares_wrongly_is_passed_on(
    server: BadServer, make: Make, path: str, media_type: str | None, charset: str | None
) -> None:
    captured = make().get(server.url(path))
    assert (captured.media_type, captured.charset) == (media_type, charset)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/gzip", PAGE),
        ("/gzip-twice", PAGE + b"more"),
        ("/deflate", PAGE),
        ("/deflate-bare", PAGE),
        ("/many-headers", PAGE),
        ("/cookie", PAGE),
    ],
)
def test_what_can_be_read_is_read(server: BadServer, make: Make, path: str, data: bytes) -> None:
    assert make().get(server.url(path)).data == data


def test_the_end_of_redirects_is_the_address(server: BadServer, make: Make) -> None:
    captured = make().get(server.url("/moved"))
    assert (captured.url, captured.source) == (server.url("/page"), server.url("/page"))


@pytest.mark.parametrize(
    ("path", "reason", "detail"),
    [
        ("/deeper", why.TOO_MANY_REDIRECTS, "more than 10"),
        ("/circle", why.CIRCLE, "/circle"),
        ("/to-file", why.NOT_HTTP, "file:"),
        ("/to-number", why.ODD_HOST, "2130706433"),
        ("/to-nowhere", why.NO_ADDRESS, "Invalid URL in location"),
        ("/no-location", why.NO_PAGE, "status 302"),
        ("/slow-head", why.TOO_SLOW, "all in all"),
        ("/slow-body", why.TOO_SLOW, "all in all"),
        ("/endless-continue", why.TOO_SLOW, "all in all"),
        ("/silent", why.TOO_SLOW, "timed out"),
        ("/silent-body", why.TOO_SLOW, "timed out"),
        ("/endless", why.TOO_LARGE, "more than 20,000,000 bytes"),
        ("/large", why.TOO_LARGE, "more than 20,000,000 bytes"),
        ("/declared-large", why.TOO_LARGE, "40,000,000 bytes"),
        ("/gzip-bomb", why.TOO_LARGE, "more than 20,000,000 bytes"),
        ("/gzip-cut", why.CUT, "gzip ends too early"),
        ("/gzip-not", why.BAD_CODING, "gzip: Error -3"),
        ("/gzip-in-gzip", why.BAD_CODING, "gzip, gzip"),
        ("/brotli", why.BAD_CODING, "br"),
        ("/zstd", why.BAD_CODING, "zstd"),
        ("/wrong-length", why.CUT, "received 5 bytes, expected 500"),
        ("/cut-chunks", why.CUT, "incomplete chunked read"),
        ("/reset", why.BROKEN, "reset"),
        ("/hang-up", why.BROKEN, "disconnected"),
        ("/no-status", why.NO_HTTP, "illegal status line"),
        ("/http-0.9", why.NO_HTTP, "illegal status line"),
        ("/two-lengths", why.NO_HTTP, "conflicting Content-Length"),
        ("/long-header", why.NO_HTTP, "too long"),
        ("/endless-headers", why.NO_HTTP, "too long"),
        ("/unasked-304", why.NO_PAGE, "status 304"),
        ("/later", why.LATER, "status 429"),
        ("/failed", why.FAILED, "status 500"),
        ("/gone", why.ABSENT, "status 410"),
        ("/missing", why.ABSENT, "status 404"),
        ("/nothing", why.EMPTY, "status 204"),
        ("/empty", why.EMPTY, ""),
        ("/image", why.NOT_READ, "image/png"),
        ("/image-as-page", why.NOT_READ, "an image, sent as text/html"),
    ],
)
def test_what_goes_wrong_is_told_in_time_and_in_little_memory(
    server: BadServer, make: Make, path: str, reason: str, detail: str
) -> None:
    fetcher = make(settings=QUICK if reason == why.TOO_SLOW else PATIENT)
    tracemalloc.start()
    try:
        error = failure(fetcher, server.url(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.reason == reason
    assert detail in error.detail
    assert peak < 60 * MEGABYTE  # three times what may be fetched, the server's own megabyte too


def test_a_port_where_nobody_listens_is_told(make: Make) -> None:
    with running() as server:
        url = server.url("/page")
    assert failure(make(), url).reason == why.NO_CONNECTION


@pytest.mark.parametrize(
    ("path", "again_at"),
    [
        ("/later", dt.datetime(2026, 11, 23, 12, 2, tzinfo=dt.UTC)),
        ("/later-date", dt.datetime(2026, 11, 23, 13, 0, tzinfo=dt.UTC)),
    ],
)
def test_a_server_that_asks_to_come_later_is_left_alone_until_then(
    own_server: BadServer, make: Make, path: str, again_at: dt.datetime
) -> None:
    clock = FakeClock()
    fetcher = make(clock.clock)
    assert failure(fetcher, own_server.url(path)).again_at == again_at
    error = failure(fetcher, own_server.url("/page"))
    assert (error.reason, error.again_at) == (why.LATER, again_at)
    assert own_server.paths() == ["/robots.txt", path]
    clock.now = again_at
    assert fetcher.get(own_server.url("/page")).data == PAGE


class TestRobots:
    def test_what_a_site_does_not_allow_is_not_asked_for(
        self, own_server: BadServer, make: Make
    ) -> None:
        rules = b"User-agent: *\nDisallow: /\n\nUser-agent: counterclaim\nDisallow: /gone\n"
        own_server.pages["/robots.txt"] = answering(rules, Content_Type="text/plain")
        fetcher = make()
        assert failure(fetcher, own_server.url("/gone")).reason == why.ROBOTS
        assert fetcher.get(own_server.url("/page")).data == PAGE
        assert own_server.paths() == ["/robots.txt", "/page"]

    def test_a_redirect_into_what_a_site_does_not_allow_is_not_followed(
        self, own_server: BadServer, make: Make
    ) -> None:
        own_server.pages["/robots.txt"] = answering(b"User-agent: *\nDisallow: /page")
        assert failure(make(), own_server.url("/moved")).reason == why.ROBOTS

    @pytest.mark.parametrize(
        ("handler", "detail"),
        [
            (answering(b"", "500 Internal Server Error"), "status 500"),
            (answering(b"", "429 Too Many Requests"), "status 429"),
            (lambda visit: visit.wait(30), why.TOO_SLOW),
            (lambda visit: visit.reset(), why.BROKEN),
            (saying(b"words\r\n\r\n"), why.NO_HTTP),
            (redirecting("file:///etc/passwd"), why.NOT_HTTP),
        ],
    )
    def test_a_site_whose_rules_cannot_be_read_is_left_alone(
        self, own_server: BadServer, make: Make, handler: Callable[[Visit], None], detail: str
    ) -> None:
        own_server.pages["/robots.txt"] = handler
        fetcher = make(settings=QUICK if detail == why.TOO_SLOW else PATIENT)
        error = failure(fetcher, own_server.url("/page"))
        assert (error.reason, error.detail) == (why.NO_ROBOTS, detail)
        failure(fetcher, own_server.url("/page"))
        assert own_server.paths() == ["/robots.txt"]

    @pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "404 Not Found"])
    def test_a_site_that_refuses_its_rules_has_none(
        self, own_server: BadServer, make: Make, status: str
    ) -> None:
        own_server.pages["/robots.txt"] = answering(b"Disallow", status)
        assert make().get(own_server.url("/page")).data == PAGE

    def test_of_endless_rules_the_beginning_counts(self, own_server: BadServer, make: Make) -> None:
        def endless(visit: Visit) -> None:
            visit.head()
            visit.say(b"User-agent: *\nDisallow: /gone\n")
            while True:
                visit.say(b"# more\n" * 10_000)

        own_server.pages["/robots.txt"] = endless
        fetcher = make()
        assert fetcher.get(own_server.url("/page")).data == PAGE
        assert failure(fetcher, own_server.url("/gone")).reason == why.ROBOTS

    def test_rules_behind_redirects_are_found(self, own_server: BadServer, make: Make) -> None:
        own_server.pages["/robots.txt"] = redirecting("/rules")
        own_server.pages["/rules"] = answering(b"User-agent: *\nDisallow: /page")
        assert failure(make(), own_server.url("/page")).reason == why.ROBOTS

    def test_a_day_later_rules_are_asked_for_again(self, own_server: BadServer, make: Make) -> None:
        clock = FakeClock()
        fetcher = make(clock.clock)
        for later_s in (0, 80_000, 10_000):
            clock.time_s += later_s
            fetcher.get(own_server.url("/page"))
        assert own_server.paths().count("/robots.txt") == 2


class TestPauses:
    SETTINGS = replace(PATIENT, delay_s=1.0, longest_delay_s=5.0)

    def test_a_host_is_asked_once_a_second(self, own_server: BadServer, make: Make) -> None:
        clock = FakeClock()
        fetcher = make(clock.clock, settings=self.SETTINGS)
        fetcher.get(own_server.url("/page"))
        fetcher.get(own_server.url("/gzip"))
        clock.time_s += 0.75
        fetcher.get(own_server.url("/page"))
        clock.time_s += 7
        fetcher.get(own_server.url("/page"))
        assert clock.waits == [1.0, 0.25]

    def test_a_redirect_is_followed_at_once(self, own_server: BadServer, make: Make) -> None:
        clock = FakeClock()
        make(clock.clock, settings=self.SETTINGS).get(own_server.url("/moved"))
        assert clock.waits == []

    @pytest.mark.parametrize(("asked", "waited"), [("3", 3.0), ("600", 5.0), ("nan", 1.0)])
    def test_a_site_may_ask_for_longer_pauses_within_reason(
        self, own_server: BadServer, make: Make, asked: str, waited: float
    ) -> None:
        own_server.pages["/robots.txt"] = answering(f"User-agent: *\nCrawl-delay: {asked}".encode())
        clock = FakeClock()
        fetcher = make(clock.clock, settings=self.SETTINGS)
        fetcher.get(own_server.url("/page"))
        fetcher.get(own_server.url("/page"))
        assert clock.waits == [waited]


class TestChanges:
    def test_what_was_done_with_is_unchanged(self, own_server: BadServer, make: Make) -> None:
        memory = BriefMemory()
        fetcher = make(memory=memory)
        url = own_server.url("/validated")
        first = fetcher.get_changed(url)
        assert isinstance(first, Captured)
        fetcher.done_with(first)
        known = Validators(
            etag='"v1"',
            last_modified="Mon, 23 Nov 2026 10:00:00 GMT",
            sha256=first.sha256,
            source=url,
            fetched_at=NOW,
        )
        assert memory.validators == {url: known}
        assert fetcher.get_changed(url) == Unchanged(url=url, since=known)
        asked = own_server.visits[-1].headers
        assert asked["if-none-match"] == '"v1"'
        assert asked["if-modified-since"] == "Mon, 23 Nov 2026 10:00:00 GMT"

    def test_what_was_not_done_with_is_fetched_again(
        self, own_server: BadServer, make: Make
    ) -> None:
        fetcher = make()
        url = own_server.url("/validated")
        assert fetcher.get_changed(url) == fetcher.get_changed(url)
        assert "if-none-match" not in own_server.visits[-1].headers

    def test_the_same_bytes_are_unchanged(self, own_server: BadServer, make: Make) -> None:
        fetcher = make()
        url = own_server.url("/moved")
        first = fetcher.get_changed(url)
        assert isinstance(first, Captured)
        fetcher.done_with(first)
        own_server.pages["/page"] = answering(ETag='"v2"')
        again = fetcher.get_changed(url)
        assert isinstance(again, Unchanged)
        assert (again.url, again.since.etag) == (own_server.url("/page"), '"v2"')
        own_server.pages["/page"] = answering(b"other")
        changed = fetcher.get_changed(url)
        assert isinstance(changed, Captured)
        assert changed.data == b"other"

    def test_get_asks_for_the_bytes_in_any_case(self, own_server: BadServer, make: Make) -> None:
        fetcher = make()
        fetcher.done_with(fetcher.get(own_server.url("/validated")))
        assert fetcher.get(own_server.url("/validated")).data == PAGE


class Shelf:
    """Keeps what it is handed in a list."""

    def __init__(self) -> None:
        self.kept: list[tuple[Captured, bytes | None]] = []

    def add(self, captured: Captured, *, head: bytes | None = None) -> str:
        self.kept.append((captured, head))
        return f"shelf#offset={len(self.kept)}"


def test_what_was_fetched_is_kept_first_and_its_source_is_that_place(
    server: BadServer, make: Make
) -> None:
    shelf = Shelf()
    captured = make(store=shelf).get(server.url("/gzip"))
    ((kept, head),) = shelf.kept
    assert captured == replace(kept, source="shelf#offset=1")
    assert (kept.data, kept.source) == (PAGE, server.url("/gzip"))
    assert head is not None
    assert head.startswith(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; ")
    assert head.endswith(b"\r\nContent-Encoding: gzip\r\n\r\n")


def test_what_was_refused_is_not_kept(server: BadServer, make: Make) -> None:
    shelf = Shelf()
    failure(make(store=shelf), server.url("/image-as-page"))
    assert shelf.kept == []


def test_a_cookie_does_not_outlive_its_address(own_server: BadServer, make: Make) -> None:
    fetcher = make()
    fetcher.get(own_server.url("/cookie"))
    fetcher.get(own_server.url("/page"))
    assert "cookie" not in own_server.visits[-1].headers


def test_the_environment_names_no_proxy(
    server: BadServer, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert make().get(server.url("/page")).data == PAGE
