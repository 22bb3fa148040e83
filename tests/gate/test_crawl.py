"""The made crawl of ``make bench-read``, in short: the gate costs no claim."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.read.sources import How, iter_sources

N_PAGES = 125  # of which those numbered 25 and 75 claim losses
MEDIAN_BYTES = 12_000  # the bulk of a page costs time and says nothing here


@pytest.fixture
def crawl(monkeypatch: pytest.MonkeyPatch, repository: Path) -> ModuleType:
    monkeypatch.syspath_prepend(repository / "bench")
    return importlib.import_module("crawl")


def _claims(archive: Path, lexicon: Lexicon, *, is_gated: bool) -> dict[str, list[str]]:
    """Return the claims of an archive, in words, by address."""
    how = How(gated_by=lexicon if is_gated else None)
    found = {
        item.url or "": [
            f"{one.quantity.text} {one.outcome}" for one in extract_sightings(item, lexicon)
        ]
        for item in iter_sources([archive], how)
        if isinstance(item, Document) and item.language == "en"
    }
    return {url: claims for url, claims in found.items() if claims}


def test_a_crawl_gives_the_same_claims_with_the_gate_and_without(
    crawl: ModuleType, tmp_path: Path
) -> None:
    archive, lexicon = tmp_path / "crawl.warc.gz", load_lexicon()
    crawl.write_crawl(archive, crawl.iter_pages(N_PAGES, median_bytes=MEDIAN_BYTES))
    gated = _claims(archive, lexicon, is_gated=True)
    assert gated == _claims(archive, lexicon, is_gated=False)
    relevant = {url.rsplit("/", 1)[1] for url in gated}
    assert {"25.html", "75.html"} <= relevant


def test_a_crawl_is_the_same_each_time_and_mostly_says_nothing_of_losses(
    crawl: ModuleType,
) -> None:
    pages = list(crawl.iter_pages(N_PAGES, median_bytes=MEDIAN_BYTES))
    again = list(crawl.iter_pages(N_PAGES, median_bytes=MEDIAN_BYTES))
    assert [page.data for page in pages] == [page.data for page in again]
    assert [n for n, page in enumerate(pages) if page.story.is_relevant] == [25, 75]
    assert crawl.count_words(pages) < 0.3 * N_PAGES
