"""The same claims, version and seed give the same digits."""

import datetime as dt

import pytest

from counterclaim.estimate.fit import fit
from counterclaim.estimate.settings import Settings
from made_wars import START, Size, make_war

LAST = START + dt.timedelta(days=62)


def _digits(size: Size, seed: int) -> list[float]:
    war = make_war("clean", 3, size)
    posterior = fit(war.evidence, war.anchors, Settings(n_draws=200, seed=seed))
    return [x for series in posterior.series for x in posterior.cumulative(series, LAST).tolist()]


@pytest.fixture(scope="module")
def digits(tiny: Size) -> list[float]:
    return _digits(tiny, 0)


def test_the_same_seed_gives_the_same_digits(digits: list[float], tiny: Size) -> None:
    assert _digits(tiny, 0) == digits


def test_another_seed_gives_other_draws(digits: list[float], tiny: Size) -> None:
    assert _digits(tiny, 1) != digits
