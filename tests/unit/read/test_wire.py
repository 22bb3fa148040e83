"""Connections go to the numbers that were checked, under the name that was asked for."""

import datetime as dt
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bad_server import PAGE, BadServer, redirecting, running

from counterclaim.errors import FetchError, InputError
from counterclaim.read import fetch_reasons as why
from counterclaim.read.fetch import Fetcher
from counterclaim.read.fetch_settings import FetchSettings
from counterclaim.read.manners import Clock
from counterclaim.read.wire import Resolver

CERTIFICATE = Path(__file__).parent / "certificate.pem"  # of news.example, signed by itself
PUBLIC = FetchSettings(delay_s=0, connect_s=1, read_s=1, total_s=2)
PRIVATE = replace(PUBLIC, allow_private=True)

Get = Callable[..., bytes]


class Names:
    """Resolves by a table, and counts how often it is asked."""

    def __init__(self, **numbers: list[str]) -> None:
        self.numbers = numbers
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        try:
            return self.numbers[host.replace(".example", "")]
        except KeyError:
            raise socket.gaierror(-2, "Name or service not known") from None


@pytest.fixture
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


def get(url: str, resolve: Resolver, settings: FetchSettings = PRIVATE) -> bytes:
    clock = Clock(
        now=lambda: dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        monotonic=time.monotonic,
        sleep=time.sleep,
    )
    with Fetcher(clock, settings=settings, resolve=resolve) as fetcher:
        return fetcher.get(url).data


def failure(url: str, resolve: Resolver, settings: FetchSettings = PUBLIC) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, resolve, settings)
    return caught.value


def test_the_host_is_named_as_it_was_asked_for(server: BadServer) -> None:
    assert get(server.url("/page", "news.example"), Names(news=["127.0.0.1"])) == PAGE
    assert server.visits[-1].headers["host"] == f"news.example:{server.port}"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("10.0.0.8", "private"),
        ("169.254.169.254", "metadata service"),
        ("::ffff:127.0.0.1", "loopback inside IPv6"),
        ("64:ff9b::7f00:1", "loopback inside IPv6"),
    ],
)
def test_a_name_that_leads_inside_is_refused(server: BadServer, number: str, kind: str) -> None:
    error = failure(server.url("/page", "news.example"), Names(news=[number]))
    assert (error.reason, error.detail) == (why.PRIVATE, f"news.example is {number}, {kind}")
    assert error.hint == "pass --allow-private to read pages of your own network"
    assert server.visits == []


def test_one_inner_number_among_public_ones_is_enough(server: BadServer) -> None:
    names = Names(news=["9.9.9.9", "127.0.0.1"])
    assert failure(server.url("/page", "news.example"), names).reason == why.PRIVATE


def test_localhost_by_number_is_refused_without_asking_anybody(server: BadServer) -> None:
    error = failure(server.url("/page"), lambda host, _port: [host])
    assert (error.reason, server.visits) == (why.PRIVATE, [])


def test_a_redirect_inside_is_refused(server: BadServer) -> None:
    names = Names(news=["127.0.0.1"], inner=["169.254.169.254"])
    server.pages["/out"] = redirecting("http://inner.example/latest/meta-data")
    error = failure(server.url("/out", "news.example"), names, PRIVATE)
    assert error.reason == why.PRIVATE
    assert error.url == "http://inner.example/latest/meta-data"


def test_a_name_is_resolved_once_for_each_connection(server: BadServer) -> None:
    """What is checked is connected to: a second answer of the resolver is never asked for."""
    names = Names(news=["127.0.0.1"])
    get(server.url("/page", "news.example"), names)
    assert names.asked == ["news.example", "news.example"]  # for robots.txt and for the page
    assert server.paths() == ["/robots.txt", "/page"]


def test_a_name_that_turns_inside_between_two_requests_is_refused(server: BadServer) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    error = failure(
        server.url("/page", "news.example"), lambda _host, _port: next(answers), PRIVATE
    )
    assert error.reason == why.PRIVATE
    assert server.paths() == ["/robots.txt"]


def test_the_next_number_is_tried_where_the_first_does_not_answer(server: BadServer) -> None:
    names = Names(news=["127.255.255.254", "127.0.0.1"])  # nobody listens at the first
    assert get(server.url("/page", "news.example"), names) == PAGE


@pytest.mark.parametrize("host", ["unknown.example", "a" * 64 + ".example", "xn--a.example"])
def test_a_name_that_nobody_knows_is_told(server: BadServer, host: str) -> None:
    error = failure(server.url("/page", host), Names())
    assert error.reason in (why.UNKNOWN_HOST, why.NO_ADDRESS)


def test_a_name_without_numbers_is_told(server: BadServer) -> None:
    error = failure(server.url("/page", "news.example"), Names(news=[]))
    assert (error.reason, error.detail) == (why.UNKNOWN_HOST, "news.example")


class TestSecure:
    @pytest.fixture
    def secure(self) -> Iterator[BadServer]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        with running(context) as server:
            yield server

    SETTINGS = replace(PRIVATE, ca_file=CERTIFICATE)

    def test_the_certificate_is_asked_for_and_checked_by_name(self, secure: BadServer) -> None:
        names = Names(news=["127.0.0.1"])
        assert get(secure.url("/page", "news.example"), names, self.SETTINGS) == PAGE
        assert secure.names == ["news.example", "news.example"]

    def test_a_certificate_of_another_name_is_refused(self, secure: BadServer) -> None:
        names = Names(other=["127.0.0.1"])
        error = failure(secure.url("/page", "other.example"), names, self.SETTINGS)
        assert error.reason == why.NOT_SECURE
        assert "other.example" in error.detail

    def test_a_certificate_that_nobody_signed_is_refused(self, secure: BadServer) -> None:
        error = failure(secure.url("/page", "news.example"), Names(news=["127.0.0.1"]), PRIVATE)
        assert error.reason == why.NOT_SECURE

    def test_a_server_that_speaks_no_tls_is_told(self, server: BadServer) -> None:
        url = server.url("/page", "news.example").replace("http:", "https:")
        error = failure(url, Names(news=["127.0.0.1"]), PRIVATE)
        assert error.reason == why.NO_CONNECTION

    def test_a_file_without_certificates_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "none.pem"
        path.write_text("none")
        with pytest.raises(InputError, match="it holds no certificates"):
            get("http://news.example/", Names(), replace(PRIVATE, ca_file=path))
