"""The tree of a page: parsed once, for facts, dates and text alike.

Not here: what is read from it. Invariant: no tree is deeper than libxml2's own limit, and what is
huge is known as such, so that whatever walks it ends: a page too deep is flattened, the text of a
huge one is taken in a plainer way.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from counterclaim.read.page_notes import drop_notes
from counterclaim.read.page_words import JUNK, text_of

# Ordinary pages have 1,000 to 8,000 elements, live blogs up to 20,000; trafilatura takes 50 us for
# each, so that this is a page of some two seconds.
MAX_ELEMENTS = 40_000
# It takes time with the square of an element's children where they are inline: 40,000 take 20
# seconds, 6,000 half of one.
MAX_CHILDREN = 6_000
_HEAD = 4096  # characters in which a browser leaves its comment
_DATA_URI = re.compile(r"data:[\w.+/-]{0,80};base64,[A-Za-z0-9+/=%]{200,}+")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
# Elements that hold others and say nothing of the text but where a line ends.
_CONTAINER = re.compile(
    r"</?(?:article|aside|center|div|dd|dl|dt|fieldset|form|li|main|ol|section|table|tbody|td|tfoot"
    r"|th|thead|tr|ul|blockquote)\b[^<>]*+>",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|small"
    r"|span|strike|strong|sub|sup|tt|u|var)\b[^<>]*+>",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:related|recommend|sidebar|comment|footer|promo|teaser|trending|most-?read|latest|more"
    r"|advert\w*|nav|widget(?![_a-z])|card)",
    re.IGNORECASE,
)
_LINKED = 0.8  # share of the characters
_MAX_EMPTY = 1_000  # to take one out takes time with the number of its siblings
_INLINE_TAGS = ("a", "b", "em", "font", "i", "span", "strong")
_SENTENCE_TAGS = frozenset({"a", "b", "blockquote", "dd", "em", "i", "li", "p", "strong", "td"})
_AROUND = 24  # characters beside a time that make it part of a sentence, not of a byline
__all__ = ["JUNK", "Page", "is_apart", "is_linked", "parse_page"]
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000}?)\s*-->")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its markup, its tree, and where a browser says that it was saved from."""

    html: str
    tree: Any
    saved_from: str | None
    is_huge: bool


def parse_page(html: str) -> Page | None:
    """Return the page of markup; ``None`` where there is nothing in it, or all too deep."""
    saved = _SAVED_FROM.search(html, 0, _HEAD)
    if "base64," in html:
        html = _DATA_URI.sub("", html)
    html = _UNWANTED.sub("", html)
    tree, is_cut = _parse(html)
    if is_cut:
        html = _INLINE.sub("", _CONTAINER.sub("<p>", html))
        tree, is_cut = _parse(html)
    if tree is None or is_cut:
        return None
    # Empty, these may stand inside a word, and extraction would drop what follows.
    empty = (e for e in tree.iter("wbr", *_INLINE_TAGS) if len(e) == 0 and not e.text and e.tail)
    for element in list(itertools.islice(empty, _MAX_EMPTY)):
        element.drop_tag()
    drop_notes(tree)
    sizes: dict[Any, int] = {}
    for element in list(tree.iter("time")):
        if _is_in_sentence(element, sizes):
            element.tag = "span"  # a word of the text, no date of the page
    return Page(html, tree, saved[1] if saved else None, _is_huge(tree))


def _is_in_sentence(element: Any, sizes: dict[Any, int]) -> bool:
    """Say whether an element is part of a sentence, which would lose words without it.

    ``sizes`` are those of the elements around, which hold many times on some pages.
    """
    parent = element.getparent()
    if parent is None or parent.tag not in _SENTENCE_TAGS:
        return False
    if not ((parent.text or "").strip() or (element.tail or "").strip()):
        return False
    if parent not in sizes:
        sizes[parent] = len(text_of(parent))
    return sizes[parent] - len(text_of(element)) >= _AROUND


def is_linked(element: Any) -> bool:
    """Say whether nearly all that an element says is a link: it points to another page."""
    if any(above.tag == "a" for above in element.iterancestors()):
        return True
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked > _LINKED * len(text_of(element))


def is_apart(element: Any) -> bool:
    """Say whether an element stands in what is not the article: related links, comments."""
    for above in element.iterancestors():
        if above.tag in ("aside", "nav", "footer"):
            return True
        if above.tag in ("body", "html", "article", "main"):
            continue
        if _APART.search(f"{above.get('class') or ''} {above.get('id') or ''}"[:400]):
            return True
    return False


def _is_huge(tree: Any) -> bool:
    """Say whether a page has more elements than trafilatura takes in a few seconds."""
    return any(
        count > MAX_ELEMENTS or len(element) > MAX_CHILDREN
        for count, element in enumerate(tree.iter(), 1)
    )


def _parse(html: str) -> tuple[Any, bool]:
    """Return the tree, and whether the parser gave up on a page that is too deep."""
    parser = HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, _is_cut(parser)
    return tree, _is_cut(parser)


def _is_cut(parser: Any) -> bool:
    return any("depth" in entry.message for entry in parser.error_log)
