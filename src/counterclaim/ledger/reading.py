"""Reading into a ledger: what is known of a document already, and the entry that brings the rest.

Not here: the run around it (``ingest.py``). Invariants: a document is in the ledger whole or not at
all; the same document with the same facts, engine and lexicon adds nothing; finding the sightings
happens outside the lock on the chain, and what was decided before it is looked at again inside.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from sqlalchemy import Connection, select

from counterclaim.ledger import schema
from counterclaim.ledger.database import Database
from counterclaim.ledger.entries import Row, append
from counterclaim.ledger.rows import (
    Facts,
    Found,
    Version,
    clean,
    clean_or_none,
    document_rows,
    facts_of,
    met_facts,
    reading_rows,
    window_of,
)
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.skips import Skip

Outcome = Literal["new", "known", "re-read"]
Finder = Callable[[Document], Found]
Unread = Callable[[Document], Skip | None]


class Read(NamedTuple):
    """What became of a document, what was found in it, and its language where that is not read."""

    outcome: Outcome
    found: Found
    unread_language: str | None = None


def read_always(_document: Document) -> None:
    """Say of every document that it can be read for claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a ledger holds of one document: how it was met, its texts, its readings in order."""

    captures: tuple[tuple[str, Facts], ...] = ()
    texts: frozenset[str] = frozenset()
    readings: tuple[tuple[Version, str, Window | None], ...] = ()

    @property
    def facts(self) -> Facts:
        """What is known of the document: of each fact, what was said last."""
        return _folded(facts for _, facts in self.captures)

    def is_met(self, source: str, facts: Facts) -> bool:
        """Say whether the document was met there, and these facts say nothing new of it.

        They are held against what was said last there, so that a fact may be set back, and two
        places that differ may be read again and again without an end of entries.
        """
        said = [before for where, before in self.captures if where == source]
        known = _folded(said)
        return bool(said) and facts.completed_by(known) == known

    def facts_with(self, source: str, facts: Facts) -> Facts:
        """Return what is known of the document once it is met there with these facts."""
        return self.facts if self.is_met(source, facts) else facts.completed_by(self.facts)

    def is_read(self, text: str, published: Window | None, version: Version) -> bool:
        """Say whether the latest reading is this version's, of the text so dated."""
        return self.readings[-1:] == ((version, text, published),)


def _folded(said: Iterable[Facts]) -> Facts:
    known = Facts()
    for facts in said:
        known = facts.completed_by(known)
    return known


def past_of(connection: Connection, document: str) -> Past:
    """Return what the ledger holds of a document."""
    captures, texts, readings = schema.captures.c, schema.texts.c, schema.readings.c
    met = connection.execute(
        select(schema.captures).where(captures.document == document).order_by(captures.entry)
    ).all()
    if not met:
        return Past()
    return Past(
        captures=tuple(
            (
                row.source,
                met_facts(row),
            )
            for row in met
        ),
        texts=frozenset(
            connection.execute(select(texts.sha256).where(texts.document == document)).scalars()
        ),
        readings=tuple(
            (
                Version(engine=row.engine, lexicon=row.lexicon, is_coded=row.is_coded),
                row.text,
                window_of(row.published_start, row.published_end),
            )
            for row in connection.execute(
                select(schema.readings)
                .where(readings.document == document)
                .order_by(readings.entry)
            )
        ),
    )


def append_skip(connection: Connection, skip: Skip, *, at: str, run: int | None) -> None:
    """Add the entry of a skip."""
    row: Row = {"source": clean(skip.source), "reason": clean(skip.told)}
    append(connection, at=at, kind="skip", run=run, rows={schema.skips: [row]})


def storable(document: Document) -> Document:
    """Return a document as it is kept: under its id, without what a database refuses."""
    return replace(
        document,
        captured_sha256=document.id,
        text=clean(document.text),
        source=clean(document.source),
        url=clean_or_none(document.url),
        title=clean_or_none(document.title),
        outlet=clean_or_none(document.outlet),
        authors=tuple(map(clean, document.authors)),
        language=clean_or_none(document.language),
        published_from=clean_or_none(document.published_from),
        published_at=clean_or_none(document.published_at),
        notes=tuple(map(clean, document.notes)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What adds one document at a time to a ledger, in the name of one run.

    ``unread`` says why a document is kept and not read for claims: it gets an empty reading, and
    the skip an entry of its own beside it, as often as the document would have been read.
    """

    database: Database
    version: Version
    find: Finder
    now: Callable[[], str]
    run: int | None
    unread: Unread = read_always

    def add(self, document: Document) -> Read:
        """Add a document, or what is new of it, and return what was found in it."""
        kept = storable(document)
        with self.database.reading() as connection:
            past = past_of(connection, kept.id)
        while True:
            known = past.facts_with(kept.source, facts_of(kept))
            dated = replace(kept, published=known.published, language=known.language)
            skip = self.unread(dated)
            # Once its language is known to have a lexicon, or none, it is read anew.
            was_read = self.unread(replace(kept, language=past.facts.language)) is None
            is_read = (
                past.is_read(kept.sha256, dated.published, self.version)
                and (skip is None) == was_read
            )
            found = Found() if is_read or skip is not None else self.find(dated)
            if is_read and past.is_met(kept.source, facts_of(kept)):
                return Read("known", found)
            with self.database.writing() as connection:
                now = past_of(connection, kept.id)
                if now == past:
                    self._append(connection, kept, past, None if is_read else (dated, found))
                    if skip is not None and not is_read:
                        append_skip(connection, skip, at=self.now(), run=self.run)
                    break
            past = now  # another process added the same document: decide again
        if is_read:
            return Read("known", found)
        unread_language = None if skip is None else dated.language
        return Read("re-read" if past.captures else "new", found, unread_language)

    def _append(
        self,
        connection: Connection,
        kept: Document,
        past: Past,
        read: tuple[Document, Found] | None,
    ) -> None:
        rows = document_rows(
            kept,
            is_new=not past.captures,
            is_met=past.is_met(kept.source, facts_of(kept)),
            has_text=kept.sha256 in past.texts,
        )
        kind = "document" if not past.captures else "capture" if read is None else "reading"
        if read is not None:
            rows = {**rows, **reading_rows(*read, self.version)}
        append(connection, at=self.now(), kind=kind, run=self.run, rows=rows)
