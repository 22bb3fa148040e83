"""The first question: Russian soldiers killed by 2 March 2022, on which there are two claims.

The text is the package's own example, read and estimated by the commands that a reader would type.
Not here: how any of it is computed. Invariant: what is printed is what the commands print.
"""

import json
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

from estimate_tables import verdict

PUBLISHED = "2022-03-02"
QUESTION = "RU military killed"
LOW, HIGH = 498, 5_400  # the least that each of the two says
FACTOR = 10.8  # by which the two disagree


def report() -> bool:
    """Print what the command prints; true if the interval is as wide as the claims are apart."""
    text = (resources.files("counterclaim.cli") / "example.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file, ledger = Path(folder) / "example.txt", Path(folder) / "ledger.db"
        file.write_text(text, encoding="utf-8")
        _run("ingest", str(file), "--published", PUBLISHED, "--ledger", str(ledger))
        asked = ["estimate", "--ledger", str(ledger), "--question", QUESTION]
        print(f"```\n{_run(*asked)}```\n")
        rows = json.loads(_run(*asked, "--format", "json"))
    last = max(rows, key=lambda one: one["end"])
    low, high = last["lo90"], last["hi90"]
    held = [
        (f"{low:,.0f} to {high:,.0f}: a factor of {high / low:.1f} between the ends, "
         f"at least {FACTOR}", high / low >= FACTOR),
        (f"the median {last['median']:,.0f} lies between the claims", LOW < last["median"] < HIGH),
        (f"the anchor is named: {last['anchor']}", last["anchor"] == "neutral"),
        ("the level is not called identified", not last["identified"]),
    ]  # fmt: skip
    print("\n".join(verdict(name, is_held) for name, is_held in held))
    return all(is_held for _, is_held in held)


def _run(*words: str) -> str:
    """Return what a command prints on standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "counterclaim", *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"counterclaim {words[0]}: {done.stderr}")
    return done.stdout
