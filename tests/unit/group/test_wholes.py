"""Contradictions between two questions, one of which counts a part of the other."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from figures import exact

from counterclaim.group.disputes import group_by_question
from counterclaim.group.wholes import list_wholes
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim, Question
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[..., list[Claim]]
Finder = Callable[..., list[tuple[Question, list[tuple[int | None, int | None]]]]]

MARCH_1, MARCH_2, MARCH_5, MARCH_9, MARCH_31 = (dt.date(2031, 3, day) for day in (1, 2, 5, 9, 31))
APRIL_2 = dt.date(2031, 4, 2)
MONTH = {"frame": "interval", "start": MARCH_1, "end": MARCH_31}
EVENT = {"frame": "incident", "place": "Dorna", "start": MARCH_2}


@pytest.fixture
def find(tell: Keeper, group: Grouper, invented: Lexicon) -> Finder:
    """Return a function that lists what two questions share, and the figures that contradict."""

    def find(*rows: Any) -> list[tuple[Question, list[tuple[int | None, int | None]]]]:
        claims = group([tell(exact(figure), **facts) for figure, facts in rows])
        figure = {claim.id: claim.quantity.value for claim in claims}
        found = list_wholes(group_by_question(claims, invented))
        return [
            (question, sorted(tuple(sorted((figure[a], figure[b]))) for a, b in pairs))
            for question, _, pairs in found
        ]

    return find


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({}, {"outcome": "casualties"}),
        ({"group": "officers"}, {}),
        ({"class_": "civilian"}, {"class_": "mixed"}),
        ({"place": "Dorna"}, {}),
        ({"part_of": "s9"}, {}),
    ],
)
def test_a_part_larger_than_its_whole_is_found(find: Finder, part: Any, whole: Any) -> None:
    [(_, pairs)] = find((700, {"said": MARCH_2, **part}), (500, {"said": MARCH_5, **whole}))
    assert pairs == [(500, 700)]
    assert find((500, {"said": MARCH_2, **part}), (700, {"said": MARCH_5, **whole})) == []


def test_a_part_of_a_later_day_may_be_larger(find: Finder) -> None:
    assert find((700, {"said": MARCH_9}), (500, {"said": MARCH_5, "outcome": "casualties"})) == []


def test_the_question_is_what_both_share(find: Finder) -> None:
    [(question, _)] = find(
        (700, {"said": MARCH_2, "place": "Dorna"}),
        (500, {"said": MARCH_5, "outcome": "casualties", "place": "Dorna"}),
    )
    assert question == Question(
        party="QV", class_="military", frame="cumulative", place="Dorna", occasion="2031-03-01"
    )


def test_a_month_is_held_against_later_tolls_though_an_earlier_one_is_known(find: Finder) -> None:
    [(_, pairs)] = find((900, MONTH), (100, {"said": MARCH_2}), (400, {"said": APRIL_2}))
    assert pairs == [(400, 900)]


def test_the_same_whichever_of_several_days_comes_first(find: Finder) -> None:
    rows = [(700, {"said": MARCH_5}), (100, {"said": MARCH_2})]
    wholes = [
        (50, {"said": MARCH_1, "outcome": "casualties"}),
        (500, {"said": MARCH_9, "outcome": "casualties"}),
    ]
    for ordered in ([*rows, *wholes], [*wholes[::-1], *rows[::-1]]):
        [(_, pairs)] = find(*ordered)
        assert pairs == [(500, 700)]


def test_of_one_event_a_part_told_later_may_be_larger(find: Finder) -> None:
    told = {"said": MARCH_2, "outcome": "casualties"}
    assert find((9, {**EVENT, "said": MARCH_5}), (5, {**EVENT, **told})) == []
    [(_, pairs)] = find((9, {**EVENT, "said": MARCH_2}), (5, {**EVENT, **told, "said": MARCH_5}))
    assert pairs == [(5, 9)]


def test_another_side_or_war_is_no_whole(find: Finder) -> None:
    whole = {"said": MARCH_5, "outcome": "casualties"}
    assert find((700, {"said": MARCH_2}), (500, {**whole, "of": "QK"})) == []
    assert find((700, {"said": MARCH_2}), (500, {**whole, "start": MARCH_2})) == []
