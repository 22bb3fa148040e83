"""Timelines: what each claimant's running count was over time, where it fell, jumped or went stale.

Not here: which claims contradict each other (``disputes.py``). Invariants: the points of a line
come in the order of the day that they count up to; a fall is one by bounds, not by words: "more
than 500" after 498 fell nowhere.
"""

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.group.disputes import group_by_question
from counterclaim.group.identity import Gazetteer, line_key
from counterclaim.group.verdicts import bounds_in_words
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim, Question

JUMP_RATIO = 2.0  # a toll that doubles ...
JUMP_DAYS = 14  # ... within two weeks, after it was already counted, wants a second look
PACE_RATIO = 5.0  # or one that rises five times as fast as in the median step before
_MIN_STEPS = 3  # steps before that make a pace
_FEW = 10  # people; a first count of fewer multiplies within hours, and says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One claim on a line; ``fell_from`` and ``jumped_from`` are ids of claims before it.

    ``stale_days`` is how many days after it was first published the figure was still published.
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
                by_claimant[line_key(claim, names)].append(claim)
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
    past = _Past()
    points = []
    for claim in ordered:
        fell, jumped = past.add(claim)
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
    first = ordered[0]
    return Timeline(
        question=question, claimant=first.claimant, party=first.party, points=tuple(points)
    )


def _day(claim: Claim) -> dt.date:
    return claim.as_of or dt.date.max


def _fell(before: Claim, claim: Claim) -> bool:
    low, high = before.quantity.low, claim.quantity.high
    return low is not None and high is not None and low > high


class _Past:
    """What a line had so far: its highest claim since it last fell, its last one, its paces."""

    def __init__(self) -> None:
        self.highest: Claim | None = None
        self.last: Claim | None = None
        self.before_fall: Claim | None = None  # of the last claim, where that one fell
        self.paces: list[float] = []  # sorted

    def add(self, claim: Claim) -> tuple[Claim | None, Claim | None]:
        """Take in the next claim and return those that it fell from and jumped from."""
        highest, last = self.highest, self.last
        fell = highest if highest is not None and _fell(highest, claim) else None
        jumped = last if last is not None and fell is None and self._jumps(last, claim) else None
        if last is not None and fell is None:
            insort(self.paces, _pace(last, claim))
        is_higher = highest is None or (claim.quantity.low or 0) > (highest.quantity.low or 0)
        self.highest = claim if fell is not None or is_higher else highest
        self.last, self.before_fall = claim, fell
        return fell, jumped

    def _jumps(self, last: Claim, claim: Claim) -> bool:
        """Say whether the count rose as it never did; a return to what it fell from is no jump."""
        if not self._rises_fast(last, claim):
            return False
        return self.before_fall is None or self._rises_fast(self.before_fall, claim)

    def _rises_fast(self, before: Claim, claim: Claim) -> bool:
        old, new = before.quantity.point or 0, claim.quantity.point or 0
        kinds = (before.quantity.kind, claim.quantity.kind)
        if old < _FEW or new <= old or "some" in kinds or "vague" in kinds:
            return False
        days = (_day(claim) - _day(before)).days
        if days <= 1 and _share_text(before, claim):
            return False
        if new >= JUMP_RATIO * old and days <= JUMP_DAYS:
            return True
        if len(self.paces) < _MIN_STEPS:
            return False
        usual = _median(self.paces)
        return usual > 0 and _pace(before, claim) > PACE_RATIO * usual


def _share_text(one: Claim, other: Claim) -> bool:
    """Say whether one text, or copies of it, has both figures: it tells them apart itself."""
    texts = [{kept.document.lineage for kept in claim.sightings} for claim in (one, other)]
    return not texts[0].isdisjoint(texts[1])


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


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
    first, last = claim.first_seen, claim.last_seen
    return 0 if first is None or last is None else max(0, (last - first).days)
