"""Identity: who a claimant is across documents, and what the tables know of names and wars.

A person who speaks for a body counts for the body's side and keeps his name. Invariant: claimants
whom nothing identifies ("officials", "a witness") are one only within one text's lineage, for
whichever side they speak.
"""

import datetime as dt
from functools import lru_cache

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.names import plain_name
from counterclaim.model.parties import Claimant
from counterclaim.model.quantities import Quantity

_ISO_LENGTH = 2  # letters of a country code; a longer party is an armed group or a body
UNNAMED = ("anonymous", "witness")
_CANONICAL_SORTS = ("body", "official", "name")


class Gazetteer:
    """The names of whole countries, the canonical names of claimants, and the days wars began."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.countries = frozenset(
            word
            for word, meanings in lexicon.names.items()
            if any(m.sort == "name" and len(m.party) == _ISO_LENGTH for m in meanings)
        )
        self._articles = frozenset(lexicon.of("determiner"))
        self._canonical: dict[str, str] = {}
        for word, meanings in lexicon.names.items():
            known = {m.canonical for m in meanings if m.sort in _CANONICAL_SORTS}
            if len(known) == 1:
                self._canonical[word] = known.pop()
        self._wars: dict[dt.date, list[tuple[str, frozenset[str]]]] = {}
        for war in lexicon.wars.values():
            parties = frozenset(war.theatre).union(*war.sides)
            self._wars.setdefault(war.start, []).append((war.id, parties))

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> "Gazetteer":
        """Return the gazetteer of a lexicon, made once for each."""
        return Gazetteer(lexicon)

    def is_article(self, quantity: Quantity) -> bool:
        """Say whether an article alone counts, as in "a child"."""
        return quantity.value == 1 and quantity.text.strip().casefold() in self._articles

    def canonical(self, name: str) -> str:
        """Return a name in its one spelling, in lower case and without an article."""
        plain = plain_name(name)
        return plain_name(self._canonical.get(plain, plain))

    def war_from(self, start: dt.date, party: str | None) -> str | None:
        """Return the war that began on a day, the party's own where several did."""
        began = self._wars.get(start, [])
        own = [war for war, parties in began if party in parties]
        return own[0] if len(own) == 1 else began[0][0] if len(began) == 1 else None


def claimant_key(claimant: Claimant | None, names: Gazetteer) -> str:
    """Return what tells one claimant from another: the side, else the canonical name.

    The text's own voice has the empty key.
    """
    if claimant is None:
        return ""
    return claimant.party or names.canonical(claimant.name)


def is_identified(claimant: Claimant | None) -> bool:
    """Say whether a claimant met in another text can be shown to be the same."""
    return claimant is not None and claimant.kind not in UNNAMED


def line_key(claim: Claim, names: Gazetteer) -> str:
    """Return what a claimant's claims to one question share; unnamed ones each stand alone."""
    if claim.claimant is None or claim.kind in UNNAMED:
        return claim.id
    return names.canonical(claim.claimant)
