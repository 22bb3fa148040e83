"""Losses told without a verb of loss of their own: "none of the 62 survived", "took 56 prisoners".

Who stayed away from home, by an agency for refugees; whom "we have buried"; those of whom "89 had".
Invariant: each idiom needs a word of its own lexicon role, so that none is a guess.
"""

import re
from dataclasses import replace

from counterclaim.extract.loss_figures import FigureLosses
from counterclaim.extract.loss_patterns import (
    BURIED,
    MIGRATED,
    OF_LOST,
    SHELTERED,
    SURVIVED,
    TOOK,
    iter_matches,
)
from counterclaim.extract.loss_table import Loss

_CROWD = 100  # fewer who arrive or leave are travellers, whatever an agency says


class IdiomLosses(FigureLosses):
    """The patterns of idioms; they run before those that would take a neighbour's word."""

    def _idioms(self) -> None:
        if self.tokens.holds("verb.survive"):
            self._survivors()
        if self.tokens.holds("verb.bury"):
            self._take(BURIED, "verb.bury")
        if self.tokens.holds("verb.seize"):
            self._seized()
        if self.tokens.holds("refugee.agency"):
            self._take(MIGRATED, "verb.migrate")
        if self.tokens.holds("shelter.place"):
            self._take(SHELTERED, "verb.shelter")
        self._of_lost()

    def _take(self, pattern: "re.Pattern[str]", role: str) -> None:
        """Claim the count beside a verb: "we have buried 42", "9,000 have taken shelter"."""
        for match in iter_matches(pattern, self.letters):
            chunk, verb = match.start("count"), match.start("verb")
            entry = self.tokens.lexicon.entry(role, self._low(verb))
            is_few = (
                role == "verb.migrate" and (self.chunks.counts[chunk].mention.low or 0) < _CROWD
            )
            if entry is not None and not is_few:
                self._claim(chunk, entry, verb, "idiom")

    def _survivors(self) -> None:
        """ "none of the 62 people on board survived": all 62 are dead."""
        for match in iter_matches(SURVIVED, self.letters):
            chunk, verb = match.start("count"), match.start("verb")
            count = self.chunks.counts[chunk]
            entry = self.tokens.lexicon.entry("verb.survive", self._low(verb))
            if entry is None or count.base is None or count.mention.kind != "none":
                continue
            self.found[chunk] = Loss(
                chunk=chunk,
                count=replace(count, mention=count.base, first=count.base.first, base=None),
                outcome=entry.text("outcome") or "killed",
                trigger=self.chunks.spans[verb][0],
                rule="idiom",
                entry=entry.id,
            )

    def _seized(self) -> None:
        """ "the army took 56 prisoners"."""
        for match in iter_matches(TOOK, self.letters):
            verb = match.start("verb")
            entry = self.tokens.lexicon.entry("verb.seize", self._low(verb))
            victim = self.chunks.counts[match.start("count")].victim
            is_held = victim is not None and victim.text("outcome") == "captured"
            if entry is not None and is_held:
                self._claim(match.start("count"), entry, verb, "idiom")

    def _of_lost(self) -> None:
        """ "one of the 12 wounded died": one is dead, twelve were wounded."""
        for match in iter_matches(OF_LOST, self.letters):
            first, last = self._entry_at(match.start("verb")), self._entry_at(match.start("own"))
            if first is None or last is None or not self._word_has("of", match.start("of")):
                continue
            self._put(match.start("whole"), first, self.chunks.spans[match.start("verb")][0], "of")
            self._put(match.start(), last, self.chunks.spans[match.start("own")][0], "of-state")
