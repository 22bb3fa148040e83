"""Reading a made crawl: pages a second beside trafilatura on all, the claims of both, memory.

    python bench/read.py [--pages N] [--sample N] [--gb N] [--json]

A crawl as ``crawl.py`` makes it is read in one run, on one core, in processor time: (a) trafilatura
in its precise mode, with metadata, on every page of a sample, and the engine on its text; (b) the
way of ``counterclaim ingest``, gate and ledger and all; then (b) by its stages, and with an open
gate. The claims of both are held against each other, as are the pages of ``tests/pages`` against
what is expected of them. Memory is that of ``counterclaim ingest`` on a larger archive. Ends
non-zero below a floor.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from counterclaim.api.ledger import Ledger
from counterclaim.api.sources import reading
from counterclaim.extract.extractor import extract_sightings
from counterclaim.ledger.ingest import find_all
from counterclaim.ledger.rows import Found
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting
from counterclaim.read.captured import Captured
from counterclaim.read.skips import Skip
from counterclaim.read.sources import How, iter_sources
from counterclaim.read.warc import iter_warc
from crawl import SEED, MadePage, count_words, iter_pages, write_crawl
from crawl_memory import measure_memory
from crawl_stages import Stage, measure_stages

FLOOR_RATIO = 10.0  # times the pages a second of trafilatura on everything
LIMIT_MB = 500
N_WARM = 100  # pages of another crawl, read by both sides before the clock runs
OPEN_PART = 3  # of the sample, one page in so many is read with an open gate
N_SHOWN = 10  # claims that differ

Claim = tuple[str, str, str]  # address, figure, outcome


@dataclass(slots=True, kw_only=True)
class Side:
    """What one way of reading made of a crawl."""

    n_pages: int = 0
    seconds: float = 0.0
    texts: dict[str, str] = field(default_factory=dict)  # by address
    sentences: dict[Claim, str] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Pages per second of processor time."""
        return self.n_pages / self.seconds

    def add(self, url: str, text: str, sightings: list[Sighting]) -> None:
        self.texts[url] = text
        for found in sightings:
            figure = found.quantity
            bounds = f"{_shown(figure.low)}-{_shown(figure.high)}"
            self.sentences[(url, bounds, found.outcome)] = found.sentence.text


def read_plainly(path: Path, lexicon: Lexicon) -> Side:
    """Read every page of an archive with trafilatura, and its text with the engine."""
    side = Side()
    start = time.process_time()
    for item in iter_warc(path, read=with_trafilatura):
        side.n_pages += 1
        if isinstance(item, Document):
            side.add(item.url or "", item.text, extract_sightings(item, lexicon))
    side.seconds = time.process_time() - start
    return side


def with_trafilatura(captured: Captured) -> Document | Skip:
    """Return a page as trafilatura reads it, the title first."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - it takes half a second to import

    found = bare_extraction(
        captured.data, url=captured.url, favor_precision=True, with_metadata=True
    )
    if found is None or isinstance(found, dict) or not found.text:
        return captured.skip("no text")
    title = found.title or ""
    text = found.text if found.text.startswith(title) else f"{title}\n\n{found.text}"
    day = Window.parse(found.date) if found.date else None
    return Document(text=text, url=captured.url, source=captured.source, published=day)


def ingest(path: Path, folder: Path, lexicon: Lexicon, *, is_gated: bool = True) -> Side:
    """Read an archive into a fresh ledger, as ``counterclaim ingest`` does."""
    side = Side()

    def find(document: Document) -> Found:
        found = find_all(document, lexicon)
        side.add(document.url or "", document.text, found.sightings)
        return found

    start = time.process_time()
    with (
        tempfile.TemporaryDirectory(dir=folder) as inner,
        Ledger.open(Path(inner) / "bench.db", lexicon=lexicon) as ledger,
        reading(How(gated_by=lexicon if is_gated else None), memory=ledger.store.memory()) as how,
    ):
        tally = ledger.store.ingest(iter_sources([path], how), what=str(path), find=find)
    side.seconds = time.process_time() - start
    side.n_pages = tally.n_documents + tally.n_skipped
    return side


def explain(claim: Claim, there: Side, other: Side, fates: dict[str, str]) -> str:
    """Return why a claim that one side found is not the other's."""
    url = claim[0]
    if url not in other.texts:
        return fates.get(url, "no text was found")
    if " ".join(there.sentences[claim].split()) not in " ".join(other.texts[url].split()):
        return "its sentence is not in the text that was read"
    return "its sentence was read, and understood otherwise"


def measure(pages: list[MadePage], asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Return all figures of a run over a crawl."""
    lexicon = load_lexicon()
    whole, part, warm = (folder / name for name in ("crawl.gz", "part.gz", "warm.gz"))
    write_crawl(whole, iter(pages))
    write_crawl(part, islice(pages, asked.sample))
    write_crawl(warm, iter_pages(N_WARM, asked.seed + 1))
    for is_gated in (True, False):
        ingest(warm, folder, lexicon, is_gated=is_gated)
    read_plainly(warm, lexicon)

    theirs = read_plainly(part, lexicon)
    ours = ingest(whole, folder, lexicon)
    write_crawl(part, islice(pages, asked.sample // OPEN_PART))
    ours_open = ingest(part, folder, lexicon, is_gated=False)
    stages, fates = measure_stages(whole, folder, lexicon)
    # Claims are compared on every page that claims a loss, or seems to; these are not timed.
    rest = [
        page
        for page in pages[asked.sample :]
        if page.story.is_relevant or any(url == page.url for url, _, _ in ours.sentences)
    ]
    write_crawl(part, iter(rest))
    compared = read_plainly(part, lexicon)
    compared.texts |= theirs.texts
    compared.sentences |= theirs.sentences

    missed = sorted(compared.sentences.keys() - ours.sentences.keys())
    extra = sorted(ours.sentences.keys() - compared.sentences.keys())
    lost = sorted(ours_open.sentences.keys() - ours.sentences.keys())
    sizes = [len(page.data) for page in pages]
    return {
        "pages": len(pages),
        "html_mb": sum(sizes) / 1e6,
        "median_kb": statistics.median(sizes) / 1e3,
        "shapes": len({page.story.shape for page in pages if not page.story.is_relevant}),
        "relevant": sum(page.story.is_relevant for page in pages),
        "with_words": count_words(pages) / len(pages),
        "sample": theirs.n_pages,
        "open_sample": ours_open.n_pages,
        "rates": {"trafilatura": theirs.rate, "gated": ours.rate, "open": ours_open.rate},
        "ratio": ours.rate / theirs.rate,
        "end_to_end_s": ours.seconds,
        "stages": [asdict(stage) for stage in stages],
        "claims": {"trafilatura": len(compared.sentences), "ours": len(ours.sentences)},
        "planted": _planted(pages, lexicon, compared, ours),
        "lost_by_gate": [list(claim) for claim in lost],
        "missed": [[*claim, explain(claim, compared, ours, fates)] for claim in missed],
        "extra": [[*claim, explain(claim, ours, compared, {})] for claim in extra],
    }


def _planted(pages: list[MadePage], lexicon: Lexicon, theirs: Side, ours: Side) -> list[int]:
    """Return how many claims the texts hold that were put in, and how many each side has found."""
    truth = Side()
    for page in pages:
        if page.story.is_relevant:
            day = Window.parse(page.story.published) if page.story.published else None
            document = Document(text=page.story.text, url=page.url, published=day)
            truth.add(page.url, document.text, extract_sightings(document, lexicon))
    put_in = truth.sentences.keys()
    return [len(put_in), len(put_in & theirs.sentences.keys()), len(put_in & ours.sentences.keys())]


def score_pages_read() -> dict[str, float]:
    """Return how the pages of ``tests/pages`` are read, by the scorer of ``make gate``."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "gate"))
    from pages import load_pages, read_page, score_pages, summarise  # noqa: PLC0415 - see above

    return summarise(score_pages(load_pages(), read_page))


def print_figures(found: dict[str, Any]) -> None:
    """Print all figures as tables of 80 columns at most."""
    for line in _lines_of(found):
        print(line)


def _lines_of(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"a crawl of {found['pages']:,} pages, {found['html_mb']:.0f} MB, median "
        f"{found['median_kb']:.0f} KB, {found['shapes']} shapes,"
    )
    yield f"{found['relevant']} of them with claims, {found['with_words']:.1%} with a word of loss"
    yield ""
    yield f"{'way':<44}{'pages':>8}{'pages/s':>10}{'ratio':>8}"
    ways = {
        "trafilatura": ("trafilatura on every page, then the engine", found["sample"]),
        "gated": ("counterclaim ingest", found["pages"]),
        "open": ("counterclaim ingest --all-pages", found["open_sample"]),
    }
    base = found["rates"]["trafilatura"]
    for key, (name, number) in ways.items():
        rate = found["rates"][key]
        yield f"{name:<44}{number:>8,}{rate:>10.1f}{rate / base:>8.1f}"
    yield ""
    yield from _stage_lines([Stage(**row) for row in found["stages"]], found["end_to_end_s"])
    yield ""
    yield from _claim_lines(found)
    yield ""
    for name, figure in found["scores"].items():
        yield f"pages of tests/pages, {name:<26}{figure:>9.3f}"
    if memory := found.get("memory"):
        yield ""
        yield f"counterclaim ingest of {memory['gb']:g} GB, {memory['pages']:,} pages:"
        yield f"  peak {memory['peak_mb']:.0f} MB, {memory['seconds']:.0f} s"


def _stage_lines(stages: list[Stage], end_to_end_s: float) -> Iterator[str]:
    yield f"{'stage':<26}{'pages in':>9}{'passed':>8}{'share':>8}{'s':>8}{'ms a page':>11}"
    for stage in stages:
        share, each = stage.n_out / max(1, stage.n_in), stage.seconds / max(1, stage.n_in) * 1e3
        counts = f"{stage.n_in:>9,}{stage.n_out:>8,}{share:>8.1%}"
        yield f"{stage.name:<26}{counts}{stage.seconds:>8.2f}{each:>11.2f}"
    yield f"{'sum of the stages':<51}{sum(stage.seconds for stage in stages):>8.2f}"
    yield f"{'end to end':<51}{end_to_end_s:>8.2f}"


def _claim_lines(found: dict[str, Any]) -> Iterator[str]:
    n_put, n_theirs, n_ours = found["planted"]
    claims = found["claims"]
    yield f"{'claims':<44}{'trafilatura':>14}{'here':>8}"
    yield f"{f'of the {n_put} in the texts put in':<44}{n_theirs:>14}{n_ours:>8}"
    yield f"{'in all':<44}{claims['trafilatura']:>14}{claims['ours']:>8}"
    yield f"turned away by the gate, of those without it: {len(found['lost_by_gate'])}"
    for name, words in (("missed", "found there and not here"), ("extra", "here and not there")):
        rows: list[list[str]] = found[name]
        yield f"{words}: {len(rows)}"
        for reason, number in Counter(row[-1] for row in rows).most_common():
            yield f"  {number:>4} x {reason}"
        for url, figure, outcome, _ in rows[:N_SHOWN]:
            yield f"    {url.split('/', 3)[3]} {figure} {outcome}"


def _shown(bound: int | None) -> str:
    return "?" if bound is None else str(bound)


def main() -> int:
    """Measure, print, and return how many floors were missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--sample", type=int, default=600, help="pages that trafilatura reads")
    parser.add_argument("--gb", type=float, default=0.2, help="size of the large archive; 0: none")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = list(iter_pages(asked.pages, asked.seed))
        found = measure(pages, asked, Path(folder))
        found["scores"] = score_pages_read()
        if asked.gb:
            found["memory"] = measure_memory(Path(folder), pages, asked.gb)
    missed = ["ratio"] if found["ratio"] < FLOOR_RATIO else []
    missed += ["memory"] if asked.gb and found["memory"]["peak_mb"] > LIMIT_MB else []
    missed += ["gate"] if found["lost_by_gate"] else []
    found["below"] = missed
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        print_figures(found)
        print(f"below a floor: {', '.join(missed)}" if missed else "all floors are held")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
