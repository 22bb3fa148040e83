"""What the properties are drawn from: arbitrary texts, and texts of loss words."""

import json
from pathlib import Path

import pytest
from hypothesis import strategies as st

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon

# Words, numbers and marks that meet in sentences about losses.
PIECES = json.loads((Path(__file__).parent / "pieces.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    return load_lexicon()


@pytest.fixture(scope="session")
def texts() -> st.SearchStrategy[str]:
    """Return arbitrary texts and texts of loss words, lone surrogates among both."""
    glued = st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", " ", "")))
    composed = st.lists(glued, max_size=60).map(lambda found: "".join(a + b for a, b in found))
    return st.one_of(st.text(st.characters(exclude_categories=()), max_size=400), composed)
