"""``xlsx``: one workbook with a sheet per table, a data dictionary, and a page about the release.

Needs the extra ``xlsx``. Invariants: every text is stored as text and never as a formula; the same
release gives the same bytes, since no time of writing enters the file.
"""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from counterclaim.errors import ExportError
from counterclaim.export.cells import formula_safe, printable
from counterclaim.export.columns import Value
from counterclaim.export.dictionary import DICTIONARY_COLUMNS, iter_dictionary
from counterclaim.export.release import Release, instant_text
from counterclaim.export.resources import Resource, load_extra
from counterclaim.export.tables import Table, list_tables

MAX_CELL = 32_767  # UTF-16 units that a cell of Excel holds
_MAX_ROWS = 1_048_576  # rows of a sheet, the header among them
_MAX_EXACT = 10**15  # Excel keeps 15 digits of a number
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, Excel counts a day that never was
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_LINE_ENDS = re.compile("\r\n?")  # XML has the line feed only


def write_xlsx(release: Release, folder: Path) -> list[Resource]:
    """Write the workbook of a release into a folder."""
    book = load_extra("openpyxl", extra="xlsx").Workbook(write_only=True)
    cells = load_extra("openpyxl.cell", extra="xlsx")
    cut: list[str] = []
    tables = list_tables()
    about = book.create_sheet("about")
    for table in tables:
        _fill(book.create_sheet(table.name), table, release, (cells, cut))
    sheet = book.create_sheet("dictionary")
    sheet.append(list(DICTIONARY_COLUMNS))
    for row in iter_dictionary(tables):
        sheet.append([_cell(cells, sheet, value) for value in row])
    for name, value in _about(release, cut):
        about.append([_cell(cells, about, name), _cell(cells, about, value)])
    made_at = release.made_at.replace(tzinfo=None)
    book.properties.created, book.properties.modified = made_at, made_at
    book.properties.creator = f"counterclaim {release.tool}"
    buffer = io.BytesIO()
    book.save(buffer)
    path = folder / "counterclaim.xlsx"
    path.write_bytes(_settled(buffer, instant_text(release.made_at)))
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return [Resource(path=path.name, media=media, title="Every table as a sheet")]


def shortened(text: str) -> str:
    """Return what a cell can hold of a text, ended by "…" where it was cut.

    >>> len(shortened("a" * 40_000)), shortened("498")
    (32767, '498')
    """
    if len(text) * 2 <= MAX_CELL or len(text.encode("utf-16-le")) <= 2 * MAX_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (MAX_CELL - 1)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def _fill(sheet: Any, table: Table, release: Release, tools: tuple[ModuleType, list[str]]) -> None:
    cells, cut = tools
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in table.columns])
    for number, values in enumerate(table.iter_values(release), start=2):
        if number > _MAX_ROWS:
            raise ExportError(
                f"{table.name} has more rows than a sheet of Excel holds",
                "use --format csv or parquet",
            )
        sheet.append([_cell(cells, sheet, value) for value in values])
        for column, value in zip(table.columns, values, strict=True):
            if isinstance(value, str) and shortened(value) != value:
                cut.append(f"{table.name}.{column.name} of {values[0]}: {len(value)} characters")


def _about(release: Release, cut: list[str]) -> Iterator[tuple[str, str]]:
    yield "made_at", instant_text(release.made_at)
    yield "as_of", instant_text(release.as_of)
    yield "tool", f"counterclaim {release.tool}"
    yield "ledger_head", release.head
    for place in cut:
        yield "cut to 32,767 characters", place


def _cell(cells: ModuleType, sheet: object, value: Value) -> object:
    """Return what is put into a cell: numbers and days as such, every text marked as text."""
    if isinstance(value, tuple):
        value = json.dumps(list(value), ensure_ascii=False)
    elif isinstance(value, dt.datetime):
        value = instant_text(value)
    elif isinstance(value, dt.date) and value < _FIRST_DAY:
        value = value.isoformat()
    elif isinstance(value, int) and value >= _MAX_EXACT:
        value = str(value)
    if not isinstance(value, str):
        return value
    text = shortened(_LINE_ENDS.sub("\n", printable(value)))
    is_marked = formula_safe(value) != value
    if not is_marked and not text.startswith("#"):
        return text
    cell = cells.WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"  # else openpyxl makes a formula of "=1+1" and an error of "#REF!"
    cell.quotePrefix = is_marked  # stays a text when somebody edits it
    return cell


def _settled(buffer: io.BytesIO, made_at: str) -> bytes:
    """Return the workbook with the time of the release where openpyxl and zip put today's."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + made_at.encode() + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return settled.getvalue()
