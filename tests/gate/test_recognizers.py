"""The grammar of numbers on other people's cases, and the rules of that measure."""

from pathlib import Path

import pytest
import recognizers as gate


@pytest.fixture(scope="module")
def cases(shared: Path) -> Path:
    """Return the shared folder, or skip where the cases are not at hand."""
    if not (shared / gate.FOLDER).is_dir():
        pytest.skip(f"no cases at {shared / gate.FOLDER}")
    return shared


def case(text: str, *results: tuple[str, str]) -> dict[str, object]:
    return {
        "Input": text,
        "Results": [
            {
                "Text": part,
                "Start": text.index(part),
                "End": text.index(part) + len(part) - 1,
                "Resolution": {"value": value},
            }
            for part, value in results
        ],
    }


def test_whole_numbers_are_found(cases: Path) -> None:
    asked, found, _ = gate.count_numbers(cases)
    assert asked == 143
    assert found / asked >= 0.95


def test_bounds_of_ranges_are_found(cases: Path) -> None:
    asked, found = gate.count_bounds(cases)
    assert asked == 120
    assert found / asked >= 0.85


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("[20,30]", (20, 30)),
        ("[20,30)", (20, 29)),
        ("(20,30]", (21, 30)),
        ("(20,)", (21, None)),
        ("(,30)", (None, 29)),
        ("(0.5,)", None),
        ("[-10,15)", None),
    ],
)
def test_interval_is_read_in_whole_numbers(
    written: str, ends: tuple[int | None, int | None] | None
) -> None:
    assert gate.read_ends(written) == ends


def test_value_is_found_at_its_place_alone() -> None:
    assert gate.compare_numbers(case("12 and 13 men", ("12", "12"), ("13", "12"))) == ([12], [13])


def test_number_that_nobody_asked_for_is_counted() -> None:
    assert gate.compare_numbers(case("12 and 13 men", ("12", "12"))) == ([], [13])


def test_article_is_not_counted() -> None:
    assert gate.compare_numbers(case("a man")) == ([], [])


def test_ends_of_a_range_are_values() -> None:
    found = gate.compare_numbers(case("12 or 13 men", ("12", "12"), ("13", "13")))
    assert found == ([], [])


@pytest.mark.parametrize(
    ("text", "ends", "n_right"),
    [
        ("more than 20 men", (21, None), 1),
        ("20 men", (20, None), 0),
        ("more than 20 but fewer than 30 men", (21, 29), 2),
        ("between 20 and 30 men", (20, 29), 1),
    ],
)
def test_bounds_are_compared_side_by_side(
    text: str, ends: tuple[int | None, int | None], n_right: int
) -> None:
    [result] = case(text, (text, ""))["Results"]  # type: ignore[misc]
    assert gate.count_ends(case(text), result, ends) == n_right
