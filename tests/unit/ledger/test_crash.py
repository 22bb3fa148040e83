"""Kills at random moments: what is kept is sound, and in the end all is as if nothing had been."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from states import state_of

from counterclaim.ledger.store import LedgerStore

Opener = Callable[..., LedgerStore]

N_DOCUMENTS, N_KILLS = 500, 100
LONGEST_S = 4.0  # start-up takes one of them, all documents some ten
NAMES = ["Ardim", "Belun", "Cothra", "Dorna", "Esk", "Fennick", "Garro"]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder of reports: restatements, copies, contradictions, and what is no text."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(N_DOCUMENTS):
        lead = number - (number % 3 == 2)  # every third is a copy of the one before
        toll, place = 400 + 3 * (lead // 5), NAMES[lead % len(NAMES)]
        text = (
            f"Russia's defence ministry said on Friday that {toll} of its soldiers had been killed "
            f"in Ukraine since the invasion began.\n\nUkraine's general staff said that {9 * toll} "
            f"Russian soldiers had been killed since the invasion began. Residents of {place} said "
            f"that {2 + lead % 9} people were wounded there on Thursday, and that the school of "
            f"street {lead} was to open again the week after.\n\n"
            f"The mayor of {place} said on Friday that bridge {lead} was open.\n"
        )
        end = f"\nOutlet {number}\n" if lead != number else ""
        (folder / f"{number:03}.txt").write_text(text + end, encoding="utf-8")
    for number in range(5):
        (folder / f"x{number}.txt").write_bytes(bytes(range(256)))
    return folder


def ingest(folder: Path, url: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "counterclaim", "ingest", str(folder), "--ledger", url]
    command += ["--published", "2022-03-11"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet)


def phase_of(store: LedgerStore) -> str:
    """Say what the last run was doing when it ended."""
    lines = store.log()
    if not lines:
        return "before the first entry"
    if lines[-1].kind == "end":
        return "after the end"
    n_read = len(store.documents()) + len({one.skip.source for one in store.skips()})
    return "grouping" if n_read == N_DOCUMENTS + 5 else "reading"


@pytest.mark.slow
def test_hundred_kills_at_random_moments_leave_nothing_half_written(
    ledger_url: str, open_at: Opener, sqlite_url: str, reports: Path
) -> None:
    assert ingest(reports, sqlite_url + ".alone").wait() == 0
    wanted = state_of(open_at(sqlite_url + ".alone"))
    chance, phases, n_compared, url = random.Random(20_220_302), Counter[str](), 0, ledger_url
    n_before = 0
    while phases.total() < N_KILLS:
        process = ingest(reports, url)
        time.sleep(chance.uniform(0.3, LONGEST_S))
        is_killed = process.poll() is None
        if is_killed:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with open_at(url) as store:
            assert list(store.verify()) == []
            n_entries = store.n_entries()
            if is_killed:
                is_started = n_entries > n_before
                phases[phase_of(store) if is_started else "before the first entry"] += 1
            n_before = n_entries
            if len(store.documents()) < N_DOCUMENTS:
                continue
        assert ingest(reports, url).wait() == 0
        with open_at(url) as store:
            assert state_of(store) == wanted
            assert list(store.verify()) == []
        n_compared += 1
        url, n_before = beside(ledger_url, n_compared), 0
    print(f"kills by phase: {dict(phases)}; {n_compared} ledgers compared in the end")
    assert n_compared >= 5
    assert phases["reading"] > N_KILLS / 4
    assert phases["before the first entry"] > 0


def test_states_of_ledgers_that_differ_by_one_document_differ(
    open_at: Opener, sqlite_url: str, reports: Path
) -> None:
    for number in range(12, N_DOCUMENTS):
        (reports / f"{number:03}.txt").unlink()
    assert ingest(reports, sqlite_url + ".all").wait() == 0
    (reports / "011.txt").unlink()
    assert ingest(reports, sqlite_url + ".less").wait() == 0
    whole, less = state_of(open_at(sqlite_url + ".all")), state_of(open_at(sqlite_url + ".less"))
    assert all(whole[part] != less[part] for part in whole)


def beside(url: str, number: int) -> str:
    """Return the place of another ledger beside one."""
    if "://" not in url:
        return f"{url}.{number}"
    engine = create_engine(url)
    name = f"{engine.url.query['application_name']}_{number}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    options = {"options": f"-csearch_path={name}"}
    return engine.url.update_query_dict(options).render_as_string(hide_password=False)
