"""The record of a document as it was read, and of what was skipped: what ``read`` prints.

Invariant: a printed record can be read again as a row of a table.
"""

from counterclaim.model.documents import Document
from counterclaim.model.records import Json
from counterclaim.read.skips import Skip


def document_record(document: Document) -> dict[str, Json]:
    """Return a document as one object.

    ``sha256`` is the digest of the captured bytes, which is the document's id in a ledger;
    ``published`` is an ISO date, or ``2022-03-01/2022-03-05`` for days that are no month or year.
    """
    return {
        "source": document.source,
        "title": document.title,
        "outlet": document.outlet,
        "authors": list(document.authors),
        "published": None if document.published is None else document.published.iso_interval,
        "published_from": document.published_from,
        "published_at": document.published_at,
        "language": document.language,
        "url": document.url,
        "sha256": document.id,
        "reader": document.reader,
        "fetched_at": None if document.fetched_at is None else document.fetched_at.isoformat(),
        "notes": list(document.notes),
        "text": document.text,
    }


def skip_record(skip: Skip) -> dict[str, Json]:
    """Return a skip as one object."""
    return {"source": skip.source, "skipped": skip.reason, "detail": skip.detail or None}
