"""The fit on small wars whose truth is known: scale, names, order, peaks, floors."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from counterclaim.errors import InputError
from counterclaim.estimate.anchors import Anchor, AnyAnchor, Floor, Neutral
from counterclaim.estimate.fit import fit
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.posterior import Posterior
from counterclaim.estimate.settings import Settings

START = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed")
FEW = Settings(n_draws=1000)


def weekly(losses: list[int], factors: dict[str, float]) -> tuple[Observation, ...]:
    """Return what claimants say of each week, and every fourth week of all weeks so far."""
    told = []
    for who, factor in factors.items():
        for week, count in enumerate(losses):
            first = START + dt.timedelta(days=7 * week)
            told.append(said(who, round(count * factor), first, first + dt.timedelta(days=6)))
            if week % 4 == 3:
                total = round(sum(losses[: week + 1]) * factor)
                told.append(said(who, total, START, first + dt.timedelta(days=6)))
    return tuple(told)


def said(who: str, value: int, start: dt.date, end: dt.date) -> Observation:
    return Observation(
        id=f"{who} {start} {end}",
        claimant=who,
        series=KILLED,
        low=value,
        high=value,
        value=value,
        start=start,
        end=end,
    )


def fitted(told: tuple[Observation, ...], anchor: AnyAnchor | None = None) -> Posterior:
    evidence = Evidence(observations=told, start=START, n_claims=len(told))
    return fit(evidence, [anchor or Neutral()], FEW)


def total(posterior: Posterior) -> float:
    return float(np.median(posterior.cumulative(KILLED, posterior.ends[-1])))


WAR = [70, 80, 60, 90, 100, 80, 70, 60, 90, 80, 70, 60]
SAY = {"Army": 0.8, "Rebels": 1.25, "Observers": 1.0}


def test_total_of_agreeing_claimants_is_theirs() -> None:
    assert total(fitted(weekly(WAR, SAY))) == pytest.approx(910, rel=0.15)


def test_ten_times_the_figures_are_ten_times_the_level() -> None:
    ten = tuple(
        replace(one, low=10 * one.low, high=10 * (one.high or 0), value=10 * (one.value or 0))
        for one in weekly(WAR, SAY)
    )
    assert total(fitted(ten)) / total(fitted(weekly(WAR, SAY))) == pytest.approx(10.0, rel=0.1)


def test_order_of_claims_does_not_matter() -> None:
    told = weekly(WAR, SAY)
    assert total(fitted(told[::-1])) == pytest.approx(total(fitted(told)), rel=1e-6)


def test_same_seed_gives_the_same_digits() -> None:
    told = weekly(WAR, SAY)
    assert np.array_equal(fitted(told).draws, fitted(told).draws)


@pytest.mark.parametrize("peak", [1000, 10_000])
def test_battle_that_all_tell_of_is_no_outlier(peak: int) -> None:
    losses = [7] * 20 + [peak] + [7] * 19
    found = fitted(weekly(losses, SAY))
    assert np.median(found.increments(KILLED)[:, 20]) == pytest.approx(peak, rel=0.25)


def test_lasting_bias_of_a_floor_is_never_upward() -> None:
    found = fitted(weekly(WAR, SAY), Floor(source="Army"))
    assert np.max(found.lasting_bias("Army", KILLED)) <= 0.0


def test_anchor_draws_the_level_to_its_claimant() -> None:
    low = total(fitted(weekly(WAR, SAY), Anchor(source="Army", sd=0.05)))
    high = total(fitted(weekly(WAR, SAY), Anchor(source="Rebels", sd=0.05)))
    assert high / low == pytest.approx(1.25 / 0.8, rel=0.1)


def test_contrast_is_the_ratio_of_figures_and_no_anchor_moves_it() -> None:
    told = weekly(WAR, SAY)
    for anchor in (Neutral(), Anchor(source="Army", sd=0.05)):
        found = fitted(told, anchor)
        apart = found.bias("Rebels", KILLED) - found.bias("Army", KILLED)
        assert np.exp(np.median(apart)) == pytest.approx(1.25 / 0.8, rel=0.1)


def test_levels_rest_on_the_anchor_and_shapes_do_not() -> None:
    found = fitted(weekly(WAR, SAY))
    whole = np.log(found.cumulative(KILLED, found.ends[-1]))
    half = np.log(found.cumulative(KILLED, found.ends[5])) - whole
    assert found.anchor_share(whole, KILLED) > 0.3
    assert found.anchor_share(half, KILLED) < 0.05


def test_days_outside_the_grid_add_nothing() -> None:
    found = fitted(weekly(WAR, SAY))
    before, after = START - dt.timedelta(days=9), found.ends[-1] + dt.timedelta(days=900)
    assert np.all(found.cumulative(KILLED, before) == 0.0)
    assert np.all(found.cumulative(KILLED, after, found.ends[-1] + dt.timedelta(days=1)) == 0.0)
    with pytest.raises(InputError, match="no day lies between"):
        found.cumulative(KILLED, START, START + dt.timedelta(days=1))


@pytest.mark.parametrize("sd", [-1.0, float("nan"), 0.0])
def test_sd_of_an_anchor_is_a_positive_number(sd: float) -> None:
    with pytest.raises(InputError, match="an sd lies between"):
        Anchor(source="Army", sd=sd)
