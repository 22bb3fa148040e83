"""Plain texts: bytes to text, by their encoding.

UTF-8 (with or without a mark) is tried first and is strict, then what the marks of UTF-16 say, then
what charset-normalizer finds. Invariant: no character is dropped silently; NUL bytes become U+FFFD
one for one, so that offsets stay those of the text that was kept.
"""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from counterclaim.errors import InputError
from counterclaim.model.documents import Document

_SAMPLE = 65_536  # bytes that are looked at to guess an encoding or to tell binary from text
_MAX_CONTROL = 0.02  # share of control characters above which bytes are no text
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KEPT = frozenset("\t\n\r\x0b\x0c\x1b\x85")


def read_text_file(path: Path) -> Document:
    """Return the document of a text file; :class:`InputError` names a file that holds no text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    return Document(text=decode(data, str(path)), source=str(path))


def decode(data: bytes, name: str) -> str:
    """Return the text of bytes; :class:`InputError` naming ``name`` if they are no text."""
    if not data.strip():
        raise InputError(f"{name} is empty")
    text = _decoded(data, name)
    head = text[:_SAMPLE]
    n_control = sum(c < " " and c not in _KEPT for c in head)
    if n_control > _MAX_CONTROL * len(head):
        raise InputError(f"{name} is not a text", "give plain text, .jsonl or .csv")
    if not text.strip():
        raise InputError(f"{name} is empty")
    return text.replace("\x00", "\ufffd")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(f"{name} breaks off in the middle of a character") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or (b"\x00" in data[:_SAMPLE] and "16" not in best.encoding):
        raise InputError(f"{name} is not a text", "give plain text, .jsonl or .csv")
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode(best.encoding, errors="replace")
