"""To whom notices are told: webhooks that fail and recover, commands without a shell."""

import datetime as dt
import json
import sys
import threading
from collections.abc import Iterator
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


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        self.send_response(self.server.answers.pop(0))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as made:
        made.taken, made.answers = [], []
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def webhook(server: ThreadingHTTPServer, pauses: list[float]) -> Webhook:
    url = f"http://127.0.0.1:{server.server_port}/hook?key=secret"
    return Webhook(url=url, agent="Counterclaim/test", sleep=pauses.append)


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
    with pytest.raises(HookError, match="status 403"):
        webhook(server, []).tell(NOTICE, AT)
    assert len(server.taken) == 1


def test_redirect_is_not_followed(server: ThreadingHTTPServer) -> None:
    server.answers[:] = [302]
    with pytest.raises(HookError, match="status 302"):
        webhook(server, []).tell(NOTICE, AT)


def test_webhook_that_is_not_there_fails_after_all_pauses() -> None:
    pauses: list[float] = []
    hook = Webhook(url="http://127.0.0.1:9/", agent="a", sleep=pauses.append)
    with pytest.raises(HookError, match="did not take"):
        hook.tell(NOTICE, AT)
    assert tuple(pauses) == PAUSES_S


def test_name_of_a_webhook_does_not_hold_its_secret(server: ThreadingHTTPServer) -> None:
    assert "secret" not in webhook(server, []).name


def test_command_gets_the_notice_on_standard_input(tmp_path: Path) -> None:
    code = f"import sys; open({str(tmp_path / 'told')!r}, 'w').write(sys.stdin.read())"
    Command((sys.executable, "-c", code)).tell(NOTICE, AT)
    assert json.loads((tmp_path / "told").read_text())["type"] == "contradiction"


def test_command_that_fails_says_why() -> None:
    with pytest.raises(HookError, match="ended with 1: no such desk"):
        Command((sys.executable, "-c", "import sys; sys.exit('no such desk')")).tell(NOTICE, AT)
    with pytest.raises(HookError, match="nowhere-command"):
        Command(("nowhere-command",)).tell(NOTICE, AT)


def test_address_is_a_webhook_and_anything_else_a_command() -> None:
    assert isinstance(channel_of("HTTPS://example.org/h", agent="a", sleep=print), Webhook)
    command = channel_of("./notify.sh --desk 'war desk' ; rm", agent="a", sleep=print)
    assert command == Command(("./notify.sh", "--desk", "war desk", ";", "rm"))


@pytest.mark.parametrize("text", ["", "  ", "say 'open"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--on-dispute"):
        channel_of(text, agent="a", sleep=print)
