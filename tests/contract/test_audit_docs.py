"""The page on audits and the package agree: checks, keys of a map, and the map shown."""

import re
import tomllib
from pathlib import Path

import pytest

from counterclaim.group.audit import CHECKS
from counterclaim.read import mapping
from counterclaim.read.coded import code_text


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs" / "audit.md").read_text(encoding="utf-8")


def test_every_check_is_explained(page: str) -> None:
    table = page[page.index("## The checks") : page.index("How they judge")]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == CHECKS


def test_every_key_of_a_map_is_explained(page: str) -> None:
    table = page.split("## A map of your own")[1]
    named = set(re.findall(r"\b(\w+)\b", table))
    assert {*mapping._FACTS, *mapping._COLUMNS, *mapping._SETTINGS, *mapping._READ} <= named


def test_map_of_the_page_reads_the_table_of_the_page(page: str) -> None:
    shown = page.split("## A map of your own")[1]
    rows = shown.split("```\n")[1]
    table_map = mapping.make_map("mine", tomllib.loads(shown.split("```toml\n")[1].split("```")[0]))
    claims = code_text(rows, "mine.csv", table_map).claims
    assert [(one.outcome, one.who, one.kind, one.low) for one in claims] == [
        ("killed", "Army of Velmora", "at_least", 40),
        ("wounded", "Army of Velmora", "at_least", 12),
    ]
