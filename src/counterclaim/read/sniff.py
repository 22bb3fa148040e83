"""Kinds: what some bytes are, told from their beginning, their name and what a server declared.

Not here: how they are read. Invariants: what the bytes show beats what a name or a server says;
only the beginning is looked at; what shows nothing is a text.
"""

import gzip
import io
import re
import zlib
from pathlib import PurePath
from typing import Literal, get_args

from counterclaim.errors import InputError

# fmt: off
Kind = Literal[
    "text", "html", "mail", "mbox", "pdf", "feed", "opml", "csv", "jsonl", "parquet", "warc",
    "wacz",
]
# fmt: on
KINDS: tuple[str, ...] = get_args(Kind)
TABLES = ("csv", "jsonl", "parquet")
ARCHIVES = ("warc", "wacz")

HEAD_BYTES = 8192  # what a kind is told from; a page's doctype may stand behind a long comment

# Endings of names; a second one such as ".gz" says how the bytes are packed.
ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".mbox": "mbox",
    ".pdf": "pdf",
    ".rss": "feed",
    ".atom": "feed",
    ".opml": "opml",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wacz": "wacz",
}
_PACKED = (".gz", ".zst")
_MEDIA: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "text/x-opml": "opml",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
    "multipart/related": "mail",
    "text/plain": "text",
}
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"WARC/", "warc"),
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
)
_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_WACZ_MEMBERS = (b"archive/", b"datapackage", b"pages/", b"indexes/", b"fuzzy.json")
_ELEMENT = re.compile(
    rb"<(!doctype\s+html|html|head|body|rss|feed|rdf:rdf|[a-z]{1,20}:feed|opml)\b", re.IGNORECASE
)
# What may stand before the first element, with how it ends.
_ASIDES = ((b"<!--", b"-->"), (b"<?", b">"), (b"<!doctype opml", b">"), (b"<!doctype rss", b">"))
_BOX = re.compile(rb"From [^\r\n]{1,200}\r?\n[A-Za-z][A-Za-z-]{1,60}:")
_MARKED: dict[bytes, Kind] = {b"rss": "feed", b"rdf:rdf": "feed", b"opml": "opml"}
_JSON_FEED = re.compile(
    rb'^\s*\{.{0,2000}?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed', re.DOTALL
)
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?.*$")
# Lines that begin so, one after the other, are the head of a message and of nothing else.
_OF_MAIL = frozenset(
    b"from to subject date received return-path mime-version message-id delivered-to content-type "
    b"x-mailer reply-to sender snapshot-content-location list-unsubscribe dkim-signature".split()
)
_LEAST_HEADERS = 3  # an article may begin with "From: Reuters" and a date


def sniff(head: bytes, *, name: str = "", media_type: str | None = None) -> Kind:
    """Return the kind of something by its first bytes, its name and its declared media type.

    Parameters
    ----------
    head
        The first :data:`HEAD_BYTES` bytes, or all of them.
    name
        A path or address, for its ending.
    media_type
        What a server declared; parameters after ``;`` are passed over.

    Examples
    --------
    >>> sniff(b"<!DOCTYPE html><title>A</title>", name="saved.txt")
    'html'
    >>> sniff(b"At least 15 people were killed.")
    'text'
    """
    bare = head.removeprefix(b"\xef\xbb\xbf")
    named = kind_of_name(name)
    declared = _MEDIA.get((media_type or "").partition(";")[0].strip().lower())
    shown = _by_bytes(bare, named)
    return shown or _as_mail(bare, named, declared) or named or declared or "text"


def kind_of_name(name: str) -> Kind | None:
    """Return the kind that the ending of a path or address names, behind ``.gz`` and ``.zst`` too.

    >>> kind_of_name("crawl.warc.gz"), kind_of_name("https://example.org/feed.rss?n=1")
    ('warc', 'feed')
    """
    path = PurePath(re.split(r"[?#]", name, maxsplit=1)[0] if "://" in name else name)
    if path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
    return ENDINGS.get(path.suffix.lower())


def _by_bytes(head: bytes, named: Kind | None) -> Kind | None:
    """Return the kind that bytes show beyond doubt."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_ZIP):
        return "wacz" if named == "wacz" or any(m in head for m in _WACZ_MEMBERS) else None
    if head.startswith(_GZIP):
        return "warc" if unpacked(head).startswith(b"WARC/") else None
    if head.startswith(_ZSTD):
        return "warc" if named == "warc" else None
    if named in TABLES:
        return None  # a cell may hold a whole page
    if _BOX.match(head):
        return "mbox"
    found = _ELEMENT.match(_without_asides(head))
    if found is not None:
        word = found[1].lower()
        return "feed" if word.endswith(b"feed") else _MARKED.get(word, "html")
    return "feed" if _JSON_FEED.match(head) else None


def _without_asides(head: bytes) -> bytes:
    """Return a beginning without the comments and declarations before its first element.

    By hand: a pattern of repeated alternatives takes for ever on a page of comments.
    """
    place = 0
    while True:
        while head[place : place + 1].isspace():
            place += 1
        low = head[place : place + 16].lower()
        end = next((end for start, end in _ASIDES if low.startswith(start)), None)
        if end is None:
            return head[place:]
        found = head.find(end, place)
        if found < 0:
            return b""
        place = found + len(end)


def _as_mail(head: bytes, named: Kind | None, declared: Kind | None) -> Kind | None:
    """Return ``mail`` for the head of a message, unless its name says that it is something else."""
    if named not in (None, "mail") or declared not in (None, "mail"):
        return None
    n_known = 0
    for line in head.splitlines():
        if line[:1] in (b" ", b"\t"):
            continue  # a header that goes on
        found = _HEADER.match(line)
        if found is None:
            break
        n_known += found[1].lower() in _OF_MAIL
    return "mail" if n_known >= _LEAST_HEADERS else None


def is_gzip(data: bytes) -> bool:
    """Say whether bytes are those of a gzip file."""
    return data.startswith(_GZIP)


def unpacked(data: bytes, limit: int = HEAD_BYTES) -> bytes:
    """Return the beginning of what a gzip file holds, as far as it is sound."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(data, limit)
    except zlib.error:
        return b""


def unpack(data: bytes, limit: int) -> bytes:
    """Return what a gzip file holds, of all its members, up to a number of bytes.

    Raises :class:`InputError` for one that is damaged or cut off.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(limit)
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(f"it is packed, and damaged or cut off ({error})") from error
