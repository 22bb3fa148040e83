"""``--explain``: each claim's sentence with its spans marked, and the rules that made each field.

Invariant: the marks are brackets, so that they are there without colours too.
"""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli.facts import (
    bounds_in_signs,
    notes_text,
    period_text,
    place_text,
    shown,
    victims_text,
)
from counterclaim.cli.formats import Extracted, heading, make_console
from counterclaim.model.sightings import Sighting

_STYLES = {"quantity": "bold yellow", "claimant": "bold cyan", "victims": "bold green"}


def print_explained(extracted: Extracted) -> None:
    """Print every claim with its words and the rules behind each field."""
    console = make_console()
    n_claims = n_documents = 0
    for document, sightings, _ in extracted:
        n_documents += 1
        if not sightings:
            continue
        n_claims += len(sightings)
        console.print(heading(document))
        for sighting in sightings:
            console.print()
            print_sighting(console, sighting)
        console.print()
    if n_documents and not n_claims:
        console.print("no loss claims" if n_documents == 1 else "no loss claims in any document")


def print_sighting(console: Console, sighting: Sighting) -> None:
    """Print a claim's sentence with its words marked, and the rules behind each field."""
    console.print(Padding(_marked(sighting), (0, 0, 0, 2)))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_column(overflow="fold", style="dim", ratio=1)
    for name, value in _facts(sighting):
        rules = ", ".join(shown(rule) for rule in sighting.trace.get(name, ()))
        grid.add_row(Text(name, style=_STYLES.get(name, "")), Text(value), Text(rules))
    console.print(Padding(grid, (0, 0, 0, 4)))


def _facts(sighting: Sighting) -> list[tuple[str, str]]:
    """Return what is known of a sighting, and every field that a rule made, even to nothing."""
    claimant = sighting.claimant
    who = f"{shown(claimant.name)} [{_known(claimant.kind, claimant.party)}]" if claimant else ""
    facts = {
        "quantity": f"{sighting.quantity.kind} {bounds_in_signs(sighting.quantity)}",
        "outcome": sighting.outcome,
        "victims": victims_text(sighting),
        "claimant": who or "(the text itself)",
        "via": ", ".join(shown(relay.name) for relay in sighting.via),
        "stated_on": str(sighting.stated_on or ""),
        "period": period_text(sighting),
        "place": place_text(sighting),
        "polarity": sighting.polarity if sighting.polarity == "denied" else "",
        "hedge": shown(sighting.hedge or ""),
    }
    facts |= {name: "" for name in sighting.trace if name not in facts}
    facts["inferred"] = ", ".join(sighting.inferred)
    facts["confidence"] = "" if sighting.confidence is None else f"{sighting.confidence:.2f}"
    facts["note"] = notes_text(sighting)
    return [(name, value) for name, value in facts.items() if value or sighting.trace.get(name)]


def _known(*facts: str | None) -> str:
    return ", ".join(shown(fact) for fact in facts if fact)


def _marked(sighting: Sighting) -> Text:
    """Return the sentence with the words of figure, claimant and victims in brackets."""
    sentence = sighting.sentence
    spans = [(sighting.quantity.start, sighting.quantity.end, "quantity")]
    for name, part in (("claimant", sighting.claimant), ("victims", sighting.victims)):
        if part is not None and part.start is not None and part.end is not None:
            spans.append((part.start, part.end, name))
    text = Text()
    place = sentence.start
    for start, end, name in sorted(spans):
        if start < place or end > sentence.end:
            continue
        text.append(_words(sentence.text[place - sentence.start : start - sentence.start]))
        words = _words(sentence.text[start - sentence.start : end - sentence.start])
        text.append(f"[{words}]", style=_STYLES[name])
        place = end
    text.append(_words(sentence.text[place - sentence.start :]))
    return text


def _words(text: str) -> str:
    """Return a piece of a sentence on one line, the spaces at its ends kept."""
    words = shown(text)
    before = " " if text[:1].isspace() and words else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{words}{after}"
