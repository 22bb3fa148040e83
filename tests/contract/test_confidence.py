"""The weights of confidence: each belongs to a cause that the extractor does give.

A cause that none of the texts has any more was renamed or dropped: fit the weights again with
``python tests/gate/calibrate.py --write``.
"""

from pathlib import Path

import pytest
from annotated import GOLDEN, read_articles
from calibrate import BEGIN, END
from sentences import list_causes as list_files
from sentences import load_cases

from counterclaim.extract.confidence import list_causes
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window


@pytest.fixture(scope="module")
def golden_lexicon() -> Lexicon:
    return load_lexicon(GOLDEN / "lexicon")


@pytest.fixture(scope="module")
def given(golden_lexicon: Lexicon) -> set[str]:
    """Return every cause that a golden article, golden sentence or example of the lexicon gives."""
    documents = read_articles(GOLDEN) + [
        Document(text=case["text"], published=Window.parse(case["published"]))
        for name in list_files()
        for case in load_cases(name)
    ]
    documents += [
        Document(text=text) for entry in golden_lexicon.entries.values() for text in entry.yes
    ]
    return {
        cause
        for document in documents
        for sighting in extract_sightings(document, golden_lexicon)
        for cause in list_causes(sighting)
    }


def test_every_weight_belongs_to_a_cause_that_is_given(given: set[str]) -> None:
    stale = load_lexicon().weights.causes.keys() - given
    assert not stale, "run: python tests/gate/calibrate.py --write"


def test_package_has_weights(golden_lexicon: Lexicon) -> None:
    assert load_lexicon().weights.causes
    assert golden_lexicon.weights == load_lexicon().weights


def test_page_has_a_reliability_table(repository: Path) -> None:
    page = (repository / "docs" / "accuracy.md").read_text(encoding="utf-8")
    table = page.split(BEGIN)[1].split(END)[0]
    assert "| confidence | sightings | mean confidence | share right |" in table
    assert "python tests/gate/calibrate.py --write" in page
