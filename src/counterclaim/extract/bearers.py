"""Whose losses a sentence says they are: "Kastavia suffered 40", "we have 12 dead", "its losses".

Invariant: who bears a loss is read from the words; who speaks decides only where he says "we",
"they" or "its".
"""

from counterclaim.extract.agents import agent_of, named_behind, side_at
from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.extract.victims import MEN, Lost
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_SELVES = ("he", "i", "it", "she", "we")
_TOLL_REACH = 11  # tokens from "its losses" to the figure
_BORNE_REACH = 4  # tokens from "suffered" to the figure
_PARENTHESIS = 7  # tokens between "which" and its verb: "which, by Kastavia's estimate, lost"


@note
class Speaker:
    """The side of the claimant and the stance of his cue ("says", "admits", …).

    ``is_authority`` says that a state's authorities speak, ``is_force`` that an army or armed
    group does, ``is_neutral`` that an organisation of no side does, ``is_rejecting`` that another
    side's claim is denied.
    """

    party: str | None = None
    stance: str = ""
    is_authority: bool = False
    is_force: bool = False
    is_neutral: bool = False
    is_rejecting: bool = False


def settle_bearer(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> None:
    """Fill the side from who suffered a loss, from "we", and from whose toll it is."""
    if lost.is_own or lost.is_enemy:
        return
    if lost.first is None:
        _settle_borne(tokens, loss, lost, speaker, setting)
    if _are_ours(tokens, loss) and speaker.party is not None:
        lost.set_side(lost.party or speaker.party, "side.ours")
        if speaker.is_force and (loss.count.is_bare or tokens.lows[loss.count.last] in MEN):
            lost.class_ = lost.class_ or "military"
    if lost.party is None and loss.count.is_bare:
        _settle_toll(tokens, loss, lost, speaker, setting)


def _settle_borne(
    tokens: Tokens, loss: Loss, lost: Lost, speaker: Speaker, setting: Setting
) -> None:
    """Read who bears a loss: "Kastavia suffered 40 casualties", "inflicted 300 on the army"."""
    start = min(loss.count.first, loss.trigger)
    for at in range(start - 1, max(-1, start - _BORNE_REACH), -1):
        if tokens.has("verb.incur", at):
            party = agent_of(tokens, at) or loser_of(tokens, at, speaker, setting)
        elif tokens.has("verb.inflict", at):
            party = named_behind(tokens, max(loss.count.last, loss.trigger) + 1)
        elif tokens.letters[at] in "nADj":
            continue
        else:
            return
        lost.set_side(lost.party or party, "side.loser")
        if lost.party is not None and (setting.war is not None or setting.has_fighters):
            lost.class_ = lost.class_ or "military"
        return


def _are_ours(tokens: Tokens, loss: Loss) -> bool:
    """Say whether a speaker counts those of his side: "we have 12 dead", "we had many wounded"."""
    at = min(loss.count.first, loss.trigger) - 1
    while at >= 0 and tokens.letters[at] in "HXAF":
        at -= 1
    return at >= 0 and tokens.lows[at] == "we"


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
            lost.set_side(speaker.party, "side.toll")
        elif tokens.has("enemy", before):
            lost.set_side(setting.opponent_of(speaker.party), "side.toll")
        else:
            lost.set_side(side_at(tokens, before), "side.toll")
        if lost.party is not None and tokens.has("loss.open", at) and setting.war is not None:
            lost.class_ = lost.class_ or "military"
        return


def loser_of(tokens: Tokens, verb: int, speaker: Speaker, setting: Setting) -> str | None:
    """Return who "lost" them where no name says so: "we" are the speaker's side, "they" are not."""
    at = verb - 1
    while at >= 0 and tokens.letters[at] in "XHAMF":
        at -= 1
    relative = _relative_before(tokens, at)
    if relative > 0:
        ahead = relative - 2 if tokens.letters[relative - 1] == "," else relative - 1
        return side_at(tokens, ahead)
    if at < 0 or tokens.letters[at] in ",;:VSC" or tokens.lows[at] in _SELVES:
        return speaker.party
    if tokens.has("enemy", at) or (tokens.lows[at] == "they" and speaker.party is not None):
        return setting.opponent_of(speaker.party)
    entry = tokens.lexicon.entry("victim", tokens.lows[at])
    if entry is not None and "irregular" in entry.flags:
        return setting.one_opponent_of(speaker.party)
    return None


def _relative_before(tokens: Tokens, at: int) -> int:
    """Return the "which" whose verb follows ``at``, behind who says so; -1 where there is none.

    "which lost", "which he said had lost", "which, by Kastavia's estimate, lost".
    """
    is_parenthesis = at > 0 and (tokens.letters[at] in ",V" or tokens.has("count.own", at))
    stop = max(-1, at - _PARENTHESIS) if is_parenthesis else at - 1
    for index in range(at, stop, -1):
        if index >= 0 and tokens.letters[index] == "W":
            return index
    return -1
