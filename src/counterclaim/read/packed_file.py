"""Files that may be packed with gzip, read as a stream: boxes of messages, tables of lines.

Not here: bytes that are in memory already (``unpack.py``, ``sniff.py``). Invariant: what is packed
is told by the bytes; memory holds one piece, and what unpacks to far more than text does is left.
"""

import gzip
import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from counterclaim.read.plain import CHUNK_BYTES
from counterclaim.read.sniff import is_gzip

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Text rarely packs below a twentieth; gzip can reach 1/1032, and then it is no text.
MAX_UNPACKED_RATIO = 200
_FREE_BYTES = 64 * CHUNK_BYTES  # unpacked without asking for the ratio, which is noisy at first
_MAGIC_BYTES = 2


class BrokenFileError(Exception):
    """The file cannot be read from here on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def open_unpacked(path: Path) -> io.BufferedReader:
    """Return what a file holds, unpacked if it is packed; :class:`OSError` if it cannot be opened.

    Reading it raises :class:`BrokenFileError` where a packed file is damaged, ends too early, or
    unpacks to more than :data:`MAX_UNPACKED_RATIO` times its size.
    """
    data = path.open("rb")
    try:
        is_packed = is_gzip(data.peek(_MAGIC_BYTES))
    except OSError:
        data.close()
        raise
    return io.BufferedReader(_Unpacked(data)) if is_packed else data


class _Unpacked(io.RawIOBase):
    """Bytes of a gzip file, refused where they come to far more than the file holds."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self._packed = packed
        self._unpacked = gzip.GzipFile(fileobj=packed)
        self._n_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        try:
            # Not what fills the buffer: that would lose what is sound before a damaged place.
            piece = self._unpacked.read1(memoryview(buffer).nbytes)
        except (EOFError, OSError, zlib.error) as error:
            reason = "the compressed file is damaged or cut off, and is not read beyond"
            raise BrokenFileError(reason, str(error)) from error
        self._n_bytes += len(piece)
        packed = self._packed.tell()
        if self._n_bytes > _FREE_BYTES and self._n_bytes > MAX_UNPACKED_RATIO * packed:
            raise BrokenFileError(f"the file unpacks to over {MAX_UNPACKED_RATIO} times its size")
        memoryview(buffer)[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()
