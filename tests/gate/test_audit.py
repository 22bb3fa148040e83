"""The audit of the shared tables: what has to be found, and that little else is."""

from collections import Counter
from pathlib import Path

import pytest

from counterclaim.group.audit import audit_claims
from counterclaim.model.coded import Finding
from counterclaim.model.sightings import Sighting
from counterclaim.read.coded import CodedTable, read_coded
from counterclaim.read.coded_sightings import to_sightings
from counterclaim.read.mapping import load_map

FILES = {
    "radford2023": "radford2023_reports.csv",
    "general-staff": "ua_general_staff_personnel.json",
    "gaza-daily": "gaza_daily.json",
}
# Day and figure of outliers that the first study of the table names.
KNOWN = {
    (39, 73_000),
    (46, 78_200),
    (74, 103_000),
    (81, 30),
    (87, 55_110),
    (119, 130),
    (181, 9_000),
    (346, 13_050),
}


def table_of(shared: Path, name: str) -> CodedTable:
    path = shared / "data" / FILES[name]
    if not path.is_file():
        pytest.skip(f"no table at {path}")
    return read_coded(path, load_map(name))


def findings_of(shared: Path, name: str) -> list[Finding]:
    table = table_of(shared, name)
    return audit_claims(table.rows, table.claims)


def test_known_faults_of_the_coded_reports_are_found(shared: Path) -> None:
    findings = findings_of(shared, "radford2023")
    counts = Counter(finding.check for finding in findings)
    assert counts["duplicate"] == 252
    assert counts["unparsable"] == 27
    outliers = {(f.day, f.count) for f in findings if f.check == "outlier"}
    assert outliers >= KNOWN


def test_coded_reports_have_few_other_findings(shared: Path) -> None:
    counts = Counter(finding.check for finding in findings_of(shared, "radford2023"))
    assert counts.total() - counts["duplicate"] - counts["unparsable"] <= 60


@pytest.mark.parametrize(("name", "most"), [("general-staff", 0), ("gaza-daily", 15)])
def test_kept_series_have_few_findings(shared: Path, name: str, most: int) -> None:
    assert len(findings_of(shared, name)) <= most


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_coded_claim_of_people_is_a_sighting_whose_spans_read_back(
    shared: Path, name: str
) -> None:
    table = table_of(shared, name)
    sightings = [found for found in to_sightings(table) if isinstance(found, Sighting)]
    people = [one for one in table.claims if one.is_about_people and one.problem is None]
    assert len(sightings) == len(people) > 800
    assert len({sighting.id for sighting in sightings}) == len(sightings)
    for sighting in sightings:
        sighting.check(table.text)
