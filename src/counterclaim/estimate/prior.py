"""Rows of the prior: sparse, linear in the parameters, in groups that share a scale.

Not here: which rows there are (``model.py``, ``bias.py``). Invariant: entries come in the order of
rows, and within a row in that of columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from counterclaim.estimate.arrays import Flags, Floats, Ints

# Battles, new fronts, corrections of lists: most weeks are like the last, some unlike any.
HEAVY = ("own", "shared", "tally")


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: ``values[n]`` stands at (``row[n]``, ``column[n]``); ``n`` rows in all."""

    row: Ints
    column: Ints
    values: Floats
    n: int


@dataclass(frozen=True, slots=True)
class PriorRows:
    """Prior rows ``(B x - means) / sds``; ``own_sds`` times the scale of a row's group is its sd.

    Rows are standard normal, but ``is_heavy`` ones Student's t with 4 degrees of freedom.
    """

    rows: Rows
    means: Floats
    own_sds: Floats
    groups: dict[str, Ints]
    is_heavy: Flags


class RowMaker:
    """Collects prior rows one by one."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, int, float]] = []
        self._means: list[float] = []
        self._sds: list[float] = []
        self._groups: dict[str, list[int]] = {}

    def add(
        self, group: str, entries: Mapping[int, float], *, mean: float = 0.0, sd: float = 1.0
    ) -> None:
        """Add a row of a group."""
        number = len(self._means)
        self._entries += [(number, column, value) for column, value in sorted(entries.items())]
        self._means.append(mean)
        self._sds.append(sd)
        self._groups.setdefault(group, []).append(number)

    def rows(self) -> PriorRows:
        """Return what was added."""
        row, column, values = zip(*self._entries, strict=True)
        heavy = [row for name in HEAVY for row in self._groups.get(name, [])]
        return PriorRows(
            rows=Rows(
                np.array(row, dtype=np.int64),
                np.array(column, dtype=np.int64),
                np.array(values, dtype=np.float64),
                len(self._means),
            ),
            means=np.array(self._means),
            own_sds=np.array(self._sds),
            groups={name: np.array(rows) for name, rows in self._groups.items()},
            is_heavy=np.isin(np.arange(len(self._means)), heavy),
        )
