"""What was fetched, written down as WARC before anything is read of it.

A response record for each capture, packed by itself, in files of this session only. Not here:
reading (``warc``) and fetching (``fetch``). Invariants: the place of a capture gives back the same
bytes; no file is appended to by another process or session, so a process that is killed leaves one
cut record at the end of one file and no more.
"""

import datetime as dt
import hashlib
import os
import re
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import InputError
from counterclaim.read.captured import Captured
from counterclaim.read.closing import Closing

# The size that archives of crawls have had since the first: small enough to copy, large enough
# that a year of a hundred feeds is a few files.
MAX_FILE_BYTES = 1_000_000_000
PACKING_LEVEL = 6  # 9 takes twice the time for 1 % less
KEPT_ASIDE = "X-Archive-Orig-"  # before headers of the transfer; the name that other archives use

_END = b"\r\n\r\n"
_TRANSFER = re.compile(rb"(?im)^(?=(?:content-encoding|transfer-encoding|content-length)[ \t]*:)")
_LATER_HTTP = re.compile(rb"^HTTP/[2-9](\.\d)?(?= )")
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")


class CaptureStore(Closing):
    """Writes captures to ``counterclaim-YYYYMMDDTHHMMSSZ-NNNNN.warc.gz`` files in a folder.

    Each record is on the disk before :meth:`add` returns: what a ledger holds of a capture never
    outlives it. Beside the second between two requests to a host that is no time.

    Parameters
    ----------
    folder
        Made if it is not there, when the first capture comes.
    now
        The clock: names files, and dates what has no instant of its own.
    software
        What to name as the writer, with its version.
    max_bytes
        A file that has reached this size is followed by another.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], dt.datetime],
        software: str = "counterclaim",
        max_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        self._folder = folder
        self._now = now
        self._software = software
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._path = folder
        self._size = 0

    def add(
        self, captured: Captured, *, head: bytes | None = None, request: bytes | None = None
    ) -> str:
        r"""Write a capture and return its place.

        Parameters
        ----------
        captured
            Its ``url`` is what it is found by.
        head
            Status line and headers as received. The body is stored decoded, so the headers that
            tell of its encoding and length are kept under another name. Without a head, what is
            written is a resource: bytes of a media type at an address.
        request
            The head of the request, written behind the response.

        Raises
        ------
        InputError
            If it cannot be written; then nothing that was written before is lost.
        """
        if captured.url is None:
            raise InputError(f"{captured.source}: what has no address cannot be stored")
        fields = {
            "WARC-Target-URI": _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", captured.url),
            "WARC-Date": _told(captured.fetched_at or self._now()),
        }
        record_id = _new_id()
        payload = {"WARC-Payload-Digest": f"sha256:{captured.sha256}"}
        if head is None:
            charset = f"; charset={captured.charset}" if captured.charset else ""
            if captured.media_type is not None:
                fields["Content-Type"] = _one_line(captured.media_type + charset)
            packed = _packed("resource", fields | payload, captured.data, record_id)
        else:
            fields["Content-Type"] = "application/http; msgtype=response"
            block = _head_of_stored(head, len(captured.data)) + captured.data
            packed = _packed("response", fields | payload, block, record_id)
        if request is not None:
            fields["Content-Type"] = "application/http; msgtype=request"
            fields["WARC-Concurrent-To"] = record_id
            packed += _packed("request", fields, request.rstrip(b"\r\n") + _END, _new_id())
        offset = self._write(packed)
        self.sync()
        return f"{self._path}#offset={offset}"

    def sync(self) -> None:
        """Return when all that was added is on the disk."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """End the file; the next capture begins another."""
        if self._file is not None:
            try:
                self.sync()
            finally:
                self._forget()

    def _write(self, packed: bytes) -> int:
        try:
            if self._file is not None and self._size >= self._max_bytes:
                self.close()
            file = self._file or self._begin()
            offset = self._size
            _write_all(file, packed)
        except OSError as error:
            self._forget()
            problem = error.strerror or str(error)
            raise InputError(f"{self._folder}: a capture cannot be stored ({problem})") from error
        except BaseException:  # interrupted in the middle of a record: nothing may follow it
            self._forget()
            raise
        self._size += len(packed)
        return offset

    def _begin(self) -> BinaryIO:
        """Return a file that nobody else has or had, with a record on who writes it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        now = self._now()
        stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        number = 0
        while self._file is None:
            self._path = self._folder / f"counterclaim-{stamp}-{number:05d}.warc.gz"
            try:
                self._file = self._path.open("xb", buffering=0)  # fails where a file is
            except FileExistsError:
                number += 1
        fields = {
            "WARC-Date": _told(now),
            "WARC-Filename": self._path.name,
            "Content-Type": "application/warc-fields",
        }
        told = f"software: {_one_line(self._software)}\r\nformat: WARC File Format 1.1\r\n"
        packed = _packed("warcinfo", fields, told.encode(), _new_id())
        self._size = len(packed)
        _write_all(self._file, packed)
        return self._file

    def _forget(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None
        self._size = 0


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:  # an unbuffered file may take less than it is given
        view = view[file.write(view) :]


def _packed(kind: str, fields: dict[str, str], block: bytes, record_id: str) -> bytes:
    """Return a record as a gzip member."""
    digest = hashlib.sha256(block).hexdigest()
    named = {"WARC-Type": kind, "WARC-Record-ID": record_id} | fields
    named |= {"WARC-Block-Digest": f"sha256:{digest}", "Content-Length": str(len(block))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    packer = zlib.compressobj(PACKING_LEVEL, wbits=31)
    head = f"WARC/1.1\r\n{lines}\r\n".encode("utf-8", "replace")
    return b"".join((packer.compress(head), packer.compress(block + _END), packer.flush()))


def _head_of_stored(head: bytes, length: int) -> bytes:
    r"""Return the head of a response whose body is stored decoded.

    >>> _head_of_stored(b"HTTP/2 200 OK\r\ncontent-encoding: br\r\n\r\n", 5).splitlines()
    [b'HTTP/1.1 200 OK', b'X-Archive-Orig-content-encoding: br', b'Content-Length: 5', b'']
    """
    # HTTP/2 has no head in words: who writes one of it uses the words of 1.1, which readers know.
    head = _LATER_HTTP.sub(b"HTTP/1.1", head.rstrip(b"\r\n"))
    kept = _TRANSFER.sub(KEPT_ASIDE.encode(), head)
    return kept + f"\r\nContent-Length: {length}\r\n\r\n".encode()


def _told(instant: dt.datetime) -> str:
    """Return an instant as archives write it, in UTC."""
    in_utc = instant.astimezone(dt.UTC)
    return in_utc.replace(tzinfo=None).isoformat() + "Z"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"
