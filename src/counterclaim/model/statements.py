"""Statements: what somebody is reported to have said, where no loss is counted.

The second record of the data page (``docs/record.md``). Invariant: every span reads back to the
document's text, which :meth:`Statement.check` verifies; cue and speaker stand in ``sentence``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from counterclaim.errors import RecordError
from counterclaim.model.parties import Claimant, Relay
from counterclaim.model.spans import Span

Stance = Literal[
    "says", "reports", "claims", "admits", "confirms", "estimates", "denies", "could not verify"
]
STANCES: tuple[str, ...] = get_args(Stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attributed statement without a count: who says what, in which words, on which day.

    ``sentence`` is the one that names speaker and cue; ``content`` may begin before it, run beyond
    it, or be a quotation in the next paragraph. ``trace`` maps a field to the rules and lexicon
    entries that made it; ``inferred`` names the fields that were deduced instead of read.
    """

    type: Literal["statement"] = "statement"
    id: str
    source: str
    sentence: Span
    speaker: Claimant
    cue: Span
    stance: Stance
    content: Span
    quoted: bool = False
    stated_on: dt.date | None = None
    via: tuple[Relay, ...] = ()
    inferred: tuple[str, ...] = ()
    trace: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.type != "statement":
            raise RecordError(f"{self.type!r} is not the type of a statement")
        if not self.id:
            raise RecordError("a statement needs an id")
        if self.stance not in STANCES:
            raise RecordError(f"{self.stance!r} is no stance")
        if not self.content.text.strip():
            raise RecordError("a statement needs words that were said")
        if not self.sentence.covers(self.cue):
            raise RecordError(f"the cue {self.cue.text!r} lies outside its sentence")
        if not self.sentence.covers(self._spoken_by()):
            raise RecordError(f"the speaker {self.speaker.text!r} lies outside the sentence")

    def check(self, text: str) -> None:
        """Raise ``SpanError`` unless every span reads back to ``text``."""
        for span in (self.sentence, self.cue, self.content, self._spoken_by()):
            span.check(text)

    def _spoken_by(self) -> Span:
        speaker = self.speaker
        return Span(start=speaker.start, end=speaker.end, text=speaker.text)
