"""How a fit is made, and the version of the model that makes it.

Apart from ``fit.py`` so that a command can name its settings without loading the algebra.
"""

from dataclasses import dataclass

from counterclaim.errors import InputError

MODEL_VERSION = "bias-aware/1"  # another one for whatever moves a digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a fit is made: days per week of the grid, draws, and the seed of all chance."""

    grid_days: int = 7
    n_draws: int = 2000
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.grid_days <= 366:
            raise InputError(
                f"a grid of {self.grid_days} days cannot be", "take 1 to 366 days, such as 7D"
            )
        if self.n_draws < 100:
            raise InputError(f"{self.n_draws} draws are too few", "take 100 or more")
