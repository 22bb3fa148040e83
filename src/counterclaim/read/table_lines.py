"""Rows of ``.csv``, ``.tsv`` and ``.jsonl`` files, also compressed with gzip, one at a time.

Not here: which column means what (``columns.py``). Invariant: memory holds one row of at most
:data:`MAX_ROW_CHARS`; a row that cannot be read is a skip with its line, and the next one is read.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from counterclaim.errors import InputError
from counterclaim.read.columns import Columns, no_column
from counterclaim.read.packed_file import BrokenFileError, open_unpacked
from counterclaim.read.plain import CHUNK_BYTES, find_encoding
from counterclaim.read.skips import Skip

MAX_ROW_CHARS = 20_000_000  # the longest books are a fifth of it
_SAMPLE_CHUNKS = 64  # the encoding is told from so much: a table is too large to be read twice
_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # Excel writes and obeys it

Row = tuple[str, Mapping[str, object] | Skip]


class _LongRowError(Exception):
    """A row is longer than is read."""


@dataclass(slots=True)
class _Lines:
    """Lines of a file with their number, each row bounded."""

    stream: TextIO
    number: int = 0
    n_chars: int = 0  # of the row, which may have several lines
    is_done: bool = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.stream.readline(MAX_ROW_CHARS + 1)
        if not line:
            self.is_done = True
            raise StopIteration
        self.number += 1
        self.n_chars += len(line)
        if self.n_chars > MAX_ROW_CHARS:
            while line and not line.endswith(("\n", "\r")):
                line = self.stream.readline(CHUNK_BYTES)
            raise _LongRowError
        return line


def iter_jsonl(path: Path) -> Iterator[Row]:
    """Yield each row of a ``.jsonl`` file with its place, a skip for a line that is no object."""
    with _open(path, newline="\n") as stream:
        lines = _Lines(stream)
        while True:
            where = f"{path}:{lines.number + 1}"
            lines.n_chars = 0
            try:
                line = next(lines, None)
                if line is None:
                    return
                if not line.strip():
                    continue
                row = json.loads(line)
            except _LongRowError:
                yield where, _too_long(where)
            except BrokenFileError as error:
                yield where, _broken(where, error)
                return
            except (ValueError, RecursionError) as error:
                detail = _short(error)
                yield where, Skip(source=where, reason="the line is no JSON", detail=detail)
            else:
                if isinstance(row, dict):
                    yield where, row
                else:
                    yield where, Skip(source=where, reason="the line is no JSON object")


def iter_csv(path: Path, *, columns: Columns | None = None) -> Iterator[Row]:
    """Yield each row of a ``.csv`` or ``.tsv`` file with its place; a row may have many lines.

    Raises :class:`InputError` if it has no column of texts, or none of a name in ``columns``.
    """
    columns = columns or Columns()
    csv.field_size_limit(MAX_ROW_CHARS)
    with _open(path, newline="") as stream:
        lines = _Lines(stream)
        delimiter, names = _header(path, lines, columns)
        rows = csv.reader(lines, delimiter=delimiter)
        while True:
            where = f"{path}:{lines.number + 1}"
            lines.n_chars = 0
            try:
                cells = next(rows, None)
            except _LongRowError:
                yield where, _too_long(where)
                continue
            except BrokenFileError as error:
                yield where, _broken(where, error)
                return
            except csv.Error as error:
                yield where, Skip(source=where, reason="the row is no CSV", detail=str(error))
                continue
            if cells is None:
                return
            if cells:
                yield where, _row(cells, names, where, is_open=lines.is_done)


def _row(
    cells: list[str], names: list[str], where: str, *, is_open: bool
) -> Mapping[str, object] | Skip:
    if is_open:  # the file ended inside a cell, which may have swallowed other rows
        return Skip(source=where, reason="a quotation mark is opened and never closed")
    if any(cell.strip() for cell in cells[len(names) :]):
        detail = f"{len(cells)} cells, {len(names)} columns"
        return Skip(source=where, reason="the row has more cells than columns", detail=detail)
    # Of two columns with one name the first holds.
    return dict(reversed([*zip(names, cells, strict=False)]))


def _header(path: Path, lines: _Lines, columns: Columns) -> tuple[str, list[str]]:
    try:
        line = next(lines, "")
        marked = _SEPARATOR_LINE.fullmatch(line)
        if marked:
            line = next(lines, "")
    except _LongRowError as error:
        raise InputError(
            f"{path}: its first line is no head of a table, but far too long"
        ) from error
    except BrokenFileError as error:
        raise InputError(f"{path}: {error.reason}") from error
    if not line.strip():
        raise InputError(f"{path}: it is empty")
    signs = (marked[1],) if marked else _DELIMITERS
    delimiter = max(signs, key=lambda sign: columns.n_known(_cells(line, sign)))
    names = _cells(line, delimiter)
    missing = columns.missing(names)
    if missing is not None:
        raise no_column(path, missing, names)
    if not columns.has_text(names):
        raise no_column(path, "text", names)
    return delimiter, names


def _open(path: Path, *, newline: str) -> TextIO:
    try:
        with open_unpacked(path) as data:
            encoding = find_encoding(islice(_chunks(data), _SAMPLE_CHUNKS), str(path))
        data = open_unpacked(path)
        return io.TextIOWrapper(data, encoding=encoding, errors="replace", newline=newline)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def _chunks(data: BinaryIO) -> Iterator[bytes]:
    """Yield what can be read of a file; where it breaks off is told when its rows are read."""
    with suppress(BrokenFileError):
        while chunk := data.read(CHUNK_BYTES):
            yield chunk


def _cells(header: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip().casefold() for cell in cells]


def _too_long(where: str) -> Skip:
    reason = "the row is too long"
    return Skip(source=where, reason=reason, detail=f"over {MAX_ROW_CHARS:,} characters")


def _broken(where: str, error: BrokenFileError) -> Skip:
    return Skip(source=where, reason=error.reason, detail=error.detail)


def _short(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
