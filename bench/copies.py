"""Copies among generated documents of about 2.5 kB: documents per second, memory, what is found.

    python bench/copies.py [--documents N] [--outlets N] [--json]

Four documents in ten are edited copies of others. Every outlet ends its texts with a paragraph of
its own, 50 words long: ``--outlets 1`` gives all documents the same. Without ``--documents``, a
fresh process each takes 10,000, 25,000 and 50,000 of them. Ends non-zero below a floor.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from counterclaim.group.copies import find_copies, group_copies
from counterclaim.model.kept import DocumentFacts

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "property"))

import newsroom  # noqa: E402 - lies with the tests that share it
from copy_pairs import EDITS, score_groups  # noqa: E402

SIZES = (10_000, 25_000, 50_000)  # documents
N_OUTLETS = 50
N_WORDS = 400  # a document; 2.5 kB
N_VOCABULARY = 20_000
_ONSETS = ["b", "br", "d", "f", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "v"]
_RIMES = ["a", "an", "el", "en", "i", "il", "o", "om", "or", "u", "un"]
# Time per document at the largest over that at the smallest: n log n would give 1.2.
GROWTH_LIMIT = 1.5
PRECISION_FLOOR, RECALL_FLOOR = 0.999, 0.9


def make_documents(n_documents: int, n_outlets: int) -> Iterator[tuple[int, str]]:
    """Yield for each document the number of its lineage and its text."""
    chance = random.Random(20220302)
    vocabulary = [_invent(chance) for _ in range(N_VOCABULARY)]
    standing = [[_sentence(chance, vocabulary, 25) for _ in "12"] for _ in range(n_outlets)]
    n_made = lineage = 0
    while n_made < n_documents:
        base = _report(chance, vocabulary)
        # Copies have other outlets. 0.5 * (1 + 2 + 1) / 3 of them a report are four in ten.
        n_copies = chance.choice((0, 0, 0, 1, 1, 2))
        for copy in range(min(1 + n_copies, n_documents - n_made)):
            text = newsroom.edit(base, chance.choice(EDITS), chance) if copy else None
            end = " ".join(chance.choice(standing))
            yield lineage, f"{text or newsroom.join(base)}\n\n{end}"
            n_made += 1
        lineage += 1


def _report(chance: random.Random, vocabulary: list[str]) -> list[list[str]]:
    """Return paragraphs of sentences of words that are as unevenly common as words are."""
    paragraphs = [[_sentence(chance, vocabulary, 9)]]
    n_made = 0
    while n_made < N_WORDS - 60:
        paragraphs.append([])
        for _ in range(chance.randrange(1, 4)):
            n_words = chance.randrange(10, 30)
            paragraphs[-1].append(_sentence(chance, vocabulary, n_words))
            n_made += n_words
    return paragraphs


def _sentence(chance: random.Random, vocabulary: list[str], n_words: int) -> str:
    words = [vocabulary[int(N_VOCABULARY * chance.random() ** 4)] for _ in range(n_words)]
    if chance.random() < 0.4:
        words[n_words // 2] = str(chance.randrange(2, 9_000))
    if chance.random() < 0.4:
        words[-5] += ","
    return " ".join(words).capitalize() + "."


def _invent(chance: random.Random) -> str:
    n_syllables = chance.randrange(1, 4)
    return "".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(n_syllables))


def measure(n_documents: int, n_outlets: int) -> dict[str, float]:
    """Return time, memory and scores of finding and grouping so many documents."""
    texts: dict[str, str] = {}
    truth: dict[str, str] = {}
    for number, (lineage, text) in enumerate(make_documents(n_documents, n_outlets)):
        id_ = f"{number * 2_654_435_761 % 2**32:08x}"  # no order of ids helps
        texts[id_], truth[id_] = text, str(lineage)
    loaded = _read_peak()
    start = time.process_time()
    pairs = find_copies(texts)
    found_after = time.process_time() - start
    groups = group_copies([DocumentFacts(id=id_) for id_ in texts], pairs)
    taken = time.process_time() - start
    n_right = sum(truth[a] == truth[b] for a, b in pairs)
    return {
        "documents": n_documents,
        "kilobytes": sum(map(len, texts.values())) / n_documents / 1_000,
        "seconds": taken,
        "grouping_seconds": taken - found_after,
        "documents_per_s": n_documents / taken,
        "corpus_mb": loaded,
        "added_mb": _read_peak() - loaded,
        "pairs": len(pairs),
        "pair_precision": n_right / len(pairs),
        **asdict(score_groups(groups, truth)),
    }


def _read_peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform == "linux" else 1024 * 1024)


def measure_sizes(n_outlets: int = N_OUTLETS) -> list[dict[str, float]]:
    """Return the measurement of each size, made in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--json", "--outlets", str(n_outlets)]
    runs = [
        subprocess.run(
            [*command, "--documents", str(size)], capture_output=True, text=True, check=False
        )
        for size in SIZES
    ]
    return [json.loads(run.stdout)["rows"][0] for run in runs]


def find_missed(rows: list[dict[str, float]]) -> list[str]:
    """Return the floors and limits that the measurements miss."""
    if not rows:
        return []
    missed = []
    if min(row["precision"] for row in rows) < PRECISION_FLOOR:
        missed.append("precision of copies")
    if min(row["recall"] for row in rows) < RECALL_FLOOR:
        missed.append("recall of copies")
    per_document = [row["seconds"] / row["documents"] for row in rows]
    if per_document[-1] > GROWTH_LIMIT * per_document[0]:
        missed.append("growth of copies")
    return missed


def print_rows(rows: list[dict[str, float]]) -> None:
    """Print a line a measurement."""
    for row in rows:
        print(
            f"{'copies':<10}{row['documents']:>8,} documents of {row['kilobytes']:.1f} kB  "
            f"{row['documents_per_s']:>7,.0f} a second  "
            f"{1e6 * row['seconds'] / row['documents']:.0f} µs each  "
            f"{row['added_mb']:.0f} MB over the corpus of {row['corpus_mb']:.0f}  "
            f"precision {row['precision']:.4f}  recall {row['recall']:.4f}  "
            f"adjusted Rand {row['rand']:.4f}"
        )


def main() -> int:
    """Measure, print, and return how many floors were missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, help="one run over so many documents")
    parser.add_argument("--outlets", type=int, default=N_OUTLETS, help="standing paragraphs")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if options.documents:
        rows = [measure(options.documents, options.outlets)]
    else:
        rows = measure_sizes(options.outlets)
    missed = find_missed(rows)
    if options.json:
        print(json.dumps({"rows": rows, "missed": missed}, indent=2))
        return len(missed)
    print_rows(rows)
    print("missed: " + ", ".join(missed) if missed else "every floor is reached")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
