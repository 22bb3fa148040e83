"""The bench of estimates: how it counts, goes on where it stopped, and says what is missed."""

from pathlib import Path

import numpy as np
import pytest

from estimate_simulation import VERSION, Line, Task, held, load_lines, simulate
from estimate_tables import markdown, rmse, share_held
from estimate_version import code_digest
from made_wars import Size


def _line(seed: int, **other: object) -> Line:
    return {
        "scenario": "clean",
        "seed": seed,
        "size": "SMALL",
        "version": VERSION,
        "cpu_s": 1.0,
        "effective_points": 5.0,
        "modes_not_found": 0.0,
        "scales_settled": "yes",
        "level": [[1.0, 0.0, 0.4, 0.1], [0.0, 0.0, 0.4, -0.3]],
        "shape": [[1.0, 1.0, 0.2, 0.0]] * 10,
        "contrast": [[1.0, 1.0, 0.2, 0.0]] * 9 + [[0.0, 0.0, 0.2, 0.5]],
        "squares": {"model": [0.04, 0.0], "median 6 days": [0.08, 0.08]},
        **other,
    }


@pytest.mark.parametrize(
    ("true", "found"),
    [
        (50.0, [1.0, 1.0, 90.0, 0.0]),
        (76.0, [1.0, 0.0, 90.0, -26.0]),
        (4.0, [0.0, 0.0, 90.0, 46.0]),
    ],
)
def test_an_interval_is_held_if_the_truth_lies_in_its_middle_part(
    true: float, found: list[float]
) -> None:
    assert held(np.arange(101.0), true) == found


def test_shares_are_means_over_sets_with_their_standard_error() -> None:
    half, full = _line(0), _line(1, level=[[1.0, 1.0, 0.4, 0.1]])
    assert share_held([half, full], "level", 0) == pytest.approx((0.75, 0.25))


def test_errors_are_pooled_over_cells() -> None:
    found = rmse([_line(0), _line(1)])
    assert found == pytest.approx({"model": 0.02**0.5, "median 6 days": 0.08**0.5})


def test_the_table_says_which_floors_are_held_and_missed() -> None:
    text = markdown([_line(0), _line(1)])
    assert "- floor clean, level: 0.500 of 90 % intervals in 0.86 to 0.95: **missed**" in text
    assert "- floor clean, shape: 1.000 of 90 % intervals in 0.86 to 0.95: **missed**" in text
    assert "- floor clean, contrast: 0.900 of 90 % intervals in 0.86 to 0.95: held" in text
    assert "- floor clean, RMSE 0.500 of the best baseline's, 0.8 at most: held" in text


def test_failures_are_counted_and_named() -> None:
    failed = {"scenario": "clean", "seed": 7, "size": "SMALL", "version": VERSION}
    text = markdown([_line(0), {**failed, "failed": "EstimateError: no mode"}])
    assert "| clean | 2 | 1 |" in text
    assert "- failed 1 times (first clean 7): EstimateError: no mode" in text


def test_a_stopped_run_goes_on_where_it_was_cut_off(tmp_path: Path, tiny: Size) -> None:
    out = tmp_path / "sets.jsonl"
    tasks = [Task("clean", seed, tiny) for seed in range(2)]
    first = list(simulate(tasks[:1], out, workers=1))
    with out.open("a", encoding="utf-8") as file:
        file.write('{"scenario": "clean", "se')
    second = list(simulate(tasks, out, workers=1))
    assert [one["seed"] for one in (*first, *second)] == [0, 1]
    assert load_lines(out) == [*first, *second]


def test_lines_of_another_version_count_as_not_there(tmp_path: Path) -> None:
    out = tmp_path / "sets.jsonl"
    out.write_text('{"version": "bias-aware/0", "seed": 0}\n', encoding="utf-8")
    assert load_lines(out) == []


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("def f(x):\n    return x  # as it is", True),
        ('"""Words."""\n\n\ndef f(x):\n    """More."""\n    return x', True),
        ("def f(x):\n    return 2 * x", False),
    ],
)
def test_only_code_makes_another_version(text: str, *, is_same: bool) -> None:
    assert (code_digest(text) == code_digest("def f(x):\n    return x")) is is_same
