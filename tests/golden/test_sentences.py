"""The golden sentences, cause by cause: what was reached is held.

The floors are what the extractor has reached, and only rise (``sentences.py --raise``).
"""

import pytest
from sentences import (
    list_causes,
    list_falls,
    load_cases,
    load_floors,
    load_golden_lexicon,
    measure_cause,
)

from counterclaim.lexicon.lexicon import Lexicon


@pytest.fixture(scope="module")
def golden_lexicon() -> Lexicon:
    return load_golden_lexicon()


@pytest.mark.parametrize("cause", list_causes())
def test_cause_is_at_its_floor(cause: str, golden_lexicon: Lexicon) -> None:
    assert list_falls({cause: measure_cause(cause, golden_lexicon)}) == []


@pytest.mark.parametrize("cause", list_causes())
def test_cause_has_ten_cases_with_their_figures_in_the_text(cause: str) -> None:
    cases = load_cases(cause)
    assert len(cases) >= 10
    for case in cases:
        for claim in case.get("claim", []):
            assert claim["figure"] in case["text"], case["id"]


def test_every_cause_has_a_floor() -> None:
    assert sorted(load_floors()) == list_causes()
