"""Facts of claims in words."""

import pytest

from counterclaim.cli.claim_facts import with_side


@pytest.mark.parametrize(
    ("claimant", "party", "words"),
    [
        ("Mirel Dasko", "QV", "Mirel Dasko [QV]"),
        ("Dawn Brigades", "Dawn Brigades", "Dawn Brigades"),
        ("Council", None, "Council"),
    ],
)
def test_side_is_told_once(claimant: str, party: str | None, words: str) -> None:
    assert with_side(claimant, party) == words
