"""``counterclaim demo``: the built-in example, its claims, and how they disagree.

Every line below the article is computed from the sightings; nothing is written beforehand.
"""

import argparse
import textwrap
from importlib import resources

from rich.console import Console
from rich.markup import escape

from counterclaim.cli.formats import claims_table
from counterclaim.extract.extractor import extract_sightings
from counterclaim.group.disputes import Claim, Dispute, group_sightings, list_disputes
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

EXAMPLE_PUBLISHED = "2022-03-02"
_WIDTH = 78  # columns; the example is to be read on the narrowest usual terminal


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help="show the claims and disputes of a built-in example")
    parser.set_defaults(run=run)


def load_example() -> Document:
    """Return the built-in example, written for this project with publicly stated figures."""
    file = resources.files("counterclaim.cli") / "example.txt"
    return Document(
        text=file.read_text(encoding="utf-8"),
        source="example",
        published=Window.parse(EXAMPLE_PUBLISHED),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the example, its claims and its disputes."""
    del arguments
    document = load_example()
    console = Console(highlight=False, width=_WIDTH + 2)
    console.print(f"[bold]The article[/bold] (published {EXAMPLE_PUBLISHED})\n")
    for paragraph in document.text.splitlines():
        console.print(
            textwrap.fill(paragraph, _WIDTH, initial_indent="  ", subsequent_indent="  "),
            markup=False,
        )
    sightings = extract_sightings(document, load_lexicon())
    console.print(f"\n[bold]The {len(sightings)} places where it states a loss[/bold]\n")
    console.print(claims_table(sightings))
    day = document.published.end if document.published is not None else None
    claims = group_sightings(sightings, day)
    disputes = list_disputes(claims)
    n_open = sum(dispute.verdict == "contradict" for dispute in disputes)
    pairs = "1 pair" if n_open == 1 else f"{n_open} pairs"
    title = (
        f"[bold]How they disagree[/bold]: {len(claims)} claims, {pairs} that cannot both be true"
    )
    console.print(f"{title}\n")
    for dispute in disputes:
        for line in describe(dispute):
            console.print(escape(line), soft_wrap=False)
    return 0


def describe(dispute: Dispute) -> list[str]:
    """Return a dispute in words: who against whom, how far apart, and why."""
    first = dispute.a.first
    facts = (first.victims.party, first.victims.class_, first.outcome, first.period.frame)
    lines = [", ".join(fact for fact in facts if fact)]
    lines += [_side(claim) for claim in (dispute.a, dispute.b)]
    if dispute.ratio is not None:
        lines.append(f"  The figures are {dispute.ratio:.1f} times apart.")
    verdict = {
        "contradict": "Both cannot be true",
        "compatible": "Both can be true",
        "agree": "They agree",
        "unlinked": "They are not compared",
    }[dispute.verdict]
    lines += textwrap.wrap(
        f"{verdict}: {dispute.reason}.", _WIDTH - 2, initial_indent="  ", subsequent_indent="  "
    )
    if dispute.rests_on == "soft":
        words = [f'"{c.quantity.text}"' for c in (dispute.a, dispute.b) if c.quantity.is_soft]
        note = f"The bounds of {' and '.join(words)} are a convention of the language."
        lines += textwrap.wrap(note, _WIDTH - 2, initial_indent="  ", subsequent_indent="  ")
    return [*lines, ""]


def _side(claim: Claim) -> str:
    quoted = " ".join(claim.quantity.text.split())
    n = len(claim.sightings)
    places = "stated once" if n == 1 else f"stated {n} times"
    day = f", as of {claim.as_of}" if claim.as_of else ""
    how = " (day inferred)" if claim.is_as_of_inferred and claim.as_of else ""
    return f'  {claim.claimant}: "{quoted}"{day}{how}, {places}'
