"""Fragments: the text of a piece of HTML that is all article, the entry of a feed, a cell.

Not here: whole pages (``html.py``), where the article has to be found first. Invariant: block
elements become paragraphs, with an empty line between any two; what is no text (scripts, pictures
with their captions, forms) is left out.
"""

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from counterclaim.read.plain import keep_offsets

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARS = 5_000_000  # of markup; an entry that is longer is no article
_DEEPEST = 200  # elements inside each other; real markup has some 30
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|footer|h[1-6]|"
    "header|hr|html|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_LEFT_OUT = re.compile(
    "audio|button|canvas|embed|figcaption|figure|form|iframe|img|input|math|nav|noscript|object|"
    "option|picture|script|select|style|svg|template|textarea|video"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def paragraphs_of(markup: str) -> list[str]:
    """Return the paragraphs of a piece of HTML, each on one line; none where it cannot be read.

    >>> paragraphs_of("<p>One <b>line</b>.<br>Another.</p><script>x()</script>")
    ['One line.', 'Another.']
    """
    markup = _CONTROL.sub("\ufffd", markup[:MAX_CHARS])
    if not markup.strip():
        return []
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return []
    lines: list[list[str]] = [[]]
    _gather(root, lines, 0)
    joined = (" ".join("".join(line).split()) for line in lines)
    return [keep_offsets(line) for line in joined if line]


def text_of_fragment(markup: str) -> str:
    r"""Return the text of a piece of HTML, a blank line between two paragraphs.

    >>> text_of_fragment("<p>Two <b>soldiers</b> &amp; a medic</p><p>were killed.</p>")
    'Two soldiers & a medic\n\nwere killed.'
    """
    return "\n\n".join(paragraphs_of(markup))


def plain_line(markup: str | None) -> str | None:
    """Return the words of a short text that may hold markup, on one line; ``None`` without any.

    >>> plain_line("Losses <i>fall</i> &amp; rise")
    'Losses fall & rise'
    """
    return " ".join(paragraphs_of(markup)) or None if markup else None


def _gather(element: "HtmlElement", lines: list[list[str]], depth: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and not _LEFT_OUT.fullmatch(tag) and depth < _DEEPEST:
        is_block = _BLOCK.fullmatch(tag) is not None
        if is_block or tag == "br":
            lines.append([])
        lines[-1].append(element.text or "")
        for child in element:
            _gather(child, lines, depth + 1)
        if is_block:
            lines.append([])
    if depth:
        lines[-1].append(element.tail or "")
