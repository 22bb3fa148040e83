"""Baselines on examples that were worked out by hand."""

import datetime as dt

import numpy as np
import pytest

from counterclaim.estimate.baselines import (
    BASELINES,
    Claims,
    cell_ends,
    crh_truth,
    gtm_truth,
    median_truth,
    two_way_truth,
)
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.running import running_counts

START = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed")


def claims(*rows: tuple[int, int, float]) -> Claims:
    """Return claims from rows of object, source and log."""
    objects, sources, logs = zip(*rows, strict=True)
    return Claims(
        object=np.array(objects, dtype=np.int64),
        source=np.array(sources, dtype=np.int64),
        log=np.array(logs, dtype=np.float64),
        n_objects=max(objects) + 1,
        n_sources=max(sources) + 1,
    )


def said(claimant: str, people: int, last: int, *, first: int = 1) -> Observation:
    """Return a claim of the people killed from one day to another, day 1 being the start."""
    return Observation(
        id=f"{claimant} {first}-{last} {people}",
        claimant=claimant,
        series=KILLED,
        low=people,
        high=people,
        value=people,
        start=START + dt.timedelta(days=first - 1),
        end=START + dt.timedelta(days=last - 1),
    )


def evidence(*observations: Observation) -> Evidence:
    """Return the evidence of these claims."""
    return Evidence(observations=observations, start=START, n_claims=len(observations))


def test_the_median_takes_the_middle_of_an_even_number() -> None:
    found = median_truth(claims((0, 0, 1.0), (0, 1, 2.0), (0, 2, 9.0), (1, 0, 3.0), (1, 1, 5.0)))
    assert found.tolist() == [2.0, 4.0]


def test_two_way_corrects_the_object_that_one_claimant_alone_tells() -> None:
    # The second claimant says 2 more on the log scale; alone it is corrected by half of that.
    found = two_way_truth(claims((0, 0, 1.0), (0, 1, 3.0), (1, 0, 2.0), (1, 1, 4.0), (2, 1, 7.0)))
    assert found == pytest.approx([2.0, 3.0, 6.0])


def test_one_round_of_crh_weighs_by_the_log_share_of_loss() -> None:
    # Mean 1; losses in the ratio 1 : 1 : 4; weights -log(1/6), -log(1/6), -log(2/3).
    found = crh_truth(claims((0, 0, 0.0), (0, 1, 0.0), (0, 2, 3.0)), rounds=1)
    assert found == pytest.approx([3 * 0.405465 / (2 * 1.791759 + 0.405465)], abs=1e-6)


def test_crh_comes_to_side_with_claimants_who_agree() -> None:
    found = crh_truth(claims((0, 0, 0.0), (0, 1, 0.0), (0, 2, 3.0)))
    assert 0.0 <= found[0] < 0.1


def test_gtm_shrinks_to_the_mean_and_leans_to_the_claimant_with_less_variance() -> None:
    # The third claimant is off in both objects; the first two agree.
    rows = [(0, 0, 0.0), (0, 1, 0.0), (0, 2, 3.0), (1, 0, 1.0), (1, 1, 1.0), (1, 2, 4.0)]
    first = gtm_truth(claims(*rows), rounds=1)
    assert first == pytest.approx([1.0, 2.0])  # all variances alike: the mean of standard scores
    settled = gtm_truth(claims(*rows))
    assert 0.5 < settled[0] < 1.0
    assert settled[1] == pytest.approx(settled[0] + 1.0)


def test_windows_without_a_gap_add_up_and_others_do_not() -> None:
    tracks = running_counts(
        evidence(
            said("Karsova", 100, 10),
            said("Karsova", 20, 11, first=11),
            said("Karsova", 30, 12, first=12),
            said("Karsova", 40, 14, first=14),
        )
    )
    track = tracks["Karsova", KILLED]
    assert track.days.tolist() == [10.0, 11.0, 12.0]
    assert np.exp(track.logs) == pytest.approx([100.0, 120.0, 150.0])


@pytest.mark.parametrize("name", list(BASELINES))
def test_cells_without_a_claim_are_filled_along_a_curve_that_never_falls(name: str) -> None:
    cells = cell_ends(START, START + dt.timedelta(days=49), days=10)
    found = BASELINES[name](evidence(said("Karsova", 100, 20), said("Karsova", 400, 40)), cells)
    assert found[KILLED] == pytest.approx([50.0, 100.0, 200.0, 400.0, 400.0])


def test_a_fall_is_levelled() -> None:
    cells = cell_ends(START, START + dt.timedelta(days=19), days=10)
    found = BASELINES["median"](evidence(said("Karsova", 400, 10), said("Karsova", 100, 20)), cells)
    assert found[KILLED] == pytest.approx([200.0, 200.0])
