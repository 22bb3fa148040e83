"""Settings: who fetches, within which limits, and what fetching needs of others.

Not here: fetching (``fetch.py``). Invariant: no setting turns a limit or robots.txt off.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from counterclaim.errors import InputError
from counterclaim.read.captured import Captured
from counterclaim.read.memory import Validators
from counterclaim.read.robots import ROBOT


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """Who asks, what may be asked, and within which limits.

    ``contact`` is an address or page that the agent names beside its ``version``; ``ca_file`` holds
    further certificates to trust, such as those of an institution.
    """

    contact: str = ""
    version: str = ""
    allow_private: bool = False
    ca_file: Path | None = None
    max_bytes: int = 20_000_000  # unpacked; pages of news have less than 5 MB, PDFs rarely more
    max_redirects: int = 10  # as browsers and crawlers have it, or less; real chains have 5
    connect_s: float = 10.0
    read_s: float = 20.0  # without a byte
    total_s: float = 60.0  # for one address with its redirects, without robots.txt and pauses
    # Between two requests to a host. One a second is what crawlers that nobody complains of keep
    # to; a site may ask for more, up to `longest_delay_s`, since a batch has to end some day.
    delay_s: float = 1.0
    longest_delay_s: float = 30.0

    def __post_init__(self) -> None:
        if not (self.contact.isascii() and self.contact.isprintable()):
            raise InputError(f"{self.contact!r} is no contact", "write an address in plain ASCII")

    @property
    def agent(self) -> str:
        """The name that servers are told."""
        name = f"{ROBOT}/{self.version}" if self.version else ROBOT
        return f"{name} (+{self.contact})" if self.contact else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """An address that gives what it gave before; ``since`` tells what that was and where it lies.

    The bytes can be read again at ``since.source``.
    """

    url: str
    since: Validators


class Store(Protocol):
    """What keeps the bytes that were fetched."""

    def add(self, captured: Captured, *, head: bytes | None = None) -> str:
        """Keep captured bytes, unpacked, with the head of the answer; return their source."""
