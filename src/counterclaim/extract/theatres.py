"""Where losses fell of which no sentence says where: the country of a total, the scene of a text.

Invariant: a place is worded as the text words it.
"""

from dataclasses import replace

from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.lexicon.parties import War
from counterclaim.model.notes import note
from counterclaim.model.parties import Place
from counterclaim.model.periods import Period
from counterclaim.text.tokens import Tokens

_FEW = 100  # people
_OFTEN = 2  # times that a text names a region which stands for its country


@note
class Where:
    """The place of a loss with its country; ``is_named`` says that its own sentence names it."""

    place: Place | None = None
    code: str | None = None
    is_country: bool = False
    is_named: bool = False
    rule: str = "place.named"


def place_of_total(
    desk: Desk, scene: Scene, counted: tuple[Loss, str | None], period: Period, where: Where
) -> Where:
    """Return the country of a running count, not the town named last; the scene of a disaster."""
    setting, (loss, party), frame = desk.heard.setting, counted, period.frame
    is_day = frame == "interval" and period.start is not None and period.start == period.end
    if where.is_named or is_day or where.rule == "place.there":
        return where
    if where.place is not None and _is_of_battle(scene.tokens):
        return where
    if where.rule == "place.site" and (frame != "cumulative" or _is_whole(scene.tokens, where)):
        return where
    if where.place is not None and _is_country(scene.tokens, where.place):
        return where
    if frame in ("cumulative", "interval", "rate"):
        if frame == "interval" and _is_few(loss) and where.place is not None:
            return where
        is_foreign = setting.war is not None and not _takes_part(setting.war, party)
        main = _main_country(setting)
        order = (party, main) if is_foreign else (main, party)
        codes = [code for code in order if code is not None]
        country = next((c for c in (_country_of(desk, code) for code in codes) if c), None)
        if country is None:
            is_town = frame == "cumulative" and where.rule == "place.before"
            return replace(where, place=None) if is_town else where
        return replace(where, place=country, rule="place.of-total")
    is_open = where.place is None or (
        setting.war is None and _is_country(scene.tokens, where.place)
    )
    if is_open and frame == "incident":
        place = _named_country(scene.tokens, None) if scene.is_headline else None
        if place is None and setting.war is None:
            place = _scene_of(desk)
        elif place is None:
            place = _last_place(desk)
        return where if place is None else replace(where, place=place, rule="place.disaster")
    return where


def _is_of_battle(tokens: Tokens) -> bool:
    """Say whether a total is that of the battle just told of: "in the nine-month battle"."""
    return any("the" in tokens.lows[max(0, at - 3) : at] for at in tokens.at("battle.one"))


def _is_whole(tokens: Tokens, where: Where) -> bool:
    """Say whether a place is "the country" itself."""
    word = where.place.text.split()[-1].lower() if where.place is not None else ""
    return tokens.lexicon.has("place.whole", word)


def _main_country(setting: Setting) -> str | None:
    """Return the country at war in which the text names most places, else the war's theatre."""
    war = setting.war
    if war is None:
        return setting.theatre
    codes = dict.fromkeys((*war.theatre, *sorted(p for side in war.sides for p in side)))
    best = max(codes, key=lambda c: (setting.places[c], setting.parties[c]), default=None)
    return best if best is not None and setting.places[best] else setting.theatre


def _is_few(loss: Loss) -> bool:
    """Say whether so few were lost that a stretch of days may be told of one town."""
    mention = loss.count.mention
    return mention.kind == "vague" or (mention.low or mention.value or 0) < _FEW


def _takes_part(war: War, party: str | None) -> bool:
    return party is None or party in war.theatre or any(party in side for side in war.sides)


def _country_of(desk: Desk, code: str) -> Place | None:
    """Return a country as the text words it, looked for once in a text."""
    if code not in desk.countries:
        desk.countries[code] = _find_country(desk, code)
    return desk.countries[code]


def _find_country(desk: Desk, code: str) -> Place | None:
    """Return a country where it is a place, else wherever it is named, else its chief region."""
    for line, spots in zip(desk.heard.lines, desk.heard.places, strict=True):
        for spot in spots:
            if spot.is_country and spot.code == code:
                return Place(text=line.tokens.between(spot.first, spot.last), code=code)
    for line in desk.heard.lines:
        place = _named_country(line.tokens, code)
        if place is not None:
            return place
    return _widest(desk, code)


def _named_country(tokens: Tokens, code: str | None) -> Place | None:
    """Return the country that a sentence names in any part: "Velmora's health ministry"."""
    for at, names in tokens.names.items():
        if at and tokens.word(at - 1)[:1].isupper():
            continue  # "Air Velmora"
        for name in names:
            is_state = name.sort == "name" and name.kind == "government" and len(name.party) == 2
            if is_state and name.party == (code or name.party):
                return Place(text=tokens.word(at), code=name.party)
    return None


def _widest(desk: Desk, code: str) -> Place | None:
    """Return the place of a country that a text names most, for one that it never names itself."""
    found: dict[str, int] = {}
    for line, spots in zip(desk.heard.lines, desk.heard.places, strict=True):
        for spot in spots:
            if spot.code == code:
                text = line.tokens.between(spot.first, spot.last)
                found[text] = found.get(text, 0) + 1
    best = max(found, key=lambda text: found[text], default=None)
    return Place(text=best, code=code) if best is not None and found[best] >= _OFTEN else None


def _is_country(tokens: Tokens, place: Place) -> bool:
    names = tokens.lexicon.names.get(place.text.lower(), ())
    return any(name.sort == "name" and name.kind == "government" for name in names)


def _last_place(desk: Desk) -> Place | None:
    """Return the place that the text told of last, else that of its dateline."""
    if desk.last_place is not None:
        return desk.last_place[1]
    return desk.heard.dateline[1] if desk.heard.dateline is not None else None


def _scene_of(desk: Desk) -> Place | None:
    """Return the scene of a text that tells of one happening, looked for once."""
    if "" not in desk.countries:
        desk.countries[""] = _find_scene(desk)
    return desk.countries[""]


def _find_scene(desk: Desk) -> Place | None:
    """Return the first place of a text that tells of one happening, a country if need be."""
    country: Place | None = None
    if desk.heard.dateline is not None:
        return desk.heard.dateline[1]
    for line, spots in zip(desk.heard.lines, desk.heard.places, strict=True):
        for spot in spots:
            place = Place(text=line.tokens.between(spot.first, spot.last), code=spot.code)
            if not spot.is_country:
                return place
            country = country or place
    return country
