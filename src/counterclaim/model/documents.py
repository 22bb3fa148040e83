"""Documents: text that was taken out of something that was read.

Not here: how the text was got (``read``). Invariant: ``text`` is never changed after reading, since
every span counts its code points.
"""

import datetime as dt
from dataclasses import dataclass, field

from counterclaim.model.digests import sha256_of
from counterclaim.model.periods import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with what is known of it; ``published`` is a day, or a month or year as a window.

    ``captured_sha256`` is the digest of what was captured: the bytes of a file, or the canonical
    JSON of a row. ``reader`` names what made the text of them, with its version. The three last
    fields say how the text came, so that two documents that differ in them alone are equal.
    """

    text: str
    source: str = ""
    published: Window | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    captured_sha256: str | None = field(default=None, compare=False)
    reader: str = field(default="plain/1", compare=False)
    fetched_at: dt.datetime | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Hexadecimal SHA-256 of what was captured; of the text where nothing else was."""
        return self.captured_sha256 or self.sha256

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8 (lone surrogates kept as they are)."""
        return sha256_of(self.text)
