"""Tables of texts: ``.jsonl`` and ``.csv`` with one document per row, read one row at a time.

Columns: ``id`` or ``doc``, ``text``, and if present ``published`` or ``date``, ``title``,
``outlet``, ``url``. Invariant: a bad row is a skip with its line and reason, never the end of the
file; a date that cannot be read makes the row undated.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from counterclaim.errors import InputError, RecordError
from counterclaim.model.digests import canonical_json, sha256_of
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.plain import CHUNK_BYTES, find_encoding, keep_offsets
from counterclaim.read.skips import Skip

READER = "row/1"  # raised when the same row begins to give another text
TABLE_ENDINGS = (".csv", ".jsonl")
_MAX_FIELD = 2**31 - 1  # characters of one CSV field; more than this overflows a C long on Windows
_DELIMITERS = (",", ";", "\t")

Row = tuple[str, Mapping[str, object] | Skip]


def iter_table(path: Path) -> Iterator[Document | Skip]:
    """Yield a document or a skip per row of a ``.jsonl`` or ``.csv`` file, in order.

    Raises :class:`InputError` if the file cannot be read or has no column of texts.
    """
    is_csv = path.suffix.lower() == ".csv"
    n_rows = 0
    for where, row in iter_csv(path) if is_csv else iter_jsonl(path):
        n_rows += 1
        yield row if isinstance(row, Skip) else _document(row, where)
    if not n_rows:
        raise InputError(f"{path}: it holds no rows")


def iter_jsonl(path: Path) -> Iterator[Row]:
    """Yield each row of a ``.jsonl`` file with its place, a skip for a line that is no object."""
    with _open(path, newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield where, Skip(source=where, reason=f"the line is no JSON ({error})")
                continue
            if isinstance(row, dict):
                yield where, row
            else:
                yield where, Skip(source=where, reason="the line is no JSON object")


def iter_csv(path: Path) -> Iterator[Row]:
    """Yield each row of a ``.csv`` file with its place; fields may be as long as they like."""
    csv.field_size_limit(_MAX_FIELD)
    with _open(path, newline="") as lines:
        header = lines.readline()
        delimiter = next((d for d in _DELIMITERS if "text" in _cells(header, d)), ",")
        names = _cells(header, delimiter)
        if not header.strip():
            raise InputError(f"{path}: it is empty")
        if "text" not in names:
            raise InputError(f"{path}: it has no column 'text', only {', '.join(names)}")
        rows = csv.reader(lines, delimiter=delimiter)
        while True:
            where = f"{path}:{rows.line_num + 2}"
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield where, Skip(source=where, reason=f"the row is no CSV ({error})")
                continue
            if row is None:
                return
            if row:
                yield where, dict(zip(names, row, strict=False))


def window_of(value: object) -> Window | None:
    """Return the window of a date as a row gives it; ``None`` where it cannot be read."""
    if value is None:
        return None
    try:
        return Window.parse(str(value))
    except RecordError:
        return None


def text_of(value: object) -> str | None:
    """Return a text or number of a row as text; ``None`` where nothing or something else is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return keep_offsets(value) if isinstance(value, str) and value.strip() else None


def _open(path: Path, *, newline: str) -> TextIO:
    try:
        with path.open("rb") as data:
            encoding = find_encoding(iter(lambda: data.read(CHUNK_BYTES), b""), str(path))
        return path.open(encoding=encoding, errors="replace", newline=newline)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _cells(header: str, delimiter: str) -> list[str]:
    cells = next(csv.reader([header], delimiter=delimiter), [])
    return [cell.strip().casefold() for cell in cells]


def _document(row: Mapping[str, object], where: str) -> Document | Skip:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return Skip(source=where, reason="the row has no text")
    return Document(
        text=keep_offsets(text),
        source=text_of(row.get("id")) or text_of(row.get("doc")) or where,
        published=window_of(row.get("published")) or window_of(row.get("date")),
        title=text_of(row.get("title")),
        outlet=text_of(row.get("outlet")),
        url=text_of(row.get("url")),
        captured_sha256=sha256_of(canonical_json(row)),
        reader=READER,
    )
