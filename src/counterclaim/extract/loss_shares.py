"""Losses that lean on another: parts, shares, labels and elided verbs.

"including three children", "40 of them", "Killed: 14", "and three in Lyman".
"""

import re
from dataclasses import replace

from counterclaim.extract.counts import Count
from counterclaim.extract.loss_idioms import IdiomLosses
from counterclaim.extract.loss_patterns import (
    AFTER_COLON,
    ALSO,
    ALSO_THESE,
    AMONG_DEAD,
    AMONG_THEM,
    APIECE,
    APPOSED_PARTS,
    ASIDE,
    HERE,
    LABEL,
    OF_STATE,
    OF_THEM,
    OF_THESE,
    ORPHAN,
    OWN_CLAUSE,
    PART,
    THEIR_LOSS,
    THEY_INCLUDE,
    UNNUMBERED,
    iter_matches,
)
from counterclaim.extract.loss_table import Loss
from counterclaim.extract.quantities import Mention


class LeaningLosses(IdiomLosses):
    """The patterns whose outcome comes from another loss."""

    def _shares(self) -> None:
        """ "three of the dead", "40 of them children", "of these 39,684 were civilians"."""
        for match in iter_matches(OF_STATE, self.letters):
            entry = self._entry_at(match.start("verb"))
            own = THEIR_LOSS.match(self.letters, match.end())
            if own is not None:  # "one of the wounded died"
                entry = self._entry_at(own.start("verb"))
            if entry is not None and self._word_has("of", match.start("of")):
                self._claim(match.start(), entry, match.start("verb"), "of-state")
        for match in iter_matches(OF_THEM, self.letters, "R"):
            if not self._word_has("subset.them", match.start("of")):
                continue
            if self._points_at_thing(match.start("of")):
                continue
            if self.chunks.counts[match.start()].mention.kind == "none" or self._leans_on_air(
                match
            ):
                continue
            whole = self._whole_before(match.start())
            if whole is not None:
                self._part(match.start(), whole)
            elif not self._follows_others(match.start()):
                self._claim_as_before(match.start(), "of-them")
        for match in iter_matches(APIECE, self.letters):
            whole = self._whole_before(match.start())
            chunk = match.start("count")
            if whole is not None and self._has_article(chunk + 1):
                self._part(chunk, whole)
        for match in iter_matches(OF_THESE, self.letters):
            self._take_these(match)
        for pattern in (AMONG_THEM, THEY_INCLUDE):
            for match in iter_matches(pattern, self.letters, "R"):
                if self._word_has("among.dead", 0):
                    self._claim(
                        match.start("count"),
                        self.tokens.lexicon.of("loss.state")["dead"],
                        0,
                        "among",
                    )
                self._claim_as_before(match.start("count"), "of-them")
                self._go_on(match.start("count"))

    def _follows_others(self, chunk: int) -> bool:
        """Say whether people who were not lost stand before: "104 were fined, ten of them"."""
        others = [count for at, count in self.chunks.counts.items() if at < chunk]
        return any(count.is_people or (count.is_bare and not count.is_thing) for count in others)

    def _points_at_thing(self, chunk: int) -> bool:
        """Say whether "of these" goes on with a noun for no people: "one of those cases"."""
        after = chunk + 1
        return self.letters[after : after + 1] == "n" and self.letters[after + 1 : after + 2] in (
            *("X", "H", "P"),
            ".",
        )

    def _go_on(self, place: int) -> None:
        """Go on with the rest of a list: "they included two nurses, a policeman and a child"."""
        known = self.found.get(place)
        while known is not None and (more := ALSO.match(self.letters, place + 1)) is not None:
            place = more.start("count")
            if "R" in more.group() or self.chunks.counts[place].is_thing:
                return
            self.found.setdefault(
                place, replace(known, chunk=place, count=self.chunks.counts[place])
            )

    def _leans_on_air(self, match: "re.Match[str]") -> bool:
        """Say whether nothing is told of a part: "some 2,500 of them before May", "of which"."""
        of = match.start("of")
        is_far = self._whole_before(match.start()) is None
        return is_far and (self._word_has("relative", of) or self.letters[of + 1 : of + 2] == "P")

    def _take_these(self, match: "re.Match[str]") -> None:
        """ "of these 39,684 were civilians", "of the dead, 490 fell in the east and 284 …"."""
        chunk = match.start("count")
        if match.group("state"):
            state = match.start("state")
            entry = self._entry_at(state)
            if entry is None or not self._word_has("of", match.start()):
                return
            self._claim(chunk, entry, state, "of-state")
        elif self._word_has("subset.them", match.start()):
            self._claim_as_before(chunk, "of-them")
        known = self.found.get(chunk)
        while known is not None and (more := ALSO_THESE.match(self.letters, chunk + 1)):
            chunk = more.start("count")
            if chunk in self.found or not self.chunks.counts[chunk].is_bare:
                return
            self._take_over(chunk, known, known.rule)

    def _labels(self) -> None:
        """ "Killed: 14.", "named its dead: five in Dorna", "15 died: 11 guests and three cooks"."""
        for match in iter_matches(AFTER_COLON, self.letters, ":"):
            chunks = [i for i in range(*match.span()) if self.letters[i] == "Q"]
            total = sum(self.chunks.counts[i].mention.value or 0 for i in chunks)
            whole = self._whole_of(match.start(), total) or self._whole_before(match.start())
            if whole is None:
                continue
            limit = whole.count.mention.value or whole.count.mention.low or 0
            if len(chunks) > 1 and total <= limit:
                for chunk in chunks:
                    if chunk not in self.found:
                        self._part(chunk, whole)
        for match in iter_matches(LABEL, self.letters, ":"):
            entry = self._entry_at(match.start("verb"))
            if entry is not None:
                self._claim(match.start("count"), entry, match.start("verb"), "label")
                self._go_on(match.start("count"))
        for match in iter_matches(AMONG_DEAD, self.letters, "R"):
            if self._word_has("among.dead", match.start("among")):
                entry = self.tokens.lexicon.entry("loss.state", "dead")
                for chunk in range(match.start(), match.start("among")):
                    if self.letters[chunk] == "Q" and entry is not None:
                        self._claim(chunk, entry, match.start("among"), "among")
        for match in iter_matches(APPOSED_PARTS, self.letters, "C"):
            chunks = [i for i in range(*match.span("counts")) if self.letters[i] == "Q"]
            counts = [self.chunks.counts[i] for i in chunks]
            whole = self._whole_of(match.start(), sum(c.mention.value or 0 for c in counts))
            is_split = all(c.is_people for c in counts) and not all(map(self._has_article, chunks))
            if whole is not None and is_split and self.found.keys().isdisjoint(chunks):
                for chunk in chunks:
                    self._part(chunk, whole)

    def _whole_of(self, stop: int, total: int) -> Loss | None:
        """Return the loss before a list whose numbers add up to it."""
        wholes = (loss for loss in self.found.values() if loss.chunk < stop)
        return next((loss for loss in wholes if loss.count.mention.value == total > 0), None)

    def _parts(self) -> None:
        """ "including three children": a part of the count before."""
        for match in iter_matches(PART, self.letters, "R"):
            whole = self._whole_before(match.start())
            place = match.start("count")
            if whole is None or self._is_next_clause(match.start(), place):
                continue
            self._part(place, whole)
            while (more := ALSO.match(self.letters, place + 1)) and "R" not in more.group():
                place = more.start("count")
                if re.match(r"[XAH]*[kad]", self.letters[place + 1 : place + 4]):
                    break
                self._part(place, whole)

    def _is_next_clause(self, opener: int, count: int) -> bool:
        """Say whether a list ends before the count: "most of them civilians, and 240 taken"."""
        return self._word_has("subset.most", opener) and self.letters[count - 2 : count] == ",C"

    def _part(self, chunk: int, whole: Loss) -> None:
        count = self.chunks.counts[chunk]
        known = self.found.get(chunk)
        if (
            count.is_thing
            or chunk in self.apposed
            or (known is not None and known.rule not in ("noun-of", "object", "subject"))
        ):
            return
        if not (count.is_bare or count.is_people) or self._is_undone(chunk):
            return
        self._take_over(chunk, whole, "part", part_of=whole)
        own = THEIR_LOSS.match(self.letters, chunk + 1)
        entry = self._entry_at(own.start("verb")) if own is not None else None
        if entry is not None and entry.text("outcome") not in (None, whole.outcome):
            del self.found[chunk]  # "of whom nine did not survive": of those, not of that loss
            self._claim(chunk, entry, own.start("verb") if own is not None else chunk, "of-them")

    def _orphans(self) -> None:
        """ "…, and another three in Lyman": the verb is left out."""
        for match in iter_matches(ORPHAN, self.letters):
            chunk = match.start("count")
            count = self.chunks.counts[chunk]
            if chunk in self.found or count.is_thing or not self.found:
                continue
            if self.letters[chunk + 1 : chunk + 3] == "PN":
                continue  # "and millions in losses"
            is_elided = count.is_more and (count.is_bare or count.is_people)
            follows_place = count.is_bare and match.group("next") in ("P", "@", "A", "y")
            if count.is_people and not count.is_more:
                is_joined = "C" in match.group() or not self._has_article(chunk)
                follows_place = is_joined and HERE.match(self.letters, chunk) is not None
            before = [loss for loss in self.found.values() if loss.chunk < chunk]
            if not before or not (is_elided or follows_place):
                continue
            last = max(before, key=lambda loss: loss.chunk)
            between = ASIDE.sub("", self.letters[last.chunk : match.start() + 1])
            if "V" in between or OWN_CLAUSE.match(self.letters, chunk):
                continue
            self._take_over(chunk, last, "elided")

    def _unnumbered(self) -> None:
        """ "there had been casualties", "we are taking casualties": losses without any number."""
        for match in iter_matches(UNNUMBERED, self.letters, "N"):
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
