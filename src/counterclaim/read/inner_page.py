"""Pages inside of something else: the HTML part of a message, a saved page, a cell of a table.

Not here: how a page is read (``html.py``). Invariant: the text of a fragment, which has tags and
none of the furniture of a page, keeps every word between its tags.
"""

import html
import importlib
import re

from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.skips import Skip

FRAGMENT_READER = "row-html/1"
_TAG = re.compile(r"<(?:!--|!doctype\b|(/?)([a-z][a-z0-9]*)\b)[^<>]*>?", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<!--[^>]*>\s*|<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "head"})
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_BLOCK = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("head", "header", "hr", "html", "iframe", "img", "li", "main", "nav", "noscript", "ol"),
        *("p", "picture", "pre", "script", "section", "style", "svg", "table", "tbody", "td"),
        *("template", "tfoot", "th", "thead", "tr", "ul", "video"),
    }
)
_KNOWN_TAGS = _INLINE | _BLOCK
MANY_TAGS = 3  # of the tags that are known: fewer may be quoted in a text about something else


def read_page(captured: Captured) -> Document | Skip | None:
    """Return what the reader of pages makes of bytes; ``None`` where there is no such reader."""
    try:
        reader = importlib.import_module("counterclaim.read.html")
    except ModuleNotFoundError:
        return None
    page: Document | Skip = reader.read_html(captured)
    return page


def is_page(text: str) -> bool:
    """Say whether a text is a whole page, from its first tag on."""
    return _PAGE.match(text) is not None


def is_fragment(text: str) -> bool:
    """Say whether a text is HTML: it begins with a tag, or has several.

    >>> is_fragment("<p>Two were killed.</p>"), is_fragment("Losses <10 a day")
    (True, False)
    """
    if "<" not in text:
        return False
    n_tags = 0
    for found in _TAG.finditer(text):
        if found[2] is not None and found[2].lower() in _KNOWN_TAGS and found[0].endswith(">"):
            n_tags += 1
            if n_tags >= MANY_TAGS or not text[: found.start()].strip():
                return True
    return False


def text_of_fragment(text: str) -> str:
    r"""Return the words between tags, a blank line for each block; one pass, however deep it is.

    >>> text_of_fragment("<p>Two <b>soldiers</b> &amp; a medic</p><p>were killed.</p>")
    'Two soldiers & a medic\n\nwere killed.'
    """
    pieces: list[str] = []
    at = 0
    while (found := _TAG.search(text, at)) is not None:
        pieces.append(_one_line(text[at : found.start()]))
        name = (found[2] or "").lower()
        if found[0].startswith("<!--"):
            end = text.find("-->", found.start())
            at = end + 3 if end >= 0 else len(text)  # as browsers have it
        elif name in _SILENT and not found[1] and not found[0].endswith("/>"):
            closing = re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE).search(text, found.end())
            at = closing.end() if closing else len(text)
            pieces.append("\n")
        else:
            at = found.end()
            pieces.append("" if name in _INLINE else "\n" if name in _BLOCK else " ")
    pieces.append(_one_line(text[at:]))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    """Return text between two tags: line ends mean no more than spaces in it."""
    return html.unescape(re.sub(r"\s", " ", text)).replace("\n", " ")
