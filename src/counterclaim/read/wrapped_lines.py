"""Lines that were broken to fit a width, joined to paragraphs again: messages and PDF.

Not here: which lines are furniture. Invariant: no word is lost but the hyphens that a typesetter
put at the end of a line.
"""

import re
from collections.abc import Sequence

# A line shorter than this share of the width was not broken because it was full.
FULL_SHARE = 0.75
# Lines before and after whose second longest tells the width: a page may have several, and the
# longest line may be one that was not broken at all.
_NEAR = 6
_FEW = 4  # lines; among so few the longest is the best that there is
_LONGEST_WORD = 60  # characters looked at before a hyphen
_ITEM = re.compile(r"(?:[*•‣▪◦–—-]|\(?\d{1,2}[.)])\s+\S")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def paragraphs_of(
    lines: Sequence[str], *, narrowest: int = 0, is_hyphenated: bool = False
) -> list[str]:
    """Return the paragraphs of broken lines; a blank line always parts two.

    ``narrowest`` is the least width in characters that lines are broken at. ``is_hyphenated`` says
    that words may be broken at the end of a line; a hyphen stays where the word stands with it
    elsewhere, before a capital and beside a figure.

    >>> paragraphs_of(["Eleven civilians were", "killed on Friday.", "", "More to follow."])
    ['Eleven civilians were killed on Friday.', 'More to follow.']
    """
    lines = [" ".join(line.split()) for line in lines]
    lengths = [len(line) for line in lines]
    words = {word.casefold() for line in lines for word in _WORD.findall(line)}
    paragraphs: list[list[str]] = []
    last = ""
    for number, line in enumerate(lines):
        near = sorted(lengths[max(0, number - _NEAR) : number + _NEAR + 1])
        width = max(near[-2 if len(near) > _FEW else -1], narrowest)
        if line and last and not _is_parted(last, line, width, is_first=len(paragraphs[-1]) == 1):
            pieces = paragraphs[-1]
            if is_hyphenated and _is_broken_word(last, line, words):
                pieces[-1] = pieces[-1][:-1]
            elif not (last.endswith("-") and last[-2:-1].strip()):
                pieces.append(" ")
            pieces.append(line)
        elif line:
            paragraphs.append([line])
        last = line
    return ["".join(pieces) for pieces in paragraphs]


def _is_parted(last: str, line: str, width: int, *, is_first: bool) -> bool:
    """Say whether a paragraph ends between two lines; a heading is its first line and its last."""
    if _ITEM.match(line):
        return True
    if len(last) >= FULL_SHARE * width:
        return False
    return _ENDED.search(last) is not None or (is_first and line[0].isupper())


def _is_broken_word(last: str, line: str, words: set[str]) -> bool:
    """Say whether the hyphen at the end of a line is the typesetter's."""
    head, tail = _BROKEN.search(last[-_LONGEST_WORD:]), _FIRST.match(line)
    if head is None or tail is None or not line[0].islower():
        return False
    whole, parted = head[1] + tail[0], f"{head[1]}-{tail[0]}"
    return whole.casefold() in words or parted.casefold() not in words
