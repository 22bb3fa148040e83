"""Corrections: what a reviewer sets makes a record that is right, or is refused."""

import pytest

from counterclaim.api.reading import extract, read
from counterclaim.errors import RecordError
from counterclaim.ledger.corrections import correct
from counterclaim.model.sightings import Sighting


@pytest.fixture
def nearly() -> Sighting:
    """Return a sighting of close to 6,000 killed."""
    [found] = extract(read("Officials said close to 6,000 people were killed in Dorna on Friday."))
    return found


def test_hard_figures_get_their_bounds(nearly: Sighting) -> None:
    found = correct(nearly, {"quantity.kind": "at_least", "quantity.value": 7000})
    assert (found.quantity.low, found.quantity.high) == (7000, None)


def test_soft_figures_need_their_bounds(nearly: Sighting) -> None:
    with pytest.raises(RecordError, match="what 'nearly' allows is no arithmetic"):
        correct(nearly, {"quantity.value": 7000})
    bounds = {"quantity.low": 6300, "quantity.high": 6999}
    assert correct(nearly, {"quantity.value": 7000, **bounds}).quantity.low == 6300
