"""Where it may have been: the places that an excerpt names, read by the extractor's own reader.

Invariant: a place stands in the text, and reads as a place again in its own sentence.
"""

from collections.abc import Iterator

from counterclaim.extract.first_pass import FirstPass
from counterclaim.extract.places import find_places
from counterclaim.extract.voices import Reading
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.parties import Place
from counterclaim.model.spans import Span
from counterclaim.second.excerpt import Excerpt
from counterclaim.text.tokens import Tokens


def iter_places(heard: FirstPass, excerpt: Excerpt) -> Iterator[tuple[Place, Span]]:
    """Yield the places of the sentences that are shown whole, with where they stand."""
    shown = {reading.span for reading in excerpt.readings}
    for line, spots in zip(heard.lines, heard.places, strict=True):
        if line.span not in shown:
            continue
        tokens = line.tokens
        for spot in spots:
            span = Span.of(tokens.text, tokens.starts[spot.first], tokens.ends[spot.last])
            yield Place(text=span.text, code=spot.code or heard.setting.theatre), span


def reads_as_place(
    text: str, chosen: tuple[Place, Span], readings: tuple[Reading, ...], lexicon: Lexicon
) -> bool:
    """Say whether a sentence of the excerpt, read again, has this place where it stands."""
    place, span = chosen
    own = next(
        (r.span for r in readings if r.span[0] <= span.start and span.end <= r.span[1]), None
    )
    if own is None or text[span.start : span.end] != place.text:
        return False
    tokens = Tokens(text, own, lexicon)
    return any(
        (tokens.starts[spot.first], tokens.ends[spot.last]) == (span.start, span.end)
        and spot.code in (None, place.code)
        for spot in find_places(tokens)
    )
