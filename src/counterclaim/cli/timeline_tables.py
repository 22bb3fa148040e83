"""Timelines as a table for a terminal: each claimant's figures by day, with falls and jumps.

Invariant: claimants come by name; no side has a place or a colour of its own.
"""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.cli.claim_facts import figure_text, period_text, question_text, who_text
from counterclaim.cli.dispute_tables import figures_width
from counterclaim.group.timeline import Point, Timeline

_STALE_DAYS = 7  # a figure repeated for longer is worth a word


def print_timelines(console: Console, lines: Sequence[Timeline]) -> None:
    """Print the lines, one table per question."""
    for _, group in groupby(lines, key=lambda line: line.question.id):
        several = list(group)
        console.print(Text(question_text(several[0].question), style="bold"))
        console.print(_table(several))
        console.print()


def _table(lines: Sequence[Timeline]) -> Table:
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    figures = [figure_text(point.claim) for line in lines for point in line.points]
    is_remarked = any(_remark(point) for line in lines for point in line.points)
    table.add_column("who says", overflow="fold", ratio=1)
    table.add_column("day", no_wrap=True)
    table.add_column("how many", overflow="fold", width=figures_width(figures))
    table.add_column("docs", justify="right", no_wrap=True)
    if is_remarked:
        table.add_column("remark", overflow="fold", ratio=1)
    for line in lines:
        for place, point in enumerate(line.points):
            claim = point.claim
            cells = [
                Text(who_text(claim) if place == 0 else ""),
                Text(period_text(claim)),
                Text(figure_text(claim), style="bold"),
                Text(str(claim.n_independent)),
            ]
            table.add_row(*cells, *([Text(_remark(point))] if is_remarked else []))
    return table


def _remark(point: Point) -> str:
    stale = point.stale_days > _STALE_DAYS
    repeated = f"still published {point.stale_days} days later" if stale else ""
    return "; ".join(part for part in (point.note, repeated) if part)
