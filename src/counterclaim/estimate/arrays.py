"""The arrays of the estimators, by name, and the one way in which sums of exponentials are taken.

Invariant: arrays are float64 or int64; shapes stand in the docstrings of those who use them.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
