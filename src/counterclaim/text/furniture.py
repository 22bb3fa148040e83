"""What in a text is not the article: widget errors, share bars, pointers elsewhere, captions.

Invariant: furniture is judged line by line and by its neighbours only, never by what other
documents hold, so that the same text always gives the same answer.
"""

import re
from typing import Literal

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.text.sentences import Block

Part = Literal["body", "caption", "furniture", "copy"]

_BULLET = re.compile(r"^[\s•*·▪◦–—-]+")
_PIECES = re.compile(r"(?<=[.!])\s+")
_SHORT = 90  # characters; a pointer elsewhere is shorter than this
_END = re.compile(r"[.!?…:]['”\"’)]*$")


def label_blocks(text: str, blocks: list[Block], lexicon: Lexicon) -> list[Part]:
    """Return what each paragraph is; ``copy`` is a caption that repeats the line before it."""
    lines = [_BULLET.sub("", text[b.start : b.end]).strip() for b in blocks]
    lows = [" ".join(line.lower().replace("’", "'").split()) for line in lines]
    parts: list[Part] = ["body"] * len(blocks)
    for index, low in enumerate(lows):
        if _is_furniture(low, lexicon):
            parts[index] = "furniture"
        elif index and low and low == lows[index - 1] and index > 1:
            parts[index] = "copy"
            parts[index - 1] = "caption"
        elif any(mark in low for mark in lexicon.of("furniture.credit")) and len(low) < 400:
            parts[index] = "caption"
    return parts


def _is_furniture(low: str, lexicon: Lexicon) -> bool:
    if not low or not any(c.isalnum() for c in low):
        return True
    if lexicon.has("furniture.line", low) or lexicon.has("furniture.live", low):
        return True
    pieces = [piece for piece in _PIECES.split(low) if piece]
    if all(lexicon.has("furniture.line", piece) for piece in pieces):
        return True
    if len(low) >= _SHORT:
        return False
    if lexicon.has("furniture.line", _END.sub("", low)):
        return True
    starts = lexicon.of("furniture.start")
    return any(
        low == s or (low.startswith(s) and not (s[-1].isalnum() and low[len(s)].isalnum()))
        for s in starts
    ) and not low.endswith(".")
