"""The losses found so far in one sentence, and the rules of what may be one.

Invariant: the first pattern that claims a count keeps it; ``second`` holds what a second verb says.
"""

import re
from dataclasses import dataclass, replace

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.counts import Count
from counterclaim.extract.loss_patterns import APPOSED, NAMED_ONE, OF_THINGS, ONE_OF, iter_matches
from counterclaim.lexicon.entries import Entry


@dataclass(slots=True)
class Loss:
    """A count with its outcome; ``trigger`` is the token of the word of loss.

    ``part_of`` is the loss in the same sentence of which this one is a part.
    """

    chunk: int
    count: Count
    outcome: str
    trigger: int
    rule: str
    entry: str
    part_of: "Loss | None" = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Leaning:
    """Outcome and entry of the loss just before a sentence, and of the dead told with it."""

    last: tuple[str, str]
    toll: tuple[str, str]


class LossTable:
    """What is known of one sentence while the patterns run."""

    def __init__(self, chunks: Chunks, before: Leaning | None) -> None:
        self.chunks = chunks
        self.before = before
        self.tokens = chunks.tokens
        self.letters = chunks.letters
        self.found: dict[int, Loss] = {}
        self.second: dict[int, Loss] = {}
        self.apposed = self._appositions()

    def _claim(
        self, chunk: int, entry: Entry, verb: int, rule: str, *, token: int | None = None
    ) -> None:
        chunk = self._outermost(chunk)
        count = self.chunks.counts.get(chunk)
        if count is None or not (self._suits(count, entry) or self._is_held_by(count, entry, verb)):
            return
        trigger = self.chunks.spans[verb][0] if token is None else token
        if rule == "noun" and count.noun is not None:
            trigger = count.last
        self._put(chunk, entry, trigger, rule)

    def _claim_second(self, chunk: int, entry: Entry, verb: int, rule: str) -> None:
        """Give a count that has its outcome a second one: "kidnapped and beaten"."""
        known = self.found.get(chunk)
        outcome = entry.text("outcome")
        if known is None or outcome in (None, known.outcome) or chunk in self.second:
            return
        if (
            known.rule not in ("bare-participle", "relative", "subject")
            or known.outcome == "killed"
        ):
            return
        if known.part_of is not None or not self._suits(known.count, entry):
            return
        trigger = self.chunks.spans[verb][0]
        self.second[chunk] = replace(
            known, outcome=outcome or "", trigger=trigger, rule=rule, entry=entry.id
        )

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
        if inner is not None:
            before = inner.outcome, inner.entry
        elif self.before is not None:
            before = self.before.toll if rule == "figure" else self.before.last
        else:
            return
        self.found[chunk] = Loss(
            chunk=chunk,
            count=count,
            outcome=before[0],
            trigger=count.last,
            rule=rule,
            entry=before[1],
        )

    def _whole_before(self, chunk: int) -> Loss | None:
        before = [
            loss for loss in self.found.values() if loss.chunk < chunk and loss.part_of is None
        ]
        return max(before, key=lambda loss: loss.chunk) if before else None

    def _toll_before(self, chunk: int) -> Loss | None:
        """Return the loss that "the figure" is of: the dead, where several kinds were told."""
        before = [loss for loss in self.found.values() if loss.chunk < chunk]
        dead = [loss for loss in before if loss.outcome == "killed" and loss.part_of is None]
        return max(dead, key=lambda loss: loss.chunk) if dead else self._whole_before(chunk)

    def _claim_elided(self, chunk: int, entry: Entry, verb: int, rule: str) -> None:
        """Claim a count whose noun stands behind another count: "3 foreign and 2 local staff"."""
        self._put(chunk, entry, self.chunks.spans[verb][0], rule)

    def _put(self, chunk: int, entry: Entry, trigger: int, rule: str) -> None:
        count = self.chunks.counts.get(chunk)
        outcome = entry.text("outcome")
        if count is None or count.is_thing or outcome is None or chunk in self.found:
            return
        if count.base is not None and self._is_own_state(chunk, trigger, rule):
            count = replace(count, mention=count.base, first=count.base.first, base=None)
        if count.is_bare and OF_THINGS.search(self.letters[:chunk]):
            return
        if chunk in self.apposed or self._is_share(count) or self._is_undone(chunk):
            return
        self.found[chunk] = Loss(
            chunk=chunk,
            count=count,
            outcome=outcome,
            trigger=trigger,
            rule=rule,
            entry=entry.id,
            is_optional=self._is_optional(chunk, count),
        )

    def _is_optional(self, chunk: int, count: Count) -> bool:
        """Say whether it is no report, a count of families, or a named person's own loss."""
        if self.tokens.has("noreport", count.mention.first):
            return True
        if count.head is not None and self.tokens.has("collective", count.head):
            return True
        is_named = self.letters[chunk + 1 : chunk + 3] == ",E"
        return is_named and self._has_article(chunk)

    def _is_held_by(self, count: Count, entry: Entry, verb: int) -> bool:
        """Say whether an armed group or another state holds them: "are being held by the M9"."""
        if "suspects_excluded" not in entry.flags or not count.is_people:
            return False
        after = self.chunks.spans[verb][1] + 1
        names = [
            n for at in (after + 1, after + 2) for n in self.tokens.names.get(at, ()) if n.party
        ]
        return self.tokens.has("agent", after) and any(n.kind == "armed group" for n in names)

    def _appositions(self) -> set[int]:
        """Return the counts that only say again who was counted: "two others, a mother and …,"."""
        found: set[int] = set()
        for match in APPOSED.finditer(self.letters):
            inner = match.start("inner")
            first = self.chunks.counts[match.start()].mention.first
            if self._has_article(inner) and not self.tokens.has("number.article", first):
                series = range(inner, match.end())
                found.update(
                    at for at in series if at in self.chunks.counts and self._has_article(at)
                )
        for match in NAMED_ONE.finditer(self.letters):  # ", said Hasan Orl, an elder, and …"
            if self._has_article(match.start("inner")):
                found.add(match.start("inner"))
        for match in iter_matches(ONE_OF, self.letters, "R"):  # "one of them a toddler"
            if self._has_article(match.start("inner")):
                found.add(match.start("inner"))
        return found

    def _has_article(self, chunk: int) -> bool:
        return self.tokens.has("number.article", self.chunks.counts[chunk].mention.first)

    def _is_undone(self, chunk: int) -> bool:
        """Say whether they came back: "two of them were released", "12 hostages were freed"."""
        at = chunk + 1
        while at < len(self.letters) and self.letters[at] in "RXHAVvk":
            if self._word_has("undone", at):
                return True
            at += 1
        return at < len(self.letters) and self._word_has("undone", at)

    def _is_share(self, count: Count) -> bool:
        """Say whether only a share of the counted is meant: "half of the 200 soldiers"."""
        at = count.mention.first - 1
        owners = "nE" if at > 0 and self.tokens.letters[at] == "j" else ""
        while at > 0 and self.tokens.letters[at] in f"Dj{owners}" and not self._opens_share(at):
            at -= 1
        if self._opens_share(at):
            return True
        is_first = at == 0 or self.tokens.letters[at - 1] in ',;"'
        after = "".join(self.tokens.letters[count.last + 1 : count.last + 9])
        is_base = is_first and re.match(r"(?:P[DAnEj]{1,6})?,", after) is not None
        return is_base and self.tokens.has("of", at) and count.first > at

    def _opens_share(self, at: int) -> bool:
        """Say whether "half", or "half of", stands here, and no number that it belongs to."""
        if self.tokens.has("of", at):
            if self._is_crowd_share(at - 1):
                return True
            is_spared = self.tokens.letters[at - 1] == "#" and self.tokens.has("exception", at - 2)
            return is_spared or self.tokens.has("share", at - 1)
        return self.tokens.has("share", at) and not self.tokens.has("number.article", at - 1)

    def _is_crowd_share(self, noun: int) -> bool:
        """Say whether "half the town", "a third of the population" stand before "of 40,000"."""
        at = noun - 1
        while at > 0 and self.tokens.letters[at] == "D":
            at -= 1
        at -= self.tokens.has("of", at)
        return noun > 1 and self.tokens.letters[noun] == "n" and self.tokens.has("share", at)

    def _is_own_state(self, chunk: int, trigger: int, rule: str) -> bool:
        """Say whether the base of a part is lost: "he was one of 12 men killed on Monday"."""
        if rule == "relative":
            return True
        verb = self.chunks.chunk_at(trigger)
        is_named = re.search(r"X[A]*$", self.letters[:chunk]) is not None
        is_followed = re.match(r"[PnEDyA]{0,8}[XHd]", self.letters[verb + 1 :]) is not None
        return rule == "bare-participle" and (is_named or is_followed)

    def _outermost(self, chunk: int) -> int:
        """Return the first number of "1.9 million of Gaza's 2.3 million people"."""
        match = re.search(r"Q[PR]?[DEjn]*$", self.letters[:chunk])
        if match is None or match.end() - match.start() < 2:
            return chunk
        inner = self.chunks.counts[chunk]
        if inner.is_people and self._has_article(match.start()) and not self._has_article(chunk):
            return chunk  # "an aunt of two sisters who died"
        return match.start() if self._word_has("of", match.start() + 1) else chunk

    def _suits(self, count: Count, entry: Entry) -> bool:
        if count.noun is not None:  # "12 victims" may be killed, "12 deaths" may not
            return entry.role == "loss.noun" or self.tokens.has("loss.open", count.last)
        if count.is_people or count.is_bare:
            is_soldier = count.victim is not None and count.victim.text("class") == "military"
            if "soldiers_only" in entry.flags and not is_soldier:
                return False
            if "soldiers_excluded" in entry.flags and is_soldier:
                return False
            if "civilians_only" in entry.flags and not _is_civilian(count):
                return False
            return "suspects_excluded" not in entry.flags or self._is_held_victim(count)
        if "people_only" in entry.flags or entry.role in ("verb.lose", "loss.split"):
            return False
        return self.tokens.has("loss.lives", count.head or 0) or self._may_be_people(count)

    def _may_be_people(self, count: Count) -> bool:
        """An unknown noun may name people when it is a plural or counts one."""
        head = count.head
        if head is None or count.mention.kind == "none":
            return False
        low = self.tokens.lows[head]
        return low.endswith("s") or self.tokens.letters[head] == "E"

    def _is_held_victim(self, count: Count) -> bool:
        victim = count.victim
        head = count.head
        if head is not None and any(n.sort == "people" for n in self.tokens.names.get(head, ())):
            return True
        if victim is None:
            return False
        if victim.text("group") in (
            "journalists",
            "aid workers",
            "medics",
            "prisoners",
            "foreign fighters",
        ):
            return True
        return self.tokens.has("detained.kind", count.head or -1)

    def _complement(self, verb: int, chunk: int) -> Entry | None:
        """Return the entry of a verb whose complement stands at ``chunk``."""
        low = self.tokens.lows[self.chunks.spans[verb][0]]
        if chunk >= len(self.letters):
            return None
        start = self.chunks.spans[chunk][0]
        words = [self.tokens.lows[t] for t in range(start, min(start + 5, len(self.tokens)))]
        words = [w for w in words if w != '"']
        said = " ".join(words) + " "
        state = self._token_entry(start)
        if state is not None and state.text("outcome") == "casualties":
            return state  # "dead or wounded"
        for entry in self.tokens.lexicon.splits.get(low, ()):
            if any(said.startswith(c + " ") for c in entry.complements):
                return entry
        return None

    def _entry_at(self, chunk: int) -> Entry | None:
        return self._token_entry(self.chunks.spans[chunk][0])

    def _token_entry(self, token: int) -> Entry | None:
        entry = self._plain_entry(token)
        is_deadly = token > 0 and self.tokens.has("adverb.deadly", token - 1)
        if is_deadly and entry is not None and entry.text("outcome") == "wounded":
            return self.tokens.lexicon.of("loss.state")["dead"]  # "fatally injured"
        return entry

    def _plain_entry(self, token: int) -> Entry | None:
        roles = self.tokens.roles[token]
        for role in (
            "loss.transitive",
            "loss.intransitive",
            "loss.state",
            "loss.toll",
            "loss.noun",
        ):
            if role in roles:
                return self.tokens.lexicon.of(role)[self.tokens.lows[token]]
        return None

    def _low(self, chunk: int) -> str:
        return self.tokens.lows[self.chunks.spans[chunk][0]]

    def _word_has(self, role: str, chunk: int) -> bool:
        return self.tokens.has(role, self.chunks.spans[chunk][0])


def _is_civilian(count: Count) -> bool:
    return count.victim is not None and count.victim.text("class") == "civilian"
