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
_ANCHOR = re.compile(r"\d{1,3}|\[\w{1,4}\]")
_PIECES, _LINE = 16, 800  # texts of an element and its own, and their characters, in one line
_LINKED = 0.8  # share of the characters
_MAX_EMPTY = 1_000  # to take one out takes time with the number of its siblings
_INLINE_TAGS = ("a", "b", "em", "font", "i", "span", "strong")
_NOTE = re.compile(r"\[\w{1,4}\]|[*†‡]")
_SENTENCE_TAGS = frozenset({"a", "b", "blockquote", "dd", "em", "i", "li", "p", "strong", "td"})
_AROUND = 24  # characters beside a time that make it part of a sentence, not of a byline
# Invisible marks that split words: soft hyphen, zero-width space, word joiner, byte order mark.
# Joiners and marks of direction stay: Persian, Arabic and Hebrew are written with them.
JUNK = re.compile("[\u00ad\u200b\u2060\ufeff]")
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
    for element in list(tree.iter("sup", "a")):
        if _is_footnote(element) and element.getparent() is not None:
            element.drop_tree()  # else "498 dead" with a note 2 reads "4982 dead"
    for element in list(tree.iter("time")):
        if _is_in_sentence(element):
            element.tag = "span"  # a word of the text, no date of the page
    return Page(html, tree, saved[1] if saved else None, _is_huge(tree))


def text_of(element: Any) -> str:
    """Return the text of an element, in one line."""
    return " ".join(JUNK.sub("", "".join(element.itertext())).split())


def brief_text(element: Any) -> str:
    """Return the text of an element that holds a line at most, else none: asked of all elements."""
    pieces = list(itertools.islice(element.itertext(), _PIECES + 1))
    if len(pieces) > _PIECES or sum(map(len, pieces)) > _LINE:
        return ""
    return " ".join(JUNK.sub("", "".join(pieces)).split())


def _is_in_sentence(element: Any) -> bool:
    """Say whether an element is part of a sentence, which would lose words without it."""
    parent = element.getparent()
    if parent is None or parent.tag not in _SENTENCE_TAGS:
        return False
    around = len(text_of(parent)) - len(text_of(element))
    return around >= _AROUND and bool((parent.text or "").strip() or (element.tail or "").strip())


def is_linked(element: Any) -> bool:
    """Say whether nearly all that an element says is a link: it points to another page."""
    if any(above.tag == "a" for above in element.iterancestors()):
        return True
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked > _LINKED * len(text_of(element))


def _is_footnote(element: Any) -> bool:
    """Say whether a raised element points to a note: a link, [1], or figures behind a figure."""
    text = text_of(element)
    if element.tag == "a":
        return (element.get("href") or "").startswith("#") and bool(_ANCHOR.fullmatch(text))
    if element.find(".//a[@href]") is not None or _NOTE.fullmatch(text):
        return True
    if not text.isdecimal():
        return False
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        said = before.tail or text_of(before)
    else:
        said = parent.text if parent is not None else ""
    return bool(said) and not (said[-1:].isalpha() or said[-1:].isspace())


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
