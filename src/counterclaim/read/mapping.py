"""Maps: which columns of somebody's table say what was claimed, and by whom. A map is a ``.toml``.

``[every]`` holds what is true of all claims of a row, ``[[read]]`` turns the values of a column
into facts, ``[[claim]]`` names each column that counts people. docs/audit.md shows how to write
one. Not here: reading a table with it (``coded.py``). Invariant: a map with an unknown key, or a
value that the model does not have, is refused, naming file and key.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from counterclaim.errors import LexiconError, MapError
from counterclaim.lexicon.checks import (
    check_choice,
    check_days,
    check_flag,
    check_text,
    refuse_unknown,
)
from counterclaim.model.parties import CLAIMANT_KINDS, VICTIM_CLASSES, VICTIM_GROUPS
from counterclaim.model.periods import FRAMES
from counterclaim.model.sightings import OUTCOMES

MAP_ENDING = ".toml"
BOUNDS = ("about", "at_least", "at_most", "exact", "less_than", "more_than", "nearly")

_CHOICES: dict[str, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "class": VICTIM_CLASSES,
    "group": VICTIM_GROUPS,
    "claimant_kind": CLAIMANT_KINDS,
    "frame": FRAMES,
    "bound": BOUNDS,
    "leaves_out": FRAMES,
}
_TEXTS = (
    *("party", "part", "things", "claimant", "claimant_party", "place", "place_code", "note"),
)
_BELONGING = {
    "claimant": ("claimant_party", "claimant_kind", "collective", "compiled"),
    "place": ("place_code",),
}
_FACTS = (*_CHOICES, *_TEXTS, "collective", "compiled", "days")
_COLUMNS = ("count", "low", "high", "date", "day")
_SETTINGS = ("date_format", "day_one", "since", "thousands")
_TOP = ("about", "origin", "every", "read", "claim")
_READ = ("column", "sets", "values", "others")

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one column is read: its text becomes one fact, or each of its values several."""

    column: str
    sets: str | None = None
    values: Mapping[str, Facts] = field(default_factory=dict)
    others: Facts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """A map by its name: what every claim has, which columns are read, and the claims of a row.

    Facts of ``every`` give way to what a column says, and that to a claim's own.
    """

    name: str
    about: str = ""
    every: Facts = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    claims: tuple[Facts, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the map asks for, each once."""
        asked = [reading.column for reading in self.readings]
        asked += [self.every[key] for key in _COLUMNS if key in self.every]
        return tuple(dict.fromkeys((*asked, *self.counted)))

    @property
    def counted(self) -> tuple[str, ...]:
        """The columns that count people, each once."""
        names = [facts[key] for facts in self.claims for key in _COLUMNS if key in facts]
        return tuple(dict.fromkeys(names))


def list_maps() -> list[str]:
    """Return the names of the maps that come with the package, sorted."""
    folder = resources.files("counterclaim.read.maps")
    names = (file.name for file in folder.iterdir() if file.name.endswith(MAP_ENDING))
    return sorted(name.removesuffix(MAP_ENDING) for name in names)


def load_map(name: str) -> TableMap:
    """Return the map of the package of that name, or that of a user's ``.toml`` file.

    Raises :class:`~counterclaim.errors.MapError` naming file and key.

    >>> load_map("general-staff").columns
    ('personnel*', 'date', 'day', 'personnel', 'POW')
    """
    if name in list_maps():
        file = resources.files("counterclaim.read.maps") / f"{name}{MAP_ENDING}"
        return make_map(name, _parse(name, file.read_bytes()))
    if not name.lower().endswith(MAP_ENDING):
        raise MapError(f"--map {name}", "there is no such map", _known())
    try:
        data = Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise MapError(name, str(getattr(error, "strerror", None) or error), _known()) from error
    return make_map(Path(name).name, _parse(name, data))


def make_map(name: str, table: Mapping[str, Any]) -> TableMap:
    """Return the map of a parsed table; ``name`` stands in errors and in the trace."""
    try:
        return _make(name, table)
    except LexiconError as error:
        raise MapError(
            error.where, error.message.removeprefix(f"{error.where}: "), error.hint
        ) from (error)


def _make(name: str, table: Mapping[str, Any]) -> TableMap:
    refuse_unknown(name, table, _TOP)
    for key in ("about", "origin"):
        check_text(name, key, table.get(key))
    every = table.get("every", {})
    if not isinstance(every, dict):
        raise LexiconError(name, "'every' has to be a table", "write [every]")
    _check_facts(f"{name}, every", every, columns=True)
    claims = _tables(name, "claim", table)
    if not claims:
        raise LexiconError(name, "it has no [[claim]]", 'write [[claim]] with count = "COLUMN"')
    for number, claim in enumerate(claims, 1):
        spot = f"{name}, claim {number}"
        _check_facts(spot, claim, columns=True)
        _check_claim(spot, {**every, **claim})
    return TableMap(
        name=name.removesuffix(MAP_ENDING),
        about=table.get("about", ""),
        every=every,
        readings=tuple(
            _reading(f"{name}, read {number}", one)
            for number, one in enumerate(_tables(name, "read", table), 1)
        ),
        claims=tuple(claims),
    )


def _check_claim(spot: str, claim: Facts) -> None:
    if not any(key in claim for key in ("count", "low", "high")):
        raise LexiconError(spot, "it names no column of counts", 'write count = "COLUMN"')
    if "day" in claim and "date" not in claim and "day_one" not in claim:
        raise LexiconError(spot, "'day' counts from no day", "write day_one = 2022-02-24")


def _reading(spot: str, table: Facts) -> Reading:
    refuse_unknown(spot, table, _READ)
    check_text(spot, "column", table.get("column"))
    if "column" not in table:
        raise LexiconError(spot, "it has no 'column'")
    check_choice(spot, "sets", table.get("sets"), _TEXTS)
    values, others = table.get("values", {}), table.get("others")
    if not isinstance(values, dict) or ("sets" in table) == bool(values or others is not None):
        raise LexiconError(spot, "it needs either 'sets' or a table of 'values'")
    for value, facts in values.items():
        _check_facts(f"{spot}, value {value!r}", facts)
    if others is not None:
        _check_facts(f"{spot}, others", others)
    return Reading(column=table["column"], sets=table.get("sets"), values=values, others=others)


def _check_facts(spot: str, facts: object, *, columns: bool = False) -> None:
    if not isinstance(facts, dict):
        raise LexiconError(spot, "it has to be a table of facts")
    refuse_unknown(spot, facts, (*_FACTS, *_COLUMNS, *_SETTINGS) if columns else _FACTS)
    for key, allowed in _CHOICES.items():
        check_choice(spot, key, facts.get(key), allowed)
    for key in (*_TEXTS, *_COLUMNS, "date_format"):
        check_text(spot, key, facts.get(key))
    for key in ("collective", "compiled"):
        check_flag(spot, key, facts.get(key))
    check_days(spot, facts, "since", "since")
    check_days(spot, facts, "day_one", "day_one")
    check_choice(spot, "thousands", facts.get("thousands"), (",", ".", " ", "'"))
    days = facts.get("days")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 1):
        raise LexiconError(spot, "'days' has to be a whole number of days, 1 or more")


def _tables(name: str, key: str, table: Mapping[str, Any]) -> list[Facts]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LexiconError(name, f"{key!r} has to be a list of tables", f"write [[{key}]]")
    return rows


def _parse(name: str, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MapError(name, f"it cannot be read: {error}") from error


def _known() -> str:
    return f"the maps that come with it are {', '.join(list_maps())}; or name a file MAP.toml"


def joined(facts: Facts, more: Facts) -> dict[str, Any]:
    """Return facts with others put over them; a claimant or place comes with all its own facts.

    >>> joined({"claimant": "A", "claimant_party": "QV"}, {"claimant": "B"})
    {'claimant': 'B'}
    """
    kept = dict(facts)
    for head, belonging in _BELONGING.items():
        if head in more:
            for key in belonging:
                kept.pop(key, None)
    kept.update(more)
    return kept
