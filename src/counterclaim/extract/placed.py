"""The side of the lost by the place: the country where they fell, or whose authorities count them.

Invariant: nobody is put by the place alone on the side of those who killed him, nor on the side of
a country whose town the other side holds.
"""

from counterclaim.extract.agents import KILLING, side_at
from counterclaim.extract.bearers import Speaker
from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.extract.victims import Lost
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_BEFORE_EVENT = 4  # tokens: "a Russian cruise missile strike"
_OF_ANY_COUNTRY = ("aid workers", "foreign fighters", "journalists")
_BESIDE = 6  # tokens between a place and who holds it
_HELD = ("-controlled", "-held", "-occupied")


@note
class Fallen:
    """Where they fell: the country's code, and whether the sentence itself names the place.

    ``name`` is how the text words the place; ``is_war_toll`` says that the war itself is the
    subject.
    """

    code: str | None
    name: str
    is_named: bool
    is_war_toll: bool


def settle_place_side(
    tokens: Tokens, loss: Loss, lost: Lost, fallen: Fallen, told: tuple[Speaker, Setting]
) -> None:
    """Fill the side from the country where the losses fell, or from whose authorities count them.

    ``told`` is who speaks and the setting of the document.
    """
    speaker, setting = told
    if lost.party is not None or lost.is_irregular or lost.is_enemy:
        return
    if lost.group in _OF_ANY_COUNTRY or _is_of_no_side(tokens, loss):
        return
    if lost.is_own and speaker.is_neutral:
        return
    if fallen.is_war_toll and not fallen.is_named and setting.is_between_states:
        return  # "the war has cost 12,000 lives": of both sides
    code = fallen.code
    holder = _holder(tokens, fallen, setting) if fallen.is_named else None
    if holder is not None and lost.group != "prisoners":
        lost.set_side(holder if lost.class_ == "military" else None, "side.holder")
        return
    is_disaster = setting.war is not None and tokens.holds("event.nature")
    if is_disaster and not fallen.is_named:
        return
    own_side = _own_soldiers(loss, lost, fallen, told) if lost.class_ == "military" else None
    if own_side is not None:
        lost.set_side(own_side, "side.speaker")
        return
    if code is not None and _are_hostages(tokens, loss):
        lost.set_side(setting.opponent_of(code), "side.hostages")
        return
    attacker = _attacker(tokens)
    if code is not None and _is_of_camp(setting, attacker, code):
        if fallen.is_named:
            return
        code = setting.opponent_of(attacker)
    own = speaker.party if speaker.is_authority and lost.killer is None else None
    if own is not None and setting.war is not None:
        theatre = setting.war.theatre[: 1 if lost.class_ == "military" else None]
        own = own if own in theatre else None
    placed, counted = (code, "side.place"), (own, "side.authority")
    found = (placed, counted) if fallen.is_named or setting.war is not None else (counted, placed)
    is_elsewhere = fallen.is_named and code is None  # in the Mediterranean
    fallback = None if is_disaster or is_elsewhere else setting.theatre
    for side, rule in (*found, (fallback, "side.theatre")):
        if side is not None and not (side == lost.killer and lost.class_ == "military"):
            lost.set_side(side, rule)
            return


def _is_of_no_side(tokens: Tokens, loss: Loss) -> bool:
    """Say whether they are of both sides, or of other countries: "12 international soldiers"."""
    count = loss.count
    if any(tokens.has("side.foreign", at) for at in range(count.first, count.last + 1)):
        return True
    return any(not tokens.has("of", at + 1) for at in tokens.at("side.both"))


def _own_soldiers(
    loss: Loss, lost: Lost, fallen: Fallen, told: tuple[Speaker, Setting]
) -> str | None:
    """Return whose soldiers a speaker counts of whom he does not say that he killed them.

    Another state's are its own; in a war of one state against armed groups soldiers are the
    state's, also on the ground of these groups; else a side of the war speaks of its own, where
    no place is named.
    """
    speaker, setting = told
    war = setting.war
    is_side = speaker.is_authority or speaker.is_force
    if war is None or lost.killer is not None:
        return None
    is_group = setting.kind_of(speaker.party) == "armed group"
    if loss.outcome == "captured" or loss.rule in KILLING:
        return setting.opponent_of(speaker.party) if is_group else None
    states = [party for side in war.sides for party in side if setting.kind_of(party) == "state"]
    if is_side and setting.kind_of(speaker.party) == "state" and speaker.party not in states:
        return speaker.party
    noun = loss.count.victim
    is_regular = noun is not None and noun.text("class") == "military" and not noun.text("group")
    is_regular = is_regular and not lost.is_irregular and not lost.is_fighter
    if is_regular and len(states) > 1:
        states = [one for one in states if one in war.adversaries]
        states = [one for one in states if fallen.code in war.opponents_of(one) or states[1:]]
    if len(states) == 1 and is_regular:
        return states[0]
    return (
        speaker.party
        if is_side and speaker.party in war.adversaries and not fallen.is_named
        else None
    )


def _are_hostages(tokens: Tokens, loss: Loss) -> bool:
    """Say whether they are held where they do not belong: "130 hostages are held in Dorna"."""
    head = loss.count.head
    return loss.outcome == "captured" and head is not None and tokens.has("hostage.word", head)


def _holder(tokens: Tokens, fallen: Fallen, setting: Setting) -> str | None:
    """Return the side that holds a place of the other: "Russian-occupied Kherson"."""
    opening = fallen.name.split(" ", 1)[0].lower()
    near = [at for at, low in enumerate(tokens.lows) if low.split(" ", 1)[0] == opening]
    for index, low in enumerate(tokens.lows):
        side, mark, _ = low.rpartition("-")
        is_held = bool(mark) and low.endswith(_HELD)
        if not (is_held or low == "occupied") or all(abs(index - at) > _BESIDE for at in near):
            continue
        if not is_held:
            return setting.opponent_of(fallen.code) if setting.is_between_states else None
        names = tokens.lexicon.names.get(side, ())
        holder = next((name.party for name in names if name.party), None)
        if holder is not None and holder != fallen.code:
            return holder
    return None


def _attacker(tokens: Tokens) -> str | None:
    """Return the side whose attack it was: "a Russian missile strike", "an attack by Hamas"."""
    for at in tokens.at("event"):
        for before in range(at - 1, max(-1, at - 1 - _BEFORE_EVENT), -1):
            if tokens.letters[before] not in "nEv":
                break
            side = side_at(tokens, before)
            if side is not None:
                return side
        if tokens.has("agent", at + 1):
            for after in (at + 2, at + 3):
                side = side_at(tokens, after)
                if side is not None:
                    return side
    return None


def _is_of_camp(setting: Setting, attacker: str | None, code: str) -> bool:
    """Say whether a country stands with the attacker in this war."""
    if attacker is None or setting.war is None:
        return False
    if not setting.war.opponents_of(attacker):
        return False
    return code not in setting.war.opponents_of(attacker)
