"""Weights: how much each cause adds to the confidence in a sighting, as ``confidence.toml`` has it.

Not here: which causes a sighting has (``extract/confidence.py``), nor how the weights are fitted
(``tests/gate/calibrate.py``). Invariant: every weight is a finite number, in log-odds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from counterclaim.errors import LexiconError
from counterclaim.lexicon.checks import refuse_unknown


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: ``intercept`` for any sighting, and what each cause adds; others add nothing."""

    intercept: float = 0.0
    causes: Mapping[str, float] = field(default_factory=dict, hash=False)


def make_weights(spot: str, table: Mapping[str, Any]) -> Weights:
    """Return the weights of a table; :class:`LexiconError` names what cannot be one."""
    refuse_unknown(spot, table, ("intercept", "weight"))
    causes = table.get("weight", {})
    if not isinstance(causes, dict):
        raise LexiconError(spot, "'weight' has to be a table", "write [weight]")
    if list(causes) != sorted(causes):
        raise LexiconError(spot, "'weight' is not sorted")
    for name, value in {"intercept": table.get("intercept"), **causes}.items():
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise LexiconError(spot, f"{name!r} has to be a number")
    return Weights(float(table["intercept"]), {name: float(w) for name, w in causes.items()})
