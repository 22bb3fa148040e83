"""Channels: to whom a notice is told: a callback, a webhook, a command.

Invariants: a notice counts as told once the other side took it; a channel that fails says why in
:class:`HookError` and never stops the watch; nothing is passed to a shell.
"""

import datetime as dt
import json
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counterclaim.errors import HookError, InputError
from counterclaim.model.digests import sha256_of
from counterclaim.watch.notices import Notice

WEBHOOK_S = 10.0  # seconds for one request
COMMAND_S = 60.0  # seconds for one run of a command
PAUSES_S = (1.0, 5.0, 25.0)  # before a webhook is tried again; then it waits for the next round
_MAX_SHOWN = 200  # characters of what a command says of its failure
_TOO_MANY, _SERVER_ERROR = 429, 500
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
    """An address to which each notice is posted as JSON; ``sleep`` waits between two tries."""

    url: str
    agent: str
    sleep: Callable[[float], object]

    @property
    def name(self) -> str:
        """A digest of the address: it may hold a secret."""
        return f"webhook:{sha256_of(self.url)[:_NAME_DIGITS]}"

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        """Post a notice, again after a pause where the other side may yet take it."""
        body = _body(notice, at)
        for pause in (*PAUSES_S, None):
            problem, is_passing = self._post(body)
            if not problem:
                return
            if pause is None or not is_passing:
                raise HookError(f"the webhook did not take a notice: {problem}")
            self.sleep(pause)

    def _post(self, body: bytes) -> tuple[str, bool]:
        """Return what went wrong, "" for nothing, and whether it may pass."""
        import httpx  # noqa: PLC0415  # loaded when a webhook is told something

        try:
            answer = httpx.post(
                self.url,
                content=body,
                headers={"Content-Type": "application/json", "User-Agent": self.agent},
                timeout=WEBHOOK_S,
                follow_redirects=False,
                trust_env=False,
            )
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            return str(error) or type(error).__name__, True
        status = answer.status_code
        problem = "" if answer.is_success else f"status {status}"
        return problem, status == _TOO_MANY or status >= _SERVER_ERROR


@dataclass(frozen=True, slots=True)
class Command:
    """A command that gets each notice as JSON on its standard input."""

    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """A digest of the command."""
        return f"command:{sha256_of(shlex.join(self.words))[:_NAME_DIGITS]}"

    def tell(self, notice: Notice, at: dt.datetime) -> None:
        """Run the command, without a shell."""
        try:
            done = subprocess.run(
                self.words,
                input=_body(notice, at),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=COMMAND_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise HookError(f"the command {self.words[0]} failed: {error}") from error
        if done.returncode:
            said = " ".join(done.stderr.decode("utf-8", "replace").split())[:_MAX_SHOWN]
            why = f"it ended with {done.returncode}" + (f": {said}" if said else "")
            raise HookError(f"the command {self.words[0]} failed: {why}")


def channel_of(text: str, *, agent: str, sleep: Callable[[float], object]) -> Webhook | Command:
    """Return the channel of ``--on-dispute``: an address, else a command with its arguments.

    Raises :class:`InputError` for a text that is neither.
    """
    if text.lower().startswith(("http://", "https://")):
        return Webhook(url=text, agent=agent, sleep=sleep)
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise InputError(f"--on-dispute cannot be read as a command: {error}") from error
    if not words:
        raise InputError("--on-dispute names neither an address nor a command")
    return Command(words)


def _body(notice: Notice, at: dt.datetime) -> bytes:
    return json.dumps(notice.record(at), ensure_ascii=False).encode("utf-8", "replace")
