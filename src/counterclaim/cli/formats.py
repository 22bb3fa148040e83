"""The formats of ``extract``: a table for people; json, jsonl and csv for programs.

Invariant: standard output holds data only; CSV cells never start a formula in a spreadsheet.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from counterclaim.model.documents import Document
from counterclaim.model.flat import flat_record
from counterclaim.model.records import to_record
from counterclaim.model.sightings import Sighting

Extracted = Iterable[tuple[Document, list[Sighting]]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def print_table(extracted: Extracted) -> None:
    """Print a table per document."""
    console = Console(highlight=False, soft_wrap=False)
    n_claims = n_documents = 0
    for document, sightings in extracted:
        n_documents += 1
        n_claims += len(sightings)
        if not sightings:
            continue
        title = document.source if document.source not in ("", "-") else "standard input"
        dated = f", published {_window(document)}" if document.published else ""
        console.print(f"[bold]{escape(title)}[/bold]{dated}")
        console.print(claims_table(sightings))
    if not n_claims:
        console.print("no loss claims" if n_documents == 1 else "no loss claims in any document")


def claims_table(sightings: list[Sighting]) -> Table:
    """Return the claims as a table for a terminal: who says what of whom, in 80 columns."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=False, padding=(0, 1, 1, 0))
    table.add_column("claimant", overflow="fold", min_width=14)
    table.add_column("figure as worded", overflow="fold", min_width=10)
    table.add_column("bounds", no_wrap=True)
    table.add_column("outcome, victims", overflow="fold", min_width=16)
    table.add_column("period, said on", no_wrap=True)
    for sighting in sightings:
        note = " (caption)" if sighting.caption else " (in passing)" if sighting.optional else ""
        lines = [line for line in period_lines(sighting) if line]
        if sighting.stated_on is not None:
            lines.append(f"said {sighting.stated_on}")
        table.add_row(
            escape(_claimant_text(sighting)),
            escape(" ".join(sighting.quantity.text.split()) + note),
            bounds_text(sighting),
            escape(f"{sighting.outcome}: {victims_text(sighting)}"),
            "\n".join(lines),
            style="dim" if sighting.optional else "",
        )
    return table


def _claimant_text(sighting: Sighting) -> str:
    claimant = sighting.claimant
    who = claimant.name if claimant is not None else "(the text itself)"
    if sighting.via:
        who += " via " + ", ".join(relay.name for relay in sighting.via)
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
    return f"{low or 0:,}-{high:,}"


def victims_text(sighting: Sighting) -> str:
    """Return the victims as worded, with side and class in brackets."""
    victims = sighting.victims
    facts = [f for f in (victims.party, victims.class_, victims.group) if f]
    words = " ".join(victims.text.split())
    return f"{words} [{', '.join(facts)}]" if facts else words


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


def print_jsonl(extracted: Extracted) -> None:
    """Print one record per line."""
    for _, sightings in extracted:
        for sighting in sightings:
            _write(json.dumps(to_record(sighting), ensure_ascii=False) + "\n")


def print_json(extracted: Extracted) -> None:
    """Print a list of records."""
    records = [to_record(s) for _, sightings in extracted for s in sightings]
    _write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")


def print_csv(extracted: Extracted) -> None:
    """Print flat rows with a header."""
    writer: csv.DictWriter[str] | None = None
    for _, sightings in extracted:
        for sighting in sightings:
            row = {key: _safe_cell(value) for key, value in flat_record(sighting).items()}
            if writer is None:
                writer = csv.DictWriter(sys.stdout, fieldnames=list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)


def _safe_cell(value: object) -> object:
    if isinstance(value, str):
        value = _printable(value)
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value


def _write(text: str) -> None:
    sys.stdout.write(_printable(text))


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _window(document: Document) -> str:
    window = document.published
    if window is None:
        return ""
    return window.start.isoformat() if window.is_day else f"{window.start} to {window.end}"


PRINTERS: dict[str, Callable[[Extracted], None]] = {
    "csv": print_csv,
    "json": print_json,
    "jsonl": print_jsonl,
    "table": print_table,
}
