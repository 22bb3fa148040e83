"""Losses: which count belongs to which word of loss, and by which pattern.

Patterns run over the chunk letters of one sentence. Each finding names the pattern and the lexicon
entry that made it. Not here: who says so (``speakers.py``), who was lost (``victims.py``).
Invariant: a count has one outcome, or two where its subject has two verbs; a part ("including three
children") points at its whole.
"""

import re

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.counts import Count
from counterclaim.extract.loss_patterns import (
    LIST_GOES_ON,
    MAX_TOLL_WORDS,
    OBJECT,
    OF,
    OF_STATE,
    OWN_VERB,
    SERIES,
    SPLIT,
    SPLIT_PASSIVE,
    TOLL,
    iter_matches,
)
from counterclaim.extract.loss_subjects import SubjectLosses
from counterclaim.extract.loss_table import Leaning, Loss
from counterclaim.extract.reality import is_real, is_staged
from counterclaim.lexicon.entries import Entry

__all__ = ["Leaning", "Loss", "find_losses"]

_ARMY = 10  # a smaller bare number that a country "lost" may be a score


class LossFinder(SubjectLosses):
    """Runs the patterns over one sentence; see :func:`find_losses`."""

    def run(self) -> list[Loss]:
        """Return the losses of the sentence, in the order of their counts."""
        if self.chunks.counts:
            self._counted()
        self._unnumbered()
        losses = sorted([*self.found.values(), *self.second.values()], key=lambda loss: loss.chunk)
        return [loss for loss in losses if self._is_told_as_real(loss)]

    def _is_told_as_real(self, loss: Loss) -> bool:
        is_asserted = is_real(self.chunks, loss.chunk, loss.trigger)
        return is_asserted and not is_staged(self.chunks, loss.chunk, loss.outcome)

    def _counted(self) -> None:
        self._idioms()
        self._nouns()
        self._splits()
        self._objects()
        self._subjects()
        self._tolls()
        self._totals()
        self._inner_states()
        self._heads()
        self._labels()
        self._parts()
        self._figures()
        self._shares()
        self._orphans()

    def _objects(self) -> None:
        """ "killed 23 people", "killing Liza and two others", "claimed the lives of 12"."""
        for match in iter_matches(OBJECT, self.letters):
            verb, count = match.start("verb"), match.start("count")
            letter = self.letters[verb]
            if letter == "k" and (self._is_passive(verb) or self._is_score(match)):
                continue
            entry = self._verb_entry(verb, count)
            if entry is None:
                continue
            if letter == "g" and self._is_title(verb):
                continue
            if entry.text("outcome") == "displaced" and OF_STATE.match(self.letters, count):
                continue  # "evacuated nine of the injured"
            self._claim(count, entry, verb, "object")
            self._others(match.end("count"), entry, verb, "object")
        for match in iter_matches(OF, self.letters):
            is_to = self.letters[match.start("of")] == "i"  # "injuries to three guards"
            if not is_to and not self._word_has("of", match.start("of")):
                continue
            noun = self._entry_at(match.start("verb"))
            if is_to and (self.letters[match.start("verb")] != "N" or noun is None):
                continue
            if is_to and noun is not None and noun.text("outcome") != "wounded":
                continue
            verb = match.start("verb")
            if verb and self._word_has("destination", verb - 1):
                continue
            entry = self._entry_at(verb)
            if self._word_has("loss.agent", verb):  # "the killers of six priests"
                entry = self.tokens.lexicon.entry("loss.agent", self._low(verb))
            if (
                self._word_has("loss.open", verb)
                and self.chunks.counts[match.start("count")].is_bare
            ):
                continue
            if entry is not None:
                self._claim(match.start("count"), entry, verb, "noun-of")
                self._others(match.end("count"), entry, verb, "noun-of")

    def _nouns(self) -> None:
        """ "12 deaths", "no casualties", "45 bodies", "no deaths or injuries"."""
        for index, count in self.chunks.counts.items():
            if count.noun is None or not count.noun.text("outcome"):
                continue
            entry = count.noun
            if OWN_VERB.match(self.letters, index) and self.tokens.has("loss.open", count.last):
                continue  # "four of the victims were killed at a food counter"
            if re.search(r"[kgb][DA]*$", self.letters[:index]) and self._is_open(count):
                continue  # "buried 14 victims"
            pair = re.match(r"C[A]*(N)(?!P)", self.letters[index + 1 :])
            if pair is not None:
                other = self._entry_at(index + 1 + pair.start(1))
                if other is not None and other.text("outcome") != entry.text("outcome"):
                    entry = self.tokens.lexicon.of("loss.noun")["casualties"]
            self._claim(index, entry, index, "noun")

    def _is_open(self, count: Count) -> bool:
        return self.tokens.has("loss.open", count.last) and count.mention.kind != "none"

    def _tolls(self) -> None:
        """ "the death toll rose to at least 45", "deaths reached 300"."""
        for match in iter_matches(TOLL, self.letters):
            verb = match.start("verb")
            entry = self._entry_at(verb)
            if entry is None:
                continue
            is_noun = self.letters[verb] == "N"
            if is_noun and not self.tokens.lows[self.chunks.spans[verb][0]].endswith("s"):
                continue
            for index in range(verb + 1, min(match.end(), verb + MAX_TOLL_WORDS)):
                if self.letters[index] in "kgbdVW" and not self._word_has("toll.verb", index):
                    is_attribute = self.letters[index - 1] == "D"  # "a killing field"
                    if is_noun or (self.letters[index] in "gb" and not is_attribute):
                        break
                    continue
                if self.letters[index] != "Q" or index in self.found:
                    continue
                count = self.chunks.counts[index]
                if not (count.is_bare or count.is_people):
                    continue
                if self._after_toll_verb(index, verb, is_noun):
                    self._claim(index, entry, verb, "toll")
                    break

    def _splits(self) -> None:
        """ "left 12 dead", "forced 12,000 people to flee", "12 were taken hostage"."""
        for match in iter_matches(SPLIT, self.letters):
            verb, count = match.start("verb"), match.start("count")
            series = SERIES.match(self.letters, count)
            end = series.end() if series is not None else count + 1
            entry = self._complement(verb, end)
            if entry is None:
                continue
            for chunk in range(count, end):
                if self.letters[chunk] == "Q":
                    self._claim(chunk, entry, verb, "complement")
        for match in iter_matches(SPLIT_PASSIVE, self.letters, "L"):
            verb = match.start("verb")
            entry = self._complement(verb, verb + 1)
            if entry is not None:
                self._claim(match.start(), entry, verb, "complement")

    def _inner_states(self) -> None:
        """ "five dead men", "two captured volunteers"."""
        for index, count in self.chunks.counts.items():
            if count.state is None or self._has_article(index):
                continue  # "the coat of a dead man" counts nobody
            if index not in self.found and count.is_people:
                entry = self._token_entry(count.state)
                if entry is not None:
                    self._claim(index, entry, index, "state", token=count.state)

    def _heads(self) -> None:
        """ "53 prisoners of war", "300,000 refugees": the noun itself names the loss."""
        for index, count in self.chunks.counts.items():
            if index in self.found or count.victim is None:
                continue
            if index and self._word_has("undone", index - 1):
                continue  # "freed 30 hostages"
            if count.victim.text("outcome") and "weak" not in count.victim.flags:
                if self._word_has("number.article", index):
                    continue
                is_home = any(
                    self.tokens.has("homecoming", at)
                    for at in range(count.last + 1, min(len(self.tokens), count.last + 4))
                )
                if self._is_plain_noun(index) and not is_home:
                    self._claim(index, count.victim, index, "head")

    def _verb_entry(self, verb: int, count: int) -> Entry | None:
        """Return the entry of an active verb with a direct object."""
        token = self.chunks.spans[verb][0]
        low = self.tokens.lows[token]
        letter = self.letters[verb]
        counted = self.chunks.counts[count]
        lives = counted.head is not None and self.tokens.has("loss.lives", counted.head)
        if letter == "c":
            if lives or low.endswith(" of") or self._their_lives(count):
                return self.tokens.lexicon.entry("loss.lives", "lives")
            return None
        if letter in "Ls":
            is_cost = lives and self.tokens.has("verb.lives", token)
            return self.tokens.lexicon.entry("loss.lives", "lives") if is_cost else None
        if letter == "l":
            if lives:
                return self.tokens.lexicon.entry("loss.lives", "lives")
            is_kin = counted.head is not None and self.tokens.has("kin", counted.head)
            is_civilian = counted.victim is not None and counted.victim.text("class") == "civilian"
            if is_kin or is_civilian:
                return self.tokens.lexicon.entry("loss.lives", "lives")
            is_lost = counted.is_people or self._is_army_of(verb, counted)
            after = counted.last + 1
            is_own = self.tokens.has("of", after) and self.tokens.has("possessive.third", after + 1)
            is_lost = is_lost or is_own or self.tokens.has("possessive.third", counted.last)
            is_lost = is_lost or self._word_has(
                "subset.them", min(count + 1, len(self.letters) - 1)
            )
            return self.tokens.lexicon.entry("verb.lose", low) if is_lost else None
        return self._entry_at(verb)

    def _is_score(self, match: "re.Match[str]") -> bool:
        """Say whether the verb is parted from a number: "beat the Bears, 112"."""
        verb, count = match.span("verb")[0], match.start("count")
        if self.letters[:verb].endswith("QR"):
            return True
        if self.letters[count - 1] != ",":
            return False
        is_subject = self.letters[count + 1 : count + 2] in tuple("VXHM")
        is_list = LIST_GOES_ON.match(self.letters, count + 1) is not None
        return is_subject or (self.chunks.counts[count].is_bare and not is_list)

    def _their_lives(self, count: int) -> bool:
        """Say whether their lives follow: "cost 12 people their lives"."""
        at = self.chunks.spans[count][1]
        return self.tokens.letters[at + 1 : at + 2] in (["D"], ["j"], ['"']) and self.tokens.has(
            "loss.lives", at + 2
        )

    def _is_army_of(self, verb: int, counted: Count) -> bool:
        """Say whether a bare number is of soldiers: "Russia had lost 11,000", not "lost 3-1"."""
        if not counted.is_bare or (counted.mention.low or 0) < _ARMY:
            return False
        at = verb - 1
        while at >= 0 and self.letters[at] in "HAX":
            at -= 1
        if at < 0:
            return False
        token = self.chunks.spans[at][0]
        names = self.tokens.names.get(token, ())
        return (
            self.letters[at] == "O"
            or self.tokens.has("military.word", token)
            or any(name.sort in ("name", "seat") for name in names)
        )

    def _is_title(self, verb: int) -> bool:
        """Say whether a gerund is a word of a name: "the film Killing 13 Men"."""
        token = self.chunks.spans[verb][0]
        is_capital = self.tokens.word(token)[:1].isupper() and not self.tokens.is_shouted
        return is_capital and verb > 0 and self.letters[verb - 1] not in '":.-,'

    def _is_passive(self, verb: int) -> bool:
        """Say whether a participle is passive: "were killed", "killed" after its own subject."""
        index = verb - 1
        while index >= 0 and self.letters[index] in 'AFVM"':
            token = self.chunks.spans[index][0]
            if self.tokens.has("claim.infinitive", token) and self.tokens.has("perfect", token):
                return False  # "is known to have killed"
            index -= 1
        if index < 0:
            return False
        if self.letters[index] in "kgv" and self.letters[index] != "g":
            return self._is_passive(index)
        if self.letters[index] == "C" and index and self.letters[index - 1] in "kgbdv":
            return self._is_passive(index - 1)
        return self.letters[index] == "X"

    def _after_toll_verb(self, index: int, verb: int, is_noun: bool) -> bool:
        before = index - 1
        while before > verb and self.letters[before] in 'DA<"':
            before -= 1
        if before == verb:
            return False
        if self._word_has("of", before):
            return before == verb + 1 and not is_noun
        if not self._word_has("toll.verb", before):
            return False
        around = [*range(max(0, verb - 3), verb), *range(verb + 1, index)]
        strong = [i for i in around if self._word_has("toll.strong", i)]
        return bool(strong) or (before == verb + 1 and not is_noun)

    def _is_plain_noun(self, index: int) -> bool:
        before = self.letters[index - 1] if index else ""
        return before != "g"


def find_losses(chunks: Chunks, before: Leaning | None = None) -> list[Loss]:
    """Return the losses that a sentence states, in the order of their counts.

    ``before`` is told of the loss just before, on which "of them" and bare figures may lean.
    """
    if "Q" not in chunks.letters and "N" not in chunks.letters:
        return []
    return LossFinder(chunks, before).run()
