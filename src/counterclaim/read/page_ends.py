"""What stands below an article: lists of its sources, boxes of short lines beside it.

Not here: comments and banners (``page_markup.py``). Invariant: a block goes only where no paragraph
of prose is in it or behind it, so that an article is never cut in two.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.page_names import match_key
from counterclaim.read.page_words import text_of

_HEADINGS = ("h2", "h3", "h4", "h5")
_LISTS = ("ul", "ol", "dl")
_MAX_LISTS = 10  # each takes the time of all that stands beside it
_PROSE = 60  # characters of a paragraph
_SHARE = 0.9  # of a page's prose that the element around the heading holds
_MIN_PROSE = 3  # paragraphs of an article, below which it is not known where it ends
_KEPT = ("table", "figure", "img", "blockquote", "time", "pre", "h1")
# Full stops, question and exclamation marks of Latin, Chinese, Arabic, Hindi, Urdu.
_STOPS = ".!?…\u3002\uff01\uff1f\u061f\u0964\u06d4"


def drop_ends(tree: Any, lexicon: Lexicon) -> None:
    """Take lists of sources and boxes of short lines off the end of an article."""
    named = (
        heading
        for heading in tree.iter(*_HEADINGS)
        if lexicon.has("furniture.sources", match_key(_without_edit(heading)))
    )
    for heading in list(itertools.islice(named, _MAX_LISTS)):
        _drop_list(heading)
    prose = [p for p in tree.iter("p") if _is_prose(p)]
    holder = _holder(tree, prose)
    blocks = (
        [] if holder is None else list(holder.itersiblings("div", "section", "ul", "ol", "aside"))
    )
    for block in blocks:
        if _is_box(block):
            block.drop_tree()


def _without_edit(heading: Any) -> str:
    """Return the text of a heading without its editors' mark, which is a link."""
    linked = "".join(text_of(a) for a in heading.iter("a"))
    return text_of(heading).replace(f"[{linked}]", "").replace("[ edit ]", "")


def _drop_list(heading: Any) -> None:
    """Drop a heading with the list below it, where no prose follows beside it."""
    below = list(heading.itersiblings())
    if not below or below[0].tag not in _LISTS:
        return
    if any(_is_prose(p) for block in below for p in block.iter("p")):
        return
    for element in (heading, *_lists(below)):
        element.drop_tree()


def _lists(below: list[Any]) -> Iterator[Any]:
    for block in below:
        if block.tag not in _LISTS:
            return
        yield block


def _is_prose(element: Any) -> bool:
    text = text_of(element)
    return len(text) >= _PROSE and text.rstrip("\"'”’»)]")[-1:] in _STOPS


def _holder(tree: Any, prose: list[Any]) -> Any:
    """Return the innermost element around the heading that holds nearly all of the prose.

    None within an ``article``: what stands there beside the prose belongs to it.
    """
    heading = next(tree.iter("h1"), None)
    if heading is None or len(prose) < _MIN_PROSE:
        return None
    above = list(itertools.takewhile(lambda e: e.tag != "body", heading.iterancestors()))
    known = set(above)
    counts = Counter(step for p in prose for step in p.iterancestors() if step in known)
    for at, element in enumerate(above):
        if counts[element] >= _SHARE * len(prose):
            is_inside = any(outer.tag == "article" for outer in above[at + 1 :])
            return None if is_inside or element.tag == "html" else element
    return None


def _is_box(block: Any) -> bool:
    """Say whether a block holds a heading and short lines without stops, and nothing else."""
    if next(block.iter(*_KEPT), None) is not None:
        return False
    heading = next(block.iter(*_HEADINGS), None)
    if heading is None:
        return False
    lines = [text_of(p) for p in block.iter("p", "li") if text_of(p)]
    return all(len(line) < 2 * _PROSE and line[-1] not in _STOPS for line in lines)
