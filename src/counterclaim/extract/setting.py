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


@dataclass(slots=True)
class Setting:
    """``published`` is given or inferred; ``parties`` counts the sides named in the text."""

    published: Window | None = None
    is_inferred: bool = False
    war: War | None = None
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
            return named[0] if named else self.war.theatre[0]
        counts = Counter({c: n for c, n in (self.places + self.parties).items() if len(c) == 2})
        most = counts.most_common(1)
        return most[0][0] if most and most[0][1] >= 2 else None

    def opponent_of(self, party: str | None) -> str | None:
        """Return the one opponent of a party in this war that the text names most."""
        if party is None or self.war is None:
            return None
        others = self.war.opponents_of(party)
        named = [p for p in others if self.parties[p]]
        if not named:
            return others[0] if len(others) == 1 else None
        return max(named, key=lambda p: (self.parties[p], p))


def find_setting(
    sentences: Sequence[Tokens], published: Window | None, lexicon: Lexicon
) -> Setting:
    """Return the setting of a document from its sentences and what is known of its date."""
    setting = Setting(published=published)
    officials: set[str] = set()
    for tokens in sentences:
        for names in tokens.names.values():
            sides = {name.party for name in names if name.party and name.sort != "official"}
            for side in sides:
                setting.parties[side] += 1
            officials.update(n.canonical for n in names if n.sort == "official")
            if not sides and names:
                setting.parties[names[-1].party] += 1
        for index, (low, letter) in enumerate(zip(tokens.lows, tokens.letters, strict=True)):
            if letter != "E":
                continue
            if (code := lexicon.places.get(low)) is not None:
                setting.places[code] += 1
            if low in lexicon.lone_surnames and index not in tokens.names:
                official = lone_official(tokens, index, published.end if published else None)
                if official is not None:
                    setting.parties[official.party] += 1
                    officials.add(official.canonical)
    if published is None:
        _date_itself(setting, sentences, officials, lexicon)
    if setting.war is None:
        setting.war = _find_war(setting, lexicon)
    return setting


def _score(setting: Setting, war: War) -> int:
    parties, least = setting.parties, 0
    for side in war.sides:
        named = sum([parties[party] for party in side if party in parties])
        if not named:
            return 0
        least = min(least, named) if least else named
    return least * 4 + min(sum([setting.places[code] for code in war.theatre[:1]]), 8)


def _find_war(setting: Setting, lexicon: Lexicon) -> War | None:
    window = setting.published
    best: tuple[int, dt.date] | None = None
    chosen: War | None = None
    for war in lexicon.wars.values():
        if window is not None and not war.covers(window.end):
            continue
        score = _score(setting, war)
        if not score and window is not None and war.theatre:
            main = war.theatre[0]
            score = 1 if setting.parties[main] + setting.places[main] >= 2 else 0
        if score and (best is None or (score, war.start) > best):
            best, chosen = (score, war.start), war
    return chosen


def _date_itself(
    setting: Setting, sentences: Sequence[Tokens], officials: set[str], lexicon: Lexicon
) -> None:
    """Infer the day of publication from "six days of war" and the weekday of a statement."""
    wars = [war for war in lexicon.wars.values() if _score(setting, war)]
    weekday = _first_weekday(sentences, lexicon) if wars else None
    if weekday is None:
        return
    lengths: Counter[int] = Counter()
    for tokens in sentences:
        if not any("time.unit" in roles for roles in tokens.roles):
            continue
        for date in find_dates(tokens, None):
            if date.sort == "within" and date.n_days and date.n_days <= _MAX_WAR_DAYS:
                lengths[date.n_days] += 1
    if not lengths:
        return
    n_days = lengths.most_common(1)[0][0]
    found: dict[dt.date, War] = {}
    for war in wars:
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
