"""The headline of an old page: the bold or large line right above its first paragraph.

Such pages have neither headings nor metadata, and the title of their window may be that of the
site. Not here: whether it is believed (``page_facts.py``). Invariant: a line is taken only where
hardly a link stands between it and the first paragraph, so that no masthead is.
"""

import re
from dataclasses import dataclass
from typing import Any

from counterclaim.read.metadata_dates import day_in
from counterclaim.read.page_names import match_key
from counterclaim.read.page_tree import Page, is_linked
from counterclaim.read.page_words import brief_text

_BOLD = frozenset({"h1", "h2", "h3", "h4", "b", "strong", "big"})
_LARGE = re.compile(r"\+[1-9]|[4-7]")  # of <font size>; 3 is that of the text
_NAMED = re.compile(r"headline|(?:^|[\s_-])(?:title|head(?:er|ing)?|zag(?:olovok)?)(?:$|[\s_-])")
_PROSE = 120  # characters of an element's own words that make it a paragraph
_MIN, _MAX = 15, 250  # characters of a headline
_WORDS = 3
_LINKS = 3  # between a headline and its text; a menu has more
_MAX_ELEMENTS = 5_000


@dataclass(frozen=True, slots=True)
class Lead:
    """A headline, and the lines above it that a menu parts from it, by their keys."""

    text: str
    apart: frozenset[str]


def find_lead(page: Page) -> Lead | None:
    """Return the line that stands out above the first paragraph; ``None`` if none does."""
    lead, links, at_lead = "", 0, 0
    shown: dict[str, int] = {}
    for count, element in enumerate(page.tree.iter()):
        if count > _MAX_ELEMENTS:
            return None
        if element.tag in ("script", "style", "head", "title", "noscript"):
            continue
        if element.tag == "a":
            links += 1
        elif _is_prose(element):
            break
        text = brief_text(element)
        if text and len(text) <= _MAX:
            shown[match_key(text)] = links
            if _stands_out(element) and _is_headline(text) and not is_linked(element):
                lead, at_lead = text, links
    else:
        return None
    if not lead or links - at_lead > _LINKS:
        return None
    return Lead(lead, frozenset(key for key, at in shown.items() if at_lead - at > _LINKS))


def _is_prose(element: Any) -> bool:
    if element.tag == "a":
        return False
    own = len((element.text or "").strip()) + sum(len((c.tail or "").strip()) for c in element)
    return own >= _PROSE and not is_linked(element)


def _stands_out(element: Any) -> bool:
    if element.tag in _BOLD:
        return True
    if element.tag == "font":
        return bool(_LARGE.fullmatch((element.get("size") or "").strip()))
    return bool(_NAMED.search((element.get("class") or "").lower()[:100]))


def _is_headline(text: str) -> bool:
    return (
        _MIN <= len(text) <= _MAX
        and len(text.split()) >= _WORDS
        and not text.casefold().startswith("by ")
        and day_in(text) is None
    )
