"""The gate before a crawl: can the bytes of a page hold a claim at all? Most pages cannot.

Step one takes all text of the page off its markup, cheaply, and looks for words of loss in it; step
two asks the engine's own first stage, sentence by sentence, whether one of them states a loss.
Not here: what is asked (``whole_page.py``). Invariant: a page is turned away only if no
sentence of its text, furniture and hidden parts included, states a loss; what is too large, too
odd or too costly to tell passes, since readers have guards of their own.
"""

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import re2

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.gate import iter_loss_words
from counterclaim.extract.losses import find_losses
from counterclaim.extract.quantities import OPENING_ROLES
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.captured import Captured
from counterclaim.read.page_bytes import decode_page
from counterclaim.read.whole_page import CELL, finish, parts_of_title, whole_text
from counterclaim.text.sentences import Block, split_sentences
from counterclaim.text.tokens import Tokens

# Beyond these a page passes. Pages of a general crawl have 100 KB (median); 4 MB of text take
# step two some 50 ms, a fraction of what the reader takes for the same page.
MAX_BYTES = 4_000_000
MAX_SENTENCES = 400  # read by the engine, some 0.2 ms each
MAX_LINES = 2_000  # with a word of loss
MAX_LINE = 20_000  # characters of one line

_HEAD = 4096  # bytes in which a charset is declared
_NEIGHBOURS = 2  # lines on either side that may belong to a sentence: cells, labels, wrapped lines
_MAX_NEIGHBOURS, _HEADING = 12, 200  # lines of a heading set word by word, and its characters
_WRAP_MIN, _WRAP_MAX = 40, 120  # characters of a line of wrapped text
_STOPS = (".", "!", "?", "…", ".”", '."', "!”", "?”")
_CHARSET = re.compile(rb"""\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_PACKED = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
# One ASCII letter is one byte, and no other character holds that byte.
_TRANSPARENT = re.compile(r"ascii|utf-8|utf8|iso8859|latin|cp125|windows|koi8|mac|euc|tis|kz1048")


class Gate:
    """Tells pages that may hold a claim from those that hold none; one for a lexicon.

    It knows the words of its lexicon alone: a page in another language is turned away like any
    other page without an English sentence that states a loss.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def lets(self, captured: Captured) -> bool:
        """Say whether a page may hold a claim; never ``False`` for one that does.

        >>> from counterclaim.lexicon.load import load_lexicon
        >>> gate = Gate(load_lexicon())
        >>> gate.lets(Captured(data=b"<p>The raid killed <b>12</b> men.</p>", source="a"))
        True
        >>> gate.lets(Captured(data=b"<body><p>He killed the engine and left.</p>", source="b"))
        False
        """
        try:
            text = self.find_words(captured)
            return text is None or (bool(text[1]) and self.states_loss(*text))
        except Exception:  # noqa: BLE001 - readers have guards of their own, and tell what is wrong
            return True

    def find_words(self, captured: Captured) -> tuple[str, list[int]] | None:
        """Step one: return all text of a page with the places of its words of loss.

        ``None`` is for a page that passes without being looked at.
        """
        data, charset = captured.data, _declared(captured)
        if len(data) > MAX_BYTES:
            return None
        if is_opaque(data, charset):
            page = decode_page(captured)
            if page is None:
                return None
            data, charset = page.encode("utf-8", "replace"), "utf-8"
        whole = whole_text(data)
        if whole is None:
            return None
        bare = replace(captured, data=whole, charset=charset)
        decoded = decode_page(bare) if bare.data.strip() else ""
        if decoded is None:
            return None
        text = finish(decoded)
        return text, list(iter_loss_words(text, self.lexicon))

    def states_loss(self, text: str, places: list[int]) -> bool:
        """Step two: say whether a sentence of the text, alone or joined, states a loss."""
        known: set[str] = set()
        n_read = 0
        for number, line in enumerate(_iter_lines(text, places)):
            if number > MAX_LINES or len(line) > MAX_LINE:
                return True
            if line in known or _counting(self.lexicon).search(line) is None:
                continue
            known.add(line)
            for span in self._sentences(line):
                sentence = line[span[0] : span[1]]
                if sentence in known and span != (0, len(line)):
                    continue
                known.add(sentence)
                n_read += 1
                if n_read > MAX_SENTENCES or find_losses(Chunks(Tokens(line, span, self.lexicon))):
                    return True
        return False

    def _sentences(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the sentences of a line that hold a word of loss and what may count people."""
        places = list(iter_loss_words(line, self.lexicon))
        if not places:
            return
        counting = _counting(self.lexicon)
        for span in split_sentences(line, Block(start=0, end=len(line)), self.lexicon):
            first = bisect_left(places, span[0])
            if first < len(places) and places[first] < span[1]:
                if counting.search(line[span[0] : span[1]]) is not None:
                    yield span


def is_opaque(data: bytes, charset: str | None) -> bool:
    """Say whether English words may be in bytes other than their ASCII letters."""
    head = data[:_HEAD]
    return head.startswith(_PACKED) or b"\x00" in head or not _is_transparent(charset or "utf-8")


def _declared(captured: Captured) -> str | None:
    """Return the charset that came with a page or that it declares; an odd one before others."""
    found = _CHARSET.findall(captured.data[:_HEAD])
    names = [name.decode("ascii", "replace") for name in found]
    names += [captured.charset] if captured.charset else []
    return next((name for name in names if not _is_transparent(name)), next(iter(names), None))


def _iter_lines(text: str, places: list[int]) -> Iterator[str]:
    """Yield the lines of words of loss: in parts, whole, and with their open neighbours."""
    for line in _lines_at(text, places):
        if CELL in line:
            cells = [cell.strip() for cell in line.split(CELL)]
            cells = [cell for cell in cells if cell]
            yield from cells
            yield " | ".join(cells)
            line = " ".join(cells)
        yield line
        yield from parts_of_title(line)


def _lines_at(text: str, places: list[int]) -> Iterator[str]:
    """Yield the lines that hold the places, then those with their open neighbours."""
    held: list[tuple[int, int]] = []
    end = -1
    for place in places:
        if place >= end:
            start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            end = end if end >= 0 else len(text)
            held.append((start, end))
            yield text[start:end]
    for first, last in held:
        start, end = first, last
        for step in range(_MAX_NEIGHBOURS):
            if step >= _NEIGHBOURS and end - start > _HEADING:
                break
            before = text.rfind("\n", 0, max(0, start - 1)) + 1
            if start and _goes_on(text, before, start - 1):
                start = before
            line = text.rfind("\n", 0, end) + 1
            if end < len(text) and _goes_on(text, line, end):
                end = text.find("\n", end + 1)
                end = end if end >= 0 else len(text)
        if (start, end) != (first, last):
            yield " ".join(text[start:end].split("\n"))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether a line may go on in the next one: as the engine would, and less strictly.

    It breaks off where the next begins in lower case, or is as long as lines of wrapped text.
    """
    is_open = not text[max(start, end - 9) : end].rstrip().endswith(_STOPS)
    is_wrapped = _WRAP_MIN <= end - start <= _WRAP_MAX
    return is_open and (is_wrapped or text[end + 1 : end + 2].islower())


@lru_cache(maxsize=256)
def _is_transparent(name: str) -> bool:
    """Say whether ASCII letters are themselves in an encoding, and no part of other characters."""
    try:
        known = codecs.lookup(name.strip("\"' ")).name
    except (LookupError, ValueError):
        return True  # no reader can use it either
    return _TRANSPARENT.match(known) is not None


@lru_cache(maxsize=8)
def _counting(lexicon: Lexicon) -> "re2._Regexp[str]":
    """Return the pattern of what a sentence needs to state a loss: a count, or a noun of losses.

    It is what opens a quantity for the engine (``quantities.py``), and the words of letter N.
    """
    words = {word for role in OPENING_ROLES for word in lexicon.of(role)}
    words |= {word for word, letter in lexicon.letters.items() if letter == "N"}
    firsts = sorted({re2.escape(word.split()[0]) for word in words})
    return re2.compile(rf"(?i)[\d-]|\pN|\b(?:{'|'.join(firsts)})\b")
