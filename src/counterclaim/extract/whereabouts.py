"""Where the losses of a sentence fell: the nearest place in it, else the one before.

Invariant: of the places of its sentence, one where something was only said is never the one.
"""

from dataclasses import replace

from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.losses import Loss
from counterclaim.extract.places import Spot
from counterclaim.extract.sites import find_site, is_definite, is_of_dead, refers_back
from counterclaim.extract.theatres import Where
from counterclaim.extract.voices import Voice
from counterclaim.model.parties import Place
from counterclaim.text.tokens import Tokens


def spots_of_loss(scene: Scene, voice: Voice | None) -> list[Spot]:
    """Leave out the places where something was said: "said in Davos that"."""
    attribution = voice.attribution if voice is not None else None
    if attribution is None or attribution.source is None:
        return scene.spots
    cue, phrase = attribution.cue, attribution.source.phrase
    low, high = attribution.scope
    if attribution.follows:
        return [s for s in scene.spots if not phrase[0] <= s.first < low]
    return [s for s in scene.spots if low <= s.first <= high and not phrase[0] <= s.first <= cue]


_CARRIED = 2  # paragraphs over which a place is carried
_FAR = 5  # paragraphs back to which "there" and "the city" may point
_TITLE = 8  # tokens from a name to the office and place that belong to it
_AROUND = 9  # tokens from one place to another that says where it is
_BESIDE = 4  # tokens behind a count in which a place is its own: "two in Dorna, nine in Brenik"


def find_place(desk: Desk, scene: Scene, loss: Loss, voice: Voice | None) -> Where:
    """Return the place of a loss: the nearest in its sentence, else the one before."""
    tokens = scene.tokens
    spots = _spots_of(tokens, spots_of_loss(scene, voice), loss)
    best = _nearest(tokens, spots, loss)
    if best is not None and not (best.is_country and _is_carried_on(desk, scene)):
        return _named(desk, scene, loss, (best, spots))
    before = desk.last_place
    is_there = refers_back(tokens)
    reach = _FAR if is_there else _CARRIED
    is_near = before is not None and scene.block - before[0] <= reach
    if not (is_there and is_near):
        is_here = before is not None and before[0] == scene.block
        is_going_on = is_here or is_of_dead(tokens)
        official = None if is_going_on else _place_of_official(desk, scene, voice)
        if official is not None:
            return official
        site = find_site(tokens, loss, is_bare=_is_bare(scene))
        if site is not None and not (site[2] and is_near):
            return _at_site(desk, scene, site)
    if before is not None and is_near:
        rule = "place.there" if is_there else "place.before"
        return Where(place=before[1], code=before[1].code, rule=rule)
    aim = next((s for s in spots_of_loss(scene, voice) if _is_aim(tokens, s)), None)
    return _named(desk, scene, loss, (aim, [aim])) if aim is not None else Where()


def _is_bare(scene: Scene) -> bool:
    """Say whether a sentence leaves articles out: a headline without a full stop."""
    return scene.is_headline and scene.tokens.letters[-1:] != ["."]


def _nearest(tokens: Tokens, spots: list[Spot], loss: Loss) -> Spot | None:
    if not spots:
        return None
    local = _places_proper(tokens, [s for s in spots if not s.is_country] or spots)
    told = _told_by_where(tokens, local, loss)
    if told is not None:
        return told
    local = _of_clause(tokens, local, loss)
    if not local:
        return None
    beside = [s for s in local if 0 < s.first - loss.count.last <= _BESIDE]
    return min(beside or local, key=lambda s: _distance(s, loss))


def _of_clause(tokens: Tokens, spots: list[Spot], loss: Loss) -> list[Spot]:
    """Leave out what opens another clause: "in Dorna nine died, in Brenik four"."""
    opening = [spot for spot in spots if _opens_count(tokens, spot)]
    last = max(loss.trigger, loss.count.last)
    before = [spot.first for spot in opening if spot.last < loss.count.first]
    return [
        spot
        for spot in spots
        if spot.first >= max(before, default=0) and not (spot in opening and spot.first > last)
    ]


def _opens_count(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place opens a clause that goes on with a count: "in Brenik four died"."""
    at, after = _opener(tokens, spot), spot.last + 1
    after += tokens.letters[after : after + 1] == [","]
    is_opening = at == 0 or tokens.letters[at - 1] in ",;:C"
    is_counted = tokens.letters[after : after + 1] in (["#"], ["<"])
    return tokens.has("place.inner", at) and is_opening and is_counted


def _is_carried_on(desk: Desk, scene: Scene) -> bool:
    """Say whether a sentence goes on about a happening just told: "that strike killed 23"."""
    before = desk.last_place
    return before is not None and before[0] == scene.block and is_definite(scene.tokens)


def _named(desk: Desk, scene: Scene, loss: Loss, found: tuple[Spot, list[Spot]]) -> Where:
    """Return a place that the sentence names; of a nameless town what it says of the site."""
    tokens, (best, spots) = scene.tokens, found
    if best.code is None and not _is_of_many(tokens, best):
        code = next((s.code for s in spots if s.code is not None), None)
        best = replace(best, code=code)
    place = keep_place(desk, scene.block, tokens, best)
    if tokens.has("place.capital", best.last) or _is_unnamed(tokens, best):
        site = find_site(tokens, loss, is_bare=_is_bare(scene))
        if site is not None and site[1] < best.first:
            place = Place(text=tokens.between(site[0], best.last), code=place.code)
            desk.last_place = (scene.block, place)
    return Where(place=place, code=place.code, is_country=best.is_country, is_named=True)


def _at_site(desk: Desk, scene: Scene, site: tuple[int, int, bool]) -> Where:
    """Return a place without a name: "at a shopping center"; its country is that of the text."""
    before = desk.last_place
    is_near = before is not None and scene.block - before[0] <= _CARRIED
    code = before[1].code if before is not None and is_near else desk.heard.setting.theatre
    place = Place(text=scene.tokens.between(site[0], site[1]), code=code)
    if not is_near:
        desk.last_place = (scene.block, place)
    return Where(place=place, code=code, rule="place.site")


def _place_of_official(desk: Desk, scene: Scene, voice: Voice | None) -> Where | None:
    """Return the place of the official who tells of a loss: "the governor of Brenik said"."""
    attribution = voice.attribution if voice is not None else None
    if attribution is None or attribution.source is None:
        return None
    first, last = attribution.source.phrase
    tokens = scene.tokens
    reach = range(max(0, first - _TITLE), min(len(tokens), last + _TITLE))
    if not any(tokens.has("place.local", at) for at in reach if tokens.letters[at] != "E"):
        return None
    spots = [s for s in scene.spots if s.first in reach and not s.is_country]
    if not spots:
        return None
    place = keep_place(desk, scene.block, tokens, spots[0])
    return Where(place=place, code=place.code, is_named=True, rule="place.official")


def _spots_of(tokens: Tokens, spots: list[Spot], loss: Loss) -> list[Spot]:
    """Leave out where people went or things came from: "fled to Dorna", "arms from Velmora"."""
    if loss.outcome == "displaced":
        there = [s for s in spots if not tokens.has("destination", _opener(tokens, s))]
        return [s for s in there if tokens.has("origin", _opener(tokens, s))] or there
    kept: list[Spot] = []
    is_home = False
    for spot in spots:
        is_home = _is_home(tokens, spot) or (is_home and tokens.letters[spot.first - 1] in "C,")
        is_left = spot.is_country and tokens.has("origin", _opener(tokens, spot))
        if not (is_home or is_left or _is_aim(tokens, spot)):
            kept.append(spot)
    return _of_sentence_part(tokens, kept, loss)


def _is_home(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place is where the lost were at home: "all of them came from Dorna"."""
    at = _opener(tokens, spot)
    return tokens.has("origin", at) and tokens.has("origin.verb", at - 1)


def _of_sentence_part(tokens: Tokens, spots: list[Spot], loss: Loss) -> list[Spot]:
    """Leave out places of what goes on behind: "died in Velmora, as police in Dorna fought".

    Counts behind a semicolon have places of their own.
    """
    last = max(loss.trigger, loss.count.last)
    kept, own = [], []
    for spot in spots:
        between = "".join(tokens.letters[last + 1 : max(last + 1, spot.first)])
        stop = between.rfind(";")
        if stop >= 0 and set(between[stop:]) & set("#<"):
            continue
        kept.append(spot)
        aside = between.find(",S")
        if aside < 0 or tokens.has("date.clause", last + aside + 2):
            own.append(spot)
    return own or kept


def _is_aim(tokens: Tokens, spot: Spot) -> bool:
    """Say whether something only went to a place: "arms to Dorna", but not "the road to Dorna"."""
    at = _opener(tokens, spot)
    return tokens.lows[at] == "to" and not tokens.has("place.kind", at - 1)


def _opener(tokens: Tokens, spot: Spot) -> int:
    """Return the token before a place and what describes it: "**from** the eastern Dorna"."""
    at = spot.first - 1
    while at > 0 and (tokens.has("place.compass", at) or tokens.letters[at] == "D"):
        at -= 1
    return max(0, at)


def _told_by_where(tokens: Tokens, spots: list[Spot], loss: Loss) -> Spot | None:
    """Return the place of "Dorna, where two people died", the last one before the loss."""
    told = None
    for spot in spots:
        at = spot.last + 1
        at += tokens.letters[at : at + 1] == [","]
        if at < min(loss.trigger, loss.count.first) and tokens.has("place.where", at):
            told = spot
    return told


def _places_proper(tokens: Tokens, spots: list[Spot]) -> list[Spot]:
    """Leave out what only says where a place is: "Dorna, Brenik region", "south of Brenik"."""
    for aside in (_ASIDE, (_is_wide,)):
        spots = [
            spot
            for spot in spots
            if not any(o is not spot and abs(o.first - spot.first) <= _AROUND for o in spots)
            or not any(is_aside(tokens, spot) for is_aside in aside)
        ] or spots
    return spots


def _is_wide(tokens: Tokens, spot: Spot) -> bool:
    return _touches(tokens, spot, "place.region") or _touches(tokens, spot, "place.mark")


def _touches(tokens: Tokens, spot: Spot, role: str) -> bool:
    """Say whether a place has a word with a role in it or right beside it."""
    return any(tokens.has(role, at) for at in range(max(0, spot.first - 1), spot.last + 2))


def _is_bearing(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place only gives the direction: "50km south of Brenik"."""
    at = spot.first
    if tokens.has("place.bearing", at - 1):
        return True
    return at > 1 and tokens.has("of", at - 1) and tokens.has("place.compass", at - 2)


def _is_unnamed(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place has no name but that of its country: "a Russian city"."""
    return spot.last > spot.first and tokens.has("number.article", spot.first - 1)


def keep_place(desk: Desk, block: int, tokens: Tokens, spot: Spot) -> Place:
    """Return the place of a spot, kept in mind for sentences that name none."""
    is_open = spot.code is None and _is_of_many(tokens, spot)
    code = None if is_open else spot.code or desk.heard.setting.theatre
    place = Place(text=tokens.between(spot.first, spot.last), code=code)
    war = desk.heard.setting.war
    if not spot.is_country or war is None or code in war.theatre:
        desk.last_place = (block, place)
    return place


def _is_of_many(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place belongs to many countries: "the Mediterranean", "the Middle East"."""
    last = spot.last
    if tokens.has("place.kind", last) and not tokens.has("place.world", last):
        return False  # "West Africa Province"
    return any(tokens.has("place.world", at) for at in range(spot.first, last + 1))


def _is_around(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place only says where another is: "Dorna, near Brenik", "Dorna in Velmora"."""
    at = _opener(tokens, spot)
    if at == 0:
        return False
    if tokens.has("place.near", at):
        return tokens.letters[at - 1] in ",E"
    is_part = tokens.has("of", at) and tokens.has("place.kind", at - 1)
    is_part = is_part and tokens.letters[at - 2 : at - 1] == ["E"]
    return is_part or (tokens.has("place.inner", at) and tokens.letters[at - 1] == "E")


def _is_route(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place is where something came from or went: "from Dorna to Brenik"."""
    at = _opener(tokens, spot)
    return tokens.has("origin", at) or tokens.has("destination", at)


def _is_apposed(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place explains the one before: "Dorna, the capital of Brenik"."""
    at = spot.first - 1
    while at > 0 and tokens.has("place.compass", at):
        at -= 1
    if not tokens.has("of", at):
        return False
    before = at - 1
    while before > 0 and tokens.letters[before] in "nDvA#" and tokens.letters[before] != ",":
        before -= 1
    is_kind = any(tokens.has("place.kind", i) for i in range(before + 1, at))
    return is_kind and tokens.letters[before] == "," and tokens.letters[before - 1] == "E"


_ASIDE = (_is_bearing, _is_unnamed, _is_around, _is_route, _is_apposed)


def is_region(scene: Scene) -> bool:
    """Say whether the first place of the sentence is a wide area: "in the Donetsk region"."""
    wide = [_touches(scene.tokens, spot, "place.region") for spot in scene.spots]
    return bool(wide) and (wide[0] or all(wide))


def _distance(spot: Spot, loss: Loss) -> tuple[int, int]:
    after = spot.first > loss.trigger
    gap = spot.first - loss.trigger if after else loss.trigger - spot.last
    return (gap if after else gap + 4, spot.first)
