"""WACZ files: the archives in a zip, opened where they lie and never unpacked to disk.

Not here: records (``warc_records``). Invariant: a name in the zip is a label and never becomes a
path; what claims to unpack to more than :data:`MAX_RATIO` times its size is not opened.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from counterclaim.errors import InputError, NotFoundError
from counterclaim.read.skips import Skip

# Archives in a WACZ are packed already and stored as they are, ratio 1; plain ones reach 20, and
# deflate at its utmost, which only a bomb has, 1,032.
MAX_RATIO = 200
REFUSED = "a file in the archive is not opened"

_ARCHIVES = re.compile(r"archive/.+\.warc(\.gz|\.zst)?", re.IGNORECASE | re.DOTALL)
_UNSAFE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f\x7f]|\\")
_ZIP_MAGIC = b"PK\x03\x04"
_LOCAL_HEAD = struct.Struct("<4s22xHH")  # signature, then lengths of name and extra field
_IS_ENCRYPTED = 0x1
_DAMAGED = (
    zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError,
    struct.error, zlib.error,
)  # fmt: skip


def is_wacz(path: Path) -> bool:
    """Say whether a file is a zip; :class:`InputError` if it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def list_members(path: Path) -> list[str | Skip]:
    """Return the names of the archives in a WACZ, by name, and a skip for each that is refused."""
    with _open_zip(path) as opened:
        infos = [info for info in opened.infolist() if _is_archive(info.filename)]
    if not infos:
        raise InputError(f"{path}: it is a zip without archive/*.warc.gz", "a WACZ has them")
    names = [info.filename for info in infos]
    listed: list[str | Skip] = []
    for info in sorted(infos, key=lambda info: info.filename):
        problem = _problem_of(info)
        if names.count(info.filename) > 1:
            problem = problem or "its name is there twice"
        shown = info.filename.encode("unicode_escape").decode("ascii")
        refused = Skip(source=f"{path}#{shown}", reason=REFUSED, detail=problem)
        listed.append(refused if problem else info.filename)
    return listed


@contextmanager
def open_member(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open an archive in a WACZ as a file that can be read from any byte.

    Raises :class:`NotFoundError` if there is none of that name, :class:`InputError` if the zip is
    damaged or the member refused.
    """
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(_open_zip(path))
            infos = [info for info in opened.infolist() if info.filename == name]
            if not infos or not _is_archive(name):
                raise NotFoundError(f"{path}: it holds no archive {name}")
            if len(infos) > 1 or (problem := _problem_of(infos[0])):
                raise InputError(f"{path}: {name} is not opened: {problem or 'it is there twice'}")
            file = stack.enter_context(_open_info(opened, path, infos[0]))
        except _DAMAGED as error:
            raise InputError(f"{path}: the zip is damaged ({error})") from error
        yield file


class _Window:
    """A stretch of a file as a file of its own, to read from any byte.

    ``is_sequential`` says that a step back reads everything before it anew.
    """

    def __init__(self, file: BinaryIO, length: int, *, start: int = 0) -> None:
        self._file, self._length, self._start = file, length, start
        self._place = 0
        self.is_sequential = False

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._length}[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def read(self, n_bytes: int = -1) -> bytes:
        n_left = max(0, self._length - self._place)
        self._file.seek(self._start + self._place)
        data = self._file.read(n_left if n_bytes < 0 else min(n_bytes, n_left))
        self._place += len(data)
        return data

    def close(self) -> None:
        """Nothing: the file belongs to who opened it."""


@contextmanager
def _open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        opened = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except _DAMAGED as error:
        raise InputError(f"{path}: the zip is damaged ({error})") from error
    with opened:
        yield opened


@contextmanager
def _open_info(opened: zipfile.ZipFile, path: Path, info: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    # zipfile checks here that the member is where the directory says, and overlaps no other.
    with opened.open(info) as packed, path.open("rb") as file:
        if info.compress_type != zipfile.ZIP_STORED:
            unpacked = _Window(cast("BinaryIO", packed), info.file_size)
            unpacked.is_sequential = True
            yield cast("BinaryIO", unpacked)
            return
        file.seek(info.header_offset)
        _, n_name, n_extra = _LOCAL_HEAD.unpack(file.read(_LOCAL_HEAD.size))
        start = info.header_offset + _LOCAL_HEAD.size + n_name + n_extra
        yield cast("BinaryIO", _Window(file, info.file_size, start=start))


def _is_archive(name: str) -> bool:
    """Say whether a name is that of an archive, however it is dressed up."""
    return _ARCHIVES.search(name) is not None


def _problem_of(info: zipfile.ZipInfo) -> str:
    if _UNSAFE.search(info.filename):
        return "its name leads out of the zip"
    if info.flag_bits & _IS_ENCRYPTED:
        return "it is encrypted"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return f"it is packed by method {info.compress_type}"
    if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
        return "its sizes contradict each other"
    if info.file_size > MAX_RATIO * max(1, info.compress_size):
        return f"it unpacks to {info.file_size} bytes from {info.compress_size}"
    return ""
