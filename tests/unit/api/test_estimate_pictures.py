"""Pictures of estimates: they open, repeat byte for byte, and names in them do nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.image import imread

from counterclaim.api.estimate_pictures import (
    draw_anchors,
    draw_biases,
    draw_calibration,
    draw_check,
    draw_counts,
)
from counterclaim.api.estimated import Estimate
from counterclaim.api.pictures import looks_of, save_picture, short_name, svg_of
from counterclaim.errors import InputError
from counterclaim.estimate.observations import Observation

Told = Callable[..., Observation]
Made = Callable[..., Estimate]


def test_counts_name_claimants_and_anchor(two_sides: Estimate, tmp_path: Path) -> None:
    two_sides.plot(tmp_path / "toll.svg")
    drawn = (tmp_path / "toll.svg").read_text(encoding="utf-8")
    for words in ("Karsova (2)", "Observers (1)", "Velmora (2)", "anchor: neutral"):
        assert words in drawn


def test_the_same_estimate_gives_the_same_picture(two_sides: Estimate, tmp_path: Path) -> None:
    two_sides.plot(tmp_path / "one.svg")
    two_sides.with_().plot(tmp_path / "two.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_png_opens(two_sides: Estimate, tmp_path: Path) -> None:
    two_sides.plot(tmp_path / "toll.png")
    assert imread(tmp_path / "toll.png", format="png").shape[1:] == (1350, 4)


def test_other_pictures_name_what_they_compare(two_sides: Estimate) -> None:
    biases = svg_of(draw_biases(two_sides.bias(), title="bias"), salt="a")
    anchors = svg_of(draw_anchors(two_sides.anchors(), title="by anchor"), salt="b")
    check = svg_of(draw_check(two_sides.ppc()), salt="c")
    calibration = svg_of(draw_calibration([("level", 0.5, 0.4), ("level", 0.9, 0.8)]), salt="d")
    assert "Karsova (4)" in biases
    assert "Observers:0.2" in anchors
    assert "Velmora (2)" in check
    assert "level" in calibration


def test_names_that_would_be_mathematics_or_script_stay_names(told: Told, made_of: Made) -> None:
    odd = "_$x^2$ <script>"
    made = made_of(told(odd, 7, 10), told("\u4e2d\u56fd", 7, 20))
    drawn = svg_of(draw_counts(made, made.series[0]), salt="x")
    assert "_$x^2$ &lt;script&gt; (1)" in drawn
    assert "<script" not in drawn


def test_names_are_shortened_in_the_middle() -> None:
    name = "The Organisation for Very Long Names in the North, no. 3"
    assert short_name(name) == "The Organisation for…North, no. 3"


def test_looks_are_given_out_by_name_and_do_not_repeat() -> None:
    names = [f"claimant {number:02}" for number in range(15)]
    looks = looks_of(reversed(names))
    assert list(looks) == names
    assert len({(look.colour, look.marker) for look in looks.values()}) == 15


@pytest.mark.parametrize("name", ["toll.pdf", "toll", "none/toll.svg"])
def test_picture_that_cannot_be_written_leaves_nothing(
    two_sides: Estimate, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match="--plot "):
        save_picture(draw_check(two_sides.ppc()), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
