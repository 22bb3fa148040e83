"""An estimate at a terminal of 80 columns."""

from collections.abc import Callable

import pytest

from counterclaim.api.estimated import Estimate
from counterclaim.cli.estimate_tables import print_estimate, print_left_out
from counterclaim.cli.formats import make_console
from counterclaim.estimate.observations import Observation

Printed = Callable[[Estimate], list[str]]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    monkeypatch.setenv("COLUMNS", "80")

    def run(made: Estimate) -> list[str]:
        console = make_console()
        print_estimate(console, made, made.series[0])
        print_left_out(console, made)
        lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
        assert max(map(len, lines)) <= 80
        return lines

    return run


def test_arithmetic_comes_first(two_sides: Estimate, printed: Printed) -> None:
    assert printed(two_sides)[:8] == [
        "QV military killed, 2031-03-01 to 2031-03-28",
        "By arithmetic, no assumption",
        "  claimant   allows",
        "  Karsova    4,000",
        "  Observers  2,000 or more",
        "  Velmora    1,000",
        "  no curve satisfies all; they span 1,000 to 4,000",
        "  they disagree by a factor of up to 4",
    ]


def test_the_model_names_its_anchor_and_what_is_identified(
    two_sides: Estimate, printed: Printed
) -> None:
    lines = printed(two_sides)
    assert "By the model, anchor neutral" in lines
    assert "  identified: ratios of claimants, and the shape of the curve" in lines
    assert "  the same count under each anchor (claimants within sd 0.2)" in lines
    assert "  7 claims, 5 of them independent" in lines
    assert "  note: Claimants disagree by a factor of up to 4." in lines


def test_what_was_left_out_comes_last(two_sides: Estimate, printed: Printed) -> None:
    assert printed(two_sides)[-2:] == ["Claims that were left out", "  1: it has no day"]


def test_long_and_hostile_names_fit(
    told: Callable[..., Observation], made_of: Callable[..., Estimate], printed: Printed
) -> None:
    long = "The Ministry of Very Long Names \x1b[31m of the Northern Reaches " * 3
    lines = printed(made_of(told(long, 7, 100), told("Velmora", 7, 50)))
    assert not any("\x1b" in line for line in lines)


def test_claims_that_cannot_all_hold_stand_with_their_sentences(
    two_sides: Estimate, printed: Printed
) -> None:
    lines = printed(two_sides)
    place = lines.index("  cannot all hold:")
    assert lines[place + 1 : place + 5] == [
        "    Karsova-28: Karsova, to 2031-03-28, 4,000: Karsova said that 4000 soldiers",
        "    were killed.",
        "    Velmora-28: Velmora, to 2031-03-28, 1,000: Velmora said that 1000 soldiers",
        "    were killed.",
    ]
    assert "  the fewest to leave out for the rest to agree: Velmora" in lines
