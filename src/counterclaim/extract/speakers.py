"""Who answers for a claim: the innermost attribution that holds it, else the quotation's speaker.

Sentences are handed in one after the other; who spoke last is kept for quotations and sentences
that go on without naming anybody. Invariant: a claimant's words are always in the text.
"""

from dataclasses import dataclass, replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.memory import Identity, Memory
from counterclaim.extract.relays import attach_relays, find_relayers
from counterclaim.extract.sources import Source, source_left, source_right, speaks, subject_of
from counterclaim.text.quotes import Quote, Quotes, is_speech
from counterclaim.text.tokens import Tokens

_CARRIED = 4  # sentences over which a speaker is carried
_SHORT = 12  # tokens; a longer sentence is carried inside its paragraph only


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A resolved speaker with the place of the words that name him."""

    start: int
    end: int
    who: Identity
    attribution: Attribution | None = None
    rule: str = ""


@dataclass(slots=True)
class Reading:
    """One sentence with its attributions and the voices that they resolve to."""

    tokens: Tokens
    span: tuple[int, int]
    block: int
    attributions: list[Attribution]
    voices: list[Voice | None]
    hearers: list[Voice | None]


class Speakers:
    """Resolves attributions over a document, sentence by sentence."""

    def __init__(self, memory: Memory, quotes: Quotes, *, is_chaining: bool = True) -> None:
        self.is_chaining = is_chaining  # whether "citing X" takes the reach of the saying beside it
        self.memory = memory
        self.quotes = quotes
        self.readings: list[Reading] = []
        self.labels: dict[int, Voice | None] = {}  # who speaks in a paragraph: "Anton Reshk: …"
        self.introduced: Voice | None = None  # the first person of the text: whom "A:" stands for
        self.last_label: Voice | None = None  # of an interview, whose answers have paragraphs

    def read(
        self, tokens: Tokens, span: tuple[int, int], block: int, found: list[Attribution]
    ) -> None:
        """Take in the next sentence with its attributions."""
        found = attach_relays(tokens, found) if self.is_chaining else found
        voices: list[Voice | None] = []
        hearers: list[Voice | None] = []
        for attribution in found:
            voice = self._voice(tokens, attribution, voices)
            voices.append(voice)
            hearers.append(self._heard_by(tokens, attribution))
        reading = Reading(
            tokens=tokens,
            span=span,
            block=block,
            attributions=found,
            voices=voices,
            hearers=hearers,
        )
        self.readings.append(reading)
        for voice, attribution in zip(voices, found, strict=True):
            if voice is not None and attribution.rule == "label":
                self.labels[block] = replace(voice, attribution=None, rule="label")
            if voice is not None and voice.who.is_person and self.introduced is None:
                self.introduced = voice
        self._read_interview(tokens, block)
        if not any(voice is not None and voice.who.is_person for voice in voices):
            self.memory.note_mentions(tokens)
        if len(tokens) and not any(voices):
            self._note_subject(tokens)
        bodies = [v.who for v in voices if v and not v.who.is_person and v.who.kind != "media"]
        known = self.memory.last_body
        if bodies and known is not None and known.kind == "media":
            self.memory.last_body = bodies[-1]  # "it" is whom a sentence is about, not the relay

    def _read_interview(self, tokens: Tokens, block: int) -> None:
        """Note who speaks in a paragraph of an interview: "Q: …", "A: …", and those behind it."""
        is_label = len(tokens) > 1 and tokens.letters[1] in ":." and tokens.word(0)[:1].isupper()
        if is_label and tokens.has("interview.question", 0):
            self.last_label = self.labels[block] = None
        elif is_label and tokens.has("interview.answer", 0) and self.introduced is not None:
            voice = replace(self.introduced, attribution=None, rule="label")
            self.last_label = self.labels[block] = voice
        elif self.last_label is not None:
            self.labels.setdefault(block, self.last_label)

    def _note_subject(self, tokens: Tokens) -> None:
        """Keep in mind for "he", "they" and "it" whom a sentence is about that reports no words."""
        subject = source_right(tokens, 0)
        if subject is None or not subject.is_person:
            person = subject_of(tokens, 0, len(tokens) - 1)
            subject = person if person is not None and person.is_person else subject
        if subject is None or subject.pronoun is not None or subject.phrase[0] > 0:
            return
        if subject.is_person:
            is_known = tokens.lows[subject.last] in self.memory.people
            if subject.last > subject.first or is_known:
                who = self.memory.identify(tokens, subject)
                self.memory.last_person = who
                if self.introduced is None and who is not None:
                    start, end = tokens.starts[subject.first], tokens.ends[subject.last]
                    self.introduced = Voice(start=start, end=end, who=who)
        elif (
            subject.head is not None
            and speaks(tokens, subject.head)
            and not tokens.has("claimant.document", subject.head)
        ):
            who = self.memory.identify(tokens, subject)
            if who is not None and who.kind != "media":
                self.memory.last_body = who

    def claimant(self, index: int, token: int, place: int) -> tuple[Voice | None, list[Voice]]:
        """Return the voice behind the claim at a token of sentence ``index``, and its relays."""
        reading = self.readings[index]
        quote = self.quotes.at(place)
        order = self._covering(reading, token, quote)
        if order:
            voice, relays = self._settle(reading, order)
            if voice is not None and voice.who.is_vague:
                return None, relays
            if voice is not None:
                return voice, relays
        if quote is not None and is_speech((quote.start, quote.end), reading.span):
            voice = self._quoted_by(index, quote)
            if voice is not None:
                return replace(voice, attribution=None, rule="quotation"), []
        return self.labels.get(reading.block), []

    def carried(self, index: int) -> Voice | None:
        """Return the last voice of the sentence before, for one that goes on without a name."""
        here = self.readings[index]
        for reading in reversed(self.readings[max(0, index - _CARRIED) : index]):
            if here.block - reading.block > 1:
                return None
            named = [voice for voice in reading.voices if voice is not None]
            if named:
                return replace(named[0], attribution=None, rule="carried")
            if len(here.tokens) > _SHORT and here.block != reading.block:
                return None
        return None

    # -- resolving -----------------------------------------------------------------------------

    def _voice(
        self, tokens: Tokens, attribution: Attribution, before: list[Voice | None]
    ) -> Voice | None:
        source = attribution.source
        if source is None:
            known = [
                voice
                for voice in before
                if voice is not None
                and (voice.attribution is None or voice.attribution.rule != "noun")
            ]
            if known:
                return replace(known[-1], attribution=attribution, rule="continued")
            return self._subject(tokens, attribution)
        who = self._speaking_of_himself(source, before) or self.memory.identify(tokens, source)
        if who is None or self._is_heading(tokens, attribution):
            return None
        self.memory.remember(tokens, source, who)
        first, last = (source.first, source.last)
        return Voice(
            start=tokens.starts[first],
            end=tokens.ends[last],
            who=who,
            attribution=attribution,
            rule=attribution.rule,
        )

    def _is_heading(self, tokens: Tokens, attribution: Attribution) -> bool:
        """Say whether what stands before a colon is nobody's name: "Interview:", "First Thing:"."""
        source = attribution.source
        if attribution.rule != "label" or source is None or not source.is_person:
            return False
        words = range(source.phrase[0], source.phrase[1] + 1)
        if any(speaks(tokens, at) or tokens.names.get(at) for at in words):
            return False
        is_plain = any(tokens.roles[at] and not tokens.has("honorific", at) for at in words)
        is_alone = len(words) == 1 or is_plain  # a word, or words of the language
        return is_alone and tokens.lows[source.last] not in self.memory.people

    def _speaking_of_himself(self, source: Source, before: list[Voice | None]) -> Identity | None:
        """Return the speaker in whose words a pronoun stands: "the officer said he had counted"."""
        if source.pronoun is None:
            return None
        for voice in reversed(before):
            held = voice.attribution if voice is not None else None
            if voice is not None and held is not None and held.follows:
                if held.scope[0] <= source.first <= held.scope[1]:
                    return voice.who
        return None

    def _subject(self, tokens: Tokens, attribution: Attribution) -> Voice | None:
        """Return the subject of the sentence for "…, accusing": the nearest source before it."""
        source = source_left(tokens, attribution.cue - 1)
        if source is None and attribution.cue > 1 and tokens.letters[attribution.cue - 1] in ",X":
            source = source_left(tokens, attribution.cue - 2)
        if source is None or (source.head is None and not source.is_person):
            return None
        who = self.memory.identify(tokens, source)
        if who is None:
            return None
        return Voice(
            start=tokens.starts[source.first],
            end=tokens.ends[source.last],
            who=who,
            attribution=attribution,
            rule="continued",
        )

    def _heard_by(self, tokens: Tokens, attribution: Attribution) -> Voice | None:
        source = attribution.hearer
        if source is None or source.pronoun is not None:
            return None
        return self._medium(tokens, source)

    def _medium(self, tokens: Tokens, source: Source) -> Voice | None:
        who = self.memory.identify(tokens, source)
        if who is None or who.kind != "media" or _is_plural(tokens, source):
            return None
        return Voice(start=tokens.starts[source.first], end=tokens.ends[source.last], who=who)

    # -- choosing ------------------------------------------------------------------------------

    def _covering(self, reading: Reading, token: int, quote: Quote | None) -> list[int]:
        """Return the attributions whose scope holds a token, innermost first."""
        found: list[tuple[int, int, int]] = []
        for index, attribution in enumerate(reading.attributions):
            low, high = attribution.scope
            source = attribution.source
            inside = source is not None and source.phrase[0] <= token <= source.phrase[1]
            if not low <= token <= high or inside:
                continue
            if quote is not None and attribution.cue < len(reading.tokens):
                cue_place = reading.tokens.starts[attribution.cue]
                spoken = quote.start <= cue_place < quote.end
                if (
                    spoken
                    and attribution.source is not None
                    and attribution.source.pronoun in ("i", "we")
                ):
                    continue
            rank = 0 if attribution.follows else 1
            found.append((rank, abs(attribution.cue - token), index))
        return [index for _, _, index in sorted(found)]

    def _settle(self, reading: Reading, order: list[int]) -> tuple[Voice | None, list[Voice]]:
        voices = [(reading.voices[i], reading.attributions[i], i) for i in order]
        known = [(v, a, i) for v, a, i in voices if v is not None]
        if not known:
            return None, []
        relayed = sorted((item for item in known if item[1].is_relay), key=lambda i: i[1].cue)
        speaking = [item for item in known if not item[1].is_relayer]
        named = [item for item in relayed if item[0].who.kind != "media"]
        chosen = (named or relayed or speaking or known)[-1 if relayed else 0]
        denying = [item for item in known if item[1].stance == "denies" and item[1].follows]
        if chosen[1].rule == "noun" and denying:
            chosen = denying[0]  # "denied the claim of X that …"
        if chosen[0].who.kind == "media" and not relayed and not chosen[1].follows:
            others = [item for item in known if item[0].who.kind != "media"]
            chosen = others[0] if others else chosen
        if _is_owned(reading.tokens, chosen[1]):
            free = [item for item in known if not _is_owned(reading.tokens, item[1])]
            chosen = free[0] if free else chosen
        voice = chosen[0]
        relays = [
            other
            for other, attribution, _ in sorted(known, key=lambda item: item[0].start)
            if other.who.name != voice.who.name
            and (other.who.kind == "media" or attribution.is_relayer)
        ]
        hearer = reading.hearers[chosen[2]]
        told = [hearer] if hearer is not None else []
        for source in find_relayers(reading.tokens):
            medium = self._medium(reading.tokens, source)
            told += [medium] if medium is not None else []
        for other in told:
            if other.who.name not in {voice.who.name, *(relay.who.name for relay in relays)}:
                relays.append(other)
        return voice, relays

    def _quoted_by(self, index: int, quote: Quote) -> Voice | None:
        """Return the speaker of a quotation: named where it ends, where it opens, or before it."""
        for at in (index, *range(index + 1, min(len(self.readings), index + 4))):
            near = self.readings[at]
            if near.span[0] > quote.end + 3 and at != index:
                break
            voice = self._outside(near)
            if voice is not None:
                return voice
        first = quote
        while first.follows and (before := self.quotes.before(first)) is not None:
            first = before  # a speech over several paragraphs: its speaker stands at its head
        opening = self._index_at(index, first.start)
        for at in range(opening - 1 if first is not quote else index - 1, max(-1, opening - 6), -1):
            near = self.readings[at]
            if self.readings[opening].block - near.block > 1:
                break
            voice = self._outside(near)
            if voice is not None:
                return voice
        return None

    def _index_at(self, index: int, place: int) -> int:
        """Return the reading that holds a place of the text, at or before ``index``."""
        while index > 0 and self.readings[index].span[0] > place:
            index -= 1
        return index

    def _outside(self, reading: Reading) -> Voice | None:
        for voice, attribution in zip(reading.voices, reading.attributions, strict=True):
            if voice is None:
                continue
            cue = reading.tokens.starts[attribution.cue]
            holder = self.quotes.at(cue)
            if holder is None or not is_speech((holder.start, holder.end), reading.span):
                return voice
        return None


def _is_owned(tokens: Tokens, attribution: Attribution) -> bool:
    """Say whether a source is another's: "the ministry said its troops found"."""
    source = attribution.source
    return source is not None and tokens.has("possessive.third", source.phrase[0])


def _is_plural(tokens: Tokens, source: Source) -> bool:
    head = source.head
    return head is not None and tokens.letters[head] == "n" and tokens.lows[head].endswith("s")
