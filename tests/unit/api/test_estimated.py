"""An estimate's rows: what they say, what they rest on, other anchors, claimants left out."""

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from counterclaim.api.estimated import Estimate
from counterclaim.errors import CounterclaimError, EstimateError, InputError
from counterclaim.estimate.anchors import Anchor, Floor, Neutral
from counterclaim.estimate.observations import Observation
from counterclaim.estimate.rows import LOSS_COLUMNS

Told = Callable[..., Observation]
Made = Callable[..., Estimate]


def test_losses_have_exactly_the_columns(two_sides: Estimate) -> None:
    assert (
        *("side", "class", "outcome", "start", "end", "low", "best", "high"),
        *("median", "lo90", "hi90", "anchor", "identified", "anchor_share"),
        *("n_claims", "n_independent", "model_version", "seed", "ledger"),
    ) == LOSS_COLUMNS
    for record in two_sides.losses().records:
        assert tuple(record) == LOSS_COLUMNS


def test_losses_run_from_the_start_to_the_end_of_each_week(two_sides: Estimate) -> None:
    rows = two_sides.losses()
    assert [(str(row.start), str(row.end)) for row in rows] == [
        ("2031-03-01", "2031-03-07"),
        ("2031-03-01", "2031-03-14"),
        ("2031-03-01", "2031-03-21"),
        ("2031-03-01", "2031-03-28"),
    ]
    assert [(row.n_claims, row.n_independent) for row in rows] == [(1, 1), (2, 2), (2, 2), (7, 5)]
    assert rows[-1].people.median == pytest.approx(2000, rel=0.05)


def test_levels_name_their_anchor_and_are_never_identified(two_sides: Estimate) -> None:
    for row in two_sides.losses():
        assert (row.anchor, row.is_identified) == ("neutral", False)
        assert row.anchor_share == pytest.approx(0.86, abs=0.03)
    assert {row.anchor for row in two_sides.bias()} == {"neutral"}


def test_increments_are_of_single_weeks_and_have_no_arithmetic(two_sides: Estimate) -> None:
    rows = two_sides.losses(increments=True)
    assert [(str(row.start), str(row.end)) for row in rows][:2] == [
        ("2031-03-01", "2031-03-07"),
        ("2031-03-08", "2031-03-14"),
    ]
    assert {(row.low, row.best, row.high) for row in rows} == {(None, None, None)}
    assert rows[1].people.median == pytest.approx(500, rel=0.05)


def test_contrasts_are_ratios_that_stay_under_any_anchor(two_sides: Estimate) -> None:
    rows = two_sides.contrasts()
    assert [(row.claimant, row.other) for row in rows] == [
        ("Karsova", "Observers"),
        ("Karsova", "Velmora"),
        ("Observers", "Velmora"),
    ]
    # Observers name only low bounds, which tell of no ratio.
    assert [row.is_identified for row in rows] == [False, True, False]
    again = two_sides.with_(anchors=[Anchor(source="Velmora", sd=0.2)]).contrasts()
    assert rows[1].ratio.median == pytest.approx(4.0, rel=0.03)
    assert again[1].ratio.median == pytest.approx(4.0, rel=0.03)


def test_anchors_come_neutral_first_then_claimants_by_name(two_sides: Estimate) -> None:
    rows = two_sides.anchors()
    assert [row.anchor for row in rows] == [
        "neutral",
        "Karsova:0.2",
        "Observers:0.2",
        "Velmora:0.2",
    ]
    assert [round(row.people.median, -3) for row in rows if row.people] == [2000, 4000, 2000, 1000]


def test_anchor_that_cannot_be_is_a_row_that_says_why(two_sides: Estimate) -> None:
    [row] = two_sides.anchors([Floor(source="Nobody")])
    assert row.people is None
    assert row.problem == "no claim is Nobody's, so it cannot be an anchor"


def test_leaving_one_out_tells_how_far_the_answer_moves(two_sides: Estimate) -> None:
    rows = two_sides.leave_one_out()
    assert [row.without for row in rows] == ["Karsova", "Observers", "Velmora"]
    assert [round(row.moved_by or 0, 1) for row in rows] == [0.7, 1.0, 1.4]


def test_leaving_out_the_last_but_one_says_why_there_is_none(told: Told, made_of: Made) -> None:
    made = made_of(told("Karsova", 7, 100), told("Velmora", 7, 50))
    for row in made.leave_one_out():
        assert row.people is None
        assert row.problem.startswith("only one claimant counts the whole: ")


def test_shape_is_a_share_of_the_last_day(two_sides: Estimate) -> None:
    assert [round(row.share.median, 2) for row in two_sides.shape()] == [0.25, 0.5, 0.75, 1.0]


def test_check_takes_named_figures_only(two_sides: Estimate) -> None:
    assert [(row.claimant, row.n, row.covered) for row in two_sides.ppc()] == [
        ("Karsova", 2, 1.0),
        ("Velmora", 2, 1.0),
    ]


def test_the_same_evidence_and_seed_give_the_same_digits(two_sides: Estimate) -> None:
    again = two_sides.with_()
    for name in ("losses", "bias", "contrasts", "shape", "ppc", "arithmetic"):
        one, other = (json.dumps(getattr(x, name)().records) for x in (two_sides, again))
        assert one == other


def test_lists_are_data_frames(two_sides: Estimate) -> None:
    frame = two_sides.losses().to_frame()
    assert list(frame.columns) == list(LOSS_COLUMNS)
    assert frame["n_claims"].tolist() == [1, 2, 2, 7]


def test_one_claimant_carries_no_neutral_estimate(told: Told, made_of: Made) -> None:
    with pytest.raises(EstimateError, match="only one claimant counts the whole: Karsova"):
        made_of(told("Karsova", 7, 100), told("Karsova", 14, 200))


def test_one_claimant_carries_one_under_his_own_anchor(told: Told, made_of: Made) -> None:
    anchor = Anchor(source="Karsova", sd=0.1)
    made = made_of(told("Karsova", 7, 100), told("Karsova", 14, 200), anchors=[anchor])
    assert made.losses()[-1].anchor == "Karsova:0.1"


def test_vague_figures_carry_none(told: Told, made_of: Made) -> None:
    vague = {"low": 0, "high": None, "value": None, "kind": "vague"}
    with pytest.raises(EstimateError, match="all figures are vague"):
        made_of(told("Karsova", 7, 0, **vague), told("Velmora", 7, 0, **vague))


def test_nothing_at_all_says_what_was_left_out(made_of: Made) -> None:
    with pytest.raises(EstimateError, match=r"no claim can be used .*1: it has no day"):
        made_of()


def test_anchors_that_cannot_stand_together_are_refused(two_sides: Estimate) -> None:
    with pytest.raises(InputError, match="neutral cannot stand beside another anchor"):
        two_sides.with_(anchors=[Neutral(), Floor(source="Karsova")])


def test_draws_that_are_no_numbers_are_an_error(two_sides: Estimate) -> None:
    two_sides.posterior.levels[two_sides.series[0]][0] = float("nan")
    with pytest.raises(EstimateError, match="the fit did not give numbers"):
        two_sides.losses()


def test_arviz_that_is_not_installed_is_named(two_sides: Estimate) -> None:
    with pytest.raises(CounterclaimError, match="ArviZ is not installed"):
        two_sides.to_arviz()


def test_check_by_another_engine_is_the_same_estimate(two_sides: Estimate) -> None:
    again = two_sides.checked(two_sides.engine)
    assert again.losses().records == two_sides.losses().records


@pytest.mark.skipif(find_spec("numpyro") is not None, reason="NumPyro is installed")
def test_check_by_nuts_names_what_is_missing(two_sides: Estimate) -> None:
    with pytest.raises(CounterclaimError, match="NumPyro is not installed") as caught:
        two_sides.checked()
    assert caught.value.hint == "pip install 'counterclaim[mcmc]'"


@pytest.mark.skipif(find_spec("numpyro") is not None, reason="NumPyro is installed")
def test_check_by_nuts_names_what_is_missing_beside_it(
    two_sides: Estimate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpyro").mkdir()
    (tmp_path / "numpyro" / "__init__.py").write_text("import jax_that_is_not_there\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(
        CounterclaimError, match="No module named 'jax_that_is_not_there'"
    ) as caught:
        two_sides.checked()
    assert caught.value.message.startswith("NumPyro cannot be loaded, and --check nuts needs it")
    assert caught.value.hint == "pip install 'counterclaim[mcmc]'"
