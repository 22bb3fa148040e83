"""Scopes: whether two claims count the same people, one a part of the other, or different ones.

Five things are looked at: outcome, victims, subset, time, place. Invariant: swapping the two
claims swaps ``first_in`` and ``second_in`` and changes nothing else; what cannot be shown is
``unknown``, never guessed.
"""

from dataclasses import dataclass
from typing import Literal

from counterclaim.group.bounds import are_opposed, can_fall, day_of, is_final
from counterclaim.model.claims import Claim
from counterclaim.model.names import plain_name

Relation = Literal["same", "first_in", "second_in", "apart", "unknown"]

_WHOLE_OF = {"killed": "casualties", "wounded": "casualties"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How what one claim counts lies to what the other counts, and in words why."""

    relation: Relation
    reason: str = ""
    n_differences: int = 0


_SAME = Scope(relation="same")


def compare_scopes(a: Claim, b: Claim) -> Scope:
    """Return the scope of ``a`` against that of ``b``: the five parts put together."""
    parts = [_outcome(a, b), _victims(a, b), _subset(a, b), _time(a, b), _place(a, b)]
    unknown = [p for p in parts if p.relation == "unknown"]
    if unknown:
        return unknown[0]
    apart = [p for p in parts if p.relation == "apart"]
    if apart:
        return Scope(relation="apart", reason=_joined(apart), n_differences=len(apart))
    nested = [p for p in parts if p.relation in ("first_in", "second_in")]
    if not nested:
        return _SAME
    ways = {p.relation for p in nested}
    relation: Relation = nested[0].relation if len(ways) == 1 else "apart"
    return Scope(relation=relation, reason=_joined(nested), n_differences=len(nested))


def _joined(scopes: list[Scope]) -> str:
    return ", and ".join(scope.reason for scope in scopes)


def _outcome(a: Claim, b: Claim) -> Scope:
    one, other = a.question.outcome, b.question.outcome
    if one == other:
        return _SAME
    if other is not None and _WHOLE_OF.get(one or "") == other:
        return Scope(relation="first_in", reason=f"the {one} are among the {other}")
    if one is not None and _WHOLE_OF.get(other or "") == one:
        return Scope(relation="second_in", reason=f"the {other} are among the {one}")
    return Scope(relation="apart", reason=_either("the", one, other))


def _victims(a: Claim, b: Claim) -> Scope:
    one, other = a.question, b.question
    if one.party is None or other.party is None:
        return Scope(relation="unknown", reason="nothing shows whose losses both count")
    if one.party != other.party:
        return Scope(relation="apart", reason=_either("losses of", one.party, other.party))
    if one.class_ == other.class_:
        return _SAME
    if one.class_ is None or other.class_ is None:
        known = one.class_ or other.class_
        return Scope(
            relation="unknown", reason=f"nothing shows that both count {known} losses only"
        )
    if other.class_ == "mixed":
        return Scope(relation="first_in", reason=f"the {one.class_} losses are a part of all")
    if one.class_ == "mixed":
        return Scope(relation="second_in", reason=f"the {other.class_} losses are a part of all")
    return Scope(relation="apart", reason=_either("losses that are", one.class_, other.class_))


def _subset(a: Claim, b: Claim) -> Scope:
    one, other = a.question, b.question
    if one.group != other.group:
        if other.group is None and not other.is_part:
            return Scope(relation="first_in", reason=f"the {one.group} are a part of all")
        if one.group is None and not one.is_part:
            return Scope(relation="second_in", reason=f"the {other.group} are a part of all")
        names = (one.group or "another part", other.group or "another part")
        return Scope(relation="apart", reason=_either("", *names))
    if one.group is not None or not (one.is_part or other.is_part):
        return _SAME
    if one.is_part and other.is_part:
        return Scope(relation="unknown", reason="nothing shows that both count the same part")
    way: Relation = "first_in" if one.is_part else "second_in"
    return Scope(relation=way, reason="one figure is a part of a whole")


def _time(a: Claim, b: Claim) -> Scope:
    frames = (a.question.frame, b.question.frame)
    if None in frames:
        return Scope(relation="unknown", reason="nothing shows over what time both count")
    if frames == ("incident", "incident"):
        return _event(a, b)
    if "incident" in frames:
        return Scope(
            relation="unknown", reason="one counts a single event, the other a stretch of time"
        )
    if "rate" in frames:
        return _rate(a, b)
    if frames == ("cumulative", "cumulative") and a.start == b.start and a.as_of == b.as_of:
        return _SAME
    return _stretch(a, b)


def _event(a: Claim, b: Claim) -> Scope:
    """Take two incidents for one where ``events.py`` linked them, and say what keeps them apart."""
    one, other = a.question, b.question
    if one.occasion is not None and one.occasion == other.occasion:
        return _told(a, b)
    if one.place is None or other.place is None:
        return Scope(relation="unknown", reason="nothing shows that both speak of one event")
    if plain_name(one.place) != plain_name(other.place):
        return Scope(relation="unknown", reason=_either("an event at", one.place, other.place))
    if a.start is None or b.start is None:
        return Scope(relation="unknown", reason="nothing shows that both events were on one day")
    if a.start <= (b.period.end or b.start) and b.start <= (a.period.end or a.start):
        return Scope(relation="unknown", reason="nothing shows that both were one kind of attack")
    return Scope(relation="unknown", reason=_either("an event of", a.start, b.start))


def _told(a: Claim, b: Claim) -> Scope:
    """Compare two counts of one event by when they were told: it rises as more is known.

    No losses at all, or a count of another side, is not brought up to date by a later one.
    """
    days = (day_of(a), day_of(b))
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return _SAME
    if can_fall(a) or can_fall(b):
        return Scope(relation="apart", reason=_falling(a, b))
    if are_opposed(a, b) or is_final(a) or is_final(b):
        return _SAME
    reason = "a count of one event rises as more is known"
    return Scope(relation="first_in" if days[0] < days[1] else "second_in", reason=reason)


def _falling(a: Claim, b: Claim) -> str:
    outcome = (a if can_fall(a) else b).question.outcome
    first, last = sorted((f"{day_of(a)}", f"{day_of(b)}"))
    return f"the {outcome} may become more or fewer between {first} and {last}"


def _rate(a: Claim, b: Claim) -> Scope:
    if a.question.frame != b.question.frame:
        return Scope(relation="apart", reason="one figure is a rate, the other a sum")
    units = tuple((x.period.text or "").casefold() for x in (a, b))
    if units[0] != units[1]:
        return Scope(relation="apart", reason=_either("losses", *units))
    if a.start is None and b.start is None and not _share_text(a, b):
        return Scope(relation="unknown", reason="nothing shows that both rates are of one time")
    if (a.start, a.period.end) == (b.start, b.period.end):
        return _SAME
    return Scope(relation="apart", reason=f"the rates {units[0]} are of different times")


def _stretch(a: Claim, b: Claim) -> Scope:
    """Put two stretches of time side by side; a longer one holds a shorter one."""
    if a.as_of is None or b.as_of is None:
        return Scope(relation="unknown", reason="nothing shows up to which day both count")
    if a.start is None or b.start is None:
        if a.start is not None or b.start is not None or a.question.frame != "cumulative":
            return Scope(relation="unknown", reason="nothing shows from which day both count")
        if b.question.frame != "cumulative" or not _share_text(a, b):
            return Scope(relation="unknown", reason="nothing shows from which day both count")
    if can_fall(a) and a.as_of != b.as_of and a.question.outcome == b.question.outcome:
        return Scope(relation="apart", reason=_falling(a, b))
    days = f"{_days(a)} and {_days(b)}"
    starts = (a.start or a.as_of.min, b.start or b.as_of.min)
    if starts[0] == starts[1] and a.as_of == b.as_of:
        return _SAME
    if starts[1] <= starts[0] and a.as_of <= b.as_of:
        return Scope(relation="first_in", reason=f"the first of {days} lies within the second")
    if starts[0] <= starts[1] and b.as_of <= a.as_of:
        return Scope(relation="second_in", reason=f"the second of {days} lies within the first")
    return Scope(relation="apart", reason=f"they count over different days: {days}")


def _share_text(a: Claim, b: Claim) -> bool:
    """Say whether one text, or copies of it, states both: there "since the start" is one start."""
    texts = [{kept.document.lineage for kept in claim.sightings} for claim in (a, b)]
    return bool(texts[0] & texts[1])


def _days(claim: Claim) -> str:
    start = f"{claim.start}" if claim.start is not None else "the start"
    return f"{start} to {claim.as_of}"


def _place(a: Claim, b: Claim) -> Scope:
    if a.question.frame == "incident":
        return _SAME  # the place of an event is settled with its time
    one, other = a.question.place, b.question.place
    if plain_name(one or "") == plain_name(other or ""):
        return _SAME
    if other is None:
        return Scope(relation="first_in", reason=f"{one} is a part of the whole")
    if one is None:
        return Scope(relation="second_in", reason=f"{other} is a part of the whole")
    return Scope(relation="apart", reason=_either("losses in", one, other))


def _either(lead: str, one: object, other: object) -> str:
    """Return "one counts X, the other Y" with the two in alphabetical order."""
    first, second = sorted((str(one), str(other)))
    lead = f"{lead} " if lead else ""
    return f"one counts {lead}{first}, the other {lead}{second}"
