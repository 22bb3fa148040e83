"""A proposer behind any OpenAI-compatible endpoint: ``POST {url}/chat/completions`` with httpx.

The only module of the package that opens a connection of its own accord. Invariants: it speaks to
the host that was configured and to no other (no redirects, no proxies, no ``.netrc``); whatever the
server does ends in picks or in :class:`SecondReaderError`, within the limits.
"""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

from counterclaim.errors import CounterclaimError, InputError, SecondReaderError
from counterclaim.second.endpoint import URL, Endpoint, Limits
from counterclaim.second.prompt import read_reply, request_body
from counterclaim.second.proposer import Question

try:
    import httpx
except ImportError as missing:  # an extra: this module is only loaded when it is asked for
    raise CounterclaimError(
        "httpx is not installed, and the second reader needs it",
        "pip install 'counterclaim[second]'",
    ) from missing

_TOO_MANY = 429
_SERVER_ERRORS = range(500, 600)
_REDIRECTS = range(300, 400)


class ChatProposer:
    """Asks a chat model. Use as a context manager, so that the connection is closed."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits if limits is not None else Limits()
        self._sleep = sleep
        self._model = endpoint.model
        headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        try:
            self._url = httpx.URL(f"{endpoint.url}/chat/completions")
        except (httpx.InvalidURL, ValueError) as error:
            raise InputError(f"{URL} is not an http or https address") from error
        self._client = httpx.Client(
            headers=headers,
            timeout=self._limits.timeout_s,
            follow_redirects=False,
            trust_env=False,
        )

    @property
    def name(self) -> str:
        """The model, as configured."""
        return self._model

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def choose(self, question: Question) -> object:
        """Return the JSON value of the model's answer; see :class:`Proposer`."""
        body = request_body(question, self._model)
        wait_s = self._limits.first_wait_s
        for n_tried in range(1, self._limits.tries + 1):
            try:
                return read_reply(self._post(body))
            except _TryAgainError as error:
                asked_s = error.wait_s
                is_last = n_tried == self._limits.tries
                if is_last or (asked_s is not None and asked_s > self._limits.longest_wait_s):
                    raise SecondReaderError(error.reason, error.message) from error
            self._sleep(min(max(wait_s, asked_s or 0.0), self._limits.longest_wait_s))
            wait_s *= 2
        raise SecondReaderError("unreachable", "no try was allowed")

    def _post(self, body: bytes) -> bytes:
        """Return the body of the reply to one try."""
        deadline = time.monotonic() + self._limits.timeout_s
        try:
            with self._client.stream("POST", self._url, content=body) as response:
                _check_status(response)
                return self._take(response, deadline)
        except httpx.TimeoutException as error:
            raise SecondReaderError("timeout", "the endpoint did not answer in time") from error
        except (httpx.HTTPError, UnicodeError) as error:  # the latter of names of hosts
            reason = f"the connection failed ({type(error).__name__})"
            raise SecondReaderError("unreachable", reason) from error

    def _take(self, response: httpx.Response, deadline: float) -> bytes:
        """Read a reply as it comes, so that neither its size nor its slowness has no end."""
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise SecondReaderError("malformed", "the reply is compressed, which was not asked for")
        data = bytearray()
        for chunk in response.iter_raw():
            data += chunk
            if len(data) > self._limits.max_bytes:
                raise SecondReaderError("too-large", "the reply is longer than any answer")
            if time.monotonic() > deadline:
                raise SecondReaderError("timeout", "the endpoint did not end its reply in time")
        return bytes(data)


class _TryAgainError(SecondReaderError):
    """The server asks for another try; ``wait_s`` is how long it wants to be left alone."""

    def __init__(self, reason: str, message: str, wait_s: float | None) -> None:
        super().__init__(reason, message)
        self.wait_s = wait_s


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    told = f"the endpoint answered {status}"
    if status == _TOO_MANY or status in _SERVER_ERRORS:
        reason = "rate-limited" if status == _TOO_MANY else "server-error"
        raise _TryAgainError(reason, told, _wait_s(response.headers.get("Retry-After")))
    if status in _REDIRECTS:
        raise SecondReaderError("redirected", f"{told}: a redirect, which is not followed")
    if not response.is_success:
        raise SecondReaderError("http-error", told)


def _wait_s(told: str | None) -> float | None:
    """Return the seconds of a ``Retry-After``: a number, or a date; ``None`` if it has neither.

    >>> _wait_s("2"), _wait_s("soon"), _wait_s("Wed, 02 Mar 2022 10:00:00 GMT")
    (2.0, None, 0.0)
    """
    if told is None:
        return None
    if told.strip().isdecimal():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
