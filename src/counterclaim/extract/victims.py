"""The victims of a loss: the words that name them, and what these say of side, class and group.

Class by the noun, by the kind of place, by the kind of loss. Not here: the side of victims whose
words name none (``sides.py``). Invariant: whatever is set after the words of the
count phrase have been read has its rule in the trace.
"""

from dataclasses import dataclass, field
from typing import cast

from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.model.parties import VictimClass, VictimGroup
from counterclaim.text.tokens import Tokens

_AFTER_HEAD = 8  # tokens after the noun that may name the side: "soldiers of Ukraine's army"


@dataclass(slots=True)
class Lost:
    """Who was lost, before the place is known; ``rules`` are for the trace.

    ``is_irregular`` says that the noun names no state's forces ("rebels"), ``killer`` is the side
    that did it, ``speaker`` the name of the claimant.
    """

    first: int | None = None
    last: int | None = None
    party: str | None = None
    class_: VictimClass | None = None
    group: VictimGroup | None = None
    is_own: bool = False
    is_enemy: bool = False
    is_irregular: bool = False
    killer: str | None = None
    speaker: str | None = None
    is_part: bool = False
    rules: list[str] = field(default_factory=list)


def read_victims(tokens: Tokens, loss: Loss) -> Lost:
    """Return what the count phrase itself says of the victims."""
    count = loss.count
    lost = Lost()
    start = count.mention.last + 1
    while start <= count.last and (tokens.has("more", start) or tokens.has("of", start)):
        start += 1
    single = tokens.has("number.article", count.mention.first)
    if single:
        start = count.mention.first
    if count.head is not None and start <= count.last:
        lost.first, lost.last = start, count.last
    if count.victim is not None:
        entry = count.victim
        lost.class_ = cast("VictimClass | None", entry.text("class"))
        lost.group = cast("VictimGroup | None", entry.text("group"))
        lost.is_irregular = "irregular" in entry.flags
        lost.rules.append(entry.id)
    for index in range(count.mention.first, count.last + 1):
        _take_word(tokens, index, lost)
    last = count.last
    if count.is_bare and tokens.has("subset.them", count.last + 1):
        last = _take_members(tokens, count.last + 2, lost)
    _take_complement(tokens, last, lost)
    if lost.party is None and loss.rule in ("noun", "noun-of", "toll"):
        _take_before_noun(tokens, loss, lost)
    return lost


def _take_word(tokens: Tokens, index: int, lost: Lost) -> None:
    for name in tokens.names.get(index, ()):
        if name.party and name.sort in ("adjective", "people", "name", "body"):
            lost.party = lost.party or name.party
            lost.rules.append(f"side.{name.sort}")
            if name.kind == "armed group" and lost.class_ is None:
                lost.class_ = "military"
    if tokens.has("possessive.third", index):
        lost.is_own = True
        lost.rules.append("side.possessive")
    if tokens.has("enemy", index):
        lost.is_enemy = True
        lost.class_ = lost.class_ or "military"
        lost.rules.append("side.enemy")
    entry = tokens.lexicon.entry("victim", tokens.lows[index])
    if entry is not None and entry.text("group") == "foreign fighters":
        lost.group = "foreign fighters"
    if tokens.has("captive.word", index) and lost.group is None:
        lost.group = "prisoners"
    if tokens.has("civilian.word", index) and lost.class_ is None:
        lost.class_ = "civilian"
    if tokens.has("military.word", index) and lost.class_ is None:
        lost.class_ = "military"


def _take_members(tokens: Tokens, index: int, lost: Lost) -> int:
    """Read the noun after "40 of them": "children", "were civilians", "members of …"."""
    for at in range(index, min(len(tokens), index + 4)):
        entry = tokens.lexicon.entry("victim", tokens.lows[at])
        if entry is not None:
            lost.first, lost.last = at, at
            lost.class_ = cast("VictimClass | None", entry.text("class"))
            lost.group = cast("VictimGroup | None", entry.text("group"))
            lost.rules.append(entry.id)
            return at
        if tokens.letters[at] not in "XADEn":
            break
        _take_word(tokens, at, lost)
    return index - 2


def _take_complement(tokens: Tokens, last: int, lost: Lost) -> None:
    """Read "of Ukraine's armed forces", "from the Azov regiment", "and servicemen of ..."."""
    index = last + 1
    if not tokens.has("victim.link", index):
        if tokens.letters[index : index + 1] != ["C"]:
            return
        ahead = (
            tokens.lexicon.entry("victim", tokens.lows[index + 1])
            if index + 1 < len(tokens)
            else None
        )
        if ahead is None:
            return
        other = ahead.text("class")
        if other and lost.class_ and other != lost.class_:
            lost.class_ = "mixed"
        if lost.last is not None:
            lost.last = index + 1
        index += 2
        if not tokens.has("victim.link", index):
            return
    # "soldiers in Syria" are not Syria's
    is_place = tokens.has("place.preposition", index) and lost.class_ == "military"
    sorts = ("adjective", "body") if is_place else ("name", "adjective", "body", "people")
    for at in range(index + 1, min(len(tokens), index + _AFTER_HEAD)):
        if tokens.letters[at] not in "DEnjNBak":
            return
        entry = tokens.lexicon.entry("victim", tokens.lows[at])
        if entry is not None and lost.class_ is None:
            lost.class_ = cast("VictimClass | None", entry.text("class"))
            lost.group = lost.group or cast("VictimGroup | None", entry.text("group"))
            lost.rules.append(entry.id)
        for name in tokens.names.get(at, ()):
            if name.party and lost.party is None and name.sort in sorts:
                lost.party = name.party
                lost.rules.append("side.complement")
        if tokens.has("military.word", at) and lost.class_ is None:
            lost.class_ = "military"


def _take_before_noun(tokens: Tokens, loss: Loss, lost: Lost) -> None:
    """Read the adjective before a noun of loss: "the Russian casualties reached 300"."""
    for at in range(loss.trigger - 1, max(-1, loss.trigger - 4), -1):
        for name in tokens.names.get(at, ()):
            if name.party and name.sort in ("adjective", "name") and lost.party is None:
                lost.party = name.party
                lost.rules.append("side.noun")
        if tokens.letters[at] in ",;:.VP":
            return
        if tokens.has("possessive.third", at):
            lost.is_own = True
            lost.rules.append("side.possessive")
        if tokens.has("enemy", at):
            lost.is_enemy = True
            lost.rules.append("side.enemy")
        if tokens.has("military.word", at) and lost.class_ is None:
            lost.class_ = "military"
        entry = tokens.lexicon.entry("victim", tokens.lows[at])
        if entry is not None and lost.class_ is None:
            lost.class_ = cast("VictimClass | None", entry.text("class"))
            lost.group = lost.group or cast("VictimGroup | None", entry.text("group"))


def settle_class(
    tokens: Tokens, loss: Loss, lost: Lost, setting: Setting, *, is_total: bool
) -> None:
    """Fill the class from the kind of loss, the words of the sentence, and the kind of place."""
    if lost.class_ is not None:
        return
    if loss.count.victim is not None and "by_war" in loss.count.victim.flags:
        is_war = setting.war is not None or setting.has_fighters
        is_war = is_war and not tokens.holds("event.site")
        lost.class_ = "military" if is_war else "civilian"
        lost.group = "officers" if is_war else "police"
        lost.rules.append("class.officers")
        return
    if loss.outcome == "displaced":
        lost.class_ = "civilian"
        lost.rules.append("class.displaced")
        return
    if _is_partly_civilian(tokens, loss):
        lost.class_ = "mixed"
        lost.rules.append("class.partly")
        return
    is_base = tokens.holds("event.base")
    is_site = tokens.holds("event.site")
    is_disaster = tokens.holds("event.disaster")
    is_captive = loss.outcome == "captured" and tokens.has("loss.combat", loss.trigger)
    is_own_toll = lost.is_own and (
        tokens.has("loss.noun", loss.trigger) or tokens.has("verb.lose", loss.trigger)
    )
    if setting.war is not None and (
        is_captive
        or (is_own_toll and lost.first is None)
        or (is_base and loss.outcome in ("captured", "missing"))
        or _is_lost_by_force(tokens, loss)
    ):
        lost.class_ = "military"
        lost.rules.append("class.combat")
    elif (is_disaster and not is_base) or (
        setting.war is None
        and not (lost.is_own and lost.first is None)
        and loss.outcome in ("killed", "wounded", "missing")
    ):
        lost.class_ = "civilian"
        lost.rules.append("class.disaster")
    elif is_site and not is_base:
        lost.class_ = "civilian"
        lost.rules.append("class.site")
    elif (
        not is_base
        and not is_total
        and _is_plain_people(tokens, loss)
        and loss.outcome in ("killed", "wounded")
    ):
        lost.class_ = "civilian"
        lost.rules.append("class.people")


def _is_partly_civilian(tokens: Tokens, loss: Loss) -> bool:
    """Say whether a part is called civilians: "70 people, most of them civilians"."""
    last = loss.count.last
    for at in range(last + 1, min(len(tokens) - 1, last + 12)):
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


def _is_plain_people(tokens: Tokens, loss: Loss) -> bool:
    """Say whether "people" were lost in an attack in which nothing military is named."""
    if loss.count.head is None or loss.count.victim is None:
        return False
    return not tokens.holds("military.word")


def settle_foreigners(tokens: Tokens, loss: Loss, lost: Lost, setting: Setting) -> None:
    """Fill class and group of those from neither side: "two Americans died", "two US veterans"."""
    war, victim = setting.war, loss.count.victim
    if war is None or lost.party is None or lost.party in war.adversaries:
        return
    if lost.class_ is None and "side.people" in lost.rules:
        if loss.outcome in ("killed", "wounded") and not tokens.holds("event.ongoing"):
            lost.class_ = "civilian"
            lost.rules.append("class.foreign")
        return
    if lost.class_ != "military" or lost.group is not None or not setting.is_between_states:
        return
    head = loss.count.head
    is_free = head is not None and tokens.has("fighter.free", head)
    if is_free or victim is None or victim.text("class") != "military":
        lost.group = "foreign fighters"
        lost.rules.append("group.foreign")
