"""``counterclaim timeline``: list or draw each claimant's running count over time."""

import argparse
import sys
from pathlib import Path

from counterclaim.api.ledger import Ledger
from counterclaim.cli.claim_facts import INFERRED_NOTE, question_text
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import make_console
from counterclaim.cli.ledger_options import as_of_from, filter_from
from counterclaim.cli.listing import print_records
from counterclaim.cli.plots import draw_timelines
from counterclaim.cli.timeline_tables import print_timelines
from counterclaim.group.rows import POINT_COLUMNS, point_rows
from counterclaim.group.timeline import Timeline


def run(arguments: argparse.Namespace) -> int:
    """Print the timelines, and draw the longest question if asked to; return 0."""
    with Ledger.open(arguments.ledger, create=False) as ledger:
        lines = ledger.timeline(filter_from(arguments), as_of=as_of_from(arguments))
    if arguments.plot is not None:
        _plot(lines, Path(arguments.plot))
    if arguments.format != "table":
        rows = [row for line in lines for row in point_rows(line)]
        print_records(rows, arguments.format, columns=POINT_COLUMNS)
        return 0
    print_timelines(make_console(), lines)
    n_falls = sum(line.n_falls for line in lines)
    n_lines = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
    notes = [f"{n_lines}, {n_falls:,} {'fall' if n_falls == 1 else 'falls'}"]
    notes += (
        [INFERRED_NOTE] if any(p.claim.is_as_of_inferred for x in lines for p in x.points) else []
    )
    print("; ".join(notes), file=sys.stderr)
    return 0


def _plot(lines: list[Timeline], path: Path) -> None:
    chosen = [line for line in lines if line.question == lines[0].question]
    n_left = draw_timelines(chosen, path)
    left = f", {n_left} claimants with fewer points left out" if n_left else ""
    print(f"{shown(str(path))}: {question_text(chosen[0].question)}{left}", file=sys.stderr)
