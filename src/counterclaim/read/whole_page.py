"""All the text of a page that any reader may take for its article, furniture and hidden parts too.

Not here: which of it is the article (``page_text.py``), and whether it states a loss (``gate.py``).
Invariant: no text that a reader gives is left out, and time is linear, however broken the page is.
"""

import html
import re
from collections.abc import Iterator

from resiliparse.extract.html2text import extract_plain_text

from counterclaim.read.page_tree import JUNK

# Elements whose content one parser takes for text and another one leaves out.
_DOUBTFUL = re.compile(
    r"(</?)(?:template|iframe|noframes|noembed|noscript|xmp|plaintext|object|video|audio|canvas)\b",
    re.IGNORECASE,
)
# resiliparse takes time with the square of their number.
_CHOICE = re.compile(r"</?(?:select|option|optgroup|datalist)\b[^<>]*+>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*+>([^<]{0,2000})", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]*+>?", re.IGNORECASE)
_VALUE = re.compile(r"""content\s*=\s*(?:"([^"]*+)|'([^']*+)|([^\s"'>]++))""", re.IGNORECASE)
_MAX_META = 500  # elements; pages have 20 to 60
_MAX_VALUE = 2_000  # characters, as no title and no standfirst has
_DASH = re.compile(r"\s+(?:\||[-–—·•:»«]|::)\s+|\s*\|\s*|:\s+")  # between a title and its outlet
_CELLS = re.compile(r"\t+")
_INLINE = re.compile(
    r"</?(?:[abisuq]|abbr|acronym|bdi|big|cite|del|em|font|ins|mark|small|span|str\w+|su[bp]|wbr)\b",
    re.IGNORECASE,
)
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*+>")


def iter_texts(page: str) -> Iterator[str]:
    r"""Yield the title in all its forms, the body with all its parts, then the data of scripts.

    >>> page = "<title>Raid kills 12 - The Lisk Post</title><table><tr><td>Dead<td>4</table>"
    >>> list(iter_texts(page))[:2]
    ['Raid kills 12 - The Lisk Post\nRaid kills 12\nThe Lisk Post', 'Dead\t\t4\nDead | 4']
    """
    page = page.replace("\x00", "")
    titles = "\n".join(_iter_titles(page))
    if titles:
        yield JUNK.sub("", titles)
    body = extract_plain_text(
        _CHOICE.sub(" ", _DOUBTFUL.sub(r"\1div", page)),
        alt_texts=False,
        form_fields=True,
        hidden_elements=True,
        list_bullets=False,
    )
    body = JUNK.sub("", body)
    rows = [_CELLS.sub(" | ", line) for line in body.split("\n") if "\t" in line]
    yield "\n".join([body, *rows])
    yield from (JUNK.sub("", text) for text in _iter_data(page))


def _iter_titles(page: str) -> Iterator[str]:
    found = [match[1] for match in _TITLE.finditer(page)]
    for number, match in enumerate(_META.finditer(page)):
        if number >= _MAX_META:
            break
        value = _VALUE.search(page, match.start(), match.start() + _MAX_VALUE)
        if value is not None:
            found.append(value[1] or value[2] or value[3] or "")
    for text in dict.fromkeys(found):
        plain = " ".join(html.unescape(html.unescape(text)).split())
        parts = _DASH.split(plain)
        yield from [plain, *parts] if len(parts) > 1 else [plain]


def _iter_data(page: str) -> Iterator[str]:
    """Yield the text of each script of JSON-LD."""
    if "ld+json" not in page and "json+ld" not in page:
        return
    low = page.lower()
    if len(low) != len(page):
        low = page  # one of the few letters that lower case makes longer
    place = 0
    for mark in re.finditer(r"ld\+json|json\+ld", low):
        start = low.find(">", mark.start()) + 1
        if mark.start() < place or not start:
            continue
        end = low.find("</script", start)
        place = end if end >= 0 else len(low)
        yield _plain_json(page[start:place])


def _plain_json(script: str) -> str:
    r"""Return the texts of a JSON script, a line for each, without escapes and markup.

    >>> _plain_json(r'{"articleBody": "They killed 12\u00a0men.<p>\"No,\" he said."}').split("\n")
    ['{', 'articleBody', ': ', 'They killed 12\xa0men.', '"No," he said.', '}']
    """
    pieces = script.replace('\\"', "\\u0022").split('"')
    text = "\n".join(_JSON_ESCAPE.sub(_unescape, piece) for piece in pieces)
    return _TAG.sub(_as_break, html.unescape(text))


def _unescape(match: "re.Match[str]") -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\n" if match[2] in "nr" else " " if match[2] == "t" else match[2]


def _as_break(match: "re.Match[str]") -> str:
    return "" if _INLINE.match(match[0]) else "\n"
