"""``counterclaim import``: read a table of coded claims into a ledger."""

import argparse

from counterclaim.api.ledger import Ledger
from counterclaim.cli.audit import fit_for_terminal
from counterclaim.cli.ingest import tell
from counterclaim.read.mapping import load_map


def run(arguments: argparse.Namespace) -> int:
    """Read the table; return 0 if it was read, also where all of it was known."""
    with fit_for_terminal(), Ledger.open(arguments.ledger) as ledger:
        tally = ledger.import_table(arguments.file, load_map(arguments.map))
        name = ledger.store.name
    tell(tally, name, arguments.format)
    return 0
