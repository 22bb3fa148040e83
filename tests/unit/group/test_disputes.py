"""Disputes: the claims of one question, compared, over many documents."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from figures import NONE, SOME, at_least, at_most, between, exact, more_than
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.claims import group_claims
from counterclaim.group.disputes import MAX_VERDICTS, list_disputes
from counterclaim.group.possible import bounds_of, excludes
from counterclaim.group.verdicts import judge
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Lister = Callable[..., list[Dispute]]

DAYS = [dt.date(2031, 3, 1) + dt.timedelta(days=n) for n in range(40)]
OTHER = {"who": "Velmora", "side": "QV"}
STRIKE = {
    "frame": "incident",
    "place": "Dorna",
    "start": DAYS[1],
    "class_": "civilian",
    "sentence": "a missile strike on Dorna and the figure",
}


def told(who: str, day: int, **facts: Any) -> dict[str, Any]:
    return {"who": who, "said": DAYS[day], "published": DAYS[day], **facts}


def in_short(dispute: Dispute) -> list[tuple[str, int | None, int | None]]:
    """Return the verdicts with the figures that they are about."""
    figure = {claim.id: claim.quantity.point for claim in dispute.claims}
    return [(pair.verdict, figure[pair.a], figure[pair.b]) for pair in dispute.verdicts]


def test_two_sides_on_one_toll(tell: Keeper, dispute: Lister) -> None:
    kept = [tell(exact(498), **told("Kastavia", 2)), tell(exact(6000), **told("Velmora", 1))]
    [found] = dispute(kept)
    assert in_short(found) == [("contradict", 498, 6000)]
    assert found.ratio == 6000 / 498
    assert found.id == found.question.id
    low, high = found.claims
    assert found.possible_sets == ((low.id,), (high.id,))


def test_a_mayor_a_governor_and_a_ministry_bring_one_strike_up_to_date(
    tell: Keeper, dispute: Lister
) -> None:
    kept = [
        tell(exact(5), **STRIKE, **told("mayor of Dorna", 1, side="QV")),
        tell(exact(7), **STRIKE, **told("governor", 2, side="QV")),
        tell(exact(9), **STRIKE, **told("Velmoran ministry", 3, side="QV")),
    ]
    assert dispute(kept) == []
    [found] = dispute(kept, with_agreed=True)
    assert in_short(found) == [("compatible", 5, 9), ("compatible", 5, 7), ("compatible", 7, 9)]
    assert found.verdicts[0].reason == (
        "a count of one event rises as more is known, "
        "from 5 said on 2031-03-02 to 9 said on 2031-03-04"
    )
    assert found.possible_sets == (tuple(claim.id for claim in found.claims),)
    assert found.changes == ()


def test_figures_of_one_day_for_one_strike_contradict(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(5), **STRIKE, **told("mayor of Dorna", 1, side="QV")),
        tell(exact(7), **STRIKE, **told("governor", 1, side="QV")),
    ]
    [found] = dispute(kept)
    assert in_short(found) == [("contradict", 5, 7)]


def test_no_losses_and_then_63_and_400_of_the_other_side(tell: Keeper, dispute: Lister) -> None:
    ministry = "Kastavian defence ministry"
    strike = {**STRIKE, "of": "QK", "class_": "military"}
    kept = [
        tell(NONE, **strike, **told(ministry, 1)),
        tell(exact(63), **strike, **told(ministry, 3)),
        tell(exact(400), **strike, **told("Velmora", 5, side="QV")),
    ]
    [found] = dispute(kept)
    assert in_short(found) == [
        ("contradict", 63, 400),
        ("contradict", 0, 63),
        ("contradict", 0, 400),
    ]
    assert found.verdicts[1].reason == "0 and 63 have no number in common"
    assert found.possible_sets == ((found.claims[1].id,), (found.claims[2].id,))
    assert found.claims[1].supersedes == found.claims[0].id


def test_a_strike_revised_downwards_is_found(tell: Keeper, dispute: Lister) -> None:
    kept = [tell(exact(n), **STRIKE, **told("Kastavia", d)) for n, d in ((1400, 5), (1200, 30))]
    [found] = dispute(kept)
    assert found.verdicts[0].reason == (
        "a count of one event can only rise: 1,400 said on 2031-03-06 "
        "rules out 1,200 said on 2031-03-31"
    )


def test_the_wounded_and_the_missing_may_become_fewer(tell: Keeper, dispute: Lister) -> None:
    for outcome in ("wounded", "missing"):
        kept = [
            tell(exact(30), **STRIKE, **told("mayor", 1), outcome=outcome),
            tell(exact(28), **STRIKE, **told("governor", 2), outcome=outcome),
        ]
        [found] = dispute(kept, with_agreed=True)
        assert in_short(found) == [("compatible", 28, 30)]
        assert found.verdicts[0].reason == (
            f"the {outcome} may become more or fewer between 2031-03-02 and 2031-03-03"
        )


def test_two_figures_of_the_missing_that_meet_agree(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(at_least(30), **told("Kastavia", 1), outcome="missing"),
        tell(exact(40), **told("Velmora", 5, side="QV"), outcome="missing"),
    ]
    [found] = dispute(kept, with_agreed=True)
    assert found.verdicts[0].verdict == "agree"
    assert found.verdicts[0].reason == (
        "30 or more and 40 have numbers in common, though by 2031-03-02 and 2031-03-06"
    )


def test_a_toll_of_the_missing_may_fall_and_one_of_the_dead_may_not(
    tell: Keeper, dispute: Lister
) -> None:
    for outcome, n_disputes in (("missing", 0), ("captured", 0), ("displaced", 0), ("killed", 1)):
        kept = [
            tell(exact(n), **told("Kastavia", d), outcome=outcome) for n, d in ((30, 1), (9, 5))
        ]
        assert len(dispute(kept)) == n_disputes


def test_at_least_and_more_than_agree_though_far_apart(tell: Keeper, dispute: Lister) -> None:
    un = told("UN rights office", 5, side=None, kind="international organisation")
    kept = [tell(at_least(1964), **un), tell(more_than(4000), **told("prosecutor", 6, side="QV"))]
    assert dispute(kept) == []
    [found] = dispute(kept, with_agreed=True)
    assert in_short(found) == [("agree", 1964, 4000)]
    assert found.verdicts[0].reason == (
        "1,964 or more and 4,001 or more have numbers in common, "
        "though by 2031-03-06 and 2031-03-07"
    )


def test_ranges_leave_one_side_out(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(between(100, 300), **told("Palawean intelligence", 5, side="QM")),
        tell(exact(471), **told("health ministry", 5, side="QV")),
        tell(between(400, 500), **told("observers", 5, side=None, kind="ngo")),
    ]
    [found] = dispute(kept)
    assert in_short(found) == [
        ("contradict", 200, 471),
        ("contradict", 200, 450),
        ("agree", 450, 471),
    ]
    palawe, observers, ministry = (claim.id for claim in found.claims)
    assert found.possible_sets == ((observers, ministry),)
    moved = {change.claim: (change.by, change.direction) for change in found.changes}
    assert moved == {palawe: (100, "up"), ministry: (71, "down")}


def test_to_deny_over_2000_is_to_say_2000_at_most(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(3000), **told("Kastavia", 4)),
        tell(more_than(2000), **told("Velmora", 5, side="QV"), polarity="denied"),
    ]
    [found] = dispute(kept)
    assert found.verdicts[0].reason == (
        "to deny 2,001 or more is to say 2,000 or fewer: a count since the start can only rise: "
        "3,000 by 2031-03-05 rules out 2,000 or fewer by 2031-03-06"
    )


def test_a_contradiction_between_superseded_claims_is_found(tell: Keeper, dispute: Lister) -> None:
    kept = [tell(exact(100 + 10 * n), **told("Kastavia", n)) for n in range(20)]
    kept += [tell(exact(90), **told("Velmora", 5, side="QV"))]
    kept += [tell(exact(310), **told("Velmora", 25, side="QV"))]
    [found] = dispute(kept)
    assert in_short(found)[0] == ("contradict", 90, 150)
    assert in_short(found)[-1] == ("compatible", 290, 310)
    assert (found.ratio, found.widest) == (310 / 290, 150 / 90)


def test_a_month_against_the_war(tell: Keeper, dispute: Lister) -> None:
    month = {"frame": "interval", "start": DAYS[0], "end": DAYS[30]}
    kept = [
        tell(exact(900), **month, **OTHER),
        tell(exact(400), **told("Kastavia", 31)),
        tell(exact(100), **told("Kastavia", 3)),
    ]
    [found] = dispute(kept)
    assert in_short(found) == [("contradict", 400, 900)]
    assert found.question.frame is None
    assert found.verdicts[0].reason == (
        "a part cannot be larger than the whole: the second of 2031-03-01 to 2031-04-01 and "
        "2031-03-01 to 2031-03-31 lies within the first, yet 900 exceeds 400"
    )


def test_counts_since_nobody_says_when_are_compared_in_their_text_only(
    tell: Keeper, dispute: Lister
) -> None:
    open_ = {"start": None}
    apart = [tell(exact(100), **told("Kastavia", 1), **open_), tell(exact(9), **OTHER, **open_)]
    assert dispute(apart) == []
    together = [
        tell(exact(100), **told("Kastavia", 1), **open_, doc="a"),
        tell(exact(9), **told("Velmora", 1, side="QV"), **open_, doc="a"),
    ]
    assert [in_short(one) for one in dispute(together)] == [[("contradict", 9, 100)]]


def test_rates_of_an_open_time_are_compared_in_their_text_only(
    tell: Keeper, dispute: Lister
) -> None:
    rate = {"frame": "rate", "words": "a day", "start": None}
    apart = [tell(exact(100), **told("Kastavia", 1), **rate), tell(exact(9), **OTHER, **rate)]
    assert dispute(apart, with_agreed=True) == []
    week = {**rate, "words": "a week"}
    same = {"doc": "a"}
    two_units = [tell(exact(100), **rate, **same), tell(exact(900), **OTHER, **week, **same)]
    assert dispute(two_units, with_agreed=True) == []
    assert len(dispute([two_units[0], tell(exact(9), **OTHER, **rate, **same)])) == 1


def test_events_without_a_place_are_in_no_dispute(tell: Keeper, dispute: Lister) -> None:
    event = {**STRIKE, "place": None}
    kept = [tell(exact(5), **event), tell(exact(500), **event, **OTHER)]
    assert dispute(kept, with_agreed=True) == []


def test_the_farthest_apart_comes_first_and_copies_weigh_nothing(
    tell: Keeper, dispute: Lister
) -> None:
    kept = [
        tell(exact(10), **told("Kastavia", 1)),
        tell(exact(20), **told("Velmora", 1, side="QV")),
        tell(exact(10), **told("Kastavia", 1), of="QK"),
        tell(exact(30), **told("Velmora", 1, side="QV"), of="QK"),
    ]
    copies = [tell(exact(10), **told("Kastavia", 1), copy_group="doc000") for _ in range(9)]
    assert [d.question.party for d in dispute([*kept, *copies])] == ["QK", "QV"]
    papers = [tell(exact(10), **told("Kastavia", 1)) for _ in range(9)]
    assert [d.question.party for d in dispute([*kept, *papers])] == ["QV", "QK"]


def test_at_most_200_verdicts_contradictions_first(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(100 + n // 2), **told(f"body {n}", 1, side=None, kind="ngo")) for n in range(60)
    ]
    [found] = dispute(kept)
    assert len(found.verdicts) == MAX_VERDICTS
    ratios = [pair.ratio or 0 for pair in found.verdicts]
    assert ratios == sorted(ratios, reverse=True)
    assert {pair.verdict for pair in found.verdicts} == {"contradict"}


def figures() -> st.SearchStrategy[dict[str, Any]]:
    number = st.integers(1, 9)
    return st.one_of(
        number.map(exact),
        number.map(at_least),
        number.map(at_most),
        st.tuples(number, number).map(lambda p: between(min(p), max(p))),
        st.sampled_from([NONE, SOME]),
    )


def rows() -> st.SearchStrategy[list[tuple[dict[str, Any], dict[str, Any]]]]:
    side = st.sampled_from([("Kastavia", "QK"), ("Velmora", "QV"), ("observers", None)])
    facts = st.builds(
        lambda who, day, is_event, outcome, polarity: {
            **told(who[0], day, side=who[1], outcome=outcome, polarity=polarity),
            **(STRIKE if is_event else {}),
        },
        side,
        st.integers(1, 4),
        st.booleans(),
        st.sampled_from(["killed", "killed", "wounded", "casualties", "missing"]),
        st.sampled_from(["asserted", "asserted", "denied"]),
    )
    return st.lists(st.tuples(figures(), facts), max_size=8)


def keep_all(make: Keeper, found: Any) -> list[KeptSighting]:
    return [make(at, f, **given, doc=f"doc{at}") for at, (f, given) in enumerate(found)]


@given(rows())
def test_claims_exclude_each_other_if_and_only_if_the_verdict_says_so(
    make: Keeper, invented: Lexicon, found: Any
) -> None:
    claims = group_claims(keep_all(make, found), invented)
    for listed in list_disputes(claims, invented, with_agreed=True):
        if listed.question.outcome is None:
            continue  # claims to two questions: a part and its whole
        bounds = {b.id: b for b in bounds_of(listed.claims)}
        for a in listed.claims:
            for b in listed.claims:
                if a.id < b.id:
                    is_contradiction = judge(a, b).verdict == "contradict"
                    assert excludes(bounds[a.id], bounds[b.id]) is is_contradiction


@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_dispute(
    make: Keeper, invented: Lexicon, found: Any, random: Any
) -> None:
    kept = keep_all(make, found)
    shuffled = list(kept)
    random.shuffle(shuffled)
    one, other = (list_disputes(group_claims(k, invented), invented) for k in (kept, shuffled))
    assert one == other


SWAP = {"QK": "QV", "QV": "QK", None: None}


def swap_sides(kept: KeptSighting) -> KeptSighting:
    """Return the sighting with the two sides changed; the names stay, since they order."""
    sighting = kept.sighting
    victims = replace(sighting.victims, party=SWAP[sighting.victims.party])
    claimant = sighting.claimant
    if claimant is not None:
        claimant = replace(claimant, party=SWAP[claimant.party])
    return replace(kept, sighting=replace(sighting, victims=victims, claimant=claimant))


def without_sides(claim: Claim) -> tuple[object, ...]:
    return (claim.id, claim.claimant, claim.as_of, claim.supersedes, claim.superseded_by)


@given(rows())
def test_swapping_the_sides_swaps_nothing_else(make: Keeper, invented: Lexicon, found: Any) -> None:
    kept = keep_all(make, found)
    swapped = [swap_sides(one) for one in kept]
    one, other = (
        {
            tuple(without_sides(c) for c in d.claims): (
                *(d.verdicts, d.ratio, d.possible_sets, d.changes),
                SWAP[d.question.party] if k is kept else d.question.party,
            )
            for d in list_disputes(group_claims(k, invented), invented)
        }
        for k in (kept, swapped)
    )
    assert one == other


def test_a_question_with_four_times_the_claims_takes_little_more_than_four_times_as_long(
    make: Keeper, invented: Lexicon
) -> None:
    def list_many(n_claims: int) -> float:
        kept = [
            make(
                at,
                exact(1000 + (at * 7919) % 100_003),
                **told(f"body {at % 500}", at % 40, side=None, kind="ngo"),
                doc=f"doc{at}",
            )
            for at in range(n_claims)
        ]
        claims = group_claims(kept, invented)
        assert len(claims) > n_claims * 0.9
        begun = time.process_time()
        [found] = list_disputes(claims, invented)
        assert found.is_contradictory
        return time.process_time() - begun

    list_many(500)
    assert list_many(8000) < 12 * max(list_many(2000), 0.02)
