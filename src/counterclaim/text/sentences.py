"""Lines, paragraphs and sentences of a text, as ranges.

Invariant: sentences lie inside paragraphs, in order, without overlap; together they hold every
character that is neither white space nor of a dateline ("DORNA, May 3 (Meridian) -"). A full stop
inside a quotation ends a sentence like any other: who speaks is settled by the quotations
(``quotes.py``), not by the sentences.
"""

import itertools
import re
from collections.abc import Iterator

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.notes import note

_LINE = re.compile(r"\S(?:[^\n\r\u2028\u2029\x0b\x0c]*\S)?")  # without white space around it
_BREAK = re.compile(
    r"""[.!?…](?<![.!?…].)[.!?…]*+["”’')\]»]*+\s++(?=["“‘'(\[«•–—-]*\s?(?:[^\W_a-z]|\d|al-|[^\W\d_]-))""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([^\W_](?:[\w.&’'-]*\w)?)\W*$")
_TOWN = re.compile(r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’ -]){2,40}(?=[,(\s])")
_DATELINE = re.compile(
    r"""[A-Z][A-Z.'’ -]{1,40}
        (?: (?:,[^—–\n:]{1,40}?)? (?:\([^)\n]{1,40}\))? \s* (?:—|–|--|-)\s+ | :\s+(?=[A-Z][a-z]) )
    """,
    re.VERBOSE,
)

_STOPS = ".!?…:"
_CLOSING = "\"”’')]»"
_ARTICLES = ("al-", "el-")  # names that begin in lower case: a new line may open with one

_WRAP_MIN, _WRAP_MAX = 40, 100  # characters; the usual widths of hard-wrapped lines
_WRAPPED_SHARE = 0.5  # of the lines that are followed by another line
_MAX_SENTENCE = 4000  # characters; longer runs are cut at white space, so that time stays linear


@note
class Block:
    """A paragraph: the range of its text; ``first`` says that it opens the document."""

    start: int
    end: int
    first: bool = False


def split_blocks(text: str) -> list[Block]:
    """Return the paragraphs: lines, or runs of lines where the text is hard-wrapped.

    In a text too short to tell, a line without a stop goes on in one that begins in lower case.
    """
    lines = [match.span() for match in _LINE.finditer(text)]
    joined: list[tuple[int, int]] = []
    wrapped = _is_wrapped(text, lines)
    for start, end in lines:
        if (
            joined
            and not _is_blank_between(text, joined[-1][1], start)
            and (wrapped or _goes_on(text, joined[-1][1], start))
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Block(start=s, end=e, first=i == 0) for i, (s, e) in enumerate(joined)]


def split_sentences(text: str, block: Block, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of one paragraph, without its dateline."""
    start = block.start
    dateline = _DATELINE.match(text, block.start, block.end)
    if dateline is not None:
        start = dateline.end()
    for match in _BREAK.finditer(text, start, block.end):
        mark = match.group()
        if mark[0] == "." and _is_abbreviated(text, start, match.start(), lexicon):
            continue
        yield from _bounded(text, start, match.start() + len(mark.rstrip()))
        start = match.end()
    if start < block.end:
        yield from _bounded(text, start, block.end)


def dateline_end(text: str, start: int, end: int) -> int:
    """Return where a sentence begins after a dateline ("DORNA, May 3 —"), else ``start``."""
    found = _DATELINE.match(text[start:end])
    return start if found is None else start + found.end()


def dateline_town(text: str, block: Block) -> str | None:
    """Return the town of a paragraph's dateline: "DORNA" of "DORNA, Velmora — "."""
    found = _DATELINE.match(text, block.start, block.end)
    town = _TOWN.match(text, block.start, found.end()) if found is not None else None
    return town.group().rstrip() if town is not None else None


def _is_abbreviated(text: str, start: int, dot: int, lexicon: Lexicon) -> bool:
    before = text[max(start, dot - 24) : dot]
    if _is_initial(before):
        return True
    name = before.rpartition(" ")[2]
    if not name.isalpha():
        word = _LAST_WORD.search(name) or _LAST_WORD.search(before)
        name = word.group(1) if word is not None else ""
    name = name.lower()
    if lexicon.has("abbreviation", name):
        return not (name in ("no", "art", "co") and not text[dot + 1 :].lstrip()[:1].isdecimal())
    return False


def _is_initial(before: str) -> bool:
    """Say whether a capital stands alone, or behind another initial: "J", "J.R"."""
    is_capital = "A" <= before[-1:] <= "Z"
    return is_capital and (len(before) == 1 or before[-2] == "." or before[-2].isspace())


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a sentence, or the pieces of one that is too long; neither end is white space."""
    found: list[tuple[int, int]] = []
    while end - start > _MAX_SENTENCE:
        cut = text.rfind(" ", start + _MAX_SENTENCE // 2, start + _MAX_SENTENCE)
        cut = cut if cut > start else start + _MAX_SENTENCE
        found.append(_trim(text, start, cut))
        start = cut
    return [*found, _trim(text, start, end)] if found else [(start, end)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    followed = [a for a, b in itertools.pairwise(lines) if not _is_blank_between(text, a[1], b[0])]
    if len(followed) < 3:
        return False
    n_wrapped = sum(_WRAP_MIN <= end - start <= _WRAP_MAX for start, end in followed)
    return n_wrapped / len(followed) > _WRAPPED_SHARE


def _goes_on(text: str, end: int, start: int) -> bool:
    """Say whether the line that ends at ``end`` breaks off and the next one takes it up."""
    if not text[start].islower() or text.startswith(_ARTICLES, start):
        return False
    while end and text[end - 1] in _CLOSING:
        end -= 1
    return bool(end) and text[end - 1] not in _STOPS


def _is_blank_between(text: str, start: int, end: int) -> bool:
    return text.count("\n", start, end) > 1 or text.count("\r", start, end) > 1
