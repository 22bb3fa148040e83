"""A row of a table as a document: what its values mean.

Not here: how rows are got out of a file. Invariant: a row without a text is a skip; a date that
cannot be read leaves the row undated, and a note says so.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from counterclaim.model.digests import canonical_json, sha256_of
from counterclaim.model.documents import DATE_SOURCES, Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.columns import Columns
from counterclaim.read.dates_written import DateRead, read_date
from counterclaim.read.inner_page import FRAGMENT_READER, is_fragment, is_page
from counterclaim.read.plain import keep_offsets
from counterclaim.read.skips import Skip

READER = "row/1"  # raised when the same row begins to give another text
NO_TEXT = "the row has no text"
# What `counterclaim read` prints has both; there `source` is where the document was read.
_OWN = frozenset({"published_from", "sha256"})
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE | re.ASCII)
_BY = re.compile(r"(?:written\s+)?by:?\s+", re.IGNORECASE)
_LISTED = re.compile(r"\[.*\]", re.DOTALL)  # a list as Python prints it, in a cell
_QUOTED = re.compile(r"'([^']+)'|\"([^\"]+)\"")
_AUTHORS_APART = re.compile(r"\s*[;|]\s*|\s+(?:and|&)\s+")
_COMMA = re.compile(r"\s*,\s*")
MAX_AUTHORS = 50


def document_of_row(
    row: Mapping[str, object], where: str, columns: Columns | None = None
) -> Document | Skip:
    """Return the document of a row; ``columns`` says which column means what."""
    columns = columns or Columns()
    text = next((t for t in map(_body_of, columns.values(row, "text")) if t), None)
    if text is None:
        told = text_of(row.get("skipped"))  # a skip as `counterclaim read` prints it
        if told is None:
            return Skip(source=where, reason=NO_TEXT)
        source, detail = text_of(row.get("source")), text_of(row.get("detail"))
        return Skip(source=source or where, reason=told, detail=detail or "")
    dated, notes = _dated(columns.values(row, "published"))
    document = Document(
        text=keep_offsets(text),
        source=_first(columns, row, "id") or where,
        published=dated.window,
        title=_first(columns, row, "title"),
        outlet=_outlet_of(columns, row),
        url=_first(columns, row, "url"),
        authors=authors_of(next(iter(columns.values(row, "authors")), None)),
        language=_language_of(_first(columns, row, "language")),
        published_from="row" if dated.window else None,
        published_at=dated.instant,
        notes=notes,
        captured_sha256=sha256_of(canonical_json(row)),
        reader=READER,
    )
    if row.keys() >= _OWN:
        return _own(document, row, columns)
    return _without_tags(document)


def window_of(value: object) -> Window | None:
    """Return the window of a date as a row gives it; ``None`` where it cannot be read."""
    read = read_date(value)
    return read.window if read is not None else None


def text_of(value: object) -> str | None:
    """Return a text or number of a row as text; ``None`` where nothing or something else is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return keep_offsets(value) if isinstance(value, str) and value.strip() else None


def authors_of(value: object) -> tuple[str, ...]:
    """Return authors, given as a list, as objects with a name, or as a line of a page.

    >>> authors_of("By Ana Mora, Lev Dorn and Ida Voss")
    ('Ana Mora', 'Lev Dorn', 'Ida Voss')
    """
    names: list[str] = []
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Mapping):
            item = item.get("name")
        if isinstance(item, str):
            names.extend(_names_in(keep_offsets(item).strip()))
    return tuple(dict.fromkeys(names))[:MAX_AUTHORS]


def _names_in(text: str) -> list[str]:
    if len(text) > 2_000:  # a biography, not a line of names
        return []
    if _LISTED.fullmatch(text):
        return [one or other for one, other in _QUOTED.findall(text)]
    names: list[str] = []
    for part in _AUTHORS_APART.split(_BY.sub("", text, count=1) if _BY.match(text) else text):
        pieces = [piece for piece in _COMMA.split(part) if piece]
        # "Mora, Ana" is one person, "Ana Mora, Lev Dorn" are two.
        is_list = all(" " in piece for piece in pieces)
        names.extend(pieces if is_list else [", ".join(pieces)])
    return [name for name in names if name.strip()]


def _body_of(value: object) -> str | None:
    """Return a text, of a list the paragraphs; ``None`` where there is none."""
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str) and part.strip())
    return value if isinstance(value, str) and value.strip() else None


def _first(columns: Columns, row: Mapping[str, object], ours: str) -> str | None:
    return next((text for text in map(text_of, columns.values(row, ours)) if text), None)


def _outlet_of(columns: Columns, row: Mapping[str, object]) -> str | None:
    """Return the outlet: a name, or an object with one; an address names no outlet."""
    for value in columns.values(row, "outlet"):
        text = text_of(value.get("name") if isinstance(value, Mapping) else value)
        if text and "://" not in text:
            return text
    return None


def _language_of(text: str | None) -> str | None:
    found = _LANGUAGE.fullmatch(text.strip()) if text else None
    return found[1].lower() if found else None


def _dated(values: list[object]) -> tuple[DateRead, tuple[str, ...]]:
    """Return the first date that can be read, else why none could."""
    notes: list[str] = []
    for value in values:
        read = read_date(value)
        if read is not None and read.window is not None:
            return read, ()
        if read is not None:
            notes.append(read.note)
        elif isinstance(value, str) and value.strip():
            notes.append(f"its date {_shown(value)!r} cannot be read")
    return DateRead(None), tuple(notes[:1])


def _shown(value: str) -> str:
    text = " ".join(keep_offsets(value[:200]).split())
    return text if len(text) <= 40 else text[:39] + "…"


def _own(document: Document, row: Mapping[str, object], columns: Columns) -> Document:
    """Return a document that was printed by ``counterclaim read``, as it was when printed.

    Columns that are named for its date, outlet or authors hold before its own.
    """
    digest, authors, notes = row.get("sha256"), row.get("authors"), row.get("notes")
    is_digest = isinstance(digest, str) and _SHA256.fullmatch(digest)
    is_listed = isinstance(authors, list) and "authors" not in columns.given
    if "published" not in columns.given:
        document = _with_own_date(document, row)
    return replace(
        document,
        source=text_of(row.get("source")) or document.source,
        outlet=document.outlet if "outlet" in columns.given else text_of(row.get("outlet")),
        authors=_texts_of(authors) if is_listed else document.authors,
        notes=_texts_of(notes) if isinstance(notes, list) else document.notes,
        captured_sha256=str(digest) if is_digest else document.captured_sha256,
        reader=text_of(row.get("reader")) or document.reader,
        fetched_at=_instant_of(row.get("fetched_at")),
    )


def _with_own_date(document: Document, row: Mapping[str, object]) -> Document:
    """Return a document with the date that was printed, whose origin and instant stand beside."""
    published, dated_from = window_of(row.get("published")), row.get("published_from")
    is_known = published is not None and dated_from in DATE_SOURCES
    return replace(
        document,
        published=published,
        published_from=str(dated_from) if is_known else None,
        published_at=None if published is None else text_of(row.get("published_at")),
    )


def _texts_of(values: object) -> tuple[str, ...]:
    """Return the texts of a list as they are."""
    found = map(text_of, values) if isinstance(values, list) else ()
    return tuple(text for text in found if text)


def _instant_of(value: object) -> dt.datetime | None:
    """Return an instant as it was printed; one without an offset is none."""
    try:
        instant = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return instant if instant is not None and instant.utcoffset() is not None else None


def _without_tags(document: Document) -> Document | Skip:
    """Return a document whose text may be HTML as text; what the row says of it holds."""
    if is_page(document.text):
        from counterclaim.read.html import read_html  # noqa: PLC0415  # few tables hold pages

        data = document.text.encode("utf-8", "replace")
        page = read_html(
            Captured(data=data, source=document.source, url=document.url, charset="utf-8")
        )
        if isinstance(page, Skip):
            return page
        return replace(
            page,
            published=document.published or page.published,
            published_from=document.published_from or page.published_from,
            published_at=document.published_at if document.published else page.published_at,
            title=document.title or page.title,
            outlet=document.outlet or page.outlet,
            url=document.url or page.url,
            authors=document.authors or page.authors,
            language=document.language or page.language,
            notes=(*document.notes, *page.notes),
            captured_sha256=document.captured_sha256,
        )
    if not is_fragment(document.text):
        return document
    from counterclaim.read.fragment import text_of_fragment  # noqa: PLC0415  # loads lxml

    text = text_of_fragment(document.text)
    if not text.strip():
        return Skip(source=document.source, reason=NO_TEXT, detail="tags only")
    return replace(document, text=text, reader=FRAGMENT_READER)
