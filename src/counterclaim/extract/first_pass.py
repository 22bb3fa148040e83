"""The first pass over a document: where it states losses, what it is about, and who speaks in it.

Gate, paragraphs, furniture, quotations, sentences, tokens, setting, attributions. Not here: the
losses themselves and their sightings (``extractor.py``). Invariant: ``lines``, ``places``,
``dates`` and the readings of ``speakers`` run in parallel.
"""

from collections.abc import Callable

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.attributions import find_attributions
from counterclaim.extract.dates import DateMention, read_dates
from counterclaim.extract.gate import iter_loss_words
from counterclaim.extract.memory import Memory
from counterclaim.extract.page import Line, Page
from counterclaim.extract.places import Spot, find_places, with_countries
from counterclaim.extract.setting import Setting, find_setting
from counterclaim.extract.speakers import Speakers
from counterclaim.extract.stretches import Clock
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.notes import note
from counterclaim.model.parties import Place
from counterclaim.model.periods import Window
from counterclaim.text.quotes import find_quotes
from counterclaim.text.sentences import dateline_town
from counterclaim.text.tokens import Tokens

_OPENING = 4  # paragraphs that may hold the dateline


@note
class FirstPass:
    """A document as far as it is read before its losses are put together."""

    page: Page
    lines: list[Line]
    places: list[list[Spot]]
    dates: list[list[DateMention]]
    dateline: tuple[int, Place] | None
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
    sentences = [line.tokens for line in lines]
    setting = find_setting(sentences, document.published, lexicon)
    memory = Memory(text, lexicon, setting.day)
    memory.place_code = setting.theatre
    memory.sides = setting.parties
    speakers = Speakers(memory, find_quotes(text, page.blocks), is_chaining=is_chaining)
    places = with_countries(sentences, [find_places(tokens) for tokens in sentences])
    for line, spots in zip(lines, places, strict=True):
        memory.place_code = _here(line.tokens, spots) or memory.place_code
        speakers.read(line.tokens, line.span, line.block, find(line.tokens))
    return FirstPass(
        page=page,
        lines=lines,
        places=places,
        dates=_dates(lines, setting.published),
        dateline=_dateline(page, setting, lexicon),
        setting=setting,
        speakers=speakers,
    )


def _here(tokens: Tokens, spots: list[Spot]) -> str | None:
    """Return the country in which a sentence plays: that of a town, else one that it is "in"."""
    local = [spot.code for spot in spots if spot.code and not spot.is_country]
    if local:
        return local[0]
    inside = {
        spot.code
        for spot in spots
        if spot.is_country and tokens.has("place.inside", spot.first - 1)
    }
    return inside.pop() if len(inside) == 1 else None


def _dateline(page: Page, setting: Setting, lexicon: Lexicon) -> tuple[int, Place] | None:
    """Return paragraph and town of the first dateline, if what is told may have happened there.

    A seat of government and a town far from the war are where the report was written.
    """
    for at, block in enumerate(page.blocks[:_OPENING]):
        town = dateline_town(page.text, block)
        if town is None:
            continue
        if any(name.sort == "seat" for name in lexicon.names.get(town.lower(), ())):
            return None
        code = lexicon.places.get(town.lower())
        is_far = setting.war is not None and code not in (*setting.war.theatre, None)
        return None if is_far else (at, Place(text=town, code=code))
    return None


def _dates(lines: list[Line], published: Window | None) -> list[list[DateMention]]:
    """Return the dates of each sentence; "the same day" is the one that was named last."""
    found: list[list[DateMention]] = []
    clock = Clock(day=published.end if published is not None and published.is_day else None)
    for line in lines:
        found.append(read_dates(line.tokens, clock))
        clock = clock.after(found[-1])
    return found
