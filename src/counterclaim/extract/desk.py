"""The desk: what assembly keeps in mind of one document, and the sentence before it.

Invariant: the desk only looks back; nothing on it depends on what comes later in the text.
"""

from dataclasses import dataclass, field

from counterclaim.extract.first_pass import FirstPass
from counterclaim.extract.periods import Timing
from counterclaim.extract.places import Spot
from counterclaim.extract.saying import Sayings
from counterclaim.extract.speakers import Voice
from counterclaim.extract.victims import Lost
from counterclaim.model.documents import Document
from counterclaim.model.notes import note
from counterclaim.model.parties import Place
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens


@dataclass(slots=True)
class Desk:
    """What assembly needs of one document; ``happened`` is made when it is first asked for."""

    document: Document
    heard: FirstPass
    sayings: Sayings
    made: list[Sighting] = field(default_factory=list)
    digest: str = ""
    last_place: tuple[int, Place] | None = None
    previous: tuple[int, Lost, Sighting] | None = None
    carried: tuple[int, Voice] | None = None
    happened: dict[str, Window] | None = None


@note
class Scene:
    """One sentence as far as it is read: its place in the document, its dates and places."""

    index: int
    block: int
    tokens: Tokens
    span: tuple[int, int]
    timing: Timing
    spots: list[Spot]
    is_caption: bool
    is_headline: bool
