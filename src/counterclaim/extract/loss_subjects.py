"""Losses whose count is the subject: "three people were killed", "16 injured", "who surrendered".

Coordinated counts share the verb, parts ("two of them children") do not. Invariant: a count whose
verb has another subject or an object of its own is left alone.
"""

import re

from counterclaim.extract.loss_patterns import (
    ALONG_WITH,
    ALSO,
    ALSO_THERE,
    AMONG,
    AMONG_FIRST,
    CARRIED,
    DEAD_WERE,
    FATE,
    HEADLINE,
    INCLUDE,
    INVERTED,
    LIST_GOES_ON,
    MAIN_VERB,
    OBJECT_AFTER,
    REDUCED,
    REDUCED_LINKED,
    SAME_SUBJECT,
    SPLIT_REDUCED,
    SUBJECT,
    SUSTAINED,
    SUSTAINED_WOUNDS,
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
            (CARRIED, "bare-participle"),
            (HEADLINE, "bare-participle"),
            (WHO, "relative"),
            (SUBJECT, "subject"),
        ):
            for match in iter_matches(pattern, self.letters):
                self._take_subject(match, rule)
                if rule == "bare-participle" and match.start() in self.found:
                    self._claim_reduced_before(match.start(), match.start("verb"))
        if "u" in self.letters or "N" in self.letters:
            for match in iter_matches(AMONG, self.letters):
                self._take_subject(match, "among")
        self._further_verbs()
        self._sustained()
        for match in iter_matches(INCLUDE, self.letters, "R"):
            if self._word_has("subset", match.start("count") - 1):
                entry = self._entry_at(match.start("verb"))
                if entry is not None:
                    self._claim(match.start("count"), entry, match.start("verb"), "among")
                    self._others(match.end("count"), entry, match.start("verb"), "among")
        for pattern, rule, needed in (
            (AMONG_FIRST, "among", "u"),
            (DEAD_WERE, "among", "X"),
            (INVERTED, "inverted", "k"),
        ):
            for match in iter_matches(pattern, self.letters, needed):
                if rule == "inverted" and match.start() > 1:
                    continue
                entry = self._entry_at(match.start("verb"))
                if pattern is DEAD_WERE and self.chunks.counts[match.start("count")].is_bare:
                    continue
                if entry is not None:
                    self._claim(match.start("count"), entry, match.start("verb"), rule)
                    self._others(match.end("count"), entry, match.start("verb"), rule)

    def _further_verbs(self) -> None:
        """ "was walking there and was killed", "died along with nine passengers"."""
        for match in iter_matches(SAME_SUBJECT, self.letters):
            verb = match.start("verb") if match.group("verb") else match.start("die")
            entry = self._entry_at(verb)
            is_listed = match.group("first") == "X" and match.group("verb")
            if entry is None or self._has_object(verb):
                continue
            if match.group("die") or match.group("be") or is_listed:
                self._claim_last(match.start("count"), entry, verb)
        for match in iter_matches(ALONG_WITH, self.letters, "C"):
            verb, link = match.start("verb"), self._low(match.start("link"))
            entry = self._entry_at(verb)
            is_lost = match.group("be") or self.letters[verb] == "d"
            if " " in link and entry is not None and is_lost:  # "along with two guards"
                self._claim(match.start("count"), entry, verb, "subject")

    def _sustained(self) -> None:
        """ "suffered burns", "received fatal stab wounds", "two found dead", "the fate of 12"."""
        if self.tokens.holds("wounds") and self.tokens.holds("verb.sustain"):
            for verb in range(1, len(self.letters)):
                if self._word_has("verb.sustain", verb):
                    self._claim_sustained(verb)
        for match in iter_matches(SPLIT_REDUCED, self.letters, "L"):
            verb = match.start("verb")
            entry = self._complement(verb, verb + 1)
            if entry is not None:
                self._claim(match.start(), entry, verb, "bare-participle")
        for match in iter_matches(FATE, self.letters) if self.tokens.holds("fate") else ():
            noun = match.start("noun")
            if self._word_has("fate", noun) and self._word_has("fate.open", match.start("open")):
                entry = self.tokens.lexicon.of("loss.state")["missing"]
                self._claim(match.start("count"), entry, noun, "noun-of")

    def _claim_last(self, count: int, entry: Entry, verb: int) -> None:
        """Claim what a further verb says of a subject; nothing is graver than death."""
        known = self.found.get(count)
        if known is not None and known.outcome == "missing" and self.letters[verb] == "a":
            return  # "missing and presumed dead"
        if known is not None and known.rule == "subject" and entry.text("outcome") == "killed":
            del self.found[count]
        self._claim(count, entry, verb, "subject")
        self._claim_second(count, entry, verb, "subject")

    def _claim_sustained(self, verb: int) -> None:
        """Claim the subject of a verb whose object are wounds, deadly ones or not."""
        match = SUSTAINED_WOUNDS.match(self.letters, verb + 1)
        inner = range(*match.span()) if match is not None else range(0)
        wounds = [at for at in inner if self._word_has("wounds", at)]
        subjects = [q for q in self.chunks.counts if SUSTAINED.fullmatch(self.letters, q, verb)]
        if not subjects and re.match(r"D?Q.{0,60},$", self.letters[:verb]):  # "…, suffering burns"
            subjects = [self.letters.index("Q")]
        if not wounds or not subjects:
            return
        entry: Entry | None = self.tokens.lexicon.of("loss.noun")["injuries"]
        for at in range(verb + 1, wounds[0]):
            if self.letters[at] == "a":
                entry = self._entry_at(at)
        if entry is not None:
            self._claim(subjects[0], entry, wounds[0], "subject")
            self._claim_coordinates(subjects[0], verb, entry, "subject")

    def _others(self, place: int, entry: Entry, verb: int, rule: str) -> None:
        """Go on with "…, two men and a child" after a count, until another verb takes over."""
        while True:
            match = ALSO.match(self.letters, place)
            there = ALSO_THERE.match(self.letters, place) if match is None else None
            if there is not None and self.chunks.counts[there.start("count")].is_people:
                match = there  # "two women in Dorna, three farmers in Lisk and …"
            if match is None or "R" in match.group():
                return
            if "C" not in match.group() and not LIST_GOES_ON.match(self.letters, match.end()):
                return  # ", a spokesman said" goes on with somebody else
            count = match.start("count")
            if self._is_said_again(place - 1, count):
                return
            after = self.letters[match.end("count") : match.end("count") + 3]
            if re.match(r"[XAH]*[kadV]|PN", after):
                return  # "… and millions in losses"
            self._claim(count, entry, verb, rule)
            place = match.end("count")

    def _is_said_again(self, first: int, second: int) -> bool:
        """Say whether one person is named twice: "a tycoon and one of the richest men"."""
        mention = self.chunks.counts[second].mention
        is_one_of = mention.value == 1 and self.tokens.has("of", mention.last + 1)
        return is_one_of and first in self.chunks.counts and self._has_article(first)

    def _take_subject(self, match: "re.Match[str]", rule: str) -> None:
        count, verb = match.start(), match.start("verb")
        if verb < 0:
            verb = match.start("noun")
        group = match.group("group") if "group" in match.re.groupindex else "X"
        letter = self.letters[verb]
        entry = self._entry_at(verb)
        if entry is None or self._is_covered(verb, entry):
            return
        if letter == "k" and rule != "among":
            is_passive = "X" in group
            if not is_passive and ("H" in group or self._has_object(verb)):
                return
            if rule == "subject" and not is_passive and match.group()[1:-1].strip('AR,"'):
                return
        if count and self.letters[count - 1] == "@":
            return
        if letter == "a" and rule == "subject" and not set(group) & set("XVA"):
            return
        if letter == "a" and "V" in group and "," in group:
            return  # "…, a lieutenant said, dead or taken"
        if rule == "subject" and (self._other_subject(count, verb) or self._is_aside(count, verb)):
            return
        then, final = self._then(verb, entry) if letter in "ka" else (None, None)
        if then is not None and final is not None and final.text("outcome") == "killed":
            entry, verb, then = final, then, None
        if rule == "relative":
            then, final = self._main_verb(verb, entry)
            if then is not None and final is not None and final.text("outcome") == "killed":
                entry, verb, then = final, then, None
        count = self._of_predicate(count)
        self._claim(count, entry, verb, rule)
        if rule in ("subject", "bare-participle"):
            self._claim_coordinates(count, verb, entry, rule)
        if then is not None and final is not None:
            self._claim_second(count, final, then, rule)
        elif rule == "subject":
            self._claim_second(count, entry, verb, rule)

    def _of_predicate(self, count: int) -> int:
        """Return the count of which a noun is said: "one was a teacher who had been abducted"."""
        match = re.search(r"Q[RA]?X[A]*$", self.letters[:count])
        return match.start() if match is not None and self._has_article(count) else count

    def _then(self, verb: int, entry: Entry) -> tuple[int | None, Entry | None]:
        """Return the second verb of a passive subject: "were kidnapped and beaten"."""
        then = THEN.match(self.letters, verb + 1)
        if then is None or entry.text("outcome") == "killed":
            return None, None
        at = then.start("verb")
        if self.letters[at] == "L":
            return at, self._complement(at, at + 1)
        final = self._entry_at(at)
        if self.letters[at] == "a" and entry.text("outcome") == "missing":
            return None, None  # "missing and presumed dead"
        is_other = final is not None and final.text("outcome") != entry.text("outcome")
        return (at, final) if is_other and not self._has_object(at) else (None, None)

    def _main_verb(self, verb: int, entry: Entry) -> tuple[int | None, Entry | None]:
        """Return the verb behind a relative clause: "people who fled there were killed"."""
        main = MAIN_VERB.match(self.letters, verb + 1)
        final = self._entry_at(main.start("verb")) if main is not None else None
        if main is None or final is None or final.text("outcome") == entry.text("outcome"):
            return None, None
        return main.start("verb"), final

    def _is_covered(self, verb: int, entry: Entry) -> bool:
        """Say whether something lies on them: "were buried under the snow"."""
        after = self.chunks.spans[verb][1] + 1
        return "uncovered_only" in entry.flags and self.tokens.has("cover", after)

    def _is_aside(self, count: int, verb: int) -> bool:
        """Say whether the verb belongs to a count behind: "At one, in Lisk, three were killed"."""
        inner = [at for at in range(count + 1, verb) if self.letters[at] == "Q"]
        if any(self.chunks.counts[at].mention.kind == "none" for at in inner):
            return True  # "all eight that were launched, and no one was hurt"
        if (
            count
            and self.letters[count - 1] == "v"
            and re.search("C[DA]*Q", self.letters[count:verb])
        ):
            return True  # "trains carried four million, and 244 of the workers died"
        if self.tokens.holds("finite") and "W" not in self.letters[count:verb]:
            if any(self._word_has("finite", at) for at in range(count + 1, verb)):
                return True  # "twelve came in and two died"
        is_after = count > 0 and self.letters[count - 1] == "P" and count == 1
        return is_after and bool(inner) and self.chunks.counts[count].is_bare

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
            if all(map(self._has_article, inner)):
                return  # "two students, a girl and a boy, were": who they are
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
        links = "C"
        while entry is not None and re.search(rf"Q[{links}]$", self.letters[:count]):
            count, links = count - 2, "C,"
            if count in self.found:
                return
            self._claim_elided(count, entry, verb, "bare-participle")

    def _has_object(self, verb: int) -> bool:
        return OBJECT_AFTER.match(self.letters, verb + 1) is not None

    def _other_subject(self, count: int, verb: int) -> bool:
        """Say whether another noun phrase right before the verb is its subject."""
        between = self.letters[count + 1 : verb].rstrip('XHAMFiV"')
        if self._is_joint(count, verb, between):
            return False
        if re.search(r"PD?E(?:,E)*,?CE$", between):
            return False  # "eight peacekeepers from Pakistan, Russia and Serbia died"
        clause = re.search(r"(?:,C|,|C|S)[DAv]*(?:[nEB]|j)+$", between)
        return clause is not None and not re.search(r"P[^,]*$", between[: clause.start() + 1])

    def _is_joint(self, count: int, verb: int, between: str) -> bool:
        """Say whether one more person shares the verb: "two nurses and their driver were"."""
        last = self.chunks.spans[count + len(between)][1]
        if re.fullmatch(r",Q(?:,Q)*,?CD?[AnE]*[nB]", between) is not None:
            return True  # "a soldier, two guards and a dog died"
        is_same = self.chunks.counts[count].mention.value == 1 and re.fullmatch(
            "C[AnE]*[nB]", between
        )
        if is_same or between == "CB":
            return True  # "a volunteer and activist was", "seven staff and volunteers were"
        if re.fullmatch(r"CD?[AnE]*B", between) is None:
            return False
        opener = self.letters[count - 1] if count else ","
        if self.letters[verb] == "d" and opener in ",:;VWS":
            return True  # "in which 12 recruits and the bomber died"
        if between[1] == "D" and (
            self.tokens.has("kin", last) or self.tokens.has("collective", last)
        ):
            return True  # "19 workers and their relatives were"
        is_one = self.tokens.form("victim", last) == "singular"
        return is_one and any(
            self._word_has("plural.verb", at) for at in range(count + len(between) + 1, verb)
        )

    def _is_coordinate(self, first: int, second: int) -> bool:
        between = self.letters[first + 1 : second]
        return (
            re.fullmatch(r"(?:P[DAnEjB]{1,8})?(?:,Q)*,?C?[DA]*|.*Q,?C?[DA]*", between) is not None
        )
