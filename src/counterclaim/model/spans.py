"""Spans: a range of one document's text together with the words that stand there.

Offsets count Unicode code points, end exclusive. Invariant: ``text[start:end]`` of the document
is exactly ``span.text``; :meth:`Span.of` is the way to make one that holds this.
"""

from dataclasses import dataclass
from typing import Self

from counterclaim.errors import SpanError


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words at a place. ``start`` and ``end`` are code points, half open."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise SpanError(f"a span cannot run from {self.start} to {self.end}")
        if len(self.text) != self.end - self.start:
            raise SpanError(f"the span {self.start}-{self.end} cannot hold {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Return the span of ``text`` from ``start`` to ``end``; :class:`SpanError` if outside."""
        if end > len(text):
            raise SpanError(f"a span to {end} lies outside a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end])

    def check(self, text: str) -> None:
        """Raise :class:`SpanError` unless the span's words stand at its place in ``text``."""
        if text[self.start : self.end] != self.text:
            raise SpanError(f"{self.text!r} does not stand at {self.start}-{self.end}")

    def covers(self, other: "Span") -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
