"""The class of the lost, where their own words leave it open: civilian, military, mixed.

By what was hit, by the kind of loss and of happening, and by who lost them. "Six people" in a
strike on a house are civilians; in a strike on a town with no more said, their class stays open.
Invariant: every class set here has its rule in the trace.
"""

from collections.abc import Iterable

from counterclaim.extract.losses import Loss
from counterclaim.extract.places import Spot
from counterclaim.extract.setting import Setting
from counterclaim.extract.victims import MEN, Lost
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_WAR_SIZE = 1000  # people; so many are not lost in one town's house or school
_LIST_REACH = 8  # tokens from "12 men" to "nine women" in one list
_PART_REACH = 18  # tokens from a count to "most of them civilians"


@note
class Ground:
    """What the text tells around a loss: its setting and what was hit.

    ``speaker`` is the range of tokens that names who speaks, whose own house or hospital was not
    hit; ``beside`` are the sentences before and after in the same paragraph; ``is_hit`` says that
    the text tells elsewhere of a civilian place hit in the same town; ``is_total`` that the loss
    is counted over a stretch of the war.
    """

    setting: Setting
    speaker: range = range(0)
    beside: tuple[Tokens, ...] = ()
    is_hit: bool = False
    is_total: bool = False


def settle_class(tokens: Tokens, loss: Loss, lost: Lost, ground: Ground) -> None:
    """Fill the class from the kind of loss, from what was hit, and from who lost them."""
    if lost.class_ is not None:
        return
    if loss.count.victim is not None and "by_war" in loss.count.victim.flags:
        _settle_officers(tokens, lost, ground.setting)
    elif loss.outcome == "displaced":
        lost.set_class("civilian", "class.displaced")
    elif _is_partly_civilian(tokens, loss) or tokens.holds("victim.undistinguished"):
        lost.set_class("mixed", "class.partly")
    elif _is_of_families(tokens, loss):
        lost.set_class("civilian", "class.list")
    elif lost.group == "prisoners" and _is_adversary(lost, ground.setting):
        lost.set_class("military", "class.prisoners")
    elif _is_of_combat(tokens, loss, lost, ground.setting):
        lost.set_class("military", "class.combat")
    elif _is_of_disaster(tokens, loss, lost, ground.setting):
        lost.set_class("civilian", "class.disaster")
    elif _is_hit(tokens, ground.speaker, is_total=ground.is_total):
        lost.set_class("civilian", "class.site")
    elif ground.is_total or not _is_open(tokens, loss):
        return
    elif any(other.holds("event") and _is_hit(other) for other in ground.beside):
        lost.set_class("civilian", "class.site-beside")
    elif ground.is_hit:
        lost.set_class("civilian", "class.site-there")


def _settle_officers(tokens: Tokens, lost: Lost, setting: Setting) -> None:
    is_war = setting.war is not None or (setting.has_fighters and not setting.is_disaster)
    is_war = is_war and not (tokens.holds("event.site") or tokens.holds("police.word"))
    lost.group = "officers" if is_war else "police"
    lost.set_class("military" if is_war else "civilian", "class.officers")


def _is_of_families(tokens: Tokens, loss: Loss) -> bool:
    """Say whether men are counted beside women and children: "12 men, nine women and a child"."""
    head = loss.count.head
    if head is None or tokens.lows[head] not in MEN:
        return False
    near = range(max(0, head - _LIST_REACH), min(len(tokens), head + _LIST_REACH))
    entries = (tokens.lexicon.entry("victim", tokens.lows[at]) for at in near)
    return any(e is not None and e.text("group") in ("children", "women") for e in entries)


def _is_adversary(lost: Lost, setting: Setting) -> bool:
    return setting.is_between_states and lost.party in (
        setting.war.adversaries if setting.war else ()
    )


def _is_of_combat(tokens: Tokens, loss: Loss, lost: Lost, setting: Setting) -> bool:
    """Say whether unnamed soldiers are meant: "lost 1,900 men", "captured in battle"."""
    if setting.war is None:
        return setting.has_fighters and _is_lost_by_side(tokens, loss, lost, setting)
    is_men = loss.count.head is not None and tokens.lows[loss.count.head] in MEN
    if (lost.is_own and is_men) or tokens.holds("event.garrison"):
        return True
    is_toll = tokens.has("loss.noun", loss.trigger) or tokens.has("verb.lose", loss.trigger)
    if lost.is_own and is_toll and lost.first is None:
        return True
    if loss.outcome == "captured" and tokens.has("loss.combat", loss.trigger):
        return True
    if loss.outcome in ("captured", "missing") and tokens.holds("event.base"):
        return True
    return _is_lost_by_force(tokens, loss) or _is_lost_by_side(tokens, loss, lost, setting)


def _is_lost_by_side(tokens: Tokens, loss: Loss, lost: Lost, setting: Setting) -> bool:
    """Say whether a side of the war lost men: "Kastavia lost 350 men", "they lost 100 a day"."""
    if "side.loser" not in lost.rules:
        return False
    head, before = loss.count.head, loss.trigger - 2
    losers = tokens.lows[max(0, before) : loss.trigger]
    entries = (tokens.lexicon.entry("victim", low) for low in losers)
    if any(entry is not None and entry.text("class") == "military" for entry in entries):
        return True
    is_men = head is None or tokens.has("fighter.free", head) or tokens.lows[head] in MEN
    return is_men and (setting.war is None or lost.party in setting.war.adversaries)


def _is_of_disaster(tokens: Tokens, loss: Loss, lost: Lost, setting: Setting) -> bool:
    is_of_war = setting.war is not None and tokens.holds("event.arms")
    if tokens.holds("event.disaster") and not tokens.holds("event.base") and not is_of_war:
        return True
    is_own = (lost.is_own or "side.loser" in lost.rules) and lost.first is None
    is_peace = setting.war is None and setting.has_accident and not tokens.holds("event.arms")
    return is_peace and not is_own and loss.outcome not in ("captured", "displaced")


def _is_hit(tokens: Tokens, speaker: range = range(0), *, is_total: bool = False) -> bool:
    """Say whether a sentence names a civilian place as what was hit.

    Not the speaker's own hospital, nor where the wounded were taken, nor civilians who are counted.
    Of a running toll no one place tells, only that civilians were what was hit.
    """
    if tokens.holds("event.base"):
        return False
    return any(
        at not in speaker
        and (not is_total or tokens.has("civilian.word", at))
        and not _is_elsewhere(tokens, at)
        for at in tokens.at("event.site")
    )


def _is_elsewhere(tokens: Tokens, at: int) -> bool:
    """Say whether a place is where the wounded were taken, or a noun is itself counted."""
    first = at
    while first and tokens.letters[first - 1] in "nEjD":
        first -= 1
    if tokens.has("civilian.word", at) and first and tokens.letters[first - 1] in "#Ru":
        return True
    return tokens.has("site.care", at) and first > 0 and tokens.has("care.preposition", first - 1)


def _is_open(tokens: Tokens, loss: Loss) -> bool:
    """Say whether a loss may be of those who were where another sentence tells of a hit."""
    if tokens.holds("event.base") or tokens.holds("military.word"):
        return False
    if (loss.count.mention.low or 0) >= _WAR_SIZE:
        return False
    return loss.outcome in ("killed", "wounded", "missing")


def places_hit(lines: Iterable[tuple[Tokens, list[Spot]]]) -> frozenset[str]:
    """Return the towns of which a text tells that a civilian place there was hit."""
    return frozenset(
        tokens.between(spot.first, spot.last)
        for tokens, spots in lines
        if spots and tokens.holds("event") and _is_hit(tokens)
        for spot in spots
        if not spot.is_country
    )


def _is_partly_civilian(tokens: Tokens, loss: Loss) -> bool:
    """Say whether a part is called civilians: "70 people, most of them civilians"."""
    last = loss.count.last
    for at in range(last + 1, min(len(tokens) - 1, last + _PART_REACH)):
        if tokens.letters[at] in ".;":
            return False
        if tokens.has("subset.most", at):
            return any(
                tokens.has("civilian.word", n) for n in range(at + 1, min(len(tokens), at + 4))
            )
    return False


def _is_lost_by_force(tokens: Tokens, loss: Loss) -> bool:
    """Say whether an army or the like lost them: "the army has lost 1,900 men"."""
    if not tokens.has("verb.lose", loss.trigger):
        return False
    before = range(max(0, loss.trigger - 4), loss.trigger)
    return any(
        tokens.has("military.word", at)
        or any(name.kind in ("military", "armed group") for name in tokens.names.get(at, ()))
        for at in before
    )


def settle_foreigners(tokens: Tokens, loss: Loss, lost: Lost, setting: Setting) -> None:
    """Fill class and group of those from neither side: "two Americans died", "two US veterans"."""
    war, victim = setting.war, loss.count.victim
    if war is None or lost.party is None or lost.party in (*war.adversaries, *war.theatre):
        return
    if lost.class_ is None and "side.people" in lost.rules:
        if loss.outcome in ("killed", "wounded") and not tokens.holds("event.ongoing"):
            lost.set_class("civilian", "class.foreign")
        return
    if lost.class_ != "military" or lost.group is not None or not setting.is_between_states:
        return
    head = loss.count.head
    is_free = head is not None and tokens.has("fighter.free", head)
    if is_free or victim is None or victim.text("class") != "military":
        lost.group = "foreign fighters"
        lost.rules.append("group.foreign")
