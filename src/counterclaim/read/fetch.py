"""Addresses: what a server gives for one, within limits, as captured bytes.

With ``wire.py`` the one door of this layer to the network. Not here: which addresses are refused
(``addresses.py``), rules and pauses (``manners.py``), what answers are good for (``answers.py``),
unpacking (``unpack.py``). Invariants: whatever goes wrong is a :class:`FetchError` with one of the
reasons of ``fetch_reasons.py``; nothing takes longer or more memory than the limits; no cookie
outlives the address it was set for.
"""

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx

from counterclaim.errors import FetchError
from counterclaim.read import fetch_reasons as why
from counterclaim.read.addresses import follow, host_of, parse_address
from counterclaim.read.answers import (
    REDIRECTS,
    ResponseHead,
    check_body,
    check_head,
    validators_of,
)
from counterclaim.read.captured import Captured
from counterclaim.read.closing import Closing
from counterclaim.read.fetch_reasons import Refusal
from counterclaim.read.fetch_settings import FetchSettings, Store, Unchanged
from counterclaim.read.manners import Clock, Manners
from counterclaim.read.memory import BriefMemory, Memory, Validators
from counterclaim.read.robots import MAX_ROBOTS_BYTES, Robots, robots_of
from counterclaim.read.unpack import ACCEPTED, Unpacker
from counterclaim.read.wire import (
    FAILURES,
    Guard,
    Resolver,
    Transport,
    head_of,
    refusal_of,
    secure_context,
)

_ROBOTS_REDIRECTS = 5  # RFC 9309: followed at least so often, then taken for absent
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_MANY_PENDING = 10_000  # addresses fetched and not done with; the first are forgotten beyond


@dataclass(slots=True)
class _Answer:
    """What came of one address: the end of its redirects, and the body unless it is unchanged."""

    address: str
    head: ResponseHead
    captured: Captured | None = None


def resolve_host(host: str, port: int) -> list[str]:
    """Return the numbers of a host in the order in which they are to be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Fetcher(Closing):
    """Fetches addresses one after another; a context manager, for one thread.

    Parameters
    ----------
    clock
        The clock and the waiting.
    settings
        Contact and limits.
    memory
        Where validators are looked up and kept, for :meth:`get_changed`.
    store
        Where what was fetched is kept; without it, the source of captured bytes is their address.
    resolve
        Gives the numbers of a host.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        settings: FetchSettings | None = None,
        memory: Memory | None = None,
        store: Store | None = None,
        resolve: Resolver = resolve_host,
    ) -> None:
        self._clock = clock
        self._settings = settings = settings or FetchSettings()
        self._memory: Memory = memory or BriefMemory()
        self._store = store
        self._left_s = 0.0
        self._guard = Guard(resolve, clock.monotonic, allow_private=settings.allow_private)
        self._client = httpx.Client(
            transport=Transport(self._guard, secure_context(settings.ca_file)),
            headers={
                "User-Agent": settings.agent,
                "Accept": _ACCEPT,
                "Accept-Encoding": ACCEPTED,
                "Connection": "close",
            },
            timeout=httpx.Timeout(settings.read_s, connect=settings.connect_s),
            trust_env=False,
        )
        self._manners = Manners(
            clock,
            self._ask_robots,
            delay_s=settings.delay_s,
            longest_delay_s=settings.longest_delay_s,
        )
        self._pending: dict[tuple[str, str], Validators] = {}

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, url: str) -> Captured:
        """Return what an address gives, whether it was fetched before or not.

        Raises :class:`FetchError`. ``url`` of what is returned is the end of the redirects.
        """
        answer = self._follow(url, is_conditional=False)
        if answer.captured is None:
            raise FetchError(url, why.NO_PAGE, detail=f"status {answer.head.status}")
        return self._keep(answer.captured, answer.head)

    def get_changed(self, url: str) -> Captured | Unchanged:
        """Return what an address gives, or that it gives what was :meth:`done_with` before."""
        answer = self._follow(url, is_conditional=True)
        known = self._memory.validators_of(answer.address)
        if answer.captured is not None and (
            known is None or answer.captured.sha256 != known.sha256
        ):
            return self._keep(answer.captured, answer.head)
        if known is None:
            raise FetchError(url, why.NO_PAGE, detail=f"status {answer.head.status}")
        if answer.captured is not None:  # the same bytes under new validators
            told = validators_of(answer.head)
            known = replace(known, etag=told.etag, last_modified=told.last_modified)
            self._memory.keep_validators(answer.address, known)
        return Unchanged(url=answer.address, since=known)

    def done_with(self, captured: Captured) -> None:
        """Remember that captured bytes were read, so that they are not fetched again unchanged.

        Said when all that was made of them is kept; what was not done with is fetched anew.
        """
        validators = self._pending.pop((captured.url or "", captured.sha256), None)
        if validators is not None:
            self._memory.keep_validators(captured.url or "", validators)

    def _keep(self, captured: Captured, head: ResponseHead) -> Captured:
        if self._store is not None:
            captured = replace(captured, source=self._store.add(captured, head=head.raw))
        if len(self._pending) >= _MANY_PENDING:
            del self._pending[next(iter(self._pending))]
        self._pending[captured.url or "", captured.sha256] = replace(
            validators_of(head),
            sha256=captured.sha256,
            source=captured.source,
            fetched_at=captured.fetched_at,
        )
        return captured

    def _follow(self, url: str, *, is_conditional: bool) -> _Answer:
        address = parse_address(url)
        self._client.cookies.clear()
        self._left_s = self._settings.total_s
        n_asked: Counter[str] = Counter()
        seen: set[tuple[str, ...]] = set()
        for _ in range(self._settings.max_redirects + 1):
            # Some sites set a cookie and send back to where one came from: no circle yet.
            here = (address, *sorted(f"{c.name}={c.value}" for c in self._client.cookies.jar))
            if here in seen:
                raise FetchError(url, why.CIRCLE, detail=address)
            seen.add(here)
            with self._telling(address):
                self._manners.check(address)
                # The first redirect on a host goes on at once, as in a browser; no chain does.
                if n_asked[host_of(address)] != 1:
                    self._manners.wait(address)
                n_asked[host_of(address)] += 1
                known = self._memory.validators_of(address) if is_conditional else None
                answer = self._request(address, known)
            location = answer.head.header("location")
            if answer.head.status not in REDIRECTS or not location:
                return answer
            address = follow(address, location)
        raise FetchError(
            url, why.TOO_MANY_REDIRECTS, detail=f"more than {self._settings.max_redirects}"
        )

    def _request(self, address: str, known: Validators | None) -> _Answer:
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        limit = self._settings.max_bytes
        try:
            with self._sent(address, headers) as (response, head):
                answer = _Answer(address=address, head=head)
                is_redirect = head.status in REDIRECTS and head.header("location")
                if is_redirect or (head.status == 304 and known is not None):
                    return answer
                now = self._clock.now()
                check_head(head, limit=limit, now=now)
                data = self._body(response, limit)
        except Refusal as refusal:
            if refusal.again_at is not None:
                self._manners.note_closed(address, refusal.again_at)
            raise
        finally:
            self._manners.note_asked(address)
        check_body(data, head.media_type)
        answer.captured = Captured(
            data=data,
            source=address,
            url=address,
            media_type=head.media_type,
            charset=head.charset,
            fetched_at=now,
        )
        return answer

    def _ask_robots(self, origin: str) -> Robots:
        """Return the rules of a site, within the same limits as any other address."""
        left_s, self._left_s = self._left_s, self._settings.total_s
        address = f"{origin}/robots.txt"
        try:
            for _ in range(_ROBOTS_REDIRECTS + 1):
                with self._sent(address, {}) as (response, head):
                    location = head.header("location")
                    if head.status in REDIRECTS and location:
                        address = follow(address, location)
                        continue
                    if not 200 <= head.status < 300:
                        return robots_of(head.status, b"")
                    data = self._body(response, MAX_ROBOTS_BYTES, is_cut_off=True)
                    return robots_of(head.status, data)
            return Robots()
        except Refusal as refusal:
            if refusal.reason in _OF_THE_HOST and host_of(address) == host_of(origin):
                raise  # the page itself would fail by the same
            return Robots(problem=refusal.reason)
        except FetchError as error:
            return Robots(problem=error.reason)
        finally:
            self._left_s = left_s

    @contextmanager
    def _sent(
        self, address: str, headers: dict[str, str]
    ) -> Iterator[tuple[httpx.Response, ResponseHead]]:
        """Send a request and give the answer; whatever fails until it is read is a Refusal."""
        started = self._clock.monotonic()
        self._guard.deadline = started + self._left_s
        try:
            request = self._client.build_request("GET", address, headers=headers)
            response = self._client.send(request, stream=True)
            try:
                yield response, head_of(response)
            finally:
                response.close()
        except FAILURES as error:
            raise refusal_of(error) from error
        finally:
            self._left_s -= self._clock.monotonic() - started

    @staticmethod
    def _body(response: httpx.Response, limit: int, *, is_cut_off: bool = False) -> bytes:
        coding = response.headers.get("content-encoding", "")
        unpacker = Unpacker(coding, limit, is_cut_off=is_cut_off)
        for chunk in response.iter_raw():
            unpacker.add(chunk)
            if unpacker.is_full:
                break
        return unpacker.finish()

    @contextmanager
    def _telling(self, address: str) -> Iterator[None]:
        """Turn a refusal into the error that names the address."""
        try:
            yield
        except Refusal as refusal:
            raise FetchError(
                address,
                refusal.reason,
                detail=refusal.detail,
                hint=why.HINTS.get(refusal.reason, ""),
                again_at=refusal.again_at,
            ) from refusal


# What robots.txt fails by when nothing of the host can be had.
_OF_THE_HOST = frozenset(
    {why.NO_ADDRESS, why.PRIVATE, why.UNKNOWN_HOST, why.NO_CONNECTION, why.NOT_SECURE}
)
