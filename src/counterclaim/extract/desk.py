"""The desk: what assembly keeps in mind of one document, and the sentence at hand.

Invariant: sightings, places, days of saying and speakers on it are of the sentences before; only
what the first pass found (``heard``) and ``happened`` are of the whole text.
"""

from dataclasses import dataclass, field

from counterclaim.extract.first_pass import FirstPass
from counterclaim.extract.frames import Timing
from counterclaim.extract.happenings import Happenings
from counterclaim.extract.live import Entries
from counterclaim.extract.places import Spot
from counterclaim.extract.saying import Sayings
from counterclaim.extract.victims import Lost
from counterclaim.extract.voices import Voice
from counterclaim.model.documents import Document
from counterclaim.model.notes import note
from counterclaim.model.parties import Place
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens


@dataclass(slots=True)
class Desk:
    """What assembly needs of one document; ``happened``, ``hit`` and ``countries`` are made late.

    ``is_live``: the text tells of its own day; ``is_opened``: its dateline has been passed.
    """

    document: Document
    heard: FirstPass
    sayings: Sayings
    entries: Entries
    made: list[Sighting] = field(default_factory=list)
    digest: str = ""
    last_place: tuple[int, Place] | None = None
    previous: tuple[int, Lost, Sighting] | None = None
    carried: tuple[int, Voice] | None = None
    voices: dict[tuple[int, int], Voice | None] = field(default_factory=dict)
    happened: Happenings | None = None
    hit: frozenset[str] | None = None
    countries: dict[str, Place | None] = field(default_factory=dict)
    is_live: bool = False
    is_opened: bool = False


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
