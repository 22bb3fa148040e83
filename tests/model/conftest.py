"""Sizes of made wars that are fitted in a second or two."""

from enum import Enum
from typing import cast

import pytest

from made_wars import Size


class Tiny(Enum):
    TINY = (63, ("killed", "wounded"), 120)


@pytest.fixture(scope="session")
def tiny() -> Size:
    return cast("Size", Tiny.TINY)
