"""Unpacking: the body of an answer as it was before the server packed it, never beyond a limit.

Not here: the archives of ``warc.py``. Invariant: at no time does more than the limit and one piece
lie in memory, whatever the packed bytes would become.
"""

import zlib

from counterclaim.read import fetch_reasons as why
from counterclaim.read.fetch_reasons import Refusal

# What is asked for. Brotli and zstd save a tenth more and would need a library each, with a bound
# of their own; a server that sends them unasked is refused.
ACCEPTED = "gzip, deflate"
_PIECE = 65_536  # bytes unpacked at a time
_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class Unpacker:
    """Takes packed bytes and gathers what they were; :class:`Refusal` beyond ``limit`` bytes.

    ``is_cut_off`` says to stop at the limit instead of refusing, for files whose beginning counts.
    """

    def __init__(self, coding: str, limit: int, *, is_cut_off: bool = False) -> None:
        names = [name for name in coding.lower().replace(" ", "").split(",") if name]
        names = [name.removeprefix("x-") for name in names if name != "identity"]
        if len(names) > 1 or not set(names) <= {"gzip", "deflate"}:
            raise Refusal(why.BAD_CODING, coding[:80])
        self._coding = names[0] if names else ""
        self._limit = limit
        self._is_cut_off = is_cut_off
        self._n_packed = 0
        self._stream: "zlib._Decompress | None" = None  # noqa: UP037  # a name of the stubs only
        self._gathered = bytearray()

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached, so that nothing more need be read."""
        return self._is_cut_off and len(self._gathered) >= self._limit

    def add(self, chunk: bytes) -> None:
        """Take the next packed bytes."""
        self._n_packed += len(chunk)
        if self._n_packed > self._limit and not self._is_cut_off:
            raise _too_large(self._limit)
        if not self._coding:
            self._gather(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as error:
            raise Refusal(why.BAD_CODING, f"{self._coding}: {error}") from error

    def finish(self) -> bytes:
        """Return what was gathered; :class:`Refusal` if the packed bytes end too early."""
        if self._stream is not None and not self._stream.eof and not self.is_full:
            raise Refusal(why.CUT, f"{self._coding} ends too early")
        return bytes(self._gathered)

    def _unpack(self, chunk: bytes) -> None:
        while chunk and not self.is_full:
            if self._stream is None:
                self._stream = zlib.decompressobj(self._window(chunk))
            elif self._stream.eof:  # a file of several members; anything else behind is padding
                if self._coding != "gzip" or not chunk.startswith(b"\x1f"):
                    return
                self._stream = zlib.decompressobj(_GZIP)
            piece = self._stream.decompress(chunk, _PIECE)
            self._gather(piece)
            # What the window holds back comes out when nothing is put in, until all is out.
            while piece and not self._stream.eof and not self.is_full:
                piece = self._stream.decompress(self._stream.unconsumed_tail, _PIECE)
                self._gather(piece)
            chunk = self._stream.unused_data if self._stream.eof else b""

    def _window(self, chunk: bytes) -> int:
        """Return how to read the stream: "deflate" is meant with its head, and sent without."""
        if self._coding == "gzip":
            return _GZIP
        has_head = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or int.from_bytes(chunk[:2]) % 31 == 0)
        return _ZLIB if has_head else _BARE

    def _gather(self, piece: bytes) -> None:
        self._gathered += piece
        if len(self._gathered) > self._limit:
            if not self._is_cut_off:
                raise _too_large(self._limit)
            del self._gathered[self._limit :]


def _too_large(limit: int) -> Refusal:
    return Refusal(why.TOO_LARGE, f"more than {limit:,} bytes")
