"""Logistic regression with an L2 penalty, by Newton's method, for features that are there or not.

Plain Python: some hundred rows and some dozen features take well under a second.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

_N_STEPS = 25  # far more than the five or six that it takes
_SETTLED = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """One observation: the features that it has, whether it came true, how much it counts."""

    features: frozenset[str]
    is_true: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """An intercept and the weights of features, in log-odds."""

    intercept: float
    weights: dict[str, float] = field(default_factory=dict)

    def chance(self, features: frozenset[str]) -> float:
        """Return the chance that a row with these features comes true."""
        odds = self.intercept + sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-odds))


def fit_logistic(rows: Sequence[Row], features: Sequence[str], penalty: float) -> Fit:
    """Return the fit that makes likelihood less ``penalty`` / 2 times the squared weights greatest.

    The intercept is not penalised.
    """
    places = {feature: at for at, feature in enumerate(features, 1)}
    kept = [(row, [0, *(places[f] for f in row.features if f in places)]) for row in rows]
    betas = [0.0] * (len(features) + 1)
    for _ in range(_N_STEPS):
        slope = [-penalty * beta for beta in betas]
        slope[0] = 0.0
        curve = [[0.0] * len(betas) for _ in betas]
        for at in range(1, len(betas)):
            curve[at][at] = penalty
        for row, have in kept:
            chance = 1 / (1 + math.exp(-sum(betas[at] for at in have)))
            pull = row.weight * (row.is_true - chance)
            bend = row.weight * chance * (1 - chance)
            for at in have:
                slope[at] += pull
                line = curve[at]
                for other in have:
                    line[other] += bend
        step = _solve(curve, slope)
        betas = [beta + by for beta, by in zip(betas, step, strict=True)]
        if max(map(abs, step)) < _SETTLED:
            break
    return Fit(betas[0], dict(zip(features, betas[1:], strict=True)))


def _solve(matrix: list[list[float]], wanted: list[float]) -> list[float]:
    """Return x of ``matrix`` x = ``wanted``; the matrix is positive definite."""
    lines = [[*line, value] for line, value in zip(matrix, wanted, strict=True)]
    n = len(lines)
    for at in range(n):
        pivot = lines[at]
        for below in lines[at + 1 :]:
            share = below[at] / pivot[at]
            if share:
                for column in range(at, n + 1):
                    below[column] -= share * pivot[column]
    found = [0.0] * n
    for at in reversed(range(n)):
        known = sum(lines[at][column] * found[column] for column in range(at + 1, n))
        found[at] = (lines[at][n] - known) / lines[at][at]
    return found
