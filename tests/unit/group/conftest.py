"""What the tests of grouping share: a way to write a sighting down in one line."""

import datetime as dt
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

Maker = Callable[..., Sighting]

WAR = dt.date(2031, 3, 1)


def make_sighting(number: int, quantity: dict[str, Any], **facts: Any) -> Sighting:
    """Return a sighting; the facts are those of the record in short form."""
    who, side = facts.get("who", "Kastavia"), facts.get("side", "QK")
    text = quantity.pop("text", "the figure")
    start = number * 100
    words = Span(start=start, end=start + len(text), text=text)
    claimant = who and Claimant(
        text=who, start=start, end=start + len(who), name=who, party=side, kind="government"
    )
    frame = facts.get("frame", "cumulative")
    start_on = facts.get("start", WAR if frame == "cumulative" else None)
    return Sighting(
        id=facts.get("id", f"s{number}"),
        source="velmora.txt",
        sentence=words,
        quantity=Quantity(text=text, start=start, end=start + len(text), **quantity),
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


@pytest.fixture
def sight() -> Maker:
    """Return a function that makes sightings, each at its own place in the text."""
    numbers = count()
    return lambda quantity, **facts: make_sighting(next(numbers), dict(quantity), **facts)


@pytest.fixture(scope="session")
def make() -> Maker:
    """Return the function behind ``sight``, which takes the number of the sighting."""
    return make_sighting
