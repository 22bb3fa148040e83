"""The gate before a crawl: can the bytes of a page hold a claim at all? Most pages cannot.

Step one scans the bytes for words of loss where text can stand; step two takes the whole text of
the page and asks the engine's own first stage, sentence by sentence, whether it states a loss.
Not here: what is asked (``whole_page.py``). Invariant: a page is turned away only if no
sentence of its text, furniture and hidden parts included, states a loss; what is too large, too
odd or too costly to tell passes, since readers have guards of their own.
"""

import codecs
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import re2

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.gate import iter_loss_words, list_loss_words
from counterclaim.extract.losses import find_losses
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.captured import Captured
from counterclaim.read.page_bytes import decode_page
from counterclaim.read.whole_page import iter_texts
from counterclaim.text.sentences import Block, split_sentences
from counterclaim.text.tokens import Tokens

# Beyond these a page passes. Pages of a general crawl have 100 KB (median); 4 MB of text take
# step two some 50 ms, a fraction of what the reader takes for the same page.
MAX_BYTES = 4_000_000
MAX_SENTENCES = 400  # read by the engine, some 0.2 ms each
MAX_LINES = 2_000  # with a word of loss
MAX_SCRIPTS = 5_000  # left out of a page; live blogs with embedded posts have hundreds
MAX_LINE = 20_000  # characters of one line

_HEAD = 4096  # bytes in which a charset is declared
_NEIGHBOURS = 2  # lines on either side that may belong to a sentence: cells, labels, wrapped lines
_STOPS = (".", "!", "?", "…", ".”", '."', "!”", "?”")
_CHARSET = re.compile(rb"""\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_PACKED = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
# One ASCII letter is one byte, and no other character holds that byte.
_TRANSPARENT = re.compile(r"ascii|utf-8|utf8|iso8859|latin|cp125|windows|koi8|mac|euc|tis|kz1048")

# Raw bytes in which a word may be written otherwise: letters as numbers, soft hyphens and marks
# of no width, elements inside a word, and two letters that lower case makes "k" and "s".
_INLINE = (
    rb"(?:[abisuq]|abbr|acronym|bdi|big|cite|del|em|font|ins|mark|small|span|str\w+|su[bp]|wbr)"
)
_HIDDEN = (
    rb"&#0*(?:6[5-9]|[78][0-9]|90|9[7-9]|1[01][0-9]|12[0-2]|173|820[3-7]|8288|65279)\b"
    rb"|&#x0*(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|ad|200[b-f]|2060|feff|212a|17f)\b"
    rb"|&(?:shy|zwj|zwnj|zerowidthspace|nobreak)\b"
    rb"|[a-z](?:\xc2?\xad|\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xef\xbb\xbf)[a-z]"
    rb"|\xe2\x84\xaa|\xc5\xbf"
    rb"|[a-z](?:<(?:/?"
    + _INLINE
    + rb"\b[^<>]*|!--[^<>]*--|\?[^<>]*)>|[\x01-\x08\x0b\x0e-\x1f\x7f])+[a-z]"
    rb"|\\u00(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|ad)|\\u(?:200[b-f]|2060|feff)"
    rb"|[a-z]\\u003c"
)
# Words that stand on every page, such as "the" and "from", single no page out.
_SMALL = ("preposition", "determiner", "possessive", "pronoun", "conjunction", "aux", "have")
_DISTINCT = 7  # letters; longer words of a phrase are no rarer
_MAX_MEMORY = 64 << 20  # bytes for an automaton

_SCRIPT_END = re2.compile(rb"(?i)</(?:script|style)")
_SCRIPT_STARTS = (b"<script", b"<style")
_PIECES = re.compile(r"[a-z]+")
_LINE_END = re.compile(r"[\n\r\x0b\x0c\u2028\u2029]+")


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
        return self.may_speak(captured) and self.may_claim(captured)

    def may_speak(self, captured: Captured) -> bool:
        """Step one: say whether the bytes may hold a word of loss that is text of the page."""
        if is_opaque(captured):
            return True
        data = without_scripts(captured.data)
        return _word_pattern(self.lexicon).search(data) is not None

    def may_claim(self, captured: Captured) -> bool:
        """Step two: say whether any sentence of the page's text may state a loss."""
        text = decode_page(captured) if len(captured.data) <= MAX_BYTES else None
        if text is None:
            return True
        return any(self._states_loss(part) for part in iter_texts(text))

    def _states_loss(self, text: str) -> bool:
        """Say whether a line, alone or with its neighbours, states a loss."""
        places = list(iter_loss_words(text, self.lexicon))
        if not places:
            return False
        known: set[str] = set()
        for number, line in enumerate(_lines_at(text, places)):
            if number > MAX_LINES or len(line) > MAX_LINE:
                return True
            for start, end in self._sentences(line):
                sentence = line[start:end]
                if sentence in known:
                    continue
                known.add(sentence)
                tokens = Tokens(line, (start, end), self.lexicon)
                if len(known) > MAX_SENTENCES or find_losses(Chunks(tokens)):
                    return True
        return False

    def _sentences(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the sentences of a line that hold a word of loss."""
        places = list(iter_loss_words(line, self.lexicon))
        for span in split_sentences(line, Block(start=0, end=len(line)), self.lexicon):
            first = bisect_left(places, span[0])
            if first < len(places) and places[first] < span[1]:
                yield span


def is_opaque(captured: Captured) -> bool:
    """Say whether English words may be in bytes other than their ASCII letters."""
    head = captured.data[:_HEAD]
    if head.startswith(_PACKED) or b"\x00" in head:
        return True
    names = [match[1].decode("ascii", "replace") for match in _CHARSET.finditer(head)]
    names += [captured.charset] if captured.charset else []
    return any(not _is_transparent(name) for name in names)


def without_scripts(data: bytes) -> bytes:
    """Return a page without the content of its scripts and styles.

    Only a stretch that is certainly a script is left out: from the last opening before an end,
    and no end of a comment in it. What a comment or an attribute quotes hides no text so.
    Data in JSON-LD stays.
    """
    low = data.lower()
    parts: list[bytes] = []
    place = before = 0
    for match in islice(_SCRIPT_END.finditer(low), MAX_SCRIPTS):
        end = match.start()
        start = max(low.rfind(opening, before, end) for opening in _SCRIPT_STARTS)
        before = end
        inside = low.find(b">", start, end) if start >= 0 else -1
        if inside >= 0 and low.find(b"-->", inside, end) < 0:
            if low.find(b"json", start, inside) < 0:
                parts += (low[place:inside], b">")
                place = end
    return b"".join([*parts, low[place:]])


def _lines_at(text: str, places: list[int]) -> Iterator[str]:
    """Yield the lines that hold the places, each alone, then with its open neighbours."""
    lines: list[str] = []
    held: list[int] = []
    start = at = 0
    for match in _LINE_END.finditer(text):
        line = text[start : match.end()].strip()
        if at < len(places) and places[at] < match.end():
            held.append(len(lines))
            at = bisect_left(places, match.end(), at)
        start = match.end()
        if line:
            lines.append(line)
    if at < len(places):
        held.append(len(lines))
    lines.append(text[start:].strip())
    for index in held:
        yield lines[index]
    for index in held:
        first, last = index, index
        while first and index - first < _NEIGHBOURS and not lines[first - 1].endswith(_STOPS):
            first -= 1
        while (
            last + 1 < len(lines)
            and last - index < _NEIGHBOURS
            and not lines[last].endswith(_STOPS)
        ):
            last += 1
        if first < last:
            yield " ".join(lines[first : last + 1])


@lru_cache(maxsize=256)
def _is_transparent(name: str) -> bool:
    """Say whether ASCII letters are themselves in an encoding, and no part of other characters."""
    try:
        known = codecs.lookup(name.strip("\"' ")).name
    except (LookupError, ValueError):
        return True  # no reader can use it either
    return _TRANSPARENT.match(known) is not None


@lru_cache(maxsize=8)
def _word_pattern(lexicon: Lexicon) -> "re2._Regexp[bytes]":
    """Return the pattern of a word of loss in text: behind a tag, before the next one.

    Of a phrase one word is enough, since anything may stand between its words. An escape of JSON
    ends in a letter or digit, so that a word right behind it has no boundary of its own.
    """
    phrases = [_PIECES.findall(word) for word in list_loss_words(lexicon)]
    alone = {phrase[0] for phrase in phrases if len(phrase) == 1}
    small = {word for role in _SMALL for word in lexicon.of(role)}
    often = Counter(piece for phrase in phrases for piece in set(phrase))
    heads = {
        max(phrase, key=lambda one: (one not in small, min(len(one), _DISTINCT), often[one]))
        for phrase in phrases
        if alone.isdisjoint(phrase)
    }
    inner = "|".join(sorted(alone | heads)).encode()
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = _MAX_MEMORY
    edge = rb"(?:\b|\\[nrt]|\\u[0-9a-f][0-9a-f][0-9a-f][0-9a-f])"
    return re2.compile(
        rb"(?:\A|>|<[^a-z/!?]|<meta\b)[^<>]*" + edge + rb"(?:" + inner + rb")\b|" + _HIDDEN, options
    )
