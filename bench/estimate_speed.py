"""How long a fit takes: a year of claims, and how its cost grows with claims and with days.

CPU seconds of one process on one thread. Not here: Radford and others' rows, whose time and memory
``estimate_radford.py`` prints. Invariant: ratios are between times of one run, the seeds by turns.
"""

import gc
import time
from enum import Enum
from typing import cast

import numpy as np

from counterclaim.estimate.fit import fit
from counterclaim.estimate.settings import Settings
from estimate_tables import head, row, verdict
from made_wars import Size, make_war

YEAR_S = 10.0  # CPU seconds of 2,000 claims of 6 series over 365 days
GROWTH = 1.5  # time per claim, or per day, at the largest over that at the smallest
SEEDS = (0, 1, 2)
SCENARIO = "strategic"
OUTCOMES = ("killed", "wounded")


class Claims(Enum):
    """More claims of the same days."""

    X1 = (180, OUTCOMES, 500)
    X2 = (180, OUTCOMES, 1000)
    X4 = (180, OUTCOMES, 2000)


class Days(Enum):
    """More days with as many claims a day."""

    X1 = (120, OUTCOMES, 240)
    X2 = (240, OUTCOMES, 480)
    X4 = (480, OUTCOMES, 960)


def fit_s(size: Enum, seed: int) -> float:
    """Return the CPU seconds of one fit with all draws; making the war is not counted."""
    war = make_war(SCENARIO, seed, cast("Size", size))
    gc.collect()
    begun = time.process_time()
    fit(war.evidence, war.anchors, Settings())
    return time.process_time() - begun


def report() -> bool:
    """Print times in Markdown; true if all floors are held."""
    fit_s(Claims.X1, SEEDS[0])  # what the first call loads belongs to nobody's time
    year = [fit_s(Size.FULL, seed) for seed in SEEDS]
    print(f"2,000 claims of 6 series over 365 days: {', '.join(f'{one:.1f}' for one in year)} "
          f"CPU s (seeds {', '.join(map(str, SEEDS))})\n", flush=True)  # fmt: skip
    median = float(np.median(year))
    held = [(f"a year: {median:.1f} CPU s, {YEAR_S:g} at most", median <= YEAR_S)]
    print("\n".join(head(["Grown", "x 1", "x 2", "x 4", "x 2 to x 1", "x 4 to x 1"])))
    for sizes in (Claims, Days):
        times = np.array([[fit_s(size, seed) for size in sizes] for seed in SEEDS])
        # All seeds together: one war takes more steps to its mode than another.
        x1, x2, x4 = np.mean(times, axis=0).tolist()
        name = sizes.__name__.lower()
        cells = [f"{x1:.2f} s", f"{x2:.2f} s", f"{x4:.2f} s", f"{x2 / x1:.2f}", f"{x4 / x1:.2f}"]
        print(row([name, *cells]), flush=True)
        growth = x4 / x1 / 4
        held.append((f"{name}: time for each at x 4 over x 1 is {growth:.2f}, {GROWTH} at most",
                     growth <= GROWTH))  # fmt: skip
    print()
    print("\n".join(verdict(name, is_held) for name, is_held in held))
    return all(is_held for _, is_held in held)
