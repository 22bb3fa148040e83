"""Text in the cells of a table: nothing of it starts a formula or breaks a file.

Not here: which columns there are (``columns.py``). Invariants: ``read_cell(formula_safe(x)) == x``
for every text; ``printable`` changes no length.
"""

import re
from collections.abc import Iterable

# What a spreadsheet takes for a formula, also behind blanks, and the wide forms of those signs.
# Apostrophes in front count, so that a mark that was added can be told from the text's own.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_SPLITS = re.compile(r'[,"\r\n]')
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def formula_safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, marked by an apostrophe if need be.

    >>> formula_safe("=1+1"), formula_safe("498"), formula_safe("'-1")
    ("'=1+1", '498', "''-1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def read_cell(text: str) -> str:
    """Return the text of a cell that :func:`formula_safe` made.

    >>> read_cell("'=1+1"), read_cell("'a")
    ('=1+1', "'a")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def encodable(text: str) -> str:
    """Return text with each lone surrogate as U+FFFD, since no encoding can hold one."""
    return _SURROGATES.sub("\ufffd", text)


def printable(text: str) -> str:
    """Return text with lone surrogates and controls as U+FFFD; tabs and ends of lines stay."""
    return _CONTROLS.sub("\ufffd", encodable(text))


def csv_line(cells: Iterable[str]) -> str:
    r"""Return cells as a line of CSV, quoted where one holds a comma, a quote or an end of line.

    The standard library leaves a lone carriage return bare, and readers split the row there.

    >>> csv_line(["a,b", "c\rd", "498"])
    '"a,b","c\rd",498\n'
    """
    return ",".join(_quoted(cell) for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPLITS.search(cell) else cell


def is_web_address(url: str) -> bool:
    """Say whether a reader may be led to an address: http and https alone, no script.

    >>> is_web_address("https://orsa.example/1"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return _WEB.match(url) is not None
