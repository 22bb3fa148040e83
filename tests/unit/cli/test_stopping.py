"""Ctrl-C: the first ends a run between two documents, the second at once."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from counterclaim.cli.stopping import Stop

TEXT = "Officials said on Friday that at least 15 people were killed in the blast.\n"


def test_first_one_ends_between_two_items(capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    with Stop() as stop:
        for number in stop.until_asked(range(5)):
            seen.append(number)
            if number == 2:
                signal.raise_signal(signal.SIGINT)
    assert seen == [0, 1, 2]
    assert stop.is_asked
    assert "stopping after this document" in capsys.readouterr().err


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


def test_ingest_keeps_what_it_read_and_goes_on_later(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number:04}.txt").write_text(f"{number}. {TEXT}", encoding="utf-8")
    command = [sys.executable, "-m", "counterclaim", "ingest", str(folder)]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    ledger = tmp_path / "counterclaim.db"
    deadline = time.monotonic() + 60
    while not ledger.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "stopping after this document" in err
    n_read = int(out.split("document")[0].split()[-1].replace(",", ""))
    assert 0 < n_read < 2000
    log = subprocess.run(
        [sys.executable, "-m", "counterclaim", "verify"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert log.returncode == 0, log.stdout + log.stderr
