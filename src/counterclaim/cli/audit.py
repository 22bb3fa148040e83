"""``counterclaim audit``: check somebody's own table of claims, row by row.

Invariant: standard output holds findings only; nothing in a table acts on the terminal.
"""

import argparse
import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.text import Text

from counterclaim.cli.claim_facts import counted
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import make_console
from counterclaim.errors import EmptyInputError, MapError
from counterclaim.group.audit import CHECKS, audit_claims, tally_findings
from counterclaim.model.coded import Finding, to_finding_record
from counterclaim.read.coded import CodedTable, read_coded
from counterclaim.read.mapping import list_maps, load_map

_DESCRIPTION = """\
Check a table of coded claims: rows that repeat another, counts that cannot be read,
tolls that fell, figures far out of their claimant's line, another side's figure said
again, and figures that contradict each other by arithmetic. It never says who is right.
"""
_EPILOG = f"""\
what a FILE may be:
  a .csv, a .json with a list of objects, or a .jsonl, with one or more counts per row.

what a MAP is:
  one that comes with the package ({", ".join(list_maps())}),
  or a MAP.toml of your own that says which columns hold what; docs/audit.md shows how.

examples:
  counterclaim audit reports.csv --map radford2023
  counterclaim audit mine.csv --map mine.toml --format jsonl > findings.jsonl

exit codes:
  0  the table was read, whether or not anything was found
  1  nothing could be read
  2  wrong usage, or a map that is wrong or belongs to another table
"""
_SURROGATES = re.compile("[\ud800-\udfff]")
_MAX_TOLD = 10  # reasons of skips that are told one by one


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command and return its parser."""
    parser = commands.add_parser(
        "audit",
        help="check a table of claims that somebody coded",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the table, see below")
    parser.add_argument(
        "--map",
        required=True,
        metavar="NAME|MAP.toml",
        help="what the columns mean: a map of the package by its name, or a file of your own",
    )
    parser.add_argument(
        "--format",
        choices=sorted(_PRINTERS),
        default="table",
        help="table for people (default); jsonl, one finding per line, for programs",
    )
    parser.set_defaults(run=run)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; return 0 if the table was read, else fail with 1."""
    with fit_for_terminal():
        table = read_coded(Path(arguments.file), load_map(arguments.map))
    findings = audit_claims(table.rows, table.claims)
    _PRINTERS[arguments.format](findings)
    sys.stdout.flush()
    _tell_skips(table)
    _tell_tally(table, findings)
    return 0


@contextmanager
def fit_for_terminal() -> Iterator[None]:
    """Raise what is wrong with a map or a table in words that do not act on a terminal."""
    try:
        yield
    except EmptyInputError as error:
        raise EmptyInputError(shown(error.message), shown(error.hint)) from error
    except MapError as error:
        raise MapError(shown(error.where), _problem(error), shown(error.hint)) from error


def print_table(findings: Iterable[Finding]) -> None:
    """Print the findings for people, by check, in 80 columns or more."""
    console = make_console()
    check = ""
    for one in findings:
        if one.check != check:
            check = one.check
            console.print(Text(check, style="bold"))
        day = "" if one.day is None else f"day {one.day}, "
        count = "no figure" if one.count is None else f"{one.count:,}"
        head = f"row {one.row}: {day}{one.date or 'no date'}, {shown(one.claimant or '?')}, {count}"
        console.print(Text(_indented(head, "  ", console.width)))
        console.print(Text(_indented(shown(one.message), "      ", console.width), style="dim"))


def _indented(words: str, indent: str, width: int) -> str:
    return textwrap.fill(words, width, initial_indent=indent, subsequent_indent=indent)


def print_jsonl(findings: Iterable[Finding]) -> None:
    """Print one finding per line."""
    for one in findings:
        line = json.dumps(to_finding_record(one), ensure_ascii=False)
        sys.stdout.write(_SURROGATES.sub("\ufffd", line) + "\n")


def _problem(error: MapError) -> str:
    """Return what is wrong, fit for a terminal: a table's own column names stand in it."""
    return shown(error.message.removeprefix(f"{error.where}: "))


def _tell_skips(table: CodedTable) -> None:
    reasons = Counter(skip.reason for skip in table.skips)
    for reason, times in reasons.most_common(_MAX_TOLD):
        first = next(skip for skip in table.skips if skip.reason == reason)
        more = f" (and {times - 1} more)" if times > 1 else ""
        print(f"skipped {shown(first.source)}: {shown(reason)}{more}", file=sys.stderr)
    if len(reasons) > _MAX_TOLD:
        print(f"{len(table.skips)} skipped in all", file=sys.stderr)


def _tell_tally(table: CodedTable, findings: list[Finding]) -> None:
    n_people = sum(claim.is_about_people for claim in table.claims)
    n_other = len(table.claims) - n_people
    other = f", {n_other:,} counts of other things" if n_other else ""
    print(
        f"{len(table.rows):,} rows, {n_people:,} counts of people{other}; "
        f"{counted(len(findings), 'finding')}",
        file=sys.stderr,
    )
    tally = tally_findings(findings)
    width = max(len(check) for check in CHECKS)
    for check, count in tally.items():
        print(f"  {check:<{width}} {count:>6,}", file=sys.stderr)


_PRINTERS: dict[str, Callable[[Iterable[Finding]], None]] = {
    "jsonl": print_jsonl,
    "table": print_table,
}
