"""Joint possibility across questions: sums, parts, and the smallest change of bounds."""

import datetime as dt
from collections.abc import Callable
from itertools import combinations, product
from typing import Any

import pytest
from figures import at_least, at_most, between, exact
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import CounterclaimError
from counterclaim.group.joint import (
    MAX_CLAIMS,
    MAX_SEARCHED,
    is_possible,
    largest_possible,
    smallest_change,
)
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[..., list[Claim]]
Teller = Callable[..., Claim]
Lister = Callable[..., list[Dispute]]

MARCH_2, MARCH_5, MARCH_9 = (dt.date(2031, 3, day) for day in (2, 5, 9))


@pytest.fixture
def claim(tell: Keeper, group: Grouper) -> Teller:
    """Return a function that makes a claim of one sighting, said on 5 March."""

    def claim(quantity: dict[str, Any], **facts: Any) -> Claim:
        [made] = group([tell(quantity, **{"said": MARCH_5, **facts})])
        return made

    return claim


def moves(claims: list[Claim]) -> list[tuple[str, int, str]]:
    names = {one.id: at for at, one in enumerate(claims)}
    return [(f"#{names[c.claim]}", c.by, c.direction) for c in smallest_change(claims)]


def test_three_claims_are_impossible_though_every_two_are_fine(claim: Teller) -> None:
    claims = [
        claim(exact(60)),
        claim(exact(70), outcome="wounded"),
        claim(exact(100), outcome="casualties"),
    ]
    assert all(is_possible(two) for two in combinations(claims, 2))
    assert not is_possible(claims)
    assert largest_possible(claims) == [tuple(c.id for c in two) for two in combinations(claims, 2)]
    assert moves(claims) == [("#0", 10, "down"), ("#1", 10, "down"), ("#2", 10, "up")]


def test_soldiers_and_civilians_are_at_most_all(claim: Teller) -> None:
    claims = [
        claim(exact(60)),
        claim(exact(70), class_="civilian"),
        claim(at_most(120), class_="mixed"),
    ]
    assert not is_possible(claims)
    assert is_possible([*claims[:2], claim(at_least(120), class_="mixed")])


def test_children_are_at_most_the_civilians(claim: Teller) -> None:
    civilians = {"class_": "civilian"}
    claims = [claim(exact(30), group="children", **civilians), claim(exact(20), **civilians)]
    assert moves(claims) == [("#0", 5, "down"), ("#1", 5, "up")]


def test_a_month_is_at_most_the_war(claim: Teller) -> None:
    month = {"frame": "interval", "start": MARCH_2, "end": MARCH_5}
    assert not is_possible([claim(exact(30), **month), claim(exact(20), said=MARCH_9)])
    assert is_possible([claim(exact(30), **month), claim(exact(20), said=MARCH_2)])


def test_a_toll_may_rise_and_not_fall(claim: Teller) -> None:
    assert is_possible([claim(exact(10), said=MARCH_2), claim(exact(20), said=MARCH_5)])
    fallen = [claim(exact(20), said=MARCH_2), claim(exact(10), said=MARCH_5)]
    assert moves(fallen) == [("#0", 5, "down"), ("#1", 5, "up")]


def test_the_missing_may_become_fewer(claim: Teller) -> None:
    missing = {"outcome": "missing"}
    assert is_possible([claim(exact(20), said=MARCH_2, **missing), claim(exact(10), **missing)])


def test_ranges_move_only_as_far_as_they_must(claim: Teller) -> None:
    claims = [claim(between(10, 20)), claim(between(24, 30), who="Velmora", side="QV")]
    assert moves(claims) == [("#0", 2, "up"), ("#1", 2, "down")]


def test_a_move_of_one_person_is_shared_and_rounded_up(claim: Teller) -> None:
    claims = [claim(exact(10)), claim(exact(11), who="Velmora", side="QV")]
    assert moves(claims) == [("#0", 1, "up"), ("#1", 1, "down")]


@pytest.mark.parametrize("huge", [10**12, 6 * 10**20, 10**21, 10**25, 10**30, 10**300])
def test_a_huge_figure_is_weighed_like_any_other(claim: Teller, huge: int) -> None:
    claims = [claim(exact(498)), claim(exact(huge), who="Velmora", side="QV")]
    assert moves(claims) == [("#0", huge // 2, "up"), ("#1", huge // 2, "down")]


def test_what_is_in_the_middle_of_huge_figures_does_not_move(claim: Teller) -> None:
    claims = [
        claim(exact(498)),
        claim(exact(10**19), who="Northern Hospital", side=None, kind="ngo"),
        claim(exact(10**21), who="Velmora", side="QV"),
    ]
    assert moves(claims) == [("#0", 10**19, "up"), ("#2", 10**21 - 10**19, "down")]


def test_a_huge_figure_hides_nothing_between_small_ones(claim: Teller) -> None:
    small = [claim(exact(10)), claim(exact(20), who="Velmora", side="QV")]
    for figure in (at_least(10**21), at_most(10**21)):
        huge = claim(figure, outcome="casualties")
        assert moves([*small, huge]) == [("#0", 5, "up"), ("#1", 5, "down")]
        assert is_possible([small[0], huge])


def test_a_huge_figure_stops_no_list_of_disputes(tell: Keeper, dispute: Lister) -> None:
    kept = [
        tell(exact(498), said=MARCH_5),
        tell(exact(6000 * 10**17), who="Velmora", side="QV", said=MARCH_5),
        tell(exact(700), who="Northern Hospital", side=None, kind="ngo", said=MARCH_5),
    ]
    [found] = dispute(kept)
    assert [one.quantity.value for one in found.claims] == [498, 700, 6000 * 10**17]
    assert found.changes


def test_a_denial_of_an_open_range_counts_and_one_of_a_figure_does_not(claim: Teller) -> None:
    stated = claim(exact(30), who="Velmora", side="QV")
    denied = claim(at_least(21), polarity="denied")
    assert moves([stated, denied]) == [("#0", 5, "down"), ("#1", 5, "up")]
    assert is_possible([stated, claim(exact(30), polarity="denied")])


def test_no_claims_are_possible() -> None:
    assert smallest_change([]) == ()
    assert largest_possible([]) == []


def test_too_many_claims_are_refused(claim: Teller) -> None:
    one = claim(exact(1))
    with pytest.raises(CounterclaimError, match="301 claims are too many"):
        smallest_change([one] * (MAX_CLAIMS + 1))
    with pytest.raises(CounterclaimError, match="15 claims are too many"):
        largest_possible([one] * (MAX_SEARCHED + 1))


def small() -> st.SearchStrategy[dict[str, Any]]:
    number = st.integers(0, 6)
    closed = st.tuples(number, number).map(lambda p: between(min(p), max(p)))
    return st.one_of(closed, number.map(at_least), number.map(at_most))


def allows(quantity: dict[str, Any], count: int) -> bool:
    return quantity["low"] <= count and (quantity["high"] is None or count <= quantity["high"])


@given(st.tuples(small(), small(), small()))
def test_killed_and_wounded_against_casualties_as_by_brute_force(
    make: Keeper, group: Grouper, figures: Any
) -> None:
    killed, wounded, casualties = figures
    outcomes = {"killed": killed, "wounded": wounded, "casualties": casualties}
    kept = [
        make(at, figure, outcome=outcome, said=MARCH_5)
        for at, (outcome, figure) in enumerate(outcomes.items())
    ]
    truth = any(
        allows(killed, dead) and allows(wounded, hurt) and allows(casualties, dead + hurt + rest)
        for dead, hurt, rest in product(range(14), repeat=3)
    )
    assert is_possible(group(kept)) is truth
