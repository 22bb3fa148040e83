"""Memory of ``counterclaim ingest`` on an archive of gigabytes: for ``read.py``."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from crawl import MadePage
from warc import pack_response, repeat_members

# The peak of the child's own memory: what `getrusage` tells of a child may be its parent's.
_CHILD = """
import sys
from counterclaim.cli.main import main
code = main(sys.argv[1:])
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
sys.exit(code)
"""
N_DIFFERENT = 400  # pages; the archive repeats them, so that gigabytes are made in seconds


def measure_memory(folder: Path, pages: Sequence[MadePage], gigabytes: float) -> dict[str, float]:
    """Return the peak in MB of a child process that reads a large archive into a new ledger."""
    members = [pack_response(page.url, page.data) for page in pages[:N_DIFFERENT]]
    path = folder / "large.warc.gz"
    n_pages = repeat_members(path, members, int(gigabytes * 1e9))
    command = ["ingest", "--ledger", str(folder / "large.db"), str(path)]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        check=True,
        text=True,
    )
    path.unlink()
    peak = int(done.stdout.splitlines()[-1]) / 1024
    seconds = time.perf_counter() - start
    return {"gb": gigabytes, "pages": n_pages, "peak_mb": peak, "seconds": seconds}
