"""Which names are places."""

from collections.abc import Callable

import pytest

from counterclaim.extract.places import find_places
from counterclaim.text.tokens import Tokens

Cutter = Callable[[str], Tokens]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("Houses burned in Dorna and near the town of Brenik.", ["Dorna", "Brenik"]),
        ("The governor wrote on Telegram that houses burned in Dorna.", ["Dorna"]),
        ("The mayor said so on Facebook.", []),
    ],
)
def test_channel_is_no_place(cut_sentence: Cutter, sentence: str, places: list[str]) -> None:
    tokens = cut_sentence(sentence)
    assert [tokens.between(spot.first, spot.last) for spot in find_places(tokens)] == places
