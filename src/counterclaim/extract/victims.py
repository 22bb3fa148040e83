"""The victims of a loss: the words that name them, and what these say of side, class and group.

Class by the noun, by the kind of place, by the kind of loss. Not here: the side of victims whose
words name none (``sides.py``). Invariant: whatever is set after the words of the
count phrase have been read has its rule in the trace.
"""

from dataclasses import dataclass, field
from typing import cast

from counterclaim.extract.losses import Loss
from counterclaim.model.parties import VictimClass, VictimGroup, Victims
from counterclaim.text.tokens import Tokens

MEN = ("man", "men")
_PREDICATE = 5  # tokens from "of" to the verb: "of the dead were"
_AFTER_HEAD = 8  # tokens after the noun that may name the side: "soldiers of Ukraine's army"


@dataclass(slots=True)
class Lost:
    """Who was lost, before the place is known; ``rules`` are for the trace.

    ``is_irregular`` says that the noun names no state's forces ("rebels"), ``is_fighter`` that it
    may be of any ("fighters"); ``killer`` is the side that did it, ``speaker`` the name of the
    claimant; ``is_placed`` that the side is that of the place of the loss before.
    """

    first: int | None = None
    last: int | None = None
    party: str | None = None
    class_: VictimClass | None = None
    group: VictimGroup | None = None
    is_own: bool = False
    is_enemy: bool = False
    is_irregular: bool = False
    is_fighter: bool = False
    killer: str | None = None
    speaker: str | None = None
    is_part: bool = False
    is_placed: bool = False
    rules: list[str] = field(default_factory=list)

    def set_side(self, party: str | None, rule: str) -> None:
        """Set the side and note its rule, where there is one."""
        if party is not None:
            self.party = party
            if rule:
                self.rules.append(rule)

    def set_class(self, class_: VictimClass, rule: str) -> None:
        """Set the class and note its rule."""
        self.class_ = class_
        self.rules.append(rule)

    def victims(self, tokens: Tokens) -> Victims:
        """Return them as in the record: with their words, where they have any."""
        if self.first is None or self.last is None:
            return Victims(party=self.party, class_=self.class_, group=self.group)
        return Victims(
            text=tokens.between(self.first, self.last),
            start=tokens.starts[self.first],
            end=tokens.ends[self.last],
            party=self.party,
            class_=self.class_,
            group=self.group,
        )


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
        lost.is_enemy = "enemy" in entry.flags
        lost.is_fighter = count.head is not None and tokens.has("fighter.free", count.head)
        lost.rules.append(entry.id)
    for index in range(count.mention.first, count.last + 1):
        _take_word(tokens, index, lost)
    last = count.last
    if count.is_bare and tokens.has("subset.them", count.last + 1):
        last = _take_members(tokens, count.last + 2, lost)
        if lost.first is None:  # "one of those killed was a medic"
            last = _take_predicate(tokens, count.last + 2, lost) or last
    elif count.is_bare and tokens.has("of", count.last + 1):
        last = _take_predicate(tokens, count.last + 2, lost) or last
    elif count.is_bare:  # "two were police officers"
        last = _take_predicate(tokens, count.last + 1, lost) or last
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
        if entry is not None and at + 1 < len(tokens) and _is_victim(tokens, at + 1):
            continue  # "a volunteer medic"
        if entry is not None:
            lost.first, lost.last = at, at
            lost.class_ = cast("VictimClass | None", entry.text("class"))
            lost.group = cast("VictimGroup | None", entry.text("group"))
            lost.rules.append(entry.id)
            return at
        if tokens.has("minor.word", at):
            lost.class_, lost.group = "civilian", "children"
            lost.rules.append("victims.minors")
            return at
        if tokens.letters[at] not in "XADEn":
            break
        _take_word(tokens, at, lost)
    return index - 2


def _take_predicate(tokens: Tokens, start: int, lost: Lost) -> int | None:
    """Read the noun of "two (of the dead) were **children**"; return its place."""
    for at in range(start, min(len(tokens) - 1, start + _PREDICATE)):
        if tokens.letters[at] == "X":
            found = _take_members(tokens, at + 1, lost)
            return found if lost.first is not None else None
        if tokens.letters[at] not in "DakNn":
            return None
    return None


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
    if last >= 0 and tokens.lexicon.has("kin", tokens.lows[last].removesuffix("s")):
        return  # "two brothers of the general"
    # "soldiers in Syria" are not Syria's, those "of" or "from" it are
    is_origin = tokens.has("of", index) or tokens.has("origin", index)
    is_place = tokens.has("place.preposition", index) and not is_origin
    sorts = ("adjective", "body") if is_place else ("name", "adjective", "body", "people")
    for at in range(index + 1, min(len(tokens), index + _AFTER_HEAD)):
        is_force = tokens.has("military.word", at)  # "forces", which is a verb too
        if not (tokens.letters[at] in "DEnjNBak" or is_force or _joins_victims(tokens, at)):
            return
        entry = tokens.lexicon.entry("victim", tokens.lows[at])
        if entry is not None and lost.class_ is None:
            lost.class_ = cast("VictimClass | None", entry.text("class"))
            lost.group = lost.group or cast("VictimGroup | None", entry.text("group"))
            lost.rules.append(entry.id)
        is_deed = is_place and tokens.has("event", at + 1)  # "34 men in the US strikes"
        for name in () if is_deed else tokens.names.get(at, ()):
            if name.party and lost.party is None and name.sort in sorts:
                lost.party = name.party
                lost.rules.append("side.complement")
                if name.kind in ("armed group", "military") and lost.class_ is None:
                    lost.class_ = "military"
        body = tokens.lexicon.entry("claimant", tokens.lows[at]) if is_origin else None
        if (
            is_force or (body is not None and body.text("kind") == "military")
        ) and lost.class_ is None:
            lost.class_ = "military"


def _joins_victims(tokens: Tokens, at: int) -> bool:
    """Say whether a word joins a noun of victims to another or to whose they are: "and", "of"."""
    if tokens.letters[at] == "C":
        return at + 1 < len(tokens) and _is_victim(tokens, at + 1)
    return tokens.has("of", at) and _is_victim(tokens, at - 1)


def _is_victim(tokens: Tokens, at: int) -> bool:
    return tokens.lexicon.entry("victim", tokens.lows[at]) is not None


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
