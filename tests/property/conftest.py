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


# What meets in sentences about what somebody said.
SAYINGS = [
    '"', "“", "”", "‘", "’", ",", ".", "!", ":", ";", "—", "\n\n", "The mayor", "Officials", "he",
    "she", "it", "said", "says", "that", "told Reuters", "denied", "added", "adding", "and",
    "according to", "the army", "could not verify", "reported", "citing", "the bridge was open",
    "We will hold", "who", "on Monday", "did not", "40 people were killed", "Ilen Torv",
    "a captain", "would", "be rebuilt", "announced", "in a statement", "the report",
]  # fmt: skip


@pytest.fixture(scope="session")
def speeches() -> st.SearchStrategy[str]:
    """Return texts of words of saying, quotation marks and names, and arbitrary ones."""
    glued = st.tuples(st.sampled_from(SAYINGS), st.sampled_from((" ", " ", " ", "")))
    composed = st.lists(glued, max_size=60).map(lambda found: "".join(a + b for a, b in found))
    return st.one_of(composed, composed, st.text(max_size=200))


@pytest.fixture(scope="session")
def texts() -> st.SearchStrategy[str]:
    """Return arbitrary texts and texts of loss words, lone surrogates among both."""
    glued = st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", " ", "")))
    composed = st.lists(glued, max_size=60).map(lambda found: "".join(a + b for a, b in found))
    return st.one_of(st.text(st.characters(exclude_categories=()), max_size=400), composed)
