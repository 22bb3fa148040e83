"""HXL: hashtags of the core, and a figure under its own outcome only."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from counterclaim.export.folder import write_release
from counterclaim.export.hxl import hxl_tables
from counterclaim.export.release import Release
from counterclaim.model.claims import Claim

# The hashtags of HXL 1.1 that are used here, and the form of a tag by its tagging conventions.
CORE = {"#affected", "#country", "#date", "#description", "#event", "#loc", "#meta"}
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "hxl_claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_column_has_a_tag_of_the_core() -> None:
    (table,) = hxl_tables()
    tags = [column.tag for column in table.columns]
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert {tag.partition("+")[0] for tag in tags} == CORE
    assert len(set(tags)) == len(tags)


def test_tags_stand_under_the_header(example: Release, tmp_path: Path) -> None:
    write_release(example, "hxl", tmp_path / "out")
    tags, *claims = rows_of(tmp_path / "out")
    assert tags["killed"] == "#affected+killed"
    assert tags["wounded_min"] == "#affected+injured+min"
    assert tags["end"] == "#date+end"
    high = next(claim for claim in claims if claim["wording"] == "close to 6,000")
    assert (high["killed"], high["killed_min"], high["killed_max"]) == ("6000", "5400", "5999")
    assert high["claimant"] == "Volodymyr Zelensky"
    assert high["country"] == "UA"
    assert (high["start"], high["end"]) == ("2022-02-24", "2022-03-01")


def test_figure_stands_under_its_outcome_only(example: Release, tmp_path: Path) -> None:
    write_release(example, "hxl", tmp_path / "out")
    wounded = next(row for row in rows_of(tmp_path / "out") if row["wording"] == "1,597")
    assert wounded["wounded"] == "1597"
    assert wounded["killed"] == ""


def test_denied_figure_is_left_out(
    made_claim: Callable[..., Claim], make_release_of: Callable[..., Release], tmp_path: Path
) -> None:
    claim = made_claim("A", "10")
    denied = replace(made_claim("B", "90"), polarity="denied")
    write_release(make_release_of(claim, denied), "hxl", tmp_path / "out")
    assert [row["claimant"] for row in rows_of(tmp_path / "out")[1:]] == ["A"]
