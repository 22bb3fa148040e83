"""The store: one ledger, open, with all that can be asked of it and added to it.

What `api` and `cli` use; nothing above this layer sees a table. Invariants: whatever adds something
adds an entry; what reads the present catches the derived tables up first.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from counterclaim.errors import LedgerError, LedgerReadOnlyError
from counterclaim.ledger import queries
from counterclaim.ledger.bulk import add_prepared, prepare
from counterclaim.ledger.database import Database, connect
from counterclaim.ledger.derive import (
    Changes,
    is_current,
    refresh,
    standing_of,
    wanted_version,
)
from counterclaim.ledger.entries import instant_text
from counterclaim.ledger.filters import EVERYTHING, Filter
from counterclaim.ledger.finding import find_claim
from counterclaim.ledger.fold import entry_at
from counterclaim.ledger.ingest import Run, StopReading, Tally, find_all, read_all
from counterclaim.ledger.log import LogLine, list_log
from counterclaim.ledger.memory import LedgerMemory
from counterclaim.ledger.migrate import migrate
from counterclaim.ledger.queries import KeptStatement, RunRecord, SkipRecord
from counterclaim.ledger.reading import Finder, Unread, read_always
from counterclaim.ledger.reviews import Request, Review, add_review, list_reviews
from counterclaim.ledger.rows import Found, Version
from counterclaim.ledger.targets import find_target
from counterclaim.ledger.verify import Finding, verify
from counterclaim.ledger.versions import engine_version, lexicon_version, readers_version
from counterclaim.ledger.watching import Held, watching
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim
from counterclaim.model.documents import Document
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.sightings import Sighting
from counterclaim.read.closing import Closing
from counterclaim.read.language import unread_reason
from counterclaim.read.skips import Skip

Clock = Callable[[], dt.datetime]


class LedgerStore(Closing):
    """An open ledger. Use it as a context manager, or call :meth:`close`."""

    def __init__(self, database: Database, *, lexicon: Lexicon, clock: Clock) -> None:
        self._database = database
        self._lexicon = lexicon
        self._clock = clock
        self._is_read_only = False  # found out where the derived tables had to be caught up

    @property
    def name(self) -> str:
        """What the ledger is called in messages: its file, or its URL without a password."""
        return self._database.name

    def ingest(
        self, items: Iterable[Document | Skip], *, what: str = "", find: Finder | None = None
    ) -> Tally:
        """Read documents into the ledger one by one, and group what is new; return the tally.

        A document in a language that the lexicon does not have is kept with its text, with a
        reading in which nothing was found, and a skip says why.

        Parameters
        ----------
        items
            What ``read.sources.iter_sources`` yields. They may raise :class:`StopReading` to end
            the run early; what came before stays.
        what
            What is read, in words, for the list of runs.
        find
            What finds sightings and statements in a document; the engine unless given.
        """
        finds = find or (lambda document: find_all(document, self._lexicon))
        return self._read(
            items,
            what=what,
            version=self._version(),
            find=finds,
            unread=lambda document: unread_reason(document, self._lexicon),
        )

    def import_coded(
        self, document: Document, coded: Sequence[Sighting | Skip], *, coder: str
    ) -> Tally:
        """Keep a table of coded claims as a document whose sightings are marked as coded.

        Parameters
        ----------
        document
            The table as a text, which the spans of its sightings count in.
        coded
            A sighting per coded claim, or a skip with its reason.
        coder
            What coded it: the name of the map, with its version if it has one.
        """
        skips = [one for one in coded if isinstance(one, Skip)]
        found = Found(sightings=[one for one in coded if isinstance(one, Sighting)])
        version = Version(engine=coder, lexicon=lexicon_version(self._lexicon), is_coded=True)
        items: list[Document | Skip] = [document, *skips]
        return self._read(items, what=document.source, version=version, find=lambda _: found)

    def add_readings(
        self,
        readings: Iterable[tuple[Document, Found]],
        *,
        what: str = "",
        version: Version | None = None,
    ) -> Tally:
        """Add readings that are ready made, many at once, and group what is new.

        Parameters
        ----------
        readings
            Documents, each with its sightings and statements, whose spans read back to its text.
        what
            What is added, in words, for the list of runs.
        version
            What made the readings; ``is_coded`` marks them as a person's table. The engine and
            the lexicon unless given.
        """
        version = version or self._version()
        run = Run.begin(self._database, now=self._now, version=version, what=what)
        with self._ending(run):
            prepared = (prepare(document, found, version) for document, found in readings)
            added = add_prepared(
                self._database, prepared, version=version, now=self._now, run=run.number
            )
            run.tally.n_new, run.tally.n_known = added.n_new, added.n_known
            run.tally.n_reread, run.tally.n_sightings = added.n_reread, added.n_sightings
            run.tally.n_statements = added.n_statements
        return run.tally

    def _read(
        self,
        items: Iterable[Document | Skip],
        *,
        what: str,
        version: Version,
        find: Finder,
        unread: Unread = read_always,
    ) -> Tally:
        run = Run.begin(self._database, now=self._now, version=version, what=what)
        with self._ending(run):
            read_all(run, items, version=version, find=find, unread=unread)
        return run.tally

    def refresh(self, *, anew: bool = False) -> Changes:
        """Bring the derived tables up to the last entry; ``anew`` derives everything again."""
        with self._database.writing() as connection:
            return refresh(connection, self._lexicon, anew=anew)

    def documents(self, as_of: dt.datetime | None = None) -> list[DocumentFacts]:
        """Return the documents in the order in which the ledger learnt of them."""
        self._catch_up()
        with self._database.reading() as connection:
            return queries.list_documents(connection, as_of)

    def kept_sightings(
        self, wanted: Filter = EVERYTHING, *, as_of: dt.datetime | None = None
    ) -> list[KeptSighting]:
        """Return the sightings of the latest readings, with reviews applied.

        Rejected ones are among them, with that status.
        """
        self._catch_up()
        with self._database.reading() as connection:
            return queries.list_kept(connection, wanted, as_of)

    def claims(
        self, wanted: Filter = EVERYTHING, *, as_of: dt.datetime | None = None
    ) -> list[Claim]:
        """Return the claims, by the first day on which they were published."""
        if as_of is None:
            self._catch_up()
        with self._database.reading() as connection:
            # What came since the tables were caught up is left for the next question.
            if as_of is None and self._is_derived(connection):
                return queries.claims_now(connection, wanted)
            return queries.claims_at(connection, as_of, self._lexicon, wanted)

    def sightings_at(self, beginning: str) -> list[KeptSighting]:
        """Return the sightings of a claim or sighting by its id, or the beginning of one.

        A sighting of an older reading gives the one that stands in its place now; if nothing does,
        the list is empty.
        """
        self._catch_up()
        with self._database.reading() as connection:
            return queries.versions_of(connection, find_target(connection, beginning))

    def review(self, request: Request) -> int:
        """Add a review of a claim or a sighting, and return its revision."""
        self._catch_up()
        with self._database.writing() as connection:
            return add_review(connection, request, at=self._now())

    def reviews(
        self, target: str | None = None, *, as_of: dt.datetime | None = None
    ) -> list[Review]:
        """Return the reviews, of one claim or sighting or of all, newest last."""
        if target is not None:
            self._catch_up()
        with self._database.reading() as connection:
            return list_reviews(connection, target=target, as_of=as_of)

    def log(self, *, as_of: dt.datetime | None = None, last: int | None = None) -> list[LogLine]:
        """Return every entry in words, newest last; only the ``last`` ones if asked for."""
        with self._database.reading() as connection:
            return list_log(connection, as_of=as_of, last=last)

    def find_claim(self, beginning: str) -> Claim:
        """Return the claim of an id, of a beginning of it, or of one of its sightings'."""
        self._catch_up()
        with self._database.reading() as connection:
            if self._is_derived(connection):
                return find_claim(connection, beginning)
            claims = queries.claims_at(connection, None, self._lexicon)
            return find_claim(connection, beginning, claims)

    def statements(self, *, as_of: dt.datetime | None = None) -> list[KeptStatement]:
        """Return what somebody is reported to have said without a count."""
        with self._database.reading() as connection:
            return list(queries.iter_statements(connection, as_of))

    def text_of(self, document: str) -> str:
        """Return the text of a document as it was read last; the id may be a beginning."""
        with self._database.reading() as connection:
            return queries.text_of(connection, document)

    def runs(self, *, as_of: dt.datetime | None = None) -> list[RunRecord]:
        """Return the runs, newest last."""
        with self._database.reading() as connection:
            return queries.list_runs(connection, as_of)

    def skips(self, *, as_of: dt.datetime | None = None) -> list[SkipRecord]:
        """Return what was not read and why, newest last."""
        with self._database.reading() as connection:
            return queries.list_skips(connection, as_of)

    def n_entries(self) -> int:
        """Return how many entries there are."""
        with self._database.reading() as connection:
            return entry_at(connection, None)

    def head(self, *, as_of: dt.datetime | None = None) -> str:
        """Return the hash of the last entry, which stands for all before it; "" for none."""
        with self._database.reading() as connection:
            return queries.head_of(connection, as_of)

    def texts(self, *, as_of: dt.datetime | None = None) -> dict[str, str]:
        """Return the text of each document's latest reading, by the document's id."""
        with self._database.reading() as connection:
            return queries.list_texts(connection, as_of)

    def memory(self) -> LedgerMemory:
        """Return what reading remembers between runs, and what was announced by a watcher."""
        made_by = self._version()
        version = f"{made_by.engine} {made_by.lexicon} {readers_version()}"
        return LedgerMemory(self._database, version=version)

    @contextmanager
    def watching(self) -> Iterator[Held]:
        """Be the one watcher of this ledger; what is given checks that one still is.

        Raises
        ------
        LedgerBusyError
            If it is watched already.
        """
        with watching(self._database) as held:
            yield held

    def verify(self) -> Iterator[Finding]:
        """Yield what is wrong with the ledger, by table and key; nothing for a sound one."""
        return verify(self._database, self._lexicon)

    def close(self) -> None:
        """Close the ledger; a SQLite ledger is then one file again."""
        self._database.close()

    @contextmanager
    def _ending(self, run: Run) -> Iterator[None]:
        """Group what a run brings and end it, however it ends."""
        try:
            yield
            changes = self.refresh()
        except StopReading:  # what was read is grouped when somebody asks
            run.end("stopped")
            return
        except BaseException as error:
            how = "stopped" if isinstance(error, KeyboardInterrupt) else "failed"
            with suppress(LedgerError):  # what went wrong first is what is told
                run.end(how)
            raise
        run.tally.n_claims_new, run.tally.n_claims_changed = changes.n_new, changes.n_changed
        run.end("finished")

    def _version(self) -> Version:
        return Version(engine=engine_version(), lexicon=lexicon_version(self._lexicon))

    def _catch_up(self) -> None:
        """Catch the derived tables up; where the ledger may not be written, leave them behind."""
        with self._database.reading() as connection:
            if is_current(connection, self._lexicon):
                return
        with suppress(LedgerReadOnlyError):
            self.refresh()
            return
        self._is_read_only = True

    def _is_derived(self, connection: Connection) -> bool:
        """Say whether claims can be had from the derived tables, of now or of a moment ago."""
        if self._is_read_only:
            return is_current(connection, self._lexicon)
        return standing_of(connection).version == wanted_version(self._lexicon)

    def _now(self) -> str:
        return instant_text(self._clock())


def open_ledger(location: str | Path, *, lexicon: Lexicon, clock: Clock) -> LedgerStore:
    """Return the ledger of a file or a ``postgresql+psycopg://`` URL, made where there is none.

    Parameters
    ----------
    location
        A path or a URL.
    lexicon
        What documents are read with and claims grouped with.
    clock
        Gives the aware instant of an entry.

    Raises
    ------
    LedgerError
        If it cannot be opened, is damaged, or was made by a newer version.
    """
    database = connect(location)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return LedgerStore(database, lexicon=lexicon, clock=clock)
