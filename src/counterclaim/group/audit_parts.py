"""Checks of sums and parts: casualties below killed, a part above its whole, low above high.

Not here: one figure against its own series (``audit_series.py``). Invariant: only figures of one
claimant for one day, or a toll that has not fallen since, are compared.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from counterclaim.group.audit_echoes import heading
from counterclaim.group.audit_rows import finding_of
from counterclaim.group.audit_series import rounded_bounds
from counterclaim.model.coded import CodedClaim, Finding

_PARTS_OF_CASUALTIES = ("killed", "wounded")


def find_inconsistent(claims: Iterable[CodedClaim]) -> list[Finding]:
    """Return the figures of one claimant that cannot all be right, by arithmetic alone."""
    days: defaultdict[Hashable, list[CodedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.claimant is not None and claim.order is not None and not claim.is_collective:
            place = None if claim.place is None else claim.place.text
            days[(claim.who, claim.order, claim.period, place)].append(claim)
    found: list[Finding] = []
    for members in days.values():
        if len(members) > 1:
            found += _below_parts(members)
            found += _above_whole(members)
            found += _crossed_bounds(members)
    return found


def find_overtaken(claims: Iterable[CodedClaim]) -> list[Finding]:
    """Return casualties below the killed, or the wounded, of an earlier day: a toll only rises."""
    tolls: defaultdict[Hashable, list[CodedClaim]] = defaultdict(list)
    for claim in claims:
        is_own = claim.claimant is not None and not claim.is_collective
        if is_own and claim.order is not None and claim.period.frame == "cumulative":
            place = None if claim.place is None else claim.place.text
            tolls[(claim.who, _people(claim), place)].append(claim)
    found: list[Finding] = []
    for members in tolls.values():
        part: CodedClaim | None = None  # the highest of the killed or wounded so far
        for claim in sorted(members, key=lambda one: (one.order or 0, one.row)):
            if claim.outcome in _PARTS_OF_CASUALTIES:
                if part is None or rounded_bounds(claim)[0] > rounded_bounds(part)[0]:
                    part = claim
            elif claim.outcome == "casualties" and part is not None and part.order != claim.order:
                if rounded_bounds(part)[0] > rounded_bounds(claim)[1]:
                    message = (
                        f"{_figure(claim)} {heading(claim)} on {claim.when} is below "
                        f"{_figure(part)} {heading(part)} on {part.when} (row {part.row})"
                    )
                    found.append(finding_of("inconsistent", claim, message))
    return found


def find_crossed(claims: Iterable[CodedClaim]) -> list[Finding]:
    """Return the rows whose own low bound is above their high one."""
    return [
        finding_of("inconsistent", claim, claim.problem)
        for claim in claims
        if claim.problem is not None and claim.has_crossed_bounds
    ]


def _below_parts(members: Sequence[CodedClaim]) -> list[Finding]:
    """Casualties below the killed, or below the wounded, of the same people."""
    found: list[Finding] = []
    for whole in members:
        if whole.outcome != "casualties" or whole.high is None:
            continue
        parts = [
            one
            for one in members
            if one.outcome in _PARTS_OF_CASUALTIES
            and _people(one) == _people(whole)
            and one.low is not None
            and one.low > whole.high
        ]
        if parts:
            found.append(_finding(whole, max(parts, key=lambda one: one.low or 0), "below"))
    return found


def _above_whole(members: Sequence[CodedClaim]) -> list[Finding]:
    """A part of the victims (children, medics, civilians) above all of them."""
    found: list[Finding] = []
    for part in members:
        if part.low is None:
            continue
        for whole in members:
            if _is_part(part, whole) and whole.high is not None and part.low > whole.high:
                found.append(_finding(part, whole, "above"))
                break
    return found


def _crossed_bounds(members: Sequence[CodedClaim]) -> list[Finding]:
    """At least so many, and on the same day at most fewer."""
    found: list[Finding] = []
    for least in members:
        if least.kind not in ("at_least", "more_than") or least.low is None:
            continue
        for most in members:
            is_same = most.outcome == least.outcome and _people(most) == _people(least)
            if is_same and most.kind in ("at_most", "less_than") and most.high is not None:
                if least.low > most.high:
                    message = (
                        f"at least {least.low:,} on {least.when} is more than the at most "
                        f"{most.high:,} of the same day (row {most.row})"
                    )
                    found.append(finding_of("inconsistent", least, message))
    return found


def _is_part(part: CodedClaim, whole: CodedClaim) -> bool:
    if part.outcome != whole.outcome or part.victims.party != whole.victims.party:
        return False
    if whole.victims.group is not None or whole.part is not None:
        return False
    is_named = part.victims.group is not None or part.part is not None
    own, wide = part.victims.class_, whole.victims.class_
    is_class_within = wide in (None, "mixed") or own == wide
    return is_class_within and (is_named or own not in (wide, "mixed", None))


def _people(claim: CodedClaim) -> tuple[str | None, ...]:
    victims = claim.victims
    return (victims.party, victims.class_, victims.group, claim.part)


def _finding(claim: CodedClaim, other: CodedClaim, how: str) -> Finding:
    message = (
        f"{_figure(claim)} {heading(claim)} on {claim.when} is {how} "
        f"{_figure(other)} {heading(other)} of the same day (row {other.row})"
    )
    return finding_of("inconsistent", claim, message)


def _figure(claim: CodedClaim) -> str:
    numbers = (claim.count, claim.low, claim.high)
    return f"{next((number for number in numbers if number is not None), 0):,}"
