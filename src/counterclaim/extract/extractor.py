"""The extractor: the stages in their order, from a document to its sightings.

Gate, paragraphs, furniture, quotations, sentences, tokens, setting, attributions, losses, assembly,
repeats, confidence.
Invariant: pure; the same document and lexicon give the same sightings.
"""

from dataclasses import replace

from counterclaim.extract.assemble import assemble
from counterclaim.extract.confidence import rate_all
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.first_pass import read_first
from counterclaim.extract.frames import Timing
from counterclaim.extract.live import Entries
from counterclaim.extract.losses import Leaning
from counterclaim.extract.places import Spot
from counterclaim.extract.repeats import link_repeats, share_figures, share_happenings
from counterclaim.extract.saying import Sayings
from counterclaim.extract.whereabouts import keep_place
from counterclaim.extract.wording import find_disclaimer
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens

_TOLD = 6  # sightings of the sentence before in which the dead are looked for
_DISCLAIMED = 2  # paragraphs before "none of these figures could be verified" that it stands for


def extract_sightings(document: Document, lexicon: Lexicon) -> list[Sighting]:
    """Return every sighting of a loss claim in a document, in the order of the text."""
    heard = read_first(document, lexicon)
    if heard is None:
        return []
    page, lines, places, setting = heard.page, heard.lines, heard.places, heard.setting
    entries = Entries(document.text, page.blocks, setting.day, lexicon)
    desk = Desk(document=document, heard=heard, sayings=Sayings(day=setting.day), entries=entries)
    desk.is_live = any(line.block == 0 and line.tokens.holds("live.page") for line in lines)
    for index, line in enumerate(lines):
        tokens = line.tokens
        desk.sayings.hear(index, heard.speakers.readings[index], heard.dates[index])
        if heard.dateline is not None and heard.dateline[0] == line.block and not desk.is_opened:
            desk.last_place, desk.is_opened = heard.dateline, True
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
                dates=heard.dates[index],
                setting=setting,
                is_headline=page.is_headline(line),
            ),
            spots=places[index],
            is_caption=page.parts[line.block] == "caption",
            is_headline=page.is_headline(line),
        )
        assemble(desk, scene, losses)
    return rate_all(link_repeats(share_figures(share_happenings(desk.made))), lexicon.weights)


def _leaning(desk: Desk, index: int) -> Leaning | None:
    """Return outcome and entry of a loss just before, for "of them" and bare figures."""
    if desk.previous is None or index - desk.previous[0] > 2:
        return None
    last = desk.previous[2]
    told = (one for one in desk.made[-_TOLD:] if one.sentence == last.sentence)
    toll = next((one for one in told if one.outcome == "killed" and one.part_of is None), last)
    return Leaning(
        last=(last.outcome, last.trace["outcome"][-1]),
        toll=(toll.outcome, toll.trace["outcome"][-1]),
    )


def _note_place(desk: Desk, tokens: Tokens, block: int, spots: list[Spot]) -> None:
    theatre = desk.heard.setting.war.theatre if desk.heard.setting.war is not None else ()
    local = [
        spot
        for spot in spots
        if not spot.is_country
        and not tokens.has("destination", spot.first - 1)
        and (tokens.holds("event") or not _is_seat(tokens, spot))
        and (not theatre or spot.code is None or spot.code in theatre or tokens.holds("event"))
    ]
    if local:
        told = [s for s in local if tokens.has("place.where", s.last + 1 + _comma(tokens, s))]
        keep_place(desk, block, tokens, (told or local)[0])


def _is_seat(tokens: Tokens, spot: Spot) -> bool:
    return any(name.sort == "seat" for name in tokens.names.get(spot.first, ()))


def _comma(tokens: Tokens, spot: Spot) -> int:
    return int(tokens.letters[spot.last + 1 : spot.last + 2] == [","])


def _lay_on(desk: Desk, index: int, tokens: Tokens) -> None:
    """Lay "could not be verified" on the claims of the sentence before.

    "None of these figures could be verified" is laid on those of the paragraphs before.
    """
    found = find_disclaimer(tokens)
    if found is None or desk.previous is None:
        return
    line = desk.heard.lines[index]
    last = desk.previous[2].sentence
    if tokens.holds("hedge.all"):
        near = (other for other in desk.heard.lines if line.block - other.block <= _DISCLAIMED)
        first = next(near).span[0]
    elif index - desk.previous[0] <= 2:
        first = last.start
    else:
        return
    for at, sighting in enumerate(desk.made):
        is_laid = sighting.sentence.start >= first and sighting.claimant is not None
        if is_laid and sighting.hedge is None:
            trace = {**sighting.trace, "hedge": (found[1],)}
            inferred = (*sighting.inferred, "hedge")
            desk.made[at] = replace(sighting, hedge=found[0], inferred=inferred, trace=trace)
