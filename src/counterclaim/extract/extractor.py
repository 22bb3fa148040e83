"""The extractor: the stages in their order, from a document to its sightings.

Gate, paragraphs, furniture, quotations, sentences, tokens, setting, attributions, losses, assembly,
repeats, confidence.
Invariant: pure; the same document and lexicon give the same sightings.
"""

from dataclasses import replace

from counterclaim.extract.assemble import assemble
from counterclaim.extract.confidence import rate_all
from counterclaim.extract.dates import find_dates
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.first_pass import read_first
from counterclaim.extract.periods import Timing
from counterclaim.extract.places import Spot
from counterclaim.extract.repeats import link_repeats, share_happenings
from counterclaim.extract.saying import Sayings
from counterclaim.extract.whereabouts import keep_place
from counterclaim.extract.wording import find_disclaimer
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens


def extract_sightings(document: Document, lexicon: Lexicon) -> list[Sighting]:
    """Return every sighting of a loss claim in a document, in the order of the text."""
    heard = read_first(document, lexicon)
    if heard is None:
        return []
    page, lines, places, setting = heard.page, heard.lines, heard.places, heard.setting
    desk = Desk(document=document, heard=heard, sayings=Sayings(day=setting.day))
    for index, line in enumerate(lines):
        tokens = line.tokens
        losses = page.losses(line, _leaning(desk, index))
        if not losses:
            _note_place(desk, tokens, line.block, places[index])
            _lay_on(desk, index, tokens)
            continue
        scene = Scene(
            index=index,
            block=line.block,
            tokens=tokens,
            span=line.span,
            timing=Timing(
                tokens=tokens,
                dates=find_dates(tokens, setting.published),
                setting=setting,
            ),
            spots=places[index],
            is_caption=page.parts[line.block] == "caption",
            is_headline=page.is_headline(line),
        )
        assemble(desk, scene, losses)
    return rate_all(link_repeats(share_happenings(desk.made)), lexicon.weights)


def _leaning(desk: Desk, index: int) -> tuple[str, str] | None:
    """Return outcome and entry of a loss just before, for "of them" and bare figures."""
    if desk.previous is None or index - desk.previous[0] > 2:
        return None
    sighting = desk.previous[2]
    return sighting.outcome, sighting.trace["outcome"][-1]


def _note_place(desk: Desk, tokens: Tokens, block: int, spots: list[Spot]) -> None:
    theatre = desk.heard.setting.war.theatre if desk.heard.setting.war is not None else ()
    local = [
        spot
        for spot in spots
        if not spot.is_country
        and not tokens.has("destination", spot.first - 1)
        and (not theatre or spot.code is None or spot.code in theatre)
    ]
    if local:
        keep_place(desk, block, tokens, local[0])


def _lay_on(desk: Desk, index: int, tokens: Tokens) -> None:
    """Lay "could not be verified" on the claims of the sentence before."""
    found = find_disclaimer(tokens)
    if found is None or desk.previous is None or index - desk.previous[0] > 2:
        return
    sentence = desk.previous[2].sentence
    for at, sighting in enumerate(desk.made):
        if (
            sighting.sentence == sentence
            and sighting.hedge is None
            and sighting.claimant is not None
        ):
            trace = {**sighting.trace, "hedge": (found[1],)}
            inferred = (*sighting.inferred, "hedge")
            desk.made[at] = replace(sighting, hedge=found[0], inferred=inferred, trace=trace)
