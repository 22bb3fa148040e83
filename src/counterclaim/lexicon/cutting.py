"""How a text is cut into words, for the phrases of the lexicon and the sentences of a text.

Numbers with their separators, compounds with hyphens, and words with inner apostrophes are one
token each; the possessive ``'s`` and every mark of punctuation stand alone.
"""

import re

CUT = re.compile(
    r"""
    \s*+(?:                                               # no time for white space itself
    [a-zA-Z]{2,}+(?:(?=[ ,.])|(?![\w&‑’'-]))              # most words: the shortest way
  | [,.](?=\s)                                            # most marks
  | (?:[^\W\d_]\.){2,}                                    # U.S.  a.m.
  | (?=\d)(?:                                             # what is no figure tries none
      \d+(?:\.\d+)?(?:e\+?|x10\^)\d{1,2}\b                # 1.3e6
    | \d+(?:-[^\W\d_]+)+                                  # 60-year-old
    | \d+(?:st|nd|rd|th)\b                                # 24th
    | \d{1,2}:\d\d(?:\s?[ap]\.?m\b)?                      # 10:30
    | \d+[ap]m\b                                          # 5pm
    | (?!\d{3,}/\d{3})\d+/\d+(?:/\d+)?                    # 25/10
    | \d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?(?!\d|,\d)          # 6,000  1,674.5
    | \d{1,2}(?:,\d\d){1,6},\d{3}(?!\d|,\d)               # 1,50,000
    | \d{1,3}(?:\.\d{3}){1,6}(?!\d|\.\d)(?!\s(?:million|billion|thousand))  # 6.000
    | \d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?!\d)        # 6 000
    | (?<=\d\.)\d+ | \d+(?=\.\d+\.\d)                     # 24.2.2022, piece by piece
    | \d+(?:\.\d+)?                                       # 498  1.2
    )
  | (?<=\d)[^\W\d_]{1,3}(?=-\d)                           # 5k-6k
  | [’'](?:s|ve|S|VE)\b                                   # possessive
  | [^\W\d_]\w*(?:[-&‑]\w+|[’'](?!(?:s|S|ve|VE)\b)\w+)*   # words
  | \S
    )
    """,
    re.VERBOSE,
)


def cut(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the tokens of ``text`` between ``start`` and ``end``, white space before them kept.

    Joined they are the text again, but for white space at its end.
    """
    return CUT.findall(text, start, len(text) if end is None else end)
