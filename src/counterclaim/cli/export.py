"""``counterclaim export``: write a ledger out in a format of the field."""

import argparse
import sys
from pathlib import Path

from counterclaim.api.ledger import Ledger
from counterclaim.cli.claim_facts import counted
from counterclaim.cli.facts import shown
from counterclaim.cli.ledger_options import as_of_from
from counterclaim.export.folder import write_release


def run(arguments: argparse.Namespace) -> int:
    """Write the export and list its files; return 0 also for an empty ledger."""
    with Ledger.open(arguments.ledger, create=False) as ledger:
        release = ledger.release(as_of=as_of_from(arguments))
    files = write_release(release, arguments.format, Path(arguments.out))
    for file in files:
        print(shown(str(file)))
    counts = (
        counted(len(release.documents), "document"),
        counted(len(release.sightings), "sighting"),
        counted(len(release.claims), "claim"),
        f"{counted(len(release.disputes), 'question')} with several answers",
    )
    print(", ".join(counts), file=sys.stderr)
    return 0
