"""Widens a swap for one text: its places, and its officials who have no fixed counterpart.

With the real tables a place has a country and an office has a holder, so that exchanging names
alone would change what a text means: shells that fall on Kharkiv hit Ukrainians, whoever fired
them. So each place of one side that a text names becomes a place of the other that it does not
name, and each official an official of the other side, in office on the day and of the same kind,
with the same word for the office where there is one. Both are taken in the order of the tables, so
that the same text is always swapped the same way.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from swap import Swap, Tables, exchange_people

from counterclaim.model.periods import Window

Official = dict[str, Any]


def exchange_rest(swap: Swap, text: str, published: Window | None, tables: Tables) -> Swap:
    """Return a swap that also exchanges the places and the officials that a text names."""
    words = dict(swap.words)
    day = published.start if published else None
    people = list(_pair_people(swap, text, day, tables))
    for name, other in exchange_people(people, tables).items():
        words.setdefault(name, other)
    for place, other in _pair_places(swap, text, tables):
        words.setdefault(place, other)
        words.setdefault(other, place)
    for name in _names_with_places(swap, tables):
        words.setdefault(name, swap.words.get(name, name))
    return Swap(swap.sides, words)


def _pair_places(swap: Swap, text: str, tables: Tables) -> Iterator[tuple[str, str]]:
    named = {side: _places_in(text, _places(tables, side)) for side in swap.sides}
    for side in swap.sides:
        other = next(s for s in swap.sides if s != side)
        free = [p for p in _places(tables, other) if p not in swap.words and p not in named[other]]
        for place in named[side]:
            if place not in swap.words and free:
                alike = (p for p in free if p.count(" ") == place.count(" "))
                chosen = next(alike, free[0])
                free.remove(chosen)
                yield place, chosen


def _places(tables: Tables, side: str) -> tuple[str, ...]:
    return tuple(tables["places"]["place"].get(side, {}).get("places", ()))


def _places_in(text: str, places: tuple[str, ...]) -> list[str]:
    if not places:
        return []
    known = {place.upper(): place for place in places}
    return list(dict.fromkeys(known[m[0].upper()] for m in _finder(places).finditer(text)))


@cache
def _finder(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    upper = [name.upper() for name in longest]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, [*longest, *upper]))})(?!\w)")


def _pair_people(
    swap: Swap, text: str, day: dt.date | None, tables: Tables
) -> Iterator[tuple[list[str], list[str]]]:
    taken = {name for name in swap.words if " " in name}
    for side in swap.sides:
        other = next(s for s in swap.sides if s != side)
        rows = tables["parties"]["party"]
        free = [o for o in rows[other].get("officials", ()) if _is_free(o, day, taken, text)]
        for official in rows[side].get("officials", ()):
            if official["name"] in taken or not _is_named(official, text):
                continue
            known = [o for o in free if o["name"] not in taken and o["kind"] == official["kind"]]
            if not known or not _holds(official, day):
                continue
            alike = [o for o in known if _post(o) == _post(official)]
            chosen = (alike or known)[0]
            taken |= {official["name"], chosen["name"]}
            yield [official["name"]], [chosen["name"]]


def _is_free(official: Official, day: dt.date | None, taken: set[str], text: str) -> bool:
    return (
        official["name"] not in taken
        and _holds(official, day)
        and official["name"].split()[-1] not in text
    )


def _is_named(official: Official, text: str) -> bool:
    names = [official["name"], *official.get("aliases", ())]
    return any(" " in name and name in text for name in names)


def _holds(official: Official, day: dt.date | None) -> bool:
    since, until = official.get("since"), official.get("until")
    return day is None or not ((since and day < since) or (until and day > until))


def _post(official: Official) -> str:
    words = re.findall(
        r"governor|mayor|minister|spokes\w+|adviser|head|commander|chief|prosecutor",
        official["office"],
    )
    return words[0] if words else ""


def _names_with_places(swap: Swap, tables: Tables) -> Iterator[str]:
    """Yield names of third parties that hold the name of a place: "Donetsk People's Republic"."""
    find = _finder(tuple(p for side in swap.sides for p in _places(tables, side)) or ("\0",))
    for code, party in tables["parties"]["party"].items():
        if code not in swap.sides:
            yield from (n for n in party.get("names", ()) if " " in n and find.search(n))
