"""Pages inside of something else: whether a cell of a table is a page, a piece of one, or a text.

Not here: how they are read (``html.py``, ``fragment.py``). Invariant: a text that only speaks of a
tag or two is a text.
"""

import re

FRAGMENT_READER = "row-html/1"
MANY_TAGS = 3  # of the tags that are known: fewer may be quoted in a text about something else

_PAGE = re.compile(
    r"\s*(?:<!--[^>]*>\s*|<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|cite|code|dd|div|dl|dt|em|figcaption|figure|"
    r"font|footer|h[1-6]|header|hr|i|iframe|img|li|main|ol|p|picture|pre|q|script|section|small|"
    r"span|strong|style|sub|sup|table|tbody|td|th|thead|time|tr|u|ul|video)\b[^<>]*>",
    re.IGNORECASE,
)


def is_page(text: str) -> bool:
    """Say whether a text is a whole page, from its first tag on."""
    return _PAGE.match(text) is not None


def is_fragment(text: str) -> bool:
    """Say whether a text is HTML: it begins with a tag, or has several.

    >>> is_fragment("<p>Two were killed.</p>"), is_fragment("Losses <10 a day")
    (True, False)
    """
    for number, found in enumerate(_TAG.finditer(text), 1):
        if number >= MANY_TAGS or not text[: found.start()].strip():
            return True
    return False
