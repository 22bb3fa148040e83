"""A voice: a resolved speaker and the place of the words that name him."""

from dataclasses import dataclass

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A resolved speaker with the place of the words that name him."""

    start: int
    end: int
    who: Identity
    attribution: Attribution | None = None
    rule: str = ""
