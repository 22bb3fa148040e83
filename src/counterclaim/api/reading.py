"""The Python front door: read a text, extract its sightings and statements, make a data frame."""

import datetime as dt
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.api.frames import make_frame
from counterclaim.api.sources import iter_documents
from counterclaim.errors import InputError
from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.statements import extract_statements
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.flat import flat_columns, flat_record
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement
from counterclaim.read.plain import keep_offsets
from counterclaim.read.skips import Skip
from counterclaim.read.sources import is_address

if TYPE_CHECKING:
    from pandas import DataFrame

_PATH = re.compile(r"[^\s\x00]*[/\\][^\s\x00]*|[^\s\x00]*[^\s\x00.]\.[A-Za-z][A-Za-z0-9]{0,7}")
_MAX_PATH = 4096  # characters; a longer string is a text, never a path


def read(
    source: str | os.PathLike[str],
    *,
    published: str | dt.date | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Document:
    """Return the document of a file or an address, or of a text given as such.

    Parameters
    ----------
    source
        A ``Path``, or a string: the path of a file if one of that name exists, an address, else
        the text itself. A string without white space that has a separator or the ending of a file
        is a path, and an error where there is no such file. Texts, saved pages, messages and PDFs
        are told apart by their content.
    published
        When it was published: a date, or ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``. Like the others
        below it goes before what the document says of itself.
    title, outlet, url
        What else is known of the document; kept with it and not read for claims.

    Returns
    -------
    Document
        Its ``text`` is what spans count in: code points. NUL bytes and lone surrogates stand in
        it as U+FFFD, one for one.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, it is empty, or it holds several documents.
    RecordError
        If ``published`` is no date.

    Examples
    --------
    >>> document = read("At least 15 people were killed.", published="2023-05")
    >>> document.published.start, document.published.end
    (datetime.date(2023, 5, 1), datetime.date(2023, 5, 31))
    """
    document = _read_any(source)
    window = _window(published)
    return replace(
        document,
        published=window or document.published,
        published_from=document.published_from if window is None else "given",
        published_at=document.published_at if window is None else None,
        title=title or document.title,
        outlet=outlet or document.outlet,
        url=url or document.url,
    )


def extract(document: Document, *, lexicon: Lexicon | None = None) -> list[Sighting]:
    """Return every loss claim that a document states, in the order of the text.

    Parameters
    ----------
    document
        What :func:`read` returns.
    lexicon
        The package's own unless one is given: ``counterclaim.lexicon.load.load_lexicon(folder)``.

    Returns
    -------
    list of Sighting
        Spans count code points, end exclusive. ``quantity.low`` and ``quantity.high`` are whole
        numbers of people, both included; ``None`` is an open side, never zero.

    Examples
    --------
    >>> [found] = extract(read("Officials said at least 15 people were killed in the blast."))
    >>> found.quantity.low, found.quantity.high, found.outcome, found.claimant.text
    (15, None, 'killed', 'Officials')
    """
    return extract_sightings(document, lexicon if lexicon is not None else load_lexicon())


def statements(document: Document, *, lexicon: Lexicon | None = None) -> list[Statement]:
    """Return what a document reports that somebody said, where no loss is counted.

    Parameters
    ----------
    document
        What :func:`read` returns.
    lexicon
        The package's own unless one is given.

    Returns
    -------
    list of Statement
        In the order of the text. Words in which a loss claim stands are left out: :func:`extract`
        returns them. Spans count code points, end exclusive.

    Examples
    --------
    >>> text = "Officials said on Friday that the bridge was open."
    >>> [found] = statements(read(text, published="2023-05-05"))
    >>> found.speaker.name, found.stance, found.content.text, str(found.stated_on)
    ('Officials', 'says', 'the bridge was open', '2023-05-05')
    """
    words = lexicon if lexicon is not None else load_lexicon()
    return extract_statements(document, words, extract_sightings(document, words))


def to_frame(sightings: Iterable[Sighting]) -> "DataFrame":
    """Return a pandas data frame with one row per sighting.

    Nested fields are flattened (``quantity_low``, ``victims_party``), lists joined by "; ", and
    the trace is left out. Without sightings the frame has the same columns and no row.

    Raises
    ------
    CounterclaimError
        If pandas is not installed.

    Examples
    --------
    >>> frame = to_frame(extract(read("Officials said at least 15 people were killed.")))
    >>> frame.loc[0, "quantity_text"], frame.loc[0, "claimant_name"]
    ('at least 15', 'Officials')
    """
    return make_frame(map(flat_record, sightings), flat_columns())


def _read_any(source: str | os.PathLike[str]) -> Document:
    if not isinstance(source, str) or _names_source(source):
        return _read_single(source)
    if not source.strip("\x00 \t\r\n\ufeff"):
        raise InputError("the text is empty", "give a text, or the path of a file")
    return Document(text=keep_offsets(source))


def _names_source(text: str) -> bool:
    is_one_word = not any(map(str.isspace, text))
    return _names_file(text) or (is_one_word and is_address(text)) or _looks_like_path(text)


def _read_single(source: str | os.PathLike[str]) -> Document:
    found = list(islice(iter_documents([source]), 2))
    if len(found) != 1:
        what = "no document" if not found else "more than one document"
        raise InputError(f"{source}: it holds {what}", "take counterclaim.iter_documents([...])")
    (item,) = found
    if isinstance(item, Skip):
        raise InputError(f"{item.source}: {item.told}")
    return item


def _names_file(text: str) -> bool:
    if len(text) > _MAX_PATH or "\n" in text:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL: a text
        return False


def _looks_like_path(text: str) -> bool:
    """Say whether a string can only be meant as a path: ``missing.txt``, ``texts/a``."""
    return len(text) <= _MAX_PATH and _PATH.fullmatch(text) is not None


def _window(published: str | dt.date | None) -> Window | None:
    if published is None:
        return None
    if isinstance(published, dt.datetime):
        return Window.day(published.date())
    return Window.day(published) if isinstance(published, dt.date) else Window.parse(published)
