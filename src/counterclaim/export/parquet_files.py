"""``parquet``: one file per table with real types: days, instants, whole numbers, lists.

Needs the extra ``parquet``. Invariant: the same release gives the same bytes with the same version
of pyarrow, which writes its own into the file.
"""

from itertools import islice
from pathlib import Path
from types import ModuleType

from counterclaim.errors import ExportError
from counterclaim.export.cells import encodable
from counterclaim.export.columns import Column, Value
from counterclaim.export.release import Release
from counterclaim.export.resources import Resource, load_extra
from counterclaim.export.tables import Table, list_tables

_ROWS_AT_ONCE = 50_000  # rows per group: some 50 MB of sightings in memory
_BIGGEST = 2**63 - 1  # what 64 bits hold


def write_parquet(release: Release, folder: Path) -> list[Resource]:
    """Write every table of a release into a folder."""
    arrow = load_extra("pyarrow", extra="parquet")
    parquet = load_extra("pyarrow.parquet", extra="parquet")
    written = []
    for table in list_tables():
        path = folder / f"{table.name}.parquet"
        schema = _schema(arrow, table)
        rows = table.iter_values(release)
        with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            while batch := list(islice(rows, _ROWS_AT_ONCE)):
                columns = [
                    [_value(column, values[place]) for values in batch]
                    for place, column in enumerate(table.columns)
                ]
                writer.write_table(arrow.table(columns, schema=schema))
        media = "application/vnd.apache.parquet"
        written.append(Resource(path=path.name, media=media, title=table.title))
    return written


def _schema(arrow: ModuleType, table: Table) -> object:
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "datetime": arrow.timestamp("us", tz="UTC"),
        "array": arrow.list_(arrow.string()),
    }
    return arrow.schema(
        [
            arrow.field(
                column.name,
                types[column.type],
                nullable=column.is_nullable,
                metadata={"description": column.description, "unit": column.unit},
            )
            for column in table.columns
        ]
    )


def _value(column: Column, value: Value) -> object:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, tuple):
        return [encodable(one) for one in value]
    if isinstance(value, int) and value > _BIGGEST:
        raise ExportError(
            f"{value} in the column {column.name} is too large for Parquet",
            "csv and jsonl hold numbers of any size",
        )
    return value
