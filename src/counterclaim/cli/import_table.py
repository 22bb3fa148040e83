"""``counterclaim import``: read a table of coded claims into a ledger."""

import argparse
import re
from collections import Counter

from counterclaim.api.ledger import Ledger
from counterclaim.cli.audit import fit_for_terminal
from counterclaim.cli.ingest import tell
from counterclaim.read.mapping import load_map

_ROWS = re.compile(r"([\d,]+) rows: ")


def run(arguments: argparse.Namespace) -> int:
    """Read the table; return 0 if it was read, also where all of it was known."""
    with fit_for_terminal(), Ledger.open(arguments.ledger) as ledger:
        tally = ledger.import_table(arguments.file, load_map(arguments.map))
        name = ledger.store.name
    tell(tally, name, arguments.format, n_rows_left_out=_n_rows(tally.skipped))
    return 0


def _n_rows(skipped: Counter[str]) -> int:
    """Return how many rows were left out; many with one reason are one skip that has their number.

    >>> _n_rows(Counter({"no figure": 2, "1,200 rows: no day": 1}))
    1202
    """
    return sum(
        times * (int(found[1].replace(",", "")) if (found := _ROWS.match(reason)) else 1)
        for reason, times in skipped.items()
    )
