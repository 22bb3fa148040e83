"""Archives made by hand for the tests of reading them, record by record and byte by byte."""

import gzip
from pathlib import Path

from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.skips import Skip
from counterclaim.read.warc import iter_warc

HTML = "Content-Type: text/html; charset=utf-8\r\n"
OK = "HTTP/1.1 200 OK"


def made_response(body: bytes, *, head: str = HTML, status: str = OK) -> bytes:
    return f"{status}\r\n{head}\r\n".encode("latin-1") + body


def made_record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = "https://news.example/1",
    more: str = "Content-Type: application/http; msgtype=response\r\n",
    length: int | None = None,
) -> bytes:
    """Return a record; ``length`` is what it says of itself, where that is a lie."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-05-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"{more}Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode("latin-1") + block + b"\r\n\r\n"


def made_page(name: str, body: bytes | None = None, *, head: str = HTML) -> bytes:
    """Return the record of the page ``https://news.example/NAME``."""
    text = f"<p>Page {name}: 12 soldiers were killed.</p>".encode()
    block = made_response(text if body is None else body, head=head)
    return made_record(block, url=f"https://news.example/{name}")


def packed(record: bytes) -> bytes:
    return gzip.compress(record, compresslevel=6, mtime=0)


def read_as_is(captured: Captured) -> Document | Skip:
    """Return the bytes as the text, so that tests see what came out of the archive."""
    return Document(
        text=captured.data.decode("latin-1"),
        source=captured.source,
        url=captured.url,
        captured_sha256=captured.sha256,
        fetched_at=captured.fetched_at,
    )


def read_bytes(folder: Path, data: bytes) -> list[Document | Skip]:
    """Return what an archive of these bytes gives."""
    path = folder / "crawl.warc.gz"
    path.write_bytes(data)
    return list(iter_warc(path, read=read_as_is))


def told_of(items: list[Document | Skip], folder: Path) -> list[str]:
    """Return the last part of each page's address, and of each skip its place and reason."""
    prefix = f"{folder / 'crawl.warc.gz'}#"
    return [
        (item.url or "").rpartition("/")[2]
        if isinstance(item, Document)
        else f"{item.source.removeprefix(prefix)}: {item.reason}"
        for item in items
    ]
