"""The audit of coded claims: every check over one table, as findings in a fixed order.

Not here: each check (``audit_rows.py``, ``audit_series.py``, ``audit_echoes.py``,
``audit_parts.py``). Invariants: a row that repeats another is a ``duplicate`` and takes part in
no other check; nothing says which of two figures is true.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.group.audit_echoes import find_echoes, find_misplaced, heading
from counterclaim.group.audit_parts import find_crossed, find_inconsistent, find_overtaken
from counterclaim.group.audit_rows import find_duplicates, find_unparsable
from counterclaim.group.audit_series import Found, find_breaks, question_of
from counterclaim.model.coded import CodedClaim, CodedRow, Finding

# In the order in which findings are told: those that need judgement first.
CHECKS = (*("outlier", "falling", "echo", "misplaced", "inconsistent", "unparsable", "duplicate"),)


def audit_claims(rows: Sequence[CodedRow], claims: Iterable[CodedClaim]) -> list[Finding]:
    """Return the findings of all checks, by check in the order of :data:`CHECKS`, then by row.

    Parameters
    ----------
    rows
        All rows of data: also those that count no people can repeat one another.
    claims
        The claims of these rows. Only those that count people, and whose count could be read, are
        compared with others.

    Returns
    -------
    list of Finding
        A figure that stands twice in one row, as a source's own and as a compiler's, is told once.
    """
    stated = list(claims)
    found = find_duplicates(rows, stated)
    repeated = {finding.row for finding in found}
    firsts = [claim for claim in stated if claim.row not in repeated]
    found += find_unparsable(firsts) + find_crossed(firsts)
    people = [claim for claim in firsts if claim.is_about_people and claim.problem is None]
    broken = {id(claim): (claim, finding) for claim, finding in _told_once(find_breaks(people))}
    for claim, other, finding in find_misplaced(people):
        told = next((id(one) for one in (claim, other) if id(one) in broken), None)
        if told is None:
            found.append(finding)
        else:
            broken[told] = (broken[told][0], _with_reason(broken[told], claim, other))
    found += [finding for _, finding in broken.values()]
    found += [finding for _, finding in find_echoes(people)]
    outliers = {key for key, (_, finding) in broken.items() if finding.check == "outlier"}
    found += find_inconsistent([claim for claim in people if id(claim) not in outliers])
    told_rows = {one.row for one in found if one.check == "inconsistent"}
    sound = [claim for claim in people if id(claim) not in broken]
    found += [one for one in find_overtaken(sound) if one.row not in told_rows]
    return sorted(found, key=lambda one: (CHECKS.index(one.check), one.row))


def _with_reason(
    broken: tuple[CodedClaim, Finding], claim: CodedClaim, other: CodedClaim
) -> Finding:
    """Return a finding that also names the place where the same figure is in line."""
    own, finding = broken
    twin = other if own is claim else claim
    also = f"; the same figure stands for {heading(twin)} on {twin.when} (row {twin.row})"
    return replace(finding, message=finding.message + also)


def _told_once(found: Iterable[Found]) -> list[Found]:
    first: dict[tuple[object, ...], Found] = {}
    for claim, finding in found:
        first.setdefault((claim.row, claim.count, *question_of(claim)), (claim, finding))
    return list(first.values())


def tally_findings(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings each check has, those without any left out, in telling order."""
    counts = Counter(finding.check for finding in findings)
    return {check: counts[check] for check in CHECKS if counts[check]}
