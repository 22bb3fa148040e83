"""What is known of documents beside their text: a ``.jsonl`` with ``doc`` (a file's stem or an id).

Invariant: what a line says of a document fills only what the document does not say itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.skips import Skip
from counterclaim.read.table_lines import iter_jsonl
from counterclaim.read.table_rows import text_of, window_of

_HINT = 'a line looks like {"doc": "a-01", "published": "2022-03-02", "outlet": "…"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Date, outlet, title and address of one document."""

    published: Window | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


def load_meta(path: Path) -> dict[str, Meta]:
    """Return what a meta file says, by document; :class:`InputError` names a line that is wrong."""
    known: dict[str, Meta] = {}
    for where, row in iter_jsonl(path):
        if isinstance(row, Skip):
            raise InputError(f"{where}: {row.told}", _HINT)
        name = text_of(row.get("doc"))
        if name is None:
            raise InputError(f"{where}: the line names no doc", _HINT)
        known[name] = Meta(
            published=window_of(row.get("published")),
            outlet=text_of(row.get("outlet")),
            title=text_of(row.get("title")),
            url=text_of(row.get("url")),
        )
    return known


def with_meta(document: Document, known: Mapping[str, Meta]) -> Document:
    """Return a document completed by what is known of its id or its file's stem."""
    meta = known.get(document.source) or known.get(PurePath(document.source).stem)
    if meta is None:
        return document
    is_dated = document.published is None and meta.published is not None
    return replace(
        document,
        published=document.published or meta.published,
        published_from="given" if is_dated else document.published_from,
        outlet=document.outlet or meta.outlet,
        title=document.title or meta.title,
        url=document.url or meta.url,
    )
