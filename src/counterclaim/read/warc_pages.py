"""Records into captured pages: which of them are pages, and why the others are not.

Not here: where records begin (``warc_records``) and who reads the pages (``warc``). Invariant: what
is captured has the bytes of the page itself, whatever encodings it was stored in; what was not
wanted in the first place makes a skip that is only counted, what could not be had one that is kept.
"""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fastwarc.warc import WarcRecord, WarcRecordType

from counterclaim.read.captured import Captured
from counterclaim.read.http_response import (
    MAX_BODY_BYTES,
    TOO_LARGE,
    Unread,
    charset_of,
    decode_body,
    is_markup,
    media_type_of,
    parse_head,
)
from counterclaim.read.skips import Skip

HEAD_BYTES = 64 << 10  # of a record, read to see whether the rest is wanted

CUT = "the record was cut when it was captured"
IN_PARTS = "the record is in several parts"
REVISIT = "a revisit, without a body"
NO_RESPONSE = "no HTTP response"
NOT_OK = "another status than 200"
NO_PAGE = "not a page"
EMPTY = "an empty body"
ROBOTS = "rules for robots"

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
PDF = "application/pdf"

_RESOURCES = WarcRecordType.resource | WarcRecordType.conversion
_STORED = WarcRecordType.response | WarcRecordType.revisit | _RESOURCES
# Crawlers keep their logs and screenshots as resources too, under schemes of their own.
_ADDRESS = re.compile(r"(https?|file|ftp):", re.IGNORECASE)
_ROBOTS = re.compile(r"https?://[^/?#]+/robots\.txt([?#]|$)", re.IGNORECASE)
_DIGEST = re.compile(r"(sha1|sha256|sha512|md5):([0-9a-z+/_-]+=*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A captured page, with the block it was stored in and what the archive says of that."""

    captured: Captured
    block: bytes
    digest: str | None

    def is_intact(self) -> bool:
        """Say whether the block has the digest that was stored with it; true where none was.

        The digest of the payload is not looked at: archives do not agree on whether it is that of
        the body as sent or as decoded.
        """
        named = _DIGEST.fullmatch((self.digest or "").strip())
        if named is None:
            return True
        found = hashlib.new(named[1].lower(), self.block, usedforsecurity=False)
        in_base32 = base64.b32encode(found.digest()).decode("ascii")
        return named[2].lower() == found.hexdigest() or named[2].upper() == in_base32


class _Stored(NamedTuple):
    """How the content of a record is stored."""

    status: int
    media_type: str | None
    charset: str | None
    headers: Mapping[str, str]
    start: int  # of the body in the block


class _Unwanted(Exception):  # noqa: N818 - no error: the skip of a record, on its way out
    def __init__(self, reason: str, detail: str = "", *, is_kept: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.is_kept = reason, detail, is_kept


def take_page(record: WarcRecord, source: str, *, is_any: bool = False) -> StoredPage | Skip | None:
    """Return the page of a record, a skip if it holds none, ``None`` if it is about another.

    ``is_any`` asks for whatever is stored, of any status and media type. Raises :class:`EOFError`
    for a record that ends before it says.
    """
    try:
        return _take(record, source, is_any=is_any)
    except _Unwanted as unwanted:
        return Skip(
            source=source,
            reason=unwanted.reason,
            detail=unwanted.detail,
            is_kept=unwanted.is_kept,
        )


def _take(record: WarcRecord, source: str, *, is_any: bool) -> StoredPage | None:
    kind = record.record_type
    if not kind & _STORED:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    _check_kind(record, url)
    head = _read(record, HEAD_BYTES)
    stored = _stored_as(record, head)
    if not is_any:
        _check_wanted(stored, head, url)
    _check_whole(record)
    block = head + _read(record, record.content_length - len(head))
    body = decode_body(block[stored.start :], stored.headers)
    if isinstance(body, Unread):
        raise _Unwanted(body.reason, body.detail, is_kept=True)
    if not body.strip():
        raise _Unwanted(EMPTY)
    captured = Captured(
        data=body,
        source=source,
        url=url,
        media_type=stored.media_type,
        charset=stored.charset,
        fetched_at=_instant_of(record.headers.get("WARC-Date")),
    )
    return StoredPage(captured, block, record.headers.get("WARC-Block-Digest"))


def _check_kind(record: WarcRecord, url: str | None) -> None:
    if record.record_type & WarcRecordType.revisit:
        raise _Unwanted(REVISIT)
    if record.record_type & _RESOURCES and not _ADDRESS.match(url or ""):
        raise _Unwanted(NO_PAGE, "a file of the crawler")


def _check_wanted(stored: _Stored, head: bytes, url: str | None) -> None:
    if stored.status != 200:
        raise _Unwanted(NOT_OK, str(stored.status))
    if _ROBOTS.match(url or ""):
        raise _Unwanted(ROBOTS)
    media_type = stored.media_type
    if media_type is None:
        start = head[stored.start :]
        # What has no type and is packed cannot be told here; the reader looks again.
        if not (stored.headers.get("content-encoding") or is_markup(start)):
            raise _Unwanted(NO_PAGE, "no media type")
    elif media_type not in PAGES and media_type != PDF:
        raise _Unwanted(NO_PAGE, media_type)


def _check_whole(record: WarcRecord) -> None:
    truncated = record.headers.get("WARC-Truncated")
    if truncated is not None:
        raise _Unwanted(CUT, truncated, is_kept=True)
    if record.headers.get("WARC-Segment-Number") is not None:
        raise _Unwanted(IN_PARTS, is_kept=True)
    if record.content_length > MAX_BODY_BYTES + HEAD_BYTES:
        raise _Unwanted(TOO_LARGE, f"{record.content_length} bytes", is_kept=True)


def _stored_as(record: WarcRecord, head: bytes) -> _Stored:
    if record.record_type & _RESOURCES:
        declared = record.headers.get("Content-Type")
        return _Stored(200, media_type_of(declared), charset_of(declared), {}, 0)
    response = parse_head(head)
    if response is None:
        raise _Unwanted(NO_RESPONSE)
    return _Stored(
        response.status,
        response.media_type,
        response.charset,
        response.headers,
        response.length,
    )


def _read(record: WarcRecord, n_bytes: int) -> bytes:
    """Return the next bytes of a record, no more than it should have."""
    parts: list[bytes] = []
    missing = min(n_bytes, record.content_length)
    while missing > 0 and (part := record.reader.read(missing)):
        parts.append(part)
        missing -= len(part)
    if missing > 0:
        raise EOFError("the record ends early")
    return b"".join(parts)


def _instant_of(value: str | None) -> dt.datetime | None:
    try:
        instant = dt.datetime.fromisoformat(value.strip()) if value else None
    except ValueError:
        return None
    return instant if instant and instant.tzinfo else None
