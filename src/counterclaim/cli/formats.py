"""The formats of ``extract``: a table for people; json, jsonl and csv for programs.

Invariant: standard output holds data only; nothing of a text controls the terminal, and no CSV
cell starts a formula in a spreadsheet.
"""

import csv
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.model.documents import Document
from counterclaim.model.flat import flat_columns, flat_record
from counterclaim.model.records import to_record
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

Extracted = Iterable["Found"]

_WORDS_SHOWN = 130  # characters of a statement in the table: some four lines of its column
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Escape sequences and marks that turn the direction of a line would act on what stands around.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Found(NamedTuple):
    """What was found in a document; ``statements`` is ``None`` unless they were asked for."""

    document: Document
    sightings: list[Sighting]
    statements: list[Statement] | None = None


def print_table(extracted: Extracted) -> None:
    """Print a table per document that states a loss, and one of its statements if asked for."""
    console = make_console()
    n_claims = n_documents = 0
    for document, sightings, statements in extracted:
        n_documents += 1
        n_claims += len(sightings)
        if sightings or statements:
            console.print(heading(document))
        if sightings:
            console.print(claims_table(sightings))
        if statements:
            console.print(Text("Statements", style="bold"))
            console.print(statements_table(statements))
    if n_documents and not n_claims:
        console.print("no loss claims" if n_documents == 1 else "no loss claims in any document")


def make_console() -> Console:
    """Return a console on standard output: colours on a terminal only, words taken as they are."""
    return Console(highlight=False, markup=False, emoji=False)


def heading(document: Document) -> Text:
    """Return the line above a document's claims: where it is from, and when it was published."""
    source = "standard input" if document.source in ("", "-") else shown(document.source)
    text = Text(source, style="bold")
    window = document.published
    if window is not None:
        days = f"{window.start}" if window.is_day else f"{window.start} to {window.end}"
        text.append(f", published {days}", style="not bold")
    return text


def claims_table(sightings: list[Sighting]) -> Table:
    """Return the claims as a table for a terminal: who says what of whom, in 80 columns."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 1, 0))
    table.add_column("claimant", overflow="fold", min_width=14)
    table.add_column("figure", overflow="fold", min_width=9)
    table.add_column("bounds", no_wrap=True)
    table.add_column("outcome, victims", overflow="fold", min_width=16)
    table.add_column("period, said on", no_wrap=True, min_width=16)
    for sighting in sightings:
        lines = [line for line in period_lines(sighting) if line]
        if sighting.stated_on is not None:
            lines.append(f"said {sighting.stated_on}")
        table.add_row(
            Text(claimant_text(sighting)),
            _figure(sighting),
            Text(bounds_text(sighting)),
            Text(f"{sighting.outcome}: {victims_text(sighting)}"),
            Text("\n".join(lines)),
            style="dim" if sighting.optional else "",
        )
    return table


def statements_table(statements: list[Statement]) -> Table:
    """Return the statements as a table for a terminal: a line or two each, in 80 columns."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 1, 0))
    table.add_column("speaker", overflow="fold", min_width=14, max_width=22)
    table.add_column("stance", overflow="fold", max_width=9)
    table.add_column("words", overflow="fold", ratio=1)
    table.add_column("said on", no_wrap=True, min_width=10)
    for statement in statements:
        speaker = shown(statement.speaker.name)
        if statement.via:
            speaker += " via " + ", ".join(shown(relay.name) for relay in statement.via)
        table.add_row(
            Text(speaker),
            Text(statement.stance),
            Text(shortened(statement)),
            Text(str(statement.stated_on or "")),
        )
    return table


def shortened(statement: Statement) -> str:
    """Return what is said on one line, cut at a word after ``_WORDS_SHOWN`` characters."""
    words = textwrap.shorten(shown(statement.content.text), _WORDS_SHOWN, placeholder=" …")
    return f"“{words}”" if statement.quoted else words


def claimant_text(sighting: Sighting) -> str:
    """Return who answers for the figure, and through whom it came."""
    claimant = sighting.claimant
    who = shown(claimant.name) if claimant is not None else "(the text itself)"
    if sighting.via:
        who += " via " + ", ".join(shown(relay.name) for relay in sighting.via)
    return f"{who} denies" if sighting.polarity == "denied" else who


def bounds_text(sighting: Sighting) -> str:
    """Return the bounds in signs: "498", "≥ 2,001", "5,400-5,999", "?"."""
    low, high = sighting.quantity.low, sighting.quantity.high
    if low is not None and low == high:
        return f"{low:,}"
    if low is None and high is None:
        return "?"
    if high is None:
        return f"≥ {low:,}"
    return f"≤ {high:,}" if low is None else f"{low:,}-{high:,}"


def victims_text(sighting: Sighting) -> str:
    """Return the victims as worded, with side, class and group in brackets."""
    victims = sighting.victims
    facts = ", ".join(f for f in (victims.party, victims.class_, victims.group) if f)
    words = shown(victims.text)
    return " ".join(part for part in (words, f"[{shown(facts)}]" if facts else "") if part)


def period_lines(sighting: Sighting) -> list[str]:
    """Return frame and dates of the period, a line each."""
    period = sighting.period
    if period.start is not None and period.start == period.end:
        return [period.frame or "", period.start.isoformat()]
    return [
        period.frame or "",
        f"from {period.start}" if period.start else "",
        f"to {period.end}" if period.end else "",
    ]


def period_text(sighting: Sighting) -> str:
    """Return frame and dates of the period in one line."""
    return " ".join(line for line in period_lines(sighting) if line)


def notes_text(sighting: Sighting) -> str:
    """Return what marks a sighting: a caption, in passing, said again, a part of another."""
    marks = {
        "caption": sighting.caption,
        "in passing": sighting.optional and not sighting.caption,
        "again": sighting.repeats is not None,
        "a part": sighting.part_of is not None,
    }
    return ", ".join(name for name, is_so in marks.items() if is_so)


def shown(text: str) -> str:
    """Return words on one line, fit for a terminal: nothing in them acts on it."""
    return _ACTING.sub("\ufffd", " ".join(text.split()))


def print_jsonl(extracted: Extracted) -> None:
    """Print one record per line; statements follow the claims of their document."""
    for found in extracted:
        for record in _records(found):
            sys.stdout.write(_json(record) + "\n")


def print_json(extracted: Extracted) -> None:
    """Print a list of records, as they come."""
    is_first = True
    for found in extracted:
        for record in _records(found):
            sys.stdout.write("[\n" if is_first else ",\n")
            sys.stdout.write(_json(record, indent=2))
            is_first = False
    sys.stdout.write("[]\n" if is_first else "\n]\n")


def print_csv(extracted: Extracted) -> None:
    """Print a header and one flat row per claim; statements have no place in its columns."""
    writer = csv.DictWriter(sys.stdout, fieldnames=flat_columns(), lineterminator="\n")
    writer.writeheader()
    for found in extracted:
        for sighting in found.sightings:
            writer.writerow({key: _cell(value) for key, value in flat_record(sighting).items()})


def _figure(sighting: Sighting) -> Text:
    text = Text(shown(sighting.quantity.text), style="" if sighting.optional else "bold")
    notes = notes_text(sighting)
    if notes:
        text.append(f" ({notes})", style="not bold dim")
    return text


def _records(found: Found) -> Iterator[Sighting | Statement]:
    yield from found.sightings
    yield from found.statements or ()


def _json(record: Sighting | Statement, *, indent: int | None = None) -> str:
    text = json.dumps(to_record(record), ensure_ascii=False, indent=indent)
    return _SURROGATES.sub("\ufffd", text)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = _SURROGATES.sub("\ufffd", value)
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value


PRINTERS: dict[str, Callable[[Extracted], None]] = {
    "csv": print_csv,
    "json": print_json,
    "jsonl": print_jsonl,
    "table": print_table,
}
