"""Assembly: the losses of a sentence become sightings, parts are tied to their wholes.

Not here: how one sighting is made (``draft.py``). Invariant: a part points at a sighting of its
own sentence.
"""

from dataclasses import replace

from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.draft import Draft
from counterclaim.extract.inheritance import shared_nouns
from counterclaim.extract.losses import Loss
from counterclaim.extract.repeats import with_class
from counterclaim.extract.victims import Lost
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens


def assemble(desk: Desk, scene: Scene, losses: list[Loss]) -> None:
    """Append the sightings of a sentence to the desk."""
    made: dict[int, Sighting] = {}
    known = shared_nouns(scene.tokens, losses)
    for loss in losses:
        draft = Draft(desk=desk, scene=scene, loss=loss)
        sighting = draft.make(known, [one.outcome for one in made.values()])
        lost = draft.lost
        if sighting.polarity == "asserted" and scene.tokens.has("number.denied", loss.count.first):
            continue  # "any losses" say nothing unless they are denied
        if loss.part_of is not None and loss.part_of.chunk in made:
            sighting = replace(sighting, part_of=made[loss.part_of.chunk].id)
        made[loss.chunk] = sighting
        is_part = loss.part_of is not None or loss.rule == "of-them"
        known[loss.chunk] = replace(lost, is_part=is_part)
        desk.made.append(sighting)
        desk.previous = (scene.index, lost, sighting)
        if loss.part_of is not None and loss.part_of.chunk in made:
            whole = made[loss.part_of.chunk]
            made[loss.part_of.chunk] = _mixed(
                desk, whole, is_said=_is_class_said(scene.tokens, lost)
            )


def _is_class_said(tokens: Tokens, lost: Lost) -> bool:
    """Say whether a part is called civilian, or is military: "ten of them civilians"."""
    is_civilian = lost.last is not None and tokens.has("civilian.word", lost.last)
    return is_civilian or (lost.class_ == "military" and lost.first is not None)


def _mixed(desk: Desk, whole: Sighting, *, is_said: bool) -> Sighting:
    """Make a whole mixed of which a part is said to be a class: "45 people, 16 of them rebels"."""
    rules = whole.trace.get("victims", ())
    is_open = whole.victims.class_ is None or any(rule.startswith("class.") for rule in rules)
    if not (is_said and is_open):
        return whole
    mixed = with_class(whole, "mixed", "class.parts")
    desk.made[desk.made.index(whole)] = mixed
    return mixed
