"""Answers: the claims of one document, each with its sightings and the question that it answers.

Sightings of one assertion join: the same claimant (or his side), outcome, victims and period, with
bounds that meet, or a sighting that repeats another. Not here: which answers go together
(``scopes.py``, ``disputes.py``). Invariant: every sighting is in one answer at most; optional ones
join an answer but never make one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.parties import VictimClass, VictimGroup
from counterclaim.model.periods import Frame
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Polarity, Sighting

_ISO_LENGTH = 2  # letters of a country code; a longer party is an armed group or a body

AsOfBasis = Literal["period", "said", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How many of whom were lost, how, where and over what kind of time; ``None`` is open.

    ``place`` is ``None`` for a whole country or where the text names none.
    """

    outcome: Outcome | None = None
    party: str | None = None
    class_: VictimClass | None = None
    group: VictimGroup | None = None
    frame: Frame | None = None
    place: str | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One claimant's assertion in one document, with its sightings in the order of the text.

    ``claimant`` is ``None`` where the text speaks for itself. ``start`` is the first day counted;
    ``as_of`` the last: the end of the period, else the day it was said, else the day of
    publication, as ``as_of_from`` says.
    """

    claimant: str | None
    party: str | None
    quantity: Quantity
    sightings: tuple[Sighting, ...]
    question: Question
    polarity: Polarity = "asserted"
    start: dt.date | None = None
    as_of: dt.date | None = None
    as_of_from: AsOfBasis | None = None

    @property
    def is_as_of_inferred(self) -> bool:
        """Whether the last day counted was deduced, since the period has no end of its own."""
        return self.as_of is not None and self.as_of_from != "period"

    @property
    def side(self) -> str | None:
        """What tells one claimant from another: the side, else the name."""
        return self.party or self.claimant


def country_names(lexicon: Lexicon) -> frozenset[str]:
    """Return the names of whole countries in lower case: no place inside one."""
    return frozenset(
        word
        for word, meanings in lexicon.names.items()
        if any(m.sort == "name" and len(m.party) == _ISO_LENGTH for m in meanings)
    )


def group_sightings(
    sightings: Iterable[Sighting],
    *,
    published: dt.date | None = None,
    countries: Collection[str] = (),
) -> list[Answer]:
    """Return the answers of one document in the order of their first sightings.

    Parameters
    ----------
    sightings
        The sightings of one document, in the order of the text.
    published
        The day of publication, on which a count without any other day ends.
    countries
        Names in lower case that stand for whole countries (:func:`country_names`); any other
        place narrows the question.
    """
    groups: list[list[Sighting]] = []
    by_key: dict[tuple[object, ...], list[list[Sighting]]] = defaultdict(list)
    by_id: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        home = by_id.get(sighting.repeats or "")
        near = by_key[_key(sighting)]
        if home is None:
            home = next((g for g in near if _is_same(g[0], sighting)), None)
        if home is None and not sighting.optional:
            home = []
            groups.append(home)
            near.append(home)
        if home is not None:
            home.append(sighting)
            by_id[sighting.id] = home
    return [_answer(group, published, countries) for group in groups]


def _key(sighting: Sighting) -> tuple[object, ...]:
    claimant = sighting.claimant
    who = None if claimant is None else claimant.party or claimant.name.casefold()
    victims = sighting.victims
    return (who, sighting.outcome, victims.party, victims.group, sighting.polarity)


def _is_same(first: Sighting, again: Sighting) -> bool:
    classes = {first.victims.class_, again.victims.class_} - {None}
    if len(classes) > 1 or (first.part_of is None) != (again.part_of is None):
        return False
    if first.part_of is not None and first.victims.group is None:
        return False  # nothing shows that two unnamed parts are one
    if first.period.frame != again.period.frame or not first.quantity.meets(again.quantity):
        return False
    if first.quantity.kind in ("some", "vague") and again.quantity.kind != first.quantity.kind:
        return False  # "there were losses" meets every number and repeats none
    for one, other in (
        (first.period.start, again.period.start),
        (first.period.end, again.period.end),
        (_place(first), _place(again)),
    ):
        if one is not None and other is not None and one != other:
            return False
    if first.period.frame == "incident":
        return _place(first) == _place(again) and first.period.start == again.period.start
    return True


def _place(sighting: Sighting) -> str | None:
    return sighting.place.text.casefold() if sighting.place is not None else None


def _answer(group: list[Sighting], published: dt.date | None, countries: Collection[str]) -> Answer:
    first = group[0]
    claimant = next((s.claimant for s in group if s.claimant is not None), None)
    end = next((s.period.end for s in group if s.period.end is not None), None)
    said = max((s.stated_on for s in group if s.stated_on is not None), default=None)
    basis: AsOfBasis | None = "period" if end else "said" if said else "published"
    as_of = end or said or published
    return Answer(
        claimant=None if claimant is None else claimant.name,
        party=None if claimant is None else claimant.party,
        quantity=first.quantity,
        sightings=tuple(group),
        question=Question(
            outcome=first.outcome,
            party=first.victims.party,
            class_=next((s.victims.class_ for s in group if s.victims.class_), None),
            group=first.victims.group,
            frame=first.period.frame,
            place=_narrow_place(group, countries),
            is_part=first.part_of is not None,
        ),
        polarity=first.polarity,
        start=next((s.period.start for s in group if s.period.start is not None), None),
        as_of=as_of,
        as_of_from=basis if as_of is not None else None,
    )


def _narrow_place(group: list[Sighting], countries: Collection[str]) -> str | None:
    """Return the place that narrows the question, ``None`` for a whole country."""
    texts = [" ".join(s.place.text.split()) for s in group if s.place is not None]
    return next((t for t in texts if t.casefold().removeprefix("the ") not in countries), None)
