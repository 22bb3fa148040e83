"""The words of an element in one line, as they stand on the screen.

Not here: which elements are asked. Invariant: words and figures that a page shows apart, because a
block or a line ends between them, are never joined to one.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

# Invisible marks that split words: soft hyphen, zero-width space, word joiner, byte order mark.
# Joiners and marks of direction stay: Persian, Arabic and Hebrew are written with them.
JUNK = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Elements that stand within a line; any other begins and ends one.
_INLINE = re.compile(
    r"a|abbr|acronym|bd[io]|b|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|r[bpt]"
    r"|ruby|s|samp|small|span|strike|strong|su[bp]|time|tt|u|var|wbr|\w+:\w+"
)
_BREAK = "\x00"  # no page holds it: what is no character goes before a page is parsed
# "killed 12<br>400 wounded" with a space alone would read 12 400 killed.
_FIGURES = re.compile(rf"(?<=\d)[\s{_BREAK}]*{_BREAK}[\s{_BREAK}]*(?=\d)")
_PIECES, _LINE = 24, 800  # texts and breaks of an element, and their characters, in one line


def text_of(element: Any) -> str:
    """Return the text of an element, in one line.

    >>> from lxml.html import fragment_fromstring
    >>> text_of(fragment_fromstring("<h1>Raid kills <b>1</b>2<br>40 hurt<div>in Lisk</div></h1>"))
    'Raid kills 12 / 40 hurt in Lisk'
    """
    return _in_line([element.text or ""] if len(element) == 0 else _pieces(element))


def brief_text(element: Any) -> str:
    """Return the text of an element that holds a line at most, else none: asked of all elements."""
    if len(element) == 0:
        text = element.text or ""
        return _in_line([text]) if len(text) <= _LINE else ""
    pieces = list(itertools.islice(_pieces(element), _PIECES + 1))
    if len(pieces) > _PIECES or sum(map(len, pieces)) > _LINE:
        return ""
    return _in_line(pieces)


def _in_line(pieces: Iterable[str]) -> str:
    text = JUNK.sub("", "".join(pieces))
    if _BREAK in text:
        text = _FIGURES.sub(" / ", text).replace(_BREAK, " ")
    return " ".join(text.split())


def _pieces(element: Any) -> Iterator[str]:
    """Yield the texts within an element and a mark wherever a line begins or ends."""
    if element.text:
        yield element.text
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if node is element:
            continue
        is_inline = _INLINE.fullmatch(node.tag) is not None
        if event == "start":
            if not is_inline:
                yield _BREAK
            if node.text:
                yield node.text
        else:
            if not is_inline and node.tag != "br":
                yield _BREAK
            if node.tail:
                yield node.tail
