"""Quotations over the whole text, before any sentence: what stands in a speaker's own words.

Invariant: quotations are in order and do not overlap; each is the range between its marks. A
quotation that is opened again at the next paragraph without having been closed runs on
(``follows``), as newspapers print a speech over several paragraphs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby

from counterclaim.model.notes import note
from counterclaim.text.sentences import Block

SPEECH = 25  # characters; a shorter quotation inside a sentence is a quoted word or two
_DOUBLE_MARKS = re.compile('[“”„«»"]')
_MARKS = re.compile(  # what stands beside a single mark is looked at once a mark is found
    r"""[“”„«»"‘’](?:(?<![‘’])|(?<=‘)(?<![^\s(\[—–-]‘)|(?<=’)(?![^\W_]))"""
)


@note
class Quote:
    """The words between two marks; ``follows`` if it runs on from the quotation before it."""

    start: int
    end: int
    closed: bool
    follows: bool = False


def is_speech(quote: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Say whether a quotation is a stretch of speech, not a quoted word or two."""
    return quote[1] - quote[0] > SPEECH or quote[1] >= sentence[1] - 2


class Quotes:
    """The quotations of one text, to be asked by place."""

    def __init__(self, quotes: list[Quote]) -> None:
        self.all = quotes
        self._starts = [quote.start for quote in quotes]

    def at(self, place: int) -> Quote | None:
        """Return the quotation that holds the character at ``place``, if any."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and place < self.all[index].end:
            return self.all[index]
        return None

    def before(self, quote: Quote) -> Quote | None:
        """Return the quotation before this one, if any."""
        index = bisect_right(self._starts, quote.start) - 2
        return self.all[index] if index >= 0 else None


def find_quotes(text: str, blocks: list[Block]) -> Quotes:
    """Return the quotations of a text in double marks, or in single ones where they pair up."""
    found: list[Quote] = []
    pattern = _MARKS if "‘" in text else _DOUBLE_MARKS
    starts = [block.start for block in blocks]
    for at, marks in groupby(pattern.finditer(text), lambda m: bisect_right(starts, m.start()) - 1):
        _scan_block(text, blocks[at], found, marks)
    return Quotes(found)


def _scan_block(
    text: str, block: Block, found: list[Quote], marks: Iterable[re.Match[str]]
) -> None:
    opened: int | None = None
    mark = ""
    follows = False
    for match in marks:
        sign = match.group()
        if opened is None:
            if sign in "”»’":
                continue
            if sign == '"' and not _can_open(text, match.start(), block):
                continue
            opened, mark = match.end(), sign
            at_start = not text[block.start : match.start()].strip(" \t•*-")
            follows = bool(at_start and found and not found[-1].closed)
        elif _closes(mark, sign) and not (sign == "’" and mark != "‘"):
            found.append(Quote(start=opened, end=match.start(), closed=True, follows=follows))
            opened = None
    if opened is not None and mark != "‘":
        found.append(Quote(start=opened, end=block.end, closed=False, follows=follows))


def _can_open(text: str, place: int, block: Block) -> bool:
    return place == block.start or not (text[place - 1].isalnum() or text[place - 1] in ".,!?")


def _closes(mark: str, sign: str) -> bool:
    pairs = {"“": '”“"', "„": "“”", "«": "»", '"': '"”', "‘": "’", "»": "«"}
    return sign in pairs.get(mark, "")
