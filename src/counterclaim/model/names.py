"""Names in the one form in which they are compared, and in one that is fit to be shown."""

import re

_SPACE = re.compile(r"\s+")
# Escape sequences and marks that turn the direction of a line would act on what stands around.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_name(name: str) -> str:
    """Return a name in lower case, its white space single, without "the" before it.

    >>> plain_name("The  Kyiv region")
    'kyiv region'
    """
    return _SPACE.sub(" ", name).strip().casefold().removeprefix("the ")


def one_line(text: str) -> str:
    r"""Return words on one line in which nothing acts on a terminal or turns the line's direction.

    >>> one_line("a\x1b[31m\n b")
    'a\ufffd[31m b'
    """
    return _ACTING.sub("\ufffd", " ".join(text.split()))
