"""Robots: what the robots.txt of a site allows, by RFC 9309.

Not here: fetching it (``fetch.py``). Invariant: a site whose rules cannot be learned is left alone;
one that has none may be read.
"""

from dataclasses import dataclass
from math import isfinite

from protego import Protego

ROBOT = "Counterclaim"  # the name that rules are looked up by; also the first word of the agent
MAX_ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB; what comes after is not read


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site; without ``rules`` all is allowed, or nothing with a ``problem``."""

    rules: Protego | None = None
    problem: str = ""

    def allows(self, address: str) -> bool:
        """Say whether an address of the site may be fetched."""
        if self.problem:
            return False
        return self.rules is None or bool(self.rules.can_fetch(address, ROBOT))

    @property
    def delay_s(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it does not."""
        delay = None if self.rules is None else self.rules.crawl_delay(ROBOT)
        return max(0.0, delay) if delay is not None and isfinite(delay) else 0.0


def robots_of(status: int, data: bytes) -> Robots:
    r"""Return the rules that an answer to the request for robots.txt gives.

    Of the refusals (4xx) only 429 is taken for a server that cannot answer now.

    >>> robots_of(200, b"User-agent: *\nDisallow: /private").allows("https://p.example/private/a")
    False
    >>> robots_of(404, b"").allows("https://p.example/private/a")
    True
    """
    if status == 429 or status >= 500:
        return Robots(problem=f"status {status}")
    if not 200 <= status < 300:
        return Robots()
    return Robots(rules=Protego.parse(data[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")))
