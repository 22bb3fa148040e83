"""Measures the extractor on the shared gold annotation and counts, with their own scorers.

Run by hand, ``python tests/gate/measure.py [--raise]`` prints the figures beside their floors, and
with ``--raise`` lifts each floor to what was measured, cut to three digits. Floors never fall;
those of confidence stay where they were set. The part "ceilings" holds figures of which less is
better: its bounds are the most that is allowed, and ``--raise`` lowers them.
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

# Fields that have a floor of their own, by the scorer's names.
FIELDS = (
    *("claimant, where one is stated", "via, where gold or prediction has one", "stated_on"),
    *("place", "period.frame", "period.start", "period.end", "bounds, of hard kinds"),
    *("victims.party", "victims.class"),
)
# The part whose figures may not rise: false alarms, claims printed per document.
_CEILINGS = "ceilings"
# How well confidence tells right from wrong: better rules leave less to tell, so these do not rise.
_SET = frozenset({"confidence"})


def measure(shared: Path, folder: Path) -> Figures:
    """Return the figures of every part of the gate; predictions are written to ``folder``."""
    tiers, fields = _measure_articles(shared, folder / "articles.jsonl")
    aid = _report_counts(shared, "aidworkers", folder / "aidworkers.jsonl")
    wire = _report_counts(shared, "newswire", folder / "newswire.jsonl")
    return {
        "articles": tiers,
        "fields": fields,
        "confidence": measure_confidence(shared),
        "aidworkers": read_shares(aid),
        "newswire": read_shares(wire),
        "recognizers": measure_recognizers(shared),
        _CEILINGS: {**read_excesses(aid), **read_excesses(wire)},
    }


def load_floors() -> Figures:
    """Return the floors, by part and figure."""
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def raise_floors(floors: Figures, measured: Figures) -> Figures:
    """Return the floors moved to what was measured, none of them back; 3 digits, cut."""
    return {
        part: floors[part]
        if part in _SET and part in floors
        else {
            name: _tighter(part, floors.get(part, {}).get(name), figure)
            for name, figure in {**floors.get(part, {}), **measured.get(part, {})}.items()
        }
        for part in sorted({*floors, *measured})
    }


def _tighter(part: str, bound: float | None, figure: float) -> float:
    """Return the tighter one of a bound and a figure that is cut to three digits."""
    if part == _CEILINGS:
        cut = math.ceil(figure * 1000 - 1e-9) / 1000
        return cut if bound is None else min(bound, cut)
    cut = math.floor(figure * 1000 + 1e-9) / 1000
    return cut if bound is None else max(bound, cut)


def list_falls(floors: Figures, measured: Figures) -> list[str]:
    """Return a line for every figure that lies beyond its bound or was not measured."""
    lines: list[str] = []
    for part, rows in floors.items():
        is_most = part == _CEILINGS
        sort, beyond = ("ceiling", "above") if is_most else ("floor", "below")
        for name, bound in rows.items():
            figure = measured.get(part, {}).get(name)
            if figure is None:
                lines.append(f"{part} {name}: not measured, the {sort} is {bound:.3f}")
            elif figure > bound if is_most else figure < bound:
                by = f"{abs(bound - figure):.4f} {beyond} its {sort} {bound:.3f}"
                lines.append(f"{part} {name}: {figure:.4f} is {by}")
    return lines


def print_table(floors: Figures, measured: Figures) -> None:
    """Print every figure beside its floor or ceiling."""
    print(f"\n{'figure':<46}{'measured':>9}{'bound':>8}{'above':>8}")
    for part, rows in measured.items():
        for name, figure in rows.items():
            bound = floors.get(part, {}).get(name)
            known = f"{bound:>8.3f}{figure - bound:>+8.3f}" if bound is not None else ""
            print(f"{part + ' ' + name:<46}{figure:>9.4f}{known}")


def _measure_articles(shared: Path, predicted: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return F1 by tier, and the share that is right by field."""
    gold = shared / "gold"
    _predict(read_articles(gold), predicted)
    report = json.loads(
        _run_scorer(gold / "score.py", gold / "articles.jsonl", predicted, "--json")
    )
    tiers = {tier: found["f1"] for tier, found in report["tiers"].items()}
    return tiers, {name: report["fields"][name]["share"] for name in FIELDS}


def _report_counts(shared: Path, name: str, predicted: Path) -> str:
    """Return what the scorer prints of the counts of one data set."""
    counts = shared / "data" / f"{name}.counts.jsonl"
    documents = [
        Document(text=row["text"], source=row["id"], published=read_window(row.get("date")))
        for row in read_lines(counts)
    ]
    _predict(documents, predicted)
    return _run_scorer(shared / "gold" / "score_counts.py", counts, predicted)


def read_shares(report: str) -> dict[str, float]:
    """Return the figures of a report on counts of which more is better."""
    pattern = re.compile(r"^(\w+)\s+(exact|recall) ([\d.]+)(?:\s+present ([\d.]+))?", re.MULTILINE)
    found: dict[str, float] = {}
    for outcome, sort, figure, present in pattern.findall(report):
        found[f"{outcome} {sort}"] = float(figure)
        if present:
            found[f"{outcome} present"] = float(present)
    return found


def read_excesses(report: str) -> dict[str, float]:
    """Return the figures of a report on counts of which less is better."""
    alarms = re.findall(r"^(\w+) .* false alarms ([\d.]+) of [1-9]", report, re.MULTILINE)
    printed = re.search(r"^(claims printed per document) ([\d.]+)", report, re.MULTILINE)
    found = {f"{outcome} false alarms": float(share) for outcome, share in alarms}
    return found | ({printed[1]: float(printed[2])} if printed is not None else {})


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
    """Print the table; with ``--raise`` move floors and ceilings to what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="tighten the floors")
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
