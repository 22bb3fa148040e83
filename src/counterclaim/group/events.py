"""Events: which claims about single incidents speak of one event.

One event is one place, days that overlap those of its first claim, and kinds of attack that fit.
A claim that tells its days loosely, or only by when it was published, joins an event if a single
one fits; those that one text tells of one place without any day are one. A claim that fits two
events, and a place and day of which one voice gives two figures in one text, are left open. Not
here: whether the figures agree. Invariants: what is not shown to be one event stays without a
common occasion; the order of the claims changes nothing.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.names import plain_name

_KIND_ROLES = ("attack.accident", "attack.bombardment", "attack.gunfire", "attack.planted")
_MAX_TOLD = 20  # figures of one voice in one text that are held against each other
_MAX_DAYS = 3  # a claim of a longer stretch ("over the weekend" has 2) tells its days loosely
_LOOSE_DAYS = 10  # "last week", and "earlier this month" no more
_NEWS_DAYS = 2  # an incident without a day is told as news: that day or the two before


@dataclass(slots=True)
class _Event:
    """What is known of an event from the claims so far; its first claim fixes days and kinds."""

    start: dt.date
    end: dt.date
    kinds: frozenset[str]
    claims: list[Claim] = field(default_factory=list)


class AttackWords:
    """The words that tell kinds of attack apart, looked up in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kind_of = {
            word: role.removeprefix("attack.") for role in _KIND_ROLES for word in lexicon.of(role)
        }

    def kinds_in(self, claim: Claim) -> frozenset[str]:
        """Return the kinds of attack that the sentences of a claim name."""
        found: set[str] = set()
        for kept in claim.sightings:
            words = [w.strip(".,;:!?\"'“”‘’()") for w in kept.sighting.sentence.text.split()]
            low = [word.casefold() for word in words]
            pairs = [f"{a} {b}" for a, b in itertools.pairwise(low)]
            found.update(self._kind_of[word] for word in (*low, *pairs) if word in self._kind_of)
        return frozenset(found)


def link_events(claims: Iterable[Claim], lexicon: Lexicon) -> list[Claim]:
    """Return the claims, those about incidents with the id of their event as ``occasion``.

    An id is a place with the first day, and the kind of attack where one place had two on a day.
    Claims without a place, or that fit several events or none, keep their occasion open.
    """
    claims = list(claims)
    words = AttackWords(lexicon)
    at_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.question.frame == "incident" and claim.question.place is not None:
            at_place[plain_name(claim.question.place)].append(claim)
    occasion_of: dict[str, str] = {}
    for place, local in at_place.items():
        taken: set[str] = set()
        for event in _events(local, words):
            name = f"{place}@{event.start}"
            if name in taken:
                name = f"{name}/{'+'.join(sorted(event.kinds))}"
            taken.add(name)
            occasion_of.update({claim.id: name for claim in event.claims})
    return [
        replace(c, question=replace(c.question, occasion=occasion_of[c.id]))
        if c.id in occasion_of
        else c
        for c in claims
    ]


def _events(claims: list[Claim], words: AttackWords) -> list[_Event]:
    """Return the events at one place; a claim that fits two of them belongs to neither."""
    by_day: dict[dt.date, list[_Event]] = defaultdict(list)
    events: list[_Event] = []
    dated = [(claim, words.kinds_in(claim)) for claim in claims if _is_dated(claim)]
    for claim, kinds in sorted(dated, key=_narrowness):
        start, end = _start(claim), _end(claim)
        fits = _fitting(by_day, start, end, kinds)
        if len(fits) > 1:
            continue
        if fits:
            fits[0].claims.append(claim)
            continue
        event = _Event(start=start, end=end, kinds=kinds, claims=[claim])
        events.append(event)
        for day in _days(start, end):
            by_day[day].append(event)
    undated: dict[str, _Event] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        days = None if _is_dated(claim) else _loose_days(claim)
        kinds = words.kinds_in(claim)
        fits = [] if days is None else _fitting(by_day, *days, kinds)
        if len(fits) == 1:
            fits[0].claims.append(claim)
        elif days is not None and not fits and claim.start is None:
            # What one text tells of one place without a day is one happening.
            text = claim.sightings[0].document.lineage
            event = undated.setdefault(text, _Event(start=days[1], end=days[1], kinds=kinds))
            event.claims.append(claim)
    told = [event for event in undated.values() if len(event.claims) > 1]
    return [event for event in (*events, *told) if not _are_several(event.claims)]


def _fitting(
    by_day: dict[dt.date, list[_Event]], start: dt.date, end: dt.date, kinds: frozenset[str]
) -> list[_Event]:
    """Return the events of these days whose kind of attack fits, each once."""
    near = {id(event): event for day in _days(start, end) for event in by_day.get(day, ())}
    return [e for e in near.values() if not kinds or not e.kinds or kinds & e.kinds]


def _loose_days(claim: Claim) -> tuple[dt.date, dt.date] | None:
    """Return the days that a claim may be about if it names none, or too many."""
    if claim.start is not None:
        is_near = (_end(claim) - claim.start).days < _LOOSE_DAYS
        return (claim.start, _end(claim)) if is_near else None
    told = claim.stated_on or claim.first_seen
    return None if told is None else (told - dt.timedelta(days=_NEWS_DAYS), told)


def _narrowness(known: tuple[Claim, frozenset[str]]) -> tuple[object, ...]:
    """Order claims so that those that tell day and kind most closely make the events."""
    claim, kinds = known
    n_days = (_end(claim) - _start(claim)).days
    return (not kinds, len(kinds), n_days, _start(claim), claim.id)


def _are_several(claims: list[Claim]) -> bool:
    """Say whether one voice gives two figures in one text at one time: it tells of two events.

    An hour or a street would tell them apart; neither is known here.
    """
    told: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity == "denied":
            continue
        question = replace(claim.question, occasion=None)
        for lineage in {kept.document.lineage for kept in claim.sightings}:
            told[(lineage, claim.claimant, claim.stated_on, question)].append(claim)
    return any(
        one.quantity.cannot_both_hold(other.quantity)
        for several in told.values()
        for one, other in itertools.combinations(several[:_MAX_TOLD], 2)
    )


def _is_dated(claim: Claim) -> bool:
    return claim.start is not None and (_end(claim) - claim.start).days < _MAX_DAYS


def _start(claim: Claim) -> dt.date:
    return claim.start or dt.date.max


def _end(claim: Claim) -> dt.date:
    return claim.period.end or claim.start or dt.date.max


def _days(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]
