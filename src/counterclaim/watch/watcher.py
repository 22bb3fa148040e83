"""The watcher: feeds are read round by round, and what newly contradicts is told on each channel.

Not here: printing and options (``cli``), the tables (``ledger``). Invariants: what stood in the
ledger before a channel was first watched is not told on it; a notice is told at least once, also
after a crash between reading and telling; a feed or channel that fails never stops the others.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from counterclaim.errors import HookError
from counterclaim.group.disputes import list_disputes
from counterclaim.ledger.ingest import StopReading, Tally
from counterclaim.ledger.memory import LedgerMemory
from counterclaim.ledger.store import LedgerStore
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.disputes import Dispute
from counterclaim.model.documents import Document
from counterclaim.read.skips import Skip
from counterclaim.read.sources import How, iter_sources, list_feeds
from counterclaim.watch.backoff import Backoff
from counterclaim.watch.channels import Channel
from counterclaim.watch.notices import find_new, keys_of

_BASELINE = "baseline"  # the key that says that a channel has been watched before


@dataclass(slots=True, kw_only=True)
class Round:
    """What one round did: its tally, how many notices were told, feeds and channels that failed."""

    n_feeds: int = 0
    n_waiting: int = 0
    n_failed: int = 0
    tally: Tally = field(default_factory=Tally)
    n_told: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Feeds and a ledger, watched.

    ``feeds`` are addresses and paths of feeds, or of lists of them, which are read anew each round;
    ``clock`` gives seconds, ``now`` an aware instant; ``is_stopped`` is asked between documents.
    """

    store: LedgerStore
    lexicon: Lexicon
    how: How
    feeds: Sequence[str]
    channels: Sequence[Channel]
    backoff: Backoff
    clock: Callable[[], float]
    now: Callable[[], dt.datetime]
    is_stopped: Callable[[], bool] = field(default=lambda: False)
    _is_told_before: bool = field(default=False, init=False)
    _memory: LedgerMemory = field(init=False)

    def __post_init__(self) -> None:
        self._memory = self.store.memory()

    def begin(self) -> int:
        """Take what the ledger holds as known to channels that are new; return how much it is."""
        new = [c for c in self.channels if not self._memory.is_announced(_key(c, _BASELINE))]
        if not new:
            return 0
        keys = keys_of(self._disputes())
        for channel in new:
            kept = [_key(channel, key) for key in (*keys, _BASELINE)]
            self._memory.keep_announced(kept)
        return len(keys)

    def round(self) -> Round:
        """Read what is new in the feeds that are due, and tell what newly contradicts."""
        done = Round()
        items = self._items(done)
        first = None
        with suppress(StopReading):
            first = next(items, None)
        if first is not None:
            what = f"watch {' '.join(self.feeds)}"
            done.tally = self.store.ingest(chain([first], items), what=what)
        changed = done.tally.n_claims_new or done.tally.n_claims_changed
        if changed or not self._is_told_before:
            self._tell(done)
        return done

    def _items(self, done: Round) -> Iterator[Document | Skip]:
        for feed in list_feeds(self.feeds, self.how):
            if isinstance(feed, Skip):
                done.problems.append(f"{feed.source}: {feed.told}")
                continue
            done.n_feeds += 1
            if self.backoff.is_due(feed, self.clock()):
                yield from self._items_of(feed, done)
            else:
                done.n_waiting += 1

    def _items_of(self, feed: str, done: Round) -> Iterator[Document | Skip]:
        failed: Skip | None = None
        for item in iter_sources([feed], self.how):
            if not isinstance(item, Skip) or item.source != feed:
                yield item
            elif item.is_kept:  # else the feed has not changed
                failed = item
            if self.is_stopped():
                raise StopReading
        if failed is None:
            self.backoff.worked(feed)
            return
        done.n_failed += 1
        wait = self.backoff.failed(feed, self.clock())
        again = f"asked again in {wait / 60:,.0f} minutes"
        done.problems.append(f"{feed}: {failed.told}; {again}")

    def _tell(self, done: Round) -> None:
        disputes = self._disputes()
        self._is_told_before = True
        for channel in self.channels:
            keys = keys_of(disputes)
            told = {key for key in keys if self._memory.is_announced(_key(channel, key))}
            for notice in find_new(disputes, told):
                try:
                    channel.tell(notice, self.now())
                except HookError as error:
                    done.problems.append(error.message)
                    self._is_told_before = False  # again next round, whatever the feeds bring
                    break
                kept = [_key(channel, key) for key in notice.keys]
                self._memory.keep_announced(kept)
                done.n_told += 1

    def _disputes(self) -> list[Dispute]:
        return list_disputes(self.store.claims(), self.lexicon)


def _key(channel: Channel, key: str) -> str:
    return f"{channel.name}:{key}"
