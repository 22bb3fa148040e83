"""Documents: text that was taken out of something that was read.

Not here: how the text was got (``read``). Invariant: ``text`` is never changed after reading, since
every span counts its code points.
"""

import hashlib
from dataclasses import dataclass

from counterclaim.model.periods import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with what is known of it; ``published`` is a day, or a month or year as a window."""

    text: str
    source: str = ""
    published: Window | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8 (lone surrogates kept as they are)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
