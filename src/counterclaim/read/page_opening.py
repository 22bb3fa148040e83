"""What a page sets between its title and its text: the standfirst, and the first picture's caption.

Extractors of text look for where paragraphs are thick and leave it out, though claims stand in it.
Not here: the text below. Invariant: a line is taken only where the markup names it, where the page
gives it as its own description, or where it is a caption.
"""

import re
from collections.abc import Iterator
from typing import Any

from counterclaim.read.page_facts import Facts
from counterclaim.read.page_json import plain_text
from counterclaim.read.page_names import match_key
from counterclaim.read.page_tree import Page, is_apart, is_linked
from counterclaim.read.page_words import brief_text

_NAMES = re.compile(
    r"stand-?first|sub-?(?:title|head(?:line|ing)?)\b|(?:^|[\s_-])(?:dek|deck|lede|lead|sub|intro"
    r"|introduction|chapo|vorspann|teaser-text|abstract|strapline|entradilla|bajada|sumario"
    r"|summary|description|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_BLOCKS = frozenset({"p", "div", "h2", "h3", "section", "ul", "ol", "li", "article", "figure"})
_MAX_ELEMENTS = 80  # between the title and the text
_MIN, _MAX = 20, 600  # characters of a standfirst
_START = 60  # characters by which a line of the text is known again


def find_opening(page: Page, facts: Facts, lines: list[str]) -> list[str]:
    """Return the lines between title and text that belong to the article and are not in it."""
    heading = _find_heading(page, facts)
    if heading is None:
        return []
    known = {match_key(line)[:_START] for line in lines}
    told = [
        facts.node.get("description"),
        *(t for k in _DESCRIPTIONS for t in facts.meta.get(k, ())),
    ]
    descriptions = {match_key(text) for text in map(plain_text, told) if text}
    found: list[str] = []
    for element in _following(heading):
        text = brief_text(element)
        key = match_key(text)
        if not key or (len(key) < 2 and not found):
            continue
        if key[:_START] in known:
            break
        is_caption = element.get("data-caption") == ""
        is_named = (_MIN <= len(text) <= _MAX and (_is_named(element) or key in descriptions)) or (
            element.tag == "h2" and element.getprevious() is heading and len(text) >= 2 * _MIN
        )
        if (is_caption or is_named) and not (
            is_apart(element) or is_linked(element) or text in found
        ):
            found.append(text)
    else:
        return []  # the text does not follow this title
    return found


def _find_heading(page: Page, facts: Facts) -> Any:
    """Return the element that shows the title."""
    keys = {match_key(text) for text in (facts.title, facts.heading) if text}
    for element in page.tree.iter("h1", "h2", "div", "p", "b", "td"):
        key = match_key(brief_text(element)) if len(element) < 4 else ""
        if key in keys or (element.tag in ("h1", "h2") and any(map(key.endswith, keys))):
            return element
    return None


def _following(heading: Any) -> Iterator[Any]:
    """Yield the blocks behind an element that hold no other blocks, in order."""
    for element in heading.xpath(f"following::*[position() <= {_MAX_ELEMENTS}]"):
        if element.tag in _BLOCKS and not any(c.tag in _BLOCKS for c in element.iterdescendants()):
            yield element


def _is_named(element: Any) -> bool:
    for step in (element, element.getparent()):
        if step is not None and step.tag not in ("body", "article", "main"):
            says = f"{step.get('class') or ''} {step.get('itemprop') or ''} {step.get('id') or ''}"
            if _NAMES.search(says[:200]):
                return True
    return False
