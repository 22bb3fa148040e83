"""What the tests of grouping share: a way to write a sighting, and what a paper says, in a line."""

import datetime as dt
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from counterclaim.group.claims import group_claims
from counterclaim.group.disputes import list_disputes
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period, Window
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

Maker = Callable[..., Sighting]
Keeper = Callable[..., KeptSighting]
Grouper = Callable[..., list[Claim]]
Lister = Callable[..., list[Dispute]]

WAR = dt.date(2031, 3, 1)
GOLDEN = Path(__file__).parents[2] / "golden" / "lexicon"


def make_sighting(number: int, quantity: dict[str, Any], **facts: Any) -> Sighting:
    """Return a sighting; the facts are those of the record in short form."""
    who, side = facts.get("who", "Kastavia"), facts.get("side", "QK")
    text = quantity.pop("text", "the figure")
    start = number * 100
    words = Span(start=start, end=start + len(text), text=text)
    sentence = facts.get("sentence", text)
    claimant = who and Claimant(
        text=who,
        start=start,
        end=start + len(who),
        name=who,
        party=side,
        kind=facts.get("kind", "government"),
    )
    frame = facts.get("frame", "cumulative")
    start_on = facts.get("start", WAR if frame == "cumulative" else None)
    return Sighting(
        id=facts.get("id", f"s{number}"),
        source="velmora.txt",
        sentence=Span(start=start, end=start + len(sentence), text=sentence),
        quantity=Quantity(text=words.text, start=words.start, end=words.end, **quantity),
        outcome=facts.get("outcome", "killed"),
        victims=Victims(
            party=facts.get("of", "QV"),
            class_=facts.get("class_", "military"),
            group=facts.get("group"),
        ),
        claimant=claimant or None,
        stated_on=facts.get("said"),
        period=Period(frame=frame, start=start_on, end=facts.get("end"), text=facts.get("words")),
        place=Place(text=facts["place"], code="QV") if facts.get("place") else None,
        polarity=facts.get("polarity", "asserted"),
        optional=facts.get("optional", False),
        caption=facts.get("caption", False),
        part_of=facts.get("part_of"),
        repeats=facts.get("repeats"),
    )


def make_kept(number: int, quantity: dict[str, Any], **facts: Any) -> KeptSighting:
    """Return a sighting with its document: ``doc``, ``published``, ``copy_group``, ``status``."""
    published = facts.pop("published", None)
    document = DocumentFacts(
        id=facts.pop("doc", "doc"),
        published=None if published is None else Window.day(published),
        outlet=facts.pop("outlet", None),
        copy_group=facts.pop("copy_group", ""),
    )
    status = facts.pop("status", "open")
    sighting = make_sighting(number, dict(quantity), **facts)
    name = f"{document.id}-{sighting.id}"
    return KeptSighting(id=name, sighting=sighting, document=document, status=status)


@pytest.fixture
def sight() -> Keeper:
    """Return a function that makes kept sightings, each at its own place in one text."""
    numbers = count()
    return lambda quantity, **facts: make_kept(next(numbers), quantity, **facts)


@pytest.fixture
def tell() -> Keeper:
    """Return a function that makes kept sightings, each in a document of its own."""
    numbers = count()

    def tell(quantity: dict[str, Any], **facts: Any) -> KeptSighting:
        number = next(numbers)
        return make_kept(number, quantity, **{"doc": f"doc{number:03}", **facts})

    return tell


@pytest.fixture(scope="session")
def make() -> Keeper:
    """Return the function behind ``sight``, which takes the number of the sighting."""
    return make_kept


@pytest.fixture(scope="session")
def invented() -> Lexicon:
    """Return the package's lexicon with the invented countries of the golden texts."""
    return load_lexicon(GOLDEN)


@pytest.fixture(scope="session")
def group(invented: Lexicon) -> Grouper:
    """Return a function that groups kept sightings into claims."""
    return lambda kept: group_claims(kept, invented)


@pytest.fixture(scope="session")
def dispute(invented: Lexicon) -> Lister:
    """Return a function that lists the disputes of kept sightings."""
    return lambda kept, **more: list_disputes(group_claims(kept, invented), invented, **more)
