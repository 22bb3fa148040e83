"""Measures the extractor on the golden sentences, cause by cause, and prints what is not right.

    python tests/golden/sentences.py [CAUSE…] [--raise] [--folder DIR]

Each file of ``sentences/`` holds cases of one cause with the claims that are expected; only the
fields that a case states are compared. A claim is found where quantity span and outcome agree;
``right`` is the share of expected claims whose every stated field is right; ``false`` counts
claims that no case expects.
"""

import argparse
import json
import math
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import to_record

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "sentences"
FLOORS = HERE / "floors.json"
_SMALL = {"the", "a", "an", "of", "s", "and", "in", "for", "its", "his", "her", "their"}

Record = dict[str, Any]


def load_golden_lexicon() -> Lexicon:
    """Return the package's lexicon with the invented parties, places and wars."""
    return load_lexicon(HERE / "lexicon")


def list_causes(folder: Path = FOLDER) -> list[str]:
    """Return the causes that have a file, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load_cases(cause: str, folder: Path = FOLDER) -> list[Record]:
    """Return the cases of a cause as they are written."""
    with (folder / f"{cause}.toml").open("rb") as stream:
        cases: list[Record] = tomllib.load(stream)["case"]
    return cases


def read_case(case: Record, lexicon: Lexicon) -> list[Record]:
    """Return the records that the extractor prints for the text of a case."""
    document = Document(
        text=case["text"], source=case["id"], published=Window.parse(case["published"])
    )
    return [to_record(sighting) for sighting in extract_sightings(document, lexicon)]


def judge_case(
    case: Record, found: list[Record]
) -> tuple[list[tuple[Record, list[str]]], list[Record]]:
    """Return every expected claim with its wrong fields, and the claims nobody expected.

    A claim that was not found has the one wrong field ``found``.
    """
    left = list(found)
    judged: list[tuple[Record, list[str]]] = []
    place = 0
    for claim in case.get("claim", []):
        at = _place_of(claim, case["text"], place)
        pair = _pair(claim, at, left)
        if pair is None:
            judged.append((claim, ["found"]))
            continue
        left.remove(pair)
        place = at + 1
        judged.append((claim, [f for f, is_right in _compare(claim, pair, found) if not is_right]))
    return judged, [record for record in left if not record["optional"]]


def measure_cause(cause: str, lexicon: Lexicon, folder: Path = FOLDER) -> dict[str, float]:
    """Return the figures of one cause: share found, share right, false claims by case."""
    n_claims = n_found = n_right = n_false = 0
    cases = load_cases(cause, folder)
    for case in cases:
        judged, spare = judge_case(case, read_case(case, lexicon))
        wanted = [wrong for claim, wrong in judged if not claim.get("optional")]
        n_claims += len(wanted)
        n_found += sum("found" not in wrong for wrong in wanted)
        n_right += sum(not wrong for wrong in wanted)
        n_false += len(spare)
    n = max(1, n_claims)
    return {"found": n_found / n, "right": n_right / n, "clean": 1 - n_false / max(1, len(cases))}


def read_floors(path: Path) -> dict[str, Any]:
    """Return the floors of a file; empty before the first were raised."""
    floors: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return floors


def load_floors() -> dict[str, dict[str, float]]:
    """Return the floors by cause and figure; empty before the first were raised."""
    return read_floors(FLOORS)


def list_falls(measured: dict[str, dict[str, float]]) -> list[str]:
    """Return a line for every figure below its floor."""
    floors = load_floors()
    return [
        f"{cause} {name}: {measured[cause].get(name, 0.0):.4f}, its floor is {floor}"
        for cause in floors
        if cause in measured
        for name, floor in floors[cause].items()
        if measured[cause].get(name, 0.0) < floor
    ]


def _place_of(claim: Record, text: str, place: int) -> int:
    if "start" in claim:
        return int(claim["start"])
    at = text.find(claim["figure"], place)
    return at if at >= 0 else text.find(claim["figure"])


def _pair(claim: Record, at: int, left: list[Record]) -> Record | None:
    end = at + len(claim["figure"])
    for record in left:
        quantity = record["quantity"]
        if record["outcome"] == claim["outcome"] and quantity["start"] < end > at < quantity["end"]:
            return record
    return None


def _compare(claim: Record, record: Record, found: list[Record]) -> Iterator[tuple[str, bool]]:
    quantity = record["quantity"]
    for name in ("kind", "value", "low", "high"):
        if name in claim and not (name == "value" and claim["kind"] == "range"):
            yield name, quantity[name] == claim[name]
    victims = record["victims"] or {}
    for name, value in claim.get("victims", {}).items():
        yield f"victims.{name}", (victims.get(name) or "") == value
    yield "claimant", _is_same_claimant(claim, record["claimant"])
    if "via" in claim:
        yield "via", [_words(v["name"]) for v in record["via"]] == [_words(v) for v in claim["via"]]
    if "stated_on" in claim:
        yield "stated_on", record["stated_on"] == claim["stated_on"]
    for name, value in claim.get("period", {}).items():
        yield f"period.{name}", (record["period"] or {}).get(name) == value
    if "place" in claim:
        place = record["place"] or {}
        yield "place", bool(_words(place.get("text")) & _words(claim["place"]))
    if "hedge" in claim:
        yield "hedge", bool(record["hedge"])
    yield "polarity", record["polarity"] == claim.get("polarity", "asserted")
    if "part_of" in claim:
        whole = next((r for r in found if r["id"] == record["part_of"]), None)
        yield "part_of", whole is not None and whole["quantity"]["text"] == claim["part_of"]


def _is_same_claimant(claim: Record, claimant: Record | None) -> bool:
    if "claimant" not in claim:
        return claimant is None
    wanted = {claim["claimant"], claim.get("claimant_text", claim["claimant"])}
    if claimant is None:
        return False
    names = [_words(claimant["name"]), _words(claimant["text"])]
    return any(
        _words(want) & name and (len(_words(want) & name) * 2 >= len(_words(want)))
        for want in wanted
        for name in names
    )


def _words(text: str | None) -> set[str]:
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return set(words) - _SMALL or set(words)


def _show(cause: str, lexicon: Lexicon, folder: Path) -> None:
    for case in load_cases(cause, folder):
        found = read_case(case, lexicon)
        judged, spare = judge_case(case, found)
        wrong = [
            (claim, fields) for claim, fields in judged if fields and not claim.get("optional")
        ]
        if not wrong and not spare:
            continue
        print(f"\n{case['id']}  {case['text']}")
        for claim, fields in wrong:
            pair = _pair(claim, _place_of(claim, case["text"], 0), found)
            print(
                f"   {claim['figure']!r} {claim['outcome']}: "
                + "; ".join(f"{f}: {_at(pair, f)!r}, not {_at(claim, f)!r}" for f in fields)
            )
        for record in spare:
            quantity, rules = record["quantity"]["text"], record["trace"].get("outcome")
            print(f"   false: {quantity!r} {record['outcome']} {rules}")


def _at(record: Record | None, field: str) -> Any:
    if record is None:
        return None
    value: Any = record.get("quantity", record) if field in ("kind", "low", "high") else record
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, dict) and "name" in value:
        return value["name"]
    return value


def main() -> None:
    """Print the figures of the causes and every case that is not right."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("causes", nargs="*")
    parser.add_argument("--raise", dest="is_raising", action="store_true")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    lexicon = load_golden_lexicon()
    causes = list_causes(options.folder)
    for cause in options.causes:
        _show(cause, lexicon, options.folder)
    measured = {cause: measure_cause(cause, lexicon, options.folder) for cause in causes}
    print(f"\n{'cause':<22}{'found':>8}{'right':>8}{'clean':>8}")
    for cause, rows in measured.items():
        print(
            f"{cause:<22}" + "".join(f"{rows[name]:>8.3f}" for name in ("found", "right", "clean"))
        )
    if options.is_raising:
        floors = load_floors()
        for cause, rows in measured.items():
            known = floors.setdefault(cause, {})
            for name, figure in rows.items():
                known[name] = max(known.get(name, 0.0), math.floor(figure * 1000 + 1e-9) / 1000)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
