"""Measures the quantity grammar on the conformance cases of Recognizers-Text for English numbers.

A case is one short input, read as one sentence; its results are spans with what they mean. Run by
hand, ``python tests/gate/recognizers.py`` lists what is missed.

`NumberModel`: a case counts when it has results and every one of them is a whole number, zero or
more: 107 of 235 cases, 143 values (the rest are fractions, decimals, negative numbers and inputs
without a number). A value is found when a quantity that overlaps its span has it as its number or
as an end of its range; each number of a quantity serves one value. *numbers found* is the share of
the values. *numbers right* is the share of the grammar's own numbers that are such a value, over
these cases and the 18 without results ("a", "an" and "another" are left out, nobody asks for them).

`NumberRangeModel`: a range counts when its ends are whole numbers, zero or more, or one of them is
left open: 90 ranges, 120 stated bounds. A bound is the outermost whole number that the range holds:
`(20,30)` has 21 and 29, `[20,)` has 20. It is found when one quantity over the span has it, with
the same sides open; *bounds found* is the share. Recognizers-Text leaves the upper end out of "20
to 30" and "between 20 and 30", this project takes it in: those ten bounds count as missed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from counterclaim.extract.quantities import Mention, find_quantities
from counterclaim.lexicon.load import load_lexicon
from counterclaim.text.tokens import Tokens

FOLDER = Path("data") / "recognizers"
SINGLE = {"number.article", "number.another"}  # rules of "a man", "another man"
_RANGE = re.compile(r"([\[(])(\d*),(\d*)([\])])")

Ends = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity of the grammar with its place in the input."""

    start: int
    end: int
    mention: Mention

    def overlaps(self, result: dict[str, Any]) -> bool:
        """Say whether it shares a character with a result, whose end is its last character."""
        return self.start <= int(result["End"]) and int(result["Start"]) < self.end

    def numbers(self) -> list[int]:
        """Return its number, or the ends of its range."""
        if self.mention.kind == "range":
            return [n for n in (self.mention.low, self.mention.high) if n is not None]
        return [] if self.mention.value is None else [self.mention.value]


def measure_recognizers(shared: Path) -> dict[str, float]:
    """Return the figures of both models."""
    asked, found, extra = count_numbers(shared)
    bounds, right = count_bounds(shared)
    return {
        "numbers found": found / asked,
        "numbers right": found / (found + extra),
        "bounds found": right / bounds,
    }


def count_numbers(shared: Path) -> tuple[int, int, int]:
    """Return how many values are asked for, how many are found, and the numbers beyond them."""
    asked = hits = extra = 0
    for case in iter_number_cases(shared):
        missed, left = compare_numbers(case)
        asked += len(case["Results"])
        hits += len(case["Results"]) - len(missed)
        extra += len(left)
    return asked, hits, extra


def count_bounds(shared: Path) -> tuple[int, int]:
    """Return how many bounds are asked for and how many of them are found."""
    asked = hits = 0
    for case, result, ends in iter_ranges(shared):
        asked += sum(end is not None for end in ends)
        hits += count_ends(case, result, ends)
    return asked, hits


def iter_number_cases(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the cases whose results are whole numbers, zero or more, and those without results."""
    for case in _read_cases(shared, "NumberModel"):
        values = [Decimal(result["Resolution"]["value"]) for result in case["Results"]]
        if all(value >= 0 and value == int(value) for value in values):
            yield case


def iter_ranges(shared: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any], Ends]]:
    """Yield every range with whole ends, zero or more: its case, its result and its bounds."""
    for case in _read_cases(shared, "NumberRangeModel"):
        for result in case["Results"]:
            ends = read_ends(result["Resolution"]["value"])
            if ends is not None:
                yield case, result, ends


def read_ends(written: str) -> Ends | None:
    """Return the least and the greatest whole number of an interval, ``None`` if it is not whole.

    >>> read_ends("(20,30)")
    (21, 29)
    >>> read_ends("[20,)")
    (20, None)
    """
    match = _RANGE.fullmatch(written)
    if match is None:
        return None
    opening, low, high, closing = match.groups()
    return (
        int(low) + (opening == "(") if low else None,
        int(high) - (closing == ")") if high else None,
    )


def compare_numbers(case: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Return the values of a case that are missed, and the numbers that no value asked for."""
    mentions = read_quantities(case["Input"])
    free = [(found, number) for found in mentions for number in found.numbers()]
    missed: list[int] = []
    for result in case["Results"]:
        value = int(Decimal(result["Resolution"]["value"]))
        match = next((f for f in free if f[1] == value and f[0].overlaps(result)), None)
        if match is None:
            missed.append(value)
        else:
            free.remove(match)
    return missed, [
        number for found, number in free if not SINGLE.intersection(found.mention.rules)
    ]


def count_ends(case: dict[str, Any], result: dict[str, Any], ends: Ends) -> int:
    """Return how many of the stated bounds the best of the quantities over the span has."""
    mentions = [f.mention for f in read_quantities(case["Input"]) if f.overlaps(result)]
    return max((_count_shared(ends, (m.low or None, m.high)) for m in mentions), default=0)


def _count_shared(asked: Ends, given: Ends) -> int:
    """Return how many bounds agree, none where a side is open in one of the two alone."""
    pairs = list(zip(asked, given, strict=True))
    if any((a is None) != (b is None) for a, b in pairs):
        return 0
    return sum(a == b for a, b in pairs if a is not None)


def read_quantities(text: str) -> list[Found]:
    """Return the quantities of an input, read as one sentence."""
    tokens = Tokens(text, (0, len(text)), load_lexicon())
    return [Found(tokens.starts[m.first], tokens.ends[m.last], m) for m in find_quantities(tokens)]


def _read_cases(shared: Path, model: str) -> list[dict[str, Any]]:
    path = shared / FOLDER / f"{model}.json"
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return cases


def list_misses(shared: Path) -> Iterator[str]:
    """Yield a line for every case that is not read in full, for work on the grammar."""
    for case in iter_number_cases(shared):
        missed, extra = compare_numbers(case)
        if missed or extra:
            yield f"{case['Input']!r}: missed {missed}, beyond {extra}"
    for case, result, ends in iter_ranges(shared):
        if count_ends(case, result, ends) < sum(end is not None for end in ends):
            yield f"{case['Input']!r}: {result['Text']!r} is {result['Resolution']['value']}"


if __name__ == "__main__":
    shared_folder = Path(__file__).resolve().parents[3] / "shared"
    print(*list_misses(shared_folder), sep="\n")
    print(count_numbers(shared_folder), count_bounds(shared_folder))
    print(measure_recognizers(shared_folder))
