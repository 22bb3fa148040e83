"""Measures the extractor on the shared gold annotation and counts, with their own scorers.

Run by hand, ``python tests/gate/measure.py [--raise]`` prints the figures beside their floors, and
with ``--raise`` lifts each floor to what was measured, cut to three digits. Floors never fall;
those of confidence stay where they were set.
"""

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from annotated import read_articles, read_lines, read_window
from calibrate import measure_confidence
from recognizers import measure_recognizers

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.records import to_record

FLOORS = Path(__file__).parent / "floors.json"
SHARED = Path(__file__).resolve().parents[3] / "shared"

Figures = dict[str, dict[str, float]]

# How well confidence tells right from wrong: better rules leave less to tell, so these do not rise.
_SET = frozenset({"confidence"})


def measure(shared: Path, folder: Path) -> Figures:
    """Return the figures of every part of the gate; predictions are written to ``folder``."""
    return {
        "articles": _measure_articles(shared, folder / "articles.jsonl"),
        "confidence": measure_confidence(shared),
        "aidworkers": _measure_counts(shared, "aidworkers", folder / "aidworkers.jsonl"),
        "newswire": _measure_counts(shared, "newswire", folder / "newswire.jsonl"),
        "recognizers": measure_recognizers(shared),
    }


def load_floors() -> Figures:
    """Return the floors, by part and figure."""
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def raise_floors(floors: Figures, measured: Figures) -> Figures:
    """Return the floors lifted to what was measured, rounded down to 3 digits; none falls."""
    return {
        part: floors[part]
        if part in _SET and part in floors
        else {
            name: max(floors.get(part, {}).get(name, 0.0), math.floor(figure * 1000 + 1e-9) / 1000)
            for name, figure in {**floors.get(part, {}), **measured.get(part, {})}.items()
        }
        for part in sorted({*floors, *measured})
    }


def list_falls(floors: Figures, measured: Figures) -> list[str]:
    """Return a line for every figure that lies below its floor or was not measured."""
    lines: list[str] = []
    for part, rows in floors.items():
        for name, floor in rows.items():
            figure = measured.get(part, {}).get(name)
            if figure is None:
                lines.append(f"{part} {name}: not measured, the floor is {floor:.3f}")
            elif figure < floor:
                by = f"{floor - figure:.4f} below its floor {floor:.3f}"
                lines.append(f"{part} {name}: {figure:.4f} is {by}")
    return lines


def print_table(floors: Figures, measured: Figures) -> None:
    """Print every figure beside its floor."""
    print(f"\n{'figure':<28}{'measured':>9}{'floor':>8}{'above':>8}")
    for part, rows in measured.items():
        for name, figure in rows.items():
            floor = floors.get(part, {}).get(name)
            known = f"{floor:>8.3f}{figure - floor:>+8.3f}" if floor is not None else ""
            print(f"{part + ' ' + name:<28}{figure:>9.4f}{known}")


def _measure_articles(shared: Path, predicted: Path) -> dict[str, float]:
    gold = shared / "gold"
    _predict(read_articles(gold), predicted)
    report = _run_scorer(gold / "score.py", gold / "articles.jsonl", predicted, "--json")
    return {tier: found["f1"] for tier, found in json.loads(report)["tiers"].items()}


def _measure_counts(shared: Path, name: str, predicted: Path) -> dict[str, float]:
    counts = shared / "data" / f"{name}.counts.jsonl"
    documents = [
        Document(text=row["text"], source=row["id"], published=read_window(row.get("date")))
        for row in read_lines(counts)
    ]
    _predict(documents, predicted)
    report = _run_scorer(shared / "gold" / "score_counts.py", counts, predicted)
    pattern = re.compile(r"^(\w+)\s+(exact|recall) ([\d.]+)(?:\s+present ([\d.]+))?", re.MULTILINE)
    found: dict[str, float] = {}
    for outcome, sort, figure, present in pattern.findall(report):
        found[f"{outcome} {sort}"] = float(figure)
        if present:
            found[f"{outcome} present"] = float(present)
    return found


def _predict(documents: Iterable[Document], path: Path) -> None:
    lexicon = load_lexicon()
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            for sighting in extract_sightings(document, lexicon):
                # The scorer takes a file's stem: a row's id has to be one already.
                file.write(json.dumps({**to_record(sighting), "source": document.source}) + "\n")


def _run_scorer(scorer: Path, *arguments: Path | str) -> str:
    command = [sys.executable, str(scorer), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print the table; with ``--raise`` lift the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    lift = parser.parse_args().lift
    if not (SHARED / "gold").is_dir():
        sys.exit(f"no gold annotation at {SHARED}")
    floors = load_floors()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(SHARED, Path(folder))
    print_table(floors, measured)
    if lift:
        text = json.dumps(raise_floors(floors, measured), indent=2)
        FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
