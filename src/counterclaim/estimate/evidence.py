"""Evidence of a ledger: claims as observations, each over the days that it counts.

Not here: rows of a table (``evidence_coded.py``), what weighs once (``repeats.py``; the ledger has
joined copies and restatements into one claim before). Invariants: every claim is an observation,
one of its repeats, or left out with a reason; a claim whose days or people are not those of a whole
series bounds it from below only.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.estimate.gathering import EVERYTHING, Origin, Selection, gather
from counterclaim.estimate.observations import Evidence, LeftOut, Observation, Series
from counterclaim.group.bounds import as_meant
from counterclaim.group.disputes import link_claims
from counterclaim.group.identity import UNNAMED, Gazetteer
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim

# A running count of which only the day of publication is known is taken to be at most so many days
# old: a convention, not a measurement. It is younger where its claimant gave a smaller one since.
# What is said on a day that the text names ("said on Wednesday: have died") counts up to that day.
UNTOLD_DAYS = {"published": 3}
EVENT_DAYS = 7  # before it was told, among which the day of an event lies
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that a claim counts; as in :class:`Observation`."""

    start: dt.date
    end: dt.date
    end_from: dt.date | None = None


def evidence_of(
    claims: Iterable[Claim],
    *,
    lexicon: Lexicon,
    selection: Selection = EVERYTHING,
    origin: Origin | None = None,
) -> Evidence:
    """Return the evidence in the claims of a ledger.

    Parameters
    ----------
    claims
        What ``group_claims`` returns.
    lexicon
        Gives the one spelling of claimants, and kinds of attack.
    selection
        Days and series that are asked for. A running count that does not say since when counts
        from ``selection.since``; without it, it is left out.
    origin
        Hash and name of the ledger.

    Returns
    -------
    Evidence
        A claimant is who vouches, by one name in all texts: a person and the body he speaks for
        stay two, and share a ``claimant_party``. A text's own voice is the claimant named as its
        outlet. People without names are one claimant by the side they speak for ("unnamed official
        (QV)"), else by outlet.

    Raises
    ------
    EstimateError
        If no claim can be used.
    """
    linked = link_claims(claims, lexicon)
    who = _names(linked, Gazetteer.of(lexicon))
    found = [_observation(claim, who[claim.id], selection) for claim in linked]
    return gather(_with_youngest(found), selection=selection, origin=origin)


def _observation(stated: Claim, who: str, selection: Selection) -> Observation | LeftOut:
    claim = as_meant(stated)
    days = _days(claim, selection)
    reason = days if isinstance(days, str) else _refusal(claim)
    if isinstance(days, str) or reason is not None:
        return LeftOut(id=claim.id, reason=str(reason))
    quantity, question, first = claim.quantity, claim.question, claim.sightings[0]
    # Of a rate, the count by the day is for each of its days.
    n_times = (days.end - days.start).days + 1 if question.frame == "rate" else 1
    is_part = question.is_part or question.frame == "incident" or question.place is not None
    return Observation(
        id=claim.id,
        claimant=who,
        claimant_party=claim.party,
        series=_series_of(claim),
        low=(quantity.low or 0) * n_times,
        high=None if quantity.high is None else quantity.high * n_times,
        value=None if quantity.value is None else quantity.value * n_times,
        kind=quantity.kind,
        start=days.start,
        end=days.end,
        end_from=days.end_from,
        said_on=claim.stated_on or claim.first_seen,
        is_part=is_part,
        is_bound=stated.polarity == "denied" or quantity.high == 0,
        words=stated.quantity.text,
        sentence=first.sighting.sentence.text,
        source=first.document.outlet or first.document.source,
    )


def _series_of(claim: Claim) -> Series:
    question = claim.question
    return Series(
        side=question.party,
        outcome=question.outcome or "",
        class_=None if question.class_ == "mixed" else question.class_,
        group=question.group,
    )


def _refusal(claim: Claim) -> str | None:
    """Return in words why a claim with known days cannot be an observation."""
    low, high = claim.quantity.low, claim.quantity.high
    if claim.question.outcome is None:
        return "nothing tells what was suffered"
    if claim.question.party is None:
        return "nothing tells whose losses it counts"
    if claim.polarity == "denied":
        return "it denies a figure, which leaves smaller and larger ones open"
    if high is None and (low is None or (low <= 1 and claim.quantity.kind in ("some", "vague"))):
        return "no figure"
    return None


def _days(claim: Claim, selection: Selection) -> _Days | str:
    """Return the days that a claim counts, or in words why they are not known."""
    frame, start, end = claim.question.frame, claim.start, claim.as_of
    if frame is None:
        return "nothing tells whether it is of one event, some days or the whole war"
    if end is None:
        return "undated: nothing tells up to when it counts"
    if frame == "incident":
        return _days_of_event(claim, end)
    if start is None and frame == "cumulative":
        start = selection.since
    if start is None:
        return "nothing tells since when it counts"
    if end < start:
        return f"it was told by {end}, before the first day it counts, {start}"
    if not claim.is_as_of_inferred:
        return _Days(start, end)
    if frame == "rate":
        return "nothing tells up to when that many were lost each day"
    return _Days(start, end, max(start, end - UNTOLD_DAYS.get(str(claim.as_of_from), 0) * _ONE_DAY))


def _days_of_event(claim: Claim, end: dt.date) -> _Days:
    """Return the days among which those of an event are."""
    if claim.start is None:
        # Its count is a low bound only, so that a window which is too wide says nothing false.
        return (
            _Days(end - EVENT_DAYS * _ONE_DAY, end) if claim.is_as_of_inferred else _Days(end, end)
        )
    is_told = not claim.is_as_of_inferred
    return _Days(claim.start, max(claim.start, end) if is_told else claim.start)


def _with_youngest(found: Sequence[Observation | LeftOut]) -> list[Observation | LeftOut]:
    """Return observations whose untold last day is not before that of a smaller figure.

    A running count only rises: who said 400 of a day that he told counts 500 up to no earlier day.
    """
    told: defaultdict[Hashable, list[Observation]] = defaultdict(list)
    for one in found:
        if isinstance(one, Observation) and one.end_from is None and not _is_apart(one):
            told[_line(one)].append(one)
    result: list[Observation | LeftOut] = []
    for one in found:
        if isinstance(one, Observation) and one.end_from is not None and not _is_apart(one):
            since = (
                past.end
                for past in told[_line(one)]
                if one.end_from < past.end <= one.end
                and past.high is not None
                and past.high < one.low
            )
            result.append(replace(one, end_from=max(since, default=one.end_from)))
        else:
            result.append(one)
    return result


def _is_apart(one: Observation) -> bool:
    return one.is_part or one.is_bound


def _line(one: Observation) -> Hashable:
    return (one.claimant, one.series, one.start)


def _names(claims: Sequence[Claim], names: Gazetteer) -> dict[str, str]:
    """Return the name of the claimant of each claim, by the id of the claim."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.claimant is not None and claim.kind not in UNNAMED:
            spellings[names.canonical(claim.claimant)][claim.claimant] += 1
    best = {
        key: min(counted, key=lambda name: (-counted[name], name))
        for key, counted in spellings.items()
    }
    found: dict[str, str] = {}
    for claim in claims:
        document = claim.sightings[0].document
        outlet = document.outlet or document.source or "a text without outlet"
        if claim.claimant is None:
            found[claim.id] = best.get(names.canonical(outlet), outlet)
        elif claim.kind in UNNAMED:
            role = "unnamed official" if claim.kind == "anonymous" else "witness"
            found[claim.id] = f"{role} ({claim.party or outlet})"
        else:
            found[claim.id] = best[names.canonical(claim.claimant)]
    return found
