"""Checks across series: another claimant's figure said again, and figures under a wrong heading.

Two figures that are equal mean little if they are round or small. So a figure counts here only if
it is *telling*: the chance that it equals one of those it could have met is small. Not here: the
claimant's own series (``audit_series.py``). Invariant: of two equal figures the later is found.
"""

import functools
import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from counterclaim.group.audit_rows import finding_of
from counterclaim.group.audit_series import Found, question_of
from counterclaim.model.coded import CodedClaim, Finding

Pair = tuple[CodedClaim, CodedClaim, Finding]

ECHO_DAYS = 45  # days back that another's figure is looked for
NEAR_DAYS = 7  # days back and on that a figure under another heading is looked for
SMALLEST = 100  # a smaller figure meets another too easily
# A figure of n digits before its noughts meets a given other one with a chance of about one in
# 9 x 10^(n - 1); with more of them stated since, as often more.
CHANCE = 1 / 100


def find_echoes(claims: Iterable[CodedClaim]) -> list[Found]:
    """Return figures that equal those which another side stated days before, on one question.

    Left out: what the claimant had said himself by the day of the other's figure, and each later
    time that he says it again.
    """
    by_question: defaultdict[Hashable, list[CodedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.claimant is not None and claim.order is not None and claim.count is not None:
            by_question[question_of(claim)].append(claim)
    found: list[Found] = []
    for members in by_question.values():
        if len({one.side for one in members}) > 1 and members[0].period.frame == "cumulative":
            found += _echoes(sorted(members, key=lambda one: (one.order or 0, one.row)))
    return found


def _echoes(members: Sequence[CodedClaim]) -> list[Found]:
    """Return the echoes of one question, whose claims come in the order of time."""
    has_said: set[tuple[str | None, int | None]] = set()
    models: dict[int | None, list[CodedClaim]] = defaultdict(list)
    found: list[Found] = []
    for index, claim in enumerate(members):
        is_first = (claim.side, claim.count) not in has_said
        has_said.add((claim.side, claim.count))
        if claim.is_compiled:
            continue
        model = _model_of(claim, models[claim.count]) if is_first else None
        models[claim.count].append(claim)
        if model is None:
            continue
        since = itertools.takewhile(
            functools.partial(_is_since, model.order or 0), reversed(members[:index])
        )
        others = {one.count for one in since if one.side != claim.side}
        if is_telling(claim.count, others):
            message = (
                f"{claim.count:,} on {claim.when} is the figure of {model.who} on {model.when} "
                f"(row {model.row}): said again, or credited to the wrong side"
            )
            found.append((claim, finding_of("echo", claim, message)))
    return found


def _model_of(claim: CodedClaim, same: Sequence[CodedClaim]) -> CodedClaim | None:
    """Return the latest claim of another side, of days before, with the same figure and bound."""
    for one in reversed(same):
        if one.side != claim.side and one.kind == claim.kind and _days(one, claim) > 0:
            return one if _days(one, claim) <= ECHO_DAYS else None
    return None


def _is_since(day: int, claim: CodedClaim) -> bool:
    return (claim.order or 0) >= day


def find_misplaced(claims: Iterable[CodedClaim]) -> list[Pair]:
    """Return figures that one claimant states within days for other people or another outcome.

    Each comes with the claim that it equals, since either may stand under a wrong heading.

    Parts (children, medics) are left out, since a part may be the whole.
    """
    by_figure: defaultdict[Hashable, list[CodedClaim]] = defaultdict(list)
    for claim in claims:
        is_whole = claim.victims.group is None and claim.part is None
        if claim.claimant is not None and claim.order is not None and is_whole:
            if claim.period.frame == "cumulative" and not claim.is_collective:
                by_figure[(claim.who, claim.count)].append(claim)
    found: list[Pair] = []
    for members in by_figure.values():
        is_named = is_telling(members[0].count, {members[0].count})
        if not is_named or len({question_of(one) for one in members}) < 2:
            continue
        ordered = sorted(members, key=lambda one: (one.order or 0, one.row))
        for index, claim in enumerate(ordered):
            other = _under_other(ordered, index)
            if other is not None:
                message = (
                    f"{claim.count:,} {heading(claim)} on {claim.when} is also the figure "
                    f"for {heading(other)} on {other.when} (row {other.row}): one of the two "
                    "may stand under a wrong heading"
                )
                found.append((claim, other, finding_of("misplaced", claim, message)))
                break
    return found


def _under_other(ordered: Sequence[CodedClaim], index: int) -> CodedClaim | None:
    """Return the nearest of the claims before one that answers another question, within days."""
    claim = ordered[index]
    for earlier in reversed(ordered[:index]):
        if _days(earlier, claim) > NEAR_DAYS:
            return None
        if question_of(earlier) != question_of(claim):
            return earlier
    return None


def heading(claim: CodedClaim) -> str:
    """Return whom and what a claim counts, in words: "UA military killed"."""
    victims = claim.victims
    words = (victims.party, victims.class_, victims.group or claim.part, claim.outcome)
    return " ".join(word for word in words if word)


def is_telling(count: int | None, others: Iterable[int | None]) -> bool:
    """Whether a figure hardly equals one of others by chance."""
    if count is None or count < SMALLEST:
        return False
    n_digits = len(str(count).rstrip("0"))
    n_alike = sum(1 for other in others if other and len(str(other)) == len(str(count)))
    chance: float = n_alike / (9 * 10 ** (n_digits - 1))
    return chance <= CHANCE


def _days(earlier: CodedClaim, later: CodedClaim) -> int:
    return (later.order or 0) - (earlier.order or 0)
