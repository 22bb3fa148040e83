"""The losses found so far in one sentence, and the rules of what may be one.

Invariant: one count has one outcome; the first pattern that claims a count keeps it.
"""

import re
from dataclasses import dataclass

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.counts import Count
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


class LossTable:
    """What is known of one sentence while the patterns run."""

    def __init__(self, chunks: Chunks, before: tuple[str, str] | None) -> None:
        self.chunks = chunks
        self.before = before
        self.tokens = chunks.tokens
        self.letters = chunks.letters
        self.found: dict[int, Loss] = {}

    def _claim(
        self, chunk: int, entry: Entry, verb: int, rule: str, *, token: int | None = None
    ) -> None:
        chunk = self._outermost(chunk)
        count = self.chunks.counts.get(chunk)
        outcome = entry.text("outcome")
        if count is None or count.is_thing or outcome is None or chunk in self.found:
            return
        if not self._suits(count, entry):
            return
        trigger = self.chunks.spans[verb][0] if token is None else token
        if rule == "noun" and count.noun is not None:
            trigger = count.last
        self.found[chunk] = Loss(
            chunk=chunk,
            count=count,
            outcome=outcome,
            trigger=trigger,
            rule=rule,
            entry=entry.id,
            is_optional=self.tokens.has("noreport", count.mention.first),
        )

    def _outermost(self, chunk: int) -> int:
        """Return the first number of "1.9 million of Gaza's 2.3 million people"."""
        match = re.search(r"Q[PR]?[DEjn]*$", self.letters[:chunk])
        if match is None or match.end() - match.start() < 2:
            return chunk
        return match.start() if self._word_has("of", match.start() + 1) else chunk

    def _suits(self, count: Count, entry: Entry) -> bool:
        if count.noun is not None:
            return entry.role == "loss.noun"
        if count.is_people or count.is_bare:
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

    def _entry_at(self, chunk: int) -> Entry | None:
        return self._token_entry(self.chunks.spans[chunk][0])

    def _token_entry(self, token: int) -> Entry | None:
        low = self.tokens.lows[token]
        for role in (
            "loss.transitive",
            "loss.intransitive",
            "loss.state",
            "loss.toll",
            "loss.noun",
        ):
            entry = self.tokens.lexicon.entry(role, low)
            if entry is not None:
                return entry
        return None

    def _word_has(self, role: str, chunk: int) -> bool:
        return self.tokens.has(role, self.chunks.spans[chunk][0])


def _is_civilian(count: Count) -> bool:
    return count.victim is not None and count.victim.text("class") == "civilian"
