import datetime as dt

import pytest

from counterclaim.errors import EstimateError
from counterclaim.estimate.bounds import Limits
from counterclaim.estimate.consensus import (
    Agreement,
    ClaimantBounds,
    Disagreement,
    claimant_bounds,
    layer_one,
)
from counterclaim.estimate.observations import Evidence, Observation, Series

SOLDIERS = Series(side="QV", outcome="killed", class_="military")
CAPTURED = Series(side="QV", outcome="captured", class_="military")
START = dt.date(2031, 3, 1)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number - 1)


def said(claimant: str, last: int, low: int, high: int | None, **more: object) -> Observation:
    fields = {
        "id": f"{claimant}-{last}-{low}",
        "series": SOLDIERS,
        "start": START,
        "end": day(last),
        "value": low if low == high else None,
        **more,
    }
    return Observation(claimant=claimant, low=low, high=high, **fields)


def evidence(*told: Observation) -> Evidence:
    return Evidence(observations=told, start=START, n_claims=len(told))


def agreed(*told: Observation, on: int = 14, series: Series = SOLDIERS) -> Agreement:
    return layer_one(evidence(*told), series, day(on))


def bounds(*told: Observation, on: int) -> list[tuple[str, int, int | None]]:
    found = claimant_bounds(evidence(*told), told[0].series, day(on))
    return [(one.claimant, one.low, one.high) for one in found]


def two_in_march(last: dt.date, earliest: dt.date | None = None) -> Evidence:
    """What two governments said of Russian soldiers killed in the first days of the war."""
    counted = {
        "series": Series(side="RU", outcome="killed", class_="military"),
        "start": dt.date(2022, 2, 24),
    }
    russia = {"id": "russia", "claimant": "Russian Ministry of Defence", "low": 498, "high": 498}
    zelensky = {"id": "zelensky", "claimant": "Volodymyr Zelensky", "low": 5400, "high": 6000}
    told = (
        Observation(value=498, end=dt.date(2022, 3, 2), **russia, **counted),
        Observation(value=6000, kind="nearly", end=last, end_from=earliest, **zelensky, **counted),
    )
    return Evidence(observations=told, start=counted["start"], n_claims=2)


def test_two_governments_on_soldiers_killed_by_the_second_of_march():
    given = two_in_march(dt.date(2022, 3, 2))
    found = layer_one(given, given.series[0], dt.date(2022, 3, 2))
    assert found.consensus is None
    assert found.hull == Limits(low=498, high=6000)
    assert found.disagreement == Disagreement(
        on=dt.date(2022, 3, 2),
        ratio=5400 / 498,
        leave_out=(("Russian Ministry of Defence",), ("Volodymyr Zelensky",)),
    )
    assert found.widest == found.disagreement
    assert found.leave_out == found.disagreement.leave_out
    assert (found.low, found.best, found.high) == (498, 3249.0, 6000)
    assert [one.why for one in found.contradictions] == [
        "Russian Ministry of Defence: 498 from 2022-02-24 to 2022-03-02 [russia]; "
        "Volodymyr Zelensky: 5,400 to 6,000 from 2022-02-24 to 2022-03-02 [zelensky]"
    ]


@pytest.mark.parametrize("earliest", [None, dt.date(2022, 2, 28)])
def test_six_days_that_end_on_the_first_of_march_leave_the_second_open_above(earliest):
    given = two_in_march(dt.date(2022, 3, 1), earliest)
    found = layer_one(given, given.series[0], dt.date(2022, 3, 2))
    assert found.consensus is None
    assert found.hull == Limits(low=498, high=None)
    assert found.disagreement is not None
    assert found.disagreement.ratio == 5400 / 498
    assert len(found.disagreement.leave_out) == 2
    assert (found.low, found.best, found.high) == (498, 3249.0, 6000)


def test_a_low_bound_persists_and_a_high_bound_binds_earlier_days_only():
    told = (said("Karsova", 5, 100, 120),)
    assert bounds(*told, on=5) == [("Karsova", 100, 120)]
    assert bounds(*told, on=9) == [("Karsova", 100, None)]
    assert bounds(*told, on=2) == [("Karsova", 0, 120)]


def test_a_claimant_who_says_nothing_of_a_day_is_not_among_those_heard():
    found = agreed(said("Karsova", 9, 40, None), on=3)
    assert (found.claimants, found.consensus, found.hull) == ((), None, None)
    assert found.disagreement is None
    assert (found.low, found.best, found.high) == (None, None, None)


def test_windows_add_up_to_a_low_bound():
    told = [said("Karsova", 2, 10, 10), said("Karsova", 5, 30, 40, start=day(3))]
    assert bounds(*told, on=5) == [("Karsova", 40, 50)]


def test_claimants_agree_where_their_intervals_meet():
    found = agreed(
        said("Karsova", 14, 100, 200), said("Observers", 14, 150, None), said("QV", 14, 90, 180)
    )
    assert found.consensus == Limits(low=150, high=180)
    assert found.hull == Limits(low=90, high=None)
    assert found.disagreement is None
    assert found.leave_out == ((),)
    assert found.contradictions == ()


def test_weeks_that_differ_are_no_agreement_though_the_counts_might_meet():
    found = agreed(said("Karsova", 14, 50, 50, start=day(8)), said("QV", 14, 10, 10, start=day(8)))
    assert found.consensus is None
    assert found.widest is None
    assert found.leave_out == (("Karsova",), ("QV",))


def test_one_claimant_apart_from_two_is_the_only_one_to_leave_out():
    found = agreed(
        said("Karsova", 14, 900, 900), said("Observers", 14, 90, 120), said("QV", 14, 100, 100)
    )
    assert found.disagreement == Disagreement(on=day(14), ratio=9.0, leave_out=(("Karsova",),))


def test_two_against_two_is_undecided_and_both_ways_are_told():
    found = agreed(
        *(said(name, 14, value, value) for name, value in zip("DCBA", (8, 2, 8, 2), strict=True))
    )
    assert found.disagreement is not None
    assert found.disagreement.leave_out == (("A", "C"), ("B", "D"))


def test_there_is_no_ratio_to_nought():
    found = agreed(said("Karsova", 14, 30, 30), said("QV", 14, 0, 0, is_bound=True))
    assert found.disagreement == Disagreement(
        on=day(14), ratio=None, leave_out=(("Karsova",), ("QV",))
    )
    assert (found.low, found.best, found.high) == (0, 30.0, 30)


def test_a_disagreement_on_an_earlier_day_is_told_though_the_last_day_has_none():
    found = agreed(said("Karsova", 3, 4000, 4000), said("QV", 5, 1000, 1000), on=9)
    assert found.consensus is None
    assert found.disagreement is None
    assert found.leave_out == (("Karsova",), ("QV",))
    assert found.widest == Disagreement(on=day(3), ratio=4.0, leave_out=(("Karsova",), ("QV",)))


def test_claimants_against_themselves_keep_what_can_hold():
    found = agreed(
        said("Karsova", 3, 900, 900), said("Karsova", 5, 100, 100), said("Karsova", 14, 200, 200)
    )
    assert [
        (one.low, one.high, one.is_consistent, [claim.id for claim in one.left_out])
        for one in found.claimants
    ] == [(200, 200, False, ["Karsova-3-900"])]
    assert [len(one.observations) for one in found.contradictions] == [2]
    assert (found.low, found.best, found.high) == (200, 200.0, 200)


def test_numbers_of_captured_may_fall_so_a_claim_binds_its_own_day_alone():
    told = [
        said("Karsova", 3, 900, 900, series=CAPTURED),
        said("Karsova", 5, 100, 100, series=CAPTURED),
    ]
    assert bounds(*told, on=5) == [("Karsova", 100, 100)]
    assert bounds(*told, on=6) == []
    found = agreed(*told, on=6, series=CAPTURED)
    assert found.contradictions == ()
    assert (found.low, found.best, found.high) == (100, 100.0, 100)


def test_captured_of_one_day_contradict_each_other():
    found = agreed(
        said("Karsova", 3, 900, 900, series=CAPTURED),
        said("QV", 3, 100, 100, series=CAPTURED),
        on=3,
        series=CAPTURED,
    )
    assert found.disagreement == Disagreement(
        on=day(3), ratio=9.0, leave_out=(("Karsova",), ("QV",))
    )
    assert len(found.contradictions) == 1


def test_a_day_before_counting_starts_is_refused():
    with pytest.raises(EstimateError, match="2031-02-28 lies before 2031-03-01"):
        claimant_bounds(evidence(said("QV", 3, 1, 1)), SOLDIERS, day(0))


def test_nothing_is_said_of_a_series_without_claims():
    found = agreed(said("QV", 3, 1, 1), series=CAPTURED)
    assert (found.claimants, found.hull, found.best) == ((), None, None)


def test_claimants_come_by_name():
    found = agreed(said("QV", 14, 5, 5), said("Karsova", 14, 5, 5))
    assert found.claimants == (
        ClaimantBounds(claimant="Karsova", low=5, high=5),
        ClaimantBounds(claimant="QV", low=5, high=5),
    )


def test_the_widest_contradiction_comes_first():
    found = agreed(
        said("A", 3, 20, 20),
        said("B", 3, 10, 10),
        said("A", 9, 900, 900),
        said("B", 9, 30, 30),
    )
    assert [{one.id for one in clash.observations} for clash in found.contradictions] == [
        {"A-9-900", "B-9-30"},
        {"A-3-20", "B-3-10"},
    ]
