"""Back-off: a feed that fails is left alone for longer each time.

Invariant: pure; the present moment is handed in, in seconds of any clock that only goes forward.
"""

from dataclasses import dataclass, field

LONGEST_S = 86_400.0  # a feed that has been gone for weeks is still asked once a day


@dataclass(slots=True)
class Backoff:
    """When each feed may be asked again; one that has not failed, at any time."""

    every_s: float
    _failures: dict[str, int] = field(default_factory=dict)
    _not_before: dict[str, float] = field(default_factory=dict)

    def is_due(self, feed: str, now: float) -> bool:
        """Say whether a feed may be asked."""
        return now >= self._not_before.get(feed, now)

    def failed(self, feed: str, now: float) -> float:
        """Note that a feed failed; return for how many seconds it is left alone."""
        times = self._failures.get(feed, 0) + 1
        self._failures[feed] = times
        wait = min(self.every_s * 2.0 ** min(times, 32), LONGEST_S)
        self._not_before[feed] = now + wait
        return wait

    def worked(self, feed: str) -> None:
        """Note that a feed gave an answer."""
        self._failures.pop(feed, None)
        self._not_before.pop(feed, None)
