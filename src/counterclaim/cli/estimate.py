"""``counterclaim estimate``: what claims jointly support, and what that rests on.

Not here: the tables for people (``estimate_tables.py``). Invariants: standard output holds data
only; the anchor stands in every output, also where none was asked for.
"""

import argparse
import re
import sys
from pathlib import Path

from counterclaim.api.engines import load_nuts
from counterclaim.api.estimate_words import interval_text
from counterclaim.api.estimated import Estimate
from counterclaim.api.estimates import estimate, estimate_table, main_series
from counterclaim.api.ledger import Ledger
from counterclaim.api.pictures import check_ending
from counterclaim.api.scope import Scope
from counterclaim.cli.audit import fit_for_terminal
from counterclaim.cli.estimate_tables import print_arithmetic, print_estimate, print_left_out
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import make_console
from counterclaim.cli.ledger_options import as_of_from
from counterclaim.cli.listing import print_records
from counterclaim.errors import EstimateError, InputError
from counterclaim.estimate.anchors import Neutral, parse_anchor
from counterclaim.estimate.settings import Settings

_GRID = re.compile(r"(\d{1,3})[dD]?", re.ASCII)
_MAX_GRID = 92  # days; over a quarter a curve of weeks says nothing any more
_MAX_NAMED = 6  # other counts that are named


def run(arguments: argparse.Namespace) -> int:
    """Print the estimate, draw it and write its report if asked to; return 0."""
    _check(arguments)
    made = _estimate(arguments)
    if arguments.format == "table":
        _print_tables(made)
    else:
        rows = made.losses(increments=arguments.increments)
        print_records(rows.records, arguments.format, columns=rows.columns)
    sys.stdout.flush()
    if arguments.plot is not None:
        most = main_series(made)
        made.plot(arguments.plot, series=most)
        print(f"{shown(arguments.plot)}: {shown(most.label)}", file=sys.stderr)
    if arguments.report is not None:
        made.report(arguments.report)
        print(f"{shown(arguments.report)}: the report", file=sys.stderr)
    _tell(arguments, made)
    if arguments.check is not None:
        _tell_check(made)
    return 0


def _print_tables(made: Estimate) -> None:
    """Print each count; where there is no fit, the arithmetic, which needs none, and the error."""
    console = make_console()
    try:
        made.posterior  # noqa: B018  # it fits when asked for, and may fail
    except EstimateError:
        for series in made.series:
            print_arithmetic(console, made, series)
        sys.stdout.flush()
        raise
    for series in made.series:
        print_estimate(console, made, series)
    print_left_out(console, made)


def _estimate(arguments: argparse.Namespace) -> Estimate:
    anchors = [parse_anchor(text) for text in arguments.anchor or ()] or [Neutral()]
    scope = Scope(since=arguments.since, until=arguments.until, as_of=as_of_from(arguments))
    settings = Settings(grid_days=_grid(arguments.grid), seed=arguments.seed)
    if arguments.table is not None:
        with fit_for_terminal():
            return estimate_table(
                arguments.table, arguments.map, anchor=anchors, scope=scope, settings=settings
            )
    with Ledger.open(arguments.ledger, create=False) as ledger:
        made = estimate(
            ledger,
            anchor=anchors,
            question=arguments.question or (),
            scope=scope,
            settings=settings,
        )
    if not arguments.question and not arguments.all:
        made.series = (main_series(made),)
    return made


def _check(arguments: argparse.Namespace) -> None:
    if (arguments.table is None) != (arguments.map is None):
        raise InputError("--table and --map need each other", "docs/audit.md tells of maps")
    if arguments.table is not None and arguments.question:
        raise InputError("--table shows every count, so it takes no --question", "leave one out")
    if arguments.table is not None and arguments.as_of is not None:
        raise InputError("--as-of asks a ledger, and --table is none", "leave one out")
    if arguments.question and arguments.all:
        raise InputError("--question and --all exclude each other", "take one of them")
    if arguments.increments and arguments.format == "table":
        raise InputError("--increments are rows for programs", "add --format csv, json or jsonl")
    if arguments.seed < 0:
        raise InputError(f"--seed {arguments.seed}: a seed is 0 or more")
    if arguments.plot is not None:
        check_ending(Path(arguments.plot))
    if arguments.check is not None:
        load_nuts()  # said before anything is fitted if it is not installed
    _grid(arguments.grid)


def _grid(text: str) -> int:
    found = _GRID.fullmatch(text.strip())
    days = int(found[1]) if found else 0
    if not 1 <= days <= _MAX_GRID:
        raise InputError(
            f"--grid {shown(text)}: it is no number of days from 1 to {_MAX_GRID}", "such as 7D"
        )
    return days


def _tell_check(made: Estimate) -> None:
    """Say on standard error how far the approximation and NUTS agree, series by series."""
    again = made.checked()
    for one in made.series:
        ours, theirs = interval_text(made.people(one)), interval_text(again.people(one, made.end))
        print(f"check {shown(one.label)}: {ours}; by NUTS {theirs}", file=sys.stderr)
    for name, value in again.posterior.diagnostics.items():
        text = shown(value) if isinstance(value, str) else f"{value:.4g}"
        print(f"  {shown(name)}: {text}", file=sys.stderr)


def _tell(arguments: argparse.Namespace, made: Estimate) -> None:
    """Say on standard error what was not shown, and under which anchor all of it stands."""
    note = "" if arguments.anchor else " (none was given)"
    print(f"anchor: {shown(made.anchor)}{note}; levels rest on it", file=sys.stderr)
    others = [one.label for one in made.evidence.series if one not in made.series]
    if others and not arguments.question:
        named = "; ".join(shown(one) for one in others[:_MAX_NAMED])
        more = f" and {len(others) - _MAX_NAMED} more" if len(others) > _MAX_NAMED else ""
        print(f"not shown: {named}{more} (--question, --all)", file=sys.stderr)
