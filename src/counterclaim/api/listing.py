"""Lists that can also be data frames: what every front door hands out.

Invariant: a frame has the same columns whether the list holds anything or not.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from counterclaim.api.frames import make_frame
from counterclaim.model.records import Json

if TYPE_CHECKING:
    from pandas import DataFrame

T = TypeVar("T")


class Listing(list[T], Generic[T]):
    """A list of claims, disputes, timelines or estimates that can also be a data frame."""

    def __init__(
        self,
        items: Iterable[T],
        columns: Sequence[str],
        rows: Callable[[T], list[dict[str, Json]]],
    ) -> None:
        super().__init__(items)
        self.columns = tuple(columns)
        self._rows = rows

    @property
    def records(self) -> list[dict[str, Json]]:
        """The rows as flat records, with ``columns``."""
        return [row for item in self for row in self._rows(item)]

    def to_frame(self) -> "DataFrame":
        """Return a pandas data frame: a row per claim, judged pair, point of a line, or estimate.

        Raises :class:`CounterclaimError` if pandas is not installed.
        """
        return make_frame(self.records, self.columns)
