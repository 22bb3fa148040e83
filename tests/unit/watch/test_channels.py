"""To whom notices are told: webhooks that fail and recover, commands without a shell."""

import datetime as dt
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from counterclaim.errors import HookError, InputError
from counterclaim.model.claims import Question
from counterclaim.model.disputes import Dispute
from counterclaim.watch.channels import PAUSES_S, Command, Webhook, channel_of
from counterclaim.watch.notices import Notice

AT = dt.datetime(2022, 3, 2, 12, tzinfo=dt.UTC)
NOTICE = Notice(
    dispute=Dispute(question=Question(outcome="killed", party="RU"), claims=(), verdicts=()),
    pairs=(),
    claims=(),
    keys=("k",),
)
MADE = {"agent": "a", "sleep": print, "clock": time.monotonic}


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        answer = self.server.answers.pop(0)
        if answer is None:  # a head that never ends, by the byte
            self.drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x")
            return
        self.send_response(answer)
        if self.server.is_endless:
            self.end_headers()
            self.drip(b"", b"x" * 1000)
            return
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self, head: bytes, piece: bytes) -> None:
        with suppress(OSError):
            self.wfile.write(head)
            while not self.server.is_over.wait(0.05):
                self.wfile.write(piece)
                self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as made:
        made.taken, made.answers = [], []
        made.is_endless, made.is_over = False, threading.Event()
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.is_over.set()
        made.shutdown()
        thread.join()


def webhook(server: ThreadingHTTPServer, pauses: list[float]) -> Webhook:
    url = f"http://127.0.0.1:{server.server_port}/hook?key=secret"
    return Webhook(
        url=url, agent="Counterclaim/test", sleep=pauses.append, clock=time.monotonic, limit_s=0.5
    )


def test_webhook_posts_json(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [204]
    pauses: list[float] = []
    webhook(server, pauses).tell(NOTICE, AT)
    ((headers, body),) = server.taken
    assert headers["Content-Type"] == "application/json"
    assert headers["User-Agent"] == "Counterclaim/test"
    assert (body["type"], body["question"]["outcome"]) == ("contradiction", "killed")
    assert pauses == []


def test_webhook_is_tried_again_where_it_may_pass(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [503, 429, 200]
    pauses: list[float] = []
    webhook(server, pauses).tell(NOTICE, AT)
    assert pauses == [1.0, 5.0]
    assert len(server.taken) == 3


def test_webhook_that_refuses_is_not_pressed(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [403]
    with pytest.raises(HookError, match="status 403") as caught:
        webhook(server, []).tell(NOTICE, AT)
    assert caught.value.is_refusal
    assert len(server.taken) == 1


def test_redirect_is_not_followed(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [302]
    with pytest.raises(HookError, match="status 302") as caught:
        webhook(server, []).tell(NOTICE, AT)
    assert not caught.value.is_refusal


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_server_that_may_yet_take_it_does_not_refuse(
    server: ThreadingHTTPServer, status: int
) -> None:
    server.answers[:] = [status] * 4
    with pytest.raises(HookError, match=f"status {status}") as caught:
        webhook(server, []).tell(NOTICE, AT)
    assert not caught.value.is_refusal
    assert len(server.taken) == 4


def test_body_of_an_answer_is_not_waited_for(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [200]
    server.is_endless = True
    webhook(server, []).tell(NOTICE, AT)
    assert not server.is_over.is_set()


def test_answer_that_comes_byte_by_byte_has_one_clock(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [None] * 4
    pauses: list[float] = []
    began = time.monotonic()
    with pytest.raises(HookError, match="it took too long") as caught:
        webhook(server, pauses).tell(NOTICE, AT)
    assert time.monotonic() - began < 10  # four tries of half a second
    assert not caught.value.is_refusal
    assert tuple(pauses) == PAUSES_S


def test_tries_end_when_the_waiting_was_stopped(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [503, 200]
    stopped = replace(webhook(server, []), sleep=lambda _: True)
    with pytest.raises(HookError, match="status 503"):
        stopped.tell(NOTICE, AT)
    assert len(server.taken) == 1


def test_webhook_that_is_not_there_fails_after_all_pauses() -> None:
    pauses: list[float] = []
    hook = Webhook(url="http://127.0.0.1:9/", agent="a", sleep=pauses.append, clock=time.monotonic)
    with pytest.raises(HookError, match="did not take") as caught:
        hook.tell(NOTICE, AT)
    assert not caught.value.is_refusal
    assert tuple(pauses) == PAUSES_S


def test_name_of_a_webhook_does_not_hold_its_secret(server: ThreadingHTTPServer) -> None:
    assert "secret" not in webhook(server, []).name


def test_command_gets_the_notice_on_standard_input(tmp_path: Path) -> None:
    code = f"import sys; open({str(tmp_path / 'told')!r}, 'w').write(sys.stdin.read())"
    Command((sys.executable, "-c", code)).tell(NOTICE, AT)
    assert json.loads((tmp_path / "told").read_text())["type"] == "contradiction"


def test_command_that_fails_says_why() -> None:
    with pytest.raises(HookError, match="ended with 1: no such desk") as caught:
        Command((sys.executable, "-c", "import sys; sys.exit('no such desk')")).tell(NOTICE, AT)
    assert caught.value.is_refusal
    with pytest.raises(HookError, match="nowhere-command") as caught:
        Command(("nowhere-command",)).tell(NOTICE, AT)
    assert not caught.value.is_refusal


def test_only_the_beginning_of_what_a_command_says_is_shown() -> None:
    code = "import sys; sys.stderr.write('no ' * 1_000_000); sys.exit(3)"
    with pytest.raises(HookError) as caught:
        Command((sys.executable, "-c", code)).tell(NOTICE, AT)
    assert caught.value.message.endswith(": " + "no " * 66 + "no")


# What it leaves behind says its number, and runs on for a minute with the standard error open.
LEAVE = """
import subprocess, sys
left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(left.pid))
"""


def is_running(pid: int) -> bool:
    """Say whether a process runs; one that ended and was not asked for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are not files here")
@pytest.mark.parametrize("is_slow", [False, True])
def test_what_a_command_leaves_running_is_not_waited_for(tmp_path: Path, *, is_slow: bool) -> None:
    file = tmp_path / "pid"
    code = LEAVE + ("import time; time.sleep(60)" if is_slow else "")
    command = Command((sys.executable, "-c", code, str(file)), limit_s=5 if is_slow else 50)
    began = time.monotonic()
    if is_slow:
        with pytest.raises(HookError, match="timed out") as caught:
            command.tell(NOTICE, AT)
        assert not caught.value.is_refusal
    else:
        command.tell(NOTICE, AT)
    assert time.monotonic() - began < 30
    pid = int(file.read_text())
    if is_slow:  # its group was ended with it
        until = time.monotonic() + 5
        while is_running(pid) and time.monotonic() < until:
            time.sleep(0.02)
        assert not is_running(pid)
    else:
        assert is_running(pid)
        os.kill(pid, signal.SIGKILL)


def test_address_is_a_webhook_and_anything_else_a_command() -> None:
    assert isinstance(channel_of("HTTPS://example.org/h", **MADE), Webhook)
    command = channel_of(f"{sys.executable} --desk 'war desk' ; rm", **MADE)
    assert command == Command((sys.executable, "--desk", "war desk", ";", "rm"))
    with pytest.raises(InputError, match="there is no command"):
        channel_of("./notify.sh --desk war", **MADE)


@pytest.mark.parametrize(
    "text", ["", "  ", "say 'open", "https://", "http://[::1", "http://a:99999/"]
)
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--on-dispute"):
        channel_of(text, **MADE)
