"""Progress on standard error: how many documents, how fast, how many were skipped and why.

A bar on a terminal; elsewhere a line now and then, for logs. Invariant: standard output is never
touched, so that what is piped elsewhere stays whole.
"""

import sys
import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from counterclaim.cli.facts import shown
from counterclaim.model.documents import Document
from counterclaim.read.skips import Skip

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

MANY = 5  # documents; with more of them a bar is worth its line
_EVERY_S = 0.1  # a bar that is drawn for each document costs more than reading it
_LOGGED_EVERY_S = 60.0  # a line in a log


class Bar:
    """Counts documents; ``total`` is ``None`` where their number is not known beforehand."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._started_at = self._drawn_at = time.monotonic()
        self._is_running = False
        self._n_items = 0
        self._skipped: Counter[str] = Counter()

    def __enter__(self) -> Self:
        if (self._total is None or self._total > MANY) and sys.stderr.isatty():
            from rich import progress  # noqa: PLC0415  # only paid for when a bar is shown
            from rich.console import Console  # noqa: PLC0415  # as above

            self._progress = progress.Progress(
                progress.TextColumn("reading"),
                progress.BarColumn(bar_width=16),
                progress.MofNCompleteColumn(),
                progress.TextColumn("{task.fields[told]}"),
                progress.TimeElapsedColumn(),
                console=Console(stderr=True),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._progress.add_task("reading", total=self._total, told="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pause(is_end=True)

    def advance(self, item: Document | Skip) -> None:
        """Count one more document or skip."""
        self._n_items += 1
        if isinstance(item, Skip):
            self._skipped[item.reason] += 1
        now = time.monotonic()
        if self._progress is None or self._task is None:
            if now - self._drawn_at >= _LOGGED_EVERY_S:
                self._drawn_at = now
                print(f"read {self._n_items:,}, {self.told(now)}", file=sys.stderr)
            return
        if now - self._drawn_at < _EVERY_S:
            return
        self._drawn_at = now
        if not self._is_running:
            self._progress.start()
            self._is_running = True
        self._progress.update(self._task, completed=self._n_items, told=self.told(now))
        self._progress.refresh()

    def pause(self, *, is_end: bool = False) -> None:
        """Take the bar off the screen while something is printed on the same terminal."""
        if self._progress is not None and self._is_running and (is_end or sys.stdout.isatty()):
            self._progress.stop()
            self._is_running = False

    def told(self, now: float) -> str:
        """Return the rate and the skips with their most frequent reason: "24/s, 12 skipped"."""
        rate = self._n_items / max(now - self._started_at, 0.001)
        words = f"{rate:,.0f}/s" if rate >= 1 else f"{rate:.1f}/s"
        if self._skipped:
            reason, times = self._skipped.most_common(1)[0]
            words += f", {self._skipped.total():,} skipped ({times:,} x {shown(reason)[:40]})"
        return words
