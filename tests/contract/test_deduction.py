"""What is named as deduced: every rule is known to be one that reads or one that deduces."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim.extract.deduction import DAY_READ, FRAME_DEDUCED, PLACE_READ
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import to_record

# The other side of each set: a rule that is new has to be put in one of the two.
FRAME_READ = {
    *("period.across", "period.alone", "period.campaign", "period.day", "period.event"),
    *("period.found", "period.held", "period.hours", "period.none", "period.ongoing"),
    *("period.opening", "period.past", "period.rate", "period.since", "period.since-war"),
    *("period.site", "period.sofar", "period.span", "period.stretch", "period.war"),
    *("period.window", "period.within"),
}
# These give an incident its day and leave its frame as it was.
DATE_DEDUCED = {
    *("period.first-happening", "period.happened", "period.last-happening", "period.live"),
    *("period.only-happening", "period.short-war"),
}
DAY_DEDUCED = {"said.before", "said.counted", "said.entry", "said.repeated", "said.same-day"}
PLACE_DEDUCED = {"place.before", "place.disaster", "place.of-total", "place.there"}
FIELDS = {"period.frame", "period.start", "period.end"}
LEXICON = load_lexicon(Path(__file__).resolve().parents[1] / "golden" / "lexicon")


def list_rules(repository: Path, prefix: str) -> set[str]:
    """Return the rules with a prefix that the extractor writes into a trace."""
    folder = repository / "src" / "counterclaim" / "extract"
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return set(re.findall(rf'"({prefix}\.[a-z-]+)"', text)) - FIELDS


def iter_records(repository: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of the golden texts, each read with a day of publication and without."""
    for path in sorted((repository / "tests" / "golden" / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for published in (Window.parse("2024-05-01"), None):
            document = Document(text=text, source=path.name, published=published)
            for sighting in extract_sightings(document, LEXICON):
                yield to_record(sighting)


@pytest.fixture(scope="module")
def records(repository: Path) -> list[dict[str, Any]]:
    return list(iter_records(repository))


def test_every_rule_of_a_period_reads_or_deduces_its_frame(repository: Path) -> None:
    known = FRAME_READ | FRAME_DEDUCED | DATE_DEDUCED
    assert list_rules(repository, "period") == known


def test_every_rule_of_a_day_of_saying_reads_or_deduces_it(repository: Path) -> None:
    assert list_rules(repository, "said") == DAY_READ | DAY_DEDUCED


def test_every_rule_of_a_place_reads_or_deduces_it(
    repository: Path, records: list[dict[str, Any]]
) -> None:
    used = {rule for record in records for rule in record["trace"].get("place", ())}
    assert used <= PLACE_READ | PLACE_DEDUCED <= list_rules(repository, "place")


def test_every_field_that_is_named_has_a_value_and_stands_in_the_page(
    repository: Path, records: list[dict[str, Any]]
) -> None:
    page = (repository / "docs" / "record.md").read_text(encoding="utf-8")
    section = page.split("## What was deduced", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    cells = re.findall(r"^\|([^|]*)\|", section, flags=re.MULTILINE)
    documented = {n for cell in cells[1:] for n in re.findall(r"`([^`]+)`", cell)}
    documented -= {"inferred"}
    named = set()
    for record in records:
        assert len(set(record["inferred"])) == len(record["inferred"])
        for name in record["inferred"]:
            value: Any = record
            for part in name.split(".") if name != "published" else ():
                value = value[part]
            assert value is not None, (record["id"], name)
            named.add(name)
    assert named <= documented
    assert documented - named <= {"published"}


def test_deduced_side_or_class_has_a_rule_in_the_trace(records: list[dict[str, Any]]) -> None:
    bare = [
        record["id"]
        for record in records
        if {"victims.party", "victims.class"} & set(record["inferred"])
        and not record["trace"].get("victims")
    ]
    assert bare == []
