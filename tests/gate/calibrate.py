"""Fits the weights of confidence on the annotated articles, and says how far they can be trusted.

    python tests/gate/calibrate.py [--write]

Prints a reliability table in which every sighting is rated by weights that were fitted without its
document. With ``--write`` the weights of all documents go to ``lexicon/confidence.toml`` and the
table to ``docs/accuracy.md``. To be run again when rules change: a rule without a weight counts for
nothing. The two sets of articles have the same say, however many sightings each has.
"""

import argparse
import hashlib
import itertools
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from annotated import Judged, judge_articles
from logistic import Fit, Row, fit_logistic

from counterclaim.extract.confidence import list_causes

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
WEIGHTS = ROOT / "src" / "counterclaim" / "lexicon" / "confidence.toml"
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- reliability: begin -->", "<!-- reliability: end -->"

# Groups of causes that get weights. Left out are entries of the lexicon, each of them too rare to
# tell from its neighbours: a word more or less must not move the confidence.
GROUPS = frozenset(
    {
        *("at", "attribution", "class", "distance", "kind", "loss", "part", "period", "place"),
        *("repeats", "side", "source"),
    }
)
ALSO = frozenset({"victims.inherited", "victims.unnamed"})
# A cause seen less often than this would be fitted to single articles.
N_SIGHTINGS, N_DOCUMENTS = 8, 5
# Pulls every weight to 0. Of 2, 4, 8, 16 and 32 the Brier score of held-out documents is flat up to
# 8 and worse beyond: the strongest that costs nothing.
PENALTY = 8.0
N_FOLDS = 11  # of whole documents
EDGES = (0.3, 0.45, 0.6, 0.75)  # of the table's bins


class Rated(NamedTuple):
    """A sighting's confidence by weights that do not know its document, and the truth."""

    of: str
    confidence: float
    is_right: bool


def list_rows(judged: Sequence[Judged]) -> list[Row]:
    """Return the rows to fit, weighed so that both sets have the same say."""
    sizes = Counter(one.of for one in judged)
    share = len(judged) / len(sizes)
    return [
        Row(frozenset(list_causes(one.sighting)), one.is_right, share / sizes[one.of])
        for one in judged
    ]


def fit_rows(judged: Sequence[Judged], rows: Sequence[Row]) -> Fit:
    """Return the fit over the causes that are seen often enough."""
    n_sightings: Counter[str] = Counter()
    documents: dict[str, set[str]] = defaultdict(set)
    for one, row in zip(judged, rows, strict=True):
        for cause in row.features:
            n_sightings[cause] += 1
            documents[cause].add(one.doc)
    causes = sorted(
        cause
        for cause, n in n_sightings.items()
        if (cause in ALSO or cause.split(".")[0] in GROUPS)
        and n >= N_SIGHTINGS
        and len(documents[cause]) >= N_DOCUMENTS
    )
    return fit_logistic(rows, causes, PENALTY)


def cross_validate(judged: Sequence[Judged]) -> list[Rated]:
    """Return the sightings rated by weights that were fitted without their documents."""
    rows = list_rows(judged)
    folds = [fold_of(one.doc) for one in judged]
    rated: list[Rated] = []
    for fold in sorted(set(folds)):
        kept = [at for at, other in enumerate(folds) if other != fold]
        fit = fit_rows([judged[at] for at in kept], [rows[at] for at in kept])
        rated += [
            Rated(judged[at].of, fit.chance(rows[at].features), judged[at].is_right)
            for at, other in enumerate(folds)
            if other == fold
        ]
    return rated


def fold_of(doc: str) -> int:
    """Return the fold of a document: by its name, so that it stays when others come or go."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % N_FOLDS


def brier(rated: Sequence[Rated]) -> float:
    """Return the mean squared difference of confidence and truth: 0 is best."""
    return sum((one.confidence - one.is_right) ** 2 for one in rated) / len(rated)


def brier_of_base(rated: Sequence[Rated]) -> float:
    """Return what the one best number for all would have: the share right for everybody."""
    share = share_right(rated)
    return share * (1 - share)


def share_right(rated: Sequence[Rated]) -> float:
    """Return the share that is right."""
    return sum(one.is_right for one in rated) / len(rated)


def mean_confidence(rated: Sequence[Rated]) -> float:
    """Return the mean confidence."""
    return sum(one.confidence for one in rated) / len(rated)


def rank_right(rated: Sequence[Rated]) -> float:
    """Return the area under the curve: how often a right one ranks above a wrong one."""
    right = [one.confidence for one in rated if one.is_right]
    wrong = [one.confidence for one in rated if not one.is_right]
    above = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    return above / (len(right) * len(wrong))


def split_bins(rated: Sequence[Rated]) -> list[tuple[str, list[Rated]]]:
    """Return the sightings by bin of confidence, empty bins left out."""
    edges = (0.0, *EDGES, 1.0)
    bins = []
    for low, high in itertools.pairwise(edges):
        inside = [
            one for one in rated if low <= one.confidence < high or one.confidence == high == 1
        ]
        if inside:
            bins.append((f"{low:.2f} to {high:.2f}", inside))
    return bins


def calibration_error(rated: Sequence[Rated]) -> float:
    """Return the mean gap of confidence and share right over the bins, by their sizes."""
    gaps = (
        len(inside) * abs(mean_confidence(inside) - share_right(inside))
        for _, inside in split_bins(rated)
    )
    return sum(gaps) / len(rated)


def measure_confidence(shared: Path) -> dict[str, float]:
    """Return the figures of the gate, each the better the higher.

    ``skill`` is 1 less the Brier score by that of the base rate, ``calibration`` 1 less the
    calibration error, ``ranking`` the area under the curve; all of held-out documents. ``shipped``
    is the calibration of the weights as they lie in the package, on the articles that they were
    fitted to: it falls where rules have moved on, and is no estimate for others.
    """
    judged = judge_articles(shared)
    rated = cross_validate(judged)
    shipped = [Rated(one.of, one.sighting.confidence or 0.0, one.is_right) for one in judged]
    return {
        "skill": 1 - brier(rated) / brier_of_base(rated),
        "calibration": 1 - calibration_error(rated),
        "ranking": rank_right(rated),
        "shipped": 1 - calibration_error(shipped),
    }


def table_of(judged: Sequence[Judged], rated: Sequence[Rated]) -> str:
    """Return the reliability table and what goes with it, as the page has it."""
    lines = [
        "| confidence | sightings | mean confidence | share right |",
        "|---|---|---|---|",
    ]
    for name, inside in split_bins(rated):
        means = f"{mean_confidence(inside):.2f} | {share_right(inside):.2f}"
        lines.append(f"| {name} | {len(inside)} | {means} |")
    lines.append("")
    lines.append(
        "| sightings of | n | mean confidence | share right | Brier score | of the base rate |"
        " AUC |"
    )
    lines.append("|---|---|---|---|---|---|---|")
    sets = {"gold": "articles about Ukraine", "golden": "other wars and disasters"}
    for of, name in (*sets.items(), ("", "both")):
        some = [one for one in rated if of in ("", one.of)]
        n_documents = len({one.doc for one in judged if of in ("", one.of)})
        means = f"{mean_confidence(some):.2f} | {share_right(some):.2f}"
        scores = f"{brier(some):.3f} | {brier_of_base(some):.3f} | {rank_right(some):.2f}"
        lines.append(f"| {name}, {n_documents} texts | {len(some)} | {means} | {scores} |")
    lines.append("")
    lines.append(f"Calibration error, over the bins: {calibration_error(rated):.3f}.")
    return "\n".join(lines)


def weights_text(fit: Fit) -> str:
    """Return the weights as the file holds them; those that round to nothing are left out."""
    rows = [f'"{name}" = {weight:.2f}' for name, weight in sorted(fit.weights.items())]
    kept = [row for row in rows if not math.isclose(float(row.split("= ")[1]), 0)]
    head = (
        "# What each cause adds to the confidence in a sighting, in log-odds; extract/confidence.py"
        " names\n# the causes. Written by `python tests/gate/calibrate.py --write`: fitted, not"
        " thought up.\n"
    )
    return f"{head}intercept = {fit.intercept:.2f}\n\n[weight]\n" + "\n".join(kept) + "\n"


def main() -> None:
    """Print the table; with ``--write`` put weights and table where they belong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write weights and page")
    is_writing = parser.parse_args().write
    if not (SHARED / "gold").is_dir():
        sys.exit(f"no gold annotation at {SHARED}")
    judged = judge_articles(SHARED)
    table = table_of(judged, cross_validate(judged))
    fit = fit_rows(judged, list_rows(judged))
    print(f"{table}\n\n{len(fit.weights)} causes with a weight")
    if is_writing:
        WEIGHTS.write_text(weights_text(fit), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
        block = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
        if not block.search(page):
            sys.exit(f"{PAGE} has no place for the table: {BEGIN} ... {END}")
        PAGE.write_text(block.sub(lambda _: f"{BEGIN}\n{table}\n{END}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
