"""Who may have said it: the speakers, names and described sources of an excerpt, as claimants.

All of them come from the extractor's own readers, so that name, side and kind are never anybody
else's words. Invariant: the words of every claimant stand in the text, and no two have one name.
"""

from collections.abc import Iterator

from counterclaim.extract.counts import read_count
from counterclaim.extract.identity import Identity
from counterclaim.extract.quantities import find_quantities
from counterclaim.extract.sources import Source, read_source, source_left, speaks
from counterclaim.extract.speakers import Speakers
from counterclaim.extract.voices import Reading
from counterclaim.model.parties import Claimant
from counterclaim.second.excerpt import Excerpt
from counterclaim.text.tokens import Tokens

_SPEAKING_NAMES = frozenset({"body", "name", "official", "people", "seat"})


def find_claimants(speakers: Speakers, excerpt: Excerpt, near: int) -> list[Claimant]:
    """Return those who may have said it, nearest to the character at ``near`` first.

    Speakers of the excerpt come before names that merely stand in it: of two claimants with
    overlapping words only the former is kept.
    """
    found: list[Claimant] = []
    for reading in excerpt.readings:
        found += _voices(reading)
    for reading in excerpt.readings:
        for source in _iter_named(reading.tokens):
            who = speakers.memory.identify(reading.tokens, source)
            if who is None or who.is_vague:
                continue
            claimant = _claimant(reading.tokens, source, who)
            if not any(_overlap(claimant, other) for other in found):
                found.append(claimant)
    found.sort(key=lambda claimant: (abs(claimant.start - near), claimant.start))
    return list({claimant.name.casefold(): claimant for claimant in reversed(found)}.values())[::-1]


def _voices(reading: Reading) -> list[Claimant]:
    return [
        Claimant(
            text=reading.tokens.text[voice.start : voice.end],
            start=voice.start,
            end=voice.end,
            name=voice.who.name,
            party=voice.who.party,
            kind=voice.who.kind,
        )
        for voice in reading.voices
        if voice is not None and not voice.who.is_vague
    ]


def _iter_named(tokens: Tokens) -> Iterator[Source]:
    """Yield the names and described sources of a sentence, without those who are counted."""
    counted: set[int] = set()
    for mention in find_quantities(tokens):
        count = read_count(tokens, mention)
        counted.update(range(mention.first, (count.last if count else mention.last) + 1))
    index = 0
    while index < len(tokens):
        last = _run_end(tokens, index)
        source = None
        if last is not None:
            is_place = index > 0 and tokens.letters[index - 1] == "P"
            source = None if is_place else read_source(tokens, index, last)
        elif speaks(tokens, index):
            source = source_left(tokens, index)
        if source is not None and source.pronoun is None:
            if not counted.intersection(range(source.first, source.last + 1)):
                yield source
        index = (last if last is not None else index) + 1


def _run_end(tokens: Tokens, index: int) -> int | None:
    """Return the last token of a run of names that begins here, ``None`` where none begins."""
    last = index
    while last < len(tokens) and tokens.letters[last] == "E" and _may_speak(tokens, last):
        last += 1
    return last - 1 if last > index else None


def _may_speak(tokens: Tokens, index: int) -> bool:
    names = tokens.names.get(index, ())
    if names:
        return any(name.sort in _SPEAKING_NAMES for name in names)
    return tokens.lows[index] not in tokens.lexicon.places


def _claimant(tokens: Tokens, source: Source, who: Identity) -> Claimant:
    return Claimant(
        text=tokens.between(source.first, source.last),
        start=tokens.starts[source.first],
        end=tokens.ends[source.last],
        name=who.name,
        party=who.party,
        kind=who.kind,
    )


def _overlap(one: Claimant, other: Claimant) -> bool:
    return one.start < other.end and other.start < one.end
