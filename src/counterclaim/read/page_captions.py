"""Captions of pictures as paragraphs of the article, without the credit of the picture.

Not here: other markup (``page_markup.py``). Invariant: of what a caption says as a sentence no word
is taken away; a credit goes where it stands by itself, before or behind the words.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from counterclaim.read.page_tree import is_apart, is_linked
from counterclaim.read.page_words import text_of

_CREDIT = re.compile(r"credit|copyright|photographer|source|agency|\bby\b|licen[cs]", re.IGNORECASE)
_LABEL = re.compile(r"visually-?hidden|sr-only|screen-?reader", re.IGNORECASE)  # "Image caption,"
_COUNT = re.compile(r"\s*\d{1,3}\s*(?:/|of)\s*\d{1,3}\s*")  # "2 / 7", where pictures are many
_COUNTER = re.compile(r"count|index|number|position|slide|total", re.IGNORECASE)
_LEGEND = re.compile(r"caption|legend|(?:^|[\s_-])(?:cap|desc)(?:$|[\s_-])", re.IGNORECASE)
_SLIDES = re.compile(r"gallery|slide|carousel", re.IGNORECASE)
_BLOCKS = frozenset({"div", "p", "li", "ul", "ol", "dd", "dt", "footer", "section", "aside"})
_MAX_CAPTION = 1_000  # characters


def keep_captions(tree: Any) -> None:
    """Turn each figure's caption into a paragraph; tables and texts in figures stay too."""
    for figure in list(tree.iter("figure")):
        if any(figure.find(f".//{tag}") is not None for tag in ("table", "blockquote", "figure")):
            figure.tag = "div"
            figure.attrib.clear()
            continue
        caption = figure.find(".//figcaption")
        is_other = caption is None or is_linked(caption)
        text = "" if is_other else _caption(caption)
        if not text or figure.getparent() is None:
            continue
        for above in figure.iterancestors():
            if above.tag == "body" or not _SLIDES.search(above.get("class") or ""):
                break
            above.attrib.clear()
        _become_caption(figure, text)
    for image in list(tree.iter("img")):
        below = image.getnext()
        if (
            below is not None
            and _LEGEND.search(below.get("class") or "")
            and not (is_apart(below) or is_linked(below))
        ):
            _become_caption(below, _caption(below))


def _become_caption(element: Any, text: str) -> None:
    """Make a paragraph of an element that holds a picture or stands below one."""
    for child in list(element):
        element.remove(child)
    element.tag = "p"
    element.attrib.clear()
    element.text = text
    element.set("data-caption", "")


def _caption(element: Any) -> str:
    """Return the text of a caption without the credit of its picture."""
    parts: list[Any] = []
    for part in element.iterdescendants():
        if _is_aside(part) or (part.tag == "a" and parts and _is_right_behind(part, parts[-1])):
            parts.append(part)
    if parts:
        said = list(_said(element, set(parts)))
        words = [at for at, (_, text) in enumerate(said) if any(map(str.isalnum, text))]
        first, last = (words[0], words[-1]) if words else (len(said), -1)
        places = {part: at for at, (part, _) in enumerate(said) if part is not None}
        for part in parts:
            at = places.get(part)
            if at is None or part.getparent() is None:
                continue  # within another
            is_label = _LABEL.search(part.get("class") or "") or _is_count(part)
            if at > last or (is_label and at < first) or _is_alone(part):
                part.drop_tree()
    return text_of(element)[:_MAX_CAPTION]


def _is_aside(part: Any) -> bool:
    """Say whether a part of a caption may be none of its words, by its name or as a count."""
    says = f"{part.tag} {part.get('class') or ''} {part.get('itemprop') or ''}"[:400]
    return bool(_CREDIT.search(says) or _LABEL.search(says)) or _is_count(part)


def _is_right_behind(link: Any, part: Any) -> bool:
    """Say whether nothing stands between a credit and a link: to where the picture is sold."""
    return link.getprevious() is part and not (part.tail or "").strip()


def _is_count(part: Any) -> bool:
    """Say whether a part counts pictures; "3 of 12" may be of the words, "3 / 12" is not."""
    text = text_of(part)
    return _COUNT.fullmatch(text) is not None and (
        "/" in text or part.tag in _BLOCKS or bool(_COUNTER.search(part.get("class") or ""))
    )


def _said(element: Any, parts: set[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the texts of a caption outside its ``parts``, and each outermost part, in order."""
    inside = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if node in parts:
                if not inside:
                    yield node, ""
                inside += 1
            elif not inside and node.text:
                yield None, node.text
        else:
            inside -= node in parts
            if not inside and node is not element and node.tail:
                yield None, node.tail


def _is_alone(part: Any) -> bool:
    """Say whether a part has a block or a line of its own."""
    if part.tag in _BLOCKS:
        return True
    before, after = part.getprevious(), part.getnext()
    begins = before is not None and before.tag == "br" and not (before.tail or "").strip()
    begins = begins or (before is None and not (part.getparent().text or "").strip())
    ends = after is not None and after.tag == "br"
    return begins and ends and not (part.tail or "").strip()
