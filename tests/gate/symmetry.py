"""Measures how far the extractor treats two sides alike: exchange them, and the claims follow.

    python tests/gate/symmetry.py [--raise] [--list]

Every golden text, golden sentence and gold article in which a side of ``swaps.toml`` is named is
read as it is and with the sides exchanged. A claim holds where the second reading has the same
claim with names, parties and places exchanged and every other field as it was. ``tables`` exchanges
the sides in the tables too, so that only words and code can make a difference; ``real`` reads with
the tables as they are, and exchanges the places and the other officials of a text as well;
``theatre`` does the same and exchanges the countries where the war is fought.
``--list`` prints document, figure and changed fields of every claim that does not hold; no text.
See docs/decisions/0007-symmetry.md.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import measure as gate
import sentences
from swap import Swap, Swapped, load_pairs, load_tables, make_swap
from swap_rest import exchange_rest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import build_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import to_record

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "symmetry.json"
GOLDEN = HERE.parent / "golden"
WAYS = ("tables", "theatre", "real")

Record = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A text to be read: which set it is of, its id, its day."""

    set: str
    id: str
    text: str
    published: Window | None

    def read(self, lexicon: Lexicon) -> list[Record]:
        """Return the records of the text."""
        document = Document(text=self.text, source=self.id, published=self.published)
        return [to_record(sighting) for sighting in extract_sightings(document, lexicon)]


@dataclass
class Tally:
    """Claims that were compared, and a line for each that does not hold."""

    n_claims: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the share that holds; 1 where nothing was compared."""
        return 1 - len(self.lines) / self.n_claims if self.n_claims else 1.0


Tallies = dict[str, dict[str, Tally]]


def measure(shared: Path | None) -> Tallies:
    """Return a tally by way and set; the gold articles are a set where ``shared`` is given."""
    texts = [*_golden_texts(), *(_gold_texts(shared) if shared else ())]
    tables = load_tables()
    lexicon = build_lexicon(tables)
    tallies: Tallies = {way: {} for way in WAYS}
    for pair in load_pairs():
        swap = make_swap(pair, tables)
        swapped = build_lexicon(swap.tables(tables))
        moved = build_lexicon(swap.theatres(tables))
        for text in texts:
            if swap.text(text.text).text == text.text:
                continue
            claims = text.read(lexicon)
            rest = exchange_rest(swap, text.text, text.published, tables)
            ways = ((swap, swapped), (rest, moved), (rest, lexicon))
            for name, way in zip(WAYS, ways, strict=True):
                compare(tallies[name].setdefault(text.set, Tally()), text, claims, way)
    return tallies


def compare(tally: Tally, text: Text, claims: list[Record], way: tuple[Swap, Lexicon]) -> None:
    """Add the claims of a text to a tally, read again in a way: its swap and its lexicon."""
    swap, lexicon = way
    other = swap.text(text.text)
    found = Text(text.set, text.id, other.text, text.published).read(lexicon)
    left = {_key(record): _plain(record, found) for record in found}
    for record in claims:
        wanted = exchange(record, swap, other)
        actual = left.pop(_key(wanted), None)
        tally.n_claims += 1
        if actual is None:
            tally.lines.append(f"{text.id}  {record['quantity']['text']!r}  lost")
            continue
        fields = sorted(
            _changes(_plain(wanted, [exchange(c, swap, other) for c in claims]), actual)
        )
        if fields:
            tally.lines.append(f"{text.id}  {record['quantity']['text']!r}  {', '.join(fields)}")
    for record in left.values():
        tally.n_claims += 1
        tally.lines.append(f"{text.id}  {record['quantity.text']!r}  added")


def exchange(record: Record, swap: Swap, other: Swapped) -> Record:
    """Return a record as it should be for the swapped text; ids, words and traces are kept."""

    def over(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: over(inner, key) for key, inner in value.items()}
        if isinstance(value, list) and name == "via":
            return [over(inner) for inner in value]
        if name in ("start", "end") and isinstance(value, int):
            return other.place(value)
        if name in ("party", "code"):
            return swap.code(value)
        return swap.string(value) if name in ("text", "name", "hedge") else value

    return {key: value if key == "trace" else over(value, key) for key, value in record.items()}


def _key(record: Record) -> tuple[int, str]:
    return record["quantity"]["start"], record["outcome"]


def _plain(record: Record, among: list[Record]) -> Record:
    """Return what is compared, field by field; another claim is named by its place."""
    places = {other["id"]: _key(other) for other in among}
    plain: Record = {}
    for key, value in record.items():
        if key in ("part_of", "repeats"):
            plain[key] = places.get(value)
        elif key not in ("id", "source", "sentence", "trace"):
            inner = value.items() if isinstance(value, dict) else ((None, value),)
            plain |= {f"{key}.{name}" if name else key: field for name, field in inner}
    if record["claimant"] is None:
        plain["claimant.name"] = plain["claimant.party"] = plain["claimant.kind"] = None
    return plain


def _changes(wanted: Record, actual: Record) -> Iterator[str]:
    for name, value in wanted.items():
        found = actual.get(name)
        if name == "quantity.text" and {value.lower(), found.lower()} == {"a", "an"}:
            continue
        if name == "claimant":
            continue  # its fields are compared
        if value != found:
            yield name


def _golden_texts() -> Iterator[Text]:
    rows = _read_lines(GOLDEN / "articles.meta.jsonl")
    days = {row["doc"]: row["published"] for row in rows}
    for path in sorted((GOLDEN / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield Text("golden", path.stem, text, gate.read_window(days.get(path.stem)))
    for cause in sentences.list_causes():
        for case in sentences.load_cases(cause):
            yield Text("golden", case["id"], case["text"], gate.read_window(case["published"]))


def _gold_texts(shared: Path) -> Iterator[Text]:
    rows = _read_lines(shared / "gold" / "articles.meta.jsonl")
    days = {row["doc"]: row.get("published") for row in rows}
    for path in sorted((shared / "gold" / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield Text("gold", path.stem, text, gate.read_window(days.get(path.stem)))


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def list_shares(tallies: Mapping[str, Mapping[str, Tally]]) -> dict[str, dict[str, float]]:
    """Return the shares that hold, by way and set."""
    return {way: {n: tally.share for n, tally in sets.items()} for way, sets in tallies.items()}


def load_floors() -> dict[str, dict[str, float]]:
    """Return the floors by way and set; none before the first were raised."""
    return sentences.read_floors(FLOORS)


def main() -> None:
    """Print the shares; with ``--list`` what does not hold, with ``--raise`` lift the floors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    parser.add_argument("--list", dest="way", nargs="?", const="tables", choices=WAYS)
    options = parser.parse_args()
    tallies = measure(gate.SHARED if (gate.SHARED / "gold").is_dir() else None)
    floors, shares = load_floors(), list_shares(tallies)
    if options.way:
        print(*(line for tally in tallies[options.way].values() for line in tally.lines), sep="\n")
    for way, sets in tallies.items():
        print(*(f"{way} {name}: {tally.n_claims} claims" for name, tally in sets.items()), sep="\n")
    gate.print_table(floors, shares)
    if options.lift:
        text = json.dumps(gate.raise_floors(floors, shares), indent=2)
        FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
