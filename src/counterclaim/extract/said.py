"""What is said in a document, by whom: the attributions of each sentence and what they say.

A voice inside what another one says is part of that; an outlet that only passes something on is its
relay. Whole quotations in which nobody is named are those of the speaker just after or before. Not
here: who a voice is (``speakers.py``), the record (``statements.py``). Invariant: nothing is said
twice, and no range stands wholly inside another.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.contents import (
    Content,
    Speeches,
    find_content,
    is_asserted,
    is_sound,
)
from counterclaim.extract.voices import Reading, Voice
from counterclaim.model.notes import note
from counterclaim.text.quotes import SPEECH, is_speech

_MAX_SPEAKER = 10  # words; a longer phrase is a clause misread as a speaker
_MAX_SUBJECT = 6  # the same for the subject of a sentence that ends ", accusing"
_NO_PERSON = frozenset({"source.body", "source.name", "source.people", "source.seat"})


@note
class Said:
    """A voice, the number of the sentence that names it, and the range of what it says."""

    index: int
    voice: Voice
    attribution: Attribution
    content: Content
    relays: list[Voice] = field(default_factory=list)
    rule: str = ""


class Talk:
    """What the sentences of one document say, one by one and then by quotation."""

    def __init__(self, readings: list[Reading], speeches: Speeches) -> None:
        self.readings = readings
        self.speeches = speeches
        self.starts = [reading.span[0] for reading in readings]

    def all(self) -> list[Said]:
        """Return all that is said, in the order of the text, nothing twice."""
        found = [said for index in range(len(self.readings)) for said in self._in_sentence(index)]
        kept = _without_inner(found)
        kept += self._quotations(kept)
        return sorted(kept, key=lambda said: (said.content.start, said.content.end))

    # -- sentence by sentence ------------------------------------------------------------------

    def _in_sentence(self, index: int) -> Iterator[Said]:
        reading = self.readings[index]
        found = reading.attributions
        contents = [
            find_content(reading.tokens, found, at, self.speeches)
            if self._may_speak(reading, at)
            else None
            for at in range(len(found))
        ]
        live = [at for at, content in enumerate(contents) if content is not None]
        for at in live:
            content, voice = contents[at], reading.voices[at]
            if content is None or voice is None:
                continue
            cue = reading.tokens.starts[found[at].cue]
            outer = [
                other
                for other in live
                if other != at and _holds(contents[other], cue) and not _is_same(reading, at, other)
            ]
            inner = [other for other in live if _is_inner(reading, contents, at, other)]
            if any(not _is_media(reading, other) for other in outer):
                continue
            relays = [reading.voices[other] for other in outer]
            relays.append(reading.hearers[at])
            if found[at].is_relay and inner:
                content = contents[inner[0]] or content
                relays += [reading.voices[other] for other in inner]
            elif _is_media(reading, at) and any(not _is_media(reading, i) for i in inner):
                continue
            yield Said(
                index=index,
                voice=voice,
                attribution=found[at],
                content=content,
                relays=_other(relays, voice),
                rule=f"content.{'quoted' if content.quoted else found[at].rule}",
            )

    def _may_speak(self, reading: Reading, at: int) -> bool:
        """Say whether an attribution can be a statement of its own."""
        attribution, voice = reading.attributions[at], reading.voices[at]
        tokens = reading.tokens
        if voice is None or not is_sound(tokens, attribution):
            return False
        if attribution.source is None and not _opens(reading, at):
            return False
        if voice.who.is_vague and reading.hearers[at] is None:
            return False
        source = attribution.source
        if source is not None and source.pronoun in ("i", "we"):
            return False
        if source is not None and tokens.has("pronoun.person", source.first):
            if voice.who.rule in _NO_PERSON and source.pronoun is not None:
                return False
        most = _MAX_SPEAKER if source is not None else _MAX_SUBJECT
        if tokens.text.count(" ", voice.start, voice.end) >= most:
            return False
        is_silent = tokens.has("cue.silent", attribution.cue) and attribution.rule != "quoted"
        if is_silent and not attribution.is_relay:
            return False
        cue = tokens.starts[attribution.cue]
        holder = self.speeches.at(cue)
        if holder is not None and is_speech(holder, reading.span):
            return False
        return attribution.rule == "unverified" or is_asserted(tokens, attribution)

    # -- quotations that stand alone -------------------------------------------------------------

    def _quotations(self, known: list[Said]) -> list[Said]:
        """Return the quotations of whole sentences in which nobody is named."""
        spoken = {said.index: said for said in known}
        for said in known:
            for index in range(said.index, self._index_at(said.content.end - 1) + 1):
                spoken.setdefault(index, said)
        taken = sorted((said.content.start, said.content.end) for said in known)
        made: list[Said] = []
        for start, end in self.speeches.all:
            place = bisect_left(taken, (start + 1,)) - 1
            is_taken = place >= 0 and taken[place][1] > start
            is_taken = is_taken or (place + 1 < len(taken) and taken[place + 1][0] < end)
            if is_taken or not self._is_whole(start, end):
                continue
            first, last = self._index_at(start), self._index_at(end - 1)
            before = self._speaker_after(last)
            if before is None and end - start > SPEECH:
                before = self._speaker_before(first, spoken)
            if before is None:
                continue
            index, voice, attribution = before
            said = Said(
                index=index,
                voice=replace(voice, rule="quotation"),
                attribution=attribution,
                content=Content(start=start, end=end, quoted=True),
                rule="content.quotation",
            )
            made.append(said)
            spoken[last] = said
        return made

    def _is_whole(self, start: int, end: int) -> bool:
        """Say whether a quotation is one or more sentences of the text."""
        first, last = self._index_at(start), self._index_at(end - 1)
        if first < 1 or last < 0:
            return False
        opens = start - self.readings[first].span[0] <= 1
        return opens and self.readings[last].span[1] - end <= 1

    def _speaker_after(self, index: int) -> tuple[int, Voice, Attribution] | None:
        """Return who is named just after a quotation: "… we will!" The mayor said."""
        if index + 1 >= len(self.readings):
            return None
        after = self.readings[index + 1]
        if after.block != self.readings[index].block or not after.attributions:
            return None
        attribution, voice = after.attributions[0], after.voices[0]
        is_bare = find_content(after.tokens, after.attributions, 0, self.speeches) is None
        if voice is None or not is_bare or not self._may_speak(after, 0):
            return None
        return index + 1, voice, attribution

    def _speaker_before(
        self, index: int, spoken: dict[int, Said]
    ) -> tuple[int, Voice, Attribution] | None:
        """Return who spoke in the sentence before a quotation, if that sentence names him."""
        if index < 1 or self.readings[index].block - self.readings[index - 1].block > 1:
            return None
        said = spoken.get(index - 1)
        if said is not None:
            return said.index, said.voice, said.attribution
        before = self.readings[index - 1]
        for at in range(len(before.attributions) - 1, -1, -1):
            voice = before.voices[at]
            if voice is not None and self._may_speak(before, at):
                return index - 1, voice, before.attributions[at]
        return None

    def _index_at(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1


def _without_inner(found: list[Said]) -> list[Said]:
    """Leave out what stands wholly inside something said before it in the text."""
    kept: list[Said] = []
    reach = -1
    for said in sorted(found, key=lambda s: (s.content.start, -s.content.end)):
        if said.content.end > reach:
            kept.append(said)
            reach = said.content.end
    return kept


def _is_inner(reading: Reading, contents: list[Content | None], outer: int, inner: int) -> bool:
    """Say whether one attribution of a sentence stands in what another one says."""
    if outer == inner:
        return False
    cue = reading.tokens.starts[reading.attributions[inner].cue]
    return _holds(contents[outer], cue)


def _holds(content: Content | None, place: int) -> bool:
    return content is not None and content.start <= place < content.end


def _is_same(reading: Reading, a: int, b: int) -> bool:
    """Say whether two attributions of a sentence have one speaker."""
    one, other = reading.voices[a], reading.voices[b]
    return one is not None and other is not None and one.who.name == other.who.name


def _opens(reading: Reading, at: int) -> bool:
    """Say whether who goes on ("…, claiming that") spoke before or is the sentence's subject."""
    voice = reading.voices[at]
    if voice is None or voice.start <= reading.tokens.starts[min(1, len(reading.tokens) - 1)]:
        return voice is not None
    return any(other is not None and other.start == voice.start for other in reading.voices[:at])


def _is_media(reading: Reading, at: int) -> bool:
    voice = reading.voices[at]
    return voice is not None and voice.who.kind == "media" and not reading.attributions[at].is_relay


def _other(voices: Iterable[Voice | None], speaker: Voice) -> list[Voice]:
    """Return those who passed something on, each once and never the speaker."""
    relays: dict[str, Voice] = {}
    for voice in voices:
        if voice is not None and voice.who.name != speaker.who.name:
            relays.setdefault(voice.who.name, voice)
    return list(relays.values())
