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
from counterclaim.group.answers import Answer, country_names, group_sightings
from counterclaim.group.disputes import Dispute, bounds_in_words, list_disputes
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
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
    answers = group_sightings(sightings, published=day, countries=country_names(lexicon))
    disputes = list_disputes(answers)
    console = Console(highlight=False, width=_WIDTH)
    _title(console, "The article", f"published {day}" if day is not None else "undated")
    for paragraph in document.text.splitlines():
        _say(console, paragraph.strip(), indent=2)
    _title(console, "What it claims", f"{_count(len(sightings), 'place')} in the text")
    console.print(claims_table(sightings))
    open_ones = [d for d in disputes if d.verdict == "contradict"]
    seeming = [d for d in disputes if d.verdict == "compatible"]
    _title(
        console,
        "What cannot all be true",
        f"{_count(len(answers), 'claim')}, {_count(len(open_ones), 'contradiction')}",
    )
    _print_all(console, open_ones)
    if seeming:
        _title(console, "What can be true together", _count(len(seeming), "pair"))
        _print_all(console, seeming)
    return 0


def describe(dispute: Dispute) -> list[str]:
    """Return a dispute in words: the question, who against whom, how far apart, and why."""
    lines = [question_in_words(dispute), side_in_words(dispute.a), "against"]
    lines.append(side_in_words(dispute.b))
    if dispute.ratio is not None:
        lines.append(f"The higher figure is {dispute.ratio:.1f} times the lower.")
    is_open = dispute.verdict == "contradict"
    lead = "They cannot both be true" if is_open else "They can both be true"
    lines.append(f"{lead}: {dispute.reason}.")
    soft = [f'"{_quoted(x)}"' for x in (dispute.a, dispute.b) if x.quantity.is_soft]
    if soft and is_open:
        lines.append(f"What {' and '.join(soft)} may mean is a convention of the language.")
    return lines


def question_in_words(dispute: Dispute) -> str:
    """Return what both answer: "How many killed: RU, military, cumulative"."""
    question = dispute.question
    outcomes = sorted({a.question.outcome or "" for a in (dispute.a, dispute.b)})
    facts = (question.party, question.class_, question.group, question.place, question.frame)
    return f"How many {' or '.join(outcomes)}: {', '.join(f for f in facts if f)}"


def side_in_words(answer: Answer) -> str:
    """Return one side of a dispute: who, how worded, which bounds, as of when, how often."""
    who = answer.claimant or "the text itself"
    if answer.party is not None:
        who += f" [{answer.party}]"
    verb = "denies" if answer.polarity == "denied" else "says"
    when = "" if answer.as_of is None else f", up to {answer.as_of}"
    basis = _BASIS[answer.as_of_from or "period"]
    if answer.question.frame == "incident":
        when, basis = "" if answer.start is None else f", on {answer.start}", ""
    n_times = _count(len(answer.sightings), "time")
    bounds = bounds_in_words(answer.quantity)
    return f'{who} {verb} "{_quoted(answer)}", that is {bounds}{when}{basis}; stated {n_times}'


def _print_all(console: Console, disputes: Sequence[Dispute]) -> None:
    for number, dispute in enumerate(disputes, start=1):
        question, *lines = describe(dispute)
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


def _quoted(answer: Answer) -> str:
    return " ".join(answer.quantity.text.split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
