"""Tables of texts: ``.jsonl`` and ``.csv`` with one document per row, read one row at a time.

Columns: ``id`` or ``doc``, ``text``, and if present ``published`` or ``date``, ``title``,
``outlet``, ``url``. Invariant: a bad row is a skip with its number and reason, never the end of the
file; a date that cannot be read makes the row undated.
"""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from counterclaim.errors import InputError, RecordError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.plain import decode
from counterclaim.read.skips import Skip

TABLE_ENDINGS = (".csv", ".jsonl")
_MAX_FIELD = min(sys.maxsize, 2**31 - 1)  # characters of one CSV field


def iter_table(path: Path) -> Iterator[Document | Skip]:
    """Yield a document or a skip per row of a ``.jsonl`` or ``.csv`` file, in order."""
    try:
        if path.suffix.lower() == ".csv":
            yield from _iter_csv(path)
        else:
            yield from _iter_jsonl(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error


def _iter_jsonl(path: Path) -> Iterator[Document | Skip]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                row = json.loads(line.decode("utf-8-sig", "replace"))
            except (ValueError, RecursionError) as error:
                yield Skip(source=where, reason=f"no JSON: {error}")
                continue
            if isinstance(row, dict):
                yield _document(row, where)
            else:
                yield Skip(source=where, reason="the row is no JSON object")


def _iter_csv(path: Path) -> Iterator[Document | Skip]:
    csv.field_size_limit(_MAX_FIELD)
    rows = csv.DictReader(io.StringIO(decode(path.read_bytes(), str(path)), newline=""))
    if "text" not in (rows.fieldnames or ()):
        raise InputError(f"{path} has no column 'text'", "its columns: " + _columns(rows))
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Skip(source=f"{path}:{rows.line_num}", reason=f"no CSV: {error}")
            continue
        if row is None:
            return
        yield _document(row, f"{path}:{rows.line_num}")


def _columns(rows: "csv.DictReader[str]") -> str:
    return ", ".join(rows.fieldnames or ()) or "none"


def _document(row: Mapping[str, object], where: str) -> Document | Skip:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return Skip(source=where, reason="the row has no text")
    name = row.get("id") or row.get("doc") or where
    return Document(
        text=text.replace("\x00", "\ufffd"),
        source=str(name),
        published=window_of(row.get("published") or row.get("date")),
        title=_text(row.get("title")),
        outlet=_text(row.get("outlet")),
        url=_text(row.get("url")),
    )


def window_of(value: object) -> Window | None:
    """Return the window of a date as a row gives it; ``None`` where it cannot be read."""
    if value is None:
        return None
    try:
        return Window.parse(str(value))
    except RecordError:
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
