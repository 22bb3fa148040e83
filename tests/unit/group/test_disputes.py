"""Disputes: which answers cannot both be true, which can, and which are not compared."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from counterclaim.group.answers import Answer, group_sightings
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.disputes import Dispute, bounds_in_words, judge, list_disputes
from counterclaim.model.sightings import Sighting

Maker = Callable[..., Sighting]

MARCH_2, MARCH_5, MARCH_9 = (dt.date(2031, 3, day) for day in (2, 5, 9))
N_498 = {"kind": "exact", "value": 498, "low": 498, "high": 498}
ALMOST_6000 = {"kind": "nearly", "value": 6000, "low": 5400, "high": 5999, "text": "almost 6,000"}
OVER_2000 = {"kind": "more_than", "value": 2000, "low": 2001, "high": None}
NONE = {"kind": "none", "value": 0, "low": 0, "high": 0}
SOME: dict[str, Any] = {"kind": "some", "low": 1}
OTHER = {"who": "Velmora", "side": "QV"}


def exact(value: int) -> dict[str, Any]:
    return {"kind": "exact", "value": value, "low": value, "high": value}


def answer(sighting: Sighting) -> Answer:
    [made] = group_sightings([sighting], countries={"velmora"})
    return made


def pair(
    sight: Maker, one: dict[str, Any], other: dict[str, Any], facts: Any = (), **more: Any
) -> Dispute:
    """Judge two answers; ``facts`` are those of the second alone, ``more`` those of both."""
    first, second = dict(facts[0]) if facts else {}, dict(facts[1]) if facts else {}
    return judge(
        answer(sight(one, **{**more, **first})),
        answer(sight(other, **{**OTHER, **more, **second})),
    )


def test_bounds_without_a_common_number_contradict(sight: Maker) -> None:
    dispute = pair(sight, N_498, OVER_2000, said=MARCH_5)
    assert dispute.verdict == "contradict"
    assert dispute.reason == (
        "498 and 2,001 or more have no number in common, and both count up to 2031-03-05"
    )
    assert dispute.rests_on == "hard"
    assert dispute.ratio == pytest.approx(2000 / 498)


def test_bounds_that_meet_are_compatible(sight: Maker) -> None:
    dispute = pair(sight, exact(3000), OVER_2000, said=MARCH_5)
    assert dispute.verdict == "compatible"
    assert dispute.reason == "2,001 or more and 3,000 have numbers in common"


def test_a_soft_bound_is_named_as_such(sight: Maker) -> None:
    assert pair(sight, N_498, ALMOST_6000, said=MARCH_5).rests_on == "soft"


def test_a_higher_toll_of_an_earlier_day_contradicts_a_lower_one(sight: Maker) -> None:
    dispute = pair(sight, N_498, ALMOST_6000, [{"said": MARCH_5}, {"end": MARCH_2}])
    assert dispute.verdict == "contradict"
    assert dispute.reason == (
        "a count since the start can only rise: 5,400 to 5,999 by 2031-03-02 "
        "rules out 498 by 2031-03-05"
    )


def test_a_toll_may_rise_until_a_later_day(sight: Maker) -> None:
    dispute = pair(sight, N_498, ALMOST_6000, [{"end": MARCH_2}, {"end": MARCH_5}])
    assert dispute.verdict == "compatible"
    assert dispute.reason == (
        "a toll can rise from 498 by 2031-03-02 to 5,400 to 5,999 by 2031-03-05"
    )


def test_tolls_without_any_day_are_taken_side_by_side(sight: Maker) -> None:
    dispute = pair(sight, N_498, ALMOST_6000)
    assert dispute.verdict == "contradict"
    assert dispute.reason == "498 and 5,400 to 5,999 have no number in common"


def test_a_toll_without_a_day_is_not_compared_with_a_dated_one(sight: Maker) -> None:
    dispute = pair(sight, N_498, ALMOST_6000, [{}, {"end": MARCH_5}])
    assert dispute.verdict == "unlinked"
    assert dispute.reason == "nothing shows up to which day both count"


def test_the_dead_and_the_wounded_are_two_questions(sight: Maker) -> None:
    dispute = pair(sight, N_498, exact(1597), [{}, {"outcome": "wounded"}], said=MARCH_5)
    assert dispute.verdict == "compatible"
    assert dispute.reason == "one counts the killed, the other the wounded"
    assert dispute.question.outcome is None


def test_the_dead_cannot_outnumber_the_casualties(sight: Maker) -> None:
    facts = [{"outcome": "casualties"}, {"outcome": "killed"}]
    dispute = pair(sight, N_498, exact(700), facts, said=MARCH_5)
    assert dispute.verdict == "contradict"
    assert dispute.reason == (
        "a part cannot be larger than the whole: the killed are among the casualties, "
        "yet 700 exceeds 498"
    )


def test_fewer_dead_than_casualties_are_compatible(sight: Maker) -> None:
    facts = [{"outcome": "killed"}, {"outcome": "casualties"}]
    dispute = pair(sight, N_498, exact(700), facts, said=MARCH_5)
    assert dispute.verdict == "compatible"
    assert dispute.reason == "the killed are among the casualties"


def test_children_are_a_part_of_all(sight: Maker) -> None:
    facts = [{"group": "children"}, {}]
    dispute = pair(sight, exact(3), exact(20), facts, class_="civilian", said=MARCH_5)
    assert dispute.verdict == "compatible"
    assert dispute.reason == "the children are a part of all"


def test_a_subset_is_not_held_against_the_whole(sight: Maker) -> None:
    dispute = pair(sight, exact(3), exact(20), [{"part_of": "s9"}, {}], said=MARCH_5)
    assert (dispute.verdict, dispute.reason) == ("compatible", "one figure is a part of a whole")


def test_two_unnamed_subsets_are_not_compared(sight: Maker) -> None:
    dispute = pair(sight, exact(3), exact(20), part_of="s9", said=MARCH_5)
    assert dispute.verdict == "unlinked"


def test_a_town_and_the_country_are_compatible(sight: Maker) -> None:
    facts = [{"place": "Dorna"}, {"place": "Velmora"}]
    dispute = pair(sight, N_498, ALMOST_6000, facts, said=MARCH_5)
    assert (dispute.verdict, dispute.reason) == ("compatible", "Dorna is a part of the whole")


def test_two_towns_are_compatible(sight: Maker) -> None:
    facts = [{"place": "Lisk"}, {"place": "Dorna"}]
    dispute = pair(sight, N_498, ALMOST_6000, facts, said=MARCH_5)
    assert dispute.reason == "one counts losses in Dorna, the other losses in Lisk"
    assert dispute.verdict == "compatible"


def test_soldiers_and_civilians_are_compatible(sight: Maker) -> None:
    facts = [{"class_": "military"}, {"class_": "civilian"}]
    dispute = pair(sight, N_498, ALMOST_6000, facts, said=MARCH_5)
    assert dispute.verdict == "compatible"
    assert (
        dispute.reason == "one counts losses that are civilian, the other losses that are military"
    )


def test_losses_of_two_sides_are_compatible(sight: Maker) -> None:
    dispute = pair(sight, N_498, ALMOST_6000, [{"of": "QK"}, {"of": "QV"}], said=MARCH_5)
    assert (dispute.verdict, dispute.reason) == (
        "compatible",
        "one counts losses of QK, the other losses of QV",
    )


@pytest.mark.parametrize(
    "facts", [[{"of": None}, {}], [{"class_": None}, {}], [{"frame": None}, {}]]
)
def test_what_is_not_shown_to_be_one_thing_is_not_compared(
    sight: Maker, facts: list[dict[str, Any]]
) -> None:
    assert pair(sight, N_498, ALMOST_6000, facts, said=MARCH_5).verdict == "unlinked"


def test_one_event_with_two_figures_contradicts(sight: Maker) -> None:
    event = {"frame": "incident", "place": "Dorna", "start": MARCH_2}
    assert pair(sight, exact(6), exact(15), **event).verdict == "contradict"


@pytest.mark.parametrize(
    "second",
    [{"place": "Lisk"}, {"place": None}, {"start": MARCH_9}, {"start": None}],
)
def test_events_of_another_place_or_day_are_not_compared(
    sight: Maker, second: dict[str, Any]
) -> None:
    event = {"frame": "incident", "place": "Dorna", "start": MARCH_2}
    assert pair(sight, exact(6), exact(15), [{}, second], **event).verdict == "unlinked"


def test_two_events_without_a_day_are_not_compared(sight: Maker) -> None:
    dispute = pair(sight, exact(6), exact(15), frame="incident", place="Dorna")
    assert dispute.verdict == "unlinked"
    assert dispute.reason == "nothing shows that both events were on one day"


def test_a_pair_with_several_differences_is_not_listed(sight: Maker) -> None:
    one = sight(exact(1), place="Dorna", group="children", class_="civilian")
    other = sight(exact(5000), class_="civilian", **OTHER)
    assert list_disputes(group_sightings([one, other])) == []


def test_an_event_is_not_compared_with_a_toll(sight: Maker) -> None:
    facts = [{"frame": "incident", "place": "Dorna", "start": MARCH_2}, {}]
    assert pair(sight, exact(6), exact(15), facts, said=MARCH_5).verdict == "unlinked"


def test_different_intervals_are_compatible(sight: Maker) -> None:
    facts = [{"start": MARCH_2, "end": MARCH_5}, {"start": MARCH_5, "end": MARCH_9}]
    dispute = pair(sight, exact(6), exact(15), facts, frame="interval")
    assert dispute.verdict == "compatible"
    assert dispute.reason == (
        "they count over different days: 2031-03-02 to 2031-03-05 and 2031-03-05 to 2031-03-09"
    )


def test_an_interval_cannot_hold_more_than_the_whole_war(sight: Maker) -> None:
    facts = [{}, {"frame": "interval", "start": MARCH_2, "end": MARCH_5}]
    assert pair(sight, N_498, ALMOST_6000, facts, said=MARCH_9).verdict == "contradict"


def test_rates_in_one_unit_contradict_and_in_two_do_not(sight: Maker) -> None:
    rate = {"frame": "rate", "start": None}
    assert pair(sight, exact(50), exact(100), words="a day", **rate).verdict == "contradict"
    facts = [{"words": "a day"}, {"words": "a week"}]
    assert pair(sight, exact(50), exact(100), facts, **rate).verdict == "compatible"


def test_a_denial_excludes_what_lies_wholly_in_it(sight: Maker) -> None:
    facts = [{}, {"polarity": "denied"}]
    assert pair(sight, N_498, N_498, facts, said=MARCH_5).verdict == "contradict"
    assert pair(sight, N_498, OVER_2000, facts, said=MARCH_5).verdict == "compatible"
    assert pair(sight, N_498, OVER_2000, polarity="denied", said=MARCH_5).verdict == "compatible"


def test_zero_contradicts_a_number_and_has_no_ratio(sight: Maker) -> None:
    dispute = pair(sight, NONE, exact(15), said=MARCH_5)
    assert (dispute.verdict, dispute.ratio) == ("contradict", None)


def test_losses_without_a_number_contradict_only_none(sight: Maker) -> None:
    assert pair(sight, NONE, SOME, said=MARCH_5).verdict == "contradict"
    assert pair(sight, SOME, N_498, said=MARCH_5).verdict == "compatible"
    assert pair(sight, SOME, N_498, said=MARCH_5).ratio is None


def test_the_smaller_figure_comes_first_whoever_states_it(sight: Maker) -> None:
    dispute = pair(sight, ALMOST_6000, N_498, said=MARCH_5)
    assert (dispute.a.claimant, dispute.b.claimant) == ("Velmora", "Kastavia")


def test_equal_figures_are_ordered_by_name(sight: Maker) -> None:
    dispute = pair(sight, N_498, N_498, [{"who": "Zubaya"}, {"who": "Arden"}], said=MARCH_5)
    assert (dispute.a.claimant, dispute.b.claimant) == ("Arden", "Zubaya")


def test_the_list_begins_with_the_widest_contradiction(sight: Maker) -> None:
    sightings = [
        sight(exact(100)),
        sight(exact(200), who="Palawe", side="QP"),
        sight(exact(900), **OTHER),
    ]
    disputes = list_disputes(group_sightings(sightings))
    assert [d.ratio for d in disputes] == [9.0, 4.5, 2.0]


def test_the_list_leaves_out_what_is_not_compared(sight: Maker) -> None:
    sightings = [
        sight(exact(100)),
        sight(exact(900), outcome="wounded", **OTHER),
        sight(exact(900), frame="incident", place="Dorna", start=MARCH_2, **OTHER),
        sight(exact(900), of="QK", **OTHER),
        sight(exact(900), of=None, **OTHER),
    ]
    assert list_disputes(group_sightings(sightings)) == []


def test_the_list_names_the_difference_that_explains_two_figures(sight: Maker) -> None:
    sightings = [sight(exact(100)), sight(exact(20), place="Dorna", **OTHER)]
    [dispute] = list_disputes(group_sightings(sightings))
    assert (dispute.verdict, dispute.reason) == ("compatible", "Dorna is a part of the whole")


def test_a_side_that_contradicts_itself_is_listed(sight: Maker) -> None:
    answers = group_sightings([sight(exact(100)), sight(exact(900))])
    assert [d.verdict for d in list_disputes(answers)] == ["contradict"]


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
def test_bounds_are_put_into_words(sight: Maker, quantity: dict[str, Any], words: str) -> None:
    assert bounds_in_words(sight(quantity).quantity) == words


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


def pair_of(make: Maker, *rows: tuple[dict[str, Any], dict[str, Any]]) -> list[Answer]:
    return [answer(make(at, dict(quantity), **given)) for at, (quantity, given) in enumerate(rows)]


@given(quantities(), facts(), quantities(), facts())
def test_a_verdict_does_not_depend_on_the_order(
    make: Maker, one: Any, first: Any, other: Any, second: Any
) -> None:
    a, b = pair_of(make, (one, first), (other, second))
    assert judge(a, b) == judge(b, a)


@given(quantities(), facts())
def test_an_answer_never_contradicts_its_like(make: Maker, quantity: Any, same: Any) -> None:
    a, b = pair_of(make, (quantity, same), (quantity, same))
    assert judge(a, b).verdict != "contradict"


@given(quantities(), quantities(), facts())
def test_answers_of_one_scope_contradict_if_and_only_if_their_bounds_do(
    make: Maker, one: Any, other: Any, same: Any
) -> None:
    asserted = {**same, "polarity": "asserted"}
    dispute = judge(*pair_of(make, (one, asserted), (other, asserted)))
    if dispute.verdict != "unlinked":
        cannot = dispute.a.quantity.cannot_both_hold(dispute.b.quantity)
        assert (dispute.verdict == "contradict") is cannot


@given(st.lists(st.tuples(quantities(), facts()), max_size=8))
def test_grouping_loses_no_sighting_and_doubles_none(make: Maker, rows: Any) -> None:
    sightings = [make(at, dict(quantity), **given) for at, (quantity, given) in enumerate(rows)]
    answers = group_sightings(sightings)
    assert sorted(s.id for a in answers for s in a.sightings) == sorted(s.id for s in sightings)
