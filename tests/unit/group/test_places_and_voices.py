"""Places in two spellings, voices of outlets, named parts, and the words that stand for a claim."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from figures import exact

from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[[list[KeptSighting]], list[Claim]]
Lister = Callable[..., list[Dispute]]

MARCH_2, MARCH_5 = dt.date(2031, 3, 2), dt.date(2031, 3, 5)
OTHER = {"who": "Velmora", "side": "QV"}


@pytest.mark.parametrize("frame", ["incident", "cumulative"])
@pytest.mark.parametrize("places", [("the Dorna market", "Dorna market"), ("DORNA", "Dorna")])
def test_two_spellings_of_a_place_are_one(
    tell: Keeper, dispute: Lister, frame: str, places: tuple[str, str]
) -> None:
    facts: dict[str, Any] = {"frame": frame, "said": MARCH_5}
    facts |= {"start": MARCH_2} if frame == "incident" else {}
    one = tell(exact(50), place=places[0], **facts)
    [found] = dispute([one, tell(exact(5), place=places[1], **OTHER, **facts)])
    assert [pair.verdict for pair in found.verdicts] == ["contradict"]


def test_a_restatement_may_spell_the_place_otherwise(tell: Keeper, group: Grouper) -> None:
    facts: dict[str, Any] = {"frame": "incident", "start": MARCH_2, "said": MARCH_5}
    kept = [tell(exact(5), place=place, **facts) for place in ("the Dorna market", "Dorna market")]
    assert [len(claim.sightings) for claim in group(kept)] == [2]


def test_one_outlets_voice_is_one_in_two_articles_and_two_outlets_are_two(
    tell: Keeper, group: Grouper
) -> None:
    facts: dict[str, Any] = {"frame": "incident", "start": MARCH_2, "place": "Dorna", "who": ""}
    kept = [tell(exact(59), outlet=name, **facts) for name in ("Post", "Post", "Herald")]
    assert sorted(len(claim.sightings) for claim in group(kept)) == [1, 2]


def test_children_among_the_dead_answer_the_question_of_children(
    tell: Keeper, dispute: Lister
) -> None:
    facts: dict[str, Any] = {"group": "children", "class_": "civilian", "said": MARCH_5}
    kept = [tell(exact(142), part_of="s9", **facts), tell(exact(176), **OTHER, **facts)]
    [found] = dispute(kept)
    assert [pair.verdict for pair in found.verdicts] == ["contradict"]


def test_the_surest_sighting_of_the_first_text_words_the_claim(
    sight: Keeper, group: Grouper
) -> None:
    headline = sight(exact(18_000), said=MARCH_5)
    body = sight(
        {"kind": "about", "value": 18_000, "low": 16_200, "high": 19_800},
        who="Kastavia's general staff",
        said=MARCH_5,
    )
    sure = [
        replace(one, sighting=replace(one.sighting, confidence=share))
        for one, share in ((headline, 0.64), (body, 0.82))
    ]
    [claim] = group(sure)
    assert (claim.claimant, claim.quantity.kind) == ("Kastavia's general staff", "about")


def test_an_undated_claim_is_never_the_last_word(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(50), said=dt.date(2031, 3, 8)),
        tell(exact(5)),
        tell(exact(50), said=dt.date(2031, 3, 8), **OTHER),
    ]
    assert all(len(found.claims) != 3 or found.changes == () for found in dispute(kept))


def test_what_one_text_tells_of_one_place_without_a_day_is_one_event(
    sight: Keeper, dispute: Lister
) -> None:
    facts: dict[str, Any] = {"frame": "incident", "place": "Dorna", "published": MARCH_5}
    [found] = dispute([sight(exact(471), **facts), sight(exact(30), **OTHER, **facts)])
    assert [pair.verdict for pair in found.verdicts] == ["contradict"]
