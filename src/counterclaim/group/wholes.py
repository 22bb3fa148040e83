"""Contradictions between two questions of which one counts a part of what the other counts.

The dead are among the casualties, children among civilians, a town's losses among the country's, a
month's within the war's. Not here: claims to one question (``disputes.py``), the sweeps
(``exceeding.py``). Invariants: a pair is listed only if the part is larger than the whole; every
part that is larger is listed with the whole that it exceeds by most, and every such whole with its
largest part, whichever side's losses they are; time is n log n.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from counterclaim.group.bounds import MAY_END, as_meant
from counterclaim.group.exceeding import Stretch, exceeding_in_time, exceeding_stretches
from counterclaim.group.possible import bounds_of
from counterclaim.group.scopes import compare_scopes
from counterclaim.group.verdicts import judge
from counterclaim.model.claims import Claim, Question
from counterclaim.model.names import plain_name

_Found = tuple[Question, list[Claim], list[tuple[str, str]]]
_OUTCOME_OF_WHOLE = {"killed": "casualties", "wounded": "casualties"}


class _Scope(NamedTuple):
    """What a question counts but its time, as far as it says whether another counts a part."""

    party: str
    outcome: str | None
    class_: str | None
    group: str | None
    is_part: bool
    place: str


def list_wholes(by_question: Mapping[Question, Sequence[Claim]]) -> Iterator[_Found]:
    """Yield what two questions share, the claims of both that contradict, and their pairs."""
    known = {c.id: (q, c) for q, several in by_question.items() for c in several}
    merged: dict[Question, tuple[dict[str, Claim], list[tuple[str, str]]]] = {}
    candidates = {*_of_one_occasion(by_question), *_of_one_scope(by_question)}
    order = {name: place for place, name in enumerate(known)}
    for a, b in sorted(candidates, key=lambda pair: (order[pair[0]], order[pair[1]])):
        (part, one), (whole, other) = known[a], known[b]
        if not _is_within(one, other) or judge(one, other).verdict != "contradict":
            continue
        claims, pairs = merged.setdefault(_common(part, whole), ({}, []))
        claims.update({a: one, b: other})
        pairs.append((a, b) if a < b else (b, a))
    for question, (claims, pairs) in merged.items():
        yield question, list(claims.values()), pairs


def _is_within(part: Claim, whole: Claim) -> bool:
    """Say whether a claim counts a part, or in another frame the same, of what the other does."""
    relation = compare_scopes(part, whole).relation
    is_other_frame = part.question.frame != whole.question.frame
    return relation == "first_in" or (relation == "same" and is_other_frame)


def _of_one_occasion(by_question: Mapping[Question, Sequence[Claim]]) -> Iterator[tuple[str, str]]:
    """Yield parts with wholes of one war, event or stretch of days."""
    counted: dict[tuple[str | None, str | None], dict[_Scope, list[Claim]]] = defaultdict(dict)
    for question, claims in by_question.items():
        if question.party is not None and question.occasion is not None:
            scope = _scope(question, question.party)
            about = counted[(question.frame, question.occasion)]
            about.setdefault(scope, []).extend(claims)
    for scopes in counted.values():
        parts: dict[tuple[_Scope, str | None], list[Claim]] = defaultdict(list)
        for scope, claims in scopes.items():
            for whole in _wholes_of(scope):
                if whole in scopes:
                    parts[(whole, scope.outcome)] += claims
        for (whole, _), claims in parts.items():
            lower = [b for b in bounds_of(claims) if not b.denied]
            upper = [b for b in bounds_of(scopes[whole]) if not b.denied]
            yield from exceeding_in_time(lower, upper, order=_order([*claims, *scopes[whole]]))


def _scope(question: Question, party: str) -> _Scope:
    return _Scope(
        party=party,
        outcome=question.outcome,
        class_=question.class_,
        group=question.group,
        is_part=question.is_part and question.group is None,
        # The place of an event is settled with its occasion.
        place="" if question.frame == "incident" else plain_name(question.place or ""),
    )


def _wholes_of(scope: _Scope) -> Iterator[_Scope]:
    """Yield the scopes that hold this one, without itself: 15 at most."""
    outcomes = {scope.outcome, _OUTCOME_OF_WHOLE.get(scope.outcome or "", scope.outcome)}
    classes = {scope.class_, scope.class_ and "mixed"}
    subsets = {(scope.group, scope.is_part), (None, False)}
    for outcome, class_, subset, place in product(outcomes, classes, subsets, {scope.place, ""}):
        whole = _Scope(scope.party, outcome, class_, *subset, place)
        if whole != scope:
            yield whole


def _of_one_scope(by_question: Mapping[Question, Sequence[Claim]]) -> Iterator[tuple[str, str]]:
    """Yield stretches of days with longer ones that count the same people, or a part of them."""
    lines: dict[tuple[_Scope, str, object], list[Stretch]] = defaultdict(list)
    for question, claims in by_question.items():
        frame, party = question.frame, question.party
        if party is None or question.occasion is None or frame not in ("interval", "cumulative"):
            continue
        for claim in map(as_meant, claims):
            stretch = _stretch(question, claim)
            if stretch is not None:
                # The missing may be found: only counts up to one day can be held together.
                may_end = question.outcome in MAY_END
                line = (_scope(question, party), frame, claim.as_of if may_end else None)
                lines[line].append(stretch)
    for (scope, _, day), parts in lines.items():
        wholes = {scope, _whole_of_part(scope)}
        for whole, frame_of_whole in product(sorted(wholes, key=str), ("interval", "cumulative")):
            longer = lines.get((whole, frame_of_whole, day))
            if longer is not None and not whole.is_part:
                yield from exceeding_stretches(parts, longer)


def _whole_of_part(scope: _Scope) -> _Scope:
    """Return the scope of which an unnamed part ("ten of them") is a part."""
    return scope._replace(is_part=False)


def _stretch(question: Question, claim: Claim) -> Stretch | None:
    if claim.start is None or claim.as_of is None or claim.polarity != "asserted":
        return None
    return Stretch(
        id=claim.id,
        # Over the same days a part of a group ("of whom 9 were children") and the group are not
        # a part and its whole by their days.
        series=question.occasion if question.frame == "interval" else question,
        start=claim.start.toordinal(),
        end=claim.as_of.toordinal(),
        low=claim.quantity.low or 0,
        high=claim.quantity.high,
        order=claim.sightings[0].id,
    )


def _order(claims: Iterable[Claim]) -> dict[str, str]:
    """Return what decides between equal figures: the place in a text, not the claim's own id.

    An id of a claim may depend on whose losses it tells of.
    """
    return {claim.id: claim.sightings[0].id for claim in claims}


def _common(a: Question, b: Question) -> Question:
    return Question(
        outcome=a.outcome if a.outcome == b.outcome else None,
        party=a.party if a.party == b.party else None,
        class_=a.class_ if a.class_ == b.class_ else None,
        group=a.group if a.group == b.group else None,
        frame=a.frame if a.frame == b.frame else None,
        place=a.place if a.place == b.place else None,
        occasion=a.occasion if a.occasion == b.occasion else None,
        is_part=a.is_part and b.is_part,
    )
