import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from made_archives import read_as_is
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.read.capture_store import CaptureStore
from counterclaim.read.captured import Captured
from counterclaim.read.warc import iter_warc, open_record

NOON = dt.datetime(2026, 5, 4, 12, 0, 0, 250_000, tzinfo=dt.UTC)
PAGE = "<p>Das Ministerium: 12 Soldaten getötet</p>".encode()
HEAD = (
    b"HTTP/2 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n"
    b"content-encoding: br\r\nContent-Length: 31\r\nETag: x\r\n\r\n"
)
REQUEST = b"GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n"
NAME = "counterclaim-20260504T120000Z-00000.warc.gz"


def clock() -> dt.datetime:
    return NOON


def captured_of(data: bytes = PAGE, url: str = "https://news.example/1") -> Captured:
    return Captured(
        data=data,
        source=url,
        url=url,
        media_type="text/html",
        charset="utf-8",
        fetched_at=dt.datetime(2026, 5, 4, 13, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    )


@pytest.mark.parametrize("head", [HEAD, None])
def test_a_place_gives_back_what_was_captured(tmp_path: Path, head: bytes | None) -> None:
    given = captured_of()
    with CaptureStore(tmp_path, now=clock) as store:
        store.add(captured_of(b"another"), head=head)
        place = store.add(given, head=head, request=REQUEST)
        read = open_record(place)
    assert place.startswith(f"{tmp_path}/{NAME}#offset=")
    assert (read.data, read.sha256, read.source) == (PAGE, given.sha256, place)
    assert (read.url, read.media_type, read.charset) == (given.url, "text/html", "utf-8")
    assert read.fetched_at == given.fetched_at


def test_what_nobody_declared_stays_undeclared(tmp_path: Path) -> None:
    url = "https://news.example/1"
    with CaptureStore(tmp_path, now=clock) as store:
        read = open_record(store.add(Captured(data=PAGE, source=url, url=url)))
    assert (read.media_type, read.charset, read.fetched_at) == (None, None, NOON)


def test_warcio_reads_the_records_and_their_digests(tmp_path: Path) -> None:
    with CaptureStore(tmp_path, now=clock, software="counterclaim/1.2") as store:
        store.add(captured_of(), head=HEAD, request=REQUEST)
        store.add(captured_of())
    with (tmp_path / NAME).open("rb") as file:
        told = []
        for record in WarcioIterator(file, check_digests=True):
            body = record.content_stream().read()
            told.append((record.rec_type, body, record.digest_checker.passed))
            if record.rec_type == "response":
                assert record.http_headers.headers == [
                    ("content-type", "text/html; charset=utf-8"),
                    ("X-Archive-Orig-content-encoding", "br"),
                    ("X-Archive-Orig-Content-Length", "31"),
                    ("ETag", "x"),
                    ("Content-Length", str(len(PAGE))),
                ]
                assert record.rec_headers.get_header("WARC-Date") == "2026-05-04T11:30:00Z"
    info = b"software: counterclaim/1.2\r\nformat: WARC File Format 1.1\r\n"
    assert told == [
        ("warcinfo", info, True),
        ("response", PAGE, True),
        ("request", b"", True),
        ("resource", PAGE, True),
    ]


def test_fastwarc_reads_the_records_and_their_digests(tmp_path: Path) -> None:
    with CaptureStore(tmp_path, now=clock) as store:
        places = [store.add(captured_of(), head=HEAD), store.add(captured_of(b"<p>2"), head=HEAD)]
    records = [
        (record.stream_pos, record.verify_block_digest())
        for record in ArchiveIterator(str(tmp_path / NAME), parse_http=False)
    ]
    offsets = [int(place.rpartition("=")[2]) for place in places]
    assert records == [(0, True), (offsets[0], True), (offsets[1], True)]


def test_a_file_that_is_full_is_followed_by_another(tmp_path: Path) -> None:
    with CaptureStore(tmp_path, now=clock, max_bytes=500) as store:
        places = [store.add(captured_of(), head=HEAD) for _ in range(3)]
    assert [Path(place).name.partition("#")[0] for place in places] == [
        "counterclaim-20260504T120000Z-00000.warc.gz",
        "counterclaim-20260504T120000Z-00001.warc.gz",
        "counterclaim-20260504T120000Z-00002.warc.gz",
    ]
    assert {open_record(place).data for place in places} == {PAGE}


def test_two_stores_of_one_second_have_a_file_each(tmp_path: Path) -> None:
    with CaptureStore(tmp_path, now=clock) as one, CaptureStore(tmp_path, now=clock) as other:
        places = [store.add(captured_of(), head=HEAD) for store in (one, other, one, other)]
    assert len({place.partition("#")[0] for place in places}) == 2
    assert {open_record(place).data for place in places} == {PAGE}


def test_no_capture_makes_no_file(tmp_path: Path) -> None:
    with CaptureStore(tmp_path / "captures", now=clock) as store:
        store.sync()
    assert not (tmp_path / "captures").exists()


def test_an_address_cannot_write_headers_of_its_own(tmp_path: Path) -> None:
    url = "https://news.example/a b\r\nWARC-Type: metadata"
    with CaptureStore(tmp_path, now=clock) as store:
        place = store.add(captured_of(url=url), head=HEAD)
    assert open_record(place).url == "https://news.example/a%20b%0D%0AWARC-Type:%20metadata"


def test_what_has_no_address_or_no_room_raises(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with CaptureStore(tmp_path / "file", now=clock) as store:
        with pytest.raises(InputError, match="what has no address cannot be stored"):
            store.add(Captured(data=b"x", source="x"))
        with pytest.raises(InputError, match="a capture cannot be stored"):
            store.add(captured_of())


def test_a_full_disk_leaves_what_was_written_and_a_new_file_behind_it(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with CaptureStore(tmp_path, now=clock) as store:
        first = store.add(captured_of(), head=HEAD)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
        try:
            with pytest.raises(InputError, match="File too large"):
                store.add(captured_of(os.urandom(5000)), head=HEAD)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, ignored)
        second = store.add(captured_of(), head=HEAD)
    assert first.partition("#")[0] != second.partition("#")[0]
    assert open_record(first).data == open_record(second).data == PAGE


WRITER = """
import datetime as dt, os, sys
from pathlib import Path
from counterclaim.read.capture_store import CaptureStore
from counterclaim.read.captured import Captured

noon = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
with CaptureStore(Path(sys.argv[1]), now=lambda: noon) as store:
    while True:
        data = os.urandom(20_000).hex().encode()
        url = "https://news.example/1"
        place = store.add(Captured(data=b"<p>" + data, source=url, url=url))
        print(place, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_that_it_gave_a_place_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        places = [writer.stdout.readline().strip() for _ in range(40)]
        writer.kill()
    assert len({open_record(place).sha256 for place in places}) == 40
    items = list(iter_warc(tmp_path / NAME, read=read_as_is))
    assert sum(not isinstance(item, Document) for item in items) <= 1
    with CaptureStore(tmp_path, now=clock) as store:
        assert NAME not in store.add(captured_of(), head=HEAD)
