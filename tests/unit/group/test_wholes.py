"""Contradictions between two questions, one of which counts a part of the other."""

import datetime as dt
import time
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from figures import at_least, at_most, exact
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.claims import group_claims
from counterclaim.group.disputes import group_by_question
from counterclaim.group.scopes import compare_scopes
from counterclaim.group.verdicts import judge
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


def test_a_part_of_a_group_is_no_longer_stretch_of_it(find: Finder) -> None:
    children = {**MONTH, "group": "children"}
    assert find((508, {**children, "part_of": "s9"}), (1214, children)) == []
    assert find((1214, {**children, "part_of": "s9"}), (508, children)) == []


def test_a_count_over_the_same_days_in_another_frame_is_held_against_it(find: Finder) -> None:
    [(_, pairs)] = find((900, MONTH), (500, {"said": MARCH_31}))
    assert pairs == [(500, 900)]


def test_another_side_or_war_is_no_whole(find: Finder) -> None:
    whole = {"said": MARCH_5, "outcome": "casualties"}
    assert find((700, {"said": MARCH_2}), (500, {**whole, "of": "QK"})) == []
    assert find((700, {"said": MARCH_2}), (500, {**whole, "start": MARCH_2})) == []


def test_one_gross_figure_is_held_against_any_number_of_others(find: Finder) -> None:
    days = [MARCH_1 + dt.timedelta(days=at) for at in range(500)]
    rows = [(1, {"frame": "interval", "start": day, "end": day, "said": day}) for day in days]
    gross = {"frame": "interval", "start": days[77], "end": days[77], "who": "Velmora"}
    for of in ("QV", "QK"):
        for last in (days[300], days[499]):
            facts = [(n, {**fact, "of": of}) for n, fact in rows]
            whole = (100, {"said": last, "of": of, "who": "Council", "side": None, "kind": "ngo"})
            [(_, pairs)] = find(*facts, (10_000, {**gross, "said": days[77], "of": of}), whole)
            assert (100, 10_000) in pairs


def test_thousands_of_parts_and_wholes_take_seconds(tell: Keeper, invented: Lexicon) -> None:
    kept = []
    for at in range(2500):
        day = MARCH_1 + dt.timedelta(days=at)
        days = {"frame": "interval", "start": day, "end": day, "said": day}
        kept += [
            tell(exact(3), **days),
            tell(exact(9000 + at), said=day, outcome="casualties"),
            tell(exact(9500 + at), said=day, place=f"Town {at}"),
        ]
    by_question = group_by_question(group_claims(kept, invented), invented)
    start = time.process_time()
    found = list(list_wholes(by_question))
    assert time.process_time() - start < 10
    # Each town's figure exceeds the casualties of its own day; the towns share no place.
    assert [(question.outcome, len(claims)) for question, claims, _ in found] == [(None, 5000)]


MAKINGS = st.fixed_dictionaries(
    {
        "figure": st.sampled_from(
            [exact(n) for n in (0, 2, 5, 9)] + [at_least(4), at_most(3), exact(1)]
        ),
        "said": st.sampled_from([MARCH_1, MARCH_2, MARCH_5]),
        "when": st.sampled_from(
            [
                {},
                {},
                EVENT,
                {**EVENT, "said": None},
                {"frame": "interval", "start": MARCH_1, "end": MARCH_2},
                {"frame": "interval", "start": MARCH_2, "end": MARCH_2},
                {"frame": "interval", "start": MARCH_1, "end": MARCH_5},
                {"frame": "rate", "words": "a day", "start": MARCH_1, "end": MARCH_2},
            ]
        ),
        "outcome": st.sampled_from(["killed", "wounded", "casualties", "casualties", "missing"]),
        "class_": st.sampled_from(["military", "military", "mixed"]),
        "group": st.sampled_from([None, None, "officers"]),
        "part_of": st.sampled_from([None, None, "s99"]),
        "where": st.sampled_from([{}, {}, {"place": "Dorna"}]),
        "who": st.sampled_from(["Kastavia", "Velmora", "Council"]),
    }
)
SIDES = {"Kastavia": "QK", "Velmora": "QV", "Council": None}


def kept_from(make: Keeper, drawn: list[dict[str, Any]], *, swapped: bool = False) -> list[Any]:
    other = {"Kastavia": "Velmora", "Velmora": "Kastavia"} if swapped else {}
    kept = []
    for number, one in enumerate(drawn):
        facts = {k: v for k, v in one.items() if k not in ("figure", "when", "where", "who")}
        who = other.get(one["who"], one["who"])
        facts |= {"who": who, "side": SIDES[who], "of": "QK" if swapped else "QV"}
        facts |= {**one["where"], **one["when"], "doc": f"doc{number}"}
        kept.append(make(number, one["figure"], **facts))
    return kept


@given(st.lists(MAKINGS, min_size=8, max_size=16))
def test_every_claim_that_contradicts_a_whole_or_part_is_found(
    make: Keeper, invented: Lexicon, drawn: list[dict[str, Any]]
) -> None:
    by_question = group_by_question(group_claims(kept_from(make, drawn), invented), invented)
    found = {name for _, _, pairs in list_wholes(by_question) for pair in pairs for name in pair}
    told = [(question, claim) for question, several in by_question.items() for claim in several]
    expected = {
        name
        for (q, a), (r, b) in permutations(told, 2)
        if q != r and _can_be_held(q, r) and compare_scopes(a, b).relation == "first_in"
        if judge(a, b).verdict == "contradict"
        for name in (a.id, b.id)
    }
    assert expected <= found


def _can_be_held(part: Question, whole: Question) -> bool:
    """Say whether two questions share their occasion, or all but it."""
    if None in (part.occasion, whole.occasion):
        return False
    if (part.frame, part.occasion) == (whole.frame, whole.occasion):
        return True
    stretches = ("interval", "cumulative")
    scopes = [(q.outcome, q.class_, q.group, q.place) for q in (part, whole)]
    return part.frame in stretches and whole.frame in stretches and scopes[0] == scopes[1]


@given(st.lists(MAKINGS, min_size=8, max_size=16))
def test_swapping_the_parties_changes_nothing(
    make: Keeper, invented: Lexicon, drawn: list[dict[str, Any]]
) -> None:
    listed = []
    for swapped in (False, True):
        claims = group_claims(kept_from(make, drawn, swapped=swapped), invented)
        place = {claim.id: claim.sightings[0].id for claim in claims}
        found = list_wholes(group_by_question(claims, invented))
        listed.append(
            sorted(sorted(tuple(sorted((place[a], place[b]))) for a, b in p) for _, _, p in found)
        )
    assert listed[0] == listed[1]
