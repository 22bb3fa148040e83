import gzip
import zlib

import brotli
import pytest

from counterclaim.read import http_response
from counterclaim.read.http_response import (
    CUT_BODY,
    TOO_LARGE,
    Unread,
    charset_of,
    decode_body,
    parse_head,
)

PAGE = b"<p>The ministry said that 12 soldiers were killed.</p>"


def test_a_head_gives_status_media_type_and_charset() -> None:
    head = parse_head(b"HTTP/1.1 200 OK\r\ncontent-TYPE: Text/HTML; Charset='KOI8-R'\r\n\r\n<p>")
    assert head is not None
    assert (head.status, head.media_type, head.charset, head.length) == (
        200,
        "text/html",
        "KOI8-R",
        62,
    )


def test_a_folded_header_is_one_and_the_first_of_two_stands() -> None:
    head = parse_head(b"HTTP/1.0 200\nX-A: one\n two\nX-B: first\nX-B: second\n\n")
    assert head is not None
    assert head.headers == {"x-a": "one two", "x-b": "first"}


@pytest.mark.parametrize(
    "block", [b"", b"<p>no head</p>", b"HTTP/1.1 200 OK\r\nA: b", b"HTTP/1.1 2000 no\r\n\r\n"]
)
def test_what_begins_with_no_head_has_none(block: bytes) -> None:
    assert parse_head(block) is None


def test_a_type_without_charset_names_none() -> None:
    assert charset_of("text/html") is None


@pytest.mark.parametrize(
    ("encoding", "stored"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:])),
        ("GZIP, br", brotli.compress(gzip.compress(PAGE))),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("identity", PAGE),
        ("utf-8", PAGE),
        # Stored decoded, with the headers as they were: common among crawlers.
        ("gzip", PAGE),
        ("br", PAGE),
        ("deflate", PAGE),
        ("zstd", PAGE),
    ],
)
def test_a_body_comes_out_of_its_encoding(encoding: str, stored: bytes) -> None:
    assert decode_body(stored, {"content-encoding": encoding}) == PAGE


def test_zstd_comes_out_too() -> None:
    frame = b"\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00hello"  # one raw block, size known
    assert decode_body(frame, {"content-encoding": "zstd"}) == b"hello"


def test_chunks_are_joined_and_then_unpacked() -> None:
    stored = gzip.compress(PAGE)
    chunks = b"".join(
        b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in (stored[:7], stored[7:])
    )
    headers = {"transfer-encoding": "chunked", "content-encoding": "gzip"}
    assert decode_body(chunks + b"0\r\n\r\n", headers) == PAGE


@pytest.mark.parametrize("body", [PAGE, b"12\r\nkilled in the town, and 4 more", b"zz\r\nno chunk"])
def test_what_is_not_chunked_stays_as_it_is(body: bytes) -> None:
    assert decode_body(body, {"transfer-encoding": "chunked"}) == body


@pytest.mark.parametrize(
    ("headers", "stored"),
    [
        ({"content-encoding": "gzip"}, gzip.compress(PAGE)[:-9]),
        ({"content-encoding": "deflate"}, zlib.compress(PAGE)[:-9]),
        ({"content-encoding": "br"}, brotli.compress(PAGE)[:-3]),
        ({"transfer-encoding": "chunked"}, b"3\r\nabc\r\n"),
        ({"transfer-encoding": "chunked"}, b"ff\r\nabc"),
        ({"content-encoding": "gzip, gzip, gzip, gzip"}, PAGE),
    ],
)
def test_a_cut_body_is_not_read(headers: dict[str, str], stored: bytes) -> None:
    decoded = decode_body(stored, headers)
    assert isinstance(decoded, Unread)
    assert decoded.reason == CUT_BODY


@pytest.mark.parametrize(
    ("encoding", "stored"),
    [
        ("gzip", gzip.compress(bytes(2001))),
        ("gzip", gzip.compress(bytes(1500)) + gzip.compress(bytes(501))),
        ("deflate", zlib.compress(bytes(2001))),
        ("br", brotli.compress(bytes(2001))),
        ("identity", bytes(2001)),
    ],
)
def test_no_body_is_unpacked_beyond_the_limit(
    monkeypatch: pytest.MonkeyPatch, encoding: str, stored: bytes
) -> None:
    monkeypatch.setattr(http_response, "MAX_BODY_BYTES", 2000)
    decoded = decode_body(stored, {"content-encoding": encoding})
    assert isinstance(decoded, Unread)
    assert decoded.reason == TOO_LARGE
