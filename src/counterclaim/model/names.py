"""Names in the one form in which they are compared."""

import re

_SPACE = re.compile(r"\s+")


def plain_name(name: str) -> str:
    """Return a name in lower case, its white space single, without "the" before it.

    >>> plain_name("The  Kyiv region")
    'kyiv region'
    """
    return _SPACE.sub(" ", name).strip().casefold().removeprefix("the ")
