"""The bytes of a page: to characters, by marks, declarations and what the bytes themselves show.

Not here: the markup. Invariant: valid UTF-8 beats whatever a server or page declares, since text in
another encoding hardly ever is valid UTF-8 by chance; bytes that are no text give ``None``.
"""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from counterclaim.errors import InputError
from counterclaim.read.captured import Captured
from counterclaim.read.plain import BYTE_ORDER_MARKS, find_encoding

_HEAD_BYTES = 4096  # browsers look for a declaration in the first 1,024
_SAMPLE_BYTES = 65_536
_MAX_BROKEN = 0.01  # share of characters that a declared encoding may fail at
_GOOD_TO_BAD = 4  # characters of valid UTF-8 for each broken one that make a page UTF-8
_META = re.compile(
    rb"""<meta\b[^<>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})
       | ^\s*<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE | re.VERBOSE,
)
# What the name of an encoding means to browsers (WHATWG Encoding), where Python takes it narrower.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-7": "utf-8",
}
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866")  # taken for each other by servers
_SMALL = re.compile("[\u0430-\u044f\u0451]")  # of the Russian alphabet
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})  # say everything in ASCII bytes
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL = 0.02  # share of control bytes above which bytes are no text
_HIGH = re.compile(r"[^\x00-\x7f\ufffd]")


def decode_page(captured: Captured) -> str | None:
    """Return the markup of a page as text; ``None`` where the bytes are no text.

    >>> page = "<meta charset=windows-1251><p>Погибли 12 человек.".encode("cp1251")
    >>> decode_page(Captured(data=page, source="page.html"))[-19:]
    'Погибли 12 человек.'
    """
    data = captured.data
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:_SAMPLE_BYTES]
    if data.startswith(_MAGIC):
        return None
    if len(_CONTROL.findall(head)) > max(3, _MAX_CONTROL * len(head)):
        return _decode_wide(data)
    declared = _declared(captured)
    text = _as_utf8(data, declared)
    if text is not None:
        return text
    for encoding in declared:
        text = data.decode(_among_cyrillic(data, encoding), "replace")
        if text.count("\ufffd") <= _MAX_BROKEN * len(text):
            return text
    return data.decode(_among_cyrillic(data, _detected(data)), "replace")


def _declared(captured: Captured) -> list[str]:
    """Return Python's names of the encodings that the server and the page declare, in order."""
    names = [captured.charset] if captured.charset else []
    names += [
        (match[1] or match[2]).decode("ascii", "replace")
        for match in _META.finditer(captured.data[:_HEAD_BYTES])
    ]
    found: list[str] = []
    for name in names:
        try:
            known = codecs.lookup(name.strip("\"' ")).name
            # Codecs such as "hex" give no text, those of host names replace nothing, and some
            # read escapes of Python.
            b"\xff\x00a.b-".decode(known, "replace")
            if b"\\x41".decode(known, "replace") == "A":
                continue
        except (LookupError, ValueError):
            continue
        # A page whose ASCII declaration could be read is not in UTF-16, whatever it says.
        known = "utf-8" if known.startswith(("utf-16", "utf-32")) else known
        found.append(_WIDER.get(known, known))
    return found


def _as_utf8(data: bytes, declared: list[str]) -> str | None:
    """Return the text if the bytes are UTF-8 or nearly so."""
    if data.isascii() and declared and declared[0] in _SEVEN_BIT:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    n_bad = text.count("\ufffd")
    return text if len(_HIGH.findall(text)) >= _GOOD_TO_BAD * n_bad else None


def _decode_wide(data: bytes) -> str | None:
    """Return the text of UTF-16 or UTF-32 without a mark; ``None`` for binary."""
    try:
        encoding = find_encoding([data], "page")
    except InputError:
        return None
    if encoding == "utf-8" and len(data.strip(b"\x00")) == 0:
        return ""
    return data.decode(encoding, "replace")


def _among_cyrillic(data: bytes, encoding: str) -> str:
    """Return the Cyrillic encoding in which words are in small letters, where one is declared."""
    if encoding not in _CYRILLIC:
        return encoding
    sample = bytes(b for b in data[: 4 * _SAMPLE_BYTES] if b >= 0x80)
    small = {name: len(_SMALL.findall(sample.decode(name, "replace"))) for name in _CYRILLIC}
    best = max(_CYRILLIC, key=lambda name: small[name])
    return best if small[best] > 2 * small[encoding] else encoding


def _detected(data: bytes) -> str:
    """Return the encoding that the bytes look like; Western where nothing can be told."""
    start = re.search(rb"[\x80-\xff]", data)
    place = max(0, start.start() - _HEAD_BYTES) if start is not None else 0
    found = detect_encoding(data[place : place + _SAMPLE_BYTES])
    try:
        name = codecs.lookup(found or "cp1252").name
    except LookupError:
        return "cp1252"
    return "cp1252" if name == "utf-8" else _WIDER.get(name, name)
