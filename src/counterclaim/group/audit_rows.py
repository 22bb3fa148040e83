"""Checks of single rows: one that repeats another exactly, and counts that cannot be read.

Invariant: of rows that are the same, the first is no finding and each later one is.
"""

from collections.abc import Iterable, Sequence

from counterclaim.model.coded import CodedClaim, CodedRow, Finding


def finding_of(check: str, claim: CodedClaim, message: str) -> Finding:
    """Return the finding of a check on one claim."""
    return Finding(
        check=check,
        row=claim.row,
        day=claim.day,
        date=claim.date,
        claimant=claim.who,
        count=claim.count,
        message=message,
    )


def find_duplicates(rows: Sequence[CodedRow], claims: Iterable[CodedClaim]) -> list[Finding]:
    """Return a finding for every row whose cells are all those of an earlier row."""
    first_claim: dict[int, CodedClaim] = {}
    for claim in claims:
        first_claim.setdefault(claim.row, claim)
    seen: dict[tuple[str, ...], int] = {}
    found: list[Finding] = []
    for row in rows:
        first = seen.setdefault(row.values, row.number)
        if first == row.number:
            continue
        claim_of = first_claim.get(row.number)
        message = f"all cells are those of row {first}"
        if claim_of is not None:
            found.append(finding_of("duplicate", claim_of, message))
        else:
            found.append(
                Finding(
                    check="duplicate",
                    row=row.number,
                    day=None,
                    date=None,
                    claimant=None,
                    count=None,
                    message=message,
                )
            )
    return found


def find_unparsable(claims: Iterable[CodedClaim]) -> list[Finding]:
    """Return a finding for every count that cannot be read as a whole number of people."""
    return [
        finding_of("unparsable", claim, claim.problem)
        for claim in claims
        if claim.problem is not None and not claim.has_crossed_bounds
    ]
