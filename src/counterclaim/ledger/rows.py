"""Rows: documents, sightings and statements as rows of the tables, and back.

Not here: which of them are in force (``fold.py``). Invariants: a row has every column of its table
but ``entry``; no text in it holds what a database refuses (NUL, lone surrogates); the record is
whole in ``record``, and the other columns are there to be searched.
"""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row as SqlRow

from counterclaim.errors import RecordError
from counterclaim.ledger import schema
from counterclaim.ledger.entries import Row, Rows, damaged, instant_text
from counterclaim.ledger.schema import LONGEST_CODE
from counterclaim.model.digests import canonical_json, sha256_of
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.records import Json, from_record, statement_from_record, to_record
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

_ID_DIGITS = 16  # hexadecimal: among ten million, two share an id once in 400,000 ledgers
_LARGEST = 2**63 - 1  # what a column of whole numbers holds; the record has the number itself
_Record = TypeVar("_Record", Sighting, Statement)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a document beside its text; ``None`` is "not said"."""

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Window | None = None
    published_from: str | None = None
    published_at: str | None = None
    notes: tuple[str, ...] = ()

    def completed_by(self, before: "Facts") -> "Facts":
        """Return these facts, with what was known before in the place of what is not said.

        Notes go with the date, of which most of them speak: those of what gave it, and of what was
        said last while nothing did. So they go away once a better reading has none.
        """
        is_dated_here = before.published is None or self._dates_better_than(before)
        dated = self if is_dated_here else before
        return Facts(
            url=self.url or before.url,
            title=self.title or before.title,
            outlet=self.outlet or before.outlet,
            authors=self.authors or before.authors,
            language=self.language or before.language,
            published=dated.published,
            published_from=dated.published_from,
            published_at=dated.published_at,
            notes=dated.notes,
        )

    def _dates_better_than(self, before: "Facts") -> bool:
        """Say whether the date is to be had from here, with where it was found and its instant.

        The three belong together. The same day without its origin or its instant says nothing new.
        """
        if self.published is None:
            return False
        if self.published != before.published:
            return True
        return (self.published_at is not None, self.published_from is not None) >= (
            before.published_at is not None,
            before.published_from is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What reading a document gave."""

    sightings: Sequence[Sighting] = ()
    statements: Sequence[Statement] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What read a text: engine and lexicon; or, ``is_coded``, a person who filled a table."""

    engine: str
    lexicon: str
    is_coded: bool = False


def clean(text: str) -> str:
    """Return a text that both databases take, one character for one."""
    return _UNSTORABLE.sub("\ufffd", text)


def clean_or_none(text: str | None) -> str | None:
    """Return a text that both databases take, ``None`` for none."""
    return None if text is None else clean(text)


def day_text(day: dt.date | None) -> str | None:
    """Return a day as ISO text."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> dt.date | None:
    """Return the day of an ISO text."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise damaged(f"{text!r} is no day") from error


def window_of(start: str | None, end: str | None) -> Window | None:
    """Return the window of two days as text; ``None`` where they are not known."""
    first, last = day_of(start), day_of(end)
    if first is None or last is None:
        return None
    try:
        return Window(start=first, end=last)
    except RecordError as error:
        raise damaged(str(error)) from error


def list_text(texts: tuple[str, ...]) -> str | None:
    """Return texts as a column holds them: a JSON list, nothing for none."""
    return canonical_json(list(texts)) if texts else None


def texts_of(stored: str | None) -> tuple[str, ...]:
    """Return the texts of a column that :func:`list_text` filled."""
    if stored is None:
        return ()
    try:
        found: Json = json.loads(stored)
    except (TypeError, ValueError) as error:
        raise damaged(f"{stored!r} is no list of texts") from error
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise damaged(f"{stored!r} is no list of texts")
    return tuple(map(str, found))


def met_facts(row: SqlRow[Any]) -> Facts:
    """Return the facts of a row of ``captures``."""
    return Facts(
        url=row.url,
        title=row.title,
        outlet=row.outlet,
        authors=texts_of(row.authors),
        language=row.language,
        published=window_of(row.published_start, row.published_end),
        published_from=row.published_from,
        published_at=row.published_at,
        notes=texts_of(row.notes),
    )


def facts_of(document: Document) -> Facts:
    """Return what a document says of itself; ``reading.storable`` has cleaned it."""
    return Facts(
        url=document.url,
        title=document.title,
        outlet=document.outlet,
        authors=document.authors,
        language=document.language,
        published=document.published,
        published_from=document.published_from,
        published_at=document.published_at,
        notes=document.notes,
    )


def sighting_id(document: str, engine_id: str, lexicon: str) -> str:
    """Return the id of a sighting in every ledger: of its document, spans, outcome and lexicon."""
    return sha256_of(f"{document}:{engine_id}:{lexicon}")[:_ID_DIGITS]


def document_rows(document: Document, *, is_new: bool, is_met: bool, has_text: bool) -> Rows:
    """Return the rows of a document: itself, how it was met, its text, each where it is new.

    ``reading.storable`` has cleaned it.
    """
    published = document.published
    reader, _, version = document.reader.partition("/")
    capture: Row = {
        "document": document.id,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "outlet": document.outlet,
        "published_start": None if published is None else day_text(published.start),
        "published_end": None if published is None else day_text(published.end),
        "fetched_at": None if document.fetched_at is None else instant_text(document.fetched_at),
        "authors": list_text(document.authors),
        "language": document.language,
        "published_from": document.published_from,
        "published_at": document.published_at,
        "notes": list_text(document.notes),
    }
    text: Row = {
        "document": document.id,
        "sha256": document.sha256,
        "reader": reader,
        "reader_version": version,
        "text": document.text,
    }
    return {
        schema.documents: [{"id": document.id}] if is_new else [],
        schema.captures: [] if is_met else [capture],
        schema.texts: [] if has_text else [text],
    }


def reading_rows(document: Document, found: Found, version: Version) -> Rows:
    """Return the rows of a reading: how it was made, its sightings, its statements."""
    published = document.published
    reading: Row = {
        "document": document.id,
        "text": document.sha256,
        "published_start": None if published is None else day_text(published.start),
        "published_end": None if published is None else day_text(published.end),
        "engine": version.engine,
        "lexicon": version.lexicon,
        "is_coded": version.is_coded,
    }
    return {
        schema.readings: [reading],
        schema.sightings: [
            sighting_row(sighting, (document.id, engine_id, version.lexicon), place)
            for place, (sighting, engine_id) in enumerate(_told_apart(found.sightings))
        ],
        schema.statements: [
            statement_row(statement, (document.id, engine_id, version.lexicon), place)
            for place, (statement, engine_id) in enumerate(_told_apart(found.statements))
        ],
    }


def _told_apart(found: Iterable[_Record]) -> Iterator[tuple[_Record, str]]:
    """Yield records with their engine's ids, numbered where one figure is counted twice."""
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.id] += 1
        yield one, one.id if seen[one.id] == 1 else f"{one.id}#{seen[one.id]}"


def sighting_row(sighting: Sighting, key: tuple[str, str, str], place: int) -> Row:
    """Return the row of a sighting; ``key`` is document, engine's id and version of the lexicon."""
    victims, claimant, quantity = sighting.victims, sighting.claimant, sighting.quantity
    where, period = sighting.place, sighting.period
    check_codes(sighting)
    return {
        "id": sighting_id(*key),
        "document": key[0],
        "place_in_text": place,
        "engine_id": key[1],
        "outcome": sighting.outcome,
        "victims_party": clean_or_none(victims.party),
        "victims_class": victims.class_,
        "victims_group": victims.group,
        "claimant_name": None if claimant is None else clean(claimant.name),
        "claimant_party": None if claimant is None else clean_or_none(claimant.party),
        "claimant_kind": None if claimant is None else claimant.kind,
        "frame": period.frame,
        "period_start": day_text(period.start),
        "period_end": day_text(period.end),
        "stated_on": day_text(sighting.stated_on),
        "place_text": None if where is None else clean(where.text),
        "place_code": None if where is None else clean_or_none(where.code),
        "kind": quantity.kind,
        "value": stored_number(quantity.value),
        "low": stored_number(quantity.low),
        "high": stored_number(quantity.high),
        "polarity": sighting.polarity,
        "is_optional": sighting.optional,
        "record": record_text(sighting),
    }


def statement_row(statement: Statement, key: tuple[str, str, str], place: int) -> Row:
    """Return the row of a statement; ``key`` is as for a sighting."""
    speaker = statement.speaker
    return {
        "id": sighting_id(*key),
        "document": key[0],
        "place_in_text": place,
        "engine_id": key[1],
        "speaker_name": clean(speaker.name),
        "speaker_party": clean_or_none(speaker.party),
        "speaker_kind": speaker.kind,
        "stance": statement.stance,
        "stated_on": day_text(statement.stated_on),
        "record": record_text(statement),
    }


def record_text(found: Sighting | Statement) -> str:
    """Return the record of a sighting or statement as canonical JSON."""
    return clean(canonical_json(to_record(found)))


def sighting_of(record: str) -> Sighting:
    """Return the sighting of a stored record."""
    return from_record(_object(record))


def statement_of(record: str) -> Statement:
    """Return the statement of a stored record."""
    return statement_from_record(_object(record))


def check_codes(sighting: Sighting) -> None:
    """Raise :class:`RecordError` if a code is too long for the indexes of a database."""
    claimant = sighting.claimant
    codes = {
        "id": sighting.id,
        "victims.party": sighting.victims.party,
        "claimant.party": None if claimant is None else claimant.party,
    }
    for name, code in codes.items():
        if code is not None and len(code) > LONGEST_CODE - _ID_DIGITS:
            raise RecordError(
                f"{name} has {len(code):,} characters", "a code has a few; names go elsewhere"
            )


def kept_sighting(record: str, id_: str) -> Sighting:
    """Return the sighting of a stored record; one that cannot be read is damage."""
    try:
        return sighting_of(record)
    except RecordError as error:
        raise damaged(f"the sighting {id_} cannot be read ({error})") from error


def kept_statement(record: str, id_: str) -> Statement:
    """Return the statement of a stored record; one that cannot be read is damage."""
    try:
        return statement_of(record)
    except RecordError as error:
        raise damaged(f"the statement {id_} cannot be read ({error})") from error


def object_of(text: str, what: str) -> dict[str, Json]:
    """Return an object that was stored as JSON; ``what`` says which in the error."""
    try:
        found: Json = json.loads(text)
    except (TypeError, ValueError) as error:
        raise damaged(f"{what} cannot be read") from error
    if not isinstance(found, dict):
        raise damaged(f"{what} cannot be read")
    return found


def stored_number(number: int | None) -> int | None:
    """Return a count of people as a column holds it."""
    return None if number is None else min(number, _LARGEST)


def _object(record: str) -> Mapping[str, Json]:
    try:
        found: Json = json.loads(record)
    except (TypeError, ValueError) as error:
        raise RecordError(f"a record is JSON, not {record[:40]!r}") from error
    if not isinstance(found, dict):
        raise RecordError(f"a record is an object, not {record[:40]!r}")
    return found
