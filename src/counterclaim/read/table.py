"""Tables of texts: CSV, TSV, JSON Lines (also gzipped) and Parquet, a document per row.

Not here: columns (``columns.py``), lines (``table_lines.py``, ``parquet.py``), values
(``table_rows.py``). Invariant: a bad row is a skip with its line and reason, never the end of the
file; memory holds a few rows.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.read.columns import Columns, no_column
from counterclaim.read.parquet import iter_parquet
from counterclaim.read.skips import Skip
from counterclaim.read.sniff import HEAD_BYTES, TABLES, Kind, kind_of_name, sniff
from counterclaim.read.table_lines import Row, iter_csv, iter_jsonl
from counterclaim.read.table_rows import document_of_row

NO_ROW = "nothing was read at this place"
# A column that no row up to here has is a wrong name; rows of JSON leave out what they lack.
_PEEK_ROWS = 100
_PEEK_CHARS = 10_000_000


def iter_table(
    path: Path, *, kind: Kind | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Skip]:
    """Yield a document or a skip per row, in order.

    Parameters
    ----------
    path
        The file, which may be packed with gzip.
    kind
        ``csv`` (for ``.tsv`` too), ``jsonl`` or ``parquet``. If it is not given, the beginning of
        the file tells that it is Parquet, else the ending of its name what it is, else it is read
        as JSON lines.
    columns
        The table's name for ours, as :func:`~counterclaim.read.columns.parse_columns` returns;
        what it leaves out is found under the names of :data:`~counterclaim.read.columns.KNOWN`.

    Raises
    ------
    InputError
        If the file cannot be read, holds no rows, or lacks a column that is named or one of texts.
    """
    wanted = Columns(given=columns or {})
    is_empty = True
    for where, row in _rows(path, kind, wanted):
        is_empty = False
        yield row if isinstance(row, Skip) else document_of_row(row, where, wanted)
    if is_empty:
        raise InputError(f"{path}: it holds no rows")


def read_row(
    path: Path,
    line: int,
    *,
    kind: Kind | None = None,
    columns: Mapping[str, str] | None = None,
) -> Document | Skip:
    """Return the document or skip of the row that begins in a line (of Parquet, the row's number).

    It is found by its place also where it has a name of its own, which is its ``source`` then. The
    rest is as in :func:`iter_table`.
    """
    wanted = Columns(given=columns or {})
    place = f"{path}:{line}"
    for where, row in _rows(path, kind, wanted):
        if where == place:
            return row if isinstance(row, Skip) else document_of_row(row, where, wanted)
    return Skip(source=place, reason=NO_ROW)


def _rows(path: Path, kind: Kind | None, columns: Columns) -> Iterator[Row]:
    kind = kind or _kind_of(path)
    if kind == "parquet":
        return iter_parquet(path, columns=columns)
    if kind == "csv":
        return iter_csv(path, columns=columns)
    rows = iter_jsonl(path)
    return _checked(path, rows, columns) if columns.given else rows


def _kind_of(path: Path) -> Kind:
    named = kind_of_name(path.name)
    with suppress(OSError), path.open("rb") as file:  # its reader says why it cannot be opened
        shown = sniff(file.read(HEAD_BYTES))
        named = shown if shown in TABLES else named
    return named if named in TABLES else "jsonl"


def _checked(path: Path, rows: Iterator[Row], columns: Columns) -> Iterator[Row]:
    """Yield rows once each column that is asked for was seen; :class:`InputError` if one is not."""
    names: dict[str, None] = {}
    waiting: list[Row] = []
    n_chars = 0
    for where, row in rows:
        waiting.append((where, row))
        if not isinstance(row, Skip):
            names.update(dict.fromkeys(row))
            n_chars += sum(len(value) for value in row.values() if isinstance(value, str))
        is_peeked = len(waiting) >= _PEEK_ROWS or n_chars > _PEEK_CHARS
        if is_peeked or columns.missing(names) is None:
            break
    missing = columns.missing(names)
    if names and missing is not None:
        raise no_column(path, missing, list(names))
    yield from waiting
    yield from rows
