"""Sightings: one place in one document where a loss claim is stated.

The record of the data page (``docs/record.md``). Invariant: every span reads back to the
document's text, which :meth:`Sighting.check` verifies.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from counterclaim.errors import RecordError
from counterclaim.model.parties import Claimant, Place, Relay, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.spans import Span

Outcome = Literal["killed", "wounded", "casualties", "captured", "missing", "displaced"]
OUTCOMES: tuple[str, ...] = get_args(Outcome)

Polarity = Literal["asserted", "denied"]
POLARITIES: tuple[str, ...] = get_args(Polarity)

Trace = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One stated figure: how many of whom were lost, where and when, and who answers for it.

    ``trace`` maps a field to the rules and lexicon entries that made it; ``inferred`` names the
    fields that were deduced instead of read. ``confidence`` is the estimated share, from 0 to 1, of
    sightings of this make whose figure, outcome, side and class of the lost and claimant are all
    right; ``None`` where nothing estimated it.
    """

    id: str
    source: str
    sentence: Span
    quantity: Quantity
    outcome: Outcome
    victims: Victims
    claimant: Claimant | None = None
    via: tuple[Relay, ...] = ()
    stated_on: dt.date | None = None
    period: Period = field(default_factory=Period)
    place: Place | None = None
    polarity: Polarity = "asserted"
    hedge: str | None = None
    optional: bool = False
    caption: bool = False
    part_of: str | None = None
    repeats: str | None = None
    inferred: tuple[str, ...] = ()
    confidence: float | None = None
    trace: Trace = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise RecordError("a sighting needs an id")
        if self.outcome not in OUTCOMES:
            raise RecordError(f"{self.outcome!r} is no outcome")
        if self.polarity not in POLARITIES:
            raise RecordError(f"{self.polarity!r} is no polarity")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise RecordError(f"a confidence of {self.confidence} is no share")
        if self.caption and not self.optional:
            raise RecordError("a claim of a caption is always optional")
        if not self.sentence.covers(self.quantity.span):
            raise RecordError(f"the quantity {self.quantity.text!r} lies outside its sentence")

    def check(self, text: str) -> None:
        """Raise ``SpanError`` unless every span reads back to ``text``."""
        self.sentence.check(text)
        self.quantity.span.check(text)
        for named in (self.victims, self.claimant):
            if named is not None and named.start is not None and named.end is not None:
                Span(start=named.start, end=named.end, text=named.text).check(text)
