"""What is said under a label: the answers of an interview, and what goes on behind "Anton Reshk:".

Each sentence of such a paragraph is a statement of its own, unless somebody else is named for it or
it asks. Not here: who a label stands for (``interviews.py``). Invariant: the sentence that names
the speaker is that of the label, and nothing is said twice.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.contents import Content
from counterclaim.extract.said import Said
from counterclaim.extract.speakers import Speakers
from counterclaim.extract.voices import Reading, Voice

_Label = tuple[int, Voice, Attribution]


def find_answers(speakers: Speakers, known: Sequence[Said]) -> Iterator[Said]:
    """Yield what is said under labels, in the order of the text, where nothing ``known`` stands."""
    taken = sorted((said.content.start, said.content.end) for said in known)
    label: _Label | None = None
    for index, reading in enumerate(speakers.readings):
        label = _label(speakers, index) or label
        voice = speakers.talk.speaker(reading.block)
        if voice is None or label is None or label[1].who.name != voice.who.name:
            label = label if voice is not None else None
            continue
        content = _content(reading, is_label=label[0] == index)
        if content is None or _is_taken(taken, content):
            continue
        yield Said(
            index=label[0],
            voice=label[1],
            attribution=label[2],
            content=content,
            rule="content.label",
        )


def _label(speakers: Speakers, index: int) -> _Label | None:
    """Return the label that a sentence opens with: "Anton Reshk:", or "A:" for whom it stands."""
    reading = speakers.readings[index]
    for voice, attribution in zip(reading.voices, reading.attributions, strict=True):
        if voice is not None and attribution.rule == "label" and voice.who.is_person:
            return index, voice, attribution
    tokens, known = reading.tokens, speakers.talk.speaker(reading.block)
    is_marked = len(tokens) > 2 and tokens.letters[1] in ":." and tokens.word(0)[:1].isupper()
    if known is None or not (is_marked and tokens.has("interview.answer", 0)):
        return None
    attribution = Attribution(
        source=None,
        cue=1,
        scope=(2, len(tokens) - 1),
        follows=True,
        rule="label",
        entry="",
        stance="says",
    )
    return index, replace(known, start=tokens.starts[0], end=tokens.ends[0]), attribution


def _content(reading: Reading, *, is_label: bool) -> Content | None:
    """Return the words of a sentence behind its label, ``None`` where they ask or are one word."""
    tokens = reading.tokens
    first = 2 if is_label else 0
    last = len(tokens) - 1
    if last >= 0 and tokens.word(last) in ".!":
        last -= 1
    if last - first < 1 or "?" in tokens.word(last):
        return None
    return Content(start=tokens.starts[first], end=tokens.ends[last], quoted=False)


def _is_taken(taken: list[tuple[int, int]], content: Content) -> bool:
    """Say whether something that is known overlaps these words."""
    at = bisect_left(taken, (content.end, 0)) - 1
    return at >= 0 and taken[at][1] > content.start
