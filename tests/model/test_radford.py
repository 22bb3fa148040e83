"""Radford and others' rows, which are theirs: the tests skip where the table is missing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from counterclaim.estimate.anchors import Neutral
from counterclaim.estimate.fit import fit
from counterclaim.estimate.observations import Evidence
from counterclaim.estimate.posterior import Posterior
from estimate_radford import PUBLISHED, RU_KILLED, RU_RANGE, deaths, load_radford, ratio_of


@pytest.fixture(scope="module")
def rows(shared: Path) -> Evidence:
    path = shared / "data" / "radford2023_reports.csv"
    if not path.is_file():
        pytest.skip(f"no table at {path}")
    return load_radford(path)


@pytest.fixture(scope="module")
def killed(rows: Evidence) -> Posterior:
    """Return the fit of soldiers killed alone; all 30 series at once take too long here."""
    ours = tuple(
        one
        for one in rows.observations
        if (one.series.class_, one.series.outcome) == ("military", "killed")
    )
    return fit(replace(rows, observations=ours), [Neutral()])


def test_there_are_30_series(rows: Evidence) -> None:
    assert len(rows.series) == 30


def test_every_row_is_an_observation_a_repeat_or_left_out(rows: Evidence) -> None:
    told = sum(1 + len(one.repeats) for one in rows.observations)
    assert told + len(rows.left_out) == 4609


def test_russian_soldiers_killed_lie_in_the_published_range(
    rows: Evidence, killed: Posterior
) -> None:
    assert RU_RANGE[0] <= np.median(deaths(killed, rows)) <= RU_RANGE[1]


def test_the_published_ratio_on_ukrainian_deaths_is_within_reach(killed: Posterior) -> None:
    _, low, high = ratio_of(killed, PUBLISHED[1])
    assert low <= PUBLISHED[1].ratio <= high


@pytest.mark.slow
def test_all_series_at_once_keep_the_range(rows: Evidence) -> None:
    posterior = fit(rows, [Neutral()])
    assert posterior.series == rows.series
    assert RU_RANGE[0] <= np.median(posterior.cumulative(RU_KILLED, rows.end)) <= RU_RANGE[1]
