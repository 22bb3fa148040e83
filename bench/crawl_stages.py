"""The stages of reading a crawl, each timed on its own: for ``read.py``.

Invariant: what a page goes through is what it goes through in ``counterclaim ingest``, in the same
order; only the clock is added.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from counterclaim.api.ledger import Ledger
from counterclaim.ledger.ingest import find_all
from counterclaim.ledger.rows import Found
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.gate import Gate
from counterclaim.read.html import read_html
from counterclaim.read.language import unread_reason, with_language
from counterclaim.read.skips import Skip
from counterclaim.read.warc import iter_warc

NAMES = (
    *("read the archive", "gate, step one (words)", "gate, step two (losses)", "text of the page"),
    *("language", "claims", "ledger"),
)
_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Stage:
    """How long a stage took in all, how many pages came to it and how many went on."""

    name: str
    seconds: float = 0.0
    n_in: int = 0
    n_out: int = 0

    def run(self, work: Callable[[], _T]) -> _T:
        start = time.process_time()
        made = work()
        self.seconds += time.process_time() - start
        self.n_in += 1
        return made


def measure_stages(
    path: Path, folder: Path, lexicon: Lexicon
) -> tuple[list[Stage], dict[str, str]]:
    """Return the stages over an archive, and by address why pages went no further."""
    stages = [Stage(name=name) for name in NAMES]
    archive, one, two, text, language, claims, kept = stages
    gate = Gate(lexicon)
    fates: dict[str, str] = {}
    founds: dict[str, Found] = {}
    documents: list[Document] = []

    def follow(captured: Captured) -> Document | Skip:
        url = captured.url or ""
        words = one.run(lambda: gate.find_words(captured))
        if words is not None and not words[1]:
            fates[url] = "the gate found no word of loss on the page"
            return captured.skip("gate")
        one.n_out += 1
        if words is not None and not two.run(lambda: gate.states_loss(*words)):
            fates[url] = "the gate found no sentence that states a loss"
            return captured.skip("gate")
        two.n_out += 1
        read = text.run(lambda: read_html(captured))
        if isinstance(read, Skip):
            fates[url] = f"skipped: {read.told}"
            return read
        text.n_out += 1
        document = language.run(lambda: with_language(read))
        documents.append(document)
        if unread_reason(document, lexicon) is not None:
            fates[url] = "it is in another language"
            return document
        language.n_out += 1
        found = claims.run(lambda: find_all(document, lexicon))
        claims.n_out += bool(found.sightings)
        founds[document.id] = found
        return document

    start = time.process_time()
    archive.n_in = archive.n_out = sum(1 for _ in iter_warc(path, read=follow))
    inner = sum(stage.seconds for stage in stages)
    archive.seconds = time.process_time() - start - inner
    with tempfile.TemporaryDirectory(dir=folder) as place:
        start = time.process_time()
        with Ledger.open(Path(place) / "stages.db", lexicon=lexicon) as ledger:
            ledger.store.ingest(documents, what="stages", find=lambda read: founds[read.id])
        kept.seconds = time.process_time() - start
    kept.n_in = kept.n_out = len(documents)
    return stages, fates
