"""Claims: which sightings are one assertion, in one text and in many, and how far it counts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from figures import ALMOST_6000, SOME, at_least, at_most, exact, more_than
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.claims import bucket_keys, group_claims
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[..., list[Claim]]

N_498, N_600 = exact(498), exact(600)
ALMOST_500 = {"kind": "nearly", "value": 500, "low": 450, "high": 499}
MARCH_2, MARCH_3, MARCH_5, MARCH_20 = (dt.date(2031, 3, day) for day in (2, 3, 5, 20))


def test_headline_and_body_of_one_side_are_one_claim(sight: Keeper, group: Grouper) -> None:
    claims = group([sight(N_498), sight(N_498, who="Kastavian army")])
    assert [len(a.sightings) for a in claims] == [2]
    assert claims[0].claimant == "Kastavia"


def test_bounds_that_meet_join_and_the_first_wording_stands(sight: Keeper, group: Grouper) -> None:
    [claim] = group([sight(ALMOST_500), sight(N_498)])
    assert claim.quantity.kind == "nearly"


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
def test_a_difference_makes_two_claims(
    sight: Keeper, group: Grouper, facts: dict[str, Any]
) -> None:
    first = sight(N_498, place="Lisk", end=dt.date(2031, 3, 4))
    assert len(group([first, sight(N_498, **facts)])) == 2


def test_bounds_that_do_not_meet_make_two_claims(sight: Keeper, group: Grouper) -> None:
    assert len(group([sight(N_498), sight(N_600)])) == 2


def test_losses_without_a_number_do_not_swallow_a_number(sight: Keeper, group: Grouper) -> None:
    assert len(group([sight(SOME), sight(N_498)])) == 2


def test_a_class_left_open_joins_one_that_is_known(sight: Keeper, group: Grouper) -> None:
    [claim] = group([sight(N_498, class_=None), sight(N_498)])
    assert claim.question.class_ == "military"


def test_a_repeat_joins_although_its_bounds_do_not_meet(sight: Keeper, group: Grouper) -> None:
    six_thousand = {"kind": "exact", "value": 6000, "low": 6000, "high": 6000}
    close_to = {"kind": "nearly", "value": 6000, "low": 5400, "high": 5999}
    claims = group([sight(close_to, id="first"), sight(six_thousand, repeats="first")])
    assert [len(a.sightings) for a in claims] == [2]


def test_an_unattributed_headline_takes_the_claimant_of_its_repeat(
    sight: Keeper, group: Grouper
) -> None:
    [claim] = group([sight(N_498, id="h", who=""), sight(N_498, repeats="h")])
    assert (claim.claimant, claim.party) == ("Kastavia", "QK")


def test_an_optional_sighting_makes_no_claim_but_joins_one(sight: Keeper, group: Grouper) -> None:
    caption = sight(N_498, optional=True, caption=True)
    assert group([caption]) == []
    [claim] = group([sight(N_498), caption])
    assert len(claim.sightings) == 2


def test_one_event_needs_one_place_and_day(sight: Keeper, group: Grouper) -> None:
    march_4, march_9 = dt.date(2031, 3, 4), dt.date(2031, 3, 9)
    first = sight(N_498, frame="incident", place="Dorna", start=march_4)
    again = sight(N_498, frame="incident", place="Dorna", start=march_4)
    later = sight(N_498, frame="incident", place="Dorna", start=march_9)
    assert [len(a.sightings) for a in group([first, again, later])] == [2, 1]


@pytest.mark.parametrize(
    ("facts", "as_of", "basis"),
    [
        ({"end": dt.date(2031, 3, 5), "said": dt.date(2031, 3, 6)}, "2031-03-05", "period"),
        ({"said": dt.date(2031, 3, 6)}, "2031-03-06", "said"),
        ({}, "2031-03-07", "published"),
    ],
)
def test_a_count_ends_with_its_period_else_when_said_else_when_published(
    sight: Keeper, group: Grouper, facts: dict[str, Any], as_of: str, basis: str
) -> None:
    [claim] = group([sight(N_498, **facts, published=dt.date(2031, 3, 7))])
    assert str(claim.as_of) == as_of
    assert claim.as_of_from == basis
    assert claim.is_as_of_inferred is (basis != "period")


def test_without_any_day_the_end_is_not_known(sight: Keeper, group: Grouper) -> None:
    [claim] = group([sight(N_498)])
    assert (claim.as_of, claim.as_of_from, claim.is_as_of_inferred) == (None, None, False)


def test_a_whole_country_does_not_narrow_the_question(sight: Keeper, group: Grouper) -> None:
    sightings = [sight(N_498, place="Velmora"), sight(N_600, place="Dorna")]
    claims = group(sightings)
    assert [a.question.place for a in claims] == [None, "Dorna"]


def test_a_figure_named_in_two_wordings_is_one_in_one_text(sight: Keeper, group: Grouper) -> None:
    [claim] = group([sight(ALMOST_6000), sight(exact(6000))])
    assert len(claim.sightings) == 2


def test_at_most_and_over_one_number_are_two(sight: Keeper, group: Grouper) -> None:
    assert len(group([sight(at_most(40)), sight(more_than(40))])) == 2


def test_two_classes_do_not_join_through_one_left_open(sight: Keeper, group: Grouper) -> None:
    kept = [sight(N_498, class_=None), sight(N_498), sight(N_498, class_="civilian")]
    assert [len(c.sightings) for c in group(kept)] == [2, 1]


def test_the_same_figure_weeks_later_is_one_claim(tell: Keeper, group: Grouper) -> None:
    kept = [tell(N_498, published=MARCH_2), tell(N_498, published=MARCH_20)]
    [claim] = group(kept)
    assert (claim.first_seen, claim.last_seen, claim.n_independent) == (MARCH_2, MARCH_20, 2)
    assert claim.as_of == MARCH_2


def test_a_figure_up_to_a_later_day_was_not_said_before_it(tell: Keeper, group: Grouper) -> None:
    kept = [tell(N_498, published=MARCH_2), tell(N_498, published=MARCH_20, end=MARCH_20)]
    assert [c.as_of for c in group(kept)] == [MARCH_2, MARCH_20]


def test_a_changed_figure_is_a_new_claim_that_supersedes(tell: Keeper, group: Grouper) -> None:
    old, new = group([tell(N_498, published=MARCH_2), tell(N_600, published=MARCH_20)])
    assert (new.supersedes, old.superseded_by) == (old.id, new.id)
    assert (old.supersedes, new.superseded_by) == (None, None)


def test_another_speaker_of_the_side_supersedes_nothing(tell: Keeper, group: Grouper) -> None:
    kept = [tell(N_498, published=MARCH_2), tell(N_600, published=MARCH_20, who="Kastavian army")]
    assert [c.supersedes for c in group(kept)] == [None, None]


def test_incidents_without_a_place_supersede_nothing(tell: Keeper, group: Grouper) -> None:
    event = {"frame": "incident", "start": MARCH_2}
    kept = [tell(exact(5), published=MARCH_2, **event), tell(exact(9), published=MARCH_3, **event)]
    assert [c.supersedes for c in group(kept)] == [None, None]


def test_a_denial_supersedes_nothing(tell: Keeper, group: Grouper) -> None:
    denied = {"polarity": "denied"}
    kept = [tell(N_498, published=MARCH_2, **denied), tell(N_600, published=MARCH_20, **denied)]
    assert [c.supersedes for c in group(kept)] == [None, None]


def test_two_papers_round_one_saying_of_one_day(tell: Keeper, group: Grouper) -> None:
    kept = [tell(ALMOST_6000, published=MARCH_2), tell(exact(6000), published=MARCH_3)]
    [claim] = group(kept)
    assert claim.quantity.text == "almost 6,000"


def test_bounds_that_meet_far_apart_are_two_claims(tell: Keeper, group: Grouper) -> None:
    kept = [tell(more_than(2000), published=MARCH_2), tell(exact(14000), published=MARCH_2)]
    assert len(group(kept)) == 2


def test_unnamed_officials_of_two_papers_are_two(tell: Keeper, group: Grouper) -> None:
    facts = {"who": "a senior official", "kind": "anonymous", "published": MARCH_2}
    assert len(group([tell(N_498, **facts), tell(N_498, **facts)])) == 2
    neutral = {**facts, "side": None}
    assert len(group([tell(N_498, **neutral), tell(N_498, **neutral)])) == 2


def test_the_own_voices_of_two_papers_are_two_and_copies_are_one(
    tell: Keeper, group: Grouper
) -> None:
    kept = [
        tell(N_498, who="", published=MARCH_2),
        tell(N_498, who="", published=MARCH_2),
        tell(N_498, who="", published=MARCH_3, copy_group="doc000"),
    ]
    claims = group(kept)
    assert [len(c.sightings) for c in claims] == [2, 1]
    assert [c.n_independent for c in claims] == [1, 1]


def test_copies_count_once(tell: Keeper, group: Grouper) -> None:
    kept = [
        tell(N_498, published=MARCH_2),
        tell(N_498, published=MARCH_3, copy_group="doc000"),
        tell(N_498, published=MARCH_3),
    ]
    [claim] = group(kept)
    assert (len(claim.sightings), claim.n_independent) == (3, 2)


def test_a_person_counts_for_his_side_and_keeps_his_name(tell: Keeper, group: Grouper) -> None:
    kept = [tell(N_498, who="Ilen Torv", published=MARCH_2), tell(N_498, published=MARCH_3)]
    [claim] = group(kept)
    assert (claim.claimant, claim.party) == ("Ilen Torv", "QK")


def test_an_alias_is_one_claimant(group: Grouper, tell: Keeper) -> None:
    neutral = {"side": None, "kind": "international organisation", "published": MARCH_2}
    kept = [tell(N_498, who="The Red  Cross", **neutral), tell(N_498, who="red cross", **neutral)]
    assert len(group(kept)) == 1
    aliases = ("World Health Organization", "WHO")
    assert len(group([tell(N_498, who=name, **neutral) for name in aliases])) == 1
    assert len(group([tell(N_498, who=n, **neutral) for n in ("Red Cross", "WHO")])) == 2


def test_rejected_sightings_are_left_out_and_accepted_optional_ones_count(
    tell: Keeper, group: Grouper
) -> None:
    assert group([tell(N_498, status="rejected")]) == []
    assert len(group([tell(N_498, optional=True, status="accepted")])) == 1


def test_intervals_of_two_months_are_two_claims(tell: Keeper, group: Grouper) -> None:
    march = {"frame": "interval", "start": dt.date(2031, 3, 1), "end": dt.date(2031, 3, 31)}
    april = {"frame": "interval", "start": dt.date(2031, 4, 1), "end": dt.date(2031, 4, 30)}
    claims = group([tell(N_498, **march), tell(N_498, **april)])
    occasions = {c.question.occasion for c in claims}
    assert occasions == {"2031-03-01/2031-03-31", "2031-04-01/2031-04-30"}


def test_only_sightings_with_equal_keys_can_be_one_claim(sight: Keeper, invented: Lexicon) -> None:
    kept = [
        sight(N_498, id="a"),
        sight(N_600, id="b", who="Kastavian army"),
        sight(N_498, id="c", who="", repeats="a"),
        sight(N_498, id="d", who=""),
        sight(N_498, id="e", outcome="wounded"),
    ]
    keys = bucket_keys([one.sighting for one in kept], invented)
    assert keys["a"] == keys["b"] == keys["c"]
    assert len({keys["a"], keys["d"], keys["e"]}) == 3


def rows() -> st.SearchStrategy[list[tuple[dict[str, Any], dict[str, Any]]]]:
    figures = st.sampled_from([exact(5), exact(6), at_least(5), exact(50), SOME])
    facts = st.fixed_dictionaries(
        {
            "who": st.sampled_from(["Kastavia", "Ilen Torv", ""]),
            "class_": st.sampled_from(["military", None]),
            "frame": st.sampled_from(["cumulative", "incident"]),
            "start": st.sampled_from([None, MARCH_2, MARCH_3]),
            "end": st.sampled_from([None, MARCH_5]),
            "place": st.sampled_from([None, "Dorna"]),
            "doc": st.sampled_from(["a", "b", "c"]),
            "optional": st.booleans(),
        }
    )
    return st.lists(st.tuples(figures, facts), max_size=8)


PUBLISHED = {"a": MARCH_2, "b": MARCH_3, "c": MARCH_20}


def keep_all(make: Keeper, found: Any) -> list[KeptSighting]:
    return [
        make(at, figure, **given, published=PUBLISHED[given["doc"]])
        for at, (figure, given) in enumerate(found)
    ]


@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(
    make: Keeper, invented: Lexicon, found: Any, random: Any
) -> None:
    kept = keep_all(make, found)
    shuffled = list(kept)
    random.shuffle(shuffled)
    assert group_claims(kept, invented) == group_claims(shuffled, invented)


@given(rows())
def test_every_sighting_that_counts_is_in_one_claim(
    make: Keeper, invented: Lexicon, found: Any
) -> None:
    kept = keep_all(make, found)
    held = [one.id for claim in group_claims(kept, invented) for one in claim.sightings]
    assert len(held) == len(set(held))
    assert {one.id for one in kept if not one.sighting.optional} <= set(held)
