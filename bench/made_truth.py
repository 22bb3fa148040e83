"""The losses of made wars, day by day: waves, changes of regime, battles, over-dispersed counts.

Not here: who claims what of them (``made_wars.py``), nor any estimator: this world shares no code
and no form with the model that it tests. Invariant: the same generator state, the same war.
"""

import numpy as np
from numpy.typing import NDArray

DAYS_PER_REGIME = 75  # on average; fronts of recent wars held or moved for two to three months
REGIME_SD = 0.7  # of the log intensity of a regime, by side: a factor of two up or down
OUTCOME_SD = 0.25  # of a regime's log intensity for one outcome alone: sieges fill camps
WAVE_SD, WAVE_DAYS = 0.35, (40.0, 150.0)  # slow waves, by side, of these periods
BATTLES_PER_DAY = 1 / 18  # a battle of note every two or three weeks
BATTLE_DAYS = 0.5  # a battle lasts 1 to a few days: geometric with this chance of ending
BATTLE_TAIL, BATTLE_SCALE, BATTLE_CAP = 1.6, 2.0, 40.0  # Pareto; in quiet days' losses
DISPERSION = 3.0  # shape of the gamma that mixes the Poisson: variance m + m^2 / 3
# Quiet days' mean losses by outcome and how much of a battle each outcome feels.
OUTCOMES = {"killed": (12.0, 1.0), "wounded": (34.0, 0.8), "captured": (2.5, 1.8)}
SIDE_SD = 0.3  # of the log mean by side

Reals = NDArray[np.float64]
Counts = NDArray[np.int64]


def _regimes(rng: np.random.Generator, n_days: int, sd: float) -> Reals:
    starts = rng.random(n_days) < 1 / DAYS_PER_REGIME
    levels = rng.normal(0.0, sd, n_days)
    path: Reals = levels[np.cumsum(starts)]
    return path


def _battles(rng: np.random.Generator, n_days: int) -> Reals:
    path = np.zeros(n_days)
    for day in np.flatnonzero(rng.random(n_days) < BATTLES_PER_DAY):
        length = int(rng.geometric(BATTLE_DAYS))
        path[day : day + length] += min(BATTLE_SCALE * (1 + rng.pareto(BATTLE_TAIL)), BATTLE_CAP)
    return path


def daily_losses(rng: np.random.Generator, n_days: int, outcomes: list[str]) -> list[Counts]:
    """Return a side's losses by day, one array of shape (n_days,) for each outcome."""
    days = np.arange(n_days)
    period, phase = rng.uniform(*WAVE_DAYS), rng.uniform(0, 2 * np.pi)
    wave = WAVE_SD * np.sqrt(2) * np.sin(2 * np.pi * days / period + phase)
    shared = rng.normal(0.0, SIDE_SD) + wave + _regimes(rng, n_days, REGIME_SD)
    battles = _battles(rng, n_days)
    rows = []
    for outcome in outcomes:
        mean, feels = OUTCOMES[outcome]
        quiet = np.exp(shared + _regimes(rng, n_days, OUTCOME_SD))
        rate = mean * (quiet + feels * battles) * rng.gamma(DISPERSION, 1 / DISPERSION, n_days)
        rows.append(rng.poisson(rate).astype(np.int64))
    return rows
