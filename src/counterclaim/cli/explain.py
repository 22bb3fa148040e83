"""``--explain``: each claim in its sentence, spans marked, with the rules behind each field."""

from rich.console import Console
from rich.text import Text

from counterclaim.cli.formats import Extracted, bounds_text, period_text, victims_text
from counterclaim.model.sightings import Sighting

_STYLES = {"figure": "bold yellow", "claimant": "bold cyan", "victims": "bold green"}


def print_explained(extracted: Extracted) -> None:
    """Print every claim with its words and its trace."""
    console = Console(highlight=False)
    for document, sightings in extracted:
        console.print(Text(document.source or "text", style="bold"))
        for sighting in sightings:
            console.print(_marked(sighting))
            for name, value in _facts(sighting):
                rules = ", ".join(sighting.trace.get(name, ()))
                line = Text(f"  {name:<10} {value}")
                if rules:
                    line.append(f"   <- {rules}", style="dim")
                console.print(line)
            console.print()


def _facts(sighting: Sighting) -> list[tuple[str, str]]:
    claimant = sighting.claimant
    facts = [
        ("quantity", f"{sighting.quantity.kind} {bounds_text(sighting)}"),
        ("outcome", sighting.outcome + (" (denied)" if sighting.polarity == "denied" else "")),
        ("victims", victims_text(sighting)),
        ("claimant", f"{claimant.name} [{claimant.kind}]" if claimant else "the text itself"),
        ("period", period_text(sighting)),
        ("stated_on", sighting.stated_on.isoformat() if sighting.stated_on else ""),
        ("place", sighting.place.text if sighting.place else ""),
        ("hedge", sighting.hedge or ""),
        ("inferred", ", ".join(sighting.inferred)),
    ]
    return [(name, value) for name, value in facts if value]


def _marked(sighting: Sighting) -> Text:
    """Return the sentence with [figure], [claimant] and [victims] in brackets and colour."""
    sentence = sighting.sentence
    spans = [(sighting.quantity.start, sighting.quantity.end, "figure")]
    named = (("claimant", sighting.claimant), ("victims", sighting.victims))
    for name, part in named:
        if part is not None and part.start is not None and part.end is not None:
            spans.append((part.start, part.end, name))
    text = Text("  ")
    place = sentence.start
    for start, end, name in sorted(spans):
        if start < place or end > sentence.end:
            continue
        text.append(sentence.text[place - sentence.start : start - sentence.start])
        text.append(
            f"[{sentence.text[start - sentence.start : end - sentence.start]}]", style=_STYLES[name]
        )
        place = end
    text.append(sentence.text[place - sentence.start :])
    return text
