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
_PIECES = re.compile(r"(?<=[.!]) ")
_STOP = re.compile(r"[.!](?= )")
_SHORT = 90  # characters; a pointer elsewhere is shorter than this
_LONG = 400  # characters; a caption or a line of furniture is shorter than this
_END = re.compile(r"[.!?…:]['”\"’)]*$")


def label_blocks(text: str, blocks: list[Block], lexicon: Lexicon) -> list[Part]:
    """Return what each paragraph is; ``copy`` is a caption that repeats the line before it."""
    parts: list[Part] = []
    lines = [text[block.start : block.end] for block in blocks]
    lines = [_plain(line) if len(line) < _LONG else line for line in lines]
    credited = _find_credits(lines, lexicon)
    before = ""
    for index, line in enumerate(lines):
        if len(line) >= _LONG:  # compared as it stands: nothing so long is furniture
            part: Part = "copy" if line == before and index > 1 else "body"
        elif line == before and index > 1 and parts[-1] != "furniture":
            part = "copy"
        elif _is_furniture(line, lexicon):
            part = "furniture"
        else:
            part = "caption" if index in credited else "body"
        if part == "copy" and parts[-1] == "body":
            parts[-1] = "caption"
        parts.append(part)
        before = line
    return parts


def _plain(line: str) -> str:
    """Return a line as it is compared: lower case, without its bullet, single spaces."""
    line = line if line[0].isalnum() else _BULLET.sub("", line)
    low = line.lower().replace("’", "'")
    is_plain = low.isprintable() and "  " not in low  # no white space but single spaces
    return low if is_plain else " ".join(low.split())


def _find_credits(lines: list[str], lexicon: Lexicon) -> set[int]:
    """Return the short lines that hold a mark of a caption; all are read in one go."""
    short = [line if len(line) < _LONG else "" for line in lines]
    data = "\n".join(short).encode("utf-8", "replace")
    found: set[int] = set()
    line = place = 0
    for match in _credits(lexicon).finditer(data):
        line += data.count(b"\n", place, match.start())
        place = match.start()
        found.add(line)
    return found


@lru_cache(maxsize=8)
def _credits(lexicon: Lexicon) -> "re2._Regexp[bytes]":
    """Return the pattern of the marks of a caption: "Photo:", "/Getty"."""
    marks = "|".join(map(re2.escape, sorted(lexicon.of("furniture.credit"))))
    return re2.compile((marks or r"[^\x00-\x{10ffff}]").encode())


def _is_furniture(low: str, lexicon: Lexicon) -> bool:
    if _WORD.search(low) is None or lexicon.has("furniture.live", low):
        return True
    stop = _STOP.search(low)
    if lexicon.has("furniture.line", low[: stop.end()] if stop is not None else low):
        return all(lexicon.has("furniture.line", piece) for piece in _PIECES.split(low) if piece)
    if len(low) >= _SHORT:
        return False
    if lexicon.has("furniture.line", _END.sub("", low)):
        return True
    if low.endswith(".") or not low.startswith(_openings(lexicon)):
        return False
    return any(
        low == s or (low.startswith(s) and not (s[-1].isalnum() and low[len(s)].isalnum()))
        for s in _openings(lexicon)
    )


@lru_cache(maxsize=8)
def _openings(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(lexicon.of("furniture.start"))
