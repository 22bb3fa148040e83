"""What estimates reach: made wars, Radford and others' rows, forecasts, speed, the first question.

    python bench/estimate.py simulate [--sets N] [--scenarios NAME …] [--out FILE] [--workers N]
    python bench/estimate.py table FILE
    python bench/estimate.py radford [FILE] [--claims]
    python bench/estimate.py forward [FILE] [--sources]
    python bench/estimate.py speed
    python bench/estimate.py seed

``simulate`` appends a line of JSON per set and goes on where it was stopped; ``table`` prints its
lines in Markdown with the floors. Not here: what is measured (``estimate_*.py``). Ends non-zero if
a floor is missed.
"""

import os

# Before NumPy is loaded: workers would each start as many threads as there are cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import sys
import time
from pathlib import Path

from made_wars import SCENARIOS

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "build" / "estimate.jsonl"
N_SETS = 400
RADFORD = HERE.parents[1] / "shared" / "data" / "radford2023_reports.csv"


def main() -> int:
    """Run the part that is asked for; 1 if a floor is missed."""
    arguments = _parse(sys.argv[1:])
    run = {
        "simulate": _simulate,
        "table": _table,
        "radford": _radford,
        "forward": _forward,
        "speed": _speed,
        "seed": _seed,
    }
    return run[arguments.part](arguments)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parts = parser.add_subparsers(dest="part", required=True)
    simulate = parts.add_parser("simulate", help="estimate made wars")
    simulate.add_argument("--sets", type=int, default=N_SETS)
    simulate.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=SCENARIOS)
    simulate.add_argument("--out", type=Path, default=OUT)
    simulate.add_argument("--workers", type=int, default=2)
    table = parts.add_parser("table", help="print the lines of a simulation in Markdown")
    table.add_argument("file", type=Path)
    radford = parts.add_parser("radford", help="Radford and others' rows against what they found")
    radford.add_argument("file", type=Path, nargs="?", default=RADFORD)
    radford.add_argument("--claims", action="store_true", help="all claims of a missed ratio")
    forward = parts.add_parser("forward", help="forecasts of those rows, scored")
    forward.add_argument("file", type=Path, nargs="?", default=RADFORD)
    forward.add_argument("--sources", action="store_true", help="each claimant left out too")
    parts.add_parser("speed", help="CPU seconds of fits, and how they grow")
    parts.add_parser("seed", help="the first question: two claims of 2 March 2022")
    return parser.parse_args(words)


def _simulate(arguments: argparse.Namespace) -> int:
    from estimate_simulation import Task, simulate  # noqa: PLC0415 - each part loads its own

    # All scenarios by turns, so that a run that is stopped early has some of each.
    tasks = [Task(name, seed) for seed in range(arguments.sets) for name in arguments.scenarios]
    begun = time.monotonic()
    for number, line in enumerate(simulate(tasks, arguments.out, workers=arguments.workers), 1):
        if "failed" in line:
            print(f"{line['scenario']} {line['seed']}: {line['failed']}", flush=True)
        if number % 25 == 0:
            print(f"{number} sets, {time.monotonic() - begun:.0f} s", flush=True)
    return 0


def _table(arguments: argparse.Namespace) -> int:
    from estimate_simulation import load_lines  # noqa: PLC0415
    from estimate_tables import markdown  # noqa: PLC0415

    text = markdown(load_lines(arguments.file))
    print(text)
    return int("missed" in text)


def _radford(arguments: argparse.Namespace) -> int:
    from estimate_radford import report  # noqa: PLC0415

    return int(not report(arguments.file, with_claims=arguments.claims))


def _forward(arguments: argparse.Namespace) -> int:
    from estimate_forward import report  # noqa: PLC0415

    return int(not report(arguments.file, with_sources=arguments.sources))


def _speed(arguments: argparse.Namespace) -> int:
    from estimate_speed import report  # noqa: PLC0415

    del arguments
    return int(not report())


def _seed(arguments: argparse.Namespace) -> int:
    from estimate_seed import report  # noqa: PLC0415

    del arguments
    return int(not report())


if __name__ == "__main__":
    sys.exit(main())
