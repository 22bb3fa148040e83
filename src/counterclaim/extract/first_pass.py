"""The first pass over a document: where it states losses, what it is about, and who speaks in it.

Gate, paragraphs, furniture, quotations, sentences, tokens, setting, attributions. Not here: the
losses themselves and their sightings (``extractor.py``). Invariant: ``lines``, ``places`` and the
readings of ``speakers`` run in parallel.
"""

from collections.abc import Callable
from dataclasses import dataclass

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.attributions import find_attributions
from counterclaim.extract.gate import iter_loss_words
from counterclaim.extract.memory import Memory
from counterclaim.extract.page import Line, Page
from counterclaim.extract.places import Spot, find_places
from counterclaim.extract.setting import Setting, find_setting
from counterclaim.extract.speakers import Speakers
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.text.quotes import find_quotes
from counterclaim.text.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPass:
    """A document as far as it is read before its losses are put together."""

    page: Page
    lines: list[Line]
    places: list[list[Spot]]
    setting: Setting
    speakers: Speakers


def read_first(document: Document, lexicon: Lexicon) -> FirstPass | None:
    """Return what a document tells around its losses; ``None`` where it states none."""
    loss_words = list(iter_loss_words(document.text, lexicon))
    if not loss_words:
        return None
    page = Page(document.text, lexicon)
    stated = page.find_losses(loss_words)
    if not stated:
        return None
    return _read(document, page, page.lines_near(stated), find_attributions)


def read_whole(
    document: Document, lexicon: Lexicon, find: Callable[[Tokens], list[Attribution]]
) -> FirstPass:
    """Return what the whole body tells, by the attributions that ``find`` returns, each alone."""
    page = Page(document.text, lexicon)
    return _read(document, page, page.all_lines(), find, is_chaining=False)


def _read(
    document: Document,
    page: Page,
    lines: list[Line],
    find: Callable[[Tokens], list[Attribution]],
    *,
    is_chaining: bool = True,
) -> FirstPass:
    text, lexicon = document.text, page.lexicon
    setting = find_setting([line.tokens for line in lines], document.published, lexicon)
    memory = Memory(text, lexicon, setting.day)
    memory.place_code = setting.theatre
    memory.sides = setting.parties
    speakers = Speakers(memory, find_quotes(text, page.blocks), is_chaining=is_chaining)
    places = [find_places(line.tokens) for line in lines]
    for line, spots in zip(lines, places, strict=True):
        local = [spot.code for spot in spots if spot.code and not spot.is_country]
        memory.place_code = local[0] if local else memory.place_code
        speakers.read(line.tokens, line.span, line.block, find(line.tokens))
    return FirstPass(page=page, lines=lines, places=places, setting=setting, speakers=speakers)
