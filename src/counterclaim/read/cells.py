"""Rows of a table with the place of every cell: ``.csv``, ``.json`` (a list) and ``.jsonl``.

Not here: what a cell means (``coded.py``). Invariant: ``text[cell.start:cell.end]`` is the cell as
the file writes it, without the quotation marks around it; a row that cannot be read is a skip with
its number, and the rows after it are read all the same.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from counterclaim.errors import EmptyInputError
from counterclaim.read.skips import Skip

ENDINGS = (".csv", ".json", ".jsonl")
_DELIMITERS = (",", ";", "\t")
_SPACE = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Cell:
    """The value of one cell, ``None`` where JSON says null, and its place."""

    value: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of data by its number (1 for the first), its place and its cells by column."""

    number: int
    start: int
    end: int
    cells: Mapping[str, Cell]


def iter_rows(text: str, name: str, wanted: Sequence[str]) -> Iterator[PlacedRow | Skip]:
    """Yield each row of a table, or a skip, in the order of the file.

    Parameters
    ----------
    text
        The decoded text of the file.
    name
        Its path: the ending tells the format, and skips name it.
    wanted
        The columns that a map asks for; they tell which sign parts the cells of a ``.csv``.
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".jsonl":
        return _iter_jsonl(text, name)
    if ending == ".json":
        return _iter_json(text, name)
    return _iter_csv(text, name, wanted)


def _iter_csv(text: str, name: str, wanted: Sequence[str]) -> Iterator[PlacedRow | Skip]:
    first = _LINE_END.search(text)
    line = text[: first.start()] if first else text
    delimiter = max(_DELIMITERS, key=lambda sign: _n_known(line, sign, wanted))
    number = 0
    header: list[str] | None = None
    for start, end, cells in _iter_csv_rows(text, delimiter):
        if cells is not None and len(cells) == 1 and not (cells[0].value or "").strip():
            continue
        if header is None:
            header = [(cell.value or "").strip() for cell in cells or ()]
            continue
        number += 1
        where = f"{name}, row {number}"
        if cells is None:
            yield Skip(source=where, reason="a quotation mark is opened and never closed")
        elif len(cells) != len(header):
            reason = f"it has {len(cells)} cells, and the header names {len(header)}"
            yield Skip(source=where, reason=reason)
        else:
            yield PlacedRow(number, start, end, dict(zip(header, cells, strict=True)))


def _n_known(line: str, sign: str, wanted: Sequence[str]) -> tuple[int, int]:
    rows = list(_iter_csv_rows(line, sign))
    cells = rows[0][2] or [] if rows else []
    names = {(cell.value or "").strip() for cell in cells}
    return len(names & set(wanted)), len(names)


def _iter_csv_rows(text: str, sign: str) -> Iterator[tuple[int, int, list[Cell] | None]]:
    """Yield start, end and cells of each line; no cells where a quotation mark is never closed."""
    plain = re.compile(rf"[^{re.escape(sign)}\r\n]*")
    quoted = re.compile(r'"((?:[^"]|"")*+)"')
    at = start = 0
    cells: list[Cell] = []
    while at < len(text) or cells:
        found = quoted.match(text, at)
        if found is None and text.startswith('"', at):
            line_end = _LINE_END.search(text, at)
            yield start, line_end.start() if line_end else len(text), None
            at = start = line_end.end() if line_end else len(text)
            cells = []
            continue
        if found is not None:
            cells.append(Cell(found[1].replace('""', '"'), *found.span(1)))
            rest = plain.match(text, found.end())
            at = rest.end() if rest else found.end()  # what follows the closing mark is no cell
        else:
            rest = plain.match(text, at)
            at = rest.end() if rest else at
            begin = rest.start() if rest else at
            cells.append(Cell(text[begin:at], begin, at))
        if text.startswith(sign, at):
            at += 1
            continue
        yield start, at, cells
        line_end = _LINE_END.match(text, at)
        at = start = line_end.end() if line_end else len(text)
        cells = []


def _iter_jsonl(text: str, name: str) -> Iterator[PlacedRow | Skip]:
    at = number = 0
    for line in text.split("\n"):
        if line.strip():
            number += 1
            where = f"{name}, row {number}"
            try:
                end, cells = _object_at(text, _skip_space(text, at))
                if text[end : at + len(line)].strip():
                    raise ValueError("more follows the object")
                yield PlacedRow(number, at + len(line) - len(line.lstrip()), end, cells)
            except (ValueError, RecursionError) as error:
                yield Skip(source=where, reason=_broken(error))
        at += len(line) + 1


def _iter_json(text: str, name: str) -> Iterator[PlacedRow | Skip]:
    at = _skip_space(text, 0)
    if not text.startswith("[", at):
        raise EmptyInputError(f"{name}: it is no list of objects", "a .json holds [{…}, {…}]")
    at = _skip_space(text, at + 1)
    number = 0
    while not text.startswith("]", at):
        number += 1
        try:
            end, cells = _object_at(text, at)
            yield PlacedRow(number, at, end, cells)
            at = _skip_space(text, end)
            if text.startswith(",", at):
                at = _skip_space(text, at + 1)
            elif not text.startswith("]", at):
                raise ValueError("the list breaks off")
        except (ValueError, RecursionError) as error:
            reason = f"{_broken(error)}; the file is not read beyond it"
            yield Skip(source=f"{name}, row {number}", reason=reason)
            return


def _object_at(text: str, at: int) -> tuple[int, dict[str, Cell]]:
    """Return where the flat object at a place ends, and its cells; ``ValueError`` if it is none."""
    if not text.startswith("{", at):
        raise ValueError("there is no object")
    cells: dict[str, Cell] = {}
    at = _skip_space(text, at + 1)
    if text.startswith("}", at):
        return at + 1, cells
    while True:
        if not text.startswith('"', at):
            raise ValueError("a name is missing")
        key, at = _DECODER.raw_decode(text, at)
        at = _skip_space(text, at)
        if not text.startswith(":", at):
            raise ValueError("a value is missing")
        at = _skip_space(text, at + 1)
        value, end = _DECODER.raw_decode(text, at)
        if key in cells:
            raise ValueError(f"{key!r} stands in it twice")
        if isinstance(value, str):
            cells[key] = Cell(value, at + 1, end - 1)
        else:
            cells[key] = Cell(None if value is None else text[at:end], at, end)
        at = _skip_space(text, end)
        if text.startswith("}", at):
            return at + 1, cells
        if not text.startswith(",", at):
            raise ValueError("the object breaks off")
        at = _skip_space(text, at + 1)


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _broken(error: Exception) -> str:
    why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return f"the row is no flat JSON object ({why})"
