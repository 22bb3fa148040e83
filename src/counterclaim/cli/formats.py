"""The formats of ``extract``: a table for people; json, jsonl and csv for programs.

Invariant: standard output holds data only; nothing of a text controls the terminal, and no CSV
cell starts a formula in a spreadsheet.
"""

import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.styled import Styled
from rich.table import Table
from rich.text import Text

from counterclaim.cli.facts import claimant_text, detail_text, figure_parts, shown, victims_text
from counterclaim.export.cells import csv_line, encodable, formula_safe
from counterclaim.model.documents import Document
from counterclaim.model.flat import flat_columns, flat_record
from counterclaim.model.records import Json, to_record
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

Extracted = Iterable["Found"]

_WORDS_SHOWN = 130  # characters of a statement in the table: some four lines of its column
_SURE = 4  # columns of the confidence
_SHARES = (22, 17, 33)  # of the width that is left: who says, how many, of whom


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


class _PlainConsole(Console):
    """A console that leaves a closed pipe to the command, which ends quietly."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def make_console() -> Console:
    """Return a console on standard output: colours on a terminal only, words taken as they are."""
    return _PlainConsole(highlight=False, markup=False, emoji=False)


def heading(document: Document) -> Text:
    """Return the line above a document's claims: where it is from, and when it was published."""
    source = "standard input" if document.source in ("", "-") else shown(document.source)
    text = Text(source, style="bold")
    window = document.published
    if window is not None:
        days = f"{window.start}" if window.is_day else f"{window.start} to {window.end}"
        text.append(f", published {days}", style="not bold")
    told = " - ".join(shown(fact) for fact in (document.title, document.outlet) if fact)
    for line in (told, *(f"note: {shown(note)}" for note in document.notes)):
        if line:
            text.append(f"\n{line}", style="not bold")
    return text


def claims_table(sightings: list[Sighting]) -> Group:
    """Return the claims for a terminal, in 80 columns or more.

    A row each says how sure the reading is, who says it, how many, and of whom; a line under it
    says when and where.
    """
    rows: list[RenderableType] = [_row("conf", "who says", "how many", "of whom"), Rule(style="")]
    for sighting in sightings:
        known = sighting.confidence
        row = _row(
            "" if known is None else f"{known:.2f}",
            claimant_text(sighting),
            _figure(sighting),
            f"{sighting.outcome}: {victims_text(sighting)}",
        )
        detail = Padding(Text(detail_text(sighting), style="dim"), (0, 0, 0, _SURE + 1))
        rows.append(Styled(row, "dim" if sighting.optional else ""))
        rows.append(detail)
    return Group(*rows)


def _row(*cells: str | Text) -> Table:
    """Return one row; all rows have the same columns, since these hang on the width alone."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(no_wrap=True, width=_SURE)
    for share in _SHARES:
        grid.add_column(overflow="fold", ratio=share)
    grid.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))
    return grid


def statements_table(statements: list[Statement]) -> Table:
    """Return the statements as a table for a terminal: a line or two each, in 80 columns."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), leading=1)
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
    sys.stdout.write(csv_line(flat_columns()))
    for found in extracted:
        for sighting in found.sightings:
            sys.stdout.write(csv_line(map(cell, flat_record(sighting).values())))


def _figure(sighting: Sighting) -> Text:
    """Return the figure as worded, and its bounds unless the words are the number."""
    words, bounds = figure_parts(sighting.quantity)
    text = Text(words, style="" if sighting.optional else "bold")
    if bounds:
        text.append(f" {bounds}", style="not bold")
    return text


def _records(found: Found) -> Iterator[Sighting | Statement]:
    yield from found.sightings
    yield from found.statements or ()


def _json(record: Sighting | Statement, *, indent: int | None = None) -> str:
    text = json.dumps(to_record(record), ensure_ascii=False, indent=indent)
    return encodable(text)


def cell(value: Json) -> str:
    """Return a value as a CSV cell that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return formula_safe(encodable(value))
    return "" if value is None else str(value)


PRINTERS: dict[str, Callable[[Extracted], None]] = {
    "csv": print_csv,
    "json": print_json,
    "jsonl": print_jsonl,
    "table": print_table,
}
