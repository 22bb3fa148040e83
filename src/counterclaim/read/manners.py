"""Manners: who may be asked, and when: rules of sites, pauses between requests, servers that wait.

Not here: the requests (``fetch.py``). Invariant: time is told and spent by the clock handed in.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from counterclaim.read import fetch_reasons as why
from counterclaim.read.addresses import host_of, origin_of
from counterclaim.read.fetch_reasons import Refusal
from counterclaim.read.robots import Robots

_Value = TypeVar("_Value")

_ROBOTS_KEPT_S = 24 * 3600.0  # RFC 9309: not to be used for longer
_PROBLEM_KEPT_S = 600.0  # a site whose rules could not be had is asked again after that
_MANY_SITES = 1000  # whose rules are kept at once; each may have half a megabyte of them
_MANY_HOSTS = 100_000  # whose last request is remembered; after so many, the first is long past


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock and the waiting, handed in by those who may read it; ``now`` gives aware UTC."""

    now: Callable[[], dt.datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]


class Manners:
    """Remembers the rules of sites and when their hosts were asked last.

    Parameters
    ----------
    clock
        The clock and the waiting.
    ask
        Gets the rules of a site, given its origin (``https://news.example``).
    delay_s, longest_delay_s
        Seconds between two requests to a host, and the most that a site may ask for.
    """

    def __init__(
        self,
        clock: Clock,
        ask: Callable[[str], Robots],
        *,
        delay_s: float,
        longest_delay_s: float,
    ) -> None:
        self._clock = clock
        self._ask = ask
        self._delay_s = delay_s
        self._longest_delay_s = longest_delay_s
        self._robots: OrderedDict[str, tuple[float, Robots]] = OrderedDict()
        self._asked: OrderedDict[str, float] = OrderedDict()
        self._closed: OrderedDict[str, dt.datetime] = OrderedDict()

    def check(self, address: str) -> None:
        """Raise :class:`Refusal` if an address may not be asked for, by its site or not yet."""
        again_at = self._closed.get(host_of(address))
        if again_at is not None and again_at > self._clock.now():
            raise Refusal(why.LATER, "it was asked a short while ago", again_at=again_at)
        robots = self._robots_of(origin_of(address))
        if robots.problem:
            raise Refusal(why.NO_ROBOTS, robots.problem)
        if not robots.allows(address):
            raise Refusal(why.ROBOTS)

    def wait(self, address: str) -> None:
        """Wait until the host of an address may be asked again."""
        asked = self._asked.get(host_of(address))
        if asked is None:
            return
        wanted = min(self._robots_of(origin_of(address)).delay_s, self._longest_delay_s)
        pause = asked + max(wanted, self._delay_s) - self._clock.monotonic()
        if pause > 0:
            self._clock.sleep(pause)

    def note_asked(self, address: str) -> None:
        """Remember that the host of an address was asked just now."""
        _put(self._asked, host_of(address), self._clock.monotonic())

    def note_closed(self, address: str, again_at: dt.datetime) -> None:
        """Remember that the host of an address wants to be left alone until an instant."""
        _put(self._closed, host_of(address), again_at)

    def _robots_of(self, origin: str) -> Robots:
        now = self._clock.monotonic()
        kept = self._robots.get(origin)
        if kept is not None:
            age = now - kept[0]
            if age < (_PROBLEM_KEPT_S if kept[1].problem else _ROBOTS_KEPT_S):
                return kept[1]
        robots = self._ask(origin)
        self._robots[origin] = (now, robots)
        if len(self._robots) > _MANY_SITES:
            self._robots.popitem(last=False)
        return robots


def _put(table: OrderedDict[str, _Value], key: str, value: _Value) -> None:
    table[key] = value
    table.move_to_end(key)
    if len(table) > _MANY_HOSTS:
        table.popitem(last=False)
