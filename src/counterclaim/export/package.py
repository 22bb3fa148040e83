"""What lies beside every export: ``datapackage.json``, ``SHA256SUMS`` and the data dictionary.

Not here: the data. Invariants: the package describes each file with its size and hash; no licence
is written, since only the one who publishes can give it.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from counterclaim.export.columns import Column
from counterclaim.export.csv_files import write_rows
from counterclaim.export.dictionary import DICTIONARY_COLUMNS, iter_dictionary
from counterclaim.export.release import Release, instant_text
from counterclaim.export.resources import Resource
from counterclaim.export.tables import Table
from counterclaim.model.records import Json

PACKAGE = "datapackage.json"
SUMS = "SHA256SUMS"
DICTIONARY = "data-dictionary.csv"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_HEAD_DIGITS = 12  # of the ledger's hash in the version: enough to tell releases apart


def write_dictionary(tables: Iterable[Table], folder: Path) -> Resource:
    """Write the data dictionary of the tables that an export has."""
    rows = [list(row) for row in iter_dictionary(tables)]
    write_rows(folder / DICTIONARY, [list(DICTIONARY_COLUMNS)], rows)
    return Resource(path=DICTIONARY, media="text/csv", title="What every column means")


def write_package(
    release: Release, folder: Path, *, format_: str, resources: Iterable[Resource]
) -> None:
    """Write the description of an export in the Frictionless Data Package format, version 2."""
    day = release.as_of
    package: dict[str, Json] = {
        "$schema": _PROFILE,
        "name": "counterclaim-release",
        "title": f"Claims of losses in war, known as of {instant_text(release.as_of)}",
        "created": instant_text(release.made_at),
        "version": f"{day.year}.{day.month}.{day.day}+{release.head[:_HEAD_DIGITS]}",
        "counterclaim": {
            "format": format_,
            "tool": release.tool,
            "ledger_head": release.head,
            "as_of": instant_text(release.as_of),
        },
        "resources": [_resource(one, folder) for one in resources],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8")


def write_sums(folder: Path) -> None:
    """Write the hash of every file in a folder, as ``sha256sum -c`` reads it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{hash_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def hash_of(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _resource(resource: Resource, folder: Path) -> Json:
    path = folder / resource.path
    found: dict[str, Json] = {
        "name": resource.path.replace("/", "-").rpartition(".")[0].lower() or resource.path,
        "title": resource.title,
        "path": resource.path,
        "format": path.suffix.removeprefix("."),
        "mediatype": resource.media,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hash_of(path)}",
    }
    if resource.media.startswith("text/") or "json" in resource.media:
        found["encoding"] = "utf-8"
    if resource.table is not None:
        found["type"] = "table"
        found["schema"] = _schema(resource.table)
    if resource.has_tags:
        found["dialect"] = {"headerRows": [1], "commentRows": [2]}
    return found


def _schema(table: Table) -> Json:
    links: list[Json] = [
        {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.to]}}
        for one in table.links
    ]
    schema: dict[str, Json] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if links:
        schema["foreignKeys"] = links
    return schema


def _field(column: Column) -> Json:
    field: dict[str, Json] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Json] = {}
    if not column.is_nullable and not column.may_be_empty:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    return field
