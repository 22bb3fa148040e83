"""The extractor: the stages in their order, from a document to its sightings.

Gate, paragraphs, furniture, quotations, sentences, tokens, setting, attributions, losses, assembly.
Invariant: pure; the same document and lexicon give the same sightings.
"""

import re
from bisect import bisect_right
from dataclasses import replace

from counterclaim.extract.assemble import Desk, Scene, assemble, keep_place
from counterclaim.extract.attribution import find_attributions
from counterclaim.extract.chunks import Chunks
from counterclaim.extract.dates import find_dates
from counterclaim.extract.gate import iter_loss_words
from counterclaim.extract.losses import find_losses
from counterclaim.extract.memory import Memory
from counterclaim.extract.periods import Timing
from counterclaim.extract.places import Spot, find_places
from counterclaim.extract.repeats import link_repeats
from counterclaim.extract.setting import find_setting
from counterclaim.extract.speakers import Speakers
from counterclaim.extract.wording import find_disclaimer
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.text.furniture import label_blocks
from counterclaim.text.quotes import find_quotes
from counterclaim.text.sentences import Block, split_blocks, split_sentences
from counterclaim.text.tokens import Tokens

_OPENING = 4  # paragraphs that are always read: who, where and when the text is about
_BEFORE, _AFTER = 5, 2  # paragraphs around a word of loss in which its speaker may be named
_LOSS_LETTERS = re.compile(r"[kgbdaNZLcl]")


def extract_sightings(document: Document, lexicon: Lexicon) -> list[Sighting]:
    """Return every sighting of a loss claim in a document, in the order of the text."""
    text = document.text
    loss_words = list(iter_loss_words(text, lexicon))
    if not loss_words:
        return []
    blocks = split_blocks(text)
    near = _blocks_near_losses(blocks, loss_words)
    parts = label_blocks(text, blocks, lexicon)
    quotes = find_quotes(text, blocks)
    spans: list[tuple[tuple[int, int], int]] = []
    for index, block in enumerate(blocks):
        if near[index] and parts[index] in ("body", "caption"):
            spans += [(span, index) for span in split_sentences(text, block, lexicon)]
    sentences = [Tokens(text, span, lexicon) for span, _ in spans]
    setting = find_setting(sentences, document.published, lexicon)
    memory = Memory(text, lexicon, setting.day)
    memory.place_code = setting.theatre
    speakers = Speakers(memory, quotes)
    places = [find_places(tokens) for tokens in sentences]
    for (span, at), tokens, spots in zip(spans, sentences, places, strict=True):
        local = [spot.code for spot in spots if spot.code and not spot.is_country]
        memory.place_code = local[0] if local else memory.place_code
        speakers.read(tokens, span, at, find_attributions(tokens))
    desk = Desk(document=document, setting=setting, speakers=speakers)
    for index, ((span, at), tokens) in enumerate(zip(spans, sentences, strict=True)):
        before = _leaning(desk, index)
        is_read = before is not None or _may_state_loss(tokens)
        losses = find_losses(Chunks(tokens), before) if is_read else []
        if not losses:
            _note_place(desk, tokens, at, places[index])
            _lay_on(desk, index, tokens)
            continue
        scene = Scene(
            index=index,
            block=at,
            tokens=tokens,
            span=span,
            timing=Timing(
                tokens=tokens,
                dates=find_dates(tokens, setting.published),
                setting=setting,
            ),
            spots=places[index],
            is_caption=parts[at] == "caption",
            is_headline=at == 0,
        )
        assemble(desk, scene, losses)
    return link_repeats(desk.made)


def _blocks_near_losses(blocks: list[Block], places: list[int]) -> list[bool]:
    """Return which paragraphs are read: those around a word of loss, and how the text opens."""
    starts = [block.start for block in blocks]
    near = [index < _OPENING for index in range(len(blocks))]
    for place in places:
        at = bisect_right(starts, place) - 1
        for index in range(max(0, at - _BEFORE), min(len(blocks), at + _AFTER + 1)):
            near[index] = True
    return near


def _may_state_loss(tokens: Tokens) -> bool:
    """Say whether a sentence holds a word of loss, or a noun that is one ("refugees")."""
    if _LOSS_LETTERS.search("".join(tokens.letters)):
        return True
    return not tokens.lexicon.outcome_nouns.isdisjoint(tokens.lows)


def _leaning(desk: Desk, index: int) -> tuple[str, str] | None:
    """Return outcome and entry of a loss just before, for "of them" and bare figures."""
    if desk.previous is None or index - desk.previous[0] > 2:
        return None
    sighting = desk.previous[2]
    return sighting.outcome, sighting.trace["outcome"][-1]


def _note_place(desk: Desk, tokens: Tokens, block: int, spots: list[Spot]) -> None:
    theatre = desk.setting.war.theatre if desk.setting.war is not None else ()
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
            desk.made[at] = replace(sighting, hedge=found[0], trace=trace)
