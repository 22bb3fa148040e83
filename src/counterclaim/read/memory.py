"""What reading remembers between runs: validators, places in archives, entries of feeds.

Not here: where it is kept (the ledger, handed in by ``api``). Invariant: forgetting costs time and
never a document; what is remembered was read before.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with an address, to ask whether it changed, and what was captured then."""

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    source: str | None = None
    fetched_at: dt.datetime | None = None


class Memory(Protocol):
    """What a ledger offers to those who read."""

    def validators_of(self, url: str) -> Validators | None:
        """Return what is known of an address, ``None`` where it was never fetched."""

    def keep_validators(self, url: str, validators: Validators) -> None:
        """Remember what a server gave with an address."""

    def position_of(self, archive: str) -> int:
        """Return the byte up to which an archive was read; 0 where it was not."""

    def keep_position(self, archive: str, position: int) -> None:
        """Remember that all records before a byte of an archive are done with."""

    def is_seen(self, feed: str, entry: str) -> bool:
        """Say whether an entry of a feed, in this version of it, was read before."""

    def keep_seen(self, feed: str, entry: str) -> None:
        """Remember an entry of a feed, in this version of it."""


@dataclass(slots=True)
class BriefMemory:
    """Remembers for as long as it lives; for commands without a ledger."""

    validators: dict[str, Validators] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def validators_of(self, url: str) -> Validators | None:
        """Return what is known of an address."""
        return self.validators.get(url)

    def keep_validators(self, url: str, validators: Validators) -> None:
        """Remember what a server gave with an address."""
        self.validators[url] = validators

    def position_of(self, archive: str) -> int:
        """Return the byte up to which an archive was read."""
        return self.positions.get(archive, 0)

    def keep_position(self, archive: str, position: int) -> None:
        """Remember that all records before a byte are done with."""
        self.positions[archive] = position

    def is_seen(self, feed: str, entry: str) -> bool:
        """Say whether an entry was read before."""
        return (feed, entry) in self.seen

    def keep_seen(self, feed: str, entry: str) -> None:
        """Remember an entry."""
        self.seen.add((feed, entry))
