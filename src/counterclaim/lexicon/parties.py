"""Parties, wars and places: who may be on a side, when they fought, and what lies where.

The tables are facts collected for this project from general knowledge (``origin`` of each entry).
Names are looked up in lower case; whether a text may mean them is the reader's business.
"""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counterclaim.errors import LexiconError
from counterclaim.lexicon.checks import (
    check_choice,
    check_days,
    check_flag,
    check_list,
    check_text,
    check_words,
    read_rows,
    refuse_unknown,
)
from counterclaim.model.parties import CLAIMANT_KINDS, PARTY_KINDS, Party

_PARTY_KEYS = {
    *("name", "kind", "names", "adjectives", "people", "seats", "bodies", "officials"),
    *("state", "origin", "replace"),
}
_WAR_KEYS = {
    *("name", "start", "end", "sides", "main", "theatre", "anchors", "names", "opened_by"),
    *("origin", "replace"),
}
# What a surname never is: the number of a king or pope, the mark of a son.
_NO_SURNAMES = frozenset({"ii", "iii", "iv", "jr.", "sr.", "vi", "xiv", "xvi"})
_ARTICLES = ("al-", "el-")
_PLAIN = str.maketrans({"đ": "dj", "Đ": "Dj", "\u0131": "i", "ł": "l", "ø": "o"})
_BODY_KEYS = ("aliases", "kind", "name")
_OFFICIAL_KEYS = ("aliases", "kind", "name", "office", "since", "until")
_PARTY_LISTS = ("names", "adjectives", "people", "seats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A person in an office, from ``since`` to ``until`` (``None``: unknown or still)."""

    party: str
    name: str
    aliases: tuple[str, ...]
    office: str
    kind: str
    since: dt.date | None = None
    until: dt.date | None = None

    def holds_on(self, day: dt.date | None) -> bool:
        """Say whether the office was held on ``day``; an unknown day or end excludes nothing."""
        if day is None:
            return True
        return not ((self.since and day < self.since) or (self.until and day > self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a name in a text may stand for.

    ``sort`` is one of name, adjective, people, seat, body, official (by his full name), surname.
    """

    sort: str
    party: str
    canonical: str
    kind: str
    office: Office | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """A war or campaign; opponents stand in different ``sides``, ``theatre`` is main first.

    ``main`` holds the chief adversary of each of the two main sides.
    """

    id: str
    name: str
    start: dt.date
    end: dt.date | None
    sides: tuple[frozenset[str], ...]
    main: frozenset[str]
    theatre: tuple[str, ...]
    anchors: frozenset[str]
    names: tuple[str, ...]

    def covers(self, day: dt.date, after: dt.timedelta = dt.timedelta(0)) -> bool:
        """Say whether the war was going on on ``day``, or had ended ``after`` before it at most."""
        return self.start <= day and (self.end is None or day <= self.end + after)

    @property
    def adversaries(self) -> frozenset[str]:
        """The chief adversaries, or all parties where every side has one."""
        if self.main:
            return self.main
        is_plain = all(len(side) == 1 for side in self.sides)
        return frozenset(p for side in self.sides for p in side) if is_plain else frozenset()

    def opponents_of(self, party: str) -> tuple[str, ...]:
        """Return the parties of every other side, sorted; empty if ``party`` is on none."""
        mine = [side for side in self.sides if party in side]
        if not mine:
            return ()
        return tuple(sorted({p for side in self.sides if side not in mine for p in side}))

    def main_opponent_of(self, party: str) -> str | None:
        """Return the chief adversary of a party; ``None`` if it is on no side or has several."""
        others = self.opponents_of(party)
        main = [other for other in others if other in self.adversaries]
        known = main if len(main) == 1 else others
        return known[0] if len(known) == 1 else None


def make_party(
    spot: str, code: str, table: Mapping[str, Any]
) -> tuple[Party, list[tuple[str, Name]]]:
    """Return a party and every name that leads to it, as (name as written, meaning)."""
    _check_party(spot, table)
    party = Party(id=code, name=table["name"], kind=table.get("kind", "other"))
    side = code if party.kind != "media" else table.get("state")
    own_kind = {"state": "government", "bloc": "international organisation"}.get(
        party.kind, party.kind
    )
    if party.kind in ("ngo", "international organisation"):
        side = None
    names: list[tuple[str, Name]] = []
    for key, sort in zip(_PARTY_LISTS, ("name", "adjective", "people", "seat"), strict=True):
        for word in table.get(key, ()):
            canonical = word if sort == "seat" else party.name
            names.append(
                (word, Name(sort=sort, party=side or "", canonical=canonical, kind=own_kind))
            )
    for at, body in read_rows(spot, "bodies", table, _BODY_KEYS):
        check_choice(at, "kind", body.get("kind"), CLAIMANT_KINDS)
        for word in (body["name"], *body.get("aliases", ())):
            meaning = Name(
                sort="body",
                party=side or "",
                canonical=body["name"],
                kind=body.get("kind", "government"),
            )
            names.append((word, meaning))
    for at, row in read_rows(spot, "officials", table, _OFFICIAL_KEYS):
        check_text(at, "office", row.get("office"))
        check_choice(at, "kind", row.get("kind"), CLAIMANT_KINDS)
        check_days(at, row, "since", "until")
        office = Office(
            party=side or "",
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            office=row.get("office", ""),
            kind=row.get("kind", own_kind),
            since=row.get("since"),
            until=row.get("until"),
        )
        full = [word for word in (office.name, *office.aliases) if " " in word]
        for sort, words in (
            ("official", dict.fromkeys((office.name, *full))),
            ("surname", _surnames_of(office)),
        ):
            for word in words:
                meaning = Name(
                    sort=sort,
                    party=office.party,
                    canonical=office.name,
                    kind=office.kind,
                    office=office,
                )
                names.append((word, meaning))
    return party, names


def _surnames_of(office: Office) -> list[str]:
    """Return the single words that may stand for an official: surname, short names, spellings."""
    words = [word for word in office.aliases if " " not in word]
    words += [
        word.split()[-1]
        for word in (office.name, *office.aliases)
        if word.split()[-1].lower() not in _NO_SURNAMES
    ]
    words += [word[3:] for word in words if word.lower().startswith(_ARTICLES)]
    words += [without_accents(word) for word in words]
    return list(dict.fromkeys(words))


def without_accents(word: str) -> str:
    """Return a word in the letters that a wire service has: "Milošević" as "Milosevic"."""
    plain = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def make_war(spot: str, name: str, table: Mapping[str, Any]) -> War:
    """Return the war of a TOML table."""
    refuse_unknown(spot, table, _WAR_KEYS)
    for key in ("name", "opened_by", "origin"):
        check_text(spot, key, table.get(key))
    check_flag(spot, "replace", table.get("replace"))
    check_days(spot, table, "start", "end")
    if not table.get("start") or not table.get("name"):
        raise LexiconError(spot, "it needs a name and a start date")
    for key in ("main", "theatre", "anchors", "names"):
        check_words(spot, key, table.get(key))
    sides = table.get("sides", [])
    if not isinstance(sides, list) or len(sides) < 2 or not all(sides):
        raise LexiconError(spot, "it needs two sides, and 'sides' has to be a list of lists")
    for side in sides:
        check_words(spot, "sides", side)
    main = frozenset(table.get("main", ()))
    if not main <= {party for side in sides for party in side}:
        raise LexiconError(spot, "'main' names a party of no side")
    return War(
        id=name,
        name=table["name"],
        start=table["start"],
        end=table.get("end"),
        sides=tuple(frozenset(side) for side in sides),
        main=main,
        theatre=tuple(table.get("theatre", ())),
        anchors=frozenset(a.lower() for a in table.get("anchors", ())),
        names=tuple(n.lower() for n in table.get("names", ())),
    )


def make_places(spot: str, code: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (place in lower case, country code) pairs."""
    refuse_unknown(spot, table, {"places", "origin", "replace"})
    check_text(spot, "origin", table.get("origin"))
    check_flag(spot, "replace", table.get("replace"))
    check_list(spot, "places", table.get("places", []))
    return [(place.lower(), code) for place in table["places"]]


def _check_party(spot: str, table: Mapping[str, Any]) -> None:
    refuse_unknown(spot, table, _PARTY_KEYS)
    for key in _PARTY_LISTS:
        check_list(spot, key, table.get(key) or None)
    for key in ("name", "origin", "state"):
        check_text(spot, key, table.get(key))
    check_choice(spot, "kind", table.get("kind"), PARTY_KINDS)
    check_flag(spot, "replace", table.get("replace"))
    if not table.get("name") or not table.get("origin"):
        raise LexiconError(spot, "it needs a name and an origin")
