"""Verdicts: which claims cannot both be true, which can, and which are not compared."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from figures import ALMOST_6000, NONE, SOME, at_most, exact, more_than
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.claims import group_claims
from counterclaim.group.events import link_events
from counterclaim.group.verdicts import bounds_in_words, judge
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import PairVerdict
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Judge = Callable[..., PairVerdict]

MARCH_2, MARCH_5, MARCH_9 = (dt.date(2031, 3, day) for day in (2, 5, 9))
N_498 = exact(498)
OVER_2000 = more_than(2000)
OTHER = {"who": "Velmora", "side": "QV"}


def claims_of(kept: list[KeptSighting], lexicon: Lexicon) -> list[Claim]:
    """Return one claim for each sighting, even for those that would join."""
    return link_events([c for one in kept for c in group_claims([one], lexicon)], lexicon)


@pytest.fixture
def pair(sight: Keeper, invented: Lexicon) -> Judge:
    """Return a judge of two claims; ``facts`` are those of each, ``more`` those of both."""

    def pair(one: Any, other: Any, facts: Any = ({}, {}), **more: Any) -> PairVerdict:
        first = sight(one, **{**more, **facts[0]})
        second = sight(other, **{**OTHER, **more, **facts[1]})
        return judge(*claims_of([first, second], invented))

    return pair


def test_bounds_without_a_common_number_contradict(pair: Judge) -> None:
    found = pair(N_498, OVER_2000, said=MARCH_5)
    assert found.verdict == "contradict"
    assert found.reason == (
        "498 and 2,001 or more have no number in common, and both count up to 2031-03-05"
    )
    assert found.rests_on == "hard"
    assert found.ratio == pytest.approx(2000 / 498)


def test_bounds_that_meet_agree(pair: Judge) -> None:
    found = pair(exact(3000), OVER_2000, said=MARCH_5)
    assert found.verdict == "agree"
    assert found.reason == (
        "2,001 or more and 3,000 have numbers in common, and both count up to 2031-03-05"
    )


def test_a_soft_bound_is_named_as_such(pair: Judge) -> None:
    assert pair(N_498, ALMOST_6000, said=MARCH_5).rests_on == "soft"


def test_a_higher_toll_of_an_earlier_day_contradicts_a_lower_one(pair: Judge) -> None:
    found = pair(N_498, ALMOST_6000, [{"said": MARCH_5}, {"end": MARCH_2}])
    assert found.verdict == "contradict"
    assert found.reason == (
        "a count since the start can only rise: 5,400 to 5,999 by 2031-03-02 "
        "rules out 498 by 2031-03-05"
    )


def test_a_day_known_from_publication_alone_is_named_as_such(pair: Judge) -> None:
    facts = ({"published": MARCH_5, "doc": "a"}, {"end": MARCH_2})
    assert pair(N_498, ALMOST_6000, facts).reason == (
        "a count since the start can only rise: 5,400 to 5,999 by 2031-03-02 "
        "rules out 498 by 2031-03-05 (the day of publication)"
    )


def test_a_toll_may_rise_until_a_later_day(pair: Judge) -> None:
    found = pair(N_498, ALMOST_6000, [{"end": MARCH_2}, {"end": MARCH_5}])
    assert found.verdict == "compatible"
    assert found.reason == (
        "a toll can rise from 498 by 2031-03-02 to 5,400 to 5,999 by 2031-03-05"
    )


def test_tolls_without_any_day_are_taken_side_by_side(pair: Judge) -> None:
    found = pair(N_498, ALMOST_6000)
    assert found.verdict == "contradict"
    assert found.reason == "498 and 5,400 to 5,999 have no number in common"


def test_a_toll_without_a_day_is_not_compared_with_a_dated_one(pair: Judge) -> None:
    found = pair(N_498, ALMOST_6000, [{}, {"end": MARCH_5}])
    assert found.verdict == "unlinked"
    assert found.reason == "nothing shows up to which day both count"


def test_the_dead_and_the_wounded_are_two_questions(pair: Judge) -> None:
    found = pair(N_498, exact(1597), [{}, {"outcome": "wounded"}], said=MARCH_5)
    assert found.verdict == "compatible"
    assert found.reason == "one counts the killed, the other the wounded"


def test_the_dead_cannot_outnumber_the_casualties(pair: Judge) -> None:
    facts = [{"outcome": "casualties"}, {"outcome": "killed"}]
    found = pair(N_498, exact(700), facts, said=MARCH_5)
    assert found.verdict == "contradict"
    assert found.reason == (
        "a part cannot be larger than the whole: the killed are among the casualties, "
        "yet 700 exceeds 498"
    )


def test_fewer_dead_than_casualties_are_compatible(pair: Judge) -> None:
    facts = [{"outcome": "killed"}, {"outcome": "casualties"}]
    found = pair(N_498, exact(700), facts, said=MARCH_5)
    assert found.verdict == "compatible"
    assert found.reason == "the killed are among the casualties"


def test_children_are_a_part_of_all(pair: Judge) -> None:
    facts = [{"group": "children"}, {}]
    found = pair(exact(3), exact(20), facts, class_="civilian", said=MARCH_5)
    assert found.verdict == "compatible"
    assert found.reason == "the children are a part of all"


def test_a_subset_is_not_held_against_the_whole(pair: Judge) -> None:
    found = pair(exact(3), exact(20), [{"part_of": "s9"}, {}], said=MARCH_5)
    assert (found.verdict, found.reason) == ("compatible", "one figure is a part of a whole")


def test_two_unnamed_subsets_are_not_compared(pair: Judge) -> None:
    found = pair(exact(3), exact(20), part_of="s9", said=MARCH_5)
    assert found.verdict == "unlinked"


def test_a_town_and_the_country_are_compatible(pair: Judge) -> None:
    facts = [{"place": "Dorna"}, {"place": "Velmora"}]
    found = pair(N_498, ALMOST_6000, facts, said=MARCH_5)
    assert (found.verdict, found.reason) == ("compatible", "Dorna is a part of the whole")


def test_two_towns_are_compatible(pair: Judge) -> None:
    facts = [{"place": "Lisk"}, {"place": "Dorna"}]
    found = pair(N_498, ALMOST_6000, facts, said=MARCH_5)
    assert found.reason == "one counts losses in Dorna, the other losses in Lisk"
    assert found.verdict == "compatible"


def test_soldiers_and_civilians_are_compatible(pair: Judge) -> None:
    facts = [{"class_": "military"}, {"class_": "civilian"}]
    found = pair(N_498, ALMOST_6000, facts, said=MARCH_5)
    assert found.verdict == "compatible"
    assert found.reason == "one counts losses that are civilian, the other losses that are military"


def test_losses_of_two_sides_are_compatible(pair: Judge) -> None:
    found = pair(N_498, ALMOST_6000, [{"of": "QK"}, {"of": "QV"}], said=MARCH_5)
    assert (found.verdict, found.reason) == (
        "compatible",
        "one counts losses of QK, the other losses of QV",
    )


@pytest.mark.parametrize(
    "facts", [[{"of": None}, {}], [{"class_": None}, {}], [{"frame": None}, {}]]
)
def test_what_is_not_shown_to_be_one_thing_is_not_compared(
    pair: Judge, facts: list[dict[str, Any]]
) -> None:
    assert pair(N_498, ALMOST_6000, facts, said=MARCH_5).verdict == "unlinked"


def test_one_event_with_two_figures_contradicts(pair: Judge) -> None:
    event = {"frame": "incident", "place": "Dorna", "start": MARCH_2}
    assert pair(exact(6), exact(15), **event).verdict == "contradict"


@pytest.mark.parametrize(
    "second",
    [{"place": "Lisk"}, {"place": None}, {"start": MARCH_9}, {"start": None}],
)
def test_events_of_another_place_or_day_are_not_compared(
    pair: Judge, second: dict[str, Any]
) -> None:
    event = {"frame": "incident", "place": "Dorna", "start": MARCH_2}
    assert pair(exact(6), exact(15), [{}, second], **event).verdict == "unlinked"


def test_two_events_without_a_day_are_not_compared(pair: Judge) -> None:
    found = pair(exact(6), exact(15), frame="incident", place="Dorna")
    assert found.verdict == "unlinked"
    assert found.reason == "nothing shows that both events were on one day"


def test_an_event_is_not_compared_with_a_toll(pair: Judge) -> None:
    facts = [{"frame": "incident", "place": "Dorna", "start": MARCH_2}, {}]
    assert pair(exact(6), exact(15), facts, said=MARCH_5).verdict == "unlinked"


def test_different_intervals_are_compatible(pair: Judge) -> None:
    facts = [{"start": MARCH_2, "end": MARCH_5}, {"start": MARCH_5, "end": MARCH_9}]
    found = pair(exact(6), exact(15), facts, frame="interval")
    assert found.verdict == "compatible"
    assert found.reason == (
        "they count over different days: 2031-03-02 to 2031-03-05 and 2031-03-05 to 2031-03-09"
    )


def test_an_interval_cannot_hold_more_than_the_whole_war(pair: Judge) -> None:
    facts = [{}, {"frame": "interval", "start": MARCH_2, "end": MARCH_5}]
    assert pair(N_498, ALMOST_6000, facts, said=MARCH_9).verdict == "contradict"


def test_rates_in_one_unit_contradict_and_in_two_do_not(pair: Judge) -> None:
    rate = {"frame": "rate", "start": None}
    assert pair(exact(50), exact(100), words="a day", **rate).verdict == "contradict"
    facts = [{"words": "a day"}, {"words": "a week"}]
    assert pair(exact(50), exact(100), facts, **rate).verdict == "compatible"


def test_a_denial_excludes_what_lies_wholly_in_it(pair: Judge) -> None:
    facts = [{}, {"polarity": "denied"}]
    assert pair(N_498, N_498, facts, said=MARCH_5).verdict == "contradict"
    assert pair(N_498, OVER_2000, facts, said=MARCH_5).verdict == "compatible"
    assert pair(N_498, OVER_2000, polarity="denied", said=MARCH_5).verdict == "compatible"


def test_a_single_person_of_whom_a_text_tells_need_not_be_all(pair: Judge) -> None:
    event = {"frame": "incident", "place": "Dorna", "start": MARCH_2}
    found = pair(exact(1), exact(10), ({"who": ""}, {}), **event)
    assert (found.verdict, found.reason) == (
        "agree",
        "1 or more and 10 have numbers in common",
    )
    assert pair(exact(1), exact(10), **event).verdict == "contradict"
    assert pair(exact(1), NONE, ({"who": ""}, {}), **event).verdict == "contradict"


def test_two_denials_can_exclude_each_other(pair: Judge) -> None:
    found = pair(OVER_2000, at_most(3000), polarity="denied", said=MARCH_5)
    assert (found.verdict, found.reason) == (
        "contradict",
        "to deny 2,001 or more is to say 2,000 or fewer, and to deny 3,000 or fewer is to say "
        "3,001 or more: 2,000 or fewer and 3,001 or more have no number in common, and both "
        "count up to 2031-03-05",
    )


def test_a_denial_of_no_losses_admits_some(pair: Judge) -> None:
    found = pair(NONE, NONE, ({}, {"polarity": "denied"}), said=MARCH_5)
    assert found.verdict == "contradict"


def test_zero_contradicts_a_number_and_has_no_ratio(pair: Judge) -> None:
    found = pair(NONE, exact(15), said=MARCH_5)
    assert (found.verdict, found.ratio) == ("contradict", None)


def test_losses_without_a_number_contradict_only_none(pair: Judge) -> None:
    assert pair(NONE, SOME, said=MARCH_5).verdict == "contradict"
    assert pair(SOME, N_498, said=MARCH_5).verdict == "agree"
    assert pair(SOME, N_498, said=MARCH_5).ratio is None


def test_the_smaller_figure_comes_first_whoever_states_it(pair: Judge) -> None:
    found = pair(ALMOST_6000, N_498, said=MARCH_5)
    assert (found.a, found.b) == ("c-doc-s1", "c-doc-s0")


def test_equal_figures_are_ordered_by_name(pair: Judge) -> None:
    found = pair(N_498, N_498, [{"who": "Zubaya"}, {"who": "Arden"}], said=MARCH_5)
    assert (found.a, found.b) == ("c-doc-s1", "c-doc-s0")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (N_498, "498"),
        (OVER_2000, "2,001 or more"),
        (ALMOST_6000, "5,400 to 5,999"),
        ({"kind": "at_most", "value": 40, "low": 0, "high": 40}, "40 or fewer"),
        ({"kind": "vague"}, "any number"),
    ],
)
def test_bounds_are_put_into_words(sight: Keeper, quantity: dict[str, Any], words: str) -> None:
    assert bounds_in_words(sight(quantity).sighting.quantity) == words


def quantities() -> st.SearchStrategy[dict[str, Any]]:
    number = st.integers(1, 60)
    return st.one_of(
        number.map(exact),
        number.map(lambda n: {"kind": "at_least", "value": n, "low": n, "high": None}),
        number.map(lambda n: {"kind": "at_most", "value": n, "low": 0, "high": n}),
        st.tuples(number, number).map(
            lambda p: {"kind": "range", "value": None, "low": min(p), "high": max(p)}
        ),
        st.just(SOME),
    )


def facts() -> st.SearchStrategy[dict[str, Any]]:
    day = st.sampled_from([None, MARCH_2, MARCH_5, MARCH_9])
    return st.fixed_dictionaries(
        {
            "who": st.sampled_from(["Kastavia", "Velmora", ""]),
            "side": st.sampled_from(["QK", None]),
            "outcome": st.sampled_from(["killed", "wounded", "casualties"]),
            "of": st.sampled_from(["QV", "QK", None]),
            "class_": st.sampled_from(["military", "mixed", None]),
            "group": st.sampled_from([None, "children", "police"]),
            "frame": st.sampled_from(["cumulative", "interval", "incident", "rate", None]),
            "start": st.sampled_from([None, MARCH_2]),
            "end": st.sampled_from([None, MARCH_5, MARCH_9]),
            "said": day,
            "place": st.sampled_from([None, "Dorna", "Velmora"]),
            "polarity": st.sampled_from(["asserted", "denied"]),
            "part_of": st.sampled_from([None, "s99"]),
        }
    )


def pair_of(make: Keeper, lexicon: Lexicon, *rows: Any) -> list[Claim]:
    kept = [make(at, dict(quantity), **given) for at, (quantity, given) in enumerate(rows)]
    return claims_of(kept, lexicon)


@given(st.tuples(quantities(), facts()), st.tuples(quantities(), facts()))
def test_a_verdict_does_not_depend_on_the_order(
    make: Keeper, invented: Lexicon, one: Any, other: Any
) -> None:
    a, b = pair_of(make, invented, one, other)
    assert judge(a, b) == judge(b, a)


@given(quantities(), facts())
def test_a_claim_never_contradicts_its_like(
    make: Keeper, invented: Lexicon, quantity: Any, same: Any
) -> None:
    a, b = pair_of(make, invented, (quantity, same), (quantity, same))
    assert judge(a, b).verdict != "contradict"


@given(quantities(), quantities(), facts())
def test_claims_of_one_scope_contradict_if_and_only_if_their_bounds_do(
    make: Keeper, invented: Lexicon, one: Any, other: Any, same: Any
) -> None:
    asserted = {**same, "polarity": "asserted"}
    a, b = pair_of(make, invented, (one, asserted), (other, asserted))
    found = judge(a, b)
    if found.verdict != "unlinked":
        cannot = a.quantity.cannot_both_hold(b.quantity)
        assert found.verdict == ("contradict" if cannot else "agree")
