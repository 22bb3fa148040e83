"""Bytes of feeds as text: by mark, declaration, header, and what the bytes turn out to be.

Not here: what the text says. Invariant: the text is what an XML parser may be handed as UTF-8: its
own declaration is gone, and characters that XML does not allow are spaces.
"""

import re

from counterclaim.read.captured import Captured
from counterclaim.read.plain import BYTE_ORDER_MARKS

# Charsets of the web other than UTF-8. Python has more codecs, some of them slow or none of text;
# Latin-1 is read as Windows-1252, as browsers do, and UTF-16 is told from its bytes alone.
_CHARSET = re.compile(
    r"(?:windows|cp)-?\d{3,4}|iso-?8859-?(?:[2-9]|1\d)(?:-[ei])?|koi8-?[rut]|tis-?620|big5\S*|gbk|"
    r"gb\d{4,5}|hz(?:-gb-2312)?|euc-?\w\w|shift[_-]jis|sjis|ks_c_5601\S*|iso-2022-\w\w|"
    r"mac-?(?:roman|cyrillic)|x-mac-cyrillic",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def decode_feed(captured: Captured) -> str:
    r"""Return the text of a feed.

    What is good UTF-8 is that, whatever it is declared to be. Else the declaration inside comes
    before the header, which servers set for all files alike, and Windows-1252 comes last.

    >>> decode_feed(Captured(data=b'<?xml version="1.0" encoding="utf-8"?><a>\xe9</a>', source=""))
    '<a>é</a>'
    """
    text = _decoded(captured.data, captured.charset)
    text = text.lstrip("\ufeff \t\r\n")
    declaration = _DECLARATION.match(text)  # at the beginning only, so that time stays linear
    return _NOT_XML.sub(" ", text[declaration.end() :] if declaration else text)


def _decoded(data: bytes, charset: str | None) -> str:
    for name in _candidates(data, charset):
        try:
            return data.decode(name).removeprefix("\ufeff")
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")


def _candidates(data: bytes, charset: str | None) -> list[str]:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [name]
    if b"\x00" in data[:4]:
        return ["utf-16-be" if data[:1] == b"\x00" else "utf-16-le"]
    found = _DECLARED.match(data[:400])
    declared = found[1].decode("ascii") if found else ""
    if declared.lower().startswith("iso-2022"):  # ASCII to look at, and so good UTF-8
        return [declared]
    named = [name for name in (declared, charset) if name and _CHARSET.fullmatch(name)]
    return ["utf-8", *named]
