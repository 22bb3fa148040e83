"""``counterclaim verify``: check every span, hash and link of a ledger."""

import argparse
import sys

from counterclaim.api.ledger import Ledger
from counterclaim.cli.facts import shown
from counterclaim.cli.listing import print_records
from counterclaim.errors import LedgerDamagedError

_MAX_TOLD = 100  # findings that are told to people; programs get all


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; return 0 for a sound ledger, else fail with 4."""
    n_found = 0
    with Ledger.open(arguments.ledger, create=False) as ledger:
        name, n_entries = ledger.store.name, ledger.store.n_entries()
        for found in ledger.store.verify():
            n_found += 1
            if arguments.format == "jsonl":
                record = {"table": found.table, "key": found.key, "problem": found.problem}
                print_records([dict(record)], "jsonl")
            elif n_found <= _MAX_TOLD:
                print(f"{found.table} {shown(found.key)}: {shown(found.problem)}")
    if n_found:
        sys.stdout.flush()
        things = "1 thing is" if n_found == 1 else f"{n_found:,} things are"
        raise LedgerDamagedError(f"{shown(name)}: {things} wrong", "restore it from a copy")
    if arguments.format == "table":
        print(f"{shown(name)}: {n_entries:,} entries, all in order")
    return 0
