"""Lists of records for programs: json, jsonl and csv; what the commands on a ledger share.

Invariant: standard output holds data only, one record after the other, and no CSV cell starts a
formula in a spreadsheet.
"""

import json
import sys
from collections.abc import Iterable, Sequence

from counterclaim.cli.formats import cell
from counterclaim.export.cells import csv_line, encodable
from counterclaim.model.records import Json

FORMATS = ("table", "json", "jsonl", "csv")

Record = dict[str, Json]


def print_records(
    records: Iterable[Record], style: str, *, columns: Sequence[str] = (), flat: bool = True
) -> None:
    """Print records as ``json``, ``jsonl`` or ``csv``; csv needs flat ones and their columns."""
    if style == "csv" and flat:
        sys.stdout.write(csv_line(columns))
        for record in records:
            sys.stdout.write(csv_line(cell(record.get(key)) for key in columns))
        return
    if style == "jsonl":
        for record in records:
            sys.stdout.write(to_json(record) + "\n")
        return
    sys.stdout.write(to_json(list(records), indent=2) + "\n")


def print_record(record: Record, style: str, *, columns: Sequence[str] = ()) -> None:
    """Print one record as ``json``, ``jsonl`` or ``csv``: the object itself, in no list."""
    if style == "json":
        sys.stdout.write(to_json(record, indent=2) + "\n")
    else:
        print_records([record], style, columns=columns)


def to_json(value: Json, *, indent: int | None = None) -> str:
    """Return JSON text that any encoding of Unicode can hold."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=indent))
