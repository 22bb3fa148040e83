"""Rows of Parquet files, a few at a time; needs pyarrow, the extra ``parquet``.

Not here: what a value means (``table_rows.py``). pyarrow has no types, hence ``Any``. Invariant:
memory holds one batch of rows; every value is plain data, so that a row has a canonical form.
"""

import datetime as dt
import hashlib
import importlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from counterclaim.errors import InputError
from counterclaim.read.columns import Columns, no_column
from counterclaim.read.packed_file import MAX_UNPACKED_RATIO
from counterclaim.read.skips import Skip
from counterclaim.read.table_lines import MAX_ROW_CHARS, Row

BATCH_ROWS = 64
_FREE_BYTES = 1 << 28  # a group of rows may unpack to so much, however small it is in the file


def iter_parquet(path: Path, *, columns: Columns) -> Iterator[Row]:
    """Yield each row with its place (``table.parquet:1`` is the first row).

    Raises :class:`InputError` if the file cannot be read, or lacks a column, or pyarrow is not
    installed.
    """
    pyarrow = _load("pyarrow", path)
    try:
        file = _load("pyarrow.parquet", path).ParquetFile(path, pre_buffer=False)
    except (OSError, pyarrow.ArrowException, ValueError) as error:
        raise InputError(f"{path}: it is no Parquet file ({_line(error)})") from error
    with file:
        names = [str(name) for name in file.schema_arrow.names]
        missing = columns.missing(names)
        if missing is not None:
            raise no_column(path, missing, names)
        if not columns.has_text(names):
            raise no_column(path, "text", names)
        number = 0
        for group in range(file.metadata.num_row_groups):
            yield from _iter_group(pyarrow, file, group=group, path=path, number=number)
            number += file.metadata.row_group(group).num_rows


def _load(name: str, path: Path) -> ModuleType:
    """Return a module of pyarrow, which is an extra, and slow to import."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        hint = "pip install 'counterclaim[parquet]'"
        raise InputError(f"{path}: pyarrow is not installed, and Parquet needs it", hint) from error


def _iter_group(
    pyarrow: ModuleType,
    file: Any,
    *,
    group: int,
    path: Path,
    number: int,
) -> Iterator[Row]:
    where = f"{path}:{number + 1}"
    facts = file.metadata.row_group(group)
    sizes = [facts.column(index) for index in range(facts.num_columns)]
    packed = sum(size.total_compressed_size for size in sizes)
    unpacked = sum(size.total_uncompressed_size for size in sizes)
    if unpacked > max(_FREE_BYTES, MAX_UNPACKED_RATIO * packed):
        reason = "a group of rows unpacks to far more than the file holds"
        yield where, Skip(source=where, reason=reason, detail=f"{unpacked:,} bytes")
        return
    try:
        for batch in file.iter_batches(batch_size=BATCH_ROWS, row_groups=[group]):
            for row in _rows_of(pyarrow, batch):
                number += 1
                where = f"{path}:{number}"
                yield where, _checked(row, where)
    except (OSError, pyarrow.ArrowException, ValueError) as error:
        where = f"{path}:{number + 1}"
        reason = "a group of rows is damaged, and is not read beyond"
        yield where, Skip(source=where, reason=reason, detail=_line(error))


def _rows_of(pyarrow: ModuleType, batch: Any) -> Iterator[Mapping[str, object] | str]:
    """Yield rows as plain data; for one that has no such form, why."""
    for index in range(batch.num_rows):
        row: dict[str, object] = {}
        try:
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                row.setdefault(str(name), _plain(_value(pyarrow, column[index])))
        except (pyarrow.ArrowException, ValueError, OverflowError) as error:
            yield _line(error)
        else:
            yield row


def _value(pyarrow: ModuleType, scalar: Any) -> object:
    """Return the value of a cell; instants finer than Python's are cut to thousandths."""
    kind = scalar.type
    if pyarrow.types.is_timestamp(kind) and kind.unit == "ns" and scalar.is_valid:
        scalar = scalar.cast(pyarrow.timestamp("ms", kind.tz), safe=False)
    value: object = scalar.as_py()
    return value


def _plain(value: object) -> object:
    """Return a value as JSON can hold it."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    if isinstance(value, Decimal | dt.timedelta):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _checked(row: Mapping[str, object] | str, where: str) -> Mapping[str, object] | Skip:
    if isinstance(row, str):
        return Skip(source=where, reason="the row cannot be read", detail=row)
    if sum(len(value) for value in row.values() if isinstance(value, str)) > MAX_ROW_CHARS:
        detail = f"over {MAX_ROW_CHARS:,} characters"
        return Skip(source=where, reason="the row is too long", detail=detail)
    return row


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
