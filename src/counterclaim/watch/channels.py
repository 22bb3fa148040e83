"""Channels: to whom a notice is told: a callback, a webhook, a command.

Invariants: a notice counts as told once the other side took it; a channel that fails says why in
:class:`HookError`, within a bounded time and memory, and never stops the watch; nothing is passed
to a shell.
"""

import datetime as dt
import json
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Protocol
from urllib.parse import urlsplit

from counterclaim.errors import HookError, InputError
from counterclaim.model.digests import sha256_of
from counterclaim.watch.notices import Notice

WEBHOOK_S = 10.0  # seconds for one request and its answer, all in all
COMMAND_S = 60.0  # seconds for one run of a command
PAUSES_S = (1.0, 5.0, 25.0)  # before a webhook is tried again; then it waits for the next round
_MAX_SHOWN = 200  # characters of what a command says of its failure
_NONE, _BAD_REQUEST, _TIMEOUT, _TOO_MANY, _SERVER_ERROR = 0, 400, 408, 429, 500
_NAME_DIGITS = 16  # hexadecimal


class Channel(Protocol):
    """Where notices are told; ``name`` tells channels apart from one run to the next."""

    @property
    def name(self) -> str:
        """The name under which what was told is remembered."""

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        """Tell one notice at an instant; :class:`HookError` if it was not taken."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A function that prints notices."""

    print_notice: Callable[[Notice, dt.datetime], None]

    @property
    def name(self) -> str:
        """One name for all printing: what was printed once is not printed again."""
        return "print"

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        """Print the notice."""
        self.print_notice(notice, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address to which each notice is posted as JSON.

    ``sleep`` waits between two tries and returns true where there is to be no other; ``clock``
    gives seconds, and ``limit_s`` of them are given to one try. Only the status of an answer is
    looked at: its body is not read.
    """

    url: str
    agent: str
    sleep: Callable[[float], object]
    clock: Callable[[], float]
    limit_s: float = WEBHOOK_S

    @property
    def name(self) -> str:
        """A digest of the address: it may hold a secret."""
        return f"webhook:{sha256_of(self.url)[:_NAME_DIGITS]}"

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        """Post a notice, again after a pause where the other side may yet take it."""
        body = _body(notice, at)
        for pause in (*PAUSES_S, None):
            status, problem = self._post(body)
            if not problem:
                return
            is_passing = status in (_NONE, _TIMEOUT, _TOO_MANY) or status >= _SERVER_ERROR
            if pause is None or not is_passing or self.sleep(pause):
                break
        raise HookError(
            f"the webhook did not take a notice: {problem}",
            is_refusal=not is_passing and status >= _BAD_REQUEST,
        )

    def _post(self, body: bytes) -> tuple[int, str]:
        """Return the status of the answer, 0 for none, and what went wrong, "" for nothing."""
        import httpx  # noqa: PLC0415  # loaded when a webhook is told something

        from counterclaim.read.fetch import resolve_host  # noqa: PLC0415  # as above
        from counterclaim.read.wire import (  # noqa: PLC0415  # as above
            FAILURES,
            Guard,
            Transport,
            refusal_of,
            secure_context,
        )

        # Whoever runs this named the address: it may well be one of their own network.
        guard = Guard(resolve_host, self.clock, allow_private=True)
        guard.deadline = self.clock() + self.limit_s
        headers = {"Content-Type": "application/json", "User-Agent": self.agent}
        client = httpx.Client(transport=Transport(guard, secure_context(None)), trust_env=False)
        try:
            with (
                client,
                client.stream(
                    "POST", self.url, content=body, headers=headers, timeout=self.limit_s
                ) as answer,
            ):
                status = answer.status_code
        except FAILURES as error:
            refusal = refusal_of(error)
            return _NONE, f"{refusal.reason} ({refusal.detail})"
        return status, "" if answer.is_success else f"status {status}"


@dataclass(frozen=True, slots=True)
class Command:
    """A command that gets each notice as JSON on its standard input.

    It is judged by how it ends; what it leaves running in the background is not waited for.
    """

    words: tuple[str, ...]
    limit_s: float = field(default=COMMAND_S, kw_only=True)

    @property
    def name(self) -> str:
        """A digest of the command."""
        return f"command:{sha256_of(shlex.join(self.words))[:_NAME_DIGITS]}"

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        """Run the command, without a shell."""
        # Files, not pipes: whatever a command leaves behind may hold a pipe open for ever.
        with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
            told.write(_body(notice, at))
            told.seek(0)
            try:
                code = self._run(told, said)
            except (OSError, ValueError, subprocess.TimeoutExpired) as error:
                raise HookError(f"the command {self.words[0]} failed: {error}") from error
            if code:
                said.seek(0)
                words = " ".join(said.read(4 * _MAX_SHOWN).decode("utf-8", "replace").split())
                why = f"it ended with {code}" + (f": {words[:_MAX_SHOWN]}" if words else "")
                raise HookError(f"the command {self.words[0]} failed: {why}", is_refusal=True)

    def _run(self, told: IO[bytes], said: IO[bytes]) -> int:
        """Run the command and return its exit code; end it, with its group, when time is up."""
        process = subprocess.Popen(
            self.words,
            stdin=told,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,  # without effect on Windows
        )
        try:
            return process.wait(self.limit_s)
        except BaseException:  # Ctrl-C among them, which a session of its own does not get
            _end(process)
            raise


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def channel_of(
    text: str, *, agent: str, sleep: Callable[[float], object], clock: Callable[[], float]
) -> Webhook | Command:
    """Return the channel of ``--on-dispute``: an address, else a command with its arguments.

    Raises :class:`InputError` for a text that is neither.
    """
    if text.lower().startswith(("http://", "https://")):
        if not _is_whole(text):
            raise InputError("--on-dispute is no whole address", "write https://host/path")
        return Webhook(url=text, agent=agent, sleep=sleep, clock=clock)
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise InputError(f"--on-dispute cannot be read as a command: {error}") from error
    if not words:
        raise InputError("--on-dispute names neither an address nor a command")
    if shutil.which(words[0]) is None:
        raise InputError(f"--on-dispute: there is no command {words[0]!r}", "name one that runs")
    return Command(words)


def _is_whole(url: str) -> bool:
    """Say whether an address names a host, and a port only if it can be one."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _body(notice: Notice, at: dt.datetime) -> bytes:
    return json.dumps(notice.record(at), ensure_ascii=False).encode("utf-8", "replace")
