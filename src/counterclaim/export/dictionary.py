"""The data dictionary: what every column of every table means, as rows and as a page.

Generated from the tables, so that it cannot say anything else; ``docs/data-dictionary.md`` is this
page and a test keeps it so.
"""

from collections.abc import Iterable, Iterator

from counterclaim.export.columns import Column
from counterclaim.export.tables import Table

DICTIONARY_COLUMNS = (
    "table",
    "column",
    "type",
    "unit",
    "may_be_missing",
    "values",
    "points_at",
    "tag",
    "description",
)

COMMAND = "python -m counterclaim.export"

_HEAD = (
    "# Data dictionary\n"
    "Every column of every table that `counterclaim export` writes. "
    f"This page is generated from the model (`{COMMAND}` prints it), and a test keeps it so; "
    "the same rows lie beside each export of tables as `data-dictionary.csv`. "
    "What each format can and cannot hold is in [exports.md](exports.md).\n\n"
    "An array is a list of texts: a JSON array in CSV and XLSX, a list in Parquet.\n"
)


def iter_dictionary(tables: Iterable[Table]) -> Iterator[tuple[str, ...]]:
    """Yield a row per column, in the order of :data:`DICTIONARY_COLUMNS`."""
    for table in tables:
        links = {link.column: f"{link.table}.{link.to}" for link in table.links}
        for column in table.columns:
            yield (
                table.name,
                column.name,
                column.type,
                column.unit,
                "true" if column.is_nullable else "false",
                "; ".join(column.values),
                links.get(column.name, ""),
                column.tag,
                column.description,
            )


def dictionary_page(tables: Iterable[Table]) -> str:
    """Return the data dictionary as a page of Markdown."""
    parts = [_HEAD]
    for table in tables:
        links = {link.column: f"{link.table}.{link.to}" for link in table.links}
        parts.append(f"\n## {table.name}\n{table.title}. Key: `{', '.join(table.key)}`.\n\n")
        parts.append("| column | type | unit | missing? | meaning |\n|---|---|---|---|---|\n")
        parts += [_line(column, links.get(column.name, "")) for column in table.columns]
    return "".join(parts)


def _line(column: Column, target: str) -> str:
    meaning = column.description
    if column.values:
        meaning += ": " + " · ".join(f"`{value}`" for value in column.values)
    if target and target not in meaning:
        meaning += f" (`{target}`)"
    if column.tag:
        meaning += f" — `{column.tag}`"
    missing = "yes" if column.is_nullable else "no"
    return f"| `{column.name}` | {column.type} | {column.unit} | {missing} | {meaning} |\n"
