"""Speed as ratios within one run, peak memory over generated articles, and finding of copies.

    python bench/run.py [--json] [--profile] [--no-memory] [--no-copies]

Characters per second of the whole extractor against spaCy's blank English tokenizer with its
sentencizer, on the same texts, in process CPU time, best of nine passes taken in turns. Copies
are measured by ``copies.py``, which runs alone too. Ends non-zero below a floor.
"""

import argparse
import cProfile
import gc
import json
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from copies import find_missed, measure_sizes, print_rows
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from prose import make_article, make_prose

HERE = Path(__file__).resolve().parent
GOLD = HERE.parents[1] / "shared" / "gold" / "articles"
GOLDEN = HERE.parent / "tests" / "golden" / "articles"
N_RUNS = 9
N_CHARS = 2_000_000
# Ratios to spaCy that the first issue asks for; the third text is measured without a floor.
FLOORS = {"articles": 1 / 3, "no loss words": 20.0, "loss words, no claims": None}
N_FEW, N_MANY = 1_000, 10_000  # articles
MEMORY_GROWTH = 1.3  # peak over N_MANY articles by peak over N_FEW: flat within 30 %


def read_articles() -> list[str]:
    """Return the gold articles, or the golden ones of the repository where those are absent."""
    folder = GOLD if GOLD.is_dir() else GOLDEN
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def time_best(works: list[Callable[[str], object]], texts: list[str]) -> list[float]:
    """Return the least CPU time in seconds that each work took over all texts, taken in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(N_RUNS):
        for taken, work in zip(times, works, strict=True):
            start = time.process_time()
            for text in texts:
                work(text)
            taken.append(time.process_time() - start)
    return [min(taken) for taken in times]


def measure_speed() -> dict[str, dict[str, float | None]]:
    """Return, for each text, characters per second of both sides, their ratio and its floor."""
    import spacy  # noqa: PLC0415 - needed for the speed only

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10 * N_CHARS
    lexicon = load_lexicon()

    def extract(text: str) -> object:
        return extract_sightings(Document(text=text), lexicon)

    corpora = {
        "articles": read_articles(),
        "no loss words": make_prose(N_CHARS, with_loss_words=False),
        "loss words, no claims": make_prose(N_CHARS, with_loss_words=True),
    }
    found: dict[str, dict[str, float | None]] = {}
    gc.collect()
    gc.freeze()  # neither side pays for walking over what the other has loaded
    for name, texts in corpora.items():
        extract(texts[0])  # the caches of the first call belong to nobody's time
        nlp(texts[0])
        n_chars = sum(map(len, texts))
        mine, theirs = time_best([extract, nlp], texts)
        found[name] = {
            "n_chars": n_chars,
            "n_claims": sum(len(extract_sightings(Document(text=t), lexicon)) for t in texts),
            "chars_per_s": n_chars / mine,
            "spacy_chars_per_s": n_chars / theirs,
            "ratio": theirs / mine,
            "floor": FLOORS[name],
        }
    return found


def measure_memory() -> dict[str, float]:
    """Return the peak of a fresh process over few and over many articles, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(N_MANY):
            (Path(folder) / f"{number:05}.txt").write_text(make_article(number), encoding="utf-8")
        few, many = (read_peak(Path(folder), n) for n in (N_FEW, N_MANY))
    return {"peak_few_mb": few, "peak_many_mb": many, "growth": many / few, "limit": MEMORY_GROWTH}


def read_peak(folder: Path, n_articles: int) -> float:
    """Return the peak memory of a process that reads so many articles one after the other."""
    command = [sys.executable, str(HERE / "peak.py"), str(folder), str(n_articles)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def profile_articles(n_rows: int = 25) -> None:
    """Print where the time over the articles goes."""
    lexicon, texts = load_lexicon(), read_articles()
    extract_sightings(Document(text=texts[0]), lexicon)
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts:
        extract_sightings(Document(text=text), lexicon)
    profiler.disable()
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(n_rows)


def main() -> int:
    """Measure, print, and return how many floors were missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--profile", action="store_true", help="print the profile and stop")
    parser.add_argument("--no-memory", action="store_true", help="leave the memory out")
    parser.add_argument("--no-copies", action="store_true", help="leave the copies out")
    options = parser.parse_args()
    if options.profile:
        profile_articles()
        return 0
    speed = measure_speed()
    memory = None if options.no_memory else measure_memory()
    missed = [n for n, row in speed.items() if row["floor"] and row["ratio"] < row["floor"]]
    if memory is not None and memory["growth"] > MEMORY_GROWTH:
        missed.append("memory")
    copies = [] if options.no_copies else measure_sizes()
    missed += find_missed(copies)
    if options.json:
        figures = {"speed": speed, "memory": memory, "copies": copies, "missed": missed}
        print(json.dumps(figures, indent=2))
        return len(missed)
    for name, row in speed.items():
        floor = f"floor {row['floor']:.2f}" if row["floor"] else "no floor"
        print(
            f"{name:<24}{row['ratio']:>8.2f} x spaCy  ({floor})  "
            f"{row['chars_per_s'] / 1e6:.2f} against {row['spacy_chars_per_s'] / 1e6:.2f} "
            f"million characters per second, {row['n_claims']} claims"
        )
    if memory is not None:
        print(
            f"{'peak memory':<24}{memory['growth']:>8.2f} x from {N_FEW:,} to {N_MANY:,} articles "
            f"(limit {MEMORY_GROWTH})  "
            f"{memory['peak_few_mb']:.0f} to {memory['peak_many_mb']:.0f} MB"
        )
    print_rows(copies)
    print("missed: " + ", ".join(missed) if missed else "every floor is reached")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
