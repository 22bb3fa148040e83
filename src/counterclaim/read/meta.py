"""What is known of text files beside their text: a ``.jsonl`` with ``doc`` (the file's stem).

Invariant: what a line says of a document replaces only what is not known yet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from counterclaim.errors import InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.table import window_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Date, outlet, title and address of one document."""

    published: Window | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


def load_meta(path: Path) -> dict[str, Meta]:
    """Return what a meta file says, by document; :class:`InputError` names a line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    known: dict[str, Meta] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name = str(row["doc"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path}:{number} is no line of a meta file",
                'a line looks like {"doc": "a-01", "published": "2022-03-02", "outlet": "..."}',
            ) from error
        known[name] = Meta(
            published=window_of(row.get("published")),
            outlet=row.get("outlet"),
            title=row.get("title"),
            url=row.get("url"),
        )
    return known


def with_meta(document: Document, known: Mapping[str, Meta]) -> Document:
    """Return a document completed by what is known of its file's stem or its id."""
    meta = known.get(PurePath(document.source).stem) or known.get(document.source)
    if meta is None:
        return document
    return replace(
        document,
        published=document.published or meta.published,
        outlet=document.outlet or meta.outlet,
        title=document.title or meta.title,
        url=document.url or meta.url,
    )
