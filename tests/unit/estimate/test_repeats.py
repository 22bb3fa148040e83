"""Which figures weigh once. Claimants and figures are invented."""

import datetime as dt

from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.repeats import fold_all

DAY_ONE = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed", class_="military")


def said(number: int, figure: int, who: str = "Army", *, is_bound: bool = False) -> Observation:
    return Observation(
        id=f"{who}-{number}-{figure}",
        claimant=who,
        series=KILLED,
        low=figure,
        high=figure,
        value=figure,
        start=DAY_ONE,
        end=DAY_ONE + dt.timedelta(days=number - 1),
        is_bound=is_bound,
    )


def folded(*observations: Observation) -> dict[str, tuple[str, ...]]:
    return {one.id: one.repeats for one in fold_all(observations)}


def test_figure_said_again_while_the_toll_rose_fast_is_stale() -> None:
    assert folded(said(5, 498), said(9, 498), said(29, 1351)) == {
        "Army-5-498": ("Army-9-498",),
        "Army-29-1351": (),
    }


def test_daily_count_that_hardly_rises_is_counted_anew() -> None:
    found = folded(said(5, 12), said(6, 12), said(7, 13), said(8, 14))
    assert found == {"Army-5-12": (), "Army-6-12": (), "Army-7-13": (), "Army-8-14": ()}


def test_standstill_is_stale_once_three_more_were_to_be_expected() -> None:
    # From day 1 to day 11 the toll rose by 10, one a day.
    found = folded(said(1, 10), said(4, 12), said(7, 12), said(8, 12), said(11, 20))
    assert found["Army-4-12"] == ("Army-8-12",)
    assert "Army-7-12" in found


def test_return_to_an_old_figure_is_stale() -> None:
    found = folded(said(5, 12), said(6, 13), said(7, 12))
    assert found == {"Army-5-12": ("Army-7-12",), "Army-6-13": ()}


def test_only_figure_of_a_claimant_is_not_shown_to_be_counted_anew() -> None:
    assert folded(said(5, 12), said(6, 12)) == {"Army-5-12": ("Army-6-12",)}


def test_nought_of_a_later_day_says_more_and_stays() -> None:
    found = folded(said(5, 0, is_bound=True), said(9, 0, is_bound=True))
    assert found == {"Army-5-0": (), "Army-9-0": ()}


def test_telling_figure_of_another_claimant_is_an_echo() -> None:
    found = folded(said(5, 5937), said(9, 5937, "Daily"), said(10, 6120, "Daily"))
    assert found == {"Army-5-5937": ("Daily-9-5937",), "Daily-10-6120": ()}


def test_round_or_late_or_same_day_figure_of_another_is_no_echo() -> None:
    assert len(folded(said(5, 6000), said(9, 6000, "Daily"))) == 2
    assert len(folded(said(5, 5937), said(51, 5937, "Daily"))) == 2
    assert len(folded(said(5, 5937), said(5, 5937, "Daily"))) == 2


def test_order_of_the_input_does_not_matter() -> None:
    some = (said(5, 498), said(9, 498), said(7, 5937, "Daily"), said(9, 5937), said(29, 9351))
    assert fold_all(some) == fold_all(some[::-1])
