"""The formats of an export, by name, each with its one line of help.

Not here: how a folder is put in place (``folder.py``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from counterclaim.export.csv_files import write_csv
from counterclaim.export.gold import write_gold
from counterclaim.export.hxl import hxl_tables, write_hxl
from counterclaim.export.jsonl_files import write_jsonl
from counterclaim.export.jsonld import write_jsonld
from counterclaim.export.parquet_files import write_parquet
from counterclaim.export.release import Release
from counterclaim.export.resources import Resource
from counterclaim.export.tables import Table, list_tables
from counterclaim.export.ucdp import ucdp_tables, write_ucdp
from counterclaim.export.wikitable import write_wikitable
from counterclaim.export.workbook import write_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what it is in a line, what writes it, and the tables whose columns it has."""

    summary: str
    write: Callable[[Release, Path], list[Resource]]
    tables: Callable[[], tuple[Table, ...]] = lambda: ()


def described_tables() -> tuple[Table, ...]:
    """Return every table that some format writes, each once: the tables of a release, and views."""
    return (*list_tables(), *hxl_tables(), *ucdp_tables())


FORMATS: Mapping[str, Format] = {
    "csv": Format(
        summary="one file per table, safe to open in a spreadsheet",
        write=write_csv,
        tables=list_tables,
    ),
    "xlsx": Format(
        summary="one workbook with a sheet per table", write=write_xlsx, tables=list_tables
    ),
    "parquet": Format(
        summary="one file per table, with real types", write=write_parquet, tables=list_tables
    ),
    "jsonl": Format(summary="full records, one file per table", write=write_jsonl),
    "jsonld": Format(
        summary="schema.org claims and W3C annotations as JSON-LD", write=write_jsonld
    ),
    "wikitable": Format(summary="a MediaWiki table per dispute", write=write_wikitable),
    "hxl": Format(summary="claims with HXL hashtags", write=write_hxl, tables=hxl_tables),
    "ucdp": Format(
        summary="events with low, best and high in the manner of UCDP",
        write=write_ucdp,
        tables=ucdp_tables,
    ),
    "gold": Format(summary="reviewed sightings as gold annotation", write=write_gold),
}
