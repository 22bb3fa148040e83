"""One exchange with a server, under one clock: connect, headers and body within a limit of time.

Invariants: it speaks to
the host that was configured and to no other (no redirects, no proxies, no ``.netrc``); whatever the
server does ends in a :class:`Reply` or in :class:`SecondReaderError`, within the limits.
"""

import asyncio
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from counterclaim.errors import InputError, SecondReaderError
from counterclaim.second.endpoint import URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered."""

    status: int
    body: bytes
    retry_after: str | None = None


class Exchange:
    """A connection to one address, to be closed in the end.

    It lives in a thread of its own, so that one clock can end it wherever it stands: a limit on
    each read would let a server that sends a byte now and then hold a question for ever.
    """

    def __init__(self, url: str, headers: Mapping[str, str], *, max_bytes: int) -> None:
        try:
            self._url = httpx.URL(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise InputError(f"{URL} is not an http or https address") from error
        self._max_bytes = max_bytes
        self._client = httpx.AsyncClient(
            headers={"Accept-Encoding": "identity", **headers},
            timeout=None,  # the clock of each exchange rules
            follow_redirects=False,
            trust_env=False,
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Close the connection and end its thread."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._client.aclose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def post(self, body: bytes, *, timeout_s: float) -> Reply:
        """Return the reply to a request, whatever its status."""
        work = asyncio.run_coroutine_threadsafe(self._post(body, timeout_s), self._loop)
        try:
            return work.result()
        except BaseException:
            work.cancel()  # an interrupt from the keyboard
            raise

    async def _post(self, body: bytes, timeout_s: float) -> Reply:
        try:
            async with (
                asyncio.timeout(timeout_s),
                self._client.stream("POST", self._url, content=body) as response,
            ):
                return Reply(
                    status=response.status_code,
                    body=await self._take(response),
                    retry_after=response.headers.get("Retry-After"),
                )
        except TimeoutError as error:
            told = "the endpoint sent no whole answer in time"
            raise SecondReaderError("timeout", told) from error
        except (httpx.HTTPError, UnicodeError) as error:  # the latter of names of hosts
            told = f"the connection failed ({type(error).__name__})"
            hint = f"is {URL} right, and does the server run?"
            raise SecondReaderError("unreachable", told, hint) from error

    async def _take(self, response: httpx.Response) -> bytes:
        """Read a reply as it comes; of an error no more than may name what was wrong."""
        data = bytearray()
        if not response.is_success:
            if response.is_client_error:
                async for chunk in response.aiter_raw():
                    data += chunk
                    if len(data) > self._max_bytes:
                        break
            return bytes(data)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise SecondReaderError("malformed", "the reply is compressed, which was not asked for")
        async for chunk in response.aiter_raw():
            data += chunk
            if len(data) > self._max_bytes:
                raise SecondReaderError("too-large", "the reply is longer than any answer")
        return bytes(data)
