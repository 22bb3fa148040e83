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
