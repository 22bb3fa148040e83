"""What in a text is not the article: widget errors, share bars, pointers elsewhere, captions.

Invariant: furniture is judged line by line and by its neighbours only, never by what other
documents hold, so that the same text always gives the same answer.
"""

import re
from functools import lru_cache
from typing import Literal

import re2

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.text.sentences import Block

Part = Literal["body", "caption", "furniture", "copy"]

_BULLET = re.compile(r"^[\s•*·▪◦–—-]+")
_WORD = re.compile(r"[^\W_]")
_PIECES = re.compile(r"(?<=[.!])\s+")
_SHORT = 90  # characters; a pointer elsewhere is shorter than this
_LONG = 400  # characters; a caption or a line of furniture is shorter than this
_END = re.compile(r"[.!?…:]['”\"’)]*$")


def label_blocks(text: str, blocks: list[Block], lexicon: Lexicon) -> list[Part]:
    """Return what each paragraph is; ``copy`` is a caption that repeats the line before it."""
    parts: list[Part] = []
    before = ""
    for index, block in enumerate(blocks):
        line = text[block.start : block.end]
        if len(line) >= _LONG:  # compared as it stands: nothing so long is furniture
            parts.append("copy" if line == before and index > 1 else "body")
            if parts[-1] == "copy" and parts[-2] == "body":
                parts[-2] = "caption"
            before = line
            continue
        low = _plain(line)
        if low == before and index > 1 and parts[-1] != "furniture":
            parts[-1] = "caption" if parts[-1] == "body" else parts[-1]
            parts.append("copy")
        else:
            parts.append(_part(low, lexicon))
        before = low
    return parts


def _plain(line: str) -> str:
    """Return a line as it is compared: lower case, without its bullet, single spaces."""
    return " ".join(_BULLET.sub("", line).lower().replace("’", "'").split())


def _part(low: str, lexicon: Lexicon) -> Part:
    if _is_furniture(low, lexicon):
        return "furniture"
    return "caption" if _credits(lexicon).search(low.encode("utf-8", "replace")) else "body"


@lru_cache(maxsize=8)
def _credits(lexicon: Lexicon) -> "re2._Regexp[bytes]":
    """Return the pattern of the marks of a caption: "Photo:", "/Getty"."""
    marks = "|".join(map(re2.escape, sorted(lexicon.of("furniture.credit"))))
    return re2.compile((marks or r"[^\x00-\x{10ffff}]").encode())


def _is_furniture(low: str, lexicon: Lexicon) -> bool:
    if _WORD.search(low) is None or lexicon.has("furniture.live", low):
        return True
    first = _PIECES.search(low)
    if lexicon.has("furniture.line", low[: first.start()] if first is not None else low):
        return all(lexicon.has("furniture.line", piece) for piece in _PIECES.split(low) if piece)
    if len(low) >= _SHORT:
        return False
    if lexicon.has("furniture.line", _END.sub("", low)):
        return True
    starts = lexicon.of("furniture.start")
    return any(
        low == s or (low.startswith(s) and not (s[-1].isalnum() and low[len(s)].isalnum()))
        for s in starts
    ) and not low.endswith(".")
