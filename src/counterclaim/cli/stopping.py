"""Ctrl-C: the first one ends a run between two documents, the second one at once.

Invariant: a run that is asked to stop has finished what it began; nothing of it is lost.
"""

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

_Item = TypeVar("_Item")

STOPPED = 130  # the exit code of a command that was ended by Ctrl-C


class Stop:
    """Notices Ctrl-C, and that the system ends the process, while it is entered.

    It does so in the main thread; elsewhere it notices nothing.
    """

    def __init__(self) -> None:
        self._asked = threading.Event()
        # What signal.signal returns: a function, a number or nothing.
        self._before: dict[signal.Signals, Any] = {}

    @property
    def is_asked(self) -> bool:
        """Whether it was asked to stop."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, no longer than until it is asked to stop; return whether it was."""
        return self._asked.wait(seconds)

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                self._before[number] = signal.signal(number, self._ask)
            except ValueError:  # only the main thread may do this
                break
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def until_asked(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Yield the items, and no more of them once it was asked to stop."""
        for item in items:
            yield item
            if self.is_asked:
                return

    def _ask(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.is_asked:
            raise KeyboardInterrupt
        self._asked.set()
        print("stopping after this document; Ctrl-C again stops at once", file=sys.stderr)
