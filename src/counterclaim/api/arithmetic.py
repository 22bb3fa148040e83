"""What follows from claims without any assumption, as a row to report."""

from counterclaim.estimate.consensus import Agreement
from counterclaim.estimate.results import ArithmeticRow, ClaimantRange


def arithmetic_row(found: Agreement) -> ArithmeticRow:
    """Return the row of an agreement; claimants are named only where one set is the smallest."""
    allowed = found.consensus
    return ArithmeticRow(
        series=found.series,
        start=found.start,
        end=found.on,
        ranges=tuple(
            ClaimantRange(
                claimant=one.claimant,
                low=one.low,
                high=one.high,
                is_consistent=one.is_consistent,
            )
            for one in found.claimants
        ),
        consensus=None if allowed is None else (allowed.low, allowed.high),
        ratio=None if found.widest is None else found.widest.ratio,
        leave_out=found.leave_out[0] if len(found.leave_out) == 1 else (),
        conflicts=tuple(
            tuple(one.id for one in clash.observations) for clash in found.contradictions
        ),
        low=found.low,
        best=found.best,
        high=found.high,
    )
