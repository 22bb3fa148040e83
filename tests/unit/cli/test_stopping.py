"""Ctrl-C: the first ends a run between two documents, the second at once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim.cli.stopping import Stop

TEXT = "Officials said on Friday that at least 15 people were killed in the blast.\n"
N_TEXTS = 1000  # some seconds of reading


def test_first_one_ends_between_two_items(capfd: pytest.CaptureFixture[str]) -> None:
    seen = []
    with Stop() as stop:
        for number in stop.until_asked(range(5)):
            seen.append(number)
            if number == 2:
                signal.raise_signal(signal.SIGINT)
    assert seen == [0, 1, 2]
    assert stop.is_asked
    assert "stopping after this document" in capfd.readouterr().err


def test_second_one_ends_at_once() -> None:
    with Stop():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_waiting_ends_when_it_is_asked_to_stop() -> None:
    with Stop() as stop:
        assert not stop.wait(0.01)
        signal.raise_signal(signal.SIGTERM)
        assert stop.wait(60)


def test_waiting_is_ended_from_where_a_signal_meets_it() -> None:
    with Stop() as stop:
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        began = time.monotonic()
        assert stop.wait(60)
        assert time.monotonic() - began < 30
        timer.join()


def test_it_is_asked_in_the_middle_of_anything(capfd: pytest.CaptureFixture[str]) -> None:
    # What a handler must not do: take a lock, or write to a stream that is being written to.
    code = """
import signal, sys, threading
from counterclaim.cli.stopping import Stop
held = []
for name in ("Lock", "RLock", "Condition", "Event"):
    setattr(threading, name, lambda *_, **__: sys.exit("a lock is made"))
class Busy:
    def write(self, text): raise RuntimeError("reentrant call")
    def flush(self): pass
with Stop() as stop:
    sys.stderr = Busy()
    signal.raise_signal(signal.SIGINT)
    sys.stderr = sys.__stderr__
    sys.exit(7 if stop.wait(60) else 8)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7
    assert capfd.readouterr().err.startswith("stopping after this document")


def test_handler_is_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stop():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_outside_the_main_thread_nothing_is_changed() -> None:
    before, inside = signal.getsignal(signal.SIGINT), []

    def enter() -> None:
        with Stop():
            inside.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert inside == [before]


def n_documents(ledger: Path) -> int:
    """Return how many documents a ledger holds while somebody else may write to it."""
    if not ledger.exists():
        return 0
    with closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            ((number,),) = connection.execute(
                "SELECT count(*) FROM entries WHERE kind = 'document'"
            )
        except sqlite3.OperationalError:  # it is being made
            return 0
    return int(number)


def test_ingest_keeps_what_it_read_and_goes_on_later(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(N_TEXTS):
        (folder / f"{number:04}.txt").write_text(f"{number}. {TEXT}", encoding="utf-8")
    command = [sys.executable, "-m", "counterclaim", "ingest", str(folder), "--format", "json"]
    environment = {**os.environ, "COUNTERCLAIM_LEDGER": "war.db"}
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not n_documents(tmp_path / "war.db"):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "stopping after this document" in err
    n_read = json.loads(out)["n_new"]
    assert 0 < n_read < N_TEXTS
    assert n_documents(tmp_path / "war.db") == n_read
    again = subprocess.run(
        command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    rest = json.loads(again.stdout)
    assert (rest["n_known"], rest["n_new"]) == (n_read, N_TEXTS - n_read)
    verify = [sys.executable, "-m", "counterclaim", "verify"]
    log = subprocess.run(
        verify, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
    )
    assert log.returncode == 0, log.stdout + log.stderr
