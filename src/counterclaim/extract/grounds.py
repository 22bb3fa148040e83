"""The ground of a loss: what its text tells was hit, in the sentences around it and elsewhere.

Not here: what follows for the class of the lost (``classes.py``).
"""

from counterclaim.extract.classes import Ground, places_hit
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.periods import is_total
from counterclaim.extract.places import Spot
from counterclaim.extract.voices import Voice
from counterclaim.model.parties import Place
from counterclaim.model.periods import Period
from counterclaim.text.tokens import Tokens


def find_ground(
    desk: Desk, scene: Scene, voice: Voice | None, place: Place | None, period: Period
) -> Ground:
    """Return what the text tells around a loss of a sentence."""
    setting = desk.heard.setting
    return Ground(
        setting=setting,
        speaker=_speaker_range(voice),
        beside=_sentences_beside(desk, scene),
        is_hit=_is_place_hit(desk, place),
        is_total=setting.war is not None and is_total(period),
    )


def _speaker_range(voice: Voice | None) -> range:
    """Return the tokens of the sentence that name who speaks and how."""
    attribution = voice.attribution if voice is not None else None
    if attribution is None or attribution.source is None:
        return range(0)
    first, last = attribution.source.phrase
    return range(min(first, attribution.cue), max(last, attribution.cue) + 1)


def _sentences_beside(desk: Desk, scene: Scene) -> tuple[Tokens, ...]:
    """Return the sentences around this one in its paragraph, unless they tell of other places."""
    lines, places = desk.heard.lines, desk.heard.places
    own = {_name(scene.tokens, spot) for spot in scene.spots}
    found: list[Tokens] = []
    for at in (scene.index - 1, scene.index + 1):
        if not 0 <= at < len(lines) or lines[at].block != scene.block:
            continue
        others = {_name(lines[at].tokens, spot) for spot in places[at]}
        if others <= own or (not own and at < scene.index):
            found.append(lines[at].tokens)
    return tuple(found)


def _name(tokens: Tokens, spot: Spot) -> str:
    return tokens.between(spot.first, spot.last)


def _is_place_hit(desk: Desk, place: Place | None) -> bool:
    """Say whether the text tells that a house, school or the like was hit in a place."""
    if desk.hit is None:
        lines = zip(desk.heard.lines, desk.heard.places, strict=True)
        desk.hit = places_hit((line.tokens, spots) for line, spots in lines)
    return place is not None and place.text in desk.hit
