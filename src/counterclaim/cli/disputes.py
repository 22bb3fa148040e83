"""``counterclaim disputes``: list the claims that cannot all be true, and why."""

import argparse
import sys

from counterclaim.api.ledger import Ledger
from counterclaim.cli.dispute_tables import (
    claims_table,
    footnote,
    letters_of,
    print_dispute,
    sets_text,
    verdict_text,
)
from counterclaim.cli.formats import make_console
from counterclaim.cli.ledger_options import as_of_from, filter_from
from counterclaim.cli.listing import print_record, print_records
from counterclaim.errors import InputError
from counterclaim.group.rows import PAIR_COLUMNS, pair_rows
from counterclaim.model.claim_records import change_record, dispute_record, verdict_record
from counterclaim.model.records import Json

_VERDICT_COLUMNS = ("a", "b", "verdict", "reason", "rests_on", "ratio")

_MAX_TOLD = 6  # pairs that are not compared which are told one by one


def run(arguments: argparse.Namespace) -> int:
    """Print the disputes, or the verdict that was asked for; return 0, also for none."""
    _check(arguments)
    with Ledger.open(arguments.ledger, create=False) as ledger:
        if arguments.pair is not None:
            return _print_pair(ledger, arguments)
        if arguments.together is not None:
            return _print_together(ledger, arguments)
        every = ledger.disputes(
            filter_from(arguments), as_of=as_of_from(arguments), with_agreed=arguments.all
        )
    disputes = every[: arguments.top]
    if arguments.format == "csv":
        rows = [row for dispute in disputes for row in pair_rows(dispute)]
        print_records(rows, "csv", columns=PAIR_COLUMNS)
        return 0
    if arguments.format != "table":
        print_records(map(dispute_record, disputes), arguments.format)
        return 0
    console = make_console()
    for number, dispute in enumerate(disputes, start=1):
        print_dispute(console, number, dispute)
    noun = "question" if arguments.all else "dispute"
    n_disputes = f"{len(every):,} {noun}{'' if len(every) == 1 else 's'}"
    if len(disputes) < len(every):
        n_disputes = f"{len(disputes):,} of {n_disputes}"
    note = footnote([claim for dispute in disputes for claim in dispute.claims])
    print("; ".join(part for part in (n_disputes, note) if part), file=sys.stderr)
    return 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.top is not None and arguments.top < 1:
        raise InputError("--top takes a number from 1 on", "leave it out for all")
    if arguments.pair is not None and arguments.together is not None:
        raise InputError("--pair and --together are two questions", "take one of them")
    if arguments.together is not None and arguments.format == "csv":
        raise InputError("--together has no --format csv", "take table, json or jsonl")


def _print_pair(ledger: Ledger, arguments: argparse.Namespace) -> int:
    claims, pair = ledger.compare(*arguments.pair)
    if arguments.format != "table":
        print_record(verdict_record(pair), arguments.format, columns=_VERDICT_COLUMNS)
        return 0
    console, letters = make_console(), letters_of(claims)
    console.print(claims_table(claims, letters))
    console.print(verdict_text(pair, letters))
    return 0


def _print_together(ledger: Ledger, arguments: argparse.Namespace) -> int:
    weighed = ledger.weigh(arguments.together)
    if arguments.format != "table":
        record: dict[str, Json] = {
            "claims": [claim.id for claim in weighed.claims],
            "possible": not weighed.changes,
            "changes": [change_record(change) for change in weighed.changes],
            "possible_sets": [list(ids) for ids in weighed.sets],
            "unlinked": [verdict_record(pair) for pair in weighed.unlinked],
        }
        print_record(record, arguments.format)
        return 0
    console, letters = make_console(), letters_of(weighed.claims)
    console.print(claims_table(weighed.claims, letters))
    for pair in weighed.unlinked[:_MAX_TOLD]:
        console.print(verdict_text(pair, letters))
    left = len(weighed.unlinked) - _MAX_TOLD
    if left > 0:
        console.print(f"and {left} more pairs are not compared")
    if weighed.changes:
        moves = ", ".join(f"{letters[c.claim]} {c.direction} by {c.by:,}" for c in weighed.changes)
        console.print(f"They cannot all be true. The least that would have to move: {moves}")
        for line in sets_text(weighed.sets, letters):
            console.print(line)
    elif weighed.unlinked:
        console.print("Of what can be compared, all can be true together.")
    else:
        console.print("They can all be true together.")
    return 0
