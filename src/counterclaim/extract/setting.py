"""The setting of a document: which war it tells of, where, and on which day it was written.

The war is the one whose opposing sides the text names; a text without a date dates itself where
"six days of war" and a weekday leave one day only. Invariant: what was inferred is marked; where
two days remain, there is none.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.extract.dates import find_dates
from counterclaim.extract.officials import lone_official
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.parties import War
from counterclaim.model.periods import Window
from counterclaim.text.tokens import Tokens

_MAX_WAR_DAYS = 400  # days; beyond it nobody counts a war in days
_OPENING = 3  # sentences that say what a text is about
_AFTERMATH = dt.timedelta(days=180)  # for which the losses of a war that ended are still news


@dataclass(slots=True)
class Setting:
    """``published`` is given or inferred; ``parties`` counts the sides named in the text.

    ``is_disaster`` says that the text tells of a disaster, an accident or a crime, not of a war;
    ``has_fighters`` that soldiers or members of armed groups are named in it, ``has_accident`` that
    an accident, a disaster or a crime is.
    """

    lexicon: Lexicon
    published: Window | None = None
    is_inferred: bool = False
    war: War | None = None
    is_disaster: bool = False
    has_fighters: bool = False
    has_accident: bool = False
    parties: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)

    @property
    def day(self) -> dt.date | None:
        """The day of publication, if it is known to the day."""
        return self.published.end if self.published is not None and self.published.is_day else None

    @property
    def theatre(self) -> str | None:
        """The country where losses fall unless the text says otherwise."""
        if self.war is not None and self.war.theatre:
            named = [code for code in self.war.theatre if self.places[code] or self.parties[code]]
            main = named[0] if named else self.war.theatre[0]
            most = max(self.war.theatre, key=lambda code: self.places[code])
            return most if self.places[most] > 2 * self.places[main] else main
        places = self.places.most_common(1)
        if places and places[0][1] >= 2:
            return places[0][0]
        named = [code for code in {**self.places, **self.parties} if len(code) == 2]
        return named[0] if len(named) == 1 and self.parties[named[0]] >= 2 else None

    @property
    def is_between_states(self) -> bool:
        """Whether the chief adversaries of the war are states."""
        sides = self.war.adversaries if self.war is not None else ()
        return sum(self.kind_of(side) == "state" for side in sides) > 1

    def opponent_of(self, party: str | None) -> str | None:
        """Return the opponent that the text names most, else the chief adversary in this war."""
        if party is None:
            return self._armed_group()
        if self.war is None:
            return self._other_than(party)
        war = self.war
        named = [p for p in war.opponents_of(party) if self.parties[p]]
        if not named:
            return war.main_opponent_of(party)
        return max(named, key=lambda p: (p in war.main, self.parties[p], p))

    def one_opponent_of(self, party: str | None) -> str | None:
        """Return the opponent where the war or the text leaves only one: "rebels" may be any."""
        if party is None or self.war is None:
            return self.opponent_of(party)
        others = self.war.opponents_of(party)
        named = [other for other in others if self.parties[other]]
        chief = [other for other in named if other in self.war.main]
        known = chief or named or others
        return known[0] if len(known) == 1 else None

    def _other_than(self, party: str) -> str | None:
        """Return the adversary of a party where the war itself is not known.

        In an armed group's wars, the one adversary that all of them have; in a fight that the
        table does not have, the one other side that the text names.
        """
        others = {
            war.main_opponent_of(party)
            for war in self.lexicon.wars.values()
            if party in war.adversaries and (self.day is None or war.covers(self.day))
        }
        if len(others) == 1:
            return others.pop()
        if self.kind_of(party) == "armed group":
            states = [p for p in self.parties if self.kind_of(p) == "state"]
            return states[0] if len(states) == 1 else None
        return self._armed_group() if self.kind_of(party) == "state" else None

    def _armed_group(self) -> str | None:
        groups = [p for p in self.parties if self.kind_of(p) == "armed group"]
        return groups[0] if len(groups) == 1 else None

    def kind_of(self, party: str | None) -> str:
        """Return what a party is: state, armed group, …; empty if it is not in the lexicon."""
        known = self.lexicon.parties.get(party or "")
        return known.kind if known is not None else ""


def find_setting(
    sentences: Sequence[Tokens], published: Window | None, lexicon: Lexicon
) -> Setting:
    """Return the setting of a document from its sentences and what is known of its date."""
    setting = Setting(lexicon=lexicon, published=published)
    officials: set[str] = set()
    read: dict[str, set[str]] = {}  # the sides that a word names
    for tokens in sentences:
        for index, names in tokens.names.items():
            low = tokens.lows[index]
            if low not in read:
                sides = {name.party for name in names if name.party and name.sort != "official"}
                read[low] = sides or {names[-1].party}
                officials.update(n.canonical for n in names if n.sort == "official")
            for side in read[low]:
                setting.parties[side] += 1
        for index in [at for at, letter in enumerate(tokens.letters) if letter == "E"]:
            low = tokens.lows[index]
            if (code := lexicon.places.get(low)) is not None:
                setting.places[code] += 1
            if low in lexicon.lone_surnames and index not in tokens.names:
                official = lone_official(tokens, index, published.end if published else None)
                if official is not None:
                    setting.parties[official.party] += 1
                    officials.add(official.canonical)
    setting.is_disaster = _tells_of_disaster(sentences[:_OPENING])
    setting.has_accident = any(
        tokens.holds("event.disaster") or tokens.holds("event.crime") for tokens in sentences
    )
    setting.has_fighters = any(_names_fighters(tokens, lexicon) for tokens in sentences)
    if setting.is_disaster:
        return setting
    if published is None:
        _date_itself(setting, sentences, officials, lexicon)
    if setting.war is None:
        setting.war = _find_war(setting, lexicon)
    if setting.war is None and published is not None and _tells_of_war(sentences):
        setting.war = _find_war_of_one(setting, lexicon)
    return setting


def _score(setting: Setting, war: War) -> int:
    parties, places, least = setting.parties, setting.places, 0
    for side in war.sides:
        named = sum([parties.get(party, 0) + places.get(party, 0) for party in side])
        if not named:
            return 0
        least = min(least, named) if least else named
    return least * 4 + min(sum([places[code] for code in war.theatre[:1]]), 8)


def _wars_named(setting: Setting, lexicon: Lexicon) -> list[War]:
    """Return the wars of which the text names a party and a country, in the order of the table."""
    named = {*setting.parties, *setting.places}
    ids = {war for party in named for war in lexicon.wars_of.get(party, ())}
    wars = [war for war in lexicon.wars.values() if war.id in ids]
    return [war for war in wars if not (war.theatre and named.isdisjoint(war.theatre))]


def _find_war(setting: Setting, lexicon: Lexicon) -> War | None:
    window = setting.published
    best: tuple[int, dt.date] | None = None
    chosen: War | None = None
    for war in _wars_named(setting, lexicon):
        is_on = window is None or war.covers(window.end)
        if not is_on and (window is None or not war.covers(window.end, _AFTERMATH)):
            continue
        score = _score(setting, war)
        score = score if is_on else score // 2
        if not score and window is not None and war.theatre and is_on:
            main = war.theatre[0]
            score = 1 if setting.parties[main] + setting.places[main] >= 2 else 0
        if score and (best is None or (score, war.start) > best):
            best, chosen = (score, war.start), war
    return chosen


def _tells_of_disaster(opening: Sequence[Tokens]) -> bool:
    """Say whether a text opens with a disaster or a crime and without a word of war."""
    roles = frozenset().union(*[tokens.held for tokens in opening])
    return "event.nature" in roles and not roles & {"event.war", "event.base", "enemy"}


def _names_fighters(tokens: Tokens, lexicon: Lexicon) -> bool:
    if tokens.holds("military.word"):
        return True
    if any(name.kind == "armed group" for names in tokens.names.values() for name in names):
        return True
    soldiers = lexicon.soldiers
    return not soldiers.isdisjoint(tokens.lows)


def _tells_of_war(sentences: Sequence[Tokens]) -> bool:
    return any(tokens.holds("event.war") or tokens.holds("enemy") for tokens in sentences)


def _find_war_of_one(setting: Setting, lexicon: Lexicon) -> War | None:
    """Return the one war of the day in which the party that the text names most fights."""
    day = setting.published.end if setting.published is not None else None
    most = setting.parties.most_common(1)
    if day is None or not most:
        return None
    party = most[0][0]
    wars = [w for w in lexicon.wars.values() if party in w.adversaries and w.covers(day)]
    return wars[0] if len(wars) == 1 else None


def _date_itself(
    setting: Setting, sentences: Sequence[Tokens], officials: set[str], lexicon: Lexicon
) -> None:
    """Infer the day of publication from "six days of war" and the weekday of a statement."""
    weekday = _first_weekday(sentences, lexicon)
    if weekday is None:
        return
    lengths: Counter[int] = Counter()
    for tokens in sentences:
        if "#" not in tokens.letters or not tokens.holds("time.unit"):
            continue
        for date in find_dates(tokens, None):
            if date.sort == "within" and date.n_days and date.n_days <= _MAX_WAR_DAYS:
                lengths[date.n_days] += 1
    if not lengths:
        return
    n_days = lengths.most_common(1)[0][0]
    found: dict[dt.date, War] = {}
    for war in [war for war in _wars_named(setting, lexicon) if _score(setting, war)]:
        for extra in range(-1, 4):
            day = war.start + dt.timedelta(days=n_days + extra)
            if day.weekday() == weekday and war.covers(day) and _in_office(officials, day, lexicon):
                found[day] = war
    if len(found) == 1:
        day, war = next(iter(found.items()))
        setting.published, setting.is_inferred, setting.war = Window.day(day), True, war


def _first_weekday(sentences: Sequence[Tokens], lexicon: Lexicon) -> int | None:
    for tokens in sentences:
        for index, letter in enumerate(tokens.letters):
            if letter == "y" and tokens.word(index)[:1].isupper():
                entry = lexicon.entry("weekday", tokens.lows[index])
                if entry is not None:
                    return entry.values[tokens.lows[index]]
    return None


def _in_office(officials: set[str], day: dt.date, lexicon: Lexicon) -> bool:
    for official in officials:
        offices = [
            n.office for n in lexicon.names.get(official.lower(), ()) if n.office is not None
        ]
        if offices and not any(office.holds_on(day) for office in offices):
            return False
    return True
