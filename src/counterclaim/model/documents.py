"""Documents: text that was taken out of something that was read.

Not here: how the text was got (``read``). Invariant: ``text`` is never changed after reading, since
every span counts its code points.
"""

import datetime as dt
from dataclasses import dataclass, field

from counterclaim.model.digests import sha256_of
from counterclaim.model.periods import Window

# Where a date of publication was found, the most trusted first.
DATE_SOURCES = (
    "row",  # a column of a table
    "feed",  # the entry of a feed
    "mail",  # the head of a message
    "json-ld",  # schema.org, in a page
    "meta",  # Open Graph and other meta elements of a page
    "time",  # a page's <time> element
    "pdf",  # the properties of a PDF
    "url",  # the address
    "page",  # words on the page, such as a line under its title
    "given",  # --meta or --published
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with what is known of it; ``published`` is a day, or a month or year as a window.

    ``published_from`` says where that date was found (:data:`DATE_SOURCES`) and ``published_at`` is
    the instant as it stands there, in ISO 8601 with its own offset; ``published`` is the day of it
    at that offset. ``language`` is an ISO 639-1 code, ``None`` where it cannot be told. ``notes``
    are what a reader of the document should know of how it was read, such as dates that disagree.

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
    authors: tuple[str, ...] = ()
    language: str | None = None
    published_from: str | None = None
    published_at: str | None = None
    notes: tuple[str, ...] = ()
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
