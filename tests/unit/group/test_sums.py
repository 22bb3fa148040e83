"""Sums that exceed their whole, though every two of the claims fit."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from figures import at_least, exact

from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Lister = Callable[..., list[Dispute]]

MARCH_2, MARCH_5, MARCH_9 = (dt.date(2031, 3, day) for day in (2, 5, 9))
WOUNDED, CASUALTIES = {"outcome": "wounded"}, {"outcome": "casualties"}
OTHER = {"who": "Velmora", "side": "QV"}


def test_killed_and_wounded_exceed_the_casualties(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(60), said=MARCH_5),
        tell(at_least(70), said=MARCH_2, **WOUNDED),
        tell(exact(100), said=MARCH_5, **CASUALTIES, **OTHER),
        tell(exact(20), said=MARCH_2),
    ]
    [found] = dispute(kept)
    assert found.is_contradictory
    assert {pair.verdict for pair in found.verdicts} == {"compatible"}
    assert [claim.quantity.value for claim in found.claims] == [60, 70, 100]
    assert found.question.outcome is None
    assert [len(chosen) for chosen in found.possible_sets] == [2, 2, 2]
    assert [(change.by, change.direction) for change in found.changes] == [
        (10, "down"),
        (10, "down"),
        (10, "up"),
    ]


@pytest.mark.parametrize(
    ("killed", "wounded", "casualties"),
    [
        ({}, {}, {"said": MARCH_2}),
        ({}, {"said": MARCH_9}, {}),
        ({"of": "QK"}, {}, {}),
        ({}, {}, {"place": "Dorna"}),
        ({}, {"polarity": "denied"}, {}),
    ],
)
def test_what_is_of_another_day_side_or_place_adds_nothing(
    tell: Keeper, dispute: Lister, killed: Any, wounded: Any, casualties: Any
) -> None:
    kept = [
        tell(exact(60), **{"said": MARCH_5, **killed}),
        tell(exact(70), **{"said": MARCH_5, **WOUNDED, **wounded}),
        tell(exact(100), **{"said": MARCH_5, **CASUALTIES, **OTHER, **casualties}),
    ]
    assert dispute(kept) == []


def test_soldiers_and_civilians_exceed_all(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(60), said=MARCH_5),
        tell(exact(70), said=MARCH_5, class_="civilian"),
        tell(exact(100), said=MARCH_9, class_="mixed", **OTHER),
    ]
    [found] = dispute(kept)
    assert found.question.class_ is None
    assert [claim.quantity.value for claim in found.claims] == [60, 70, 100]


def test_the_wounded_of_one_event_add_up_on_one_day_only(tell: Keeper, dispute: Lister) -> None:
    strike = {"frame": "incident", "place": "Dorna", "start": MARCH_2}
    kept = [
        tell(exact(60), **strike, said=MARCH_2),
        tell(exact(70), **strike, **WOUNDED, said=MARCH_2),
        tell(exact(100), **strike, **CASUALTIES, **OTHER, said=MARCH_5),
    ]
    assert dispute(kept) == []
    same_day = tell(exact(100), **strike, **CASUALTIES, **OTHER, said=MARCH_2)
    assert len(dispute([*kept[:2], same_day])) == 1
