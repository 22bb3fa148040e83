"""The desk: what assembly keeps in mind of one document, and the sentence before it.

Invariant: the desk looks back, except for what the first pass has read of the whole text.
"""

from dataclasses import dataclass, field

from counterclaim.extract.first_pass import FirstPass
from counterclaim.extract.frames import Timing
from counterclaim.extract.happenings import Happenings
from counterclaim.extract.places import Spot
from counterclaim.extract.saying import Sayings
from counterclaim.extract.speakers import Voice
from counterclaim.extract.victims import Lost
from counterclaim.model.documents import Document
from counterclaim.model.parties import Place
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens


@dataclass(slots=True)
class Desk:
    """What assembly needs of one document; ``happened`` and ``countries`` are made when asked for.

    ``is_live``: the text tells of its own day; ``is_opened``: its dateline has been passed.
    """

    document: Document
    heard: FirstPass
    sayings: Sayings
    made: list[Sighting] = field(default_factory=list)
    digest: str = ""
    last_place: tuple[int, Place] | None = None
    previous: tuple[int, Lost, Sighting] | None = None
    carried: tuple[int, Voice] | None = None
    happened: Happenings | None = None
    countries: dict[str, Place | None] = field(default_factory=dict)
    is_live: bool = False
    is_opened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
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
