"""Tables of texts: CSV, TSV, JSON Lines (also gzipped) and Parquet, a document per row.

Not here: columns (``columns.py``), lines (``table_lines.py``, ``parquet.py``), values
(``table_rows.py``). Invariant: a bad row is a skip with its line and reason, never the end of the
file; memory holds a few rows.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.read.columns import Columns, no_column
from counterclaim.read.parquet import iter_parquet
from counterclaim.read.skips import Skip
from counterclaim.read.table_lines import Row, iter_csv, iter_jsonl
from counterclaim.read.table_rows import document_of_row

TABLE_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
# A column that no row up to here has is a wrong name; rows of JSON leave out what they lack.
_PEEK_ROWS = 100
_PEEK_CHARS = 10_000_000


def is_table(path: Path) -> bool:
    """Say whether a path is that of a table, by its ending.

    >>> is_table(Path("crawl.jsonl.gz")), is_table(Path("crawl.warc.gz"))
    (True, False)
    """
    return _ending(path) in TABLE_ENDINGS


def iter_table(
    path: Path, *, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Skip]:
    """Yield a document or a skip per row, in order.

    Parameters
    ----------
    path
        The file; its ending tells the kind, with ``.gz`` after it if it is compressed.
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
    for where, row in _rows(path, wanted):
        is_empty = False
        yield row if isinstance(row, Skip) else document_of_row(row, where, wanted)
    if is_empty:
        raise InputError(f"{path}: it holds no rows")


def _ending(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"] and suffixes[-2:-1] != [".parquet"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _rows(path: Path, columns: Columns) -> Iterator[Row]:
    ending = _ending(path)
    if ending == ".parquet":
        return iter_parquet(path, columns=columns)
    if ending in {".csv", ".tsv"}:
        return iter_csv(path, columns=columns)
    rows = iter_jsonl(path)
    return _checked(path, rows, columns) if columns.given else rows


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
