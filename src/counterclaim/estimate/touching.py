"""The smallest sets that touch every clash, where clashes are found one after the other.

What has to be left out so that the rest can hold: the clashes found so far are touched by as few as
can be, and what is left is searched for more, until nothing is found, which proves that fewer would
not do. Not here: what a clash is (``identities.py``, ``consensus.py``). Invariant: ties are told,
not decided.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

_MAX_ROUNDS = 40  # of choosing whom to leave out and testing it; 47 of 500 claims took fewer
_MAX_SETS = 6  # equally small sets that are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Touching:
    """Smallest sets of numbers; one empty set where nothing clashes.

    Without ``is_fewest`` the one set is the last that was tried: clashes remain. ``is_all`` is
    false where there may be other sets of that size. ``clashes`` come smallest first.
    """

    sets: tuple[frozenset[int], ...]
    is_fewest: bool
    is_all: bool
    clashes: tuple[frozenset[int], ...]


def fewest_touching(find: Callable[[frozenset[int]], Sequence[frozenset[int]]]) -> Touching:
    """Return the smallest sets without which nothing clashes.

    ``find`` returns clashes that there are without a set of numbers, and none only if there is
    none; each is of numbers outside that set.

    >>> clashes = [frozenset({1, 2}), frozenset({2, 3})]
    >>> fewest_touching(lambda gone: [one for one in clashes if not one & gone]).sets
    (frozenset({2}),)
    """
    clashes: list[frozenset[int]] = []
    sets: list[frozenset[int]] = []
    chosen: frozenset[int] = frozenset()
    is_all = False
    for _ in range(_MAX_ROUNDS):
        new = find(chosen)
        clashes += new
        if not new:
            sets.append(chosen)
        if len(sets) == _MAX_SETS:
            break
        following = _smallest(clashes, sets)
        if following is None:
            is_all = True
            break
        chosen = following
    return Touching(
        sets=tuple(sorted(sets, key=sorted)) or (chosen,),
        is_fewest=bool(sets),
        is_all=is_all,
        clashes=tuple(sorted(set(clashes), key=lambda one: (len(one), sorted(one)))),
    )


def _smallest(
    clashes: Sequence[frozenset[int]], sets: Sequence[frozenset[int]]
) -> frozenset[int] | None:
    """Return the fewest numbers that touch every clash, other than ``sets`` but no more of them."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # slow to load

    numbers = sorted({number for clash in clashes for number in clash})
    if not numbers:
        return None
    rows = np.array([[number in clash for number in numbers] for clash in clashes], dtype=float)
    rules = [LinearConstraint(rows, lb=1.0)]
    rules += [
        LinearConstraint([[float(n in one) for n in numbers]], ub=len(one) - 1.0) for one in sets
    ]
    found = milp(
        np.ones(len(numbers)),
        constraints=rules,
        bounds=Bounds(0.0, 1.0),
        integrality=np.ones(len(numbers), dtype=np.intp),
    )
    if found.x is None:
        return None
    chosen = frozenset(n for n, x in zip(numbers, found.x, strict=True) if x > 0.5)
    return None if sets and len(chosen) > len(sets[0]) else chosen
