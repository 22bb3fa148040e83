"""The arrays of the estimators, by name.

Invariant: arrays are float64, int64 or bool; shapes stand in the docstrings of those who use them.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
