"""Filters: which sightings and claims are asked for, in Python and in SQL.

Invariant: the SQL narrows what is loaded and never leaves out what the Python lets through; for
claims the two agree.
"""

import datetime as dt
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, and_

from counterclaim.errors import InputError
from counterclaim.ledger import schema
from counterclaim.model.claims import Claim
from counterclaim.model.kept import KeptSighting
from counterclaim.model.parties import VICTIM_CLASSES, VictimClass
from counterclaim.model.periods import Window
from counterclaim.model.sightings import OUTCOMES, Outcome

_ESCAPE = "\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show; ``None`` lets everything through.

    ``claimant`` and ``place`` are found anywhere in the name, whatever the case; ``party`` is the
    claimant's side and ``victims`` that of the lost, each by code or name. ``since`` and ``until``
    bound the last day counted, which is that of the claim, else of the saying, else of publication;
    what has no day at all is left out by them.
    Text is read as a date.
    """

    claimant: str | None = None
    party: str | None = None
    victims: str | None = None
    outcome: Outcome | None = None
    class_: VictimClass | None = None
    place: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        for name, allowed in (("outcome", OUTCOMES), ("class_", VICTIM_CLASSES)):
            if getattr(self, name) not in (None, *allowed):
                raise InputError(
                    f"{getattr(self, name)!r} is none of the known ones",
                    f"one of {', '.join(allowed)}",
                )
        for name in ("since", "until"):
            day = getattr(self, name)
            if isinstance(day, str):
                window = Window.parse(day)
                object.__setattr__(self, name, window.start if name == "since" else window.end)

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return all(getattr(self, one.name) is None for one in fields(self))

    def lets_claim(self, claim: Claim) -> bool:
        """Say whether a claim is asked for."""
        question = claim.question
        return (
            self._lets_names(claim.claimant, question.place)
            and self.party in (None, claim.party)
            and self.victims in (None, question.party)
            and self.outcome in (None, question.outcome)
            and self.class_ in (None, question.class_)
            and self._lets_day(claim.as_of)
        )

    def lets_sighting(self, kept: KeptSighting) -> bool:
        """Say whether a sighting is asked for."""
        found, published = kept.sighting, kept.document.published
        who, where = found.claimant, found.place
        day = found.period.end or found.stated_on or (published.end if published else None)
        return (
            self._lets_names(who.name if who else None, where.text if where else None)
            and self.party in (None, who.party if who else None)
            and self.victims in (None, found.victims.party)
            and self.outcome in (None, found.outcome)
            and self.class_ in (None, found.victims.class_)
            and self._lets_day(day)
        )

    def claims_where(self) -> ColumnElement[bool]:
        """Return the condition on the table of claims."""
        of = schema.claims.c
        conditions: list[ColumnElement[bool]] = []
        for column, wanted in (
            (of.claimant_party, self.party),
            (of.victims_party, self.victims),
            (of.outcome, self.outcome),
            (of.victims_class, self.class_),
        ):
            if wanted is not None:
                conditions.append(column == wanted)
        for column, words in ((of.claimant_key, self.claimant), (of.place_key, self.place)):
            if words is not None:
                conditions.append(column.like(_anywhere(words.casefold()), escape=_ESCAPE))
        if self.since is not None:
            conditions.append(of.as_of >= self.since.isoformat())
        if self.until is not None:
            conditions.append(of.as_of <= self.until.isoformat())
        return and_(True, *conditions)

    def sightings_where(self) -> ColumnElement[bool]:
        """Return the condition that sightings meet as they were read, before any correction."""
        of = schema.sightings.c
        conditions = [
            column == wanted
            for column, wanted in (
                (of.claimant_party, self.party),
                (of.victims_party, self.victims),
                (of.outcome, self.outcome),
                (of.victims_class, self.class_),
            )
            if wanted is not None
        ]
        return and_(True, *conditions)

    def _lets_names(self, claimant: str | None, place: str | None) -> bool:
        return _holds(claimant, self.claimant) and _holds(place, self.place)

    def _lets_day(self, day: dt.date | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


EVERYTHING = Filter()


def _holds(name: str | None, words: str | None) -> bool:
    return words is None or (name is not None and words.casefold() in name.casefold())


def _anywhere(words: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        words = words.replace(sign, _ESCAPE + sign)
    return f"%{words}%"
