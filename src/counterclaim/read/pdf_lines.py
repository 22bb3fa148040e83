"""Lines of the pages of a PDF, without what repeats at their edges, as paragraphs.

Not here: how lines are got out of a file (``pdf.py``). Invariant: only whole lines at the edge of
a page are taken out, and only numbers of pages and what stands there on other pages too.
"""

import re
from collections import Counter
from collections.abc import Sequence

from counterclaim.read.wrapped_lines import paragraphs_of

EDGE_LINES = 3  # at the head and at the foot of a page that may be a running line
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
# One sign for several letters, as typesetters have it; words are found by their letters.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)


def text_of_pages(pages: Sequence[str]) -> str:
    r"""Return the text of pages, given as lines each; a paragraph may run over several.

    >>> text_of_pages(["Bulletin 4\nEleven soldiers were\n1", "Bulletin 4\nkilled on Friday.\n2"])
    'Eleven soldiers were killed on Friday.'
    """
    cleaned = [[_clean(line) for line in page.split("\n")] for page in pages]
    filled = [[line for line in page if line.strip()] for page in cleaned]
    repeated = _repeated(filled)
    lines = [line for page in filled for line in _without_edges(page, repeated)]
    return "\n\n".join(paragraphs_of(lines, is_hyphenated=True))


def _clean(line: str) -> str:
    line = line.translate(_LIGATURES).rstrip()
    if line.endswith("\u00ad"):
        line = line[:-1] + "-"
    return line.replace("\u00ad", "")


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines, figures aside, that stand at the edges of at least half the pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        edges = [*page[:EDGE_LINES], *page[-EDGE_LINES:]]
        counts.update({_shape(line) for line in edges})
    least = max(2, len(pages) / 2)
    return {shape for shape, count in counts.items() if count >= least}


def _without_edges(page: Sequence[str], repeated: set[str]) -> Sequence[str]:
    start, end = 0, len(page)
    while start < min(end, EDGE_LINES) and _is_running(page[start], repeated):
        start += 1
    while end > max(start, len(page) - EDGE_LINES) and _is_running(page[end - 1], repeated):
        end -= 1
    return page[start:end]


def _is_running(line: str, repeated: set[str]) -> bool:
    return _shape(line) in repeated or _PAGE_NUMBER.fullmatch(line) is not None


def _shape(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()).casefold())
