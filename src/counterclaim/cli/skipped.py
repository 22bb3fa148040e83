"""What was skipped, told on standard error: the first ones whole, all of them by reason.

Invariant: standard output holds data only.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field

from counterclaim.cli.facts import shown
from counterclaim.errors import EmptyInputError
from counterclaim.read.skips import Skip

MAX_TOLD = 10  # skips that are told one by one, and reasons that are counted


@dataclass(slots=True)
class Skips:
    """The skips of a run; those that are only counted are never told one by one."""

    first: list[Skip] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    n_passed_over: int = 0

    def add(self, skip: Skip) -> None:
        """Note a skip."""
        self.reasons[skip.reason] += 1
        self.n_passed_over += not skip.is_kept
        if skip.is_kept and len(self.first) < MAX_TOLD:
            self.first.append(skip)

    def tell(self) -> None:
        """Print what was skipped."""
        count = self.reasons.total()
        for skip in self.first:
            print(f"skipped {shown(skip.source)}: {shown(skip.told)}", file=sys.stderr)
        if count > len(self.first):
            print(f"{count:,} skipped in all, by reason:", file=sys.stderr)
            for reason, times in self.reasons.most_common(MAX_TOLD):
                print(f"  {times:,} x {shown(reason)}", file=sys.stderr)
        elif count > 1:
            print(f"{count} skipped in all", file=sys.stderr)

    def refuse_nothing(self) -> None:
        """Raise :class:`EmptyInputError` for a run that read nothing, with what it was.

        An archive whose pages were all passed over was read.
        """
        if self.n_passed_over:
            return
        if len(self.first) == self.reasons.total() == 1:
            (skip,) = self.first
            raise EmptyInputError(f"{shown(skip.source)}: {shown(skip.told)}")
        self.tell()
        raise EmptyInputError("nothing could be read")
