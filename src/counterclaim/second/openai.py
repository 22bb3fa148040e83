"""A proposer behind any OpenAI-compatible endpoint: ``POST {url}/chat/completions``.

What is asked again, for how long, and with which fields; not here: the connection itself
(``exchange.py``). Invariant: a question ends in an answer or in :class:`SecondReaderError`, within
the limits.
"""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from counterclaim.errors import SecondReaderError
from counterclaim.read.closing import Closing
from counterclaim.second.endpoint import KEY, MODEL, URL, Endpoint, Limits
from counterclaim.second.exchange import Exchange, Reply
from counterclaim.second.prompt import EXTRAS, read_reply, request_body
from counterclaim.second.proposer import Question

_TOO_MANY = 429
_SERVER_ERRORS = range(500, 600)
_REDIRECTS = range(300, 400)
_SUCCESS = range(200, 300)
_BAD_REQUEST = (400, 422)  # what servers answer to a field that they do not know
_HINTS = {
    400: f"does it serve the model in {MODEL}?",
    401: f"is {KEY} right?",
    403: f"is {KEY} right?",
    404: f"are {URL} and {MODEL} right?",
    405: f"is {URL} right?",
    422: f"does it serve the model in {MODEL}?",
}


class ChatProposer(Closing):
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
        self._extras = EXTRAS  # the fields that this endpoint takes, as far as is known
        headers = {"Content-Type": "application/json"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        url = f"{endpoint.url}/chat/completions"
        self._exchange = Exchange(url, headers, max_bytes=self._limits.max_bytes)

    @property
    def name(self) -> str:
        """The model, as configured."""
        return self._model

    def close(self) -> None:
        """Close the connection."""
        self._exchange.close()

    def choose(self, question: Question) -> object:
        """Return the JSON value of the model's answer; see :class:`Proposer`."""
        ends_at = time.monotonic() + self._limits.question_s
        wait_s = self._limits.first_wait_s
        for n_tried in range(1, self._limits.tries + 1):
            try:
                return self._ask(question, ends_at)
            except _TryAgainError as error:
                asked_s = error.wait_s or 0.0
                pause_s = min(max(wait_s, asked_s), self._limits.longest_wait_s)
                is_last = n_tried == self._limits.tries or asked_s > self._limits.longest_wait_s
                if is_last or time.monotonic() + pause_s >= ends_at:
                    raise SecondReaderError(error.reason, error.message) from error
            self._sleep(pause_s)
            wait_s *= 2
        raise SecondReaderError("unreachable", "no try was allowed")

    def _ask(self, question: Question, ends_at: float) -> object:
        """Ask once, and again without the fields that the endpoint refuses."""
        extras = self._extras
        while True:
            left_s = max(0.0, ends_at - time.monotonic())
            reply = self._exchange.post(
                request_body(question, self._model, extras),
                timeout_s=min(self._limits.timeout_s, left_s),
            )
            taken = _without_refused(extras, reply)
            if taken == extras:
                break
            extras = taken
        _check_status(reply)
        self._extras = extras
        return read_reply(reply.body)


class _TryAgainError(SecondReaderError):
    """The server asks for another try; ``wait_s`` is how long it wants to be left alone."""

    def __init__(self, reason: str, message: str, wait_s: float | None) -> None:
        super().__init__(reason, message)
        self.wait_s = wait_s


def _without_refused(extras: frozenset[str], reply: Reply) -> frozenset[str]:
    """Return the fields to ask with: without those that an error names, or without any.

    >>> reply = Reply(status=400, body=b"'temperature' does not support 0")
    >>> _without_refused(frozenset({"response_format", "temperature"}), reply)
    frozenset({'response_format'})
    """
    if reply.status not in _BAD_REQUEST:
        return extras
    named = frozenset(name for name in extras if name.encode("ascii") in reply.body)
    return extras - (named or extras)


def _check_status(reply: Reply) -> None:
    status = reply.status
    told = f"the endpoint answered {status}"
    if status == _TOO_MANY or status in _SERVER_ERRORS:
        reason = "rate-limited" if status == _TOO_MANY else "server-error"
        raise _TryAgainError(reason, told, _wait_s(reply.retry_after))
    if status in _REDIRECTS:
        hint = f"give {URL} the address that it points to"
        raise SecondReaderError("redirected", f"{told}, a redirect, which is not followed", hint)
    if status not in _SUCCESS:
        raise SecondReaderError("http-error", told, _HINTS.get(status, ""))


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
