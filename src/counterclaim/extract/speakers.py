"""Who answers for a claim: the innermost attribution that holds it, else the quotation's speaker.

Sentences are handed in one after the other; who spoke last is kept for quotations and sentences
that go on without naming anybody. Invariant: a claimant's words are always in the text.
"""

from dataclasses import replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.choosing import before_stop, covering, settle
from counterclaim.extract.identity import Identity
from counterclaim.extract.interviews import Interview, find_guest
from counterclaim.extract.memory import Memory, is_human
from counterclaim.extract.relays import attach_relays, find_relayers
from counterclaim.extract.sources import Source, source_left, source_right, speaks
from counterclaim.extract.subjects import leading_subject, owner_of, without_verb
from counterclaim.extract.voices import Reading, Voice
from counterclaim.text.quotes import Quote, Quotes, is_speech
from counterclaim.text.tokens import Tokens

_OF_NAMES = ("honorific", "surname.shared")  # roles of words that stand in names of people
_CARRIED = 4  # sentences over which a speaker is carried
_SHORT = 12  # tokens; a longer sentence is carried inside its paragraph only


class Speakers:
    """Resolves attributions over a document, sentence by sentence."""

    def __init__(self, memory: Memory, quotes: Quotes, *, is_chaining: bool = True) -> None:
        self.is_chaining = is_chaining  # whether "citing X" takes the reach of the saying beside it
        self.memory = memory
        self.quotes = quotes
        self.readings: list[Reading] = []
        self.talk = Interview()

    def read(
        self, tokens: Tokens, span: tuple[int, int], block: int, found: list[Attribution]
    ) -> None:
        """Take in the next sentence with its attributions."""
        found = attach_relays(tokens, found) if self.is_chaining and found else found
        self.memory.state_speaking = None
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
            passers=self._passers(tokens),
        )
        self.readings.append(reading)
        for voice, attribution in zip(voices, found, strict=True):
            if voice is not None and attribution.rule == "label":
                self.talk.label(block, voice)
            self.talk.introduce(voice)
        self.talk.read(tokens, block)
        self._note_guest(tokens)
        if not any(voice is not None and voice.who.is_person for voice in voices):
            self.memory.note_mentions(tokens)
        if len(tokens) and not any(voices):
            self._note_subject(tokens)
            reading.author = self._author(tokens)
        self._leave_relay(voices)

    def _leave_relay(self, voices: list[Voice | None]) -> None:
        """Keep in mind for "it" whom a sentence is about, not the medium that passes it on."""
        if self.memory.last_body is None or self.memory.last_body.kind != "media":
            return
        known = [voice.who for voice in voices if voice is not None and not voice.who.is_person]
        bodies = [who for who in known if who.kind != "media"]
        if bodies:
            self.memory.last_body = bodies[-1]

    def _note_guest(self, tokens: Tokens) -> None:
        guest = find_guest(tokens, is_title=not self.talk.answers)
        if guest is not None and self.talk.guest is None:
            self.talk.guest = _voiced(tokens, guest, self.memory.identify(tokens, guest))

    def _note_subject(self, tokens: Tokens) -> None:
        """Keep in mind for "he", "they" and "it" whom a sentence is about that reports no words."""
        subject = leading_subject(tokens)
        if subject is None or subject.pronoun is not None:
            return
        subject = owner_of(tokens, subject) or subject
        if subject.is_person:
            is_known = tokens.lows[subject.last] in self.memory.people
            is_known = is_known or tokens.has("relative.person", subject.last + 2)
            if subject.last > subject.first or is_known:
                who = self.memory.identify(tokens, subject)
                self.memory.last_person = who
                self.talk.introduce(_voiced(tokens, subject, who))
        elif (
            subject.head is not None
            and speaks(tokens, subject.head)
            and not tokens.has("claimant.document", subject.head)
        ):
            who = self.memory.identify(tokens, subject)
            if who is not None and who.kind != "media":
                self.memory.note_body(tokens, subject, who)

    def _author(self, tokens: Tokens) -> Voice | None:
        """Return whose document a sentence is about: "laid the report of the commission"."""
        for index in tokens.at("claimant.document"):
            is_named = index + 2 < len(tokens) and tokens.has("noun.by", index + 1)
            source = without_verb(tokens, source_right(tokens, index + 2)) if is_named else None
            if source is None or source.head is None or not speaks(tokens, source.head):
                continue
            if source.is_person or source.pronoun is not None:
                continue
            who = self.memory.identify(tokens, source)
            if who is not None:
                self.memory.remember(tokens, source, who)
                return _voiced(tokens, source, who)
        return None

    def claimant(self, index: int, token: int, place: int) -> tuple[Voice | None, list[Voice]]:
        """Return the voice behind the claim at a token of sentence ``index``, and its relays."""
        voice, relays = self._answering(index, token, place)
        if voice is not None and not relays:
            relays = self._told_before(index, voice)
        return voice, relays

    def _answering(self, index: int, token: int, place: int) -> tuple[Voice | None, list[Voice]]:
        reading = self.readings[index]
        quote = self.quotes.at(place)
        order = covering(reading, token, quote) or before_stop(reading, token)
        if order:
            voice, relays = settle(reading, order)
            if voice is not None and voice.who.is_vague:
                return None, relays
            if voice is not None:
                return voice, relays
        if quote is not None and is_speech((quote.start, quote.end), reading.span):
            voice = self._quoted_by(index, quote)
            if voice is not None:
                return replace(voice, attribution=None, rule="quotation"), []
        return self.talk.speaker(reading.block), []

    def _told_before(self, index: int, voice: Voice) -> list[Voice]:
        """Return the medium to which the same person speaks in the same paragraph."""
        block = self.readings[index].block
        source = voice.attribution.source if voice.attribution is not None else None
        if not (voice.who.is_person or (source is not None and source.pronoun is not None)):
            return []
        for near in (
            self.readings[index : index + 2] + self.readings[max(0, index - _CARRIED) : index][::-1]
        ):
            for named, told in zip(near.voices, near.hearers, strict=True):
                is_same = named is not None and named.who.name == voice.who.name
                is_near = near.block == block or voice.rule == "quotation"
                if is_near and is_same and told is not None:
                    return [told]
        return []

    def carried(self, index: int, place: int) -> Voice | None:
        """Return the last voice of the sentence before, for one that goes on without a name.

        Not for a figure inside a quotation, at ``place`` of the text: that has a speaker.
        """
        here = self.readings[index]
        if self.quotes.at(place) is not None:
            return None
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
                chosen = known[-1]
                if tokens.letters[attribution.cue - 1] == "C":  # "…, as X has said, and denied"
                    chosen = next((v for v in reversed(known) if _opens(v)), chosen)
                return replace(chosen, attribution=attribution, rule="continued")
            return self._subject(tokens, attribution)
        who = self._speaking_of_himself(source, before) or self._subject_around(tokens, source)
        who = who or self.memory.identify(tokens, source)
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
        if len(words) > 1 and any(tokens.has("rank", at) for at in words):
            return False  # "Private K.:"
        is_plain = any(tokens.roles[at].difference(_OF_NAMES) for at in words)
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

    def _subject_around(self, tokens: Tokens, source: Source) -> Identity | None:
        """Return the subject around a clause for its pronoun: "X flew there, where **he** said"."""
        first = source.first
        if not tokens.has("pronoun.person", first) or tokens.letters[first - 1] not in "SW":
            return None
        subject = leading_subject(tokens)
        if subject is None or subject.pronoun is not None or subject.phrase[1] >= first:
            return None
        is_known = subject.last > subject.first or tokens.lows[subject.last] in self.memory.people
        if subject.is_person and not is_known:
            return None
        head = subject.head
        is_one = head is not None and tokens.form("claimant", head) == "singular"
        if not (subject.is_person or is_one or is_human(tokens, subject)):
            return None
        return self.memory.identify(tokens, subject)

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

    def _passers(self, tokens: Tokens) -> list[Voice]:
        """Return the media to whom or by whom something was made known."""
        if not tokens.holds("via.word"):
            return []
        media = (self._medium(tokens, source) for source in find_relayers(tokens))
        return [medium for medium in media if medium is not None]

    def _medium(self, tokens: Tokens, source: Source) -> Voice | None:
        who = self.memory.identify(tokens, source)
        if who is None or who.kind not in ("media", "ngo") or _is_plural(tokens, source):
            return None
        last = source.last
        if source.head is not None and source.head in tokens.names:
            last = source.head  # "AFP | from the nearby town"
        return Voice(start=tokens.starts[source.first], end=tokens.ends[last], who=who)

    # -- choosing ------------------------------------------------------------------------------

    def _quoted_by(self, index: int, quote: Quote) -> Voice | None:
        """Return the speaker of a quotation: named where it ends, where it opens, or before it."""
        for at in (index, *range(index + 1, min(len(self.readings), index + 4))):
            near = self.readings[at]
            if near.span[0] > quote.end + 3 and at != index:
                break
            voice = self._outside(near, is_after=at != index)
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

    def _outside(self, reading: Reading, *, is_after: bool = False) -> Voice | None:
        """Return who is named outside of quotations; after one, not who says something else."""
        for voice, attribution in zip(reading.voices, reading.attributions, strict=True):
            if voice is None:
                continue
            says_more = attribution.follows and attribution.scope[1] > attribution.scope[0]
            if is_after and says_more:
                continue
            cue = reading.tokens.starts[attribution.cue]
            holder = self.quotes.at(cue)
            if holder is None or not is_speech((holder.start, holder.end), reading.span):
                return voice
        return None


def _voiced(tokens: Tokens, source: Source, who: Identity | None) -> Voice | None:
    """Return the voice of a source that reports nothing here."""
    if who is None:
        return None
    return Voice(start=tokens.starts[source.first], end=tokens.ends[source.last], who=who)


def _is_plural(tokens: Tokens, source: Source) -> bool:
    head = source.head
    return head is not None and tokens.letters[head] == "n" and tokens.lows[head].endswith("s")


def _opens(voice: Voice) -> bool:
    """Say whether a voice is named before what it says."""
    return voice.attribution is not None and voice.attribution.follows
