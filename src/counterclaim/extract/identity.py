"""Who a speaker is: name, side and kind of body, however the text found them.

Not here: whom a phrase or a pronoun of the text stands for (``memory.py``).
"""

from counterclaim.extract.officials import Bearer
from counterclaim.lexicon.parties import Name
from counterclaim.model.notes import note
from counterclaim.model.parties import ClaimantKind


@note
class Identity:
    """Who speaks: canonical name, side, kind of body; ``text`` holds the words of a description."""

    name: str
    party: str | None
    kind: ClaimantKind
    description: str = ""
    is_person: bool = False
    is_vague: bool = False
    rule: str = "source.described"


def official_identity(bearer: Bearer) -> Identity:
    """Return the identity of a known official."""
    return Identity(
        name=bearer.name,
        party=bearer.party,
        kind=kind_of(bearer.kind),
        is_person=True,
        rule="source.official",
    )


def named_identity(name: Name, words: str) -> Identity:
    """Return the identity of a known body, state or group that a phrase names."""
    canonical = name.canonical if name.sort in ("body", "official") else bare_name(words)
    if name.sort == "name" and name.kind != "government":
        canonical = name.canonical
    return Identity(
        name=canonical.replace("’", "'"),
        party=None if name.kind == "ngo" else name.party or None,
        kind=kind_of(name.kind),
        rule=f"source.{name.sort}",
    )


def as_bearer(name: Name) -> Bearer:
    """Return the bearer of a surname that one official alone can have."""
    return Bearer(name=name.canonical, party=name.party or None, kind=name.kind)


def bare_name(words: str) -> str:
    """Return a name without the "'s" at its end."""
    return words.removesuffix("'s").strip()


def kind_of(kind: str) -> ClaimantKind:
    """Return a kind of body as a claimant can have it, "other" for any else."""
    table: dict[str, ClaimantKind] = {
        "government": "government",
        "military": "military",
        "armed group": "armed group",
        "international organisation": "international organisation",
        "ngo": "ngo",
        "media": "media",
        "witness": "witness",
        "anonymous": "anonymous",
        "person": "person",
    }
    return table.get(kind, "other")
