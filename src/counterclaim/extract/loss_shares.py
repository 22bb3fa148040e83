"""Losses that lean on another: parts, shares, running totals, figures and elided verbs.

"including three children", "40 of them", "bringing the total to 1,730", "and three in Lyman".
"""

import re
from dataclasses import replace

from counterclaim.extract.counts import Count
from counterclaim.extract.loss_patterns import (
    AFTER_COLON,
    ALSO,
    ALSO_THESE,
    AMONG_DEAD,
    AMONG_THEM,
    ARE_PEOPLE,
    APIECE,
    ASIDE,
    BARE_FIGURE,
    FIGURE_OF,
    GAPPED,
    HERE,
    INNER_FIGURE,
    IT_WAS,
    LABEL,
    NUMBER_OF,
    OF_STATE,
    OF_THEM,
    OF_THESE,
    ORPHAN,
    OWN_CLAUSE,
    PART,
    POSSESSED,
    SAME_FIGURE,
    SIDES,
    STATE_TOLL,
    THEIR_LOSS,
    THEY_INCLUDE,
    TOTAL,
    TOTAL_AFTER,
    UNNUMBERED,
    UP_FROM,
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

    def _totals_after(self) -> None:
        """ "brought to 13 the number killed", "put at 6,402 the number of men who died"."""
        for match in iter_matches(TOTAL_AFTER, self.letters):
            noun, chunk = match.start("noun"), match.start("count")
            is_bare = self.chunks.counts[chunk].is_bare
            if not (is_bare and self._word_has("toll.verb", match.start("toll"))):
                continue
            ends = [noun] if self.letters[noun] == "Z" else []
            if not ends and self._word_has("loss.total", noun):
                ends = [at for at in range(noun + 1, match.end()) if self.letters[at] in "kaNd"]
            entry = self._entry_at(ends[0]) if ends else None
            before = self._whole_before(noun)
            if entry is not None:
                self._claim(chunk, entry, ends[0], "toll")
            elif before is not None and self._word_has("loss.total", noun):
                self._take_over(chunk, before, "total")

    def _inner_figures(self) -> None:
        """ "its figure, 498, has", "the count on Sunday had been over 50"."""
        for match in iter_matches(INNER_FIGURE, self.letters):
            chunk = match.start("count")
            is_figure = self._word_has("loss.total", match.start("noun"))
            if not (is_figure and self.chunks.counts[chunk].is_bare):
                continue
            entry = self._entry_at(match.start("verb")) if match.group("verb") else None
            if entry is not None:
                self._claim(chunk, entry, match.start("verb"), "figure")
            else:
                self._claim_as_before(chunk, "figure")
        for match in iter_matches(SAME_FIGURE, self.letters):
            chunk = match.start("count")
            is_figure = self._word_has("loss.total", match.start("noun"))
            if is_figure and self.chunks.counts[chunk].is_bare:
                self._claim_as_before(chunk, "figure")

    def _shares(self) -> None:
        """ "three of the dead", "40 of them children", "of these 39,684 were civilians"."""
        for match in iter_matches(OF_STATE, self.letters):
            entry = self._entry_at(match.start("verb"))
            if entry is not None and self._word_has("of", match.start("of")):
                self._claim(match.start(), entry, match.start("verb"), "of-state")
        for match in iter_matches(OF_THEM, self.letters):
            if not self._word_has("subset.them", match.start("of")):
                continue
            if self._points_at_thing(match.start("of")):
                continue
            if self.chunks.counts[match.start()].mention.kind == "none" or self._leans_on_air(match):
                continue
            whole = self._whole_before(match.start())
            if whole is not None:
                self._part(match.start(), whole)
            else:
                self._claim_as_before(match.start(), "of-them")
        for match in iter_matches(OF_THESE, self.letters):
            self._take_these(match)
        for pattern in (AMONG_THEM, THEY_INCLUDE):
            for match in iter_matches(pattern, self.letters):
                self._claim_as_before(match.start("count"), "of-them")
                self._go_on(match.start("count"))

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
            self.found.setdefault(place, replace(known, chunk=place, count=self.chunks.counts[place]))

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
        for match in iter_matches(LABEL, self.letters):
            entry = self._entry_at(match.start("verb"))
            if entry is not None:
                self._claim(match.start("count"), entry, match.start("verb"), "label")
                self._go_on(match.start("count"))
        for match in iter_matches(AMONG_DEAD, self.letters):
            if self._word_has("among.dead", match.start("among")):
                entry = self.tokens.lexicon.entry("loss.state", "dead")
                for chunk in range(match.start(), match.start("among")):
                    if self.letters[chunk] == "Q" and entry is not None:
                        self._claim(chunk, entry, match.start("among"), "among")
        for match in iter_matches(AFTER_COLON, self.letters):
            whole = self._whole_before(match.start())
            if whole is None:
                continue
            limit = whole.count.mention.value or whole.count.mention.low or 0
            chunks = [i for i in range(*match.span()) if self.letters[i] == "Q"]
            sizes = [self.chunks.counts[i].mention.value or 0 for i in chunks]
            if len(chunks) > 1 and sum(sizes) <= limit:
                for chunk in chunks:
                    if chunk not in self.found:
                        self._part(chunk, whole)

    def _claim_as_before(self, chunk: int, rule: str) -> None:
        """Give a count the outcome of the loss before it, on which it leans."""
        count = self.chunks.counts.get(chunk)
        if count is None or chunk in self.found or count.is_thing or chunk in self.apposed:
            return
        if self._is_undone(chunk):
            return
        if not (count.is_bare or count.is_people):
            return
        inner = self._toll_before(chunk) if rule == "figure" else self._whole_before(chunk)
        if inner is None and rule == "figure":  # "gave 140, but now says that 120 were killed"
            behind = [loss for loss in self.found.values() if loss.chunk > chunk]
            inner = behind[0] if behind and ";" not in self.letters else None
        before = (inner.outcome, inner.entry) if inner is not None else self.before
        if before is None:
            return
        self.found[chunk] = Loss(
            chunk=chunk,
            count=count,
            outcome=before[0],
            trigger=count.last,
            rule=rule,
            entry=before[1],
        )

    def _toll_before(self, chunk: int) -> Loss | None:
        """Return the loss that "the figure" is of: the dead, where several kinds were told."""
        before = [loss for loss in self.found.values() if loss.chunk < chunk]
        dead = [loss for loss in before if loss.outcome == "killed" and loss.part_of is None]
        return max(dead, key=lambda loss: loss.chunk) if dead else self._whole_before(chunk)

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
            if match.group("toll") and not self._word_has("toll.verb", match.start("toll")):
                continue
            if entry is not None and self.chunks.counts[match.start("count")].is_bare:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        self._totals_after()
        self._inner_figures()
        self._bare_figures()

    def _bare_figures(self) -> None:
        """ "acknowledged 1,870", "gave a figure of 2,783", "it was 18": of the losses before."""
        self._take_noun_before()
        if self.before is None and not self.found:
            return
        for match in iter_matches(BARE_FIGURE, self.letters):
            count = self.chunks.counts[match.start("count")]
            if not count.is_bare or (count.mention.low or 0) < 2 or count.mention.kind == "vague":
                continue
            if self.tokens.has("number.whole", count.mention.first):
                continue  # "rejects both"
            inner = range(match.start() + 1, match.start("count"))
            if any(self.letters[i] == "n" for i in inner) and not any(
                self._word_has("loss.total", i) for i in inner
            ):
                continue
            if any(self.letters[i] == "P" and not self._leads_to_figure(i) for i in inner):
                continue
            self._claim_as_before(match.start("count"), "figure")
        for match in iter_matches(FIGURE_OF, self.letters):
            is_figure = self._word_has("loss.total", match.start("noun"))
            if is_figure and self.chunks.counts[match.start("count")].is_bare:
                self._claim_as_before(match.start("count"), "figure")
        self._gapped()
        self._rises()
        for match in iter_matches(ARE_PEOPLE, self.letters):
            if self.chunks.counts[match.start("count")].is_bare:
                self._claim_as_before(match.start("count"), "of-them")
        for chunk, count in self.chunks.counts.items():
            if count.is_bare and chunk and self.tokens.has("sofar", count.last + 1):
                self._claim_as_before(chunk, "total")
        for match in iter_matches(IT_WAS, self.letters):
            count = self.chunks.counts[match.start("count")]
            if self._word_has("pronoun.person", match.start("it")):
                continue  # "she was 34"
            if self.before is not None and (count.is_bare or count.is_people):
                self._claim_as_before(match.start("count"), "figure")

    def _take_noun_before(self) -> None:
        """Let figures lean on a noun of loss without a number: "deaths rose: they counted 174"."""
        noun = re.search(r"N[^.;:Q]*[:;]", self.letters)
        entry = self._entry_at(noun.start()) if noun is not None else None
        if self.before is None and not self.found and entry is not None:
            self.before = entry.text("outcome") or "casualties", entry.id

    def _rises(self) -> None:
        """ "to 41, up from 28", "and Lunigrad's at 9,000": the same of another time or side."""
        for match in iter_matches(UP_FROM, self.letters):
            if self._word_has("toll.from", match.start("from")):
                self._follow(match.start("count"), "total")
        for match in iter_matches(POSSESSED, self.letters):
            self._follow(match.start("count"), "elided")
        for match in iter_matches(SIDES, self.letters):
            if self._word_has("claimant", match.end("source") - 1):
                self._follow(match.start("count"), "elided")
        for match in iter_matches(APIECE, self.letters):
            whole = self._whole_before(match.start())
            chunk = match.start("count")
            if whole is not None and self._has_article(chunk + 1):
                self._part(chunk, whole)

    def _follow(self, chunk: int, rule: str) -> None:
        """Give a bare count the outcome of the loss before it."""
        if self.chunks.counts[chunk].is_bare:
            self._claim_as_before(chunk, rule)

    def _gapped(self) -> None:
        """ "responsible for 205,028 of the killings, the guerrillas for 122,813"."""
        for match in iter_matches(GAPPED, self.letters):
            chunk = match.start("count")
            other = self._whole_before(chunk)
            if other is None or not self.chunks.counts[chunk].is_bare or chunk in self.found:
                continue
            links = [other.count.first - 1, self.chunks.spans[match.start("link")][0]]
            if self.tokens.lows[links[0]] == self.tokens.lows[links[1]]:
                self._take_over(chunk, other, "elided")

    def _leads_to_figure(self, chunk: int) -> bool:
        return self._word_has("of", chunk) or self._word_has("toll.verb", chunk)

    def _parts(self) -> None:
        """ "including three children": a part of the count before."""
        for match in iter_matches(PART, self.letters):
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
        if count.is_thing or chunk in self.apposed or (
            known is not None and known.rule not in ("noun-of", "object", "subject")
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
            is_optional=self._is_optional(chunk, self.chunks.counts[chunk]),
        )

    def _orphans(self) -> None:
        """ "…, and another three in Lyman": the verb is left out."""
        for match in iter_matches(ORPHAN, self.letters):
            chunk = match.start("count")
            count = self.chunks.counts[chunk]
            if chunk in self.found or count.is_thing or not self.found:
                continue
            is_elided = count.is_more and (count.is_bare or count.is_people)
            follows_place = count.is_bare and match.group("next") in ("P", "@", "A")
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
