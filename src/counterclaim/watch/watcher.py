"""The watcher: feeds are read round by round, and what newly contradicts is told on each channel.

Not here: printing and options (``cli``), the tables (``ledger``). Invariants: what stood in the
ledger before a channel was first watched is not told on it; a notice is told at least once, also
after a crash between reading and telling; a feed, channel or notice that fails never stops the
others. A notice that a channel refuses is told on it again in every round, after all others: it is
never given up, since what refuses may be mended.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

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
from counterclaim.watch.notices import Notice, find_new, keys_of

_BASELINE = "baseline"  # the key that says that a channel has been watched before


@dataclass(slots=True, kw_only=True)
class Round:
    """What one round did: its tally, how much was told, feeds and channels that failed.

    ``n_told`` counts the questions of which something was told, on however many channels.
    """

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
    ``clock`` gives seconds, ``now`` an aware instant; ``is_stopped`` is asked between documents and
    between notices. ``check`` is called before a round, and raises where the ledger is not this
    watcher's any more.
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
    check: Callable[[], None] = field(default=lambda: None)
    _is_told_before: bool = field(default=False, init=False)
    _failed: set[str] = field(default_factory=set, init=False)
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
        self.check()
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
        """Yield the entries of a feed; a page in its place is a failure, and no document.

        Its failures are told as problems, and are not for the ledger, round after round.
        """
        failed: Skip | None = None
        own = {feed, str(Path(feed))}  # a path is told without the ./ before it
        for number, item in enumerate(iter_sources([feed], replace(self.how, kind="feed"))):
            if number or not isinstance(item, Skip) or item.source not in own:
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
        self._is_told_before = False  # unless all is told: then again, whatever the feeds bring
        if self.is_stopped():
            return
        disputes = self._disputes()
        keys = keys_of(disputes)
        questions: set[str] = set()
        is_all = True
        for channel in self.channels:
            told = {key for key in keys if self._memory.is_announced(_key(channel, key))}
            is_all &= self._tell_on(channel, find_new(disputes, told), done, questions)
        done.n_told = len(questions)
        self._is_told_before = is_all

    def _tell_on(
        self, channel: Channel, notices: list[Notice], done: Round, questions: set[str]
    ) -> bool:
        """Tell notices on a channel and add what they ask; return whether all were taken.

        Those that failed before come last, so that one that is never taken, in whatever way the
        other side shows it, does not stand before the others for ever.
        """
        problems: Counter[str] = Counter()
        for notice in sorted(notices, key=lambda one: self._has_failed(channel, one)):
            if self.is_stopped():
                return False
            kept = [_key(channel, key) for key in notice.keys]
            try:
                channel.tell(notice, self.now())
            except HookError as error:
                problems[error.message] += 1
                self._failed.update(kept)
                if error.is_refusal:
                    continue
                break
            self._memory.keep_announced(kept)
            self._failed.difference_update(kept)
            questions.add(notice.dispute.id)
        for problem, times in problems.items():
            done.problems.append(problem + (f" ({times:,} notices)" if times > 1 else ""))
        return not problems

    def _has_failed(self, channel: Channel, notice: Notice) -> bool:
        return any(_key(channel, key) in self._failed for key in notice.keys)

    def _disputes(self) -> list[Dispute]:
        return list_disputes(self.store.claims(), self.lexicon)


def _key(channel: Channel, key: str) -> str:
    return f"{channel.name}:{key}"
