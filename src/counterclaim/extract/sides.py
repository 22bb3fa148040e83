"""The side of the lost, where the count phrase does not name it.

"its soldiers", "the enemy", "the army killed 12 rebels", "Russia lost 60 tanks and 200 men": by
possessor, opponent, loser and target. Not here: the side by the place (``placed.py``). Invariant:
every side set here has its rule in the trace.
"""

from dataclasses import dataclass

from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.extract.victims import MEN, Lost
from counterclaim.text.tokens import Tokens

_SIDE_SORTS = ("adjective", "name", "people", "body", "seat")
_TOLL_REACH = 11  # tokens from "its losses" to the figure
_BORNE_REACH = 4  # tokens from "suffered" to the figure
_AGENT_REACH = 8  # tokens between a subject and its word of loss
_OF_ENEMIES = "outcomes.eliminate"  # what armies say of the other side only
_SELVES = ("he", "i", "it", "she", "we", "which", "who")
_KILLING = ("object", "noun-of", "inner-state")  # rules whose subject did the killing


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The side of the claimant and the stance of his cue ("says", "admits", …).

    ``is_authority`` says that a state's authorities speak, ``is_force`` that an army or armed
    group does, ``is_neutral`` that an organisation of no side does.
    """

    party: str | None = None
    stance: str = ""
    is_authority: bool = False
    is_force: bool = False
    is_neutral: bool = False


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
    is_acting = loss.rule in _KILLING or is_loser
    agent = _agent(tokens, loss.trigger) if is_acting and not is_joined else None
    if loss.rule in _KILLING and not is_loser:
        lost.killer = agent or _subject(tokens, loss)
        if lost.killer is None and _names_speaker(tokens, loss.trigger):
            lost.killer = speaker.party
    elif not is_loser:
        lost.killer = _named_killer(tokens, loss.trigger)
    if not lost.is_own and not lost.is_enemy and lost.first is None:
        _settle_borne(tokens, loss, lost, speaker, setting)
    if _are_ours(tokens, loss) and speaker.party is not None:
        set_side(lost, lost.party or speaker.party, "side.ours")
        if speaker.is_force and (loss.count.is_bare or tokens.lows[loss.count.last] in MEN):
            lost.class_ = lost.class_ or "military"
    if lost.party is None and loss.count.is_bare and not lost.is_own and not lost.is_enemy:
        _settle_toll(tokens, loss, lost, speaker, setting)
    if lost.party is not None:
        return
    if lost.is_own:
        if lost.class_ is None and speaker.is_force and loss.outcome != "displaced":
            lost.class_ = "military"
            lost.rules.append("class.own-force")
        set_side(lost, _owner(tokens, loss, lost, speaker, setting), "")
    elif lost.is_enemy:
        set_side(lost, setting.opponent_of(speaker.party), "")
    elif loss.rule == "unnumbered" and speaker.party is not None and speaker.stance == "admits":
        set_side(lost, speaker.party, "side.admitted")
        lost.class_ = lost.class_ or ("military" if setting.war is not None else None)
    elif is_loser:
        set_side(lost, agent or _loser(tokens, loss.trigger, speaker, setting), "side.loser")
    elif loss.entry == _OF_ENEMIES and lost.class_ == "military" and lost.killer is None:
        opponent = setting.one_opponent_of if lost.is_irregular else setting.opponent_of
        set_side(lost, opponent(speaker.party), "side.enemy")
    elif lost.class_ == "military":
        target = _target(tokens, loss, lost.killer)
        if target is None and lost.is_irregular:
            target = setting.one_opponent_of(lost.killer)
        elif target is None and lost.killer is not None:
            target = setting.opponent_of(lost.killer)
        set_side(lost, target, "side.opponent")


def _settle_borne(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> None:
    """Read who bears a loss: "Kastavia suffered 40 casualties", "inflicted 300 on the army"."""
    start = min(loss.count.first, loss.trigger)
    for at in range(start - 1, max(-1, start - _BORNE_REACH), -1):
        if tokens.has("verb.incur", at):
            party = _agent(tokens, at) or _loser(tokens, at, speaker, setting)
        elif tokens.has("verb.inflict", at):
            party = _named_behind(tokens, max(loss.count.last, loss.trigger) + 1)
        elif tokens.letters[at] in "nADj":
            continue
        else:
            return
        set_side(lost, lost.party or party, "side.loser")
        if lost.party is not None and (setting.war is not None or setting.has_fighters):
            lost.class_ = lost.class_ or "military"
        return


def _are_ours(tokens: Tokens, loss: Loss) -> bool:
    """Say whether a speaker counts those of his side: "we have 12 dead", "we had many wounded"."""
    at = min(loss.count.first, loss.trigger) - 1
    while at >= 0 and tokens.letters[at] in "HXAF":
        at -= 1
    return at >= 0 and tokens.lows[at] == "we"


def _named_behind(tokens: Tokens, at: int) -> str | None:
    """Return the side behind a preposition of target: "on the Kastavian army"."""
    if not tokens.has("target.preposition", at):
        return None
    sides = (side_at(tokens, after) for after in range(at + 1, min(at + 5, len(tokens))))
    return next((side for side in sides if side is not None), None)


def _settle_toll(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> None:
    """Read whose toll it is: "Kastavia's losses amounted to 240 killed", "put its dead at 12"."""
    for at in range(loss.count.first - 1, max(-1, loss.count.first - _TOLL_REACH), -1):
        if tokens.letters[at] in ";:.WQ#":
            return
        if not (tokens.has("loss.noun", at) or tokens.has("loss.state", at)):
            continue
        before = at - 1
        while before >= 0 and tokens.letters[before] in "nA" and side_at(tokens, before) is None:
            before -= 1
        if tokens.letters[before] == "j":
            before -= 1
        if tokens.has("possessive.third", before):
            set_side(lost, speaker.party, "side.toll")
        elif tokens.has("enemy", before):
            set_side(lost, setting.opponent_of(speaker.party), "side.toll")
        else:
            set_side(lost, side_at(tokens, before), "side.toll")
        if lost.party is not None and tokens.has("loss.open", at) and setting.war is not None:
            lost.class_ = lost.class_ or "military"
        return


def _owner(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> str | None:
    """Return whose "its soldiers" are: the subject's, the speaker's, or those of who was hit."""
    if lost.killer is not None:
        return speaker.party or setting.opponent_of(lost.killer)
    subject = _agent(tokens, loss.trigger) if loss.rule in _KILLING else None
    return subject or speaker.party or _first_side(tokens, loss)


def _first_side(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that opens the sentence: "Kastavia believes that 12 of its soldiers"."""
    for at in range(min(loss.count.first, 4)):
        if tokens.letters[at] in "PVXkdO":
            return None
        side = side_at(tokens, at)
        if side is not None:
            return side
    return None


def _loser(tokens: Tokens, verb: int, speaker: Speaker, setting: Setting) -> str | None:
    """Return who "lost" them where no name says so: "we" are the speaker's side, "they" are not."""
    at = verb - 1
    while at >= 0 and tokens.letters[at] in "XHAMF":
        at -= 1
    if at < 0 or tokens.letters[at] in ",;:VWSC" or tokens.lows[at] in _SELVES:
        return speaker.party
    if tokens.has("enemy", at) or (tokens.lows[at] == "they" and speaker.party is not None):
        return setting.opponent_of(speaker.party)
    entry = tokens.lexicon.entry("victim", tokens.lows[at])
    if entry is not None and "irregular" in entry.flags:
        return setting.one_opponent_of(speaker.party)
    return None


def _named_killer(tokens: Tokens, trigger: int) -> str | None:
    """Return the side behind a passive: "were killed by the Brigades"."""
    if not tokens.has("agent", trigger + 1):
        return None
    sides = (side_at(tokens, at) for at in range(trigger + 2, min(trigger + 6, len(tokens))))
    return next((side for side in sides if side is not None), None)


def set_side(lost: Lost, party: str | None, rule: str) -> None:
    """Set the side and its rule, where there is one."""
    if party is not None:
        lost.party = party
        if rule:
            lost.rules.append(rule)


def _agent(tokens: Tokens, trigger: int) -> str | None:
    """Return the side whose name is the subject of the word of loss: "Ukrainian forces killed"."""
    for at in range(trigger - 1, max(-1, trigger - _AGENT_REACH), -1):
        if tokens.letters[at] in ",;:.VW":
            return None
        side = side_at(tokens, at)
        if side is not None and not _is_governed(tokens, at):
            return side
    return None


def _is_governed(tokens: Tokens, at: int) -> bool:
    """Say whether a side stands behind a preposition, as who was attacked or where.

    Not in "a strike by Kastavia" or "rebels of the Brigades", who did it.
    """
    first = at
    while first and tokens.letters[first - 1] == "D":
        first -= 1
    before = first - 1
    if before < 0 or tokens.letters[before] != "P":
        return False
    if tokens.has("agent", before):
        return tokens.letters[at + 1 : at + 2] == ["j"]  # "by Kastavia's estimate"
    fighters = tokens.lexicon.entry("victim", tokens.lows[before - 1]) if before else None
    is_fighters = fighters is not None and fighters.text("class") == "military"
    return not (tokens.has("of", before) and is_fighters)


def _subject(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that opens the clause of a gerund: "the army shelled the camp, killing"."""
    if tokens.letters[loss.trigger] != "g":
        return None
    for at in range(_clause_start(tokens, loss.trigger), loss.trigger):
        if tokens.letters[at] in "kdVbv" or tokens.has("event", at):
            return None
        side = side_at(tokens, at)
        if side is not None and not _is_governed(tokens, at):
            return side
    return None


def _target(tokens: Tokens, loss: Loss, killer: str | None) -> str | None:
    """Return the other side that a clause names before its loss: "a camp of the Brigades"."""
    if loss.rule not in _KILLING:
        return None
    if killer is None:
        return _attacked(tokens, loss)
    for at in range(loss.trigger - 1, _clause_start(tokens, loss.trigger) - 1, -1):
        side = side_at(tokens, at)
        if side is not None and side != killer and tokens.letters[at + 1] != "j":
            return side
    return None


def _attacked(tokens: Tokens, loss: Loss) -> str | None:
    """Return the side that was attacked: "an attack on a Kastavian base killed 12 soldiers"."""
    for at in range(_clause_start(tokens, loss.trigger), loss.trigger - 1):
        if tokens.has("event", at) and tokens.has("target.preposition", at + 1):
            for after in range(at + 2, min(at + 6, loss.trigger)):
                side = side_at(tokens, after)
                if side is not None:
                    return side
    return None


def _clause_start(tokens: Tokens, trigger: int) -> int:
    for at in range(trigger - 1, -1, -1):
        if tokens.letters[at] in ";:WVS":
            return at + 1
    return 0


def side_at(tokens: Tokens, at: int) -> str | None:
    """Return the side that a token names by a name, adjective, people, body or seat."""
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
