"""Archives of crawls: a document or a skip for each stored response, with its place.

WARC as it is, in gzip or in zstd, and WACZ. Not here: how records are found behind damage
(``warc_records``) and what of a record is a page (``warc_pages``). Invariants: the source of a
document is a place that :func:`open_record` reads the same bytes from; one bad record costs itself
and no other; what is remembered as read was handed over before.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from fastwarc.warc import WarcRecord

from counterclaim.errors import CounterclaimError, InputError, NotFoundError
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.memory import Memory
from counterclaim.read.skips import Skip
from counterclaim.read.wacz import is_wacz, list_members, open_member
from counterclaim.read.warc_pages import PDF, StoredPage, take_page
from counterclaim.read.warc_records import (
    Archive,
    Damage,
    begins_record,
    iter_found,
    open_archive,
    read_at,
    size_of,
)

KEEP_EVERY = 500  # records between two keepings of the place: well under a second of reading
KEY_BYTES = 4096  # of an archive's beginning, by which it is known again when it has grown

_CHECK = " check"  # what a checksum is kept under, beside its place
DAMAGED = "the archive is damaged here"
WRONG_DIGEST = "the bytes are not those that were captured"
UNREAD = "the page cannot be read"
NO_LOSS = "no word of loss on the page"

# `unpacked` counts bytes of the unpacked stream, in a file whose records are packed as one.
_PLACE = re.compile(r"(?P<where>.+)#(?P<kind>offset|unpacked)=(?P<offset>\d{1,18})", re.DOTALL)


class Gate(Protocol):
    """What says whether a page can hold a claim, before it is read."""

    def lets(self, captured: Captured) -> bool:
        """Say whether a page has to be read."""


class Place(NamedTuple):
    """Where a record lies: in a file, or in an archive within a WACZ."""

    path: Path
    member: str | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What is done with each page."""

    read: Callable[[Captured], Document | Skip]
    gate: Gate | None
    memory: Memory | None
    tell: Callable[[str, int], None] | None


def iter_warc(
    path: Path,
    *,
    read: Callable[[Captured], Document | Skip],
    gate: Gate | None = None,
    memory: Memory | None = None,
    tell: Callable[[str, int], None] | None = None,
) -> Iterator[Document | Skip]:
    """Yield a document or a skip for each stored response and each stretch of damage, in order.

    Parameters
    ----------
    path
        A WARC, plain or packed, or a WACZ; told from its bytes.
    read
        Reads what was captured; pages, plain texts and PDF come to it.
    gate
        Asked before a page is read; PDF, whose words are packed, passes it unasked.
    memory
        Where the place is kept, so that a run goes on where the last one ended. An item counts as
        done with as soon as the next is asked for: who stores items in batches has to keep the
        places of a batch back until it is stored.
    tell
        Called with the archive and the byte at which reading goes on, where that is not the first.

    Raises
    ------
    InputError
        If the file cannot be opened, or is no archive.
    """
    reading = _Reading(read=read, gate=gate, memory=memory, tell=tell)
    if not is_wacz(path):
        with _open_file(path) as file:
            yield from _iter_archive(file, str(path), reading)
        return
    for member in list_members(path):
        if isinstance(member, Skip):
            yield member
            continue
        try:
            with open_member(path, member) as file:
                yield from _iter_archive(file, f"{path}#{member}", reading)
        except InputError as error:
            yield Skip(source=f"{path}#{member}", reason=DAMAGED, detail=error.message)


def open_record(source: str) -> Captured:
    """Return what was captured at a place such as ``crawl.warc.gz#offset=1234``.

    Whatever its status and media type; the payload, as for the documents of an archive.

    Raises
    ------
    InputError
        If ``source`` is no such place, its file cannot be read, or its record is damaged.
    NotFoundError
        If no record begins there, or one that holds nothing.
    """
    place = parse_place(source)

    def take(record: WarcRecord) -> StoredPage | Skip | None:
        return take_page(record, source, is_any=True)

    with _open_place(place) as file:
        archive = _archive_of(file, source)
        if not begins_record(archive, place.offset):
            raise NotFoundError(f"{source}: no record begins at this byte")
        found = next(iter_found(archive, place.offset, take), None)
    if found is None or isinstance(found, Damage) or found.offset != place.offset:
        raise InputError(f"{source}: the record is damaged")
    if isinstance(found.value, Skip):
        raise NotFoundError(f"{source}: {found.value.told}")
    if found.value is None:
        raise NotFoundError(f"{source}: the record holds no page")
    return found.value.captured


def is_place(source: str) -> bool:
    """Say whether a name is that of a record.

    >>> is_place("crawl.warc.gz#offset=1234"), is_place("crawl.warc.gz")
    (True, False)
    """
    return _PLACE.fullmatch(source) is not None


def parse_place(source: str) -> Place:
    """Return the parts of a place; :class:`InputError` if it is none.

    >>> parse_place("saved.wacz#archive/data.warc.gz#offset=12").member
    'archive/data.warc.gz'
    """
    named = _PLACE.fullmatch(source)
    if named is None:
        raise InputError(
            f"{source}: it is no place in an archive", "such as crawl.warc.gz#offset=1234"
        )
    where, offset = named["where"], int(named["offset"])
    path, mark, member = where.partition("#archive/")
    if mark and not Path(where).is_file():
        return Place(Path(path), f"archive/{member}", offset)
    return Place(Path(where), None, offset)


def _iter_archive(file: BinaryIO, name: str, reading: _Reading) -> Iterator[Document | Skip]:
    archive = _archive_of(file, name)
    memory = reading.memory
    # What a gate turned away is read when it is asked for without one.
    key = _key_of(archive, name) + ("" if reading.gate is None else " gated")
    start = place = memory.position_of(key) if memory is not None else 0
    if memory is not None and not _is_same(archive, start, memory.position_of(key + _CHECK)):
        start = place = 0  # another file has taken its name
    if start and reading.tell is not None:
        reading.tell(name, start)
    n_unkept = 0
    try:
        for place_behind, item in _iter_items(archive, start, name, reading):
            if item is not None:
                yield item
            if isinstance(item, Skip) and item.is_passing:
                memory = None  # from here on it is read another time
            place = place_behind
            n_unkept += 1
            if memory is not None and n_unkept >= KEEP_EVERY:
                _keep(memory, key, archive, place)
                n_unkept = 0
    finally:
        if memory is not None and n_unkept:
            _keep(memory, key, archive, place)


def _keep(memory: Memory, key: str, archive: Archive, place: int) -> None:
    """Remember a place, with what stands before it, by which the file is known again."""
    memory.keep_position(key + _CHECK, _check_at(archive, place))
    memory.keep_position(key, place)


def _is_same(archive: Archive, start: int, check: int) -> bool:
    """Say whether an archive still holds what stood before the place that was remembered."""
    if archive.is_one_stream:
        return True
    return start <= size_of(archive.file) and _check_at(archive, start) == check


def _check_at(archive: Archive, place: int) -> int:
    """Return a checksum of the bytes before a place; 0 at the start and in one packed stream."""
    if archive.is_one_stream or not place:
        return 0
    before = archive.file.tell()
    archive.file.seek(max(0, place - KEY_BYTES))
    check = zlib.crc32(archive.file.read(min(place, KEY_BYTES)))
    archive.file.seek(before)
    return check


def _iter_items(
    archive: Archive, start: int, name: str, reading: _Reading
) -> Iterator[tuple[int, Document | Skip | None]]:
    """Yield what each record gives, with the byte up to which the archive is then read."""
    mark = f"{name}#unpacked=" if archive.is_one_stream else f"{name}#offset="

    def take(record: WarcRecord) -> StoredPage | Skip | None:
        return take_page(record, f"{mark}{record.stream_pos}")

    for found in iter_found(archive, start, take):
        if isinstance(found, Damage):
            detail = f"bytes {found.offset} to {found.end}: {found.detail}"
            skip = Skip(source=f"{mark}{found.offset}", reason=DAMAGED, detail=detail)
            # A cut at the end may be a file that is still being written: looked at again.
            yield found.offset if found.is_last else found.end, skip
        elif isinstance(found.value, StoredPage):
            yield found.end, _item_of(found.value, reading)
        else:
            yield found.end, found.value


def _item_of(page: StoredPage, reading: _Reading) -> Document | Skip:
    captured = page.captured
    if not _may_hold(captured, reading.gate):
        return Skip(source=captured.source, reason=NO_LOSS, is_kept=False)
    if not page.is_intact():
        return captured.skip(WRONG_DIGEST, page.digest or "")
    try:
        return reading.read(captured)
    except CounterclaimError as error:
        return captured.skip(UNREAD, error.message)
    except Exception as error:  # noqa: BLE001  # one page costs itself and no other
        return captured.skip(UNREAD, type(error).__name__)


def _may_hold(captured: Captured, gate: Gate | None) -> bool:
    """Say whether a page has to be read; one that the gate fails on has to."""
    if gate is None or captured.media_type == PDF:
        return True
    try:
        return gate.lets(captured)
    except Exception:  # noqa: BLE001  # as above: the reader has guards of its own
        return True


def _archive_of(file: BinaryIO, name: str) -> Archive:
    if not size_of(file):
        raise InputError(f"{name}: it is empty")
    archive = open_archive(file)
    if archive is None:
        raise InputError(f"{name}: it is no WARC archive: no record begins in it")
    return archive


def _key_of(archive: Archive, name: str) -> str:
    """Return what an archive is known by: its place and its beginning, which stay as it grows."""
    head = hashlib.sha256(read_at(archive.file, 0, KEY_BYTES)).hexdigest()
    path, mark, member = name.partition("#archive/")
    return f"{Path(path).resolve()}{mark}{member}#{head[:32]}"


@contextmanager
def _open_file(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    with file:
        yield file


@contextmanager
def _open_place(place: Place) -> Iterator[BinaryIO]:
    if place.member is None:
        with _open_file(place.path) as file:
            yield file
    else:
        with open_member(place.path, place.member) as file:
            yield file
