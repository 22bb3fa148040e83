"""What every test may use: the hypothesis profiles and the path of the shared corpus."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parents[1]

# `ci` is short and the same on every run; `slow` searches long and differently each time.
settings.register_profile(
    "ci",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "slow",
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the gold annotation and its texts, or skip where it is absent.

    The texts belong to their publishers, so they lie beside the repository and never in it.
    """
    path = REPOSITORY.parent / "shared"
    if not (path / "gold").is_dir():
        pytest.skip(f"no gold annotation at {path}")
    return path
