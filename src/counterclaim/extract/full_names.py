"""The full names of people that a text gives anywhere, for the surnames that stand alone in it."""

import re
from collections.abc import Iterator

from counterclaim.lexicon.lexicon import Lexicon

# At most 40 letters a word: longer ones are no names, and time stays linear over one long word.
_FULL_NAME = re.compile(
    r"([A-Z\x80-\U0010ffff](?<=[^\W\d_])(?<!\w.)[\w’'-]{1,40}+"
    r"(?: (?:bin|al|el|de|von|van|[A-Z]\.))?+ [^\W\d_a-z][\w’'-]{0,40}[^\W\d_])\b"
)


def find_full_names(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the pairs of capitalised words that may be a person's name, without a title."""
    place = 0
    while (match := _FULL_NAME.search(text, place)) is not None:
        full = match.group(1)
        first = full.split()[0]
        if _opens_no_name(first.lower().replace("’", "'"), lexicon):
            place = match.start() + len(first)
            continue
        place = match.end()
        yield full


def _opens_no_name(low: str, lexicon: Lexicon) -> bool:
    """Say whether a word before a name is none of it: "President", "Russia's", "But"."""
    if low.endswith("'s") or lexicon.has("honorific", low) or low in lexicon.letters:
        return True
    names = lexicon.names.get(low, ())
    return any(name.sort in ("name", "adjective", "seat", "body") for name in names)
