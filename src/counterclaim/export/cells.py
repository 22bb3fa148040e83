"""Text in the cells of a table: nothing of it starts a formula or breaks a file.

Not here: which columns there are (``columns.py``). Invariants: ``read_cell(formula_safe(x)) == x``
for every text; ``printable`` changes no length.
"""

import re

# What a spreadsheet takes for a formula, also behind blanks, and the wide forms of those signs.
# Apostrophes in front count, so that a mark that was added can be told from the text's own.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


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
