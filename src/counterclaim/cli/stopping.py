"""Ctrl-C: the first one ends a run between two documents, the second one at once.

Invariant: a run that is asked to stop has finished what it began; nothing of it is lost.
"""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

_Item = TypeVar("_Item")

STOPPED = 130  # the exit code of a command that was ended by Ctrl-C
_STEP_S = 0.2  # of waiting, after which it is asked whether to stop
_TOLD = b"stopping after this document; Ctrl-C again stops at once\n"
_STDERR = 2


class Stop:
    """Notices Ctrl-C, and that the system ends the process, while it is entered.

    It does so in the main thread; elsewhere it notices nothing.
    """

    def __init__(self) -> None:
        # A plain value: a lock, as events have, may be held by the very code that is interrupted.
        self._is_asked = False
        # What signal.signal returns: a function, a number or nothing.
        self._before: dict[signal.Signals, Any] = {}

    @property
    def is_asked(self) -> bool:
        """Whether it was asked to stop."""
        return self._is_asked

    def wait(self, seconds: float) -> bool:
        """Wait, no longer than until it is asked to stop; return whether it was."""
        until = time.monotonic() + seconds
        while not self._is_asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _STEP_S))
        return self._is_asked

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
        if self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True
        with suppress(OSError):  # not print: what it writes to may be in the middle of a line
            os.write(_STDERR, _TOLD)
