"""The side of the lost, where the count phrase does not name it.

"its soldiers", "the enemy", "the army killed 12 rebels", "Russia lost 60 tanks and 200 men": by
possessor, opponent, loser and target. Not here: the side by the place (``placed.py``). Invariant:
every side set here has its rule in the trace.
"""

from counterclaim.extract.agents import (
    KILLING,
    agent_of,
    first_side,
    named_killer,
    names_speaker,
    subject_of,
    target_of,
)
from counterclaim.extract.bearers import Speaker, loser_of, settle_bearer
from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.extract.victims import Lost
from counterclaim.text.tokens import Tokens

_OF_ENEMIES = "outcomes.eliminate"  # what armies say of the other side only
_MOURNED = ("death", "deaths", "loss")  # "the killing of" is what a side did


def settle_side(tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting) -> None:
    """Fill the side from possessor, loser, killer and speaker; remember who did the killing."""
    is_loser = tokens.has("verb.lose", loss.trigger) and loss.outcome != "captured"
    if (
        speaker.stance == "admits"
        and lost.class_ == "military"
        and "victims.inherited" in lost.rules
    ):
        lost.party = speaker.party or lost.party
    is_joined = is_loser and loss.trigger > 0 and tokens.letters[loss.trigger - 1] == "C"
    is_acting = loss.rule in KILLING or is_loser
    agent = agent_of(tokens, loss.trigger) if is_acting and not is_joined else None
    if loss.rule in KILLING and not is_loser:
        lost.killer = agent or subject_of(tokens, loss)
        if lost.killer is None and names_speaker(tokens, loss.trigger):
            lost.killer = speaker.party
    elif not is_loser:
        lost.killer = named_killer(tokens, loss.trigger)
    settle_bearer(tokens, loss, lost, speaker, setting)
    if lost.party is not None:
        return
    if lost.is_own:
        if lost.class_ is None and speaker.is_force and loss.outcome != "displaced":
            lost.set_class("military", "class.own-force")
        lost.set_side(_owner(tokens, loss, lost, speaker, setting), "")
    elif lost.is_enemy:
        lost.set_side(setting.opponent_of(speaker.party), "")
    elif loss.rule == "unnumbered" and speaker.party is not None and speaker.stance == "admits":
        lost.set_side(speaker.party, "side.admitted")
        lost.class_ = lost.class_ or ("military" if setting.war is not None else None)
    elif is_loser:
        lost.set_side(agent or loser_of(tokens, loss.trigger, speaker, setting), "side.loser")
    else:
        _settle_soldiers(tokens, loss, lost, speaker, setting)


def _settle_soldiers(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> None:
    """Fill the side of soldiers from who announces, denies or killed them."""
    if lost.class_ != "military":
        return
    if _is_owned_up(tokens, loss, lost, speaker):
        lost.set_side(speaker.party, "side.announced")
    elif loss.entry == _OF_ENEMIES and lost.killer is None:
        opponent = setting.one_opponent_of if lost.is_irregular else setting.opponent_of
        lost.set_side(opponent(speaker.party), "side.enemy")
    elif speaker.is_rejecting:
        lost.set_side(speaker.party, "side.rejected")
    else:
        target = target_of(tokens, loss, lost.killer)
        if target is None and lost.is_irregular:
            target = setting.one_opponent_of(lost.killer)
        elif target is None and lost.killer is not None:
            target = setting.opponent_of(lost.killer)
        lost.set_side(target, "side.opponent")


def _is_owned_up(tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker) -> bool:
    """Say whether a side tells of its own: "the army announced the deaths of four soldiers"."""
    is_side = speaker.is_authority or speaker.is_force
    if lost.is_irregular or not is_side:
        return False
    if speaker.stance == "admits":
        return True
    at = loss.trigger - 1
    while at > 0 and tokens.letters[at] in "DPny":
        at -= 1
    return tokens.lows[loss.trigger] in _MOURNED and tokens.has("verb.announce", at)


def _owner(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> str | None:
    """Return whose "its soldiers" are: the subject's, the speaker's, or those of who was hit."""
    if lost.killer is not None:
        return speaker.party or setting.opponent_of(lost.killer)
    subject = agent_of(tokens, loss.trigger) if loss.rule in KILLING else None
    return subject or speaker.party or first_side(tokens, loss)
