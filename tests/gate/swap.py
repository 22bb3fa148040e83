"""Exchanges two sides throughout a text, and throughout the tables.

A swap is a table of words (``swaps.toml``), applied to texts, to the strings of the tables and to
the records, so that names, demonyms, capitals and officials of one side stand where those of the
other stood. Names of third parties that hold such a word ("Moscow Times") stay as they are. The
swapped text has other offsets: every :class:`Swapped` maps the old ones to its own.
"""

import bisect
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.lexicon import load as loading

HERE = Path(__file__).resolve().parent
GOLDEN_LEXICON = HERE.parent / "golden" / "lexicon"

Tables = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Pair:
    """Two sides, and the rows of words and of officials that change places."""

    sides: tuple[str, str]
    words: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True)
class Swapped:
    """A text after the swap; ``marks`` are the old and new places where it was changed."""

    text: str
    marks: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Return where an offset of the old text lies in the new one."""
        at = bisect.bisect_right(self.marks, (offset, len(self.text) + 1)) - 1
        old, new = self.marks[at]
        end = self.marks[at + 1][1] if at + 1 < len(self.marks) else len(self.text)
        return min(new + offset - old, end)


class Swap:
    """The exchange of two sides: of words, and of the codes that the records print."""

    def __init__(self, sides: tuple[str, str], words: Mapping[str, str]) -> None:
        self.sides = sides
        self.codes = {sides[0]: sides[1], sides[1]: sides[0]}
        self.words = {**words, **{word.upper(): words[word].upper() for word in words}, **words}
        longest = sorted(self.words, key=lambda word: (-len(word), word))
        one_of = "|".join(re.escape(word).replace("'", "['’]") for word in longest)
        self._find = re.compile(rf"(?<!\w)(?:([Aa]n?)(\s+))?({one_of})(?!\w)")

    def text(self, text: str) -> Swapped:
        """Return a text with the sides exchanged, and with "a" and "an" to suit."""
        parts: list[str] = []
        marks = [(0, 0)]
        done = size = 0

        def put(start: int, end: int, words: str) -> None:
            nonlocal done, size
            parts.extend((text[done:start], words))
            marks.append((start, size + start - done))
            size += start - done + len(words)
            marks.append((end, size))
            done = end

        for match in self._find.finditer(text):
            article, _, word = match.groups()
            other = self.words.get(word) or self.words[word.replace("’", "'")]
            if article and _is_a(word) != _is_a(other):
                put(*match.span(1), article[0] + ("" if _is_a(other) else "n"))
            put(*match.span(3), other)
        parts.append(text[done:])
        return Swapped("".join(parts), tuple(marks))

    def string(self, text: str | None) -> str | None:
        """Return a name or phrase with the sides exchanged."""
        return self.text(text).text if text else text

    def code(self, code: str | None) -> str | None:
        """Return the other side's code for a side's; any other code is kept."""
        return self.codes.get(code, code) if code else code

    def value(self, value: Any) -> Any:
        """Return a value of a table with the strings in it exchanged; a list of words is sorted."""
        if isinstance(value, str):
            return self.codes.get(value) or self.text(value).text
        if isinstance(value, list):
            new = [self.value(inner) for inner in value]
            return sorted(set(new)) if new and all(isinstance(v, str) for v in new) else new
        if isinstance(value, dict):
            return {k: v if k == "theatre" else self.value(v) for k, v in value.items()}
        return value

    def tables(self, tables: Tables) -> Tables:
        """Return the tables of parties, wars and places with the sides exchanged."""
        new = dict(tables)
        for group, name in (("parties", "party"), ("places", "place")):
            rows = {self.codes.get(k, k): self.value(v) for k, v in tables[group][name].items()}
            new[group] = {name: dict(sorted(rows.items()))}
        new["wars"] = self.theatres({"wars": {"war": self.value(tables["wars"]["war"])}})["wars"]
        return new

    def theatres(self, tables: Tables) -> Tables:
        """Return the tables with the sides exchanged among the countries where a war is fought."""
        wars = {  # the order says which country is the main one
            key: {**war, "theatre": [self.code(code) for code in war.get("theatre", ())]}
            for key, war in tables["wars"]["war"].items()
        }
        return {**tables, "wars": {"war": wars}}


def _is_a(word: str) -> bool:
    """Say whether a word takes "a"; "Ukrainian" does."""
    return word[0].upper() not in "AEIO"


def load_tables() -> Tables:
    """Return the tables of the package with those of the golden texts."""
    tables = loading._read_folder(loading.resources.files("counterclaim.lexicon"))
    loading._merge(tables, loading._read_folder(GOLDEN_LEXICON))
    return tables


def load_pairs(path: Path = HERE / "swaps.toml") -> list[Pair]:
    """Return the pairs of sides that may be exchanged."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
    return [Pair(tuple(r["sides"]), tuple(r["words"]), tuple(r["people"])) for r in rows]


def make_swap(pair: Pair, tables: Tables) -> Swap:
    """Return the swap of a pair, with the spellings that the tables give its officials."""
    words = dict(_both_ways(_split_row(row) for row in pair.words))
    words |= exchange_people([_split_row(row) for row in pair.people], tables)
    return Swap(pair.sides, _kept_names(pair, tables, words) | words)


def exchange_people(
    people: Iterable[tuple[list[str], list[str]]], tables: Tables
) -> dict[str, str]:
    """Return full names for full names and surnames for surnames, in every spelling."""
    known: dict[str, set[str]] = {}
    for party in tables["parties"]["party"].values():
        for row in party.get("officials", ()):
            known.setdefault(row["name"], {row["name"]}).update(row.get("aliases", ()))
    words: dict[str, str] = {}
    for left, right in people:
        for mine, theirs in ((left, right), (right, left)):
            for spelling in sorted({s for name in mine for s in known.get(name, {name})}):
                if " " in spelling:
                    words[spelling] = theirs[0]
                words[spelling.split()[-1]] = theirs[0].split()[-1]
    return words


def _split_row(row: str) -> tuple[list[str], list[str]]:
    left, right = row.split(" = ")
    return left.split("|"), right.split("|")


def _both_ways(rows: Iterable[tuple[list[str], list[str]]]) -> Iterator[tuple[str, str]]:
    for left, right in rows:
        yield from ((word, right[0]) for word in left)
        yield from ((word, left[0]) for word in right)


def _kept_names(pair: Pair, tables: Tables, words: Mapping[str, str]) -> dict[str, str]:
    """Return the names of third parties in which a word of the swap stands, each for itself."""
    names: set[str] = set()
    for code, party in tables["parties"]["party"].items():
        if code not in pair.sides:
            names.update(party.get("names", ()))
            for body in party.get("bodies", ()):
                names.update((body["name"], *body.get("aliases", ())))
    return {name: name for name in names if _holds(name, words)}


def _holds(name: str, words: Mapping[str, str]) -> bool:
    parts = re.findall(r"[\w-]+", name)
    return len(parts) > 1 and any(part in words for part in parts)
