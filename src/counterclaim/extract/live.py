"""Entries of a live report: on which day each of them was written.

An entry opens with its time of day ("17:42", "13.05 GMT"), which may follow its date. Invariant:
one such line is no live report; paragraphs before the first entry have no day of their own.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

from counterclaim.extract.dates import find_dates
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.periods import Window
from counterclaim.text.sentences import Block
from counterclaim.text.tokens import Tokens

_MOST = 40  # characters of date, time and zone that open an entry
_OPENING = re.compile(
    r"(?:From )?(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4},? )?"
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d.:%])(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?(?=[ \n]|$)"
)


class Entries:
    """The days of the entries of one text, by paragraph; empty where it is no live report."""

    def __init__(
        self, text: str, blocks: Sequence[Block], day: dt.date | None, lexicon: Lexicon
    ) -> None:
        self.starts: list[int] = []
        self.days: list[dt.date | None] = []
        for at, block in enumerate(blocks):
            opening = _OPENING.match(text, block.start, min(block.end, block.start + _MOST))
            if opening is None:
                continue
            self.starts.append(at)
            self.days.append(_day_of(text, opening, lexicon) or day)
        if len(self.starts) < 2:
            self.starts, self.days = [], []

    def day_of(self, block: int) -> dt.date | None:
        """Return the day of the entry in which a paragraph stands, ``None`` outside of any."""
        at = bisect_right(self.starts, block) - 1
        return self.days[at] if at >= 0 else None


def _day_of(text: str, opening: re.Match[str], lexicon: Lexicon) -> dt.date | None:
    if opening["date"] is None:
        return None
    dates = find_dates(Tokens(text, opening.span("date"), lexicon), None)
    window: Window | None = dates[0].window if dates else None
    return window.start if window is not None and window.is_day else None
