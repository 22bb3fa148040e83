"""Reasons: what an address can fail by, each one sentence, so that failures can be counted.

Not here: who finds them (``addresses.py``, ``wire.py``, ``unpack.py``, ``fetch.py``). Invariant:
what varies stands in the detail beside a reason and never in it.
"""

import datetime as dt

NO_ADDRESS = "it is no address"
NOT_HTTP = "only http and https addresses are fetched"
HAS_USER = "addresses with a user name or password are not fetched"
ODD_HOST = "its host is a number in an odd spelling"
PRIVATE = "it leads into a private network"
ROBOTS = "the robots.txt of the site does not allow it"
NO_ROBOTS = "the robots.txt of the site cannot be read, so nothing is fetched there"
UNKNOWN_HOST = "the name of its host cannot be resolved"
NO_CONNECTION = "no connection can be made"
NOT_SECURE = "no secure connection can be made"
BROKEN = "the connection broke"
CUT = "the answer was cut short"
NO_HTTP = "the answer is no valid HTTP"
BAD_CODING = "the answer is packed in a way that cannot be read"
TOO_SLOW = "it took too long"
TOO_LARGE = "it is too large"
TOO_MANY_REDIRECTS = "it redirects too often"
CIRCLE = "its redirects go in a circle"
NOT_READ = "it is of a kind that is not read"
EMPTY = "the server sent nothing"
DENIED = "the server refused it"
ABSENT = "the server has no such page"
LATER = "the server asks to come again later"
FAILED = "the server failed"
NO_PAGE = "the server sent no page"

# What may be otherwise the next time, so that it is worth asking again.
PASSING = frozenset(
    {NO_ROBOTS, UNKNOWN_HOST, NO_CONNECTION, NOT_SECURE, BROKEN, CUT, TOO_SLOW, LATER, FAILED}
)


# What helps, where something does.
HINTS = {
    PRIVATE: "pass --allow-private to read pages of your own network",
    ROBOTS: "save the page in a browser and read the file",
}


class Refusal(Exception):  # noqa: N818  # what is refused is no error of ours
    """A reason and its detail, on the way to where the address is known."""

    def __init__(
        self, reason: str, detail: str = "", *, again_at: dt.datetime | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.again_at = again_at
