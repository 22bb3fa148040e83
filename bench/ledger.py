"""A ledger of many sightings: rows inserted, claims derived, and the disputes of a large question.

    python bench/ledger.py [--sightings N] [--postgres URL] [--json]

N ready-made sightings (a million unless told) go through the bulk path into a fresh SQLite ledger,
or into the empty PostgreSQL database of URL; half of them state again what another document said.
10,000 of them are claims to one question, of which the disputes are then listed out of the ledger.
How listing grows is measured over claims in memory, by the least of three CPU times: claims of 20
claimants over 500 days, 10,000 claimants, one claimant, one day, and "at least" alone. Ends
non-zero if a listing grows faster than n log n by more than a half.
"""

import argparse
import datetime as dt
import json
import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from counterclaim.group.claims import group_claims
from counterclaim.group.disputes import list_disputes
from counterclaim.ledger.filters import Filter
from counterclaim.ledger.rows import Found
from counterclaim.ledger.store import open_ledger
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.kept import keep_unledgered
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period, Window
from counterclaim.model.quantities import Kind, Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

PER_DOCUMENT = 20
N_QUESTION = 10_000  # claims to the one large question
SIZES = (1_250, 2_500, 5_000, 10_000)
GROWTH_LIMIT = 1.5  # time per n log n at the largest over that at the smallest
START = dt.date(2022, 2, 24)  # the day from which the large question counts
SPREADS: dict[str, Callable[[int], tuple[int, int, Kind]]] = {
    "20 claimants, 500 days": lambda n: (n % 20, n // 20, "exact"),
    "10,000 claimants": lambda n: (n, n % 500, "exact"),
    "one claimant": lambda n: (0, n, "exact"),
    "one day": lambda n: (n, 10, "exact"),
    "at least alone": lambda n: (n % 20, n // 20, "at_least"),
}


def make_document(number: int, rows: list[tuple[str, str, int, dt.date, Kind]]) -> Document:
    """Return the text of a document with one sentence per row."""
    lines = [
        f"{who} said that {count} people were lost {where} by {day}."
        for who, where, count, day, _ in rows
    ]
    published = START + dt.timedelta(days=number % 900)
    text = "\n".join([f"Report {number} of the day", *lines])
    return Document(text=text, source=f"r{number}", published=Window.day(published))


def sight(document: Document, rows: list[tuple[str, str, int, dt.date, Kind]]) -> list[Sighting]:
    """Return the sightings of a document: incidents at a place, or the large question's toll."""
    found = []
    at = document.text.index("\n") + 1
    for place, (who, where, count, day, kind) in enumerate(rows):
        line = document.text[at:].split("\n", 1)[0]
        number = str(count)
        first = at + line.index(f" {number} ") + 1
        is_toll = where == "since the start"
        bounds = (count, None) if kind == "at_least" else (count, count)
        found.append(
            Sighting(
                id=f"{document.sha256[:12]}{place:04}",
                source=document.source,
                sentence=Span(start=at, end=at + len(line), text=line),
                quantity=Quantity(
                    text=number,
                    start=first,
                    end=first + len(number),
                    kind=kind,
                    value=count,
                    low=bounds[0],
                    high=bounds[1],
                ),
                outcome="killed",
                victims=Victims(party="RU" if is_toll else "UA", class_="military"),
                claimant=Claimant(text=who, start=at, end=at + len(who), name=who, kind="ngo"),
                stated_on=day,
                period=Period(
                    frame="cumulative" if is_toll else "incident",
                    start=START if is_toll else day,
                    end=day,
                ),
                place=None if is_toll else Place(text=where, code="UA"),
            )
        )
        at += len(line) + 1
    return found


def make_rows(n_sightings: int) -> Iterator[list[tuple[str, str, int, dt.date, Kind]]]:
    """Yield the rows of each document; every second document restates the one before it."""
    chance = random.Random(20220302)
    n_tolls = before = 0
    rows: list[tuple[str, str, int, dt.date, Kind]] = []
    for number in range(n_sightings // PER_DOCUMENT):
        if number % 2 and before:
            yield rows
            continue
        rows = []
        for _ in range(PER_DOCUMENT):
            if n_tolls < N_QUESTION:
                who, day, kind = SPREADS["20 claimants, 500 days"](n_tolls)
                count = 100 + 40 * day + 7 * who
                rows.append((f"Observer {who}", "since the start", count, _day(day), kind))
                n_tolls += 1
                continue
            who, where = chance.randrange(50), f"at Place {chance.randrange(2_000)}"
            rows.append(
                (
                    f"Observer {who}",
                    where,
                    chance.randrange(1, 60),
                    _day(chance.randrange(800)),
                    "exact",
                )
            )
        before = 1
        yield rows


def measure_ledger(location: str, n_sightings: int) -> dict[str, float]:
    """Return times in seconds, rows per second and peak memory in MB of one ledger."""
    lexicon = load_lexicon()
    started = time.perf_counter()
    handed_over = started

    def readings() -> Iterator[tuple[Document, Found]]:
        nonlocal handed_over
        for number, rows in enumerate(make_rows(n_sightings)):
            document = make_document(number, rows)
            yield document, Found(sightings=sight(document, rows))
        handed_over = time.perf_counter()

    with open_ledger(location, lexicon=lexicon, clock=lambda: dt.datetime.now(dt.UTC)) as store:
        tally = store.add_readings(readings(), what="bench")
        done = time.perf_counter()
        peak_of_adding = _peak_mb()
        claims = store.claims(Filter(victims="RU", outcome="killed"))
        loaded = time.perf_counter()
        disputes = list_disputes(claims, lexicon)
        listed = time.perf_counter()
    return {
        "sightings": tally.n_sightings,
        "claims": tally.n_claims_new,
        "inserting, s": handed_over - started,
        "rows inserted a second": tally.n_sightings / (handed_over - started),
        "deriving claims and copies, s": done - handed_over,
        "peak of adding, MB": peak_of_adding,
        "claims of the question": len(claims),
        "loading them, s": loaded - done,
        "listing disputes, s": listed - loaded,
        "disputes": len(disputes),
        "peak in all, MB": _peak_mb(),
    }


def measure_growth() -> dict[str, dict[str, float]]:
    """Return, for each spread, CPU seconds by number of claims, and growth beyond n log n."""
    lexicon = load_lexicon()
    found: dict[str, dict[str, float]] = {}
    for name, spread in SPREADS.items():
        taken: dict[str, float] = {}
        for size in SIZES:
            rows = []
            for n in range(size):
                who, day, kind = spread(n)
                rows.append(
                    (f"Observer {who}", "since the start", 100 + 40 * day + n % 7, _day(day), kind)
                )
            document = make_document(0, rows)
            claims = group_claims(keep_unledgered(document, sight(document, rows)), lexicon)
            times = []
            for _ in range(3):
                start = time.process_time()
                list_disputes(claims, lexicon, with_agreed=True)
                times.append(time.process_time() - start)
            taken[f"{len(claims):,}"] = min(times)
        sizes = [int(key.replace(",", "")) for key in taken]
        costs = [t / (n * math.log(n)) for n, t in zip(sizes, taken.values(), strict=True)]
        found[name] = {**taken, "growth": costs[-1] / costs[0]}
    return found


def _day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform == "linux" else 1024 * 1024)


def main() -> int:
    """Measure, print, and return 1 if a listing grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sightings", type=int, default=1_000_000)
    parser.add_argument("--postgres", metavar="URL", help="an empty database")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.postgres or str(Path(folder) / "bench.db")
        measured = measure_ledger(place, arguments.sightings)
    growth = measure_growth()
    if arguments.json:
        print(json.dumps({"ledger": measured, "growth": growth}))
    else:
        for name, value in measured.items():
            print(f"{name:32} {value:14,.1f}")
        for name, row in growth.items():
            sizes = "  ".join(f"{k} {v:.2f}" for k, v in row.items())
            print(f"{name:28} {sizes}")
    is_fast = all(row["growth"] <= GROWTH_LIMIT for row in growth.values())
    return 0 if is_fast else 1


if __name__ == "__main__":
    sys.exit(main())
