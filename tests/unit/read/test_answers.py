"""What the head of an answer says."""

import datetime as dt

import pytest

from counterclaim.read import fetch_reasons as why
from counterclaim.read.answers import ResponseHead, check_body, check_head
from counterclaim.read.fetch_reasons import Refusal

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def head(status: int = 200, **headers: str) -> ResponseHead:
    return ResponseHead(
        status=status,
        status_line=f"HTTP/1.1 {status} X",
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
    )


def refusal(given: ResponseHead) -> Refusal:
    with pytest.raises(Refusal) as caught:
        check_head(given, limit=1000, now=NOW)
    return caught.value


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "application/xhtml+xml",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml;type=feed",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/pdf",
        "text/plain",
        "text/x-opml",
        "",
    ],
)
def test_kinds_that_are_read(media_type: str) -> None:
    check_head(head(Content_Type=media_type), limit=1000, now=NOW)


@pytest.mark.parametrize(
    "media_type",
    [
        "image/svg+xml",
        "image/jpeg",
        "video/mp4",
        "application/octet-stream",
        "application/zip",
        "application/gzip",
        "application/javascript",
        "text/css",
        "html",
    ],
)
def test_kinds_that_are_not(media_type: str) -> None:
    found = refusal(head(content_type=media_type))
    assert (found.reason, found.detail) == (why.NOT_READ, media_type)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (201, why.NO_PAGE),
        (204, why.EMPTY),
        (206, why.NO_PAGE),
        (300, why.NO_PAGE),
        (401, why.DENIED),
        (404, why.ABSENT),
        (408, why.FAILED),
        (429, why.LATER),
        (451, why.DENIED),
        (500, why.FAILED),
        (503, why.LATER),
        (599, why.FAILED),
        (999, why.FAILED),
    ],
)
def test_statuses(status: int, reason: str) -> None:
    assert refusal(head(status)).reason == reason


@pytest.mark.parametrize(
    ("value", "again_at"),
    [
        ("120", "2026-11-23T12:02:00+00:00"),
        ("Mon, 23 Nov 2026 13:00:00 GMT", "2026-11-23T13:00:00+00:00"),
        ("Mon, 23 Nov 2026 15:00:00 +0200", "2026-11-23T13:00:00+00:00"),
        ("Mon, 23 Nov 2020 13:00:00 GMT", "2026-11-23T12:00:00+00:00"),
        ("99999999", "2026-12-23T12:00:00+00:00"),
        ("999999999999", "2026-12-23T12:00:00+00:00"),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_when_to_come_again(value: str, again_at: str | None) -> None:
    found = refusal(head(503, Retry_After=value)).again_at
    assert (found and found.isoformat()) == again_at


@pytest.mark.parametrize(("length", "is_refused"), [("1000", False), ("1001", True), ("-1", False)])
def test_a_declared_length_beyond_the_limit_is_refused(length: str, is_refused: bool) -> None:
    given = head(Content_Length=length)
    if is_refused:
        assert refusal(given).reason == why.TOO_LARGE
    else:
        check_head(given, limit=1000, now=NOW)


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html; charset = "windows-1251"; a=b', "windows-1251"),
        ("text/html; charset=", None),
        ("text/html", None),
    ],
)
def test_the_charset_that_is_declared(content_type: str, charset: str | None) -> None:
    assert head(Content_Type=content_type).charset == charset


@pytest.mark.parametrize("data", [b"", b" \r\n"])
def test_nothing_is_no_page(data: bytes) -> None:
    with pytest.raises(Refusal, match=why.EMPTY):
        check_body(data, "text/html")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04...", b"\x1f\x8b\x08", b"GIF89a", b"\xff\xd8\xff\xe0"]
)
def test_pictures_and_archives_are_no_page(data: bytes) -> None:
    with pytest.raises(Refusal, match=why.NOT_READ):
        check_body(data, "text/html")


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\xff\xfea\x00", b"words", b"RIF and words"])
def test_texts_and_pdfs_are_let_through(data: bytes) -> None:
    check_body(data, "text/html")
