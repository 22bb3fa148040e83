"""Claims: sightings of one assertion, in one document or in many, become one claim.

Sightings join if claimant (or his side), outcome, victims, place and period agree and their figures
are one figure, or if one repeats the other. Not here: which claims go together (``scopes.py``,
``disputes.py``). Invariants: every sighting is in one claim at most; optional ones join a claim
but never make one, unless a review accepted them; the order in which sightings come changes
nothing.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.group.identity import UNNAMED, Gazetteer, claimant_key
from counterclaim.group.restated import (
    TELLING,
    are_at_odds,
    is_one_assertion,
    lookup_keys,
    place_of,
)
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import AsOfBasis, Claim, Question
from counterclaim.model.kept import KeptSighting
from counterclaim.model.sightings import Sighting

_RECENT = 8  # claims of one figure that a sighting is held against, the latest first
_LAST = dt.date.max
_SEEN_AS_CLAIMS = ("accepted", "corrected")

_Group = list[KeptSighting]


def bucket_keys(sightings: Sequence[Sighting], lexicon: Lexicon) -> dict[str, str]:
    """Return a key per sighting of one document: only sightings with equal keys can be one claim.

    A sighting that repeats another has its key.
    """
    names = Gazetteer.of(lexicon)
    by_id = {one.id: one for one in sightings}
    return {one.id: _bucket(_root(one, by_id), names) for one in sightings}


def group_claims(kept: Iterable[KeptSighting], lexicon: Lexicon) -> list[Claim]:
    """Return the claims that sightings state, those of the earliest documents first.

    Parameters
    ----------
    kept
        Sightings of any number of documents; all that share a key of :func:`bucket_keys`, or
        claims are split. Rejected ones are left out.
    lexicon
        Gives the names of countries, the aliases of claimants and the wars.

    Returns
    -------
    list of Claim
        ``supersedes`` and ``superseded_by`` link a claimant's claims whose figure changed.
        ``question.occasion`` of incidents is left open: ``events.py`` links them.
    """
    names = Gazetteer.of(lexicon)
    buckets: dict[str, _Group] = defaultdict(list)
    documents: dict[str, dict[str, Sighting]] = defaultdict(dict)
    alive = [one for one in kept if one.status != "rejected"]
    for one in alive:
        documents[one.document.id][one.sighting.id] = one.sighting
    for one in alive:
        root = _root(one.sighting, documents[one.document.id])
        buckets[_bucket(root, names)].append(one)
    claims = [
        claim
        for bucket in buckets.values()
        for claim in _with_history(
            [_claim(group, names) for group in _join(sorted(bucket, key=_order), names)], names
        )
    ]
    return sorted(claims, key=lambda claim: _order(claim.sightings[0]))


def _root(sighting: Sighting, by_id: dict[str, Sighting]) -> Sighting:
    """Return the first sighting of what this one says again in its document."""
    seen = {sighting.id}
    while sighting.repeats in by_id and sighting.repeats not in seen:
        sighting = by_id[sighting.repeats or ""]
        seen.add(sighting.id)
    return sighting


def _bucket(sighting: Sighting, names: Gazetteer) -> str:
    victims = sighting.victims
    parts = (
        *(claimant_key(sighting.claimant, names), sighting.outcome, victims.party),
        *(victims.group, sighting.polarity),
    )
    return "|".join("" if part is None else part.replace("|", " ") for part in parts)


def _order(kept: KeptSighting) -> tuple[dt.date, str, int, str]:
    window = kept.document.published
    day = _LAST if window is None else window.end
    return (day, kept.document.id, kept.sighting.quantity.start, kept.sighting.id)


def _join(bucket: _Group, names: Gazetteer) -> list[_Group]:
    groups: list[_Group] = []
    by_key: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    home_of: dict[tuple[str, str], _Group] = {}
    # What counts comes first, so that an optional headline finds the body's claim.
    for one in sorted(bucket, key=_is_only_optional):
        document, sighting = one.document.id, one.sighting
        keys = lookup_keys(one, names)
        home = home_of.get((document, sighting.repeats or ""))
        if home is None:
            home = _find_home(one, [by_key[key][-_RECENT:] for key in keys], names)
        if home is None and not _is_only_optional(one):
            home = []
            groups.append(home)
        if home is None:
            continue
        home.append(one)
        home_of[(document, sighting.id)] = home
        for key in keys:
            if not any(home is known for known in by_key[key][-_RECENT:]):
                by_key[key].append(home)
    return [sorted(group, key=_order) for group in groups]


def _find_home(
    one: KeptSighting, candidates: list[list[_Group]], names: Gazetteer
) -> _Group | None:
    for near in candidates:
        for group in reversed(near):
            # Where the first leaves a class or a day open, a later one may have told it.
            if is_one_assertion(group[0], one, names) and not any(
                are_at_odds(known.sighting, one.sighting, names) for known in _telling(group)
            ):
                return group
    return None


def _telling(group: _Group) -> _Group:
    """Return the first sighting that tells each thing that the group's first leaves open."""
    found = (
        next((one for one in group if tells(one.sighting) is not None), None) for tells in TELLING
    )
    return [one for one in found if one is not None and one is not group[0]]


def _is_only_optional(kept: KeptSighting) -> bool:
    return kept.sighting.optional and kept.status not in _SEEN_AS_CLAIMS


def _claim(group: _Group, names: Gazetteer) -> Claim:
    sightings = [one.sighting for one in group]
    lead = _lead(group)
    named = [lead, *sightings]
    claimant = next((one.claimant for one in named if one.claimant is not None), None)
    start = next((one.period.start for one in sightings if one.period.start is not None), None)
    said = next((one.stated_on for one in sightings if one.stated_on is not None), None)
    as_of, basis = _last_day(group, said)
    frame = lead.period.frame
    if frame == "interval" and start is not None and names.war_from(start, lead.victims.party):
        frame = "cumulative"  # a stretch from the first day of the war counts all of it
    question = Question(
        outcome=lead.outcome,
        party=lead.victims.party,
        class_=next((one.victims.class_ for one in sightings if one.victims.class_), None),
        group=lead.victims.group,
        frame=frame,
        place=next((place for one in sightings if (place := place_of(one, names))), None),
        # A part that has a name, such as the children, is a question of its own.
        is_part=lead.victims.group is None
        and (lead.part_of is not None or _tells_of_one(lead, names)),
    )
    return Claim(
        id=f"c-{group[0].id}",
        question=replace(question, occasion=_occasion(question, start, as_of, names)),
        quantity=lead.quantity,
        sightings=tuple(group),
        claimant=None if claimant is None else claimant.name,
        party=None if claimant is None else claimant.party,
        kind=None if claimant is None else claimant.kind,
        polarity=lead.polarity,
        start=start,
        as_of=as_of,
        as_of_from=basis,
        stated_on=said,
    )


def _lead(group: _Group) -> Sighting:
    """Return the sighting that words the claim: the surest of the first document that counts.

    A headline gives a figure in short ("18,000") and its claimant by side; the body has the words.
    """
    first = group[0].document.lineage
    told = [one.sighting for one in group if one.document.lineage == first]
    counted = [one for one in told if not one.optional] or told
    return max(counted, key=lambda one: (one.confidence or 0, -one.quantity.start))


def _tells_of_one(sighting: Sighting, names: Gazetteer) -> bool:
    """Say whether a single person is told of and not a toll: "a child was among the dead"."""
    is_event = sighting.period.frame in ("incident", None)
    return is_event and names.is_article(sighting.quantity)


def _last_day(group: _Group, said: dt.date | None) -> tuple[dt.date | None, AsOfBasis | None]:
    """Return the last day counted: the period's own end, else when it was said or published."""
    end = next((one.sighting.period.end for one in group if one.sighting.period.end), None)
    if end is not None:
        return end, "period"
    if said is not None:
        return said, "said"
    window = next((one.document.published for one in group if one.document.published), None)
    return (None, None) if window is None else (window.end, "published")


def _occasion(
    question: Question, start: dt.date | None, as_of: dt.date | None, names: Gazetteer
) -> str | None:
    if question.frame == "cumulative":
        return None if start is None else names.war_from(start, question.party) or start.isoformat()
    if start is None or question.frame not in ("interval", "rate"):
        return None
    return f"{start}/{as_of or start}"


def _with_history(claims: list[Claim], names: Gazetteer) -> list[Claim]:
    """Link each speaker's running count to the one before it that gave another figure."""
    lines: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        is_told = claim.as_of is not None and claim.kind not in UNNAMED
        is_incident = claim.question.frame == "incident"
        if is_incident and (claim.question.place is None or claim.start is None):
            continue  # nothing shows that two such claims are of one event
        is_told = is_told and claim.polarity == "asserted"
        if is_told and claim.claimant and (is_incident or claim.question.frame == "cumulative"):
            when = claim.start if is_incident else None
            lines[(names.canonical(claim.claimant), claim.question, when)].append(claim)
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for line in lines.values():
        line.sort(key=lambda claim: (claim.as_of or _LAST, _order(claim.sightings[0])))
        for old, new in itertools.pairwise(line):
            if old.as_of != new.as_of or old.first_seen != new.first_seen:
                before[new.id], after[old.id] = old.id, new.id
    return [
        replace(claim, supersedes=before.get(claim.id), superseded_by=after.get(claim.id))
        for claim in claims
    ]
