"""Names on a page: authors without what stands around them, titles without the outlet's name.

Invariant: what is taken off is known not to belong there; a name in doubt stays as it is.
"""

import itertools
import re
from collections.abc import Iterable, Mapping

_BY = re.compile(r"^\s*(?:(?:written|reported|words|story|text)\s+)?by[:\s]\s*", re.IGNORECASE)
_MAIL = re.compile(r"[\s(<,]*[\w.+-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,40}){1,4}[)>]?")
_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|^@|^/")
_JOINT = re.compile(r"\s*(?:;|\||\n|&amp;|\s&\s|\sand\s|,\sand\s)\s*")
_NAME = re.compile(
    r"[^\W\d_](?:[\w.'’\u02bc-]*\w)?\.?(?:\s[^\W\d_][\w.'’\u02bc-]*){1,3}"
)  # two to four words
_WHERE = re.compile(r"(?<=\w)\s+in\s+[^\W\d_a-z].*$")  # "Ada Renn in Dorna"
_OFFICE = re.compile(
    r"\b(?:analyst|bureau|chief|columnist|correspondent|desk|editor|producer|reporter|writer)s?\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+(?:\||[-–—·•:»«]|::)\s+|\s*\|\s*")
_PARTS = re.compile(r"\s+(?:\||[-–—·•»«]|::)\s+|\s*\|\s*|:\s+")
_TAIL = re.compile(r"((?:\S+\s+){2,}?\S+)\s+[|-]\s+[^\s|]+(?:\s[^\s|]+){0,3}")
_NOT_WORD = re.compile(r"[\W_]+")
_MAX = 100  # characters of a name
_MAX_AUTHORS = 20
_MAX_BYLINE = 500
_NOBODY = frozenset({"admin", "administrator", "editor", "staff", "unknown", "webmaster"})


def clean_authors(names: Iterable[str]) -> tuple[str, ...]:
    """Return the authors of bylines, each once, in order; agencies and desks stay.

    >>> clean_authors(["By Ada Renn and Tomas Lisk", "ada renn", "https://social.example/renn"])
    ('Ada Renn', 'Tomas Lisk')
    """
    found: dict[str, str] = {}
    for name in itertools.islice(names, _MAX_AUTHORS):
        text = _MAIL.sub("", " ".join(name[:_MAX_BYLINE].split()))
        if _ADDRESS.search(text):
            continue
        text = _BY.sub("", text)
        for part in _split(text):
            part = _BY.sub("", part).strip(" ,;|·•-–—")
            key = match_key(part)
            if key and key not in _NOBODY and len(part) <= _MAX:
                found.setdefault(key, part)
    return tuple(found.values())[:_MAX_AUTHORS]


def match_key(text: str) -> str:
    """Return a text as it is compared: words in lower case, nothing else."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def without_outlet(text: str, names: list[str | None], headings: Mapping[str, str]) -> str:
    """Return a title without the outlet's name behind or before it.

    ``headings`` are those that the page shows, by their keys: what is left of a title beside one of
    them is not of the title.

    >>> without_outlet("12 die in Dorna - World | The Lisk Post", ["The Lisk Post"], {})
    '12 die in Dorna - World'
    """
    known = {match_key(name) for name in names if name}
    known |= {match_key(name.rsplit(".", 1)[0]) for name in names if name and "." in name}
    known |= {name.removeprefix("the ") for name in known} | {
        name.replace(" ", "") for name in known
    }
    known.discard("")
    full = {match_key(name) for name in names if name and "." not in name}
    while True:
        if match_key(text) in headings:
            return text
        for name in names:
            if name and len(name) > 3 and text.casefold().endswith(name.casefold()):
                shorter = text[: -len(name)].rstrip()
                if shorter and shorter[-1] in "-–—|_:·•»«":
                    text = shorter.rstrip(" -–—|_:·•»«") or text
                    break
        breaks = list(_DASH.finditer(text))
        if not breaks:
            return text
        head, tail = text[: breaks[0].start()], text[breaks[-1].end() :]
        shorter = text[: breaks[-1].start()]
        if _is_outlet(tail, known) and shorter:
            text = shorter
            continue
        if match_key(head) in full and len(text) > breaks[0].end():
            text = text[breaks[0].end() :]
            continue
        for cut in breaks:  # sections between the title and the outlet
            if match_key(text[: cut.start()]) in headings:
                return text[: cut.start()]
        return text


def without_tail(title: str) -> str:
    """Return the title of a browser's window without what most likely is the outlet's name.

    >>> without_tail("Twelve die in Dorna | The Lisk Post")
    'Twelve die in Dorna'
    """
    found = _TAIL.fullmatch(title)
    return found[1] if found is not None else title


def split_title(title: str) -> list[str]:
    """Return the parts of the title of a browser's window.

    >>> split_title("The Lisk Post :: Twelve die in Dorna")
    ['The Lisk Post', 'Twelve die in Dorna']
    """
    return [part.strip() for part in _PARTS.split(title) if part and part.strip()]


def _is_outlet(text: str, known: set[str]) -> bool:
    key = match_key(text)
    return key in known or key.removeprefix("the ") in known or key.replace(" ", "") in known


def _split(text: str) -> list[str]:
    """Return the persons of a byline; commas part names only where all parts are names."""
    parts = [part for part in _JOINT.split(text) if part]
    if len(parts) > 1 and not (_NAME.match(parts[0]) or not any(p[0].islower() for p in parts)):
        parts = [text]
    found: list[str] = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if len(pieces) > 1 and _NAME.fullmatch(pieces[0]):
            pieces = [p for p in pieces[:1] + pieces[1:] if not _OFFICE.search(p)]
            is_list = all(_NAME.fullmatch(piece) for piece in pieces)
            found.extend(pieces if is_list else [part])
        else:
            found.append(part)
    return [_WHERE.sub("", name) if _NAME.match(name) else name for name in found]
