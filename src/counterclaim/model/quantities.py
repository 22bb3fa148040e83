"""Quantities: how many, in which words, and between which bounds.

``low`` and ``high`` are whole numbers of people, both included; ``None`` is an open side (or a side
that nobody stated), never zero. *Hard* kinds have bounds by arithmetic, *soft* kinds by the tables
of the lexicon. Invariants: ``low <= high``; a value lies between them; a quantity of kind ``none``
is zero.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from counterclaim.errors import RecordError
from counterclaim.model.spans import Span

Kind = Literal[
    "exact",
    "about",
    "nearly",
    "more_than",
    "at_least",
    "less_than",
    "at_most",
    "range",
    "vague",
    "none",
    "some",
]
KINDS: tuple[str, ...] = get_args(Kind)
SOFT_KINDS = frozenset({"about", "nearly", "vague"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A counted (or uncounted) number of people as worded at ``start``-``end`` of a document.

    ``value`` is the number that the words name (``None`` for ranges, vague words and losses
    admitted without any number); ``low`` and ``high`` are the bounds that they allow.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: int | None = None
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        Span(start=self.start, end=self.end, text=self.text)
        if self.kind not in KINDS:
            raise RecordError(f"{self.kind!r} is no kind of quantity")
        for number in (self.value, self.low, self.high):
            if number is not None and number < 0:
                raise RecordError(f"{number} people cannot have been lost")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise RecordError(f"{self.text!r}: the low bound {self.low} is above {self.high}")
        wanted = self._arithmetic_bounds()
        if wanted is not None and (self.low, self.high) != wanted:
            raise RecordError(f"{self.text!r}: {self.kind} {self.value} is at odds with its bounds")
        self._check_soft()
        if self.kind == "none" and self.value != 0:
            raise RecordError(f"{self.text!r}: a quantity of kind none is zero")

    def _arithmetic_bounds(self) -> tuple[int | None, int | None] | None:
        """Return the bounds that a hard kind has by arithmetic, or ``None`` for other kinds."""
        if self.kind in ("exact", "none") and self.value is None:
            raise RecordError(f"{self.text!r}: {self.kind} needs a value")
        if self.value is None:
            return None
        return {
            "exact": (self.value, self.value),
            "none": (self.value, self.value),
            "more_than": (self.value + 1, None),
            "at_least": (self.value, None),
            "less_than": (0, max(0, self.value - 1)),
            "at_most": (0, self.value),
        }.get(self.kind)

    def _check_soft(self) -> None:
        if self.kind != "about" or self.value is None:
            return
        is_low_ok = self.low is None or self.low <= self.value
        if not is_low_ok or (self.high is not None and self.value > self.high):
            raise RecordError(f"{self.text!r}: {self.value} lies outside its bounds")

    @property
    def span(self) -> Span:
        """The words of the quantity and their place."""
        return Span(start=self.start, end=self.end, text=self.text)

    @property
    def is_soft(self) -> bool:
        """Whether the bounds are a convention of the language instead of arithmetic."""
        return self.kind in SOFT_KINDS

    @property
    def point(self) -> int | None:
        """The value, else the middle of the bounds, else the one bound there is."""
        if self.value is not None:
            return self.value
        if self.low is not None and self.high is not None:
            return (self.low + self.high) // 2
        return self.low if self.low is not None else self.high

    def meets(self, other: "Quantity") -> bool:
        """Say whether some number satisfies both quantities. Symmetric and reflexive."""
        return _below(self.low, other.high) and _below(other.low, self.high)

    def cannot_both_hold(self, other: "Quantity") -> bool:
        """Say whether no number satisfies both: the negation of :meth:`meets`."""
        return not self.meets(other)

    def contains(self, other: "Quantity") -> bool:
        """Say whether every number that ``other`` allows is allowed here too."""
        low_ok = self.low is None or (other.low is not None and self.low <= other.low)
        high_ok = self.high is None or (other.high is not None and other.high <= self.high)
        return low_ok and high_ok


def _below(low: int | None, high: int | None) -> bool:
    return low is None or high is None or low <= high
