"""The progress bar: on standard error, for many documents, on a terminal only.

Invariant: standard output is never touched, so that what is piped elsewhere stays whole.
"""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

MANY = 5  # documents; with more of them a bar is worth its line
_EVERY_S = 0.1  # a bar that is drawn for each document costs more than reading it


class Bar:
    """Counts documents; ``total`` is ``None`` where their number is not known beforehand."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._drawn_at = time.monotonic()
        self._is_running = False

    def __enter__(self) -> Self:
        if (self._total is None or self._total > MANY) and sys.stderr.isatty():
            from rich import progress  # noqa: PLC0415  # only paid for when a bar is shown
            from rich.console import Console  # noqa: PLC0415  # as above

            self._progress = progress.Progress(
                progress.TextColumn("reading"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeElapsedColumn(),
                console=Console(stderr=True),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._progress.add_task("reading", total=self._total)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pause(is_end=True)

    def advance(self) -> None:
        """Count one more document."""
        if self._progress is None or self._task is None:
            return
        self._progress.advance(self._task)
        now = time.monotonic()
        if now - self._drawn_at < _EVERY_S:
            return
        self._drawn_at = now
        if not self._is_running:
            self._progress.start()
            self._is_running = True
        self._progress.refresh()

    def pause(self, *, is_end: bool = False) -> None:
        """Take the bar off the screen while something is printed on the same terminal."""
        if self._progress is not None and self._is_running and (is_end or sys.stdout.isatty()):
            self._progress.stop()
            self._is_running = False
