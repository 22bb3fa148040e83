"""Scopes: what is a part of what, the same either way round."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from counterclaim.group.scopes import compare_scopes
from counterclaim.model.claims import Claim
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[..., list[Claim]]

FIVE = {"kind": "exact", "value": 5, "low": 5, "high": 5}
EARLY, LATE = dt.date(2031, 3, 2), dt.date(2031, 3, 5)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({"outcome": "wounded"}, {"outcome": "casualties"}),
        ({"class_": "civilian"}, {"class_": "mixed"}),
        ({"group": "police"}, {}),
        ({"part_of": "s9"}, {}),
        ({"end": EARLY}, {"end": LATE}),
        ({"place": "Dorna"}, {}),
        ({"frame": "interval", "start": EARLY, "end": EARLY}, {"end": LATE}),
    ],
)
def test_a_part_lies_in_its_whole(
    sight: Keeper, group: Grouper, part: dict[str, Any], whole: dict[str, Any]
) -> None:
    [one] = group([sight(FIVE, **{"said": LATE, **part})])
    [other] = group([sight(FIVE, **{"said": LATE, **whole})])
    assert compare_scopes(one, other).relation == "first_in"
    assert compare_scopes(other, one).relation == "second_in"


def test_parts_in_both_directions_are_apart(sight: Keeper, group: Grouper) -> None:
    [one] = group([sight(FIVE, end=EARLY)])
    [other] = group([sight(FIVE, end=LATE, place="Dorna")])
    assert compare_scopes(one, other).relation == "apart"
    assert compare_scopes(one, other).n_differences == 2
