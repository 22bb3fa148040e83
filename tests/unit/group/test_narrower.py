"""Narrower figures: what one text states beside a larger figure contradicts nobody."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from figures import exact

from counterclaim.group.identity import Gazetteer
from counterclaim.group.narrower import set_apart_narrower
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[[list[KeptSighting]], list[Claim]]
Lister = Callable[..., list[Dispute]]

MARCH_5 = dt.date(2031, 3, 5)


def parts(claims: list[Claim], lexicon: Lexicon) -> list[tuple[int | None, bool]]:
    found = set_apart_narrower(claims, Gazetteer.of(lexicon))
    return sorted((one.quantity.value, one.question.is_part) for one in found)


def test_the_smaller_of_one_speakers_figures_is_a_part(
    sight: Keeper, group: Grouper, invented: Lexicon
) -> None:
    claims = group([sight(exact(39_684), said=MARCH_5), sight(exact(97_207), said=MARCH_5)])
    assert parts(claims, invented) == [(39_684, True), (97_207, False)]


def test_two_speakers_of_one_text_are_held_against_each_other(
    sight: Keeper, group: Grouper, invented: Lexicon
) -> None:
    other: dict[str, Any] = {"who": "Velmora", "side": "QV"}
    claims = group([sight(exact(40), said=MARCH_5), sight(exact(900), said=MARCH_5, **other)])
    assert parts(claims, invented) == [(40, False), (900, False)]


def test_the_texts_own_voice_is_narrower_beside_a_larger_figure_and_not_beside_a_smaller(
    sight: Keeper, group: Grouper, invented: Lexicon
) -> None:
    own: dict[str, Any] = {"who": "", "said": MARCH_5}
    small = group([sight(exact(2), **own), sight(exact(168), said=MARCH_5)])
    assert parts(small, invented) == [(2, True), (168, False)]
    large = group([sight(exact(300), **own), sight(exact(120), said=MARCH_5)])
    assert parts(large, invented) == [(120, False), (300, False)]


def test_figures_of_two_texts_are_not_set_apart(tell: Keeper, dispute: Lister) -> None:
    [found] = dispute([tell(exact(40), said=MARCH_5), tell(exact(900), said=MARCH_5)])
    assert [pair.verdict for pair in found.verdicts] == ["contradict"]


def test_a_speakers_narrower_figure_is_not_listed_as_a_dispute(
    sight: Keeper, dispute: Lister
) -> None:
    assert dispute([sight(exact(40), said=MARCH_5), sight(exact(900), said=MARCH_5)]) == []
