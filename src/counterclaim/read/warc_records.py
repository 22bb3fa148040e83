"""Records of an archive with the bytes at which they begin, and the way on behind damage.

fastwarc reads; what it cannot read is found here: after an error the last record is checked by
itself, and reading goes on at the next place where a record begins. Not here: what a record holds
(``warc``). Invariants: a record is given only after the one behind it was reached or its own end
was checked, so a bad checksum is seen before its page is; memory holds two records at most.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Generic, NamedTuple, TypeVar, cast

from fastwarc.stream_io import ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord

T = TypeVar("T")

CHUNK_BYTES = 1 << 20
BUFFER_BYTES = 1 << 18  # what fastwarc reads at a time; larger is no faster
MAX_HEAD_BYTES = 32 << 10  # fastwarc's own limit for the head of a record
HEAD_BYTES = 512  # enough to tell whether a record begins
PROBE_BYTES = 64 << 10  # enough packed bytes to unpack those from
GZIP, ZSTD, PLAIN = "gzip", "zstd", "plain"
# Damaged places that are passed over in what can only be unpacked from its beginning: each costs a
# few unpackings of all before it, and archives packed so are small and mostly whole.
MAX_REWINDS = 10
# Behind the first record of a packed member there is no byte at which another could be found.
PACKED_TOGETHER = "several records are packed as one"
# What damage can raise, here, in fastwarc and in the zip of a WACZ.
BROKEN = (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile)

_MAGIC = {GZIP: b"\x1f\x8b\x08", ZSTD: b"\x28\xb5\x2f\xfd", PLAIN: b"WARC/"}
_BEGINNING = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][A-Za-z-]*[ \t]*:")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(
    rb"^Content-Length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_NEWLINES = re.compile(rb"[\r\n]{1,4}")


class Found(NamedTuple, Generic[T]):
    """What was taken from the record that begins at ``offset``; ``end`` is where it ends."""

    offset: int
    end: int
    value: T


class Damage(NamedTuple):
    """Bytes that hold no record that can be read; at ``end`` reading goes on."""

    offset: int
    end: int
    detail: str
    is_last: bool  # no record was found behind it


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive: its bytes, and how records are packed in it.

    ``is_one_stream`` says that all of them are packed as one: then ``file`` gives them unpacked,
    and offsets count unpacked bytes. ``is_sequential`` says that a step back is as dear as a
    beginning anew.
    """

    file: BinaryIO
    packing: str
    is_one_stream: bool = False
    is_sequential: bool = False


def open_archive(file: BinaryIO) -> Archive | None:
    """Return the archive in a seekable file, ``None`` where no record begins anywhere in it."""
    is_sequential = bool(getattr(file, "is_sequential", False))
    head = read_at(file, 0, PROBE_BYTES)
    for packing, magic in _MAGIC.items():
        if head.startswith(magic) and _BEGINNING.match(_unpack_start(packing, head)):
            if packing == GZIP and _is_one_stream(file):
                file.seek(0)
                stream = gzip.GzipFile(fileobj=file, mode="rb")
                return Archive(
                    cast("BinaryIO", stream), PLAIN, is_one_stream=True, is_sequential=True
                )
            return Archive(file, packing, is_sequential=is_sequential)
    for packing in _MAGIC:
        archive = Archive(file, packing, is_sequential=is_sequential)
        if _find_next(archive, 1) is not None:
            return archive
    return None


def iter_found(
    archive: Archive, start: int, take: Callable[[WarcRecord], T]
) -> Iterator[Found[T] | Damage]:
    """Yield what ``take`` makes of each record from a byte on, and every stretch of damage.

    ``take`` reads as much of a record as it wants; an error that it raises counts as damage.
    """
    place: int | None = start
    n_damaged = 0
    while place is not None:
        stop, trouble = yield from _iter_unbroken(archive, place, take)
        if stop > place and begins_record(archive, stop):
            place = stop  # tried once more, by itself
            continue
        if archive.is_sequential and n_damaged >= MAX_REWINDS:
            detail = "too many damaged places to look behind each"
            yield Damage(stop, _end_of_file(archive), detail, True)
            return
        place = _find_next(archive, stop + 1)
        end = _end_of_file(archive) if place is None else place
        if not _is_blank(archive, stop, end):
            n_damaged += 1
            yield Damage(stop, end, trouble, place is None)


def begins_record(archive: Archive, offset: int) -> bool:
    """Say whether the bytes at an offset are the first of a record, whole or not."""
    return _unpack_at(archive, offset).startswith(_MAGIC[PLAIN])


def size_of(file: BinaryIO) -> int:
    """Return how many bytes a file has."""
    return file.seek(0, io.SEEK_END)


def read_at(file: BinaryIO, offset: int, n_bytes: int) -> bytes:
    """Return bytes of a file; fewer where it ends or cannot be unpacked further."""
    try:
        file.seek(offset)
        return file.read(n_bytes)
    except BROKEN:
        return b""


def _iter_unbroken(
    archive: Archive, start: int, take: Callable[[WarcRecord], T]
) -> Generator[Found[T] | Damage, None, tuple[int, str]]:
    """Yield records until something cannot be read; return where that is, and what was said."""
    last: Found[T] | None = None
    stop, trouble = start, "no record begins here"
    try:
        # For heads whose lines end with a line feed alone; it passes over damage without a word.
        is_lax = _has_bare_lines(archive, start)
        archive.file.seek(start)
        records = ArchiveIterator(
            archive.file, parse_http=False, buffer_size=BUFFER_BYTES, quirks_mode=is_lax
        )
        for record in records:
            stop = record.stream_pos
            if last is not None:
                if stop <= last.offset:
                    yield Damage(stop, stop, PACKED_TOGETHER, False)
                    return stop, PACKED_TOGETHER
                yield last._replace(end=stop)
            last = None
            last = Found(stop, stop, take(record))
    except BROKEN as error:
        trouble = str(error)
    if last is None:
        return stop, trouble
    if not begins_record(archive, last.offset):
        yield Damage(last.offset, last.offset, PACKED_TOGETHER, False)
        return last.offset, PACKED_TOGETHER
    end = _end_of_record(archive, last.offset)
    if end is None:
        return last.offset, "the record is cut, or longer than it says"
    yield last._replace(end=end)
    return end, trouble


def _end_of_record(archive: Archive, offset: int) -> int | None:
    """Return the byte behind a record that is whole by its own length and checksum."""
    try:
        if archive.packing == PLAIN:
            return _end_of_plain(archive.file, offset)
        if archive.packing == GZIP:
            return _end_of_member(archive.file, offset)
    except BROKEN:
        return None
    return _find_next(archive, offset + 1) or _end_of_file(archive)


def _end_of_plain(file: BinaryIO, offset: int) -> int | None:
    length = _length_of_record(read_at(file, offset, MAX_HEAD_BYTES))
    if length is None or not read_at(file, offset + length - 1, 1):
        return None
    tail = read_at(file, offset + length, 4)
    newlines = _NEWLINES.match(tail)
    if tail and newlines is None:
        return None
    return offset + length + (newlines.end() if newlines else 0)


def _end_of_member(file: BinaryIO, offset: int) -> int | None:
    unpacker = zlib.decompressobj(31)
    head = b""
    length: int | None = None
    n_unpacked = n_read = 0
    file.seek(offset)
    while not unpacker.eof and (length is None or n_unpacked <= length + 4):
        packed = unpacker.unconsumed_tail
        if not packed:
            packed = file.read(BUFFER_BYTES)
            n_read += len(packed)
        part = unpacker.decompress(packed, CHUNK_BYTES)
        if not packed and not part:
            return None
        n_unpacked += len(part)
        if length is None and len(head) < MAX_HEAD_BYTES:
            head += part[:MAX_HEAD_BYTES]
            length = _length_of_record(head)
    if not unpacker.eof or length is None or not length <= n_unpacked <= length + 4:
        return None
    return offset + n_read - len(unpacker.unused_data)


def _length_of_record(head: bytes) -> int | None:
    """Return how many bytes a record has, its head and block together."""
    end = _HEAD_END.search(head)
    length = _LENGTH.search(head, 0, end.start() + 1) if end else None
    return end.end() + int(length[1]) if end and length else None


def _is_one_stream(file: BinaryIO) -> bool:
    """Say whether the first packed member of a file goes on behind its first record."""
    file.seek(0)
    stream = cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    end = _end_of_plain(stream, 0)
    if end is None or not _BEGINNING.match(read_at(stream, end, HEAD_BYTES)):
        return False
    return _end_of_record(Archive(file, GZIP), 0) is None


def _find_next(archive: Archive, start: int) -> int | None:
    """Return the first byte from ``start`` on at which a record begins."""
    magic = _MAGIC[archive.packing]
    place = start
    while chunk := read_at(archive.file, place, CHUNK_BYTES):
        found = chunk.find(magic)
        while found >= 0:
            # Stricter than begins_record: the word also stands in pages.
            if _BEGINNING.match(_unpack_at(archive, place + found)):
                return place + found
            found = chunk.find(magic, found + 1)
        place += max(1, len(chunk) - len(magic) + 1)
    return None


def _is_blank(archive: Archive, start: int, end: int) -> bool:
    """Say whether nothing but zeros and newlines stands in a range, as padding of a disk."""
    place = start
    while place < end:
        chunk = read_at(archive.file, place, min(CHUNK_BYTES, end - place))
        if chunk.strip(b"\x00\r\n"):
            return False
        place += len(chunk) or end
    return True


def _has_bare_lines(archive: Archive, offset: int) -> bool:
    head = _unpack_at(archive, offset)[:HEAD_BYTES].partition(b"\n\n")[0]
    return head.startswith(_MAGIC[PLAIN]) and b"\r\n" not in head


def _unpack_at(archive: Archive, offset: int) -> bytes:
    n_bytes = HEAD_BYTES if archive.packing == PLAIN else PROBE_BYTES
    return _unpack_start(archive.packing, read_at(archive.file, offset, n_bytes))


def _unpack_start(packing: str, packed: bytes) -> bytes:
    """Return the first bytes that packed bytes hold, empty where they hold none."""
    try:
        if packing == GZIP:
            return zlib.decompressobj(31).decompress(packed, HEAD_BYTES)
        if packing == ZSTD:
            return ZstdReader(io.BytesIO(packed)).read(HEAD_BYTES)
    except BROKEN:
        return b""
    return packed


def _end_of_file(archive: Archive) -> int:
    try:
        return archive.file.seek(0, io.SEEK_END)
    except BROKEN:
        return archive.file.tell()
