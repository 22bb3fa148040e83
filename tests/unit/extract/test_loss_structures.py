"""Losses in the many structures of a sentence: which counts are claims, and of what."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]
CASES = tomllib.loads(Path(__file__).with_name("loss_structures.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:40])
def test_counts_have_their_outcomes(read: Reader, case: dict[str, str | list[str]]) -> None:
    found = [f"{s.quantity.text} {s.outcome}" for s in read(str(case["text"])) if not s.optional]
    assert sorted(found) == sorted(case["losses"])
