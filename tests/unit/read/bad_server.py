"""A server for tests that misbehaves: every path of it does one thing wrong, or right.

It speaks from a raw socket, so that it can say what no library would; each connection has a thread,
and all end with the server.
"""

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Handler = Callable[["Visit"], None]
PAGE = b"<!DOCTYPE html><html><head><title>Arvenia</title></head><body><p>Words.</p></body></html>"
MEGABYTE = 1_000_000


class Visit:
    """One request and the connection that it came over."""

    def __init__(self, connection: socket.socket, server: "BadServer") -> None:
        self.connection = connection
        self.server = server
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65_536)
            if not more:
                raise ConnectionError
            head += more
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines if line)
        }

    def say(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: str = "200 OK", **headers: str) -> None:
        headers = {"Content_Type": "text/html; charset=utf-8", **headers}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value]
        self.say(("\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""])).encode("latin-1"))

    def answer(self, body: bytes = PAGE, status: str = "200 OK", **headers: str) -> None:
        self.head(status, Content_Length=str(len(body)), **headers)
        self.say(body)

    def redirect(self, location: str, status: str = "302 Found") -> None:
        self.answer(b"", status, Location=location)

    def wait(self, seconds: float) -> None:
        """Wait, or end with the server."""
        if self.server.is_over.wait(seconds):
            raise ConnectionError

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ConnectionError


class BadServer:
    """Answers on 127.0.0.1 by the handlers of ``pages``; remembers what was asked."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Handler] = dict(PAGES)
        self.visits: list[Visit] = []
        self.is_over = threading.Event()
        self.names: list[str | None] = []  # that TLS clients asked for
        self._context = context
        if context is not None:
            context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.port: int = self._socket.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'http' if self._context is None else 'https'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def close(self) -> None:
        self.is_over.set()
        for thread in self._threads:
            thread.join(5)
        self._socket.close()

    def _listen(self) -> None:
        while not self.is_over.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._socket.accept()
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(lambda: connection.close())  # noqa: PLW0108  # the one that is open then
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            visit = Visit(connection, self)
            self.visits.append(visit)
            handler = self.pages.get(visit.path.partition("?")[0])
            if handler is None:
                visit.answer(b"none", "404 Not Found")
            else:
                handler(visit)


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[BadServer]:
    server = BadServer(context)
    try:
        yield server
    finally:
        server.close()


def redirecting(location: str, status: str = "302 Found") -> Handler:
    return lambda visit: visit.redirect(location, status)


def answering(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> Handler:
    return lambda visit: visit.answer(body, status, **headers)


def saying(data: bytes) -> Handler:
    return lambda visit: visit.say(data)


def packed_zeros(n_megabytes: int) -> Iterator[bytes]:
    """Yield a gzip stream of so many megabytes of zeros, made as it is sent."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    piece = bytes(MEGABYTE)
    for _ in range(n_megabytes):
        yield packer.compress(piece)
    yield packer.flush()


def _deeper(visit: Visit) -> None:
    n = int(visit.path.partition("=")[2] or 0)
    visit.redirect(f"/deeper?n={n + 1}")


def _cookie(visit: Visit) -> None:
    if "seen=1" in visit.headers.get("cookie", ""):
        visit.answer()
    else:
        visit.answer(b"", "302 Found", Location="/cookie", Set_Cookie="seen=1; Path=/")


def _slow_head(visit: Visit) -> None:
    visit.say(b"HTTP/1.1 200 OK\r\n")
    for letter in b"X-Slow: " + b"a" * 1000:
        visit.say(bytes([letter]))
        visit.wait(0.1)


def _slow_body(visit: Visit) -> None:
    visit.head()
    for _ in range(1000):
        visit.say(b"a")
        visit.wait(0.1)


def _silent(visit: Visit) -> None:
    visit.wait(30)


def _silent_body(visit: Visit) -> None:
    visit.head(Content_Length="1000")
    visit.say(b"some")
    visit.wait(30)


def _endless(visit: Visit) -> None:
    visit.head()
    while True:
        visit.say(b"more words " * 6000)


def _large(visit: Visit) -> None:
    visit.head(Transfer_Encoding="chunked")
    for _ in range(40):
        visit.say(b"%x\r\n" % MEGABYTE + b"a" * MEGABYTE + b"\r\n")
    visit.say(b"0\r\n\r\n")


def _gzip_bomb(visit: Visit) -> None:
    visit.head(Content_Encoding="gzip")
    for piece in packed_zeros(10_000):
        visit.say(piece)


def _reset(visit: Visit) -> None:
    visit.head(Content_Length="100000")
    visit.say(b"a" * 5000)
    time.sleep(0.05)
    visit.reset()


def _endless_headers(visit: Visit) -> None:
    visit.say(b"HTTP/1.1 200 OK\r\n")
    while True:
        visit.say(b"X-More: " + b"a" * 500 + b"\r\n")


def _endless_continue(visit: Visit) -> None:
    while True:
        visit.say(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        visit.wait(0.01)


def _validated(visit: Visit) -> None:
    if visit.headers.get("if-none-match") == '"v1"':
        visit.say(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    else:
        visit.answer(ETag='"v1"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT")


PAGES: dict[str, Handler] = {
    "/page": answering(),
    "/deeper": _deeper,
    "/circle": redirecting("/circle-2"),
    "/circle-2": redirecting("/circle"),
    "/moved": redirecting("/page#top", "301 Moved Permanently"),
    "/to-file": redirecting("file:///etc/passwd"),
    "/to-loopback": redirecting("http://127.0.0.1/admin"),
    "/to-number": redirecting("http://2130706433/"),
    "/to-nowhere": redirecting("http://[::1"),
    "/no-location": answering(b"", "302 Found"),
    "/cookie": _cookie,
    "/slow-head": _slow_head,
    "/slow-body": _slow_body,
    "/silent": _silent,
    "/silent-body": _silent_body,
    "/endless": _endless,
    "/large": _large,
    "/declared-large": lambda visit: visit.head(Content_Length="40000000"),
    "/gzip": answering(gzip.compress(PAGE), Content_Encoding="gzip"),
    "/gzip-twice": answering(gzip.compress(PAGE) + gzip.compress(b"more"), Content_Encoding="gzip"),
    "/gzip-bomb": _gzip_bomb,
    "/gzip-cut": answering(gzip.compress(PAGE)[:-12], Content_Encoding="gzip"),
    "/gzip-not": answering(PAGE, Content_Encoding="gzip"),
    "/gzip-in-gzip": answering(PAGE, Content_Encoding="gzip, gzip"),
    "/deflate": answering(zlib.compress(PAGE), Content_Encoding="deflate"),
    "/deflate-bare": answering(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate"),
    # Refused by its name, so that what it holds is never looked at.
    "/brotli": answering(b"packed", Content_Encoding="br"),
    "/zstd": answering(b"\x28\xb5\x2f\xfd\x00", Content_Encoding="zstd"),
    "/wrong-length": saying(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort"),
    "/cut-chunks": saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nshort"),
    "/reset": _reset,
    "/hang-up": saying(b""),
    "/no-status": saying(b"HTTP/1.1 two hundred\r\n\r\nwords"),
    "/http-0.9": saying(b"<html>\r\n\r\nwords</html>"),
    "/two-lengths": saying(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nwords"
    ),
    "/long-header": answering(X_Long="a" * 200_000),
    "/endless-headers": _endless_headers,
    "/endless-continue": _endless_continue,
    "/many-headers": answering(**{f"X_{number}": "a" for number in range(3000)}),
    "/validated": _validated,
    "/unasked-304": saying(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "/later": answering(b"", "429 Too Many Requests", Retry_After="120"),
    "/later-date": answering(
        b"", "503 Service Unavailable", Retry_After="Mon, 23 Nov 2026 13:00:00 GMT"
    ),
    "/failed": answering(b"oh", "500 Internal Server Error"),
    "/gone": answering(b"", "410 Gone"),
    "/nothing": answering(b"", "204 No Content"),
    "/empty": answering(b" \r\n "),
    "/image": answering(b"\x89PNG\r\n\x1a\n" + bytes(100), Content_Type="image/png"),
    "/image-as-page": answering(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "/latin": answering("<p>Tué à Dorna</p>".encode("latin-1")),
    "/undeclared": answering(PAGE, Content_Type=""),
    "/odd-charset": answering(PAGE, Content_Type='Text/HTML; Charset="x-none"; a=b'),
}
