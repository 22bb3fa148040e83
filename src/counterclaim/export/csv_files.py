"""``csv``: one file per table, in UTF-8, with ISO days and empty cells for what is missing.

Invariants: no cell starts a formula in a spreadsheet; lists are JSON arrays, so that no mark inside
an entry can split it.
"""

from collections.abc import Iterable
from pathlib import Path

from counterclaim.export.cells import csv_line
from counterclaim.export.release import Release
from counterclaim.export.resources import Resource
from counterclaim.export.tables import Table, cell_text, list_tables


def write_csv(release: Release, folder: Path) -> list[Resource]:
    """Write every table of a release into a folder."""
    return [write_table(table, release, folder) for table in list_tables()]


def write_table(table: Table, release: Release, folder: Path) -> Resource:
    """Write one table as NAME.csv, with its row of HXL tags if it has them."""
    has_tags = any(column.tag for column in table.columns)
    head = [[column.name for column in table.columns]]
    if has_tags:
        head.append([column.tag for column in table.columns])
    cells = ([cell_text(value) for value in values] for values in table.iter_values(release))
    path = folder / f"{table.name}.csv"
    write_rows(path, head, cells)
    return Resource(
        path=path.name, media="text/csv", title=table.title, table=table, has_tags=has_tags
    )


def write_rows(path: Path, head: Iterable[list[str]], cells: Iterable[list[str]]) -> None:
    """Write rows of cells, each line ended by a line feed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_line(row) for row in head)
        file.writelines(csv_line(row) for row in cells)
