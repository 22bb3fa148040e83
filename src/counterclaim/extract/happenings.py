"""What a text says happened on which day, looked up by sentence, by place, by order.

Not here: which of it a loss belongs to (``occasions.py``). Invariant: every look-up takes the same
time however long the text is.
"""

from bisect import bisect_left
from collections.abc import Iterable

from counterclaim.model.notes import note
from counterclaim.model.periods import Window


@note
class Happening:
    """What sentence ``index`` says happened in ``window``, at places in lower case.

    ``is_event``: a word names it; ``is_main``: it is what the opening of the text is about.
    """

    index: int
    window: Window
    places: frozenset[str]
    is_event: bool
    is_main: bool


class Happenings:
    """The dated happenings of a text; those without a word for it count only by their sentence."""

    def __init__(self, found: Iterable[Happening]) -> None:
        self._by_index: dict[int, Window] = {}
        self._by_place: dict[str, Window] = {}
        self._indexes: list[int] = []
        self._events: list[Window] = []
        self.main: Window | None = None
        for happening in found:
            window = happening.window
            self._by_index[happening.index] = window
            if happening.is_main and self.main is None:
                self.main = window
            if happening.is_event:
                self._indexes.append(happening.index)
                self._events.append(window)
                for place in happening.places:
                    self._by_place.setdefault(place, window)
        is_one = len(set(self._events)) == 1
        self.only = self._events[0] if is_one else None
        if self.main is None and self._events:
            self.main = self._events[0]

    def at(self, index: int) -> Window | None:
        """Return the day of what happened in a sentence."""
        return self._by_index.get(index)

    def at_place(self, name: str) -> Window | None:
        """Return the day on which something first happened at a place, in lower case."""
        return self._by_place.get(name)

    def last_before(self, index: int) -> Window | None:
        """Return the day of the last event told before a sentence, else of the first of all."""
        if not self._events:
            return None
        return self._events[max(0, bisect_left(self._indexes, index) - 1)]
