"""What an elided noun leaves out, from the loss before: "killed 18 people, injured 59".

Invariant: victims with a noun and a claimant of their own inherit nothing, unless they are "more".
"""

from dataclasses import replace
from itertools import pairwise

from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.losses import Loss
from counterclaim.extract.victims import Lost, read_victims
from counterclaim.text.tokens import Tokens

_BESIDE = 4  # tokens behind a count in which a place is its own


def shared_nouns(tokens: Tokens, losses: list[Loss]) -> dict[int, Lost]:
    """Return what bare counts share with the next: "killed 12 and wounded 31 soldiers"."""
    shared: dict[int, Lost] = {}
    for loss, after in pairwise(losses):
        if not loss.count.is_bare or after.count.is_bare or loss.rule != after.rule:
            continue
        between = tokens.letters[loss.count.last + 1 : after.count.first]
        if loss.trigger < loss.count.first and set(between) <= {"C", ",", "k"} and "C" in between:
            shared[loss.chunk] = replace(read_victims(tokens, after), first=None, last=None)
    return shared


def inherit(desk: Desk, scene: Scene, loss: Loss, lost: Lost, known: dict[int, Lost]) -> None:
    """Fill what an elided noun leaves out from the loss before: "killed 18 people, injured 59".

    ``known`` holds the victims of the losses before by their chunks, and under the loss's own
    chunk the noun that it shares with the loss behind it.
    """
    own = known.get(loss.chunk)
    if own is not None:
        lost.class_, lost.group, lost.party = own.class_, own.group, lost.party or own.party
        lost.rules.append("victims.shared")
        return
    before = [known[c] for c in sorted(known) if c < loss.chunk and not known[c].is_part]
    other = known.get(loss.part_of.chunk) if loss.part_of is not None else None
    if (
        other is None
        and before
        and (loss.count.is_bare or loss.count.is_more or before[-1].speaker == lost.speaker)
    ):
        other = before[-1]
    if other is None and loss.count.is_bare and desk.previous is not None:
        is_near = scene.index - desk.previous[0] <= 1
        other = desk.previous[1] if is_near and len(scene.tokens) <= 8 else None
    if other is None and loss.count.is_bare and lost.class_ is None and desk.previous is not None:
        if scene.index - desk.previous[0] <= 3 and not scene.spots:
            last = desk.previous[1]
            lost.class_ = last.class_
            if not _has_own_side(lost) and lost.speaker in (None, last.speaker):
                lost.party = lost.party or last.party
            lost.rules.append("victims.inherited")
    if other is None:
        return
    has_own_noun = not loss.count.is_bare and loss.part_of is None
    is_national = bool({"side.people", "side.adjective"} & set(other.rules))
    is_placed = other.is_placed or "side.place" in other.rules
    is_apart = is_placed and _has_own_place(scene, loss)
    is_apart = is_apart or (has_own_noun and scene.tokens.has("verb.lose", loss.trigger))
    is_apart = is_apart or (has_own_noun and other.is_irregular != lost.is_irregular)
    if not (has_own_noun and is_national) and not _has_own_side(lost) and not is_apart:
        lost.is_placed = is_placed and lost.party is None
        lost.party = lost.party or other.party
    if loss.count.is_bare or lost.first is None or loss.part_of is not None:
        lost.class_ = lost.class_ or other.class_
    if loss.count.is_bare and (loss.rule != "part" or loss.part_of is None):
        lost.group = lost.group or other.group
    lost.rules.append("victims.inherited")


def _has_own_place(scene: Scene, loss: Loss) -> bool:
    """Say whether a count has a place of its own behind it: "8,500 in Dorna, 2,600 in Brenik"."""
    first = loss.count.last + 1
    return any(
        spot.first >= first
        and (
            spot.first - first < _BESIDE
            or not set(scene.tokens.letters[first : spot.first]) & set(",;:C#")
        )
        for spot in scene.spots
    )


def _has_own_side(lost: Lost) -> bool:
    """Say whether the words themselves say whose they are: "its soldiers", "the enemy"."""
    return lost.is_own or lost.is_enemy
