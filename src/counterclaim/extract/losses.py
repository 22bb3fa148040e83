"""Losses: which count belongs to which word of loss, and by which pattern.

Patterns run over the chunk letters of one sentence. Each finding names the pattern and the lexicon
entry that made it. Not here: who says so (``attribution.py``), who was lost (``victims.py``).
Invariant: one count has one outcome; a part ("including three children") points at its whole.
"""

import re
from dataclasses import dataclass, field

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.counts import Count
from counterclaim.extract.quantities import Mention
from counterclaim.extract.reality import is_real
from counterclaim.lexicon.entries import Entry

# The tail of a subject between its noun and its verb.
_NOMINAL = r"[DAnEjO#TBv\"\-yQPCiNauF]"
_TAIL = rf"""(?:
      P{_NOMINAL}{{1,14}}                      # in the town of ...
    | ,[^,.;:WQkdabVXH]{{1,14}},               # an apposition between commas
    | \([^)]{{0,20}}\)
    | ,?W[^.;:QV]{{1,24}}?,?                   # who were waiting for a bus
    | v(?:{_NOMINAL}){{0,12}}                  # trapped under the rubble
    | n{{1,3}}                                 # aboard, nearby
    | R?,?C?[DA]*[QT]                          # and two guards
    | -[^-.;]{{1,30}}-
    )"""
_GROUP = r"[XHAMFi\"VL,]*"
_REDUCED_LINKED = re.compile(r"Q(?P<group>A?)v,?C[A]*(?P<verb>[kd])")
_LINKED = r"(?:[vV],?C?[A]*){0,3}"
_SUBJECT = re.compile(rf"Q{_TAIL}{{0,5}}?(?P<group>{_GROUP}){_LINKED}(?P<verb>[kda])", re.VERBOSE)
_REDUCED = re.compile(r"Q(?:\([^)]{0,14}\))?(?P<group>[A\"nE]{0,2})(?P<verb>[ka])")
_THEN = re.compile(r"[^.;,Q]{0,6}?,?C[A]*X?[A]*(?P<verb>[kd])")
_WHO = re.compile(r"Q(?:P[DAnEjB]{1,6})?,?W(?P<group>[XHAMFV\"]*)(?P<verb>[kda])")
_AMONG = re.compile(r"Q(?:P[DAnEjB]{1,6})?[XAM]*u[DA]*(?P<verb>[kaN])|Q[XA]+(?P<noun>N)(?=[,.;]|$)")
_AMONG_FIRST = re.compile(r"u[DA]*(?P<verb>[kaN])(?:[PDnEjBy]{0,8}),?[XA]+,?[DA]*(?P<count>Q)")
_INVERTED = re.compile(r"A?(?P<verb>k)(?:P[DnEjBy]{1,8})?X[A]*[DA]*(?P<count>Q)")

_OBJECT = re.compile(
    r"""(?P<verb>[kgbcl])
        (?:(?:,?[kgbv],?|,?C)[A]*(?:[kgbv]))*      # killed, maimed and ...
        [A"i]*(?:H|X)?[DA"]*
        (?:(?:[nEjBD]{1,7}(?:,C?|C)){1,4}[DA]*)?   # Liza and two others
        (?P<count>Q)""",
    re.VERBOSE,
)
_OF = re.compile(r"(?P<verb>[Ngb])\"?(?P<of>P)[DA\"]*(?:[nEjB]{1,5}C[DA]*)?(?P<count>Q)")
_ALSO = re.compile(r"(?:,?C?,?[DAR]*(?P<count>Q))")
_TOLL = re.compile(r"(?P<verb>[ZN])[^.;]{0,40}")
_SPLIT = re.compile(r"(?P<verb>[LX])[A\"]*[DA]*(?P<count>Q)")
_SPLIT_PASSIVE = re.compile(r"Q[^.;:VWQ,kda]{0,8}?[XA]+(?P<verb>L)")
_PART = re.compile(r"R[DAP,]*(?:[nEjB]{1,6}(?:,C?|C)[DA]*)?(?P<count>Q)")
_OF_STATE = re.compile(r"Q(?P<of>P)D[AV]?(?P<verb>[kaN])")
_OF_THEM = re.compile(r"Q(?P<of>R)")
_OF_THESE = re.compile(r"^[RP][Dn]?[ka]?,?(?P<count>Q)(?=X)")
_INCLUDE = re.compile(r"D[AV]?(?P<verb>[kaN])R[DA]*(?P<count>Q)")
_NUMBER_OF = re.compile(r"(?P<noun>n)P[DAVn]{0,3}B?[DAVX]{0,2}(?P<verb>[kaN])[^.;QV]{0,8}?(?P<last>[iPXA])[DA]*(?P<count>Q)")
_STATE_TOLL = re.compile(r"D[A]?(?P<verb>[ka])[A]?(?:[XH][XA]*|[iP]|c[iP]|n[iP])(?P<count>Q)(?=[,.;PCyS]|$)")
_BARE_FIGURE = re.compile(r"(?:V[A]?|V[DA]{0,2}n[DP]?P|V[OX]{1,2}X)(?P<count>Q)(?=[,.;y]|$)")
_ORPHAN = re.compile(r"(?:[,;]?C|,|[,;]?SA*|;)[DA]*(?P<count>Q)(?P<next>[PX.,;)]|$)")
_OBJECT_AFTER = re.compile(r"[A\"]*(?:[DQTBO]|E(?!\.))")
_PASSIVE = re.compile(r"X")
_TOTAL = re.compile(r"D[An]?(?P<noun>n)[^.;QTVk]{0,8}[iPX][A]*(?P<count>Q)")
_UNNUMBERED = re.compile(r"(?:(?P<opener>A)[XHA]*X|(?P<verb>[Ls]))(?P<noun>N)")
_MAX_TOLL_WORDS = 24


@dataclass(slots=True)
class Loss:
    """A count with its outcome; ``trigger`` is the token of the word of loss.

    ``part_of`` is the loss in the same sentence of which this one is a part. ``mention`` may be
    missing for losses without any number.
    """

    chunk: int
    count: Count
    outcome: str
    trigger: int
    rule: str
    entry: str
    part_of: "Loss | None" = None
    is_optional: bool = False
    agent: int | None = None
    rules: tuple[str, ...] = field(default=())


class LossFinder:
    """Runs the patterns over one sentence; see :func:`find_losses`."""

    def __init__(self, chunks: Chunks, before: tuple[str, str] | None) -> None:
        self.chunks = chunks
        self.before = before
        self.tokens = chunks.tokens
        self.letters = chunks.letters
        self.found: dict[int, Loss] = {}

    def run(self) -> list[Loss]:
        """Return the losses of the sentence, in the order of their counts."""
        self._nouns()
        self._objects()
        self._splits()
        self._subjects()
        self._tolls()
        self._totals()
        self._inner_states()
        self._heads()
        self._parts()
        self._shares()
        self._figures()
        self._orphans()
        self._unnumbered()
        losses = sorted(self.found.values(), key=lambda loss: loss.chunk)
        return [loss for loss in losses if is_real(self.chunks, loss.chunk, loss.trigger)]

    # -- patterns ------------------------------------------------------------------------------

    def _objects(self) -> None:
        """"killed 23 people", "killing Liza and two others", "claimed the lives of 12"."""
        for match in _scan(_OBJECT, self.letters):
            verb, count = match.start("verb"), match.start("count")
            letter = self.letters[verb]
            if letter == "k" and self._is_passive(verb):
                continue
            entry = self._verb_entry(verb, count)
            if entry is None:
                continue
            self._claim(count, entry, verb, "object")
            self._others(match.end("count"), entry, verb, "object")
        for match in _scan(_OF, self.letters):
            if not self._word_has("of", match.start("of")):
                continue
            verb = match.start("verb")
            if verb and self._word_has("destination", verb - 1):
                continue
            entry = self._entry_at(verb)
            if entry is not None:
                self._claim(match.start("count"), entry, verb, "noun-of")
                self._others(match.end("count"), entry, verb, "noun-of")

    def _others(self, place: int, entry: Entry, verb: int, rule: str) -> None:
        """Go on with "…, two men and a child" after a count, until another verb takes over."""
        while True:
            match = _ALSO.match(self.letters, place)
            if match is None or "R" in match.group():
                return
            count = match.start("count")
            after = self.letters[match.end("count") : match.end("count") + 3]
            if re.match(r"[XAH]*[kad]", after):
                return
            self._claim(count, entry, verb, rule)
            place = match.end("count")

    def _subjects(self) -> None:
        """"three people were killed", "16 injured", "soldiers who surrendered"."""
        for pattern, rule in (
            (_REDUCED, "bare-participle"),
            (_REDUCED_LINKED, "bare-participle"),
            (_WHO, "relative"),
            (_SUBJECT, "subject"),
            (_AMONG, "among"),
        ):
            for match in _scan(pattern, self.letters):
                self._take_subject(match, rule)
        for match in _scan(_INCLUDE, self.letters):
            if self._word_has("subset", match.start("count") - 1):
                entry = self._entry_at(match.start("verb"))
                if entry is not None:
                    self._claim(match.start("count"), entry, match.start("verb"), "among")
                    self._others(match.end("count"), entry, match.start("verb"), "among")
        for pattern, rule in ((_AMONG_FIRST, "among"), (_INVERTED, "inverted")):
            for match in _scan(pattern, self.letters):
                if rule == "inverted" and match.start() > 1:
                    continue
                entry = self._entry_at(match.start("verb"))
                if entry is not None:
                    self._claim(match.start("count"), entry, match.start("verb"), rule)
                    self._others(match.end("count"), entry, match.start("verb"), rule)

    def _take_subject(self, match: "re.Match[str]", rule: str) -> None:
        count, verb = match.start(), match.start("verb")
        if verb < 0:
            verb = match.start("noun")
        group = match.group("group") if "group" in match.re.groupindex else "X"
        letter = self.letters[verb]
        entry = self._entry_at(verb)
        if entry is None:
            return
        if letter == "k" and rule != "among":
            is_passive = "X" in group
            if not is_passive and ("H" in group or self._has_object(verb)):
                return
            if rule == "subject" and not is_passive and match.group()[1:-1].strip("A,\""):
                return
        if letter == "a" and rule == "subject" and not set(group) & set("XVA"):
            return
        if rule == "subject" and self._other_subject(count, verb):
            return
        then = _THEN.match(self.letters, verb + 1) if letter == "k" else None
        if then is not None and entry.text("outcome") != "killed":
            final = self._entry_at(then.start("verb"))
            if final is not None and final.text("outcome") == "killed" and not self._has_object(then.start("verb")):
                entry, verb = final, then.start("verb")
        self._claim(count, entry, verb, rule)
        for inner in range(count + 1, verb):
            if self.letters[inner] == "Q" and rule in ("subject", "bare-participle"):
                before = self.letters[inner - 1]
                if before in "C,DA" and self._is_coordinate(count, inner):
                    self._claim(inner, entry, verb, rule)

    def _nouns(self) -> None:
        """"12 deaths", "no casualties", "45 bodies", "no deaths or injuries"."""
        for index, count in self.chunks.counts.items():
            if count.noun is None or not count.noun.text("outcome"):
                continue
            entry = count.noun
            pair = re.match(r"C[A]*(N)(?!P)", self.letters[index + 1 :])
            if pair is not None and count.mention.kind != "exact":
                other = self._entry_at(index + 1 + pair.start(1))
                if other is not None and other.text("outcome") != entry.text("outcome"):
                    entry = self.tokens.lexicon.of("loss.noun")["casualties"]
            self._claim(index, entry, index, "noun")

    def _tolls(self) -> None:
        """"the death toll rose to at least 45", "deaths reached 300"."""
        for match in _scan(_TOLL, self.letters):
            verb = match.start("verb")
            entry = self._entry_at(verb)
            if entry is None:
                continue
            is_noun = self.letters[verb] == "N"
            if is_noun and not self.tokens.lows[self.chunks.spans[verb][0]].endswith("s"):
                continue
            for index in range(verb + 1, min(match.end(), verb + _MAX_TOLL_WORDS)):
                if self.letters[index] in "kgbdVW" and not self._word_has("toll.verb", index):
                    if is_noun or self.letters[index] in "gb":
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

    def _totals(self) -> None:
        """"bringing the total number to 1,730": a running count of the loss before it."""
        for match in _scan(_TOTAL, self.letters):
            noun = match.start("noun")
            before = [loss for loss in self.found.values() if loss.chunk < noun]
            if not before or not self._word_has("loss.total", noun):
                continue
            chunk = match.start("count")
            count = self.chunks.counts[chunk]
            if chunk in self.found or not (count.is_bare or count.is_people):
                continue
            last = max(before, key=lambda loss: loss.chunk)
            self.found[chunk] = Loss(
                chunk=chunk,
                count=count,
                outcome=last.outcome,
                trigger=last.trigger,
                rule="total",
                entry=last.entry,
            )

    def _splits(self) -> None:
        """"left 12 dead", "forced 12,000 people to flee", "12 were taken hostage"."""
        for match in _scan(_SPLIT, self.letters):
            verb, count = match.start("verb"), match.start("count")
            entry = self._complement(verb, count + 1)
            if entry is not None:
                self._claim(count, entry, verb, "complement")
        for match in _scan(_SPLIT_PASSIVE, self.letters):
            verb = match.start("verb")
            entry = self._complement(verb, verb + 1)
            if entry is not None:
                self._claim(match.start(), entry, verb, "complement")

    def _inner_states(self) -> None:
        """"five dead men", "two captured volunteers"."""
        for index, count in self.chunks.counts.items():
            if count.state is not None and index not in self.found and count.is_people:
                entry = self._token_entry(count.state)
                if entry is not None:
                    self._claim(index, entry, index, "state", token=count.state)

    def _heads(self) -> None:
        """"53 prisoners of war", "300,000 refugees": the noun itself names the loss."""
        for index, count in self.chunks.counts.items():
            if index in self.found or count.victim is None:
                continue
            if count.victim.text("outcome") and "weak" not in count.victim.flags:
                if self._word_has("number.article", index):
                    continue
                if self._is_plain_noun(index):
                    self._claim(index, count.victim, index, "head")

    def _shares(self) -> None:
        """"three of the dead", "40 of them children", "of these 39,684 were civilians"."""
        for match in _scan(_OF_STATE, self.letters):
            entry = self._entry_at(match.start("verb"))
            if entry is not None and self._word_has("of", match.start("of")):
                self._claim(match.start(), entry, match.start("verb"), "of-state")
        for match in _scan(_OF_THEM, self.letters):
            if not self._word_has("subset.them", match.start("of")):
                continue
            whole = self._whole_before(match.start())
            if whole is not None:
                self._part(match.start(), whole)
            else:
                self._claim_as_before(match.start(), "of-them")
        for match in _scan(_OF_THESE, self.letters):
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
        """"put the injured at 49,133", "taking the number of dead to 44", "acknowledged 1,870"."""
        for match in _scan(_NUMBER_OF, self.letters):
            if not self._word_has("loss.total", match.start("noun")):
                continue
            if not self._word_has("toll.verb", match.start("last")):
                continue
            entry = self._entry_at(match.start("verb"))
            if entry is not None:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        for match in _scan(_STATE_TOLL, self.letters):
            entry = self._entry_at(match.start("verb"))
            if entry is not None and self.chunks.counts[match.start("count")].is_bare:
                self._claim(match.start("count"), entry, match.start("verb"), "toll")
        if self.before is None:
            return
        for match in _scan(_BARE_FIGURE, self.letters):
            count = self.chunks.counts[match.start("count")]
            if not count.is_bare or (count.mention.low or 0) < 2 or count.mention.kind == "vague":
                continue
            inner = self.letters[match.start() + 1 : match.start("count")]
            if "n" in inner and not any(
                self._word_has("loss.total", i) for i in range(match.start() + 1, match.start("count"))
            ):
                continue
            self._claim_as_before(match.start("count"), "figure")

    def _parts(self) -> None:
        """"including three children": a part of the count before."""
        for match in _scan(_PART, self.letters):
            whole = self._whole_before(match.start())
            if whole is None:
                continue
            place = match.start("count")
            self._part(place, whole)
            while (more := _ALSO.match(self.letters, place + 1)) and "R" not in more.group():
                place = more.start("count")
                if re.match(r"[XAH]*[kad]", self.letters[place + 1 : place + 4]):
                    break
                self._part(place, whole)

    def _part(self, chunk: int, whole: Loss) -> None:
        count = self.chunks.counts[chunk]
        known = self.found.get(chunk)
        if count.is_thing or (known is not None and known.rule not in ("object", "noun-of")):
            return
        if not (count.is_bare or count.is_people):
            return
        self.found[chunk] = Loss(
            chunk=chunk,
            count=count,
            outcome=whole.outcome,
            trigger=whole.trigger,
            rule="part",
            entry=whole.entry,
            part_of=whole,
        )

    def _orphans(self) -> None:
        """"…, and another three in Lyman": the verb is left out."""
        for match in _scan(_ORPHAN, self.letters):
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
            self.found[chunk] = Loss(
                chunk=chunk,
                count=count,
                outcome=last.outcome,
                trigger=last.trigger,
                rule="elided",
                entry=last.entry,
            )

    def _unnumbered(self) -> None:
        """"there had been casualties", "we are taking casualties": losses without any number."""
        for match in _scan(_UNNUMBERED, self.letters):
            chunk = match.start("noun")
            token = self.chunks.spans[chunk][0]
            entry = self._token_entry(token)
            opener = max(match.start("opener"), match.start("verb"))
            if entry is None or not self.tokens.lows[token].endswith("s") or chunk in self.found:
                continue
            if not (self._word_has("existential", opener) or self._word_has("verb.suffer", opener)):
                continue
            mention = Mention(
                first=token, last=token, kind="some", value=None, low=1, high=None, rules=("quantity.some",)
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

    # -- helpers -------------------------------------------------------------------------------

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
            if "suspects_excluded" in entry.flags and not self._is_held_victim(count):
                return False
            if count.is_bare and "people_only" in entry.flags:
                return count.is_more or count.mention.kind != "exact" or True
            return True
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
        if victim.text("group") in ("journalists", "aid workers", "medics", "prisoners", "foreign fighters"):
            return True
        return self.tokens.has("detained.kind", count.head or -1)

    def _verb_entry(self, verb: int, count: int) -> Entry | None:
        """Return the entry of an active verb with a direct object."""
        token = self.chunks.spans[verb][0]
        low = self.tokens.lows[token]
        letter = self.letters[verb]
        counted = self.chunks.counts[count]
        lives = counted.head is not None and self.tokens.has("loss.lives", counted.head)
        if letter == "c":
            if lives or low.endswith(" of"):
                return self.tokens.lexicon.entry("loss.lives", "lives")
            return None
        if letter == "l":
            if lives:
                return self.tokens.lexicon.entry("loss.lives", "lives")
            return self.tokens.lexicon.entry("verb.lose", low) if counted.is_people else None
        return self._entry_at(verb)

    def _entry_at(self, chunk: int) -> Entry | None:
        return self._token_entry(self.chunks.spans[chunk][0])

    def _token_entry(self, token: int) -> Entry | None:
        low = self.tokens.lows[token]
        for role in ("loss.transitive", "loss.intransitive", "loss.state", "loss.toll", "loss.noun"):
            entry = self.tokens.lexicon.entry(role, low)
            if entry is not None:
                return entry
        return None

    def _complement(self, verb: int, chunk: int) -> Entry | None:
        """Return the entry of a verb whose complement stands at ``chunk``."""
        low = self.tokens.lows[self.chunks.spans[verb][0]]
        if chunk >= len(self.letters):
            return None
        start = self.chunks.spans[chunk][0]
        words = [self.tokens.lows[t] for t in range(start, min(start + 5, len(self.tokens)))]
        words = [w for w in words if w != '"']
        said = " ".join(words) + " "
        for entry in self.tokens.lexicon.splits.get(low, ()):
            if any(said.startswith(c + " ") for c in entry.complements):
                return entry
        return None

    def _has_object(self, verb: int) -> bool:
        return _OBJECT_AFTER.match(self.letters, verb + 1) is not None

    def _is_passive(self, verb: int) -> bool:
        """Say whether a participle is passive: "were killed", "killed" after its own subject."""
        index = verb - 1
        while index >= 0 and self.letters[index] in 'AFVM"':
            index -= 1
        if index < 0:
            return False
        if self.letters[index] in "kgv" and self.letters[index] != "g":
            return self._is_passive(index)
        if self.letters[index] == "C" and index and self.letters[index - 1] in "kgbdv":
            return self._is_passive(index - 1)
        return self.letters[index] == "X"

    def _other_subject(self, count: int, verb: int) -> bool:
        """Say whether another noun phrase right before the verb is its subject."""
        between = self.letters[count + 1 : verb].rstrip('XHAMFiV"')
        clause = re.search(r"(?:,C|,|C|S)[DAv]*(?:[nEB]|j)+$", between)
        return clause is not None and not re.search(r"P[^,]*$", between[: clause.start() + 1])

    def _is_coordinate(self, first: int, second: int) -> bool:
        between = self.letters[first + 1 : second]
        return re.fullmatch(r"(?:P[DAnEjB]{1,8})?(?:,Q)*,?C?[DA]*|.*Q,?C?[DA]*", between) is not None

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
        strong = [i for i in range(verb + 1, index) if self._word_has("toll.strong", i)]
        return bool(strong) or (before == verb + 1 and not is_noun)

    def _is_plain_noun(self, index: int) -> bool:
        before = self.letters[index - 1] if index else ""
        return before not in "g"

    def _whole_before(self, chunk: int) -> Loss | None:
        before = [
            loss for loss in self.found.values() if loss.chunk < chunk and loss.part_of is None
        ]
        return max(before, key=lambda loss: loss.chunk) if before else None

    def _word_has(self, role: str, chunk: int) -> bool:
        return self.tokens.has(role, self.chunks.spans[chunk][0])


def find_losses(chunks: Chunks, before: tuple[str, str] | None = None) -> list[Loss]:
    """Return the losses that a sentence states, in the order of their counts.

    ``before`` is the outcome and entry of a loss just before, on which "of them" may lean.
    """
    if "Q" not in chunks.letters and "N" not in chunks.letters:
        return []
    return LossFinder(chunks, before).run()


def _scan(pattern: "re.Pattern[str]", letters: str) -> "list[re.Match[str]]":
    """Return a match from every place where the pattern can start, overlaps included."""
    found: list[re.Match[str]] = []
    match = pattern.search(letters)
    while match is not None:
        found.append(match)
        match = pattern.search(letters, match.start() + 1)
    return found
