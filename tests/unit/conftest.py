"""What the unit tests share: the package's lexicon, and one sentence cut into tokens."""

from collections.abc import Callable

import pytest

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.text.tokens import Tokens

Cutter = Callable[[str], Tokens]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    return load_lexicon()


@pytest.fixture(scope="session")
def cut_sentence(lexicon: Lexicon) -> Cutter:
    """Return a function that cuts a text, taken as one sentence, into tokens."""
    return lambda sentence: Tokens(sentence, (0, len(sentence)), lexicon)
