"""All the text of a page that any reader may take for its article, furniture and hidden parts too.

Taken from the bytes without a tree, which would cost more than all the rest of the gate. Not here:
which of it is the article (``page_text.py``), and whether it states a loss (``gate.py``).
Invariant: no text that a reader gives is left out, and time is linear, however broken the page is.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice

import re2

from counterclaim.read.page_tree import JUNK

CELL = "\x1b"  # stands between the cells of a row: no text holds it, and no sign of binary
MAX_SCRIPTS = 5_000  # left out of a page; live blogs with embedded posts have hundreds

_SCRIPT_END = re2.compile(rb"(?i)</(?:script|style)")
_SCRIPT_STARTS = (b"<script", b"<style")
# Elements inside a sentence or a word. All others end a line, which costs nothing where they do
# not: a line is read with its neighbours too.
# The first letters stand by themselves, since an alternation is slow to fail.
_INLINE = re.compile(
    rb"</?(?=[a-fik-oq-wA-FIK-OQ-W!?])(?i:(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn"
    rb"|em|font|i|ins|kbd|label|mark|nobr|output|q|s|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)"
    rb"(?=[\s/>])[^<>]*+|!--[^<>]*--|\?[^<>]*+)>"
)
_CELL = re.compile(rb"<t[dh](?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z/!?][^<>]*+>")
_BLANK = re.compile(rb"\n[ \n]+")
# What is left of a tag whose attributes hold "<" or ">".
_RESIDUE = re.compile(r"""=["']|["']\s?/?>""")
_META = re2.compile(rb"(?i)<meta\b[^<>]*")
_VALUE = re.compile(rb"""content\s*=\s*(?:"([^"]*+)|'([^']*+)|([^\s"'>]++))""", re.IGNORECASE)
_MAX_META = 500  # elements; pages have 20 to 60
_MAX_VALUE = 2_000  # characters, as no title and no standfirst has
_DASH = re.compile(r"\s+(?:\||[-–—·•:»«]|::)\s+|\s*\|\s*|:\s+")  # between a title and its outlet
_BREAKS = re.compile("[\x85\u2028\u2029]")
_JSON_ESCAPE = re.compile(rb"\\(?:(u[0-9a-fA-F]{4})|(.))", re.DOTALL)
# White space to spaces; what is no text to nothing.
_SPACES = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
_CONTROLS = bytes([*range(9), *range(14, 32), 127])


def split_scripts(data: bytes) -> tuple[bytes, list[bytes]]:
    """Return a page without its scripts and styles, and those scripts that hold JSON-LD.

    Only a stretch that is certainly a script is left out: from the last opening before an end,
    and no end of a comment in it. What a comment or an attribute quotes hides no text so.

    >>> split_scripts(b"<p>a<script>b</script><script type=application/ld+json>c</script>")
    (b'<p>a</script></script>', [b'c'])
    """
    low = data.lower()
    parts: list[bytes] = []
    scripts: list[bytes] = []
    place = before = 0
    for match in islice(_SCRIPT_END.finditer(low), MAX_SCRIPTS):
        end = match.start()
        start = max(low.rfind(opening, before, end) for opening in _SCRIPT_STARTS)
        before = end
        inside = low.find(b">", start, end) if start >= 0 else -1
        if inside < 0:
            continue
        if low.find(b"ld+json", start, inside) >= 0 or low.find(b"json+ld", start, inside) >= 0:
            scripts.append(data[inside + 1 : end])
        if low.find(b"-->", inside, end) < 0:
            parts.append(data[place:start])
            place = end
    return b"".join([*parts, data[place:]]), scripts


def whole_text(data: bytes) -> bytes:
    r"""Return all text of a page, in its own encoding and with its references, line by line.

    >>> whole_text(b"<title>A</title><p class=x>12 <b>m</b>en<tr><td>Dead<td>4").split(b"\n")
    [b'', b'A', b'12 men', b'\x1bDead\x1b4']
    """
    markup, scripts = split_scripts(data)
    parts = [_stripped(markup), *_iter_meta(markup), *map(_plain_json, scripts)]
    return b"\n".join(parts)


def finish(text: str) -> str:
    r"""Return a text without references and without what readers take out of words.

    >>> finish("12&#160;m&eacute;n were kil&shy;led")
    '12\xa0mén were killed'
    """
    if "&" in text:
        text = html.unescape(text)
    if text.isascii():
        return text
    return _BREAKS.sub("\n", JUNK.sub("", text))


def has_residue(text: str) -> bool:
    """Say whether something of a tag may be left in a text, so that a parser has to be asked."""
    return _RESIDUE.search(text) is not None


def parts_of_title(line: str) -> Iterator[str]:
    """Yield the parts of a line that may be a title beside an outlet's name.

    >>> list(parts_of_title("Raid kills 12 - The Lisk Post"))
    ['Raid kills 12', 'The Lisk Post']
    """
    parts = _DASH.split(line) if len(line) <= _MAX_VALUE else []
    if len(parts) > 1:
        yield from parts


def _stripped(markup: bytes) -> bytes:
    markup = markup.translate(_SPACES, _CONTROLS)
    markup = _INLINE.sub(b"", markup)
    if b"<t" in markup or b"<T" in markup:
        markup = _CELL.sub(CELL.encode(), markup)
    return _BLANK.sub(b"\n", _TAG.sub(b"\n", markup))


def _iter_meta(markup: bytes) -> Iterator[bytes]:
    """Yield what the meta elements say: one of them may be the title."""
    for match in islice(_META.finditer(markup), _MAX_META):
        start = match.start()
        value = _VALUE.search(markup, start, min(match.end() + _MAX_VALUE, start + 2 * _MAX_VALUE))
        if value is not None:
            text = value[1] or value[2] or value[3] or b""
            yield text.translate(_SPACES, _CONTROLS).replace(b"&amp;", b"&")


def _plain_json(script: bytes) -> bytes:
    r"""Return the texts of a JSON script, a line for each, without escapes and markup.

    >>> _plain_json(rb'{"articleBody": "12\u00a0men.<p>\"No,\" he said."}').split(b"\n")
    [b'{', b'articleBody', b': ', b'12&#160;men.', b'&#34;No,&#34; he said.', b'}']
    """
    text = script.replace(b'\\"', b"&#34;").replace(b'"', b"\n")
    if b"\\" in text:
        text = _JSON_ESCAPE.sub(_unescape, text)
    if b"&lt;" in text:
        text = text.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")
    return _TAG.sub(b"\n", _INLINE.sub(b"", text))


def _unescape(match: "re.Match[bytes]") -> bytes:
    if match[1]:
        code = int(match[1][1:], 16)
        return bytes([code]) if 32 <= code < 127 and code != 34 else b"&#%d;" % code
    return b"\n" if match[2] in b"nr" else b" " if match[2] == b"t" else match[2]
