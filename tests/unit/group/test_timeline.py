"""Timelines: lines per claimant, falls by bounds, jumps, figures still published long after."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from figures import ALMOST_6000, SOME, exact, more_than

from counterclaim.group.claims import group_claims
from counterclaim.group.timeline import Timeline, list_timelines
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Lines = Callable[[list[KeptSighting]], list[Timeline]]

WAR = dt.date(2031, 3, 1)


@pytest.fixture
def lines(invented: Lexicon) -> Lines:
    return lambda kept: list_timelines(group_claims(kept, invented), invented)


def on(day: int, **facts: Any) -> dict[str, Any]:
    said = WAR + dt.timedelta(days=day)
    return {"said": said, "published": said, **facts}


def notes(line: Timeline) -> list[str]:
    return [point.note for point in line.points]


def test_points_come_by_the_day_that_they_count_up_to(tell: Keeper, lines: Lines) -> None:
    [line] = lines([tell(exact(50), **on(20)), tell(exact(40), **on(2))])
    assert [(point.day, point.claim.quantity.value) for point in line.points] == [
        (dt.date(2031, 3, 3), 40),
        (dt.date(2031, 3, 21), 50),
    ]
    assert (line.claimant, line.party, line.n_falls) == ("Kastavia", "QK", 0)


def test_fall_is_told_with_both_wordings(tell: Keeper, lines: Lines) -> None:
    high = {**ALMOST_6000}
    [line] = lines([tell(high, **on(2)), tell({**exact(498), "text": "498"}, **on(4))])
    assert notes(line) == ["", 'fell: "498" after "almost 6,000" (5,400 to 5,999) by 2031-03-03']
    first, last = line.points
    assert last.fell_from == first.claim.id
    assert line.n_falls == 1


def test_open_figure_below_falls_nowhere(tell: Keeper, lines: Lines) -> None:
    [line] = lines([tell(exact(498), **on(2)), tell(more_than(300), **on(30))])
    assert line.n_falls == 0


@pytest.mark.parametrize(
    ("figures", "falls"),
    [
        ((100, 110, 120, 9000, 130, 140, 150, 160), [4]),  # an error: one figure too high
        ((100, 110, 12, 120, 130), [2]),  # an error: one figure too low
        ((900, 400, 500, 600), [1]),  # a revision
        ((900, 400, 300, 200), [1, 2, 3]),
    ],
)
def test_one_error_or_revision_is_one_fall(
    tell: Keeper, lines: Lines, figures: tuple[int, ...], falls: list[int]
) -> None:
    [line] = lines([tell(exact(n), **on(20 * at)) for at, n in enumerate(figures)])
    assert [at for at, point in enumerate(line.points) if point.fell_from] == falls
    for at in falls:
        assert line.points[at].fell_from == line.points[at - 1].claim.id


def test_return_to_the_figure_before_a_fall_is_no_jump(tell: Keeper, lines: Lines) -> None:
    kept = [tell(exact(n), **on(d)) for n, d in ((100, 1), (110, 3), (12, 5), (120, 7))]
    [line] = lines(kept)
    assert [point.jumped_from for point in line.points] == [None] * 4
    [line] = lines([*kept, tell(exact(400), **on(9))])
    assert line.points[4].jumped_from == line.points[3].claim.id


@pytest.mark.parametrize(("first", "jumps"), [(9, False), (10, True)])
def test_a_few_people_multiply_without_a_jump(
    tell: Keeper, lines: Lines, first: int, jumps: bool
) -> None:
    [line] = lines([tell(exact(first), **on(1)), tell(exact(40), **on(2))])
    assert bool(line.points[1].jumped_from) is jumps


@pytest.mark.parametrize(("doc", "day", "jumps"), [("a", 2, False), ("b", 2, True), ("a", 3, True)])
def test_two_figures_of_one_text_within_a_day_are_no_jump(
    tell: Keeper, lines: Lines, doc: str, day: int, jumps: bool
) -> None:
    [line] = lines([tell(exact(40), **on(1, doc="a")), tell(exact(200), **on(day, doc=doc))])
    assert bool(line.points[1].jumped_from) is jumps


def test_ten_thousand_points_take_seconds(tell: Keeper, invented: Lexicon) -> None:
    claims = group_claims([tell(exact(1000 + 10 * n), **on(n)) for n in range(10_000)], invented)
    start = time.process_time()
    [line] = list_timelines(claims, invented)
    assert time.process_time() - start < 8  # a median formed anew for each point took minutes
    assert (len(line.points), line.n_falls) == (10_000, 0)
    assert not any(point.jumped_from for point in line.points)


def test_toll_that_doubles_within_two_weeks_jumps(tell: Keeper, lines: Lines) -> None:
    [line] = lines([tell(exact(100), **on(1)), tell(exact(200), **on(15))])
    assert notes(line) == ["", 'jumped from "the figure" within 14 days']
    assert line.points[1].jumped_from == line.points[0].claim.id


def test_toll_that_doubles_later_does_not(tell: Keeper, lines: Lines) -> None:
    [line] = lines([tell(exact(100), **on(1)), tell(exact(200), **on(16))])
    assert notes(line) == ["", ""]


def test_pace_five_times_the_usual_is_a_jump(tell: Keeper, lines: Lines) -> None:
    figures = ((1000, 0), (1100, 10), (1200, 20), (1300, 30), (1900, 40))
    [line] = lines([tell(exact(n), **on(d)) for n, d in figures])
    assert [bool(point.jumped_from) for point in line.points] == [False] * 4 + [True]


def test_admission_without_a_number_is_no_ground_for_a_jump(tell: Keeper, lines: Lines) -> None:
    [line] = lines([tell(SOME, **on(1)), tell(exact(40), **on(2))])
    assert notes(line) == ["", ""]


def test_figure_published_long_after_is_stale(tell: Keeper, lines: Lines) -> None:
    day = WAR + dt.timedelta(days=2)
    late = {"said": day, "published": day + dt.timedelta(days=21)}
    [line] = lines([tell(exact(40), **on(2)), tell(exact(40), **late)])
    assert [point.stale_days for point in line.points] == [21]


def test_figure_first_published_long_after_its_day_is_not_stale(tell: Keeper, lines: Lines) -> None:
    day = WAR + dt.timedelta(days=2)
    kept = [
        tell(exact(40), said=day, published=day + dt.timedelta(days=n), end=day) for n in (30, 32)
    ]
    [line] = lines(kept)
    assert [point.stale_days for point in line.points] == [2]


def test_lines_come_by_name_and_the_unnamed_have_one_each(tell: Keeper, lines: Lines) -> None:
    kept = [
        tell(exact(900), **on(2, who="Velmora", side="QV")),
        tell(exact(40), **on(2)),
        tell(exact(70), **on(3, who="a soldier", side=None, kind="witness")),
        tell(exact(80), **on(4, who="a soldier", side=None, kind="witness")),
    ]
    assert [line.claimant for line in lines(kept)] == [
        "Kastavia",
        "Velmora",
        "a soldier",
        "a soldier",
    ]


def test_denials_incidents_and_undated_counts_have_no_line(tell: Keeper, lines: Lines) -> None:
    kept = [
        tell(exact(5), **on(2, polarity="denied")),
        tell(exact(6), **on(3, frame="incident", place="Dorna", start=WAR)),
        tell(exact(7)),
    ]
    assert lines(kept) == []


def test_question_with_the_most_points_comes_first(tell: Keeper, lines: Lines) -> None:
    kept = [
        tell(exact(5), **on(2, outcome="captured")),
        tell(exact(40), **on(2)),
        tell(exact(50), **on(20)),
    ]
    assert [line.question.outcome for line in lines(kept)] == ["killed", "captured"]
