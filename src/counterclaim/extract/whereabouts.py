"""Where the losses of a sentence fell: the nearest place in it, else the one before.

Invariant: a place where something was only said is never where it happened.
"""

from dataclasses import replace

from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.losses import Loss
from counterclaim.extract.places import Spot
from counterclaim.extract.speakers import Voice
from counterclaim.model.notes import note
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


_AROUND = 9  # tokens from one place to another that says where it is
_BESIDE = 4  # tokens behind a count in which a place is its own: "two in Dorna, nine in Brenik"


@note
class Where:
    """The place of a loss with its country; ``is_named`` says that its own sentence names it."""

    place: Place | None = None
    code: str | None = None
    is_country: bool = False
    is_named: bool = False
    rule: str = "place.named"


def find_place(desk: Desk, scene: Scene, loss: Loss, voice: Voice | None) -> Where:
    """Return the place of a loss: the nearest in its sentence, else the one before."""
    tokens = scene.tokens
    spots = spots_of_loss(scene, voice)
    if loss.outcome == "displaced":
        spots = [s for s in spots if not tokens.has("destination", s.first - 1)]
    if spots:
        local = _places_proper(tokens, [s for s in spots if not s.is_country] or spots)
        beside = [s for s in local if 0 < s.first - loss.count.last <= _BESIDE]
        best = min(beside or local, key=lambda s: _distance(s, loss))
        place = keep_place(desk, scene.block, tokens, best)
        return Where(place=place, code=place.code, is_country=best.is_country, is_named=True)
    if desk.last_place is not None and scene.block - desk.last_place[0] <= 2:
        place = desk.last_place[1]
        return Where(place=place, code=place.code, rule="place.before")
    return Where()


def _places_proper(tokens: Tokens, spots: list[Spot]) -> list[Spot]:
    """Leave out what only says where a place is: "Dorna, Brenik region", "south of Brenik"."""
    kept = [
        spot
        for spot in spots
        if not any(o is not spot and abs(o.first - spot.first) <= _AROUND for o in spots)
        or not (_is_wide(tokens, spot) or _is_bearing(tokens, spot) or _is_unnamed(tokens, spot))
    ]
    return kept or spots


def _is_wide(tokens: Tokens, spot: Spot) -> bool:
    return _touches(tokens, spot, "place.region") or _touches(tokens, spot, "place.mark")


def _touches(tokens: Tokens, spot: Spot, role: str) -> bool:
    """Say whether a place has a word with a role in it or right beside it."""
    return any(tokens.has(role, at) for at in range(max(0, spot.first - 1), spot.last + 2))


def _is_bearing(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place only gives the direction: "50km south of Brenik"."""
    at = spot.first
    return at > 1 and tokens.has("of", at - 1) and tokens.has("place.compass", at - 2)


def _is_unnamed(tokens: Tokens, spot: Spot) -> bool:
    """Say whether a place has no name but that of its country: "a Russian city"."""
    return spot.last > spot.first and tokens.has("number.article", spot.first - 1)


def place_of_total(desk: Desk, party: str | None, frame: str | None, where: Where) -> Where:
    """Return the country of a running count, not the town named last; the scene of a disaster."""
    setting = desk.heard.setting
    if where.is_named:
        return where
    if frame in ("cumulative", "interval"):
        country = _country_of(desk, party or setting.theatre)
        return where if country is None else replace(where, place=country, rule="place.of-total")
    if where.place is None and setting.is_disaster and frame == "incident":
        return replace(where, place=_scene_of_disaster(desk), rule="place.disaster")
    return where


def _country_of(desk: Desk, code: str | None) -> Place | None:
    """Return a country as the text words it first."""
    for line, spots in zip(desk.heard.lines, desk.heard.places, strict=True):
        for spot in spots:
            if spot.is_country and spot.code == code:
                return Place(text=line.tokens.between(spot.first, spot.last), code=code)
    return None


def _scene_of_disaster(desk: Desk) -> Place | None:
    """Return the first place of a text that tells of one disaster, a whole country if need be."""
    country: Place | None = None
    for line, spots in zip(desk.heard.lines, desk.heard.places, strict=True):
        for spot in spots:
            place = Place(text=line.tokens.between(spot.first, spot.last), code=spot.code)
            if not spot.is_country:
                return place
            country = country or place
    return country


def keep_place(desk: Desk, block: int, tokens: Tokens, spot: Spot) -> Place:
    """Return the place of a spot, kept in mind for sentences that name none."""
    code = spot.code or desk.heard.setting.theatre
    place = Place(text=tokens.between(spot.first, spot.last), code=code)
    desk.last_place = (block, place)
    return place


def is_region(scene: Scene) -> bool:
    """Say whether the first place of the sentence is a wide area: "in the Donetsk region"."""
    wide = [_touches(scene.tokens, spot, "place.region") for spot in scene.spots]
    return bool(wide) and (wide[0] or all(wide))


def _distance(spot: Spot, loss: Loss) -> tuple[int, int]:
    after = spot.first > loss.trigger
    gap = spot.first - loss.trigger if after else loss.trigger - spot.last
    return (gap if after else gap + 4, spot.first)
