"""Answers: which sightings are one claim, and up to which day it counts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from counterclaim.group.answers import country_names, group_sightings

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.sightings import Sighting

Maker = Callable[..., Sighting]

N_498 = {"kind": "exact", "value": 498, "low": 498, "high": 498}
N_600 = {"kind": "exact", "value": 600, "low": 600, "high": 600}
ALMOST_500 = {"kind": "nearly", "value": 500, "low": 450, "high": 499}
SOME: dict[str, Any] = {"kind": "some", "low": 1}


def test_headline_and_body_of_one_side_are_one_answer(sight: Maker) -> None:
    answers = group_sightings([sight(N_498), sight(N_498, who="Kastavian army")])
    assert [len(a.sightings) for a in answers] == [2]
    assert answers[0].claimant == "Kastavia"


def test_bounds_that_meet_join_and_the_first_wording_stands(sight: Maker) -> None:
    [answer] = group_sightings([sight(ALMOST_500), sight(N_498)])
    assert answer.quantity.kind == "nearly"


@pytest.mark.parametrize(
    "facts",
    [
        {"who": "Velmora", "side": "QV"},
        {"outcome": "wounded"},
        {"of": "QK"},
        {"class_": "civilian"},
        {"group": "officers"},
        {"frame": "interval"},
        {"polarity": "denied"},
        {"place": "Dorna"},
        {"end": dt.date(2031, 3, 5)},
        {"part_of": "s0"},
    ],
)
def test_a_difference_makes_two_answers(sight: Maker, facts: dict[str, Any]) -> None:
    first = sight(N_498, place="Lisk", end=dt.date(2031, 3, 4))
    assert len(group_sightings([first, sight(N_498, **facts)])) == 2


def test_bounds_that_do_not_meet_make_two_answers(sight: Maker) -> None:
    assert len(group_sightings([sight(N_498), sight(N_600)])) == 2


def test_losses_without_a_number_do_not_swallow_a_number(sight: Maker) -> None:
    assert len(group_sightings([sight(SOME), sight(N_498)])) == 2


def test_a_class_left_open_joins_one_that_is_known(sight: Maker) -> None:
    [answer] = group_sightings([sight(N_498, class_=None), sight(N_498)])
    assert answer.question.class_ == "military"


def test_a_repeat_joins_although_its_bounds_do_not_meet(sight: Maker) -> None:
    six_thousand = {"kind": "exact", "value": 6000, "low": 6000, "high": 6000}
    close_to = {"kind": "nearly", "value": 6000, "low": 5400, "high": 5999}
    answers = group_sightings([sight(close_to, id="first"), sight(six_thousand, repeats="first")])
    assert [len(a.sightings) for a in answers] == [2]


def test_an_unattributed_headline_takes_the_claimant_of_its_repeat(sight: Maker) -> None:
    [answer] = group_sightings([sight(N_498, id="h", who=""), sight(N_498, repeats="h")])
    assert (answer.claimant, answer.party) == ("Kastavia", "QK")


def test_an_optional_sighting_makes_no_answer_but_joins_one(sight: Maker) -> None:
    caption = sight(N_498, optional=True, caption=True)
    assert group_sightings([caption]) == []
    [answer] = group_sightings([sight(N_498), caption])
    assert len(answer.sightings) == 2


def test_one_event_needs_one_place_and_day(sight: Maker) -> None:
    march_4, march_9 = dt.date(2031, 3, 4), dt.date(2031, 3, 9)
    first = sight(N_498, frame="incident", place="Dorna", start=march_4)
    again = sight(N_498, frame="incident", place="Dorna", start=march_4)
    later = sight(N_498, frame="incident", place="Dorna", start=march_9)
    assert [len(a.sightings) for a in group_sightings([first, again, later])] == [2, 1]


@pytest.mark.parametrize(
    ("facts", "as_of", "basis"),
    [
        ({"end": dt.date(2031, 3, 5), "said": dt.date(2031, 3, 6)}, "2031-03-05", "period"),
        ({"said": dt.date(2031, 3, 6)}, "2031-03-06", "said"),
        ({}, "2031-03-07", "published"),
    ],
)
def test_a_count_ends_with_its_period_else_when_said_else_when_published(
    sight: Maker, facts: dict[str, Any], as_of: str, basis: str
) -> None:
    [answer] = group_sightings([sight(N_498, **facts)], published=dt.date(2031, 3, 7))
    assert str(answer.as_of) == as_of
    assert answer.as_of_from == basis
    assert answer.is_as_of_inferred is (basis != "period")


def test_without_any_day_the_end_is_not_known(sight: Maker) -> None:
    [answer] = group_sightings([sight(N_498)])
    assert (answer.as_of, answer.as_of_from, answer.is_as_of_inferred) == (None, None, False)


def test_a_whole_country_does_not_narrow_the_question(sight: Maker) -> None:
    sightings = [sight(N_498, place="Velmora"), sight(N_600, place="Dorna")]
    answers = group_sightings(sightings, countries={"velmora"})
    assert [a.question.place for a in answers] == [None, "Dorna"]


def test_country_names_hold_states_and_no_towns(lexicon: Lexicon) -> None:
    names = country_names(lexicon)
    assert {"ukraine", "russia"} <= names
    assert not {"kyiv", "mariupol", "ukrainian"} & names
