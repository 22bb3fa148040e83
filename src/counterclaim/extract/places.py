"""Places: where the losses of a sentence fell, as worded, with the country where it is known.

Only names in the position of a place are read ("in", "near", "the city of"), and known
place names anywhere. Invariant: the text of a place is the text of the document.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_ABBREVIATED = 4  # signs of a country's short form: "U.S."
_LONG = 3  # signs; shorter words are small even in a headline in capitals
_TITLED = 0.7  # share of capitalised words from which on a capital says nothing
# "the market of Dorna", "the shelling of Dorna", "the siege of Dorna", "the mayor of Dorna"
_SITES = ("place.kind", "event", "event.site", "event.war", "event.battle", "place.local")
_DESCRIBING = frozenset({"place.compass", "place.kind"})
_OWNED = 4  # tokens of what a place has: "'s old covered market"


@note
class Spot:
    """A place in tokens ``first`` to ``last``; ``is_country`` where the name is a whole country."""

    first: int
    last: int
    code: str | None
    is_country: bool = False


def find_places(tokens: Tokens) -> list[Spot]:
    """Return the places of a sentence, in order."""
    found: list[Spot] = []
    last = -1
    for index, letter in enumerate(tokens.letters):
        if letter == "E" and index > last:
            spot = _place_at(tokens, index)
            if spot is not None:
                found.append(spot)
                last = spot.last
    return found


def with_countries(lines: Sequence[Tokens], places: list[list[Spot]]) -> list[list[Spot]]:
    """Give unknown places the country that the text names with them once: "Allen, Texas"."""
    known: dict[str, str] = {}
    for tokens, spots in zip(lines, places, strict=True):
        for spot, after in pairwise(spots):
            between = tokens.letters[spot.last + 1 : after.first]
            if spot.code is None and after.code is not None and between in ([","], ["P"]):
                known.setdefault(tokens.lows[spot.first], after.code)
    if not known:
        return places
    return [
        [replace(spot, code=spot.code or known.get(tokens.lows[spot.first])) for spot in spots]
        for tokens, spots in zip(lines, places, strict=True)
    ]


def _place_at(tokens: Tokens, index: int) -> Spot | None:
    unnamed = _unnamed(tokens, index) if index in tokens.names else None
    if unnamed is not None:
        return unnamed
    code = tokens.lexicon.places.get(tokens.lows[index])
    is_placed = _is_placed(tokens, index)
    country = _country(tokens, index) if is_placed else None
    names = tokens.names.get(index, ())
    if not is_placed and (code is None or any(n.sort in ("seat", "name") for n in names)):
        return None
    if _is_surname(tokens, index, is_placed=is_placed) or _is_attacker(tokens, index):
        return None
    if _is_of_title(tokens, index) or _is_namesake(tokens, index):
        return None
    if _describes_town(tokens, index):
        return None
    if country is not None and code is None:
        last = _part_of_country(tokens, index)
        if last == index and tokens.letters[index + 1 : index + 2] == ["j"]:
            return None
        return Spot(first=index, last=last, code=country, is_country=last == index)
    last = index
    if code is None:
        if names or tokens.has("channel", index) or not _is_name(tokens, index):
            return None  # "wrote on Telegram"
        last = _end_of_name(tokens, index)
    if tokens.has("place.kind", last + 1):
        last += 1
    last = _possessed(tokens, last)
    return Spot(first=index, last=last, code=code or _adjective_before(tokens, index))


def _part_of_country(tokens: Tokens, index: int) -> int:
    """Return the end of "Velmora's capital", "Velmora's north", "Velmora's northern region"."""
    at = index + 2
    if tokens.letters[index + 1 : at] != ["j"]:
        return index
    if tokens.has("place.capital", at):
        return at
    if not tokens.has("place.compass", at):
        return index
    at += tokens.has("place.kind", at + 1)
    return index if tokens.letters[at + 1 : at + 2] in (["E"], ["n"], ["A"], ["C"]) else at


def _describes_town(tokens: Tokens, index: int) -> bool:
    """Say whether a place only tells where a town is: "the Velmora city of Dorna"."""
    if not (tokens.has("place.town", index + 1) and tokens.has("of", index + 2)):
        return False
    return tokens.letters[index + 3 : index + 4] == ["E"] and _country(tokens, index + 3) is None


def _is_surname(tokens: Tokens, index: int, *, is_placed: bool) -> bool:
    """Say whether the name of a place ends that of a person: "Mauricio Colorado"."""
    before = index - 1
    if is_placed or tokens.letters[before : before + 1] != ["E"] or before < 0:
        return False
    is_known = tokens.names.get(before) or tokens.lows[before] in tokens.lexicon.places
    if is_known or is_held(tokens, before) or tokens.has("place.compass", before):
        return False
    while before >= 0 and tokens.letters[before] == "E":
        before -= 1
    return tokens.letters[before] != "P"


def _is_attacker(tokens: Tokens, index: int) -> bool:
    """Say whether the short form of a country tells who attacked: "in the US strikes"."""
    word = tokens.word(index)
    is_short = len(word) <= _ABBREVIATED and word.isupper() and not tokens.is_shouted
    return is_short and tokens.has("event", index + 1)


def _end_of_name(tokens: Tokens, index: int) -> int:
    last = index
    while (
        last + 1 < len(tokens)
        and tokens.letters[last + 1] == "E"
        and not tokens.names.get(last + 1)
        and not is_held(tokens, last + 1)
    ):
        last += 1
    return last


def _is_name(tokens: Tokens, index: int) -> bool:
    """Say whether an unknown capitalised word may name a place: not "near Gate 13"."""
    if is_held(tokens, index) or not _is_inner(tokens, index) or is_titled(tokens):
        return False
    is_numbered = tokens.letters[index + 1 : index + 2] == ["#"]
    return not (is_numbered and "".join(tokens.letters[index + 2 : index + 3]) in ",.;:)PCX")


def is_held(tokens: Tokens, index: int) -> bool:
    """Say whether a word tells who holds a place: "rebel-held"."""
    low = tokens.lows[index]
    if "-" not in low:
        return False
    head, _, tail = low.rpartition("-")
    return bool(head) and tail in tokens.lexicon.of("place.holding")


def is_titled(tokens: Tokens) -> bool:
    """Say whether nearly all words are capitalised, as in the headlines of some papers."""
    words = [at for at, low in enumerate(tokens.lows) if len(low) > _LONG and low[0].isalpha()]
    capital = sum(tokens.word(at)[:1].isupper() for at in words)
    return len(words) > 2 and capital > _TITLED * len(words)


def _is_of_title(tokens: Tokens, index: int) -> bool:
    """Say whether a place is part of another name: "the Star of Dorna"."""
    if not tokens.has("of", index - 1) or index < 2 or tokens.letters[index - 2] != "E":
        return False
    return not any(tokens.has(role, index - 2) for role in (*_SITES, "place.compass"))


def _is_namesake(tokens: Tokens, index: int) -> bool:
    """Say whether something only bears the name: "the Dorna treaty", "staff at Dorna College"."""
    if tokens.has("place.namesake", index + 1):
        return True
    return tokens.has("place.school", index + 1) and tokens.has("claimant", index - 2)


def _possessed(tokens: Tokens, last: int) -> int:
    """Return the end of what a place has in it: "Dorna's Old Market", "Velmora's capital"."""
    if tokens.letters[last + 1 : last + 2] != ["j"]:
        return last
    for at in range(last + 2, min(len(tokens), last + 2 + _OWNED)):
        if tokens.letters[at] not in "EnA" or tokens.names.get(at) or tokens.has("event", at):
            return last
        if tokens.lows[at] in tokens.lexicon.places:
            return last
        is_site = tokens.has("place.kind", at) or tokens.form("event.site", at) == "singular"
        if is_site and tokens.letters[at + 1 : at + 2] not in (["E"], ["n"]):
            return at
    return last


def _unnamed(tokens: Tokens, index: int) -> Spot | None:
    """Read "a Russian city": a place without a name, in a country."""
    code = next(
        (
            n.party
            for n in tokens.names.get(index, ())
            if n.sort == "adjective" and len(n.party) == 2
        ),
        None,
    )
    if code is None or not tokens.has("number.article", index - 1):
        return None
    after = index + 1
    while tokens.has("place.compass", after):
        after += 1
    if not tokens.has("place.kind", after):
        return None
    if tokens.has("of", after + 1) or tokens.letters[after + 1 : after + 2] == ["E"]:
        return None
    return Spot(first=index, last=after, code=code)


def _is_placed(tokens: Tokens, index: int) -> bool:
    """Say whether the words around open a place: "in", "near the town of", "hit", "was shelled"."""
    at = _before_name(tokens, index)
    if at < 0:
        return False
    if tokens.has("place.preposition", at) or _is_hit(tokens, index, at):
        is_sides = tokens.lows[at] == "between" and _country(tokens, index) is not None
        if is_sides and not tokens.has("place.kind", at - 1):
            return False  # "the war between Velmora and Kastavia"
        return not tokens.has("publishing", at - 1)
    return at < index - 1 and tokens.has("of", at)


def _before_name(tokens: Tokens, index: int) -> int:
    """Return the token before a name and what describes it: "in **the eastern city of** Dorna"."""
    at = index - 1
    while at >= 0 and (
        tokens.letters[at] == "D"
        or not _DESCRIBING.isdisjoint(tokens.roles[at])
        or ("-" in tokens.lows[at] and is_held(tokens, at))
        or (at in tokens.names and _is_adjective(tokens, at))
    ):
        at -= 1
    return at


def _is_adjective(tokens: Tokens, index: int) -> bool:
    names = tokens.names[index]
    return tokens.letters[index] == "E" and any(n.sort == "adjective" for n in names)


def _is_inner(tokens: Tokens, index: int) -> bool:
    """Say whether the words around leave no doubt of a place: not "of", "from", "to" alone."""
    at, after = _before_name(tokens, index), _end_of_name(tokens, index) + 1
    if tokens.letters[at : at + 1] == ["P"] and tokens.has("event", at - 1):
        return True  # "the shelling of Dorna", "the raid on Dorna"
    if tokens.has("of", at) and any(tokens.has(role, at - 1) for role in _SITES):
        return True
    where = after + (tokens.letters[after : after + 1] == [","])
    if tokens.has("place.where", where):
        return True
    if tokens.has("place.kind", after) or _possessed(tokens, after - 1) >= after:
        return True
    if after < len(tokens) and tokens.form("event.site", after) == "singular":
        return True
    if any(tokens.has("place.kind", i) for i in range(at + 1, index)):
        return True
    return tokens.has("place.inner", at) or _is_hit(tokens, index, at)


def _is_hit(tokens: Tokens, index: int, before: int) -> bool:
    """Say whether a name is the object of an attack: "hit Dorna", "Dorna was shelled"."""
    if tokens.has("place.verb", before):
        behind = tokens.letters[index + 1 : index + 2]
        return behind != ["n"] or tokens.has("place.kind", index + 1)  # "attacked the Dorna team"
    if before > 0 and tokens.lows[before] == "for" and tokens.has("event.battle", before - 1):
        return True
    after = index + 1
    return tokens.letters[after : after + 1] == ["X"] and tokens.has("place.verb", after + 1)


def _country(tokens: Tokens, index: int) -> str | None:
    for name in tokens.names.get(index, ()):
        if name.sort == "name" and name.kind == "government" and len(name.party) == 2:
            return name.party
    return None


def _adjective_before(tokens: Tokens, index: int) -> str | None:
    """Return the country of what describes a place: "the Velmoran border town of Dorna".

    Not that of people or deeds before it: "Velmoran troops near Dorna".
    """
    is_kind = False
    for at in range(index - 1, max(-1, index - 6), -1):
        for name in tokens.names.get(at, ()):
            if name.sort == "adjective" and len(name.party) == 2:
                return name.party
        is_kind = is_kind or tokens.has("place.kind", at) or tokens.has("place.capital", at)
        is_free = tokens.letters[at] in "DE" or tokens.has("place.compass", at)
        if not (is_free or (is_kind and tokens.letters[at] == "n") or tokens.has("of", at)):
            return None
    return None
