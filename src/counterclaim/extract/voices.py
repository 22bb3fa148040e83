"""Voices: resolved speakers with the words that name them, and the sentences that hold them."""

from dataclasses import dataclass, field

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.identity import Identity
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens


@note
class Voice:
    """A resolved speaker with the place of the words that name him."""

    start: int
    end: int
    who: Identity
    attribution: Attribution | None = None
    rule: str = ""


@dataclass(slots=True)
class Reading:
    """One sentence with its attributions and the voices that they resolve to."""

    tokens: Tokens
    span: tuple[int, int]
    block: int
    attributions: list[Attribution]
    voices: list[Voice | None]
    hearers: list[Voice | None]
    passers: list[Voice] = field(default_factory=list)  # "a note seen by X"
    author: Voice | None = None  # whose document the sentence names: "the report of X"
