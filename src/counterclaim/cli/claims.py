"""``counterclaim claims``: list the claims of a ledger."""

import argparse
import sys

from counterclaim.api.ledger import Ledger
from counterclaim.cli.claim_facts import question_text
from counterclaim.cli.dispute_tables import claims_table, footnote
from counterclaim.cli.formats import make_console
from counterclaim.cli.ledger_options import as_of_from, filter_from
from counterclaim.cli.listing import print_records
from counterclaim.model.claim_records import CLAIM_COLUMNS, claim_record, claim_row
from counterclaim.model.claims import Claim

_ID_SHOWN = 10  # characters: "c-" and eight digits tell a million claims apart


def run(arguments: argparse.Namespace) -> int:
    """Print the claims that the filters let through; return 0, also where there are none."""
    wanted, as_of = filter_from(arguments), as_of_from(arguments)
    with Ledger.open(arguments.ledger, create=False) as ledger:
        claims = ledger.claims(wanted, as_of=as_of)
    if arguments.format == "csv":
        print_records(map(claim_row, claims), "csv", columns=CLAIM_COLUMNS)
    elif arguments.format != "table":
        print_records(map(claim_record, claims), arguments.format)
    else:
        _print_table(claims)
    return 0


def _print_table(claims: list[Claim]) -> None:
    console = make_console()
    by_question: dict[str, list[Claim]] = {}
    for claim in claims:
        by_question.setdefault(question_text(claim.question), []).append(claim)
    for title, several in by_question.items():
        console.print(title, style="bold")
        console.print(claims_table(several, {one.id: one.id[:_ID_SHOWN] for one in several}))
        console.print()
    note = footnote(claims)
    n_claims = "1 claim" if len(claims) == 1 else f"{len(claims):,} claims"
    print("; ".join(part for part in (n_claims, note) if part), file=sys.stderr)
