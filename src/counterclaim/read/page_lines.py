"""Lines of a page's text: white space, bullets, furniture, doubled lines.

Not here: how lines are found. Invariant: a line is judged by itself and by the lines of its own
page, and either stands as it is, in its place, or goes.
"""

import re

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.month_names import is_weekday, month_number
from counterclaim.read.page_names import match_key
from counterclaim.read.page_words import JUNK
from counterclaim.read.plain import keep_offsets
from counterclaim.text.furniture import label_blocks
from counterclaim.text.sentences import Block

_SPACE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")  # not the no-break spaces
_BULLET = re.compile(r"^(?:[•▪◦●■►▶‣·*]\s*)+(?=\S)")
_REPEATED = 60  # characters; a line so long that stands twice was set twice
_OPENING = 4  # lines among which a page repeats its title
_ENDING = 2  # lines among which a page repeats its authors
_BYLINE = 120  # characters
_OTHERS = 3  # words of a byline that are neither names of authors nor of a date
_MAX_LINES = 50_000
_SENTENCE = re.compile(
    r""".{30,}[.!?…]["'”’»)\]]*(?:\s|$)
        | .{10,}[\u3002\uff01\uff1f\u0964\u06d4\u061f]  # stops of Chinese, Hindi, Urdu, Arabic
        | .{100,}""",
    re.DOTALL | re.VERBOSE,
)


def clean_lines(
    lines: list[str], title: str | None, lexicon: Lexicon, authors: tuple[str, ...] = ()
) -> list[str]:
    """Return the lines of an article without furniture, each long one once.

    >>> from counterclaim.lexicon.load import load_lexicon
    >>> lines = ["• Twelve soldiers were\u200b killed.", "Read more: the war so far"]
    >>> clean_lines(lines, None, load_lexicon())
    ['Twelve soldiers were killed.']
    """
    kept: list[str] = []
    seen: set[str] = set()
    for line in lines[:_MAX_LINES]:
        line = _BULLET.sub("", _SPACE.sub(" ", JUNK.sub("", line)).strip())
        if not line:
            continue
        key = line.casefold()
        if len(line) >= _REPEATED:
            if key in seen:
                continue
            seen.add(key)
        kept.append(keep_offsets(line))
    heading = match_key(title) if title else ""
    kept = [line for at, line in enumerate(kept) if at >= _OPENING or match_key(line) != heading]
    return _without_furniture(_without_bylines(kept, authors, lexicon), lexicon)


def _without_bylines(lines: list[str], authors: tuple[str, ...], lexicon: Lexicon) -> list[str]:
    """Return the lines without those at either end that hold names of authors and a date alone."""
    names = {word for author in authors for word in match_key(author).split()}

    def is_of_date(word: str) -> bool:
        if len(word) == 1 or word.isdecimal():
            return True
        if any(lexicon.has(role, word) for role in ("month", "weekday", "furniture.byline")):
            return True  # asked first: names in other languages take a while to load
        return month_number(word) is not None or is_weekday(word)

    def is_byline(line: str) -> bool:
        if len(line) > _BYLINE:
            return False
        words = match_key(line).split()
        named = [w for w in words if w in names]
        has_year = any(len(w) == 4 and w.isdecimal() for w in words)
        if not named and not has_year:
            return False
        dated = has_year and any(lexicon.has("month", w) for w in words)
        dated = dated or (has_year and any(month_number(w) is not None for w in words))
        if not named and not dated:
            return False
        others = [w for w in words if w not in names and not is_of_date(w)]
        if named and dated:  # with the outlet, or who took the pictures
            return len(others) <= _OTHERS
        return (bool(named) or dated) and not others

    last = len(lines) - _ENDING
    return [line for at, line in enumerate(lines) if _OPENING <= at < last or not is_byline(line)]


def is_article(lines: list[str], lexicon: Lexicon, *, is_declared: bool = True) -> bool:
    """Say whether lines hold sentences, more of them than are of cookies, browsers, scripts.

    A page that declares an article (``is_declared``) needs one sentence that is not.
    """
    walls = tuple(lexicon.of("furniture.wall"))
    said = [line.lower() for line in lines if _SENTENCE.search(line)]
    about = [low for low in said if any(word in low for word in walls)]
    return len(said) > len(about) if is_declared else len(said) > 2 * len(about)


def _without_furniture(lines: list[str], lexicon: Lexicon) -> list[str]:
    text = "\n".join(lines)
    blocks: list[Block] = []
    place = 0
    for line in lines:
        blocks.append(Block(start=place, end=place + len(line), first=not blocks))
        place += len(line) + 1
    parts = label_blocks(text, blocks, lexicon)
    return [
        line for line, part in zip(lines, parts, strict=True) if part not in ("furniture", "copy")
    ]
