"""The Python front door: read a text, extract its sightings, put them into a data frame."""

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.errors import CounterclaimError
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.flat import flat_record
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting
from counterclaim.read.plain import read_text_file

if TYPE_CHECKING:
    from pandas import DataFrame

_MAX_PATH = 4096  # characters; a longer string is a text, never a path


def read(
    path_or_text: str | os.PathLike[str], *, published: str | dt.date | None = None
) -> Document:
    """Return the document of a text file, or of a text given as such.

    Parameters
    ----------
    path_or_text
        A path, or a string: the path of an existing file if it names one, else the text itself.
    published
        The day of publication: a date, or ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.

    Raises
    ------
    InputError
        If the file cannot be read or holds no text.
    RecordError
        If ``published`` is no date.

    Examples
    --------
    >>> read("At least 15 people were killed.", published="2023-05-04").published.is_day
    True
    """
    document = _document(path_or_text)
    if published is None:
        return document
    window = Window.day(published) if isinstance(published, dt.date) else Window.parse(published)
    return Document(text=document.text, source=document.source, published=window)


def extract(document: Document, *, lexicon: Lexicon | None = None) -> list[Sighting]:
    """Return every loss claim that a document states, in the order of the text.

    Spans count Unicode code points, end exclusive; bounds are whole numbers of people, both
    included. ``lexicon`` is the package's own unless one is given
    (:func:`counterclaim.lexicon.load.load_lexicon`).

    Examples
    --------
    >>> [s] = extract(read("Officials said at least 15 people were killed in the blast."))
    >>> s.quantity.low, s.outcome, s.claimant.text
    (15, 'killed', 'Officials')
    """
    return extract_sightings(document, lexicon if lexicon is not None else load_lexicon())


def to_frame(sightings: Iterable[Sighting]) -> "DataFrame":
    """Return a pandas data frame with a row per sighting and flat columns (``quantity_low``, ...).

    Raises
    ------
    CounterclaimError
        If pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415  # an extra: only loaded when it is asked for
    except ImportError as error:
        raise CounterclaimError(
            "pandas is not installed", "pip install 'counterclaim[frames]'"
        ) from error
    return pd.DataFrame([flat_record(sighting) for sighting in sightings])


def _document(path_or_text: str | os.PathLike[str]) -> Document:
    if not isinstance(path_or_text, str):
        return read_text_file(Path(path_or_text))
    is_path = (
        len(path_or_text) < _MAX_PATH and "\n" not in path_or_text and "\x00" not in path_or_text
    )
    if is_path and Path(path_or_text).is_file():
        return read_text_file(Path(path_or_text))
    return Document(text=path_or_text)
