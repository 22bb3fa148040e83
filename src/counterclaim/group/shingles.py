"""Shingles: how much of one text stands word for word in another, and whether that is a copy.

Not here: which texts are worth comparing (``signatures``) and which belong together (``copies``).
Invariant: everything is exact and symmetric: swapping the two texts changes nothing.
"""

import re
import unicodedata
from dataclasses import dataclass

SHINGLE_WORDS = 5  # words; see "Thresholds" in docs/copies.md for 4 to 7
# Shorter texts are copies of their equals only: in 20 words a standing phrase is most of the text.
SHORT_WORDS = 20
# Share of the shorter text's shingles that have to stand in the longer one: half from 180 on. An
# outlet's newsletter box, agency line and standing paragraph have 60 to 80, which is half of a
# short text, so that the floor rises to 0.8 at 60. With half throughout, 44 pairs of 900 reports
# were joined by their box (docs/copies.md).
CONTAINMENT_FLOOR = 0.5
SHORT_CONTAINMENT_FLOOR = 0.8
FEW_SHINGLES, MANY_SHINGLES = 60, 180
# Shingles in common: a long sentence has 30 words, so that one shared sentence makes no copy.
SHARED_FLOOR = 25
# Jaccard: a notice that a live blog of ten times its length quotes in full is no copy of the blog.
JACCARD_FLOOR = 0.15

_WORD = re.compile(r"\w+")
# Marks of layout inside words: soft hyphen, zero-width space and joiners, byte order mark.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """The words of a text, joined by single spaces, and the set of its shingles.

    A text below ``SHORT_WORDS`` has one shingle, all of it; one without words has none.
    """

    words: str
    shingles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """What two texts share, counted in shingles.

    ``jaccard`` is the share of all shingles of both that stand in both, ``containment`` the share
    of the shorter text's; ``is_equal`` says that the words are the same, one after the other.
    """

    jaccard: float
    containment: float
    n_shared: int
    n_shorter: int
    is_equal: bool


def cut_shingles(text: str) -> Shingled:
    """Return the shingles of a text: case, punctuation, spacing and forms of letters are left out.

    Figures stay as they are. What tells one day's communiqué from the next are its figures.

    >>> cut_shingles("“Five died,” he said.").words
    'five died he said'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_UNSEEN)
    words = _WORD.findall(text.casefold())
    if len(words) < SHORT_WORDS:
        whole = " ".join(words)
        return Shingled(words=whole, shingles=frozenset([whole] if whole else []))
    runs = zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False)
    return Shingled(words=" ".join(words), shingles=frozenset(map(" ".join, runs)))


def compare_shingles(a: Shingled, b: Shingled) -> Similarity:
    """Return the exact similarity of two texts that are cut already.

    >>> text = "Nine soldiers died when their lorry hit a mine on the road to Hradov, " * 3
    >>> compare_shingles(cut_shingles(text), cut_shingles(text.upper())).is_equal
    True
    >>> compare_shingles(cut_shingles(text), cut_shingles("Nine soldiers died.")).n_shared
    0
    """
    n_shared = len(a.shingles & b.shingles)
    n_shorter = min(len(a.shingles), len(b.shingles))
    n_all = len(a.shingles) + len(b.shingles) - n_shared
    return Similarity(
        jaccard=n_shared / n_all if n_all else 0.0,
        containment=n_shared / n_shorter if n_shorter else 0.0,
        n_shared=n_shared,
        n_shorter=n_shorter,
        is_equal=bool(a.words) and a.words == b.words,
    )


def is_copy(found: Similarity) -> bool:
    """Return whether two texts of this similarity have one lineage; see docs/copies.md."""
    return found.is_equal or (
        found.containment >= _containment_floor(found.n_shorter)
        and found.n_shared >= SHARED_FLOOR
        and found.jaccard >= JACCARD_FLOOR
    )


def _containment_floor(n_shorter: int) -> float:
    """Return the floor for a shorter text of so many shingles; between the two ends it slopes."""
    few = (MANY_SHINGLES - n_shorter) / (MANY_SHINGLES - FEW_SHINGLES)
    slope = SHORT_CONTAINMENT_FLOOR - CONTAINMENT_FLOOR
    return CONTAINMENT_FLOOR + slope * min(1.0, max(0.0, few))
