"""The article of a page by trafilatura: its own way first, a comparison where that may be wrong.

The comparison with two other extractors takes as long as all the rest and changes one page in
twenty. Not here: what is done to the text. Invariant: it is left out only where the comparison
would keep the first text, as far as that can be told from the text and the page alone.
"""

import logging
from typing import Any

_MIN = 500  # characters; what is shorter is compared
# Of the characters of the longest run of paragraphs, below which other text is the article;
# the comparison takes another text where that is twice as long.
_SHARE = 0.5
_PROSE = 60  # characters of a paragraph
# One of the other extractors takes time with the square of the lines where all are short: 24,000
# elements take 6 seconds, 15,000 two.
_MAX_COMPARED = 15_000
_FAULTS = (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError)


def find_article(tree: Any, *, precise: bool) -> str:
    """Return the text of the article in a tree, a line a paragraph; empty where none is found."""
    is_large = sum(1 for _ in tree.iter()) > _MAX_COMPARED
    if precise or is_large:  # what is found with less care holds menus where it is not compared
        first = _extract(tree, precise=precise, fast=True)
        if is_large or _is_sure(first, tree):
            return _text(first)
    return _text(_extract(tree, precise=precise, fast=False))


def _extract(tree: Any, *, precise: bool, fast: bool) -> Any:
    from trafilatura import bare_extraction  # noqa: PLC0415 - it takes half a second to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return bare_extraction(tree, favor_precision=precise, include_comments=False, fast=fast)
    except _FAULTS:
        return None  # a fault of the extractor on broken markup; other ways are tried


def _text(found: Any) -> str:
    return "" if found is None or isinstance(found, dict) else found.text or ""


def _is_sure(found: Any, tree: Any) -> bool:
    """Say whether a comparison would keep what was found: long, of paragraphs, without controls."""
    from trafilatura.external import SANITIZED_XPATH  # noqa: PLC0415 - as above

    size = len(_text(found))
    if size < _MIN or found.body.xpath(SANITIZED_XPATH) or not found.body.xpath(".//p//text()"):
        return False
    if len(found.body.findall(".//table")) > len(found.body.findall(".//p")):
        return False
    return size >= _SHARE * _longest_run(tree)


def _longest_run(tree: Any) -> int:
    """Return the characters of the paragraphs of the element that holds most; teasers hold few."""
    sizes: dict[Any, int] = {}
    for p in tree.iter("p"):
        size = len("".join(p.itertext()).strip())
        if size >= _PROSE:
            holder = p.getparent()
            sizes[holder] = sizes.get(holder, 0) + size
    return max(sizes.values(), default=0)
