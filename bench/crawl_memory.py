"""Memory of ``counterclaim ingest`` on an archive of gigabytes: for ``read.py``."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from crawl import MadePage
from warc import pack_response, repeat_members

N_DIFFERENT = 400  # pages; the archive repeats them, so that gigabytes are made in seconds


def measure_memory(folder: Path, pages: Sequence[MadePage], gigabytes: float) -> dict[str, float]:
    """Return the peak in MB of a child process that reads a large archive into a new ledger."""
    members = [pack_response(page.url, page.data) for page in pages[:N_DIFFERENT]]
    path = folder / "large.warc.gz"
    n_pages = repeat_members(path, members, int(gigabytes * 1e9))
    command = ["-m", "counterclaim", "ingest", "--ledger", str(folder / "large.db"), str(path)]
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    # The peak of this child alone, which `subprocess` does not tell.
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"counterclaim ingest ended with {child.returncode}")
    path.unlink()
    peak = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    seconds = time.perf_counter() - start
    return {"gb": gigabytes, "pages": n_pages, "peak_mb": peak, "seconds": seconds}
