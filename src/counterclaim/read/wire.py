"""The wire: connections to the very numbers that were checked, with an end to every wait.

``httpcore`` makes the connections and ``httpx`` the requests; what stands between them is here. Not
here: what is asked for and what an answer is good for (``fetch.py``). Invariants: a name is
resolved once for each connection, and every number it has is checked before one is connected to; no
read or write outlasts the deadline; nothing of the environment (proxies, netrc) is used.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import httpcore
import httpx

from counterclaim.errors import InputError
from counterclaim.read import fetch_reasons as why
from counterclaim.read.addresses import find_refusal
from counterclaim.read.answers import ResponseHead
from counterclaim.read.fetch_reasons import Refusal

Resolver = Callable[[str, int], list[str]]  # the numbers of a host, at a port
_Options = Iterable[httpcore.SOCKET_OPTION]


class Guard(httpcore.NetworkBackend):
    """Opens connections to public numbers only, and closes none of its eyes at a redirect.

    ``deadline`` is set for each request, on the clock that was handed in.
    """

    def __init__(
        self, resolve: Resolver, clock: Callable[[], float], *, allow_private: bool = False
    ) -> None:
        self._resolve = resolve
        self._clock = clock
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to one of the numbers of a host, all of which were checked."""
        problem: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for number in self._numbers(host, port):
            try:
                stream = self._plain.connect_tcp(
                    number, port, self.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _Stream(stream, self)
        raise problem or Refusal(why.UNKNOWN_HOST, host)

    def left(self, timeout: float | None) -> float:
        """Return how long may be waited now; :class:`Refusal` if the time is up."""
        left = self.deadline - self._clock()
        if left <= 0:
            raise Refusal(why.TOO_SLOW, "all in all")
        return left if timeout is None else min(left, timeout)

    def _numbers(self, host: str, port: int) -> list[str]:
        try:
            numbers = self._resolve(host, port)
        except (OSError, UnicodeError) as error:  # the latter of names with too long a part
            raise Refusal(why.UNKNOWN_HOST, f"{host}: {error}") from error
        for number in numbers:
            kind = find_refusal(number, allow_private=self._allow_private)
            if kind is not None:
                told = kind if host == number else f"{host} is {number}, {kind}"
                raise Refusal(why.PRIVATE, told)
        return numbers


class _Stream(httpcore.NetworkStream):
    """A connection that keeps to the deadline of its guard."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._stream.read(max_bytes, self._guard.left(timeout))
        except httpcore.ReadTimeout:
            self._guard.left(timeout)  # tells the end of all time from the end of this wait
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._guard.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._guard)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """Carries requests over the connections of a guard, a new one for each.

    A connection that is kept could have been closed by the server, and was resolved long ago.
    """

    def __init__(self, guard: Guard, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=guard, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a request; its body is read as it is asked for."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def head_of(response: httpx.Response) -> ResponseHead:
    """Return the head of an answer as it was received."""
    version = response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1")
    phrase = response.extensions.get("reason_phrase", b"").decode("latin-1")
    return ResponseHead(
        status=response.status_code,
        status_line=f"{version} {response.status_code} {phrase}".rstrip(),
        headers=tuple(
            (key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw
        ),
    )


def secure_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return what certificates are checked by: those of certifi, and those of a file."""
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:
            raise InputError(f"{ca_file}: it holds no certificates") from error
    return context


def refusal_of(error: Exception) -> Refusal:
    """Return why a request failed, in one of the fixed reasons."""
    if isinstance(error, Refusal):
        return error
    detail = str(error) or type(error).__name__
    if any(isinstance(arg, ssl.SSLError) for arg in error.args):
        return Refusal(why.NOT_SECURE, detail)
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return Refusal(why.NO_CONNECTION, detail)
    if isinstance(error, httpcore.TimeoutException):
        return Refusal(why.TOO_SLOW, detail)
    if isinstance(error, httpcore.NetworkError):
        return Refusal(why.BROKEN, detail)
    if isinstance(error, httpcore.ProtocolError):
        is_cut = "without sending complete" in detail or "incomplete chunked" in detail
        if "disconnected without" in detail:
            return Refusal(why.BROKEN, detail)
        return Refusal(why.CUT if is_cut else why.NO_HTTP, detail)
    return Refusal(why.NO_ADDRESS, detail)


# Whatever a request can raise; UnicodeError and ValueError come of names that no certificate and no
# resolver takes.
FAILURES = (
    Refusal,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    ValueError,
)
