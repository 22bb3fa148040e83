"""Places: where the losses of a sentence fell, as worded, with the country where it is known.

Only names in the position of a place are read ("in", "near", "the city of", "Dorna's"), and known
place names anywhere. Invariant: the text of a place is the text of the document.
"""

from dataclasses import dataclass

from counterclaim.text.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
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


def _place_at(tokens: Tokens, index: int) -> Spot | None:
    unnamed = _unnamed(tokens, index) if index in tokens.names else None
    if unnamed is not None:
        return unnamed
    low = tokens.lows[index]
    code = tokens.lexicon.places.get(low)
    last = index
    is_placed = _is_placed(tokens, index)
    country = _country(tokens, index) if is_placed else None
    if not is_placed:
        names = tokens.names.get(index, ())
        if code is None or any(name.sort in ("seat", "name") for name in names):
            return None
    if country is not None and code is None:
        if tokens.letters[index + 1 : index + 2] == ["j"]:
            return None
        return Spot(first=index, last=index, code=country, is_country=True)
    if code is None:
        if tokens.names.get(index) or tokens.has("channel", index):
            return None  # "wrote on Telegram"
        while (
            last + 1 < len(tokens)
            and tokens.letters[last + 1] == "E"
            and not tokens.names.get(last + 1)
        ):
            last += 1
    if tokens.has("place.kind", last + 1):
        last += 1
    return Spot(first=index, last=last, code=code or _adjective_before(tokens, index))


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
    after = index + 1
    while tokens.has("place.compass", after):
        after += 1
    if (
        code is None
        or not tokens.has("place.kind", after)
        or not tokens.has("number.article", index - 1)
    ):
        return None
    if tokens.has("of", after + 1) or tokens.letters[after + 1 : after + 2] == ["E"]:
        return None
    return Spot(first=index, last=after, code=code)


def _is_placed(tokens: Tokens, index: int) -> bool:
    """Say whether the words before open a place: "in", "near the town of", "in eastern"."""
    at = index - 1
    while at >= 0 and (
        tokens.has("place.compass", at)
        or tokens.letters[at] == "D"
        or tokens.has("place.kind", at)
        or (
            tokens.letters[at] == "E"
            and any(n.sort == "adjective" for n in tokens.names.get(at, ()))
        )
    ):
        at -= 1
    return at >= 0 and (
        tokens.has("place.preposition", at) or (at < index - 1 and tokens.has("of", at))
    )


def _country(tokens: Tokens, index: int) -> str | None:
    for name in tokens.names.get(index, ()):
        if name.sort == "name" and name.kind == "government" and len(name.party) == 2:
            return name.party
    return None


def _adjective_before(tokens: Tokens, index: int) -> str | None:
    for at in range(index - 1, max(-1, index - 6), -1):
        for name in tokens.names.get(at, ()):
            if name.sort == "adjective" and len(name.party) == 2:
                return name.party
        if tokens.letters[at] not in "DEnP":
            return None
    return None
