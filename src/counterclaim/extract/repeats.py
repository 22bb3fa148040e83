"""Repeats: which sighting of a document says again what an earlier one said.

Same outcome, same bounds, sides and classes that do not contradict each other, and the same
claimant, one of the same side, or none on one of the two. Invariant: a repeat points at the first
sighting of its figure, never at another repeat.
"""

from dataclasses import replace

from counterclaim.model.parties import VictimClass
from counterclaim.model.sightings import Sighting


def link_repeats(sightings: list[Sighting]) -> list[Sighting]:
    """Return the sightings with ``repeats`` set, in the same order."""
    firsts: dict[tuple[object, ...], list[Sighting]] = {}
    linked: list[Sighting] = []
    for sighting in sightings:
        quantity = sighting.quantity
        key = (sighting.outcome, quantity.point, sighting.polarity)
        same = [s for s in firsts.get(key, []) if _agrees(s, sighting)]
        if same and quantity.kind not in ("some", "vague"):
            trace = {**sighting.trace, "repeats": ("repeats.same",)}
            sighting = _filled(replace(sighting, repeats=same[0].id, trace=trace), same[0])
        else:
            firsts.setdefault(key, []).append(sighting)
        linked.append(sighting)
    return linked


def share_happenings(sightings: list[Sighting]) -> list[Sighting]:
    """Let the losses of one happening (place and day) share the class that what was hit gives.

    Soldiers among the losses of a day say nothing of those beside them.
    """
    classes: dict[tuple[object, ...], set[VictimClass]] = {}
    for sighting in sightings:
        if sighting.victims.class_ is not None and _tells_what_was_hit(sighting):
            classes.setdefault(_happening(sighting), set()).add(sighting.victims.class_)
    shared: list[Sighting] = []
    for sighting in sightings:
        known = classes.get(_happening(sighting), set())
        if sighting.victims.class_ is None and known == {"civilian"} and _is_dated(sighting):
            sighting = with_class(sighting, "civilian", "class.happening")
        shared.append(sighting)
    return shared


def share_figures(sightings: list[Sighting]) -> list[Sighting]:
    """Let a figure that is told twice keep the class that the other telling gives.

    Only exact figures of more than one, where no two tellings have different classes.
    """
    classes: dict[tuple[object, ...], set[VictimClass]] = {}
    for sighting in sightings:
        if sighting.victims.class_ is not None and sighting.part_of is None:
            classes.setdefault(_figure(sighting), set()).add(sighting.victims.class_)
    shared: list[Sighting] = []
    for sighting in sightings:
        known = classes.get(_figure(sighting), set())
        is_exact = sighting.quantity.kind not in ("some", "vague", "none")
        is_open = sighting.victims.class_ is None and sighting.part_of is None
        if is_open and is_exact and (sighting.quantity.value or 0) > 1 and len(known) == 1:
            (class_,) = known
            sighting = with_class(sighting, class_, "class.figure")
        shared.append(sighting)
    return shared


def _figure(sighting: Sighting) -> tuple[object, ...]:
    return sighting.outcome, sighting.quantity.value, sighting.victims.party, sighting.polarity


def with_class(sighting: Sighting, class_: VictimClass, rule: str) -> Sighting:
    """Return the sighting with a class that was deduced, and the rule that did it in the trace."""
    return replace(
        sighting,
        victims=replace(sighting.victims, class_=class_),
        inferred=tuple(dict.fromkeys((*sighting.inferred, "victims.class"))),
        trace={**sighting.trace, "victims": (*sighting.trace.get("victims", ()), rule)},
    )


def _tells_what_was_hit(sighting: Sighting) -> bool:
    rules = sighting.trace.get("victims", ())
    return any(rule.startswith(("class.site", "class.parts")) for rule in rules)


def _happening(sighting: Sighting) -> tuple[object, ...]:
    place = sighting.place.text if sighting.place is not None else None
    return place, sighting.period.start, sighting.period.end, sighting.victims.party


def _is_dated(sighting: Sighting) -> bool:
    is_dated = sighting.place is not None and sighting.period.start is not None
    return is_dated and sighting.period.frame == "incident"


def _filled(again: Sighting, first: Sighting) -> Sighting:
    """Let a repeat keep what the first sighting said of the same figure by the same claimant."""
    if (
        again.claimant is None
        or first.claimant is None
        or again.claimant.name != first.claimant.name
    ):
        return again
    victims, period = again.victims, again.period
    filled = replace(
        victims,
        class_=victims.class_ or first.victims.class_,
        group=victims.group or first.victims.group,
    )
    taken = ["victims.class"] if filled.class_ != victims.class_ else []
    taken += ["victims.group"] if filled.group != victims.group else []
    if period.start == first.period.start and period.end is None and period.text is None:
        taken += ["period.end"] if first.period.end is not None else []
        period = first.period
    trace = dict(again.trace)
    if again.stated_on is None and first.stated_on is not None:
        trace["stated_on"] = ("said.repeated",)
        taken.append("stated_on")
    return replace(
        again,
        inferred=tuple(dict.fromkeys((*again.inferred, *taken))),
        trace=trace,
        victims=filled,
        period=period,
        stated_on=again.stated_on or first.stated_on,
    )


def _agrees(first: Sighting, again: Sighting) -> bool:
    if first.sentence == again.sentence or (
        first.part_of != again.part_of and not (first.part_of and again.part_of)
    ):
        return False
    if (first.quantity.value or 0) <= 1:
        return False
    pairs = (
        (first.victims.party, again.victims.party),
        (first.victims.class_, again.victims.class_),
        (first.victims.group, again.victims.group),
    )
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return False
    if first.claimant is not None and again.claimant is not None:
        same_side = first.claimant.party == again.claimant.party
        return first.claimant.name == again.claimant.name or (
            same_side and first.claimant.party is not None
        )
    places = (first.place, again.place)
    if all(place is not None for place in places) and first.place != again.place:
        return (
            first.place is not None
            and again.place is not None
            and first.place.code == again.place.code
            and (first.quantity.value or 0) > 100
        )
    return True
