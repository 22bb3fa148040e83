"""``counterclaim demo``: the built-in example, its claims, and how they disagree.

Every line below the article is computed from the sightings; nothing is written beforehand.
"""

import argparse
import textwrap
from collections.abc import Sequence
from importlib import resources

from rich.console import Console

from counterclaim.cli.formats import claims_table
from counterclaim.extract.extractor import extract_sightings
from counterclaim.group.claims import group_claims
from counterclaim.group.events import link_events
from counterclaim.group.pairs import Pair, list_pairs
from counterclaim.group.verdicts import bounds_in_words
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.claims import Claim, Question
from counterclaim.model.documents import Document
from counterclaim.model.kept import keep_unledgered
from counterclaim.model.periods import Window

EXAMPLE_PUBLISHED = "2022-03-02"
_WIDTH = 80  # columns; the example is to be read on the narrowest usual terminal
_BASIS = {
    "period": "",
    "said": " (inferred: the day it was said)",
    "published": " (inferred: the day of publication)",
}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="show the claims and disputes of a built-in example",
        description="Prints a short article, every loss claim in it, and which of them cannot "
        "both be true. All of it is computed from the article at the time.",
    )
    parser.set_defaults(run=run)


def load_example(published: str | None = EXAMPLE_PUBLISHED) -> Document:
    """Return the built-in example, written for this project with publicly stated figures."""
    file = resources.files("counterclaim.cli") / "example.txt"
    return Document(
        text=file.read_text(encoding="utf-8"),
        source="example",
        published=Window.parse(published) if published is not None else None,
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the example, its claims and its disputes."""
    del arguments
    document = load_example()
    day = document.published.end if document.published is not None else None
    lexicon = load_lexicon()
    sightings = extract_sightings(document, lexicon)
    claims = link_events(group_claims(keep_unledgered(document, sightings), lexicon), lexicon)
    pairs = list_pairs(claims)
    console = Console(highlight=False, width=_WIDTH)
    _title(console, "The article", f"published {day}" if day is not None else "undated")
    for paragraph in document.text.splitlines():
        _say(console, paragraph.strip(), indent=2)
    _title(console, "What it claims", f"{_count(len(sightings), 'place')} in the text")
    console.print(claims_table(sightings))
    open_ones = [pair for pair in pairs if pair.judged.verdict == "contradict"]
    seeming = [pair for pair in pairs if pair.judged.verdict != "contradict"]
    _title(
        console,
        "What cannot all be true",
        f"{_count(len(claims), 'claim')}, {_count(len(open_ones), 'contradiction')}",
    )
    _print_all(console, open_ones)
    if seeming:
        _title(console, "What can be true together", _count(len(seeming), "pair"))
        _print_all(console, seeming)
    return 0


def describe(pair: Pair) -> list[str]:
    """Return a dispute in words: the question, who against whom, how far apart, and why."""
    lines = [question_in_words(pair), side_in_words(pair.a), "against"]
    lines.append(side_in_words(pair.b))
    if pair.judged.ratio is not None:
        lines.append(f"The higher figure is {pair.judged.ratio:.1f} times the lower.")
    is_open = pair.judged.verdict == "contradict"
    lead = "They cannot both be true" if is_open else "They can both be true"
    lines.append(f"{lead}: {pair.judged.reason}.")
    soft = [f'"{_quoted(x)}"' for x in (pair.a, pair.b) if x.quantity.is_soft]
    if soft and is_open:
        lines.append(f"What {' and '.join(soft)} may mean is a convention of the language.")
    return lines


def question_in_words(pair: Pair) -> str:
    """Return what both answer: "How many killed: RU, military, cumulative"."""
    one, other = pair.a.question, pair.b.question
    outcomes = sorted({q.outcome or "" for q in (one, other)})
    facts = [
        mine if mine == yours else None
        for mine, yours in zip(_facts(one), _facts(other), strict=True)
    ]
    return f"How many {' or '.join(outcomes)}: {', '.join(f for f in facts if f)}"


def _facts(question: Question) -> tuple[str | None, ...]:
    return (
        *(question.party, question.class_, question.group),
        *(question.place, question.frame),
    )


def side_in_words(claim: Claim) -> str:
    """Return one side of a dispute: who, how worded, which bounds, as of when, how often."""
    who = claim.claimant or "the text itself"
    if claim.party is not None:
        who += f" [{claim.party}]"
    verb = "denies" if claim.polarity == "denied" else "says"
    when = "" if claim.as_of is None else f", up to {claim.as_of}"
    basis = _BASIS[claim.as_of_from or "period"]
    if claim.question.frame == "incident":
        when, basis = "" if claim.start is None else f", on {claim.start}", ""
    n_times = _count(len(claim.sightings), "time")
    bounds = bounds_in_words(claim.quantity)
    return f'{who} {verb} "{_quoted(claim)}", that is {bounds}{when}{basis}; stated {n_times}'


def _print_all(console: Console, pairs: Sequence[Pair]) -> None:
    for number, pair in enumerate(pairs, start=1):
        question, *lines = describe(pair)
        _say(console, f"{number}. {question}", indent=0, style="bold")
        for line in lines:
            _say(console, line, indent=3)
        console.print()


def _say(console: Console, text: str, *, indent: int, style: str = "") -> None:
    margin = " " * indent
    filled = textwrap.fill(text, _WIDTH, initial_indent=margin, subsequent_indent=margin)
    console.print(filled, markup=False, style=style)


def _title(console: Console, title: str, note: str) -> None:
    console.print(f"\n[bold]{title}[/bold] ({note})\n")


def _quoted(claim: Claim) -> str:
    return " ".join(claim.quantity.text.split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
