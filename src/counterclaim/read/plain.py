"""Plain texts: bytes to text, by their encoding.

UTF-8 comes first, with or without a mark, then the marks of UTF-16 and UTF-32, then what
charset-normalizer finds. Invariant: one stored character is one character of the text; NUL and
lone surrogates become U+FFFD one for one, so that offsets count what was kept.
"""

import codecs
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from counterclaim.errors import InputError
from counterclaim.model.documents import Document

READER = "plain/1"  # raised when the same bytes begin to give another text
SAMPLE_BYTES = 65_536  # what an encoding is told from, and binary from text
CHUNK_BYTES = 1_048_576
MAX_CONTROL = 0.02  # share of control characters above which bytes are no text
FEW_CONTROL = 3  # of them are never too many: a short text may hold a stray NUL
# Tried before all others: English news is in one of these, and short texts fit many.
_WESTERN = ["cp1252", "latin_1"]
_WIDE = ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_HINT = "give plain text, .jsonl or .csv"


@dataclass(slots=True)
class _Tally:
    """How many characters beyond ASCII were good UTF-8 and how many were not."""

    n_good: int = 0
    n_bad: int = 0
    sample: bytes = b""


def read_text_file(path: Path) -> Document:
    """Return the document of a text file; :class:`InputError` names a file that holds no text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    return document_of(data, name=str(path), source=str(path))


def document_of(data: bytes, *, name: str, source: str) -> Document:
    """Return the document of captured bytes; :class:`InputError` naming ``name`` if no text."""
    return Document(
        text=decode(data, name),
        source=source,
        captured_sha256=hashlib.sha256(data).hexdigest(),
        reader=READER,
    )


def decode(data: bytes, name: str) -> str:
    """Return the text of bytes; :class:`InputError` naming ``name`` if they hold none."""
    encoding = find_encoding([data], name)
    text = data.decode(encoding, "replace")
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise InputError(f"{name}: it is empty")
    return keep_offsets(text)


def keep_offsets(text: str) -> str:
    """Return a text with NUL bytes and lone surrogates replaced, one character for one."""
    return _UNPRINTABLE.sub("\ufffd", text)


def find_encoding(chunks: Iterable[bytes], name: str) -> str:
    """Return the encoding of bytes given in chunks; :class:`InputError` if they are no text.

    Broken places are to be replaced when decoding: a text cut in the middle of a character is
    still read.
    """
    tally = _Tally()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    head = b""
    for number, chunk in enumerate(chunks):
        if number == 0:
            head = chunk[:SAMPLE_BYTES]
            early = _encoding_of_head(head, name)
            if early is not None:
                return early
        _count(decoder.decode(chunk), chunk, tally)
    tally.n_bad += len(decoder.decode(b"", final=True))
    # In Western text, by chance, hardly any two bytes make a valid sequence of UTF-8.
    if tally.n_bad == 0 or tally.n_good >= tally.n_bad:
        return "utf-8"
    found = _guess(tally.sample or head, _WESTERN) or _guess(tally.sample or head)
    if found is None:
        raise _no_text(head, name)
    return found


def _encoding_of_head(head: bytes, name: str) -> str | None:
    """Return the encoding that marks or NUL bytes show; ``None`` if the rest has to be read."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            _refuse_binary(head.decode(encoding, "replace"), head, name)
            return encoding
    if head.count(b"\x00") > _allowed(len(head)):
        wide = _guess(head[: len(head) // 4 * 4] or head, _WIDE)
        if wide is None and head.strip(b"\x00"):
            raise _no_text(head, name)
        return wide or "utf-8"
    _refuse_binary(head.decode("latin-1"), head, name)
    return None


def _count(text: str, chunk: bytes, tally: _Tally) -> None:
    if chunk.isascii():
        return
    n_bad = text.count("\ufffd") - chunk.count("\ufffd".encode())
    tally.n_good += len(_HIGH.findall(text)) - n_bad
    tally.n_bad += n_bad
    if n_bad > 0 and not tally.sample:
        place = text.index("\ufffd")
        start = max(0, len(text[:place].encode("utf-8")) - SAMPLE_BYTES // 2)
        tally.sample = chunk[start : start + SAMPLE_BYTES]


def _guess(sample: bytes, among: list[str] | None = None) -> str | None:
    best = from_bytes(sample, cp_isolation=among).best()
    return best.encoding if best is not None else None


def _refuse_binary(text: str, head: bytes, name: str) -> None:
    if len(_CONTROL.findall(text)) > _allowed(len(text)) or head.startswith(b"%PDF"):
        raise _no_text(head, name)


def _allowed(length: int) -> float:
    """Return how many control characters a text of this length may hold."""
    return max(FEW_CONTROL, MAX_CONTROL * length)


def _no_text(head: bytes, name: str) -> InputError:
    for mark, what in _KNOWN_FILES:
        if head.startswith(mark):
            return InputError(f"{name}: it is {what}, not a text", _HINT)
    return InputError(f"{name}: it is binary, not a text", _HINT)
