"""A release: what a ledger holds at one moment, as objects of the model.

Not here: how it is filled (``api``) or written (``folder.py``). Invariants: both instants have a
zone; ids are unique, and what is pointed at is there; the orders that are written are those of ids
and never that of arrival, so equal contents give equal files.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from counterclaim.errors import RecordError
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What was known ``as_of`` an instant, frozen at ``made_at``.

    ``head`` is the hexadecimal hash of the ledger's last entry, ``tool`` the version of this
    package. ``texts`` holds the text of documents by their ids, as far as they are wanted: only
    gold needs them. ``claims`` holds those of ``disputes``, and the others.
    """

    made_at: dt.datetime
    as_of: dt.datetime
    tool: str
    head: str
    documents: tuple[DocumentFacts, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    sightings: tuple[KeptSighting, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def __post_init__(self) -> None:
        for instant in (self.made_at, self.as_of):
            if instant.tzinfo is None:
                raise RecordError(f"the instant {instant} has no time zone")
        documents = _ids("documents", (one.id for one in self.documents))
        sightings = _ids("sightings", (one.id for one in self.sightings))
        claims = _ids("claims", (one.id for one in self.claims))
        _ids("disputes", (one.id for one in self.disputes))
        _check_links("document", (one.document.id for one in self.sightings), documents)
        _check_links(
            "sighting", (kept.id for one in self.claims for kept in one.sightings), sightings
        )
        _check_links("claim", (claim.id for one in self.disputes for claim in one.claims), claims)

    def in_order(self) -> "Release":
        """Return the release with instants in UTC and each list in the order of its ids."""
        return replace(
            self,
            made_at=self.made_at.astimezone(dt.UTC),
            as_of=self.as_of.astimezone(dt.UTC),
            documents=tuple(sorted(self.documents, key=lambda one: one.id)),
            sightings=tuple(sorted(self.sightings, key=_place_of)),
            statements=tuple(
                sorted(self.statements, key=lambda one: (one.source, one.content.start, one.id))
            ),
            claims=tuple(sorted(self.claims, key=lambda one: one.id)),
            disputes=tuple(sorted(self.disputes, key=lambda one: one.id)),
        )

    def iter_by_document(self) -> Iterator[tuple[DocumentFacts, list[KeptSighting]]]:
        """Yield each document with its sightings, in the orders of the release."""
        found: dict[str, list[KeptSighting]] = {document.id: [] for document in self.documents}
        for kept in self.sightings:
            found.setdefault(kept.document.id, []).append(kept)
        for document in self.documents:
            yield document, found[document.id]


def _ids(what: str, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for id_ in ids:
        if id_ in found:
            raise RecordError(f"two {what} of a release have the id {id_}")
        found.add(id_)
    return found


def _check_links(what: str, ids: Iterable[str], known: set[str]) -> None:
    for id_ in ids:
        if id_ not in known:
            raise RecordError(f"the {what} {id_} is not in the release")


def _place_of(kept: KeptSighting) -> tuple[str, int, str]:
    return (kept.document.id, kept.sighting.quantity.start, kept.id)


def last_day(claim: Claim) -> dt.date | None:
    """Return the last day counted; of an event only what its own period says.

    A toll stands until the day on which it was told. An event was over by then, on no known day.
    """
    if claim.question.frame in ("cumulative", "interval"):
        return claim.as_of
    return claim.start if claim.is_as_of_inferred else claim.as_of or claim.start


def instant_text(instant: dt.datetime) -> str:
    """Return an instant in UTC as ISO text with a Z.

    >>> instant_text(dt.datetime(2022, 3, 2, 10, tzinfo=dt.timezone(dt.timedelta(hours=2))))
    '2022-03-02T08:00:00Z'
    """
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
