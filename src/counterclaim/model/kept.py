"""What a ledger keeps of a sighting: the record, its document's facts, and what reviews made of it.

Not here: how it is stored (``ledger``) or joined into claims (``group``). Invariant: ``sighting``
is the record with every correction applied, and its spans still read back to the text.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting

ReviewStatus = Literal["open", "accepted", "rejected", "corrected"]
REVIEW_STATUSES: tuple[str, ...] = get_args(ReviewStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """A document without its text; what it says of itself is as in :class:`Document`.

    ``id`` is the hexadecimal SHA-256 of the captured bytes, ``copy_group`` the id of the earliest
    document of its text's lineage (its own where there is no other), ``entered_at`` the instant
    (aware, UTC) at which the ledger learnt of it.
    """

    id: str
    source: str = ""
    published: Window | None = None
    published_from: str | None = None
    published_at: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    copy_group: str = ""
    entered_at: dt.datetime | None = None

    @property
    def lineage(self) -> str:
        """The id of the copy group, which is the document's own where it has no copies."""
        return self.copy_group or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSighting:
    """One sighting in a ledger; ``is_coded`` where a person's table and no text states it.

    ``id`` is the ledger's: it comes from document, spans, outcome and version of the lexicon.
    """

    id: str
    sighting: Sighting
    document: DocumentFacts
    status: ReviewStatus = "open"
    is_coded: bool = False


def keep_unledgered(document: Document, sightings: Iterable[Sighting]) -> list[KeptSighting]:
    """Return the sightings of a document that stands in no ledger, to be joined into claims."""
    facts = DocumentFacts(
        id=document.sha256,
        source=document.source,
        published=document.published,
        published_from=document.published_from,
        published_at=document.published_at,
        title=document.title,
        outlet=document.outlet,
        authors=document.authors,
        language=document.language,
        url=document.url,
        notes=document.notes,
    )
    return [KeptSighting(id=one.id, sighting=one, document=facts) for one in sightings]
