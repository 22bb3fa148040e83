"""Ingesting: a run over documents and skips, each an entry of its own, with a tally at the end.

Not here: what one document brings (``reading.py``) and how claims follow (``derive.py``).
Invariants: one bad document never stops the others; what ends the run early leaves every document
before it whole, and a run without an end says that it was cut off.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from counterclaim.errors import RecordError
from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.statements import extract_statements
from counterclaim.ledger import schema
from counterclaim.ledger.database import Database
from counterclaim.ledger.entries import append
from counterclaim.ledger.reading import Finder, Reader, Unread, append_skip, read_always
from counterclaim.ledger.rows import Found, Version, clean
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.digests import canonical_json
from counterclaim.model.documents import Document
from counterclaim.read.skips import Skip


class StopReading(Exception):  # noqa: N818  # no error: as StopIteration is none
    """Raised by what gives documents, to end a run between two of them."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run did: documents by what became of them, what they hold, claims that follow.

    ``skipped`` counts by reason what is not in the ledger; those of them that have no line of their
    own in it, such as pages of archives without a word of loss, are ``passed_over``. ``unread``
    counts by language (ISO 639-1) those of the new and re-read documents that are in it with their
    text, and were not read for claims, since no lexicon has their language.
    """

    n_new: int = 0
    n_known: int = 0
    n_reread: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    n_sightings: int = 0
    n_statements: int = 0
    n_claims_new: int = 0
    n_claims_changed: int = 0

    @property
    def n_skipped(self) -> int:
        """How many were skipped, for whatever reason."""
        return self.skipped.total()

    @property
    def n_passed_over(self) -> int:
        """How many of the skipped have no line of their own."""
        return self.passed_over.total()

    @property
    def n_documents(self) -> int:
        """How many documents could be read, the known ones too."""
        return self.n_new + self.n_known + self.n_reread

    def as_json(self) -> str:
        """Return the tally as canonical JSON."""
        numbers = ("n_new", "n_known", "n_reread", "n_sightings", "n_statements")
        claims = ("n_claims_new", "n_claims_changed", "n_passed_over")
        return canonical_json(
            {name: getattr(self, name) for name in (*numbers, *claims)}
            | {"skipped": dict(sorted(self.skipped.items()))}
            | {"unread": dict(sorted(self.unread.items()))}
        )


def find_all(document: Document, lexicon: Lexicon) -> Found:
    """Return the sightings and the statements of a document."""
    sightings = extract_sightings(document, lexicon)
    return Found(sightings=sightings, statements=extract_statements(document, lexicon, sightings))


@dataclass(slots=True, kw_only=True)
class Run:
    """A run in progress: opened with an entry, closed with another that holds the tally."""

    database: Database
    now: Callable[[], str]
    number: int
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def begin(
        cls, database: Database, *, now: Callable[[], str], version: Version, what: str
    ) -> "Run":
        """Add the entry that begins a run; ``what`` says in words what is read."""
        row = {"engine": version.engine, "lexicon": version.lexicon, "what": clean(what)}
        with database.writing() as connection:
            number = append(
                connection, at=now(), kind="run", run=None, rows={schema.runs: [dict(row)]}
            )
        return cls(database=database, now=now, number=number)

    def skip(self, skip: Skip) -> None:
        """Record what could not be read; one that is not kept is only counted."""
        self.tally.skipped[skip.reason] += 1
        if not skip.is_kept:
            self.tally.passed_over[skip.reason] += 1
            return
        with self.database.writing() as connection:
            append_skip(connection, skip, at=self.now(), run=self.number)

    def end(self, how: str) -> None:
        """Add the entry that ends the run."""
        with self.database.writing() as connection:
            append(
                connection,
                at=self.now(),
                kind="end",
                run=self.number,
                rows={
                    schema.run_ends: [
                        {"run": self.number, "how": how, "tally": self.tally.as_json()}
                    ]
                },
            )


def read_all(
    run: Run,
    items: Iterable[Document | Skip],
    *,
    version: Version,
    find: Finder,
    unread: Unread = read_always,
) -> None:
    """Read documents one by one into the ledger of a run, and record what cannot be read."""
    reader = Reader(
        database=run.database,
        version=version,
        find=_guarded(find),
        now=run.now,
        run=run.number,
        unread=unread,
    )
    for item in items:
        if isinstance(item, Skip):
            run.skip(item)
            continue
        try:
            read = reader.add(item)
        except RecordError as error:
            run.skip(Skip(source=item.source, reason=error.message))
            continue
        run.tally.n_new += read.outcome == "new"
        run.tally.n_known += read.outcome == "known"
        run.tally.n_reread += read.outcome == "re-read"
        run.tally.n_sightings += len(read.found.sightings)
        run.tally.n_statements += len(read.found.statements)
        if read.unread_language is not None:
            run.tally.unread[read.unread_language] += 1


def _guarded(find: Finder) -> Finder:
    """Return a finder that fails in one way only, since no text stops a thousand others."""

    def find_or_say_why(document: Document) -> Found:
        try:
            return find(document)
        except RecordError:
            raise
        except Exception as error:
            raise RecordError(f"the reading failed ({type(error).__name__}: {error})") from error

    return find_or_say_why
