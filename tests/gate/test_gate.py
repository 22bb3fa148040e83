"""The gate: what the extractor reaches on the shared gold annotation never falls."""

from pathlib import Path

import measure as gate
import pytest


def test_no_figure_is_below_its_floor(shared: Path, tmp_path: Path) -> None:
    floors, measured = gate.load_floors(), gate.measure(shared, tmp_path)
    gate.print_table(floors, measured)
    falls = gate.list_falls(floors, measured)
    assert not falls, "\n".join(falls)


def test_fall_is_named_with_its_size() -> None:
    assert gate.list_falls({"a": {"x": 0.5}}, {"a": {"x": 0.4}}) == [
        "a x: 0.4000 is 0.1000 below its floor 0.500"
    ]


def test_figure_that_is_not_measured_is_a_fall() -> None:
    assert gate.list_falls({"a": {"x": 0.5}}, {}) == ["a x: not measured, the floor is 0.500"]


def test_figure_on_its_floor_is_no_fall() -> None:
    assert gate.list_falls({"a": {"x": 0.5}}, {"a": {"x": 0.5}}) == []


@pytest.mark.parametrize(
    ("floor", "figure", "raised"), [(0.5, 0.4, 0.5), (0.5, 0.6789, 0.678), (0.5, 0.5, 0.5)]
)
def test_floors_only_rise(floor: float, figure: float, raised: float) -> None:
    assert gate.raise_floors({"a": {"x": floor}}, {"a": {"x": figure}}) == {"a": {"x": raised}}


def test_floors_of_confidence_stay_where_they_were_set() -> None:
    floors = {"confidence": {"skill": 0.08}}
    assert gate.raise_floors(floors, {"confidence": {"skill": 0.2}}) == floors


def test_floor_that_is_not_measured_stays() -> None:
    assert gate.raise_floors({"a": {"x": 0.5}}, {}) == {"a": {"x": 0.5}}


def test_more_than_a_ceiling_is_a_fall() -> None:
    ceilings, measured = {"ceilings": {"x": 0.5}}, {"ceilings": {"x": 0.6}}
    assert gate.list_falls(ceilings, measured) == [
        "ceilings x: 0.6000 is 0.1000 above its ceiling 0.500"
    ]


@pytest.mark.parametrize("figure", [0.4, 0.5])
def test_figure_up_to_its_ceiling_is_no_fall(figure: float) -> None:
    assert gate.list_falls({"ceilings": {"x": 0.5}}, {"ceilings": {"x": figure}}) == []


@pytest.mark.parametrize(
    ("ceiling", "figure", "moved"), [(0.5, 0.6, 0.5), (0.5, 0.4321, 0.433), (0.5, 0.5, 0.5)]
)
def test_ceilings_only_sink(ceiling: float, figure: float, moved: float) -> None:
    measured = {"ceilings": {"x": figure}}
    assert gate.raise_floors({"ceilings": {"x": ceiling}}, measured) == {"ceilings": {"x": moved}}


def test_new_ceiling_is_what_was_measured() -> None:
    assert gate.raise_floors({}, {"ceilings": {"x": 1.64}}) == {"ceilings": {"x": 1.64}}


REPORT = """\
killed     exact 0.810  present 0.868  of 1148;  false alarms 0.021 of 1427
missing    exact 0.500  present 0.500  of 2;  false alarms 0.000 of 0
number     recall 0.855  (100/117)
claims printed per document 1.64
"""


def test_report_on_counts_is_read_both_ways() -> None:
    assert gate.read_shares(REPORT) == {
        "killed exact": 0.81,
        "killed present": 0.868,
        "number recall": 0.855,
        "missing exact": 0.5,
        "missing present": 0.5,
    }
    assert gate.read_excesses(REPORT) == {
        "killed false alarms": 0.021,
        "claims printed per document": 1.64,
    }


def test_every_field_that_is_named_has_a_floor() -> None:
    assert set(gate.load_floors()["fields"]) == set(gate.FIELDS)
