"""Data frames of rows: the one place that loads pandas.

Not here: what the rows hold. Invariant: without rows a frame has the same columns and no row.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from counterclaim.errors import CounterclaimError
from counterclaim.model.records import Json

if TYPE_CHECKING:
    from pandas import DataFrame


def make_frame(rows: Iterable[Mapping[str, Json]], columns: Sequence[str]) -> "DataFrame":
    """Return a pandas data frame; :class:`CounterclaimError` if pandas is not installed."""
    try:
        import pandas as pd  # noqa: PLC0415  # an extra: only loaded when it is asked for
    except ImportError as error:
        raise CounterclaimError(
            "pandas is not installed, and to_frame needs it", "pip install 'counterclaim[frames]'"
        ) from error
    return pd.DataFrame(list(rows), columns=pd.Index(columns))
