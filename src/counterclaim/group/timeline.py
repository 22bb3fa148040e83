"""Timelines: what each claimant's running count was over time, where it fell, jumped or went stale.

Not here: which claims contradict each other (``disputes.py``). Invariants: the points of a line
come in the order of the day that they count up to; a fall is one by bounds, not by words: "more
than 500" after 498 fell nowhere.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from counterclaim.group.disputes import group_by_question
from counterclaim.group.identity import UNNAMED, Gazetteer
from counterclaim.group.verdicts import bounds_in_words
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim, Question

JUMP_RATIO = 2.0  # a toll that doubles ...
JUMP_DAYS = 14  # ... within two weeks, after it was already counted, wants a second look
PACE_RATIO = 5.0  # or one that rises five times as fast as in the median step before
_MIN_STEPS = 3  # steps before that make a pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One claim on a line; ``fell_from`` and ``jumped_from`` are ids of claims before it.

    ``stale_days`` is how many days after the day it counts up to the figure was still published.
    """

    claim: Claim
    day: dt.date
    fell_from: str | None = None
    jumped_from: str | None = None
    note: str = ""
    stale_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The running count of one claimant for one question, in the order of time."""

    question: Question
    claimant: str | None
    party: str | None
    points: tuple[Point, ...]

    @property
    def n_falls(self) -> int:
        """How often the count fell."""
        return sum(point.fell_from is not None for point in self.points)


def list_timelines(claims: Iterable[Claim], lexicon: Lexicon) -> list[Timeline]:
    """Return a line per question and claimant that has a dated running count.

    Ordered by question, those with the most points first, then by the claimant's name. Claimants
    whom nothing identifies, and texts that speak for themselves, have a line for each claim.
    """
    names = Gazetteer.of(lexicon)
    lines: list[Timeline] = []
    for question, several in group_by_question(claims, lexicon).items():
        if question.frame != "cumulative":
            continue
        by_claimant: dict[str, list[Claim]] = defaultdict(list)
        for claim in several:
            if claim.as_of is not None and claim.polarity == "asserted":
                is_named = claim.claimant is not None and claim.kind not in UNNAMED
                key = names.canonical(claim.claimant or "") if is_named else claim.id
                by_claimant[key].append(claim)
        lines += [_timeline(question, line) for line in by_claimant.values()]
    n_points: dict[Question, int] = defaultdict(int)
    for line in lines:
        n_points[line.question] += len(line.points)
    return sorted(
        lines, key=lambda x: (-n_points[x.question], x.question.id, x.claimant or "", _first(x))
    )


def _first(line: Timeline) -> tuple[dt.date, str]:
    return line.points[0].day, line.points[0].claim.id


def _timeline(question: Question, claims: Sequence[Claim]) -> Timeline:
    ordered = sorted(
        claims, key=lambda c: (_day(c), str(c.first_seen), c.quantity.point or 0, c.id)
    )
    points = []
    highest: Claim | None = None
    for place, claim in enumerate(ordered):
        fell = highest if highest is not None and _fell(highest, claim) else None
        jumped = None if fell is not None else _jumped_from(ordered[:place], claim)
        points.append(
            Point(
                claim=claim,
                day=_day(claim),
                fell_from=None if fell is None else fell.id,
                jumped_from=None if jumped is None else jumped.id,
                note=_note(claim, fell, jumped),
                stale_days=_stale_days(claim),
            )
        )
        if highest is None or (claim.quantity.low or 0) > (highest.quantity.low or 0):
            highest = claim
    first = ordered[0]
    return Timeline(
        question=question, claimant=first.claimant, party=first.party, points=tuple(points)
    )


def _day(claim: Claim) -> dt.date:
    return claim.as_of or dt.date.max


def _fell(before: Claim, claim: Claim) -> bool:
    low, high = before.quantity.low, claim.quantity.high
    return low is not None and high is not None and low > high


def _jumped_from(earlier: Sequence[Claim], claim: Claim) -> Claim | None:
    """Return the claim before, if the count rose from it as it never did."""
    if not earlier or claim.quantity.kind in ("some", "vague"):
        return None
    before = earlier[-1]
    old, new = before.quantity.point or 0, claim.quantity.point or 0
    days = (_day(claim) - _day(before)).days
    if not old or new <= old or before.quantity.kind in ("some", "vague"):
        return None
    if new >= JUMP_RATIO * old and days <= JUMP_DAYS:
        return before
    paces = [_pace(a, b) for a, b in pairwise(earlier)]
    if len(paces) < _MIN_STEPS:
        return None
    usual = median(paces)
    return before if usual > 0 and _pace(before, claim) > PACE_RATIO * usual else None


def _pace(before: Claim, claim: Claim) -> float:
    """Return by how many people a day the count rose; a step within a day counts as one day."""
    rise = (claim.quantity.point or 0) - (before.quantity.point or 0)
    return rise / max(1, (_day(claim) - _day(before)).days)


def _note(claim: Claim, fell: Claim | None, jumped: Claim | None) -> str:
    if fell is not None:
        return f"fell: {_with_bounds(claim)} after {_with_bounds(fell)} by {fell.as_of}"
    if jumped is not None:
        days = (_day(claim) - _day(jumped)).days
        within = "within a day" if days <= 1 else f"within {days} days"
        return f'jumped from "{_words(jumped)}" {within}'
    return ""


def _with_bounds(claim: Claim) -> str:
    words, bounds = _words(claim), bounds_in_words(claim.quantity)
    is_number = words in (bounds, bounds.replace(",", ""))
    return f'"{words}"' if is_number else f'"{words}" ({bounds})'


def _words(claim: Claim) -> str:
    return " ".join(claim.quantity.text.split())


def _stale_days(claim: Claim) -> int:
    last = claim.last_seen
    return 0 if last is None else max(0, (last - _day(claim)).days)
