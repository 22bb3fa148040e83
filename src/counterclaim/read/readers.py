"""Readers of one document: which of them takes captured bytes, told by what they are.

Not here: sources of many documents (``sources.py``). Invariant: whatever a reader makes of its
bytes, an error or an exception included, is a document or a skip; no page stops the others.
"""

from dataclasses import replace

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.plain import document_of
from counterclaim.read.skips import Skip
from counterclaim.read.sniff import HEAD_BYTES, Kind, sniff

MAX_DETAIL = 200  # characters of an error that no reader expected


def read_one(captured: Captured) -> Document | Skip:
    """Return the one document of captured bytes whose kind is told from themselves."""
    head = captured.data[:HEAD_BYTES]
    name = captured.url or captured.source
    kind = sniff(head, name=name, media_type=captured.media_type)
    return read_as(kind, captured, captured.source)


def read_as(kind: Kind, captured: Captured, name: str) -> Document | Skip:
    """Return the document of captured bytes of a kind; ``name`` is what errors begin with."""
    try:
        if kind == "html":
            from counterclaim.read.html import read_html  # noqa: PLC0415  # loads trafilatura

            return read_html(captured)
        if kind == "mail":
            from counterclaim.read.mail import read_mail  # noqa: PLC0415  # only for messages

            return read_mail(captured)
        if kind == "pdf":
            from counterclaim.read.pdf import read_pdf  # noqa: PLC0415  # an extra

            return read_pdf(captured)
        if kind != "text":
            return captured.skip("it holds no single document", kind)
        return replace(
            document_of(captured.data, name=name, source=captured.source),
            url=captured.url,
            fetched_at=captured.fetched_at,
        )
    except InputError as error:
        return captured.skip(error.message.removeprefix(f"{name}: "))
    except Exception as error:  # noqa: BLE001  # no page stops a thousand others
        return captured.skip("it cannot be read", f"{type(error).__name__}: {error}"[:MAX_DETAIL])
