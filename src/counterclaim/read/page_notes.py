"""Signs of notes in a sentence: what points to a note goes, what is a figure of the text stays.

Else "498 dead" with a note 2 reads "4982 dead". Not here: the notes themselves. Invariant: a bare
number goes only where markup says that it points to a note, where the page shows a note of that
number, or where it is raised behind a mark of punctuation; in doubt it stays, as a power.
"""

import re
from functools import cache
from typing import Any

from lxml import etree

from counterclaim.read.page_words import brief_text, text_of

_LONG = 12  # characters; no sign of a note has more
_BRACKETED = re.compile(r"\[\s*\w{1,4}\s*\]")
_BARE = re.compile(r"\d{1,3}")
_SIGN = re.compile(r"\[\w{1,4}\]|[*†‡]")
_REFERS = re.compile(  # in the class, id, name, rel or role of a sign
    r"(?:^|[\s:_-])(?:(?:foot|end)-?_?notes?|note-?_?ref|(?:cite|fn|ftn)[-_]?(?:ref)?|reference"
    r"|doc-noteref)(?=$|[\s:_\d-])",
    re.IGNORECASE,
)
_TO_NOTE = re.compile(r"#_?(?:cite|fn|ftn|foot-?note|end-?note)", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align:\s*(?:super|top)|\bsup(?:erscript)?\b", re.IGNORECASE)
_NOTE_ID = re.compile(
    r"_?(?:n|fn|ftn|note|foot-?note|end-?note|cite_note|ref)[-_:]?(\d{1,3})", re.IGNORECASE
)
_ATTRIBUTES = ("class", "id", "name", "rel", "role", "epub:type")
_GONE = "gone"  # taken out together: one by one takes time with the square of their number
_UP = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_POWER = re.compile(r"[+-]?[0-9]{1,3}")


def drop_notes(tree: Any) -> None:
    """Take the signs of notes out of a tree, and set powers in raised figures.

    >>> from lxml.html import fragment_fromstring
    >>> page = fragment_fromstring(
    ...     "<p>498<sup><a href='#n2'>2</a></sup> dead, <a href='#toll'>40</a> hurt, 10<sup>3</sup>"
    ...     " shells<a href='#n3'>[3]</a></p>"
    ... )
    >>> drop_notes(page)
    >>> text_of(page)
    '498 dead, 40 hurt, 10³ shells'
    """
    numbers = cache(lambda: _numbers_of_notes(tree))  # asked for on few pages
    for element in list(tree.iter("sup", "a")):
        if element.getparent() is None:
            continue
        if _is_sign(element) if element.tag == "a" else _is_raised_sign(element):
            element.tag = _GONE
        elif element.tag == "sup" and _before(element).rstrip()[-1:].isdecimal():
            power = _short(element)
            if power in numbers():
                element.tag = _GONE
            elif _POWER.fullmatch(power):  # "10<sup>3</sup>" would read 103
                for child in list(element):
                    element.remove(child)
                element.text = power.translate(_UP)
    holders = {element.getparent() for element in tree.iter(_GONE)}
    etree.strip_elements(tree, _GONE, with_tail=False)
    for holder in holders:  # texts side by side become one: later steps go through each
        holder.text = holder.text
        for child in holder:
            child.tail = child.tail


def _numbers_of_notes(tree: Any) -> frozenset[str]:
    """Return the numbers of the notes that a page shows, by their ids and by how they begin."""
    named = [_NOTE_ID.fullmatch(name) for name in tree.xpath(".//*[not(self::a)]/@id")]
    opening = [
        text_of(sup)
        for sup in tree.xpath(".//p/sup[1] | .//li/sup[1] | .//dd/sup[1] | .//div/sup[1]")
        if sup.getprevious() is None and not (sup.getparent().text or "").strip()
    ]
    return frozenset({found[1] for found in named if found is not None} | set(opening))


def _is_sign(link: Any) -> bool:
    """Say whether a link within the page is the sign of a note: [1], or a number said to be one."""
    href = link.get("href") or ""
    if not href.startswith("#"):
        return False
    text = _short(link)
    if _BRACKETED.fullmatch(text):
        return True
    if not _BARE.fullmatch(text):
        return False
    if _refers(link):
        return True
    above = link.getparent()
    if above.tag == "sup" and _short(above) == text:
        return True
    return bool(_TO_NOTE.match(href)) and (
        _is_raised(link) or (_is_raised(above) and _short(above) == text)
    )


def _is_raised(element: Any) -> bool:
    says = f"{element.get('style') or ''} {element.get('class') or ''}"[:200]
    return _RAISED.search(says) is not None


def _is_raised_sign(sup: Any) -> bool:
    """Say whether a raised element points to a note: a link, [1], or a number behind a stop."""
    text = _short(sup)
    if sup.find(".//a[@href]") is not None or _SIGN.fullmatch(text):
        return True
    if not text.isdecimal():
        return False
    above = sup.getparent()
    if above.tag == "a" and (above.get("href") or "").startswith("#"):
        return True
    if _refers(sup):
        return True
    said = _before(sup)
    return bool(said) and not (said[-1].isalnum() or said[-1].isspace())


def _before(element: Any) -> str:
    """Return the text right before an element, within what holds it."""
    before, above = element.getprevious(), element.getparent()
    if before is not None:
        return before.tail or text_of(before)
    return above.text or ""


def _refers(element: Any) -> bool:
    return any(_REFERS.search((element.get(key) or "")[:200]) for key in _ATTRIBUTES)


def _short(element: Any) -> str:
    """Return the text of an element that could be a sign, else none."""
    text = brief_text(element)
    return text if len(text) <= _LONG else ""
