"""Who lost, who says so, who passed it on, and where: the parties to a claim.

A party is named by its ISO 3166-1 alpha-2 code (``PS`` for Palestinians) or, for a group or body,
by its own name. ``None`` stands for "open".
"""

from dataclasses import dataclass, field
from typing import Literal, get_args

from counterclaim.errors import RecordError
from counterclaim.model.spans import Span

VictimClass = Literal["military", "civilian", "mixed"]
VICTIM_CLASSES: tuple[str, ...] = get_args(VictimClass)

VictimGroup = Literal[
    "children",
    "women",
    "journalists",
    "medics",
    "aid workers",
    "police",
    "officers",
    "foreign fighters",
    "prisoners",
]
VICTIM_GROUPS: tuple[str, ...] = get_args(VictimGroup)

ClaimantKind = Literal[
    "person",
    "government",
    "military",
    "armed group",
    "international organisation",
    "ngo",
    "media",
    "witness",
    "anonymous",
    "other",
]
CLAIMANT_KINDS: tuple[str, ...] = get_args(ClaimantKind)

PartyKind = Literal[
    "state", "armed group", "international organisation", "bloc", "ngo", "media", "other"
]
PARTY_KINDS: tuple[str, ...] = get_args(PartyKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A side: a state, an armed group or an institution, by its code or own name."""

    id: str
    name: str
    kind: PartyKind

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise RecordError("a party needs an id and a name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """The people who were lost; ``text`` is "" and offsets ``None`` where no words name them."""

    text: str = ""
    start: int | None = None
    end: int | None = None
    party: str | None = None
    class_: VictimClass | None = field(default=None, metadata={"name": "class"})
    group: VictimGroup | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None:
            Span(start=self.start, end=self.end, text=self.text)
        elif self.text or self.start is not None or self.end is not None:
            raise RecordError(f"the victims {self.text!r} have words but no place, or half a place")
        if self.class_ is not None and self.class_ not in VICTIM_CLASSES:
            raise RecordError(f"{self.class_!r} is no class of victims")
        if self.group is not None and self.group not in VICTIM_GROUPS:
            raise RecordError(f"{self.group!r} is no group of victims")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who answers for the figure: words in the text, canonical name, side and kind of body."""

    text: str
    start: int
    end: int
    name: str
    party: str | None = None
    kind: ClaimantKind = "other"

    def __post_init__(self) -> None:
        Span(start=self.start, end=self.end, text=self.text)
        if not self.name:
            raise RecordError("a claimant needs a name or a description")
        if self.kind not in CLAIMANT_KINDS:
            raise RecordError(f"{self.kind!r} is no kind of claimant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Who passed a claim on: the words in the text and the canonical name."""

    text: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the losses fell, as worded, with the code of the country where it is known."""

    text: str
    code: str | None = None
