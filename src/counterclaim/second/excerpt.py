"""The stretch of a document that a second reader is shown: the paragraphs around one sentence.

Invariant: no more than :data:`MAX_CHARS` characters of the document are shown, all of them body or
caption, and the whole sentence is among them.
"""

from dataclasses import dataclass

from counterclaim.extract.first_pass import FirstPass
from counterclaim.extract.page import Line
from counterclaim.extract.voices import Reading
from counterclaim.model.sightings import Sighting

_OWN_CHARS = 1500  # of the sentence's own paragraph, on either side of the sentence
_BESIDE_CHARS = 1000  # of the paragraph before, and of the one after
_SENTENCE_CHARS = 4000  # the longest sentence that the splitter makes
MAX_CHARS = _SENTENCE_CHARS + 2 * (_OWN_CHARS + _BESIDE_CHARS) + 4  # four for the breaks between


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The ranges shown, in order; ``line`` is the sentence, ``readings`` are those shown whole."""

    ranges: tuple[tuple[int, int], ...]
    line: Line
    readings: tuple[Reading, ...]

    def words(self, text: str) -> str:
        """Return what is shown, paragraphs parted by an empty line."""
        return "\n\n".join(text[start:end] for start, end in self.ranges)


def find_excerpt(heard: FirstPass, sighting: Sighting) -> Excerpt | None:
    """Return what to show for a sighting; ``None`` if its sentence is not one of the document's."""
    span = (sighting.sentence.start, sighting.sentence.end)
    line = next((line for line in heard.lines if line.span == span), None)
    if line is None:
        return None
    blocks = heard.page.blocks
    read = sorted({line.block for line in heard.lines})
    own = blocks[line.block]
    ranges = [(max(own.start, span[0] - _OWN_CHARS), min(own.end, span[1] + _OWN_CHARS))]
    before = [at for at in read if at < line.block]
    if before:
        block = blocks[before[-1]]
        ranges.insert(0, (max(block.start, block.end - _BESIDE_CHARS), block.end))
    after = [at for at in read if at > line.block]
    if after:
        block = blocks[after[0]]
        ranges.append((block.start, min(block.end, block.start + _BESIDE_CHARS)))
    readings = tuple(
        reading
        for reading in heard.speakers.readings
        if any(start <= reading.span[0] and reading.span[1] <= end for start, end in ranges)
    )
    return Excerpt(ranges=tuple(ranges), line=line, readings=readings)
