"""The side of the lost, where the count phrase does not name it.

"its soldiers", "the enemy", "the army killed 12 rebels", "Russia lost 60 tanks and 200 men": by
possessor, opponent, loser, target, and last by the place. Invariant: nobody is put on the side of
those who killed him by the place alone; every side set here has its rule in the trace.
"""

from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.extract.victims import Lost
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_SIDE_SORTS = ("adjective", "name", "people", "body", "seat")
_AGENT_REACH = 8  # tokens between a subject and its word of loss
_KILLING = ("object", "noun-of", "inner-state")  # rules whose subject did the killing


@note
class Speaker:
    """The side of the claimant and the stance of his cue ("says", "admits", …).

    ``is_authority`` says that a state's authorities speak, ``is_force`` that an army or armed
    group does.
    """

    party: str | None = None
    stance: str = ""
    is_authority: bool = False
    is_force: bool = False


def settle_side(tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting) -> None:
    """Fill the side from possessor, loser, killer and speaker; remember who did the killing."""
    is_loser = tokens.has("verb.lose", loss.trigger) or tokens.has("verb.suffer", loss.trigger)
    agent = _agent(tokens, loss.trigger) if loss.rule in _KILLING or is_loser else None
    if loss.rule in _KILLING and not is_loser:
        lost.killer = agent or _subject(tokens, loss)
        if lost.killer is None and _names_speaker(tokens, loss.trigger):
            lost.killer = speaker.party
    if lost.party is not None:
        return
    if lost.is_own:
        if lost.class_ is None and speaker.is_force and loss.outcome != "displaced":
            lost.class_ = "military"
            lost.rules.append("class.own-force")
        owner = speaker.party if lost.killer is not None or agent is None else agent
        _set(lost, owner or setting.opponent_of(lost.killer), "")
    elif lost.is_enemy:
        _set(lost, setting.opponent_of(speaker.party), "")
    elif loss.rule == "unnumbered" and speaker.party is not None and speaker.stance == "admits":
        _set(lost, speaker.party, "side.admitted")
        lost.class_ = lost.class_ or ("military" if setting.war is not None else None)
    elif is_loser:
        _set(lost, agent or speaker.party, "side.loser")
    elif lost.class_ == "military":
        target = _target(tokens, loss, lost.killer)
        if target is None and (lost.killer is not None or lost.is_irregular):
            target = setting.opponent_of(lost.killer)
        _set(lost, target, "side.opponent")


def settle_place_side(
    lost: Lost,
    place: tuple[str | None, bool],
    speaker: Speaker,
    setting: Setting,
    *,
    is_war_toll: bool,
) -> None:
    """Fill the side from the country where the losses fell, or from whose authorities count them.

    ``place`` is the country's code and whether the sentence itself names the place;
    ``is_war_toll`` says that the war itself is the subject.
    """
    if lost.party is not None or lost.is_irregular:
        return
    if lost.group == "foreign fighters":
        return
    code, is_named = place
    if is_war_toll and not is_named and setting.is_between_states:
        return  # "the war has cost 12,000 lives": of both sides
    own = speaker.party if speaker.is_authority and lost.killer is None else None
    if own is not None and setting.war is not None:
        theatre = setting.war.theatre[: 1 if lost.class_ == "military" else None]
        own = own if own in theatre else None
    placed, counted = (code, "side.place"), (own, "side.authority")
    found = (placed, counted) if is_named or setting.war is not None else (counted, placed)
    for side, rule in (*found, (setting.theatre, "side.theatre")):
        if side is not None and not (side == lost.killer and lost.class_ == "military"):
            _set(lost, side, rule)
            return


def _set(lost: Lost, party: str | None, rule: str) -> None:
    if party is not None:
        lost.party = party
        if rule:
            lost.rules.append(rule)


def _agent(tokens: Tokens, trigger: int) -> str | None:
    """Return the side whose name is the subject of the word of loss: "Ukrainian forces killed"."""
    for at in range(trigger - 1, max(-1, trigger - _AGENT_REACH), -1):
        if tokens.letters[at] in ",;:.VW":
            return None
        side = _side_at(tokens, at)
        if side is not None and not (at and tokens.has("of", at - 1)):
            return side
    return None


def _subject(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that opens the clause of a gerund: "the army shelled the camp, killing"."""
    if tokens.letters[loss.trigger] != "g":
        return None
    for at in range(_clause_start(tokens, loss.trigger), loss.trigger):
        if tokens.letters[at] in "kdVbv" or tokens.has("event", at):
            return None
        side = _side_at(tokens, at)
        if side is not None and not (at and tokens.letters[at - 1] == "P"):
            return side
    return None


def _target(tokens: Tokens, loss: Loss, killer: str | None) -> str | None:
    """Return the other side that a clause names before its loss: "a camp of the Brigades"."""
    if killer is None or loss.rule not in _KILLING:
        return None
    for at in range(loss.trigger - 1, _clause_start(tokens, loss.trigger) - 1, -1):
        side = _side_at(tokens, at)
        if side is not None and side != killer and tokens.letters[at + 1] != "j":
            return side
    return None


def _clause_start(tokens: Tokens, trigger: int) -> int:
    for at in range(trigger - 1, -1, -1):
        if tokens.letters[at] in ";:WV":
            return at + 1
    return 0


def _side_at(tokens: Tokens, at: int) -> str | None:
    for name in tokens.names.get(at, ()):
        if name.party and name.sort in _SIDE_SORTS:
            return name.party
    return None


def _names_speaker(tokens: Tokens, trigger: int) -> bool:
    """Say whether the speaker did it: "claims to have killed", "said it had killed"."""
    for at in range(trigger - 1, max(-1, trigger - 7), -1):
        if tokens.has("possessive.third", at) or tokens.has("pronoun.thing", at):
            return True
        if tokens.letters[at] == "i" or tokens.lows[at] == "we":
            return True
        if tokens.letters[at] == "V":
            return at == trigger - 1
    return False
