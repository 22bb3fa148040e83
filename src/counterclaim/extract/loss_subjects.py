"""Losses whose count is the subject: "three people were killed", "16 injured", "who surrendered".

Coordinated counts share the verb, parts ("two of them children") do not. Invariant: a count whose
verb has another subject or an object of its own is left alone.
"""

import re

from counterclaim.extract.loss_patterns import (
    ALSO,
    AMONG,
    AMONG_FIRST,
    INCLUDE,
    INVERTED,
    LIST_GOES_ON,
    OBJECT_AFTER,
    REDUCED,
    REDUCED_LINKED,
    SUBJECT,
    THEN,
    WHO,
    iter_matches,
)
from counterclaim.extract.loss_shares import LeaningLosses
from counterclaim.lexicon.entries import Entry


class SubjectLosses(LeaningLosses):
    """The patterns in which those who were lost stand before the word of loss."""

    def _subjects(self) -> None:
        """ "three people were killed", "16 injured", "soldiers who surrendered"."""
        for pattern, rule in (
            (REDUCED, "bare-participle"),
            (REDUCED_LINKED, "bare-participle"),
            (WHO, "relative"),
            (SUBJECT, "subject"),
            (AMONG, "among"),
        ):
            for match in iter_matches(pattern, self.letters):
                self._take_subject(match, rule)
                if rule == "bare-participle" and match.start() in self.found:
                    self._claim_reduced_before(match.start(), match.start("verb"))
        for match in iter_matches(INCLUDE, self.letters):
            if self._word_has("subset", match.start("count") - 1):
                entry = self._entry_at(match.start("verb"))
                if entry is not None:
                    self._claim(match.start("count"), entry, match.start("verb"), "among")
                    self._others(match.end("count"), entry, match.start("verb"), "among")
        for pattern, rule in ((AMONG_FIRST, "among"), (INVERTED, "inverted")):
            for match in iter_matches(pattern, self.letters):
                if rule == "inverted" and match.start() > 1:
                    continue
                entry = self._entry_at(match.start("verb"))
                if entry is not None:
                    self._claim(match.start("count"), entry, match.start("verb"), rule)
                    self._others(match.end("count"), entry, match.start("verb"), rule)

    def _others(self, place: int, entry: Entry, verb: int, rule: str) -> None:
        """Go on with "…, two men and a child" after a count, until another verb takes over."""
        while True:
            match = ALSO.match(self.letters, place)
            if match is None or "R" in match.group():
                return
            if "C" not in match.group() and not LIST_GOES_ON.match(self.letters, match.end()):
                return  # ", a spokesman said" goes on with somebody else
            count = match.start("count")
            after = self.letters[match.end("count") : match.end("count") + 3]
            if re.match(r"[XAH]*[kad]", after):
                return
            self._claim(count, entry, verb, rule)
            place = match.end("count")

    def _take_subject(self, match: "re.Match[str]", rule: str) -> None:
        count, verb = match.start(), match.start("verb")
        if verb < 0:
            verb = match.start("noun")
        group = match.group("group") if "group" in match.re.groupindex else "X"
        letter = self.letters[verb]
        entry = self._entry_at(verb)
        if entry is None or "active_only" in entry.flags:
            return
        if letter == "k" and rule != "among":
            is_passive = "X" in group
            if not is_passive and ("H" in group or self._has_object(verb)):
                return
            if rule == "subject" and not is_passive and match.group()[1:-1].strip('A,"'):
                return
        if count and self.letters[count - 1] == "@":
            return
        if letter == "a" and rule == "subject" and not set(group) & set("XVA"):
            return
        if letter == "a" and "V" in group and "," in group:
            return  # "…, a lieutenant said, dead or taken"
        if rule == "subject" and self._other_subject(count, verb):
            return
        then = THEN.match(self.letters, verb + 1) if letter == "k" else None
        if then is not None and entry.text("outcome") != "killed":
            final = self._entry_at(then.start("verb"))
            if (
                final is not None
                and final.text("outcome") == "killed"
                and not self._has_object(then.start("verb"))
            ):
                entry, verb = final, then.start("verb")
        self._claim(count, entry, verb, rule)
        if rule in ("subject", "bare-participle"):
            self._claim_coordinates(count, verb, entry, rule)

    def _claim_coordinates(self, count: int, verb: int, entry: Entry, rule: str) -> None:
        """Claim the counts beside the first: "two guards and a driver were killed"."""
        inner = [
            at
            for at in range(count + 1, verb)
            if self.letters[at] == "Q"
            and self.letters[at + 1] != "R"  # "five people, two of them children, were killed"
            and "(" not in self.letters[count:at]
            and self.letters[at - 1] in "C,DA"
            and self._is_coordinate(count, at)
        ]
        sizes = [self.chunks.counts[at].mention.value or 0 for at in inner]
        whole = self.found.get(count)
        is_split = whole is not None and len(inner) > 1 and self.letters[count + 1] == ","
        if is_split and whole is not None and sum(sizes) == whole.count.mention.value:
            for at in inner:  # "five staff, one foreign and four local, were abducted"
                self._take_over(at, whole, "part", part_of=whole)
            return
        for at in inner:
            self._claim(at, entry, verb, rule)
        if whole is None and any(at in self.found for at in inner):
            self._claim_elided(count, entry, verb, rule)  # "3 foreign and 2 local staff"

    def _claim_reduced_before(self, count: int, verb: int) -> None:
        """Claim the counts that share the noun of a reduced clause: "3 foreign and 2 local …"."""
        entry = self._entry_at(verb)
        while entry is not None and re.search(r"Q[C,]$", self.letters[:count]):
            count -= 2
            if count in self.found:
                return
            self._claim_elided(count, entry, verb, "bare-participle")

    def _has_object(self, verb: int) -> bool:
        return OBJECT_AFTER.match(self.letters, verb + 1) is not None

    def _other_subject(self, count: int, verb: int) -> bool:
        """Say whether another noun phrase right before the verb is its subject."""
        between = self.letters[count + 1 : verb].rstrip('XHAMFiV"')
        clause = re.search(r"(?:,C|,|C|S)[DAv]*(?:[nEB]|j)+$", between)
        return clause is not None and not re.search(r"P[^,]*$", between[: clause.start() + 1])

    def _is_coordinate(self, first: int, second: int) -> bool:
        between = self.letters[first + 1 : second]
        return (
            re.fullmatch(r"(?:P[DAnEjB]{1,8})?(?:,Q)*,?C?[DA]*|.*Q,?C?[DA]*", between) is not None
        )
