"""A chat endpoint on the loopback that answers, or misbehaves, as each test tells it to."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.second.endpoint import Endpoint, Limits
from counterclaim.second.openai import ChatProposer

Behave = Callable[["Handler"], None]


@dataclass
class Seen:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def told(self) -> dict[str, Any]:
        """What the user message holds."""
        return json.loads(self.body["messages"][1]["content"])


@dataclass
class Chat:
    """The server's script: what it does with each request; the last one is done again."""

    url: str = ""
    script: list[Behave] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def proposer(self, key: str = "", **limits: float) -> ChatProposer:
        wanted = Limits(**{"timeout_s": 2.0, "first_wait_s": 0.01, "longest_wait_s": 0.5} | limits)
        return ChatProposer(Endpoint(url=self.url, model="reader-1", key=key), limits=wanted)

    @staticmethod
    def says(message: object, finish: str = "stop") -> Behave:
        """Return a behaviour: a well-formed reply with this message."""
        reply = {"choices": [{"message": message, "finish_reason": finish}]}
        return lambda handler: handler.give(200, json.dumps(reply).encode())

    @staticmethod
    def answers(content: object) -> Behave:
        """Return a behaviour: a message with this content."""
        return Chat.says({"role": "assistant", "content": content})

    @staticmethod
    def replies(data: bytes, status: int = 200, **headers: str) -> Behave:
        """Return a behaviour: these bytes, whatever they are."""
        return lambda handler: handler.give(status, data, **headers)

    @staticmethod
    def picks(**wanted: str | int) -> Behave:
        """Return a behaviour: choose the option that starts so, or a number; 0 for the rest."""

        def behave(handler: "Handler") -> None:
            asked = handler.chat.seen[-1].told["questions"]
            picks = dict.fromkeys(asked, 0)
            for name, want in wanted.items():
                if isinstance(want, int):
                    picks[name.rstrip("_")] = want
                    continue
                options = asked[name.rstrip("_")]["options"]
                fitting = [int(n) for n, shown in options.items() if shown.startswith(want)]
                picks[name.rstrip("_")] = fitting[0] if fitting else 0
            Chat.answers(json.dumps(picks))(handler)

        return behave

    @staticmethod
    def hangs(handler: "Handler") -> None:
        handler.chat.ended.wait(5)

    @staticmethod
    def drips(handler: "Handler") -> None:
        """Send a reply that never ends, a byte at a time."""
        handler.send_response(200)
        handler.end_headers()
        while not handler.chat.ended.is_set():
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)

    @staticmethod
    def drips_headers(handler: "Handler") -> None:
        """Send a line of headers that never ends, a byte at a time."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.chat.ended.is_set():
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    @staticmethod
    def hints_early(handler: "Handler") -> None:
        """Announce a reply again and again, and never send it."""
        while not handler.chat.ended.is_set():
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            handler.wfile.flush()
            time.sleep(0.02)

    @staticmethod
    def refuses(*names: str, told: str = "", status: int = 400) -> Behave:
        """Return a behaviour: an error where the request has one of these fields, else 1, 2."""

        def behave(handler: "Handler") -> None:
            body = handler.chat.seen[-1].body
            if any(name in body for name in names):
                handler.give(status, told.encode())
            else:
                Chat.answers('{"claimant": 1, "class": 2}')(handler)

        return behave

    @staticmethod
    def hangs_up(handler: "Handler") -> None:
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    chat: Chat

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.chat.seen.append(Seen(self.path, dict(self.headers), json.loads(data)))
        at = min(len(self.chat.seen), len(self.chat.script)) - 1
        self.chat.script[at](self)

    def do_GET(self) -> None:
        self.chat.seen.append(Seen(self.path, dict(self.headers), {}))
        self.give(200, b"{}")

    def give(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are part of the tests."""


@pytest.fixture
def chat() -> Iterator[Chat]:
    """Yield a chat endpoint; it ends with the test."""
    with serve() as found:
        yield found


@pytest.fixture
def elsewhere() -> Iterator[Chat]:
    """Yield a second endpoint, which nobody configured."""
    with serve() as found:
        yield found


@contextmanager
def serve() -> Iterator[Chat]:
    found = Chat()
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"chat": found}))
    found.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.ended.set()
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="session")
def sight(lexicon: Lexicon) -> Callable[[str], tuple[Document, Sequence[Sighting]]]:
    """Return a function from a text to its document and sightings."""

    def read(words: str) -> tuple[Document, list[Sighting]]:
        document = Document(text=words)
        return document, extract_sightings(document, lexicon)

    return read
