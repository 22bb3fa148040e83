"""Lines that were broken to fit a width, joined to paragraphs again: messages and PDF.

Not here: which lines are furniture. Invariant: no word is lost but the hyphens that a typesetter
put at the end of a line.
"""

import re
from collections.abc import Iterable, Sequence

# A line shorter than this share of the width was not broken because it was full.
FULL_SHARE = 0.75
_ITEM = re.compile(r"(?:[*•‣▪◦–—-]|\(?\d{1,2}[.)])\s+\S")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def width_of(lines: Iterable[str]) -> int:
    """Return the width that most lines were broken at, in characters: the ninth tenth of them."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


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
    width = max(width_of(lines), narrowest)
    words = {word.casefold() for line in lines for word in _WORD.findall(line)}
    paragraphs: list[list[str]] = []
    last = ""
    for line in (" ".join(line.split()) for line in lines):
        if line and last and not _is_parted(last, line, width):
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


def _is_parted(last: str, line: str, width: int) -> bool:
    """Say whether a paragraph ends between two lines."""
    if _ITEM.match(line):
        return True
    if len(last) >= FULL_SHARE * width:
        return False
    return _ENDED.search(last) is not None or line[:1].isupper() or line[:1] in "“\"'‘"


def _is_broken_word(last: str, line: str, words: set[str]) -> bool:
    """Say whether the hyphen at the end of a line is the typesetter's."""
    head, tail = _BROKEN.search(last), _FIRST.match(line)
    if head is None or tail is None or not line[0].islower():
        return False
    whole, parted = head[1] + tail[0], f"{head[1]}-{tail[0]}"
    return whole.casefold() in words or parted.casefold() not in words
