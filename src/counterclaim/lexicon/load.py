"""Reading the lexicons: the package's own, and a user's folder on top of it.

A folder has ``en/*.toml`` (words), ``parties.toml``, ``wars.toml``, ``places.toml`` and
``confidence.toml``, each optional. A user's entry of the same name replaces the package's if it
says ``replace = true``, else its words are added; weights of confidence belong together, and a
user's replace them all. Invariant: a lexicon is never changed after loading.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from counterclaim.errors import LexiconError
from counterclaim.lexicon.checks import check_choice
from counterclaim.lexicon.entries import Entry, make_entry
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.parties import make_party, make_places, make_war
from counterclaim.lexicon.weights import make_weights

LANGUAGES = ("en",)
_GROUPS = {"parties": "party", "places": "place", "wars": "war"}  # the table of each file
_TALK = frozenset({"no", "note", "origin", "replace", "yes"})  # keys that the engine never reads
_VERSION_DIGITS = 12  # hexadecimal digits of a lexicon's version
_CONFIDENCE = "confidence"  # the one file that is a single table

Tables = dict[str, dict[str, dict[str, Any]]]


@cache
def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Return the lexicon of the package, with the entries of ``folder`` added or put in place.

    Raises :class:`~counterclaim.errors.LexiconError` naming file and entry.
    """
    tables = _read_folder(resources.files("counterclaim.lexicon"))
    if folder is not None:
        if not folder.is_dir():
            raise LexiconError(str(folder), "there is no such folder")
        extra = _read_folder(folder)
        if not extra:
            raise LexiconError(str(folder), "it holds no lexicon", "see docs/lexicons.md")
        _check_roles(tables, extra)
        _merge(tables, extra)
    return build_lexicon(tables)


def build_lexicon(tables: Tables) -> Lexicon:
    """Return the lexicon of tables by file name (``parties``, ``wars``, ``places``, ``en/...``)."""
    entries: list[Entry] = []
    parties = [
        make_party(f"parties.toml, party {code}", code, table)
        for code, table in tables.get("parties", {}).get("party", {}).items()
    ]
    sides = sorted(
        {word.lower() for _, names in parties for word, name in names if name.sort == "adjective"}
    )
    for where, found in sorted(tables.items()):
        if where.startswith(LANGUAGES):
            for name, table in found.items():
                entries.append(make_entry(where.split("/")[1], name, table, sides))
    lexicon = Lexicon(entries)
    for party, names in parties:
        lexicon.add_party(party, names)
    for name, table in tables.get("wars", {}).get("war", {}).items():
        lexicon.add_war(make_war(f"wars.toml, war {name}", name, table))
    for code, table in tables.get("places", {}).get("place", {}).items():
        lexicon.add_places(make_places(f"places.toml, place {code}", code, table))
    if _CONFIDENCE in tables:
        lexicon.weights = make_weights("confidence.toml", tables[_CONFIDENCE])
    lexicon.version = _version(tables)
    folders = {where.partition("/")[0] for where in tables}
    lexicon.languages = frozenset(folders.intersection(LANGUAGES))
    lexicon.seal()
    return lexicon


def _version(tables: Tables) -> str:
    """Return a digest of tables without what is written for people: notes and examples."""
    told = json.dumps(_without_talk(tables), sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_VERSION_DIGITS]


def _without_talk(value: object) -> object:
    if isinstance(value, dict):
        return {k: _without_talk(v) for k, v in value.items() if k not in _TALK}
    return [_without_talk(v) for v in value] if isinstance(value, list) else value


def _flat(
    table: Mapping[str, Any], where: str, prefix: str = ""
) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield the entries of a file by their dotted names: ``[pronoun.person]`` is one."""
    for name, value in table.items():
        if not isinstance(value, dict):
            raise LexiconError(where, f"{prefix}{name} stands outside an entry")
        inner = {k: v for k, v in value.items() if isinstance(v, dict) and k != "values"}
        own = {k: v for k, v in value.items() if k not in inner}
        if own:
            yield prefix + name, own
        yield from _flat(inner, where, f"{prefix}{name}.")


def _read_folder(folder: Traversable | Path) -> Tables:
    tables: Tables = {}
    for part in ("", *LANGUAGES):
        place = folder / part if part else folder
        if not place.is_dir():
            continue
        for file in sorted(place.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                stem = file.name.removesuffix(".toml")
                table = _read_file(file)
                key = f"{part}/{stem}" if part else stem
                if not part:
                    _check_group(file.name, stem, table)
                tables[key] = dict(_flat(table, file.name)) if part else table
    return tables


def _check_group(name: str, stem: str, table: Mapping[str, object]) -> None:
    """Refuse a file, or a table of it, under a name that nothing reads."""
    if stem == _CONFIDENCE:
        return  # checked where it is made into weights
    group = _GROUPS.get(stem)
    if group is None:
        raise LexiconError(name, "no lexicon has this name", "words belong into en/")
    for key, entries in table.items():
        if key != group:
            raise LexiconError(name, f"unknown table or key {key!r}", f"write [{group}.…]")
        if not isinstance(entries, dict):
            raise LexiconError(name, f"{key!r} has to be a table", f"write [{group}.…]")
        for code, entry in entries.items():
            if not isinstance(entry, dict):
                raise LexiconError(f"{name}, {group} {code}", "it has to be a table")


def _check_roles(tables: Tables, extra: Tables) -> None:
    """Refuse a role that the package does not have: nothing would read its words."""
    roles = {entry["role"] for where, found in tables.items() for entry in _entries(where, found)}
    for where, found in extra.items():
        for name, entry in found.items() if where.startswith(LANGUAGES) else ():
            spot = f"{where.split('/')[1]}.toml, entry {name}"
            check_choice(spot, "role", entry.get("role"), roles)


def _entries(where: str, found: dict[str, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return found.values() if where.startswith(LANGUAGES) else ()


def _read_file(file: Traversable | Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LexiconError(file.name, f"it cannot be read: {error}") from error


def _merge(tables: Tables, extra: Tables) -> None:
    for where, found in extra.items():
        if where == _CONFIDENCE:
            tables[where] = found
            continue
        mine = tables.setdefault(where, {})
        for name, table in found.items():
            if name in ("party", "war", "place"):
                group = mine.setdefault(name, {})
                for key, inner in table.items():
                    group[key] = _joined(group.get(key), inner)
            else:
                mine[name] = _joined(mine.get(name), table)


def _joined(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    if old is None or new.get("replace"):
        return new
    both = dict(old)
    for key, value in new.items():
        before = both.get(key)
        if (
            isinstance(value, list)
            and isinstance(before, list)
            and all(isinstance(v, str) for v in (*before, *value))
        ):
            both[key] = sorted({*before, *value})
        elif isinstance(value, list) and isinstance(before, list):
            both[key] = [*before, *value]
        elif isinstance(value, dict) and isinstance(before, dict):
            both[key] = {**before, **value}
        else:
            both[key] = value
    return both
