"""Sightings of coded claims: spans read back, ids last, and what is none says why."""

from typing import Any

from counterclaim.model.sightings import Sighting
from counterclaim.read.coded import CodedTable, code_text
from counterclaim.read.coded_sightings import to_sightings
from counterclaim.read.mapping import make_map
from counterclaim.read.skips import Skip

TEXT = "date,who,n\n2031-03-05,army,120\n2031-03-06,army,1e+05\n"
MAP: dict[str, Any] = {
    "every": {"date": "date", "party": "QV", "class": "military", "frame": "cumulative"},
    "read": [{"column": "who", "values": {"army": {"claimant": "Army"}}}],
    "claim": [{"count": "n", "outcome": "killed"}],
}


def table_of(text: str = TEXT, **parts: Any) -> CodedTable:
    return code_text(text, "t.csv", make_map("mine", {**MAP, **parts}))


def first_of(table: CodedTable) -> Sighting:
    found = to_sightings(table)[0]
    assert isinstance(found, Sighting)
    return found


def test_row_is_the_sentence_and_cell_the_quantity() -> None:
    sighting = first_of(table_of())
    sighting.check(TEXT)
    assert sighting.sentence.text == "2031-03-05,army,120"
    assert (sighting.quantity.text, sighting.quantity.value) == ("120", 120)
    assert sighting.claimant is not None
    assert (sighting.claimant.text, sighting.claimant.name) == ("army", "Army")
    assert sighting.trace["quantity"] == ("coded.mine",)


def test_claimant_of_the_whole_table_has_an_empty_span_at_the_row() -> None:
    every = {**MAP["every"], "claimant": "Ministry"}
    sighting = first_of(table_of(every=every, read=[]))
    sighting.check(TEXT)
    assert sighting.claimant is not None
    start = sighting.sentence.start
    assert (sighting.claimant.text, sighting.claimant.start) == ("", start)
    assert sighting.claimant.end == start


def test_count_that_cannot_be_read_is_no_sighting_and_says_why() -> None:
    skip = to_sightings(table_of())[1]
    assert isinstance(skip, Skip)
    assert skip.source == "t.csv, row 2, n"
    assert skip.reason == "the count '1e+05' is not written as a whole number"


def test_things_are_no_sighting() -> None:
    every = {key: value for key, value in MAP["every"].items() if key != "class"}
    table = table_of(every={**every, "things": "tanks"}, claim=[{"count": "n"}])
    skip = to_sightings(table)[0]
    assert isinstance(skip, Skip)
    assert skip.reason == "it counts tanks, not people"


def test_ids_are_the_same_for_the_same_file_and_differ_by_row() -> None:
    text = "date,who,n\n2031-03-05,army,120\n2031-03-05,army,120\n"
    once, again = to_sightings(table_of(text)), to_sightings(table_of(text))
    ids = [found.id for found in once if isinstance(found, Sighting)]
    assert ids == [found.id for found in again if isinstance(found, Sighting)]
    assert len(set(ids)) == 2
    assert first_of(table_of(text + "\n")).id != ids[0]


def test_range_keeps_no_value() -> None:
    text = "date,who,lo,hi\n2031-03-05,army,40,60\n"
    claim = [{"low": "lo", "high": "hi", "outcome": "killed"}]
    quantity = first_of(table_of(text, claim=claim)).quantity
    assert (quantity.text, quantity.value, quantity.low, quantity.high) == ("40,60", None, 40, 60)
