"""What the tests of the extractor share: from a text to its sightings."""

from collections.abc import Callable

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.fixture(scope="session")
def read(lexicon: Lexicon) -> Reader:
    """Return a function from a text, and a date where it matters, to its sightings."""

    def read_text(text: str, published: str | None = "2022-03-02") -> list[Sighting]:
        window = Window.parse(published) if published is not None else None
        return extract_sightings(Document(text=text, published=window), lexicon)

    return read_text
