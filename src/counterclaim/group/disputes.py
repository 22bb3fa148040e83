"""Disputes: the claims that answer one question, compared, and the largest sets that fit.

Not here: the verdict on one pair (``verdicts.py``), events (``events.py``). Invariants: no order
favours a side: claims come by figure, then by name; listing takes n log n in the claims of a
question, and a question in which two claims exclude each other is always found.
"""

import datetime as dt
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from counterclaim.group.bounds import day_of
from counterclaim.group.events import link_events
from counterclaim.group.identity import Gazetteer, line_key
from counterclaim.group.joint import MAX_CLAIMS, largest_possible, smallest_change
from counterclaim.group.narrower import set_apart_narrower
from counterclaim.group.possible import Bounds, bounds_of, exclusions, largest_sets
from counterclaim.group.sums import list_sums
from counterclaim.group.verdicts import judge, rank, ratio_of
from counterclaim.group.wholes import list_wholes
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Change, Dispute, PairVerdict, Verdict
from counterclaim.model.names import plain_name

MAX_VERDICTS = 200
_MAX_TRIED = 1000  # pairs of latest claims that are judged, the widest first
_MAX_WEIGHED = 4  # claims to several questions of which every set is weighed
_ORDER: dict[Verdict, int] = {"contradict": 0, "compatible": 1, "agree": 2, "unlinked": 3}


def list_disputes(
    claims: Iterable[Claim], lexicon: Lexicon, *, with_agreed: bool = False
) -> list[Dispute]:
    """Return the questions whose claims cannot all be true, the farthest apart first.

    Parameters
    ----------
    claims
        What ``group_claims`` returns.
    lexicon
        Gives the kinds of attack, and the aliases of claimants.
    with_agreed
        Also list the questions whose claimants can all be right, after the others.

    Returns
    -------
    list of Dispute
        Ranked by how far apart the widest contradiction is, on the log scale and by the confidence
        in its readings, times the log of the number of independent documents. After them come
        contradictions between questions of which one counts a part of the other, where
        ``question`` is what they share, and sums that exceed their whole.
    """
    names = Gazetteer.of(lexicon)
    by_question = group_by_question(claims, lexicon)
    found = [
        dispute
        for question, several in by_question.items()
        if len(several) > 1
        and not is_open(question)
        and (dispute := make_dispute(question, several, names)).verdicts
        and (dispute.is_contradictory or with_agreed)
    ]
    found += [
        make_dispute(question, several, names, pairs=pairs)
        for question, several, pairs in list_wholes(by_question)
    ]
    found += [
        make_dispute(question, several, names, pairs=_all_pairs(several))
        for question, several in list_sums(by_question)
    ]
    return sorted(found, key=_rank)


def is_open(question: Question) -> bool:
    """Say whether nothing shows that two answers to a question speak of one thing."""
    is_unnamed_part = question.is_part and question.group is None
    return is_unnamed_part or None in (question.party, question.frame, question.occasion)


def group_by_question(claims: Iterable[Claim], lexicon: Lexicon) -> dict[Question, list[Claim]]:
    """Return the claims by the question that they answer, incidents with the event they are of.

    A running count of which nobody says since when, or up to when, belongs to its own text, and so
    does a rate of an open time: nothing shows that another text counts over the same days.
    """
    names = Gazetteer.of(lexicon)
    found: dict[Question, list[Claim]] = defaultdict(list)
    for claim in link_events(claims, lexicon):
        question = replace(claim.question, occasion=_occasion(claim))
        place = None if question.place is None else plain_name(question.place)
        found[replace(question, place=place)].append(replace(claim, question=question))
    apart: dict[Question, list[Claim]] = defaultdict(list)
    for several in found.values():
        for claim in set_apart_narrower(_in_one_spelling(several), names):
            apart[claim.question].append(claim)
    return apart


def link_claims(claims: Iterable[Claim], lexicon: Lexicon) -> list[Claim]:
    """Return the claims with the questions that :func:`list_disputes` finds them to answer."""
    return [one for several in group_by_question(claims, lexicon).values() for one in several]


def _in_one_spelling(claims: list[Claim]) -> list[Claim]:
    """Return claims to one question with its place as most of them write it."""
    spellings = Counter(claim.question.place for claim in claims)
    place = min(spellings, key=lambda one: (-spellings[one], one or ""))
    return [replace(one, question=replace(one.question, place=place)) for one in claims]


def make_dispute(
    question: Question,
    claims: Sequence[Claim],
    names: Gazetteer,
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
) -> Dispute:
    """Return the dispute of the claims that answer one question.

    ``pairs`` are the pairs to judge where they are known; else each claimant's latest claims are
    compared with each other, and the claims that exclude each other whenever they were made.
    """
    ordered = sorted(claims, key=rank)
    by_id = {claim.id: claim for claim in ordered}
    lines = _lines(ordered, names)
    latest = [line[-1] for line in lines.values()]
    is_one_question = pairs is None
    if pairs is None:
        pairs = [*exclusions(bounds_of(ordered)), *_denials(ordered), *_widest(latest)]
    judged = {(a, b): judge(by_id[a], by_id[b]) for a, b in {_sorted(pair) for pair in pairs}}
    if is_one_question:
        sets = _sets(lines)
        is_possible = all(pair.verdict != "contradict" for pair in judged.values())
        changes = () if is_possible else _changes(lines, ordered)
    else:
        is_small = len(ordered) <= _MAX_WEIGHED
        sets, changes = tuple(largest_possible(ordered)) if is_small else (), _changes({}, ordered)
    verdicts = sorted(judged.values(), key=_verdict_rank)[:MAX_VERDICTS]
    return Dispute(
        question=question,
        claims=tuple(ordered),
        verdicts=tuple(verdicts),
        ratio=_ratio(latest),
        possible_sets=sets,
        changes=changes,
    )


def _occasion(claim: Claim) -> str | None:
    question, text = claim.question, f"text:{claim.sightings[0].document.lineage[:12]}"
    occasion = question.occasion
    if question.frame == "cumulative" and (occasion is None or claim.as_of is None):
        return f"{text}/{occasion or 'open'}/{'undated' if claim.as_of is None else 'dated'}"
    if question.frame == "rate":
        return f"{occasion or text} {(claim.period.text or '').casefold()}".strip()
    return occasion


def _lines(claims: Sequence[Claim], names: Gazetteer) -> dict[str, list[Claim]]:
    """Return each claimant's claims in the order of time, in the order of their last figures."""
    lines: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        lines[line_key(claim, names)].append(claim)
    for line in lines.values():
        line.sort(key=_when)
    return dict(sorted(lines.items(), key=lambda item: rank(item[1][-1])))


def _when(claim: Claim) -> tuple[object, ...]:
    """Order one claimant's claims in time: undated ones first, of one day the larger one last."""
    days = (day_of(claim) or dt.date.min, claim.first_seen or dt.date.min)
    return (*days, claim.quantity.point or 0, claim.quantity.low or 0, claim.id)


def _sets(lines: dict[str, list[Claim]]) -> tuple[tuple[str, ...], ...]:
    """Return the largest sets of claimants who can be right, as the ids of their latest claims."""
    latest = {key: line[-1].id for key, line in lines.items()}
    bounds = {key: _consistent(line) for key, line in lines.items()}
    return tuple(tuple(latest[key] for key in keys) for keys in largest_sets(bounds))


def _consistent(line: list[Claim]) -> list[Bounds]:
    """Return the bounds of a claimant's claims, of the last alone if he contradicts himself.

    Of one event the last alone counts: it brings the others up to date.
    """
    bounds = bounds_of(line[-1:] if line[-1].question.frame == "incident" else line)
    return bounds_of(line[-1:]) if exclusions(bounds) else bounds


def _changes(lines: dict[str, list[Claim]], claims: Sequence[Claim]) -> tuple[Change, ...]:
    if len(claims) > MAX_CLAIMS or (lines and claims[0].question.frame == "incident"):
        claims = [line[-1] for line in lines.values()]
    return smallest_change(claims) if len(claims) <= MAX_CLAIMS else ()


def _all_pairs(claims: Sequence[Claim]) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in combinations(claims, 2)]


def _denials(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Yield what is denied with the figures that come nearest to it."""
    denied = [claim for claim in claims if claim.polarity == "denied"][:MAX_VERDICTS]
    stated = [claim for claim in claims if claim.polarity == "asserted"]
    for one in denied:
        inside = [other for other in stated if one.quantity.contains(other.quantity)]
        yield from ((one.id, other.id) for other in inside[:MAX_VERDICTS])


def _widest(latest: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Yield pairs of claims that are sorted by figure, the widest apart first."""
    points = [max(1, claim.quantity.point or 0) for claim in latest]
    last = len(latest) - 1
    heap = [(-points[last] / points[0], 0, last)] if last > 0 else []
    n_tried = 0
    while heap and n_tried < _MAX_TRIED:
        _, low, high = heapq.heappop(heap)
        yield latest[low].id, latest[high].id
        n_tried += 1
        if high - 1 > low:
            heapq.heappush(heap, (-points[high - 1] / points[low], low, high - 1))
        if high == last and low + 1 < high:
            heapq.heappush(heap, (-points[high] / points[low + 1], low + 1, high))


def _sorted(pair: tuple[str, str]) -> tuple[str, str]:
    return pair if pair[0] < pair[1] else (pair[1], pair[0])


def _ratio(latest: Sequence[Claim]) -> float | None:
    """Return the largest figure over the smallest, of what claimants say last."""
    stated = [claim.quantity for claim in latest if claim.polarity == "asserted"]
    figures = [one for one in stated if one.point and one.kind != "some"]
    return ratio_of(figures[0], figures[-1]) if len(figures) > 1 else None


def _verdict_rank(pair: PairVerdict) -> tuple[int, float, str, str]:
    return (_ORDER[pair.verdict], -(pair.ratio or 0), pair.a, pair.b)


def _rank(dispute: Dispute) -> tuple[int, float, str]:
    """Order by how far apart, by how many independent documents, and by how sure the reading is.

    Contradictions between two questions come after those within one: there more may be misread.
    """
    contradictions = [pair for pair in dispute.verdicts if pair.verdict == "contradict"]
    # Where one figure is zero there is no ratio: a denial of all losses counts as tenfold.
    sure = {claim.id: _confidence(claim) for claim in dispute.claims}
    apart = max(
        (math.log(p.ratio or 10.0) * sure[p.a] * sure[p.b] for p in contradictions), default=0.0
    )
    lineages = {kept.document.lineage for claim in dispute.claims for kept in claim.sightings}
    is_between = len({claim.question for claim in dispute.claims}) > 1
    tier = 2 if not dispute.is_contradictory else int(is_between or not contradictions)
    return (tier, -apart * math.log1p(len(lineages)), dispute.id)


def _confidence(claim: Claim) -> float:
    """Return how sure the best reading of a claim is; what nobody estimated counts as sure."""
    known = [kept.sighting.confidence for kept in claim.sightings]
    return max(1.0 if one is None else one for one in known)
