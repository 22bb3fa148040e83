"""Stored HTTP responses: the head apart from the body, and the body out of its encodings.

Not here: sockets (``fetch``) and archives (``warc``). Invariant: no body is unpacked beyond
:data:`MAX_BODY_BYTES`, whatever it claims to hold; what a header says of the body and the body
belies is not believed.
"""

import io
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fastwarc.stream_io import BrotliReader, ZstdReader

# Common Crawl cuts at 5 MB, and the worst pages that anybody reads have 40 MB; a gigabyte of zeros
# in one megabyte of gzip, the usual bomb, is let go after 48 MiB of it.
MAX_BODY_BYTES = 48 << 20
MAX_LAYERS = 3  # encodings over each other; servers that compress twice exist, thrice do not
TOO_LARGE = "the body is too large"
CUT_BODY = "the body is cut, or its encoding is damaged"

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})(?!\d)")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s;"',]+)""", re.IGNORECASE)
_CHUNK_HEAD = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r\n")
_PIECE_BYTES = 65_536  # of a packed body, unpacked at a time
_MANY_MEMBERS = 10_000  # of one body; a server that flushes each line has hundreds
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class Unread(NamedTuple):
    """Why a body cannot be had: one of few reasons, and what differs."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of a response; names in lower case, of a doubled one the first value."""

    status: int
    headers: Mapping[str, str]
    length: int  # bytes of the head, with the empty line that ends it

    @property
    def media_type(self) -> str | None:
        """Media type as declared, in lower case and without parameters."""
        return media_type_of(self.headers.get("content-type"))

    @property
    def charset(self) -> str | None:
        """Charset as declared in the header."""
        return charset_of(self.headers.get("content-type"))


def media_type_of(content_type: str | None) -> str | None:
    """Return the media type of a ``Content-Type``.

    >>> media_type_of("Text/HTML; charset=utf-8")
    'text/html'
    """
    media_type = (content_type or "").partition(";")[0].partition(",")[0].strip().lower()
    return media_type or None


def charset_of(content_type: str | None) -> str | None:
    """Return the charset that a ``Content-Type`` names.

    >>> charset_of("text/html; charset='windows-1251'")
    'windows-1251'
    """
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


def is_markup(body: bytes) -> bool:
    """Say whether a body begins as markup does."""
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def parse_head(block: bytes) -> Head | None:
    """Return the head that a stored response begins with; ``None`` where it begins with none."""
    status = _STATUS_LINE.match(block)
    end = _HEAD_END.search(block)
    if status is None or end is None:
        return None
    headers: dict[str, str] = {}
    last = ""
    for line in block[: end.start()].decode("latin-1").split("\n")[1:]:
        if line[:1] in {" ", "\t"} and last:  # a header folded over two lines
            headers[last] = f"{headers[last]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        last = name.strip().lower() if colon else ""
        if last in headers:
            last = ""
        elif last:
            headers[last] = value.strip()
    return Head(int(status[1]), headers, end.end())


def decode_body(body: bytes, headers: Mapping[str, str]) -> bytes | Unread:
    """Return a stored body as the page it is, with transfer and content encoding taken off.

    Crawlers often keep the headers and store the body already decoded; then it stays as it is.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        joined = _join_chunks(body)
        if isinstance(joined, Unread):
            return joined
        body = joined
    named = [part.strip().lower() for part in headers.get("content-encoding", "").split(",")]
    layers = [name for name in named if name and name != "identity"]
    if len(layers) > MAX_LAYERS:
        return Unread(CUT_BODY, f"{len(layers)} encodings over each other")
    for name in reversed(layers):
        decode = _DECODERS.get(name)
        if decode is None:
            continue  # an encoding that nobody knows is mostly a charset in the wrong header
        decoded = decode(body)
        if isinstance(decoded, Unread):
            return decoded
        body = decoded
    return body if len(body) <= MAX_BODY_BYTES else Unread(TOO_LARGE, f"{len(body)} bytes")


def _join_chunks(body: bytes) -> bytes | Unread:
    """Return a chunked body in one; as it is where it is not chunked."""
    parts: list[bytes] = []
    place = 0
    while head := _CHUNK_HEAD.match(body, place):
        size = int(head[1], 16)
        if not size:
            return b"".join(parts)
        place = head.end() + size
        if body[place : place + 2] != b"\r\n" and not parts and place < len(body):
            return body  # a text that happens to begin with a line of hexadecimal digits
        parts.append(body[head.end() : place])
        place += 2
    return Unread(CUT_BODY, "the last chunk is missing") if parts else body


def _gunzip(body: bytes) -> bytes | Unread:
    return _inflate(body, 31) if body.startswith(_GZIP_MAGIC) else body


def _undeflate(body: bytes) -> bytes | Unread:
    """``deflate`` means zlib; many servers send it bare, and some of them no such thing."""
    decoded = _inflate(body, 15)
    if isinstance(decoded, Unread) and decoded.reason == CUT_BODY:
        decoded = _inflate(body, -15)
    return body if isinstance(decoded, Unread) and is_markup(body) else decoded


def _inflate(body: bytes, window_bits: int) -> bytes | Unread:
    parts: list[bytes] = []
    length = place = 0
    view = memoryview(body)
    for _ in range(_MANY_MEMBERS):
        unpacker = zlib.decompressobj(window_bits)
        # In pieces: what a member leaves over is copied, and there may be many members.
        while place < len(view) and not unpacker.eof:
            piece = view[place : place + _PIECE_BYTES]
            try:
                parts.append(unpacker.decompress(piece, MAX_BODY_BYTES + 1 - length))
            except zlib.error as error:
                return Unread(CUT_BODY, str(error))
            length += len(parts[-1])
            if length > MAX_BODY_BYTES:
                return Unread(TOO_LARGE, f"more than {MAX_BODY_BYTES} bytes when unpacked")
            place += len(piece) - len(unpacker.unused_data)
        if not unpacker.eof:
            return Unread(CUT_BODY, "the compressed body ends early")
        if bytes(view[place : place + 2]) != _GZIP_MAGIC:
            return b"".join(parts)  # what follows the last member is no part of the body
    return Unread(TOO_LARGE, f"more than {_MANY_MEMBERS} packed parts")


def _unbrotli(body: bytes) -> bytes | Unread:
    decoded = _read_bounded(lambda: BrotliReader(io.BytesIO(body)))
    return body if isinstance(decoded, Unread) and is_markup(body) else decoded


def _unzstd(body: bytes) -> bytes | Unread:
    if not body.startswith(_ZSTD_MAGIC):
        return body
    return _read_bounded(lambda: ZstdReader(io.BytesIO(body)))


def _read_bounded(open_reader: Callable[[], BrotliReader | ZstdReader]) -> bytes | Unread:
    parts: list[bytes] = []
    length = 0
    try:
        with open_reader() as reader:
            while part := reader.read(1 << 20):
                parts.append(part)
                length += len(part)
                if length > MAX_BODY_BYTES:
                    detail = f"more than {MAX_BODY_BYTES} bytes when unpacked"
                    return Unread(TOO_LARGE, detail)
    except (OSError, ValueError, EOFError) as error:
        return Unread(CUT_BODY, str(error))
    return b"".join(parts)


_DECODERS: Mapping[str, Callable[[bytes], bytes | Unread]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
