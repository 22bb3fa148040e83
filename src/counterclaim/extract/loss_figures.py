"""Losses whose count is a figure: running totals, tolls of a side, figures told again.

"bringing the total to 1,730", "its figure, 498, has", "acknowledged 1,870", "up from 28".
"""

import re

from counterclaim.extract.loss_patterns import (
    ARE_PEOPLE,
    BARE_FIGURE,
    ELIDED_VERB,
    ELSEWHERE,
    FIGURE_OF,
    GAPPED,
    INNER_FIGURE,
    IT_WAS,
    NUMBER_OF,
    POSSESSED,
    REVISED,
    SAME_FIGURE,
    SIDES,
    STATE_TOLL,
    TOTAL,
    TOTAL_AFTER,
    UP_FROM,
    iter_matches,
)
from counterclaim.extract.loss_table import Leaning, LossTable

_FEW = 2  # "said one" goes on with a noun that is left out


class FigureLosses(LossTable):
    """The patterns of bare figures, whose outcome is that of the loss before."""

    def _totals(self) -> None:
        """ "bringing the total number to 1,730": a running count of the loss before it."""
        for match in iter_matches(TOTAL, self.letters):
            noun = match.start("noun")
            before = [loss for loss in self.found.values() if loss.chunk < noun]
            if not self._word_has("loss.total", noun):
                continue
            chunk = match.start("count")
            count = self.chunks.counts[chunk]
            if chunk in self.found or not (count.is_bare or count.is_people):
                continue
            named = re.search(r"N[^.;:QkN]*$", self.letters[: match.start()])
            entry = self._entry_at(named.start()) if named is not None else None
            if before:
                self._take_over(chunk, max(before, key=lambda loss: loss.chunk), "total")
            elif named is not None and entry is not None and self.before is None:
                self._claim(chunk, entry, named.start(), "total")  # "the deaths bring the total to"

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
            noun = match.start("noun")
            is_toll = self.letters[noun] == "Z"
            is_figure = is_toll or self._word_has("loss.total", noun)
            if not (is_figure and self.chunks.counts[chunk].is_bare):
                continue
            entry = self._entry_at(match.start("verb")) if match.group("verb") else None
            entry = self._entry_at(noun) if is_toll else entry
            if entry is not None:
                self._claim(chunk, entry, match.start("verb"), "figure")
            else:
                self._claim_as_before(chunk, "figure")
        for match in iter_matches(SAME_FIGURE, self.letters):
            chunk = match.start("count")
            is_figure = self._word_has("loss.total", match.start("noun"))
            if is_figure and self.chunks.counts[chunk].is_bare:
                self._claim_as_before(chunk, "figure")

    def _figures(self) -> None:
        """ "taking the number of dead to 44", "acknowledged 1,870", "it was 18"."""
        has_bare = any(count.is_bare for count in self.chunks.counts.values())
        if all(at in self.found or count.is_thing for at, count in self.chunks.counts.items()):
            if has_bare:
                self._totals_after()  # the one that may give a count another outcome
            return
        for match in iter_matches(NUMBER_OF, self.letters):
            if not self._word_has("loss.total", match.start("noun")):
                continue
            if not self._word_has("toll.verb", match.start("last")):
                continue
            entry = self._entry_at(match.start("verb"))
            if entry is not None:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        if has_bare:
            self._stated_figures()
        self._take_noun_before()
        if self.before is None and not self.found:
            return
        if has_bare:
            self._bare_figures()
        for match in iter_matches(IT_WAS, self.letters):
            count = self.chunks.counts[match.start("count")]
            if self._word_has("pronoun.person", match.start("it")):
                continue  # "she was 34"
            if self.before is not None and (count.is_bare or count.is_people):
                self._claim_as_before(match.start("count"), "figure")

    def _stated_figures(self) -> None:
        """ "put the injured at 49,133", "brought to 13 the number killed", "its figure, 498,"."""
        for match in iter_matches(STATE_TOLL, self.letters):
            entry = self._entry_at(match.start("verb"))
            if match.group("toll") and not self._word_has("toll.verb", match.start("toll")):
                continue
            if entry is not None and self.chunks.counts[match.start("count")].is_bare:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        self._totals_after()
        self._inner_figures()

    def _bare_figures(self) -> None:
        """ "acknowledged 1,870", "gave a figure of 2,783", "up from 28": of the losses before."""
        for match in iter_matches(BARE_FIGURE, self.letters):
            if self._is_figure(match):
                self._claim_as_before(match.start("count"), "figure")
        for match in iter_matches(FIGURE_OF, self.letters):
            is_figure = self._word_has("loss.total", match.start("noun"))
            if is_figure and self.chunks.counts[match.start("count")].is_bare:
                self._claim_as_before(match.start("count"), "figure")
        self._gapped()
        self._rises()
        for match in iter_matches(ARE_PEOPLE, self.letters, "B"):
            if self.chunks.counts[match.start("count")].is_bare:
                self._claim_as_before(match.start("count"), "of-them")
        for chunk, count in self.chunks.counts.items():
            if count.is_bare and chunk and self.tokens.has("sofar", count.last + 1):
                self._claim_as_before(chunk, "total")

    def _is_figure(self, match: "re.Match[str]") -> bool:
        """Say whether a bare number behind a verb of saying is a figure of losses."""
        count = self.chunks.counts[match.start("count")]
        mention = count.mention
        if (
            not count.is_bare
            or (mention.low or mention.high or 0) < _FEW
            or mention.kind == "vague"
        ):
            return False
        if self.tokens.has("number.whole", mention.first):
            return False  # "rejects both"
        if self.letters[match.start()] == "L" and not self._word_has("cue", match.start()):
            return False  # "left 40", where "admitted to fewer than ten" is a figure
        inner = range(match.start() + 1, match.start("count"))
        nouns = [i for i in inner if self.letters[i] == "n"]
        if nouns and not any(self._word_has("loss.total", i) for i in inner):
            return False
        return all(self._leads_to_figure(i) for i in inner if self.letters[i] == "P")

    def _take_noun_before(self) -> None:
        """Let figures lean on a noun of loss without a number: "deaths rose: they counted 174"."""
        noun = re.search(r"N[^.;:Q]*[:;]", self.letters)
        entry = self._entry_at(noun.start()) if noun is not None else None
        if self.before is None and not self.found and entry is not None:
            noted = entry.text("outcome") or "casualties", entry.id
            self.before = Leaning(noted, noted)

    def _rises(self) -> None:
        """ "to 41, up from 28", "and Lunigrad's at 9,000": the same of another time or side."""
        for match in iter_matches(UP_FROM, self.letters):
            is_rise = self.letters[match.start("from") - 1] in ",(A"  # not "went up by one"
            if is_rise and self._word_has("toll.from", match.start("from")):
                self._follow(match.start("count"), "total")
        for match in iter_matches(POSSESSED, self.letters, "j"):
            self._follow(match.start("count"), "elided")
        for match in iter_matches(SIDES, self.letters):
            source = match.end("source") - 1
            if self._word_has("claimant", source) or self._is_state(source):
                self._follow(match.start("count"), "elided")
        for match in iter_matches(ELIDED_VERB, self.letters, "H"):
            self._follow(match.start("count"), "elided")
        for match in iter_matches(ELSEWHERE, self.letters):
            opener = self.letters[: match.start()]
            if self.found and re.search(r"(?:^|[,;])P[^,;QX]{1,6}Q[^,;Q]*$", opener):
                self._follow(match.start("count"), "elided")
        for match in iter_matches(REVISED, self.letters):
            if self._word_has("toll.verb", match.start("toll")):
                self._follow(match.start("count"), "figure")

    def _is_state(self, chunk: int) -> bool:
        names = self.tokens.names.get(self.chunks.spans[chunk][1], ())
        return any(name.sort == "name" and name.party for name in names)

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
