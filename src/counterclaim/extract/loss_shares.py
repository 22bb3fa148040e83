"""Losses that lean on another: parts, shares, running totals, figures and elided verbs.

"including three children", "40 of them", "bringing the total to 1,730", "and three in Lyman".
"""

import re

from counterclaim.extract.counts import Count
from counterclaim.extract.loss_patterns import (
    ALSO,
    BARE_FIGURE,
    NUMBER_OF,
    OF_STATE,
    OF_THEM,
    OF_THESE,
    ORPHAN,
    PART,
    STATE_TOLL,
    TOTAL,
    UNNUMBERED,
    iter_matches,
)
from counterclaim.extract.loss_table import Loss, LossTable
from counterclaim.extract.quantities import Mention


class LeaningLosses(LossTable):
    """The patterns whose outcome comes from another loss."""

    def _totals(self) -> None:
        """ "bringing the total number to 1,730": a running count of the loss before it."""
        for match in iter_matches(TOTAL, self.letters):
            noun = match.start("noun")
            before = [loss for loss in self.found.values() if loss.chunk < noun]
            if not before or not self._word_has("loss.total", noun):
                continue
            chunk = match.start("count")
            count = self.chunks.counts[chunk]
            if chunk in self.found or not (count.is_bare or count.is_people):
                continue
            last = max(before, key=lambda loss: loss.chunk)
            self._take_over(chunk, last, "total")

    def _shares(self) -> None:
        """ "three of the dead", "40 of them children", "of these 39,684 were civilians"."""
        for match in iter_matches(OF_STATE, self.letters):
            entry = self._entry_at(match.start("verb"))
            if entry is not None and self._word_has("of", match.start("of")):
                self._claim(match.start(), entry, match.start("verb"), "of-state")
        for match in iter_matches(OF_THEM, self.letters):
            if not self._word_has("subset.them", match.start("of")):
                continue
            whole = self._whole_before(match.start())
            if whole is not None:
                self._part(match.start(), whole)
            else:
                self._claim_as_before(match.start(), "of-them")
        for match in iter_matches(OF_THESE, self.letters):
            if self._word_has("subset.them", match.start()):
                self._claim_as_before(match.start("count"), "of-them")

    def _claim_as_before(self, chunk: int, rule: str) -> None:
        """Give a count the outcome of the sentence before, on which it leans."""
        count = self.chunks.counts.get(chunk)
        if self.before is None or count is None or chunk in self.found or count.is_thing:
            return
        if not (count.is_bare or count.is_people):
            return
        self.found[chunk] = Loss(
            chunk=chunk,
            count=count,
            outcome=self.before[0],
            trigger=count.last,
            rule=rule,
            entry=self.before[1],
        )

    def _figures(self) -> None:
        """ "put the injured at 49,133", "taking the number of dead to 44", "acknowledged 1,870"."""
        for match in iter_matches(NUMBER_OF, self.letters):
            if not self._word_has("loss.total", match.start("noun")):
                continue
            if not self._word_has("toll.verb", match.start("last")):
                continue
            entry = self._entry_at(match.start("verb"))
            if entry is not None:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        for match in iter_matches(STATE_TOLL, self.letters):
            entry = self._entry_at(match.start("verb"))
            if entry is not None and self.chunks.counts[match.start("count")].is_bare:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        if self.before is None:
            return
        for match in iter_matches(BARE_FIGURE, self.letters):
            count = self.chunks.counts[match.start("count")]
            if not count.is_bare or (count.mention.low or 0) < 2 or count.mention.kind == "vague":
                continue
            inner = self.letters[match.start() + 1 : match.start("count")]
            if "n" in inner and not any(
                self._word_has("loss.total", i)
                for i in range(match.start() + 1, match.start("count"))
            ):
                continue
            self._claim_as_before(match.start("count"), "figure")

    def _parts(self) -> None:
        """ "including three children": a part of the count before."""
        for match in iter_matches(PART, self.letters):
            whole = self._whole_before(match.start())
            if whole is None:
                continue
            place = match.start("count")
            self._part(place, whole)
            while (more := ALSO.match(self.letters, place + 1)) and "R" not in more.group():
                place = more.start("count")
                if re.match(r"[XAH]*[kad]", self.letters[place + 1 : place + 4]):
                    break
                self._part(place, whole)

    def _part(self, chunk: int, whole: Loss) -> None:
        count = self.chunks.counts[chunk]
        known = self.found.get(chunk)
        if count.is_thing or (
            known is not None and known.rule not in ("noun-of", "object", "subject")
        ):
            return
        if not (count.is_bare or count.is_people):
            return
        self._take_over(chunk, whole, "part", part_of=whole)

    def _take_over(
        self, chunk: int, other: Loss, rule: str, *, part_of: Loss | None = None
    ) -> None:
        """Give a count the outcome and the word of loss of another."""
        self.found[chunk] = Loss(
            chunk=chunk,
            count=self.chunks.counts[chunk],
            outcome=other.outcome,
            trigger=other.trigger,
            rule=rule,
            entry=other.entry,
            part_of=part_of,
        )

    def _orphans(self) -> None:
        """ "…, and another three in Lyman": the verb is left out."""
        for match in iter_matches(ORPHAN, self.letters):
            chunk = match.start("count")
            count = self.chunks.counts[chunk]
            if chunk in self.found or count.is_thing or not self.found:
                continue
            is_elided = count.is_more and (count.is_bare or count.is_people)
            follows_place = count.is_bare and match.group("next") == "P"
            before = [loss for loss in self.found.values() if loss.chunk < chunk]
            if not before or not (is_elided or follows_place):
                continue
            last = max(before, key=lambda loss: loss.chunk)
            if "V" in self.letters[last.chunk : chunk]:
                continue
            self._take_over(chunk, last, "elided")

    def _unnumbered(self) -> None:
        """ "there had been casualties", "we are taking casualties": losses without any number."""
        for match in iter_matches(UNNUMBERED, self.letters):
            chunk = match.start("noun")
            token = self.chunks.spans[chunk][0]
            entry = self._token_entry(token)
            opener = max(match.start("opener"), match.start("verb"))
            if entry is None or not self.tokens.lows[token].endswith("s") or chunk in self.found:
                continue
            if not (self._word_has("existential", opener) or self._word_has("verb.suffer", opener)):
                continue
            mention = Mention(
                first=token,
                last=token,
                kind="some",
                value=None,
                low=1,
                high=None,
                rules=("quantity.some",),
            )
            count = Count(mention=mention, first=token, last=token, noun=entry)
            self.found[chunk] = Loss(
                chunk=chunk,
                count=count,
                outcome=entry.text("outcome") or "casualties",
                trigger=token,
                rule="unnumbered",
                entry=entry.id,
            )

    def _whole_before(self, chunk: int) -> Loss | None:
        before = [
            loss for loss in self.found.values() if loss.chunk < chunk and loss.part_of is None
        ]
        return max(before, key=lambda loss: loss.chunk) if before else None
