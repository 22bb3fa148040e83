"""Ctrl-C: the first one ends a run between two documents, the second one at once.

Invariant: a run that is asked to stop has finished what it began; nothing of it is lost.
"""

import signal
import sys
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

_Item = TypeVar("_Item")

STOPPED = 130  # the exit code of a command that was ended by Ctrl-C


class Stop:
    """Notices Ctrl-C while it is entered, in the main thread; elsewhere it notices nothing."""

    def __init__(self) -> None:
        self.is_asked = False
        # What signal.signal returns, which may be a function, a number or nothing.
        self._before: Any = None

    def __enter__(self) -> Self:
        try:
            self._before = signal.signal(signal.SIGINT, self._ask)
        except ValueError:  # only the main thread may do this
            self._before = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

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
        self.is_asked = True
        print("stopping after this document; Ctrl-C again stops at once", file=sys.stderr)
