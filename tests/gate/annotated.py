"""The annotated articles, read by the extractor, and which of its sightings are right.

Two sets: the shared gold articles beside the repository, and the golden ones of ``tests/golden``,
which are read with the lexicon of their invented countries. A sighting is judged by the shared
scorer, at its tier ``claimant``: figure, outcome, side and class of the lost, and claimant.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from counterclaim.errors import RecordError
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import to_record
from counterclaim.model.sightings import Sighting

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
TIER = "claimant"

Record = dict[str, Any]


class Judged(NamedTuple):
    """A sighting, the set and the document it is from, and whether it is right."""

    of: str
    doc: str
    sighting: Sighting
    is_right: bool


def judge_articles(shared: Path) -> list[Judged]:
    """Return every sighting of both sets that can be judged, document by document."""
    scorer = load_scorer(shared)
    found: list[Judged] = []
    for of, folder, words in (
        ("gold", shared / "gold", None),
        ("golden", GOLDEN, GOLDEN / "lexicon"),
    ):
        lexicon = load_lexicon(words)
        gold: dict[str, list[Record]] = {}
        for row in read_lines(folder / "articles.jsonl"):
            claims = gold.setdefault(row["doc"], [])
            if not row.get("no_claims"):
                claims.append(row)
        for document in read_articles(folder):
            doc = Path(document.source).stem
            if doc in gold:
                sightings = extract_sightings(document, lexicon)
                found += _judge(scorer, (of, doc), sightings, gold[doc])
    return found


def read_articles(folder: Path) -> list[Document]:
    """Return the documents of a set, dated by its list."""
    rows = {row["doc"]: row for row in read_lines(folder / "articles.meta.jsonl")}
    return [
        Document(
            text=path.read_text(encoding="utf-8"),
            source=path.name,
            published=read_window(rows.get(path.stem, {}).get("published")),
        )
        for path in sorted((folder / "articles").glob("*.txt"))
    ]


def read_lines(path: Path) -> Iterator[Record]:
    """Yield the objects of a file that has one per line."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_window(text: str | None) -> Window | None:
    """Return the window of a date, ``None`` where it cannot be read: such a row is undated."""
    try:
        return Window.parse(text) if text else None
    except RecordError:
        return None


def load_scorer(shared: Path) -> ModuleType:
    """Return the shared scorer as a module: its rules of what is the same are the only ones."""
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _judge(
    scorer: ModuleType, where: tuple[str, str], sightings: list[Sighting], gold: list[Record]
) -> Iterator[Judged]:
    """Yield the sightings of a document, judged as the scorer pairs them.

    One that pairs with an optional claim of gold is judged like any other, since it is printed like
    any other. Left out, as in the scorer, is one that only touches an optional claim.
    """
    records = [to_record(sighting) for sighting in sightings]
    pairs = sorted(
        (
            (scorer.overlap(record["quantity"], claim["quantity"]), -i, -j)
            for i, claim in enumerate(gold)
            for j, record in enumerate(records)
            if record["outcome"] == claim["outcome"]
            and scorer.overlap(record["quantity"], claim["quantity"])
        ),
        reverse=True,
    )
    claim_of: dict[int, Record] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if -i not in taken and -j not in claim_of:
            taken.add(-i)
            claim_of[-j] = gold[-i]
    for j, (sighting, record) in enumerate(zip(sightings, records, strict=True)):
        claim = claim_of.get(j)
        if claim is not None:
            reached = list(scorer.reached(scorer.fields(record, claim)))
            yield Judged(*where, sighting, TIER in reached)
        elif not any(
            g["optional"] and scorer.overlap(record["quantity"], g["quantity"]) for g in gold
        ):
            yield Judged(*where, sighting, False)
