import datetime as dt
import gzip
import io
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter
from made_archives import (
    HTML,
    made_page,
    made_record,
    made_response,
    packed,
    read_as_is,
    read_bytes,
    told_of,
)
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from counterclaim.errors import InputError, NotFoundError
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.skips import Skip
from counterclaim.read.warc import is_place, iter_warc, open_record, parse_place

PAGE = b"<p>The ministry said that 12 soldiers were killed.</p>"


class LetsNumbers:
    def lets(self, captured: Captured) -> bool:
        return b"killed" in captured.data


def captured_of(folder: Path, data: bytes) -> list[Captured]:
    """Return what a reader is given of an archive of these bytes."""
    given: list[Captured] = []

    def read(captured: Captured) -> Document:
        given.append(captured)
        return Document(text="x")

    path = folder / "crawl.warc.gz"
    path.write_bytes(data)
    list(iter_warc(path, read=read))
    return given


def write_by_warcio(path: Path, *, is_packed: bool) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_packed)
        writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
        for number in range(3):
            page = f"<p>{number} killed</p>".encode()
            declared = [("Content-Type", "text/html; charset=windows-1251")]
            for kind, line, headers, body in (
                ("response", "200 OK", declared, page),
                ("request", "GET / HTTP/1.0", [("Host", "news.example")], b""),
            ):
                record = writer.create_warc_record(
                    f"https://news.example/{number}",
                    kind,
                    payload=io.BytesIO(body),
                    length=len(body),
                    http_headers=StatusAndHeaders(line, headers, "HTTP/1.0"),
                    warc_headers_dict={"WARC-Date": "2026-05-04T10:00:00Z"},
                )
                writer.write_record(record)


@pytest.mark.parametrize("is_packed", [True, False])
def test_an_archive_by_warcio_gives_its_pages_in_order(tmp_path: Path, is_packed: bool) -> None:
    path = tmp_path / "crawl.warc"
    write_by_warcio(path, is_packed=is_packed)
    items = [item for item in iter_warc(path, read=read_as_is) if isinstance(item, Document)]
    assert [item.text for item in items] == [
        "<p>0 killed</p>",
        "<p>1 killed</p>",
        "<p>2 killed</p>",
    ]
    for item in items:
        captured = open_record(item.source)
        assert captured.sha256 == item.captured_sha256
        assert captured.charset == "windows-1251"
        assert captured.media_type == "text/html"
        assert captured.url == item.url
        assert captured.fetched_at == dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)


def test_an_archive_in_zstd_is_read_and_led_back_to(tmp_path: Path) -> None:
    parts = []
    for name in "abc":
        frame = io.BytesIO()
        writer = ZstdWriter(frame)
        writer.write(made_page(name))
        writer.finish()
        writer.flush()
        parts.append(frame.getvalue())
    items = read_bytes(tmp_path, b"".join(parts))
    assert told_of(items, tmp_path) == ["a", "b", "c"]
    offsets = [len(b"".join(parts[:number])) for number in range(3)]
    assert [parse_place(item.source).offset for item in items] == offsets
    assert open_record(items[1].source).data.decode() == items[1].text


def test_records_packed_as_one_stream_are_read_and_led_back_to(tmp_path: Path) -> None:
    items = read_bytes(tmp_path, packed(made_page("a") + made_page("b") + made_page("c")))
    assert told_of(items, tmp_path) == ["a", "b", "c"]
    assert items[2].source == f"{tmp_path}/crawl.warc.gz#unpacked={2 * len(made_page('a'))}"
    assert open_record(items[2].source).url == "https://news.example/c"


@pytest.mark.parametrize(
    ("head", "stored"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE)),
        (
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE)),
        ),
        ("Transfer-Encoding: chunked\r\n", PAGE),
    ],
)
def test_the_payload_is_the_page_itself(tmp_path: Path, head: str, stored: bytes) -> None:
    given = captured_of(tmp_path, packed(made_page("1", stored, head=HTML + head)))
    assert [captured.data for captured in given] == [PAGE]


def test_what_the_server_did_not_declare_is_none(tmp_path: Path) -> None:
    block = made_response(PAGE, head="", status="HTTP/1.0 200 OK")
    record = made_record(block).replace(b"WARC-Date: 2026-05-04T10:00:00Z\r\n", b"WARC-Date: ?\r\n")
    (given,) = captured_of(tmp_path, record)
    assert (given.media_type, given.charset, given.fetched_at) == (None, None, None)


def test_resources_are_pages_too_and_files_of_the_crawler_are_not(tmp_path: Path) -> None:
    html = "Content-Type: text/html\r\n"
    wanted = made_record(PAGE, kind="resource", url="<https://news.example/r>", more=html)
    log = made_record(PAGE, kind="resource", url="metadata://example/log", more=html)
    assert told_of(read_bytes(tmp_path, packed(wanted) + packed(log)), tmp_path) == [
        "r",
        f"offset={len(packed(wanted))}: not a page",
    ]


def _typed(media_type: str) -> bytes:
    return made_page("1", head=f"Content-Type: {media_type}\r\n")


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (_typed("image/jpeg"), "not a page (image/jpeg)"),
        (_typed("application/json"), "not a page (application/json)"),
        (made_page("1", b"\x00\x01", head=""), "not a page (no media type)"),
        (
            made_record(made_response(b"", status="HTTP/1.1 404 No")),
            "another status than 200 (404)",
        ),
        (
            made_record(made_response(b"", status="HTTP/1.1 301 No")),
            "another status than 200 (301)",
        ),
        (made_page("robots.txt", head="Content-Type: text/plain\r\n"), "rules for robots"),
        (made_page("1", b" \r\n "), "an empty body"),
        (made_record(b""), "no HTTP response"),
        (made_record(b"news.example 10.0.0.1", url="dns:news.example"), "no HTTP response"),
        (made_record(b"", kind="revisit"), "a revisit, without a body"),
    ],
)
def test_what_is_no_page_is_only_counted(tmp_path: Path, record: bytes, told: str) -> None:
    (item,) = read_bytes(tmp_path, packed(record))
    assert isinstance(item, Skip)
    assert (item.told, item.is_kept) == (told, False)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (
            made_record(made_response(PAGE), more="WARC-Truncated: length\r\n"),
            "the record was cut when it was captured (length)",
        ),
        (
            made_record(made_response(PAGE), more="WARC-Segment-Number: 1\r\n"),
            "the record is in several parts",
        ),
        (
            made_record(made_response(PAGE), more=f"WARC-Block-Digest: sha1:{'A' * 32}\r\n"),
            f"the bytes are not those that were captured (sha1:{'A' * 32})",
        ),
        (
            made_page("1", gzip.compress(PAGE)[:-9], head=HTML + "Content-Encoding: gzip\r\n"),
            "the body is cut, or its encoding is damaged (the compressed body ends early)",
        ),
        (
            made_record(made_response(b"<p>" + b" " * (49 << 20))),
            "the body is too large (51380286 bytes)",
        ),
        (
            made_page(
                "1", gzip.compress(bytes(60 << 20)), head=HTML + "Content-Encoding: gzip\r\n"
            ),
            "the body is too large (more than 50331648 bytes when unpacked)",
        ),
    ],
)
def test_a_page_that_cannot_be_had_is_a_skip_that_is_kept(
    tmp_path: Path, record: bytes, told: str
) -> None:
    item, behind = read_bytes(tmp_path, packed(record) + packed(made_page("behind")))
    assert isinstance(item, Skip)
    assert (item.told, item.is_kept) == (told, True)
    assert isinstance(behind, Document)


@pytest.mark.parametrize(
    "digest",
    [
        "sha1:B7LTPYCJHTHW37NQ4NRE2T4L7DQYZKEB",
        "SHA256:44aa97270062ed533b5c11871a73afd596e34cf1e19ccd3fb3d73eadc0f40a5a",
        "md5:not base32",
        "crc32:12345678",
    ],
)
def test_a_right_digest_and_one_that_nobody_can_check_stand(tmp_path: Path, digest: str) -> None:
    record = made_record(made_response(PAGE), more=f"WARC-Block-Digest: {digest}\r\n")
    (item,) = read_bytes(tmp_path, packed(record))
    assert isinstance(item, Document)


def test_the_gate_is_asked_before_a_page_is_read_and_not_for_pdf(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(
        made_page("loss")
        + made_page("garden", b"<p>The garden opens at noon.</p>")
        + made_page("release.pdf", b"%PDF-1.7 packed", head="Content-Type: application/pdf\r\n")
    )
    items = list(iter_warc(path, read=read_as_is, gate=LetsNumbers()))
    assert [item.url for item in items if isinstance(item, Document)] == [
        "https://news.example/loss",
        "https://news.example/release.pdf",
    ]
    assert isinstance(items[1], Skip)
    assert (items[1].reason, items[1].is_kept) == ("no word of loss on the page", False)


def test_a_reader_that_raises_costs_one_page(tmp_path: Path) -> None:
    def read(captured: Captured) -> Document:
        if b"Page a" in captured.data:
            raise InputError("a: it is nothing")
        return Document(text="x", url=captured.url)

    path = tmp_path / "crawl.warc"
    path.write_bytes(made_page("a") + made_page("b"))
    first, second = iter_warc(path, read=read)
    assert isinstance(first, Skip)
    assert first.told == "the page cannot be read (a: it is nothing)"
    assert isinstance(second, Document)


@pytest.mark.parametrize(
    "data",
    [b"", b"12 soldiers were killed.\n" * 9, packed(b"12 soldiers were killed."), b"\x1f\x8b"],
)
def test_what_is_no_archive_raises(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match=r"crawl\.warc\.gz: it is (empty|no WARC archive)"):
        read_bytes(tmp_path, data)


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        list(iter_warc(tmp_path / "nothing.warc", read=read_as_is))


def test_a_place_gives_whatever_is_stored_there(tmp_path: Path) -> None:
    path = tmp_path / "a #offset=1 b.warc"
    path.write_bytes(made_record(made_response(b"gone", status="HTTP/1.1 404 Not Found")))
    assert open_record(f"{path}#offset=0").data == b"gone"


@pytest.mark.parametrize(
    ("place", "error", "told"),
    [
        ("crawl.warc#offset=1", NotFoundError, "no record begins at this byte"),
        ("crawl.warc#offset=99999", NotFoundError, "no record begins at this byte"),
        ("crawl.warc#offset=0", NotFoundError, "the record holds no page"),
        ("nothing.warc#offset=0", InputError, "No such file"),
        ("crawl.warc", InputError, "it is no place in an archive"),
        ("crawl.warc#offset=x", InputError, "it is no place in an archive"),
    ],
)
def test_a_place_with_nothing_raises(
    tmp_path: Path, place: str, error: type[Exception], told: str
) -> None:
    (tmp_path / "crawl.warc").write_bytes(made_record(b"", kind="warcinfo"))
    with pytest.raises(error, match=told):
        open_record(f"{tmp_path}/{place}")


def test_a_damaged_record_at_a_place_raises(tmp_path: Path) -> None:
    member = packed(made_page("a"))
    (tmp_path / "crawl.warc.gz").write_bytes(member[:-9])
    with pytest.raises(InputError, match="the record is damaged"):
        open_record(f"{tmp_path}/crawl.warc.gz#offset=0")


def test_places_are_told_from_paths() -> None:
    assert is_place("saved.wacz#archive/data.warc.gz#offset=12")
    assert not is_place("page.html#offset")


def test_reader_or_gate_that_fails_costs_its_page_alone(tmp_path: Path) -> None:
    class Broken:
        def lets(self, captured: Captured) -> bool:
            raise RecursionError(captured.source)

    def read(captured: Captured) -> Document | Skip:
        if b"one" in captured.data:
            raise UnicodeError("no such letters")
        return Document(text="T", url=captured.url)

    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(made_page("one")) + packed(made_page("two")))
    skip, document = iter_warc(path, read=read, gate=Broken())
    assert isinstance(skip, Skip)
    assert skip.told == "the page cannot be read (UnicodeError)"
    assert isinstance(document, Document)
