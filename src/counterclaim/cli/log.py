"""``counterclaim log``: what was added to a ledger and when, newest last."""

import argparse
import sys

from rich.table import Table
from rich.text import Text

from counterclaim.api.ledger import Ledger
from counterclaim.cli.claim_facts import counted
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import make_console
from counterclaim.cli.ledger_options import as_of_from
from counterclaim.cli.listing import print_records
from counterclaim.errors import InputError
from counterclaim.ledger.log import LogLine
from counterclaim.model.records import Json

KINDS = ("run", "document", "capture", "reading", "skip", "end", "review")


def run(arguments: argparse.Namespace) -> int:
    """Print the log; return 0, also where nothing was added."""
    if arguments.last is not None and arguments.last < 1:
        raise InputError("--last takes a number from 1 on", "leave it out for all")
    if arguments.kind is not None and arguments.kind not in KINDS:
        raise InputError(f"--kind {arguments.kind!r} is none", f"take {', '.join(KINDS)}")
    every = arguments.kind is not None
    with Ledger.open(arguments.ledger, create=False) as ledger:
        lines = ledger.store.log(
            as_of=as_of_from(arguments), last=None if every else arguments.last
        )
    if every:
        lines = [line for line in lines if line.kind == arguments.kind]
    if arguments.last is not None:
        lines = lines[-arguments.last :]
    if arguments.format != "table":
        print_records(map(_record, lines), arguments.format)
        return 0
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("entry", justify="right", no_wrap=True)
    table.add_column("when (UTC)", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=1)
    for line in lines:
        cells = (str(line.number), f"{line.at:%Y-%m-%d %H:%M:%S}", line.kind, shown(line.what))
        table.add_row(*map(Text, cells))
    if lines:
        make_console().print(table)
    print(counted(len(lines), "entry"), file=sys.stderr)
    return 0


def _record(line: LogLine) -> dict[str, Json]:
    return {
        "entry": line.number,
        "at": line.at.isoformat(),
        "kind": line.kind,
        "run": line.run,
        "what": line.what,
        "document": line.document,
        "sha256": line.sha256,
    }
