"""Claims survive rewording: no share falls, and what always holds is searched for exceptions."""

import pytest
import rewordings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rewordings import MADE, Case, Loss, try_made

FLOORS = rewordings.load_floors()
LAWS = sorted(name for name in MADE if FLOORS.get(f"made {name}") == 1)


def cases() -> st.SearchStrategy[Case]:
    """Return a strategy for speakers with any loss between 2 and 99,999."""
    losses = st.builds(
        Loss,
        agent=st.sampled_from(rewordings.AGENTS),
        verb=st.sampled_from(rewordings.VERBS),
        bound=st.sampled_from(rewordings.BOUNDS),
        number=st.integers(min_value=2, max_value=99_999),
        lost=st.sampled_from(rewordings.LOST),
    )
    speakers = st.sampled_from(rewordings.SPEAKERS)
    return st.builds(lambda speaker, loss: Case(*speaker, loss), speakers, losses)


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    """Return the share of trials that hold, by figure."""
    return rewordings.list_shares(rewordings.measure())


def test_no_share_is_below_its_floor(shares: dict[str, float]) -> None:
    falls = {name: share for name, share in shares.items() if share < FLOORS[name]}
    assert falls == {}


def test_every_floor_is_measured(shares: dict[str, float]) -> None:
    assert shares.keys() == FLOORS.keys()


@pytest.mark.parametrize("relation", LAWS)
@settings(max_examples=15)
@given(case=cases())
def test_law_has_no_exception(relation: str, case: Case) -> None:
    trial = try_made(relation, case)
    assert (trial.text, trial.reworded, trial.wrong) == (trial.text, trial.reworded, ())


@pytest.mark.slow
@pytest.mark.parametrize("relation", LAWS)
@settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_law_has_no_exception_in_a_long_search(relation: str, case: Case) -> None:
    trial = try_made(relation, case)
    assert (trial.text, trial.reworded, trial.wrong) == (trial.text, trial.reworded, ())


def test_difference_is_named() -> None:
    killed = rewordings.read("Officials said that 12 soldiers were killed.")
    more = rewordings.read("Officials said that more than 12 soldiers were killed.")
    assert rewordings.differences(killed, more) == ["kind", "low", "high"]


def test_lost_claim_is_named() -> None:
    killed = rewordings.read("Officials said that 12 soldiers were killed.")
    assert rewordings.differences(killed, ()) == ["found"]


def test_clauses_may_change_places() -> None:
    text = "The blast killed 12 soldiers and wounded 30."
    turned = "The blast wounded 30 soldiers and killed 12."
    assert rewordings.differences(rewordings.read(text), rewordings.read(turned)) == []
