"""Long searches for texts that break the extractor, left out unless asked for (`make slow`)."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import from_record, to_record

pytestmark = pytest.mark.slow

N_EXAMPLES = 20_000
PIECES = json.loads(
    (Path(__file__).parents[1] / "property" / "pieces.json").read_text(encoding="utf-8")
)
GLUED = st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", " ", "")))
COMPOSED = st.lists(GLUED, max_size=120).map(lambda found: "".join(a + b for a, b in found))
ARBITRARY = st.text(st.characters(exclude_categories=()), max_size=1_000)
DAYS = st.none() | st.dates(min_value=dt.date(1, 1, 1)).map(Window.day)
LONG = settings(
    max_examples=N_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    return load_lexicon()


def read_back(text: str, published: Window | None, lexicon: Lexicon) -> None:
    for sighting in extract_sightings(Document(text=text, published=published), lexicon):
        sighting.check(text)
        assert from_record(to_record(sighting)) == sighting


@LONG
@given(text=COMPOSED, published=DAYS)
def test_text_of_loss_words_reads_back(
    text: str, published: Window | None, lexicon: Lexicon
) -> None:
    read_back(text, published, lexicon)


@LONG
@given(text=ARBITRARY, published=DAYS)
def test_arbitrary_text_reads_back(text: str, published: Window | None, lexicon: Lexicon) -> None:
    read_back(text, published, lexicon)
