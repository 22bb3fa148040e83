"""Captured bytes: what every reader starts from, with where they lie and what came with them.

Not here: how they are read. Invariant: ``source`` leads back to exactly these bytes.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property

from counterclaim.read.skips import Skip


@dataclass(frozen=True, kw_only=True)
class Captured:
    """The bytes of one page, message, feed or file, decoded from any transfer encoding.

    ``source`` is a path, an address, or the place in an archive (``crawl.warc.gz#offset=1234``, in
    a WACZ ``saved.wacz#archive/data.warc.gz#offset=1234``). ``media_type`` and ``charset`` are what
    the server declared, ``None`` where nothing did; ``fetched_at`` is an aware instant.
    """

    data: bytes
    source: str
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    fetched_at: dt.datetime | None = None

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def skip(self, reason: str, detail: str = "") -> Skip:
        """Return the skip of these bytes."""
        return Skip(source=self.source, reason=reason, detail=detail)
