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
MAX_META = 2_000  # elements; pages have 20 to 60

_SCRIPT = re2.compile(rb"(?i)</?(?:script|style)[\s/>]")
_SLASH = ord("/")
_MAX_QUOTED = 5  # ">" in the attributes of a script
# What ends a line, wherever it stands; nothing is lost if it did not have to. All other elements,
# unknown ones too, stand inside sentences and words.
_BLOCKS = """address article aside audio blockquote body br button canvas caption center col
    colgroup dd details dialog div dl dt fieldset figcaption figure footer form frame frameset h1 h2
    h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noframes noscript object
    ol optgroup option p picture pre rp rt rtc script section select style summary svg table tbody
    td template textarea tfoot th thead title tr ul video"""
_BY_LETTER = "|".join(  # of some twelve openings only one is tried at length
    f"{letter}(?:{'|'.join(name[1:] for name in _BLOCKS.split() if name[0] == letter)})"
    for letter in sorted({name[0] for name in _BLOCKS.split()})
)
_ENDING = rf"</?(?:{_BY_LETTER})(?=[\s/>])[^<>]*+>".encode()
_BLOCK = re.compile(_ENDING)
_BLOCK_OF_CAPITALS = re.compile(_ENDING, re.IGNORECASE)  # three times as slow
_CAPITAL = re.compile(rb"</?[a-z]{0,9}+[A-Z]")  # "<P" or "<figCaption"
_CELL = re.compile(rb"<t[dh](?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z/!?][^<>]*+>")
# Blocks inside a word: some readers drop elements and join what they parted.
_WITHIN = re.compile(
    rb"<(?:(?<=[a-z]<)[a-zA-Z/][^<>]*+>(?:<[a-zA-Z/][^<>]*+>)*+(?=[a-z])"
    rb"|(?<=[A-Z]<)[a-zA-Z/][^<>]*+>(?:<[a-zA-Z/][^<>]*+>)*+(?=[A-Z]))"
)
_JOINT = b"\x1c"  # stands for them
_AROUND = 2  # lines on either side of such a word
_BLANK = re.compile(rb"\n[ \n]+")
_COMMENT_END = re.compile(rb"--!?>")
# Values of attributes; a closing quote is looked for to the end of the page once at most.
_QUOTED = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_META = re2.compile(rb"(?i)<meta\b[^<>]*")
_VALUE = re.compile(
    rb"""(?<![\w-])content\s*=\s*(?:"([^"]*+)|'([^']*+)|([^\s"'>]++))""", re.IGNORECASE
)
_MAX_VALUE = 2_000  # characters, as no title and no standfirst has
_TITLE = re.compile(
    rb""""(?:headline|name|description)"\s*+:\s*+"((?:[^"\\]|\\.){1,2000}+)""", re.DOTALL
)
_DASH = re.compile(r"\s+(?:\||[-–—·•:»«]|::)\s+|\s*\|\s*|:\s+")  # between a title and its outlet
_BREAKS = re.compile("[\x85\u2028\u2029]")
# What cannot be printed: an extractor of text drops it, so that it parts no words.
_UNSEEN = re.compile(
    "[\x80-\x84\x86-\x9f\u0600-\u0605\u061c\u180e\u2061-\u2065\u206a-\u206f\ue000-\uf8ff"
    "\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_TWICE = re.compile(r"&(?:#\w{1,8}|[a-zA-Z]{2,32});")
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
    parts: list[bytes] = []
    scripts: list[bytes] = []
    place, start = 0, -1
    for match in _SCRIPT.finditer(data):
        if data[match.start() + 1] != _SLASH:
            start = match.start()
            continue
        first, start, end = start, -1, match.start()
        inside = data.find(b">", first, end) if first >= 0 else -1
        if inside < 0:
            continue
        if _is_json(data, first, end):
            scripts.append(data[inside + 1 : end])
        if data.find(b"-->", inside, end) < 0:
            parts.append(data[place:first])
            place = end
    return b"".join([*parts, data[place:]]), scripts


def split_comments(markup: bytes) -> tuple[bytes, list[bytes]]:
    """Return a page without its comments, and those that hold markup.

    These are kept, since what looks like a comment may be in an attribute and hide no text.

    >>> split_comments(b"12 <!-- a->b -->men<!-- <p>a --> <!-- b")
    (b'12 men <!-- b', [b' <p>a '])
    """
    parts: list[bytes] = []
    kept: list[bytes] = []
    place = 0
    while (start := markup.find(b"<!--", place)) >= 0:
        end = _COMMENT_END.search(markup, start + 2)  # "<!-->" is a comment too
        if end is None:
            break
        parts.append(markup[place:start])
        inner = markup[start + 4 : end.start()]
        if b"<" in inner:
            kept.append(inner)
        place = end.end()
    return b"".join([*parts, markup[place:]]), kept


def whole_text(data: bytes) -> bytes | None:
    r"""Return all text of a page, in its own encoding and with its references, line by line.

    ``None`` is for a page with too many meta elements to tell.

    >>> whole_text(b"<title>A</title><p class=x>12 <b>m</b>en<tr><td>Dead<td>4").split(b"\n")
    [b'', b'A', b'12 men', b'\x1bDead\x1b4']
    """
    markup, scripts = split_scripts(data)
    metas = list(_iter_meta(markup))
    if len(metas) > MAX_META:
        return None
    markup, comments = split_comments(markup)
    parts = [*_iter_stripped(markup), *metas, *map(_plain_json, scripts), *_iter_titles(scripts)]
    if comments:
        parts += _iter_stripped(b"\n".join(comments))
    return b"\n".join(parts)


def finish(text: str) -> str:
    r"""Return a text without references and without what readers take out of words.

    >>> finish("12&#160;m&eacute;n were kil&shy;led")
    '12\xa0mén were killed'
    """
    if "&" in text:
        text = html.unescape(text)
        if _TWICE.search(text) is not None:  # some readers undo references twice
            text = html.unescape(text)
    if text.isascii():
        return text
    return _BREAKS.sub("\n", _UNSEEN.sub("", JUNK.sub("", text)))


def parts_of_title(line: str) -> Iterator[str]:
    """Yield the parts of a line that may be a title beside an outlet's name.

    >>> list(parts_of_title("Raid kills 12 - The Lisk Post"))
    ['Raid kills 12', 'The Lisk Post']
    """
    parts = _DASH.split(line) if len(line) <= _MAX_VALUE else []
    if len(parts) > 1:
        yield from parts


def _is_json(data: bytes, start: int, end: int) -> bool:
    """Say whether a script is of JSON-LD; its type may be written with references."""
    close = start
    for _ in range(_MAX_QUOTED):
        found = data.find(b">", close + 1, end)
        if found < 0:
            break
        close = found
        if not (data.count(b'"', start, close) % 2 or data.count(b"'", start, close) % 2):
            break
    tag = data[start:close].lower()
    if b"&" in tag:
        tag = html.unescape(tag.decode("ascii", "replace")).lower().encode("ascii", "replace")
    return b"ld+json" in tag or b"json+ld" in tag


def _iter_stripped(markup: bytes) -> Iterator[bytes]:
    """Yield a text without its markup; if attributes left something in it, once more without."""
    text, joined = _stripped(markup)
    yield text
    if joined:
        yield joined
    if (b"<" in text or b">" in text) and b"=" in markup:
        bare = _QUOTED.sub(b"", markup)
        if bare != markup:
            yield from _stripped(bare)


def _stripped(markup: bytes) -> tuple[bytes, bytes]:
    """Return a text without markup, and its lines with words that blocks part, in one piece."""
    markup = markup.translate(_SPACES, _CONTROLS)
    if b"<t" in markup or b"<T" in markup:
        markup = _CELL.sub(CELL.encode(), markup)
    markup = _WITHIN.sub(_join_or_keep, markup)
    markup = _without_tags(markup)
    text = _BLANK.sub(b"\n", markup)
    if _JOINT not in text:
        return text, b""
    lines = text.split(b"\n")
    joined: list[bytes] = []
    for at, line in enumerate(lines):
        if _JOINT in line:
            joined += lines[max(0, at - _AROUND) : at + _AROUND + 1]
    return text.replace(_JOINT, b"\n"), b"\n".join(joined).replace(_JOINT, b"")


def _without_tags(markup: bytes) -> bytes:
    has_capitals = _CAPITAL.search(markup) is not None
    return _TAG.sub(b"", (_BLOCK_OF_CAPITALS if has_capitals else _BLOCK).sub(b"\n", markup))


def _join_or_keep(match: "re.Match[bytes]") -> bytes:
    return _JOINT if _BLOCK_OF_CAPITALS.search(match[0]) is not None else b""


def _iter_meta(markup: bytes) -> Iterator[bytes]:
    """Yield what the meta elements say: one of them may be the title."""
    for match in islice(_META.finditer(markup), MAX_META + 1):
        start = match.start()
        last = min(match.end() + _MAX_VALUE, start + 2 * _MAX_VALUE)
        text = b""
        for value in _VALUE.finditer(markup, start, last):
            if text and value.start() >= match.end():
                break
            text += b"\n" + (value[1] or value[2] or value[3] or b"").translate(_SPACES, _CONTROLS)
        yield text.replace(b"&amp;", b"&")


def _iter_titles(scripts: list[bytes]) -> Iterator[bytes]:
    """Yield the titles and standfirsts that are set over several lines, each in one."""
    for script in scripts:
        for match in _TITLE.finditer(script):
            if b"\\n" in match[1] or b"\\r" in match[1] or b"\n" in match[1]:
                said = match[1].replace(b"\\n", b" ").replace(b"\\r", b" ")
                yield _plain_json(said.translate(_SPACES))


def _plain_json(script: bytes) -> bytes:
    r"""Return the texts of a JSON script, a line for each, without escapes and markup.

    >>> _plain_json(rb'{"articleBody": "12\u00a0men.<p>\"No,\" he said."}').split(b"\n")
    [b'{', b'articleBody', b': ', b'12&#160;men.', b'&#34;No,&#34; he said.', b'}']
    """
    text = script.replace(b'\\"', b"&#34;").replace(b'"', b"\n")
    if b"\\" in text:
        text = _JSON_ESCAPE.sub(_unescape, text)
    if b"&amp;" in text:
        text = text.replace(b"&amp;", b"&")
    if b"&lt;" in text:
        text = text.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")
    return _without_tags(text)


def _unescape(match: "re.Match[bytes]") -> bytes:
    if match[1]:
        code = int(match[1][1:], 16)
        return bytes([code]) if 32 <= code < 127 and code != 34 else b"&#%d;" % code
    return b"\n" if match[2] in b"nr" else b" " if match[2] == b"t" else match[2]
