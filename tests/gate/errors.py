"""Lists every error of the extractor on the reference data and counts them by cause.

Run by hand. ``python tests/gate/errors.py`` prints the counts; ``--list`` prints each error too;
``--write`` refreshes the tables of ``docs/errors.md``. Causes are assigned in ``causes.toml``; an
error that has none there is "new". Nothing but ids, figures, names and causes goes to the document.
"""

import argparse
import importlib.util
import json
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from error_tables import count, refresh, render, render_list
from measure import SHARED, read_window

import counterclaim
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.records import to_record

HERE = Path(__file__).parent
CAUSES = HERE / "causes.toml"
BEFORE = HERE / "errors_before.json"
PAGE = HERE.parents[1] / "docs" / "errors.md"
SEED = 2026
SAMPLES = {"aid": 150, "newswire": 60}
# A field that is wrong because another one is wrong is not counted twice.
FOLLOWS = {
    "claimant.party": "claimant",
    "bounds, of hard kinds": "quantity",
    "period.start": "period.frame",
    "period.end": "period.frame",
}
SKIPPED = "claimant, where one is stated"
SHORT = {
    "bounds, of hard kinds": "bounds",
    "via, where gold or prediction has one": "via",
}

Claim = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Error:
    """One error. ``field`` is "missed", "spurious" or the name of the field that is wrong."""

    part: str
    doc: str
    figure: str
    outcome: str
    field: str
    predicted: str = ""
    expected: str = ""
    rule: str = ""
    start: int = 0

    @property
    def key(self) -> str:
        """What the table of causes calls it, within its document."""
        return f"{self.figure} {self.outcome} {self.field}"


def list_errors(shared: Path) -> list[Error]:
    """Return every error on the gold articles and on both samples of coded texts."""
    return [
        *_list_gold(shared / "gold"),
        *_list_aid(draw_sample(shared, "aid")),
        *_list_newswire(draw_sample(shared, "newswire")),
    ]


def draw_sample(shared: Path, part: str) -> list[Claim]:
    """Return the coded texts that are counted: the same ones every time."""
    name = {"aid": "aidworkers", "newswire": "newswire"}[part]
    rows = sorted(_read_lines(shared / "data" / f"{name}.counts.jsonl"), key=lambda row: row["id"])
    random.Random(SEED).shuffle(rows)
    return rows[: SAMPLES[part]]


def _list_gold(folder: Path) -> Iterator[Error]:
    rows = {row["doc"]: row for row in _read_lines(folder / "articles.meta.jsonl")}
    predicted: list[Claim] = []
    for path in sorted((folder / "articles").glob("*.txt")):
        published = rows.get(path.stem, {}).get("published")
        predicted += _predict(path.stem, path.read_text(encoding="utf-8"), published)
    gold = list(_read_lines(folder / "articles.jsonl"))
    _, missed, spurious, wrong = _load_scorer(folder / "score.py")(gold, predicted)
    for doc, claim in missed:
        yield _error("gold", doc, claim, "missed")
    for doc, claim in spurious:
        yield _error("gold", doc, claim, "spurious")
    for doc, fields, got, want in wrong:
        for field in fields:
            if field == SKIPPED or FOLLOWS.get(field) in fields:
                continue
            name = SHORT.get(field, field)
            yield Error(
                part="gold",
                doc=doc,
                figure=want["quantity"]["text"],
                outcome=want["outcome"],
                field=name,
                predicted=_show(got, name),
                expected=_show(want, name),
                rule=_rule(got, name),
                start=want["quantity"]["start"],
            )


def _list_aid(rows: list[Claim]) -> Iterator[Error]:
    for row in rows:
        claims = [
            claim
            for claim in _predict(row["id"], row["text"], row.get("date"))
            if claim["polarity"] == "asserted"
            and not (claim["repeats"] or claim["part_of"] or claim["optional"])
        ]
        for outcome, total in row["counts"].items():
            mine = [claim for claim in claims if claim["outcome"] == outcome]
            got = sum(_number(claim["quantity"]) or 0 for claim in mine)
            if got != total:
                yield Error(
                    part="aid",
                    doc=row["id"],
                    figure=str(total),
                    outcome=outcome,
                    field="missed" if got < total else "spurious",
                    predicted=str(got),
                    expected=str(total),
                    rule="+".join(_rule(claim, "quantity") for claim in mine),
                )


def _list_newswire(rows: list[Claim]) -> Iterator[Error]:
    for row in rows:
        claims = _predict(row["id"], row["text"], row.get("date"))
        for want in row["counts"]:
            is_sort = want["kind"] in ("range", "vague")
            if want["optional"] or not (is_sort or (want["value"] or 0) > 1):
                continue
            mine = [
                claim["quantity"]
                for claim in claims
                if claim["outcome"] in (want["outcome"], "casualties")
                and claim["polarity"] == "asserted"
            ]
            if not any(_recalls(quantity, want) for quantity in mine):
                figure = _bounds(want) if want["kind"] == "range" else str(want["value"] or "vague")
                got = ", ".join(_bounds(quantity) for quantity in mine)
                yield Error("newswire", row["id"], figure, want["outcome"], "missed", got, figure)


def _recalls(quantity: Claim, want: Claim) -> bool:
    if want["kind"] == "vague":
        return bool(quantity["kind"] == "vague")
    if want["kind"] == "range":
        return (quantity["low"], quantity["high"]) == (want["low"], want["high"])
    return want["value"] in (quantity["value"], quantity["low"])


def _predict(doc: str, text: str, published: str | None) -> list[Claim]:
    document = Document(text=text, source=doc, published=read_window(published))
    found = extract_sightings(document, load_lexicon())
    return [{**to_record(sighting), "doc": doc} for sighting in found]


def _error(part: str, doc: str, claim: Claim, field: str) -> Error:
    quantity = claim["quantity"]
    return Error(
        part=part,
        doc=doc,
        figure=quantity["text"],
        outcome=claim["outcome"],
        field=field,
        rule=_rule(claim, "outcome"),
        start=quantity["start"],
    )


def _rule(claim: Claim, field: str) -> str:
    trace = claim.get("trace") or {}
    head = field.split(".", 1)[0]
    return ",".join(trace.get(field) or trace.get({"bounds": "quantity"}.get(head, head)) or ())


def _show(claim: Claim, field: str) -> str:
    if field == "quantity":
        return f"{claim['quantity']['kind']} {_bounds(claim['quantity'])}"
    if field == "bounds":
        return _bounds(claim["quantity"])
    value: Any = claim
    for part in field.split("."):
        value = (value or {}).get(part)
    if isinstance(value, list):
        return ", ".join(str(item.get("name")) for item in value)
    if isinstance(value, dict):
        value = value.get("name") or value.get("text")
    return str(value)


def _bounds(quantity: Claim) -> str:
    if quantity.get("low") is None or quantity["kind"] == "exact":
        return str(quantity.get("value"))
    return f"{quantity['low']}-{quantity.get('high')}"


def _number(quantity: Claim) -> int | None:
    return next((quantity[k] for k in ("value", "low", "high") if quantity[k] is not None), None)


def _load_scorer(path: Path) -> Callable[[list[Claim], list[Claim]], Any]:
    spec = importlib.util.spec_from_file_location("shared_score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scorer: Callable[[list[Claim], list[Claim]], Any] = module.score
    return scorer


def _read_lines(path: Path) -> Iterator[Claim]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def find_cause(error: Error, causes: dict[str, Any]) -> str:
    """Return the cause: the one read for this error, else that of its group, else "new"."""
    known = causes.get(error.part, {}).get(error.doc, {})
    for key in (f"{error.key}@{error.start}", error.key):
        if key in known:
            return str(known[key])
    for group in causes.get("groups", ()):
        seen = {name: getattr(error, name) for name in group if name != "cause"}
        if all(fnmatchcase(seen[name], group[name]) for name in seen):
            return str(group["cause"])
    return "new"


def main() -> None:
    """Print the counts; list, save or write them as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print each error with its cause")
    parser.add_argument("--write", action="store_true", help=f"refresh the table of {PAGE.name}")
    parser.add_argument("--as-before", action="store_true", help="keep the counts as the old state")
    options = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        sys.exit(f"no gold annotation at {SHARED}")
    print(f"engine: {Path(counterclaim.__file__).parent}")
    errors = list_errors(SHARED)
    causes = tomllib.loads(CAUSES.read_text(encoding="utf-8"))
    caused = [(find_cause(error, causes), error) for error in errors]
    for cause, error in caused if options.list else ():
        values = f"{error.predicted!r} for {error.expected!r} [{error.rule}]"
        print(error.part, error.doc, error.key, values, cause, sep=" | ")
    counts = {
        "cause": count([(cause, error.part) for cause, error in caused]),
        "kind": count([(error.field, error.part) for error in errors]),
    }
    if options.as_before:
        BEFORE.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    before = json.loads(BEFORE.read_text(encoding="utf-8")) if BEFORE.exists() else {}
    tables = {name: render(name, before.get(name, {}), counts[name]) for name in counts}
    print(*tables.values(), sep="\n\n")
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        listed = [
            (cause, f"{error.doc} {error.figure} {error.outcome}", error.field)
            for cause, error in caused
        ]
        blocks = {**tables, "errors": render_list(listed)}
        PAGE.write_text(refresh(page, blocks), encoding="utf-8")


if __name__ == "__main__":
    main()
