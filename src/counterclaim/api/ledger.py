"""The ledger for Python users: ingest, claims, disputes, timelines, as objects or as data frames.

Not here: tables and SQL (``ledger``), what a dispute is (``group``). Invariant: whatever is listed
is listed in the same way by the command line.
"""

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Self

from counterclaim import __version__
from counterclaim.api.listing import Listing
from counterclaim.api.sources import Net, reading, utc_now
from counterclaim.errors import InputError, LedgerBusyError, NotFoundError
from counterclaim.export.release import Release
from counterclaim.group.disputes import link_claims, list_disputes
from counterclaim.group.joint import MAX_SEARCHED, largest_possible, smallest_change
from counterclaim.group.rows import PAIR_COLUMNS, POINT_COLUMNS, pair_rows, point_rows
from counterclaim.group.timeline import Timeline, list_timelines
from counterclaim.group.verdicts import judge, rank
from counterclaim.ledger.filters import EVERYTHING, Filter
from counterclaim.ledger.ingest import Tally
from counterclaim.ledger.store import LedgerStore, open_ledger
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.claim_records import CLAIM_COLUMNS, claim_row
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Change, Dispute, PairVerdict
from counterclaim.model.documents import Document
from counterclaim.model.instants import parse_instant
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting
from counterclaim.read.closing import Closing
from counterclaim.read.coded import read_coded
from counterclaim.read.coded_sightings import to_sightings
from counterclaim.read.mapping import TableMap
from counterclaim.read.meta import load_meta
from counterclaim.read.skips import Skip
from counterclaim.read.sources import How, iter_sources

_TRIES = 3  # times that a release is begun while something is added
MAX_TOLD = 50  # rows of a table that are left out for one reason and told one by one

_LEAST = 2  # claims that can be compared
Instant = dt.datetime | str | None  # aware, or as `--as-of` takes it; None is now


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Claims weighed together: what would have to move (nothing, if all can be true), and the sets.

    ``unlinked`` are the pairs that nothing shows to speak of one thing: they bound each other not.
    """

    claims: list[Claim]
    changes: tuple[Change, ...]
    sets: list[tuple[str, ...]]
    unlinked: list[PairVerdict]


class Ledger(Closing):
    """A ledger, open. Use it as a context manager, or call :meth:`close`.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> text = "Officials said on Friday that at least 15 people were killed in Dorna."
    >>> with Ledger.open(pathlib.Path(folder.name) / "example.db") as ledger:
    ...     tally = ledger.ingest([Document(text=text)])
    ...     print(tally.n_new, [claim.quantity.low for claim in ledger.claims()])
    1 [15]
    >>> folder.cleanup()
    """

    def __init__(self, store: LedgerStore, lexicon: Lexicon) -> None:
        self.store = store
        self.lexicon = lexicon
        # Where bytes that are fetched for this ledger are kept.
        self.captures = Path(
            "counterclaim.captures" if "://" in store.name else f"{store.name}.captures"
        )

    @classmethod
    def open(
        cls,
        location: str | os.PathLike[str] = "./counterclaim.db",
        *,
        lexicon: Lexicon | None = None,
        create: bool = True,
    ) -> Self:
        """Return the ledger of a file or a ``postgresql+psycopg://`` URL.

        Parameters
        ----------
        location
            A path or a URL.
        lexicon
            What documents are read with and claims grouped with; the package's own unless given.
        create
            Whether to make the file if there is none.

        Raises
        ------
        NotFoundError
            If there is no such file and none is to be made.
        LedgerError
            If it cannot be opened, is damaged, or was made by a newer version.
        """
        if not create and "://" not in str(location) and not Path(location).exists():
            raise NotFoundError(
                f"there is no ledger at {location}", "`counterclaim ingest PATH` makes one"
            )
        words = lexicon if lexicon is not None else load_lexicon()
        place = location if isinstance(location, str) else Path(location)
        return cls(open_ledger(place, lexicon=words, clock=utc_now), words)

    def ingest(
        self,
        items: Iterable[Document | Skip | str | os.PathLike[str]],
        *,
        published: str | dt.date | None = None,
        meta: str | os.PathLike[str] | None = None,
        columns: Mapping[str, str] | None = None,
        what: str = "",
    ) -> Tally:
        """Read documents into the ledger, one by one, and return the tally.

        Parameters
        ----------
        items
            Documents, skips, or sources that ``counterclaim ingest`` reads: texts, pages, messages,
            PDFs, tables, feeds, archives, folders of them, addresses.
        published, meta
            When texts that do not say were published, and a ``.jsonl`` of what is known of them, as
            the options of the command.
        columns
            The columns of tables: ``{"text": "body", "published": "date"}``.
        what
            What is read, in words, for the list of runs.

        Raises
        ------
        InputError, RecordError
            If ``meta`` cannot be read, or ``published`` is no date.
        """
        how = How(
            published=None if published is None else Window.parse(str(published)),
            meta={} if meta is None else load_meta(Path(meta)),
            columns=columns,
            gated_by=self.lexicon,
        )
        net = Net(captures=self.captures)
        with reading(how, net=net, memory=self.store.memory()) as how:
            return self.store.ingest(_documents(items, how), what=what)

    def import_table(self, path: str | os.PathLike[str], table_map: TableMap) -> Tally:
        """Read a table of coded claims into the ledger and return the tally.

        The file is one document, each coded claim a sighting marked as coded whose spans are its
        row and its count. Of more rows than ``MAX_TOLD`` with one reason for being left out only
        their number is kept.

        Raises
        ------
        EmptyInputError
            If the file is missing, is no text, or holds no row.
        MapError
            If the table has none of the columns that the map names.
        """
        table = read_coded(Path(path), table_map)
        document = Document(text=table.text, source=str(path))
        found = to_sightings(table)
        coded = [one for one in found if isinstance(one, Sighting)]
        skips = [*table.skips, *(one for one in found if isinstance(one, Skip))]
        told = _summed(skips, str(path))
        return self.store.import_coded(document, [*coded, *told], coder=_coder(table_map))

    def claims(self, wanted: Filter = EVERYTHING, *, as_of: Instant = None) -> Listing[Claim]:
        """Return the claims by the first day on which they were published."""
        found = self.store.claims(self._by_code(wanted), as_of=_instant(as_of))
        return Listing(found, CLAIM_COLUMNS, lambda claim: [claim_row(claim)])

    def disputes(
        self,
        wanted: Filter = EVERYTHING,
        *,
        as_of: Instant = None,
        with_agreed: bool = False,
    ) -> Listing[Dispute]:
        """Return the questions whose claims cannot all be true, the farthest apart first.

        A filter keeps the disputes in which a claim that it lets through takes part, whole: what
        can be true together hangs on all that was said. ``with_agreed`` adds the questions whose
        claims agree.
        """
        wanted, instant = self._by_code(wanted), _instant(as_of)
        claims = self.store.claims(Filter(victims=wanted.victims), as_of=instant)
        found = [
            dispute
            for dispute in list_disputes(claims, self.lexicon, with_agreed=with_agreed)
            if any(map(wanted.lets_claim, dispute.claims))
        ]
        return Listing(found, PAIR_COLUMNS, pair_rows)

    def timeline(self, wanted: Filter = EVERYTHING, *, as_of: Instant = None) -> Listing[Timeline]:
        """Return the running count of each claimant over time, with falls and jumps."""
        claims = self.store.claims(self._by_code(wanted), as_of=_instant(as_of))
        return Listing(list_timelines(claims, self.lexicon), POINT_COLUMNS, point_rows)

    def release(self, *, as_of: Instant = None) -> Release:
        """Return all that the ledger holds, or held at an instant, as one frozen object.

        ``export.folder.write_release`` writes it in the formats of the field.
        """
        as_of = _instant(as_of)
        for _ in range(_TRIES):
            head, now = self.store.head(as_of=as_of), utc_now()
            claims = link_claims(self.store.claims(as_of=as_of), self.lexicon)
            made = Release(
                made_at=now,
                as_of=as_of or now,
                tool=f"counterclaim {__version__}",
                head=head,
                documents=tuple(self.store.documents(as_of)),
                texts=self.store.texts(as_of=as_of),
                sightings=tuple(self.store.kept_sightings(as_of=as_of)),
                statements=tuple(one.statement for one in self.store.statements(as_of=as_of)),
                claims=tuple(claims),
                disputes=tuple(list_disputes(claims, self.lexicon, with_agreed=True)),
            )
            if self.store.head(as_of=as_of) == head:  # nothing was added while it was read
                return made
        raise LedgerBusyError(
            f"{self.store.name}: it changes faster than it can be read", "give --as-of an instant"
        )

    def head(self, *, as_of: Instant = None) -> str:
        """Return the hash of the last entry, which stands for all before it; "" for none."""
        return self.store.head(as_of=_instant(as_of))

    def find(self, id_: str, *, as_of: Instant = None) -> Claim:
        """Return the claim of an id, of a beginning of it, or of one of its sightings'.

        Raises :class:`NotFoundError` if there is no such claim, or more than one.
        """
        as_of = _instant(as_of)
        if as_of is None:
            return self.store.find_claim(id_)
        found = [claim for claim in self.store.claims(as_of=as_of) if _leads_to(id_, claim)]
        if len(found) != 1:
            many = "more than one claim has" if found else "no claim had"
            raise NotFoundError(f"{many} an id that begins with {id_!r} by {as_of:%Y-%m-%d %H:%M}")
        return found[0]

    def history(self, claim: Claim, *, as_of: Instant = None) -> list[Claim]:
        """Return the figures of the claimant to the same question, before and after, in order."""
        wanted = Filter(claimant=claim.claimant, outcome=claim.question.outcome)
        known = {one.id: one for one in self.store.claims(wanted, as_of=_instant(as_of))}
        line = [claim]
        while (before := known.get(line[0].supersedes or "")) is not None and before not in line:
            line.insert(0, before)
        while (after := known.get(line[-1].superseded_by or "")) is not None and after not in line:
            line.append(after)
        return line

    def compare(self, a: str, b: str) -> tuple[list[Claim], PairVerdict]:
        """Return any two claims, the one with the smaller figure first, and the verdict on them."""
        claims = sorted(self._linked((a, b)), key=rank)
        if len(claims) < _LEAST:
            raise InputError(f"{a} and {b} are one claim", "name two claims")
        return claims, judge(*claims)

    def weigh(self, ids: Iterable[str]) -> Weighed:
        """Return whether claims of any questions can all be true, and what would have to move.

        The largest sets are left out for more claims than every set of which can be tried.
        """
        claims = sorted(self._linked(ids), key=rank)
        if len(claims) < _LEAST:
            raise InputError("these ids are of fewer than two claims", "name two claims or more")
        changes = smallest_change(claims)
        few = len(claims) <= MAX_SEARCHED
        verdicts = [judge(one, other) for one, other in combinations(claims, 2)]
        return Weighed(
            claims=claims,
            changes=changes,
            sets=largest_possible(claims) if few else [],
            unlinked=[pair for pair in verdicts if pair.verdict == "unlinked"],
        )

    def _linked(self, ids: Iterable[str]) -> list[Claim]:
        """Return claims as `disputes` sees them: with their events, among all of their sides."""
        found = {claim.id: claim for claim in map(self.find, ids)}
        linked: dict[str, Claim] = {}
        for party in {claim.question.party for claim in found.values()}:
            beside = found.values() if party is None else self.store.claims(Filter(victims=party))
            linked |= {claim.id: claim for claim in link_claims(beside, self.lexicon)}
        return [linked[id_] for id_ in found]

    def _by_code(self, wanted: Filter) -> Filter:
        """Return a filter with the codes of sides, however these are named."""
        return replace(wanted, party=self._side(wanted.party), victims=self._side(wanted.victims))

    def _side(self, name: str | None) -> str | None:
        if name is None or name in self.lexicon.parties:
            return name
        if name.upper() in self.lexicon.parties:
            return name.upper()
        meanings = self.lexicon.names.get(" ".join(name.split()).casefold(), ())
        sides = {meaning.party for meaning in meanings if meaning.sort == "name"}
        return sides.pop() if len(sides) == 1 else name

    def close(self) -> None:
        """Close the ledger."""
        self.store.close()


def _coder(table_map: TableMap) -> str:
    """Return a map's name with a digest of what it says: a corrected map codes anew."""
    said = hashlib.sha256(repr(table_map).encode("utf-8", "surrogatepass")).hexdigest()
    return f"map {table_map.name} {said[:8]}"


def _summed(skips: list[Skip], source: str) -> list[Skip]:
    """Return the skips, those of one reason as one where they are many."""
    times = Counter(skip.reason for skip in skips)
    few = [skip for skip in skips if times[skip.reason] <= MAX_TOLD]
    return few + [
        Skip(source=source, reason=f"{number:,} rows: {reason}")
        for reason, number in times.items()
        if number > MAX_TOLD
    ]


def _instant(as_of: Instant) -> dt.datetime | None:
    return parse_instant(as_of) if isinstance(as_of, str) else as_of


def _leads_to(beginning: str, claim: Claim) -> bool:
    ids = (claim.id, *(kept.id for kept in claim.sightings))
    return any(id_.startswith(beginning) for id_ in ids)


def _documents(
    items: Iterable[Document | Skip | str | os.PathLike[str]], how: How
) -> Iterator[Document | Skip]:
    if isinstance(items, str | os.PathLike):
        raise InputError("ingest takes a list of documents or paths", f"write [{str(items)!r}]")
    for item in items:
        if isinstance(item, Document | Skip):
            yield item
        else:
            yield from iter_sources([item], how)
