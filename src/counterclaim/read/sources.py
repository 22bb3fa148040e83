"""Sources: whatever a user names, as documents: files, folders, archives, tables, addresses, feeds.

Not here: how a kind is read (a module each), what a kind is (``sniff.py``). Invariants: documents
come in the order of the sources, those of a folder sorted by path; memory holds one of them; what
cannot be read is a skip, so that one bad source never stops the others.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from counterclaim.errors import CounterclaimError, FetchError, InputError
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.folders import list_folder
from counterclaim.read.language import with_language
from counterclaim.read.memory import BriefMemory, Memory
from counterclaim.read.meta import Meta, with_meta
from counterclaim.read.readers import read_as, read_one
from counterclaim.read.skips import Skip
from counterclaim.read.sniff import (
    ARCHIVES,
    HEAD_BYTES,
    TABLES,
    Kind,
    is_gzip,
    kind_of_name,
    sniff,
    unpack,
)

if TYPE_CHECKING:
    from counterclaim.read.fetch import Fetcher

STDIN = "-"
UNCHANGED = "it has not changed since it was read"
# Bytes of one page, message or text. The largest pages of general crawls have some 10 MB; what is
# larger is a dump, and would take hours and gigabytes to read as a page.
MAX_BYTES = 64 << 20

# A row of a table, a record of an archive or message of a box, an entry of a feed.
_PLACE = re.compile(r":(?P<row>\d{1,12})$|#(?:offset|unpacked)=\d{1,18}$|#entry=(?P<entry>.+)$")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

Source = str | os.PathLike[str]
_Items = Iterator[Document | Skip]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How sources are read.

    ``kind`` is what every source is taken for (``--as``), ``columns`` names the columns of tables,
    ``published`` and ``meta`` fill what documents do not say of themselves. Pages of archives
    without a word of loss of ``gated_by`` are only counted. ``open_fetcher`` gives what fetches
    addresses, and is called when the first is met; without it addresses are skips. ``tell`` is
    called with an archive and the byte at which reading goes on, where that is not the first.
    """

    kind: Kind | None = None
    columns: Mapping[str, str] | None = None
    published: Window | None = None
    meta: Mapping[str, Meta] = field(default_factory=dict)
    gated_by: Lexicon | None = None
    memory: Memory = field(default_factory=BriefMemory)
    open_fetcher: "Callable[[], Fetcher] | None" = None
    tell: Callable[[str, int], None] | None = None


def iter_sources(sources: Iterable[Source], how: How | None = None) -> _Items:
    """Yield a document or a skip for everything at the sources, in order.

    Parameters
    ----------
    sources
        Paths of files and folders, ``-`` for standard input, addresses, and places in archives
        such as ``crawl.warc.gz#offset=1234``.
    how
        How they are read; told apart by their content unless given.
    """
    how = how or How()
    for source in sources:
        for item in _iter_source(source, how):
            yield item if isinstance(item, Skip) else _completed(item, how)


def is_address(source: Source) -> bool:
    """Say whether a source is an address of the web.

    >>> is_address("https://example.org/a"), is_address("a.html")
    (True, False)
    """
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def _completed(document: Document, how: How) -> Document:
    """Return a document with its language, and with what is known of it from elsewhere."""
    if how.meta:
        document = with_meta(document, how.meta)
    if document.published is None and how.published is not None:
        document = replace(document, published=how.published, published_from="given")
    return with_language(document)


def _iter_source(source: Source, how: How) -> _Items:
    name = "standard input" if str(source) == STDIN else str(source)
    try:
        if str(source) == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            yield from _iter_captured(Captured(data=data, source=STDIN), how, name)
        elif is_address(source):
            yield from _iter_address(str(source), how)
        elif _SCHEME.match(name):
            yield Skip(source=name, reason="only http and https addresses are read")
        else:
            yield from _iter_path(source, how)
    except FetchError as error:
        where = "" if error.url == name else f"at {error.url}"
        detail = "; ".join(part for part in (where, error.detail, error.hint) if part)
        yield Skip(source=name, reason=error.reason, detail=detail)
    except CounterclaimError as error:
        yield Skip(source=name, reason=error.message.removeprefix(f"{name}: "))
    except ValueError as error:  # a path that no file system takes, such as one with a NUL
        yield Skip(source=name, reason="it is no path", detail=str(error))


def _iter_path(source: Source, how: How) -> _Items:
    path = Path(source)
    if path.is_dir():
        refused: list[OSError] = []
        for file in list_folder(path, refused=refused):
            yield from _iter_source(file, how)
        for error in refused:
            yield Skip(source=str(error.filename), reason=error.strerror or str(error))
        return
    if not path.exists() and (place := _PLACE.search(str(source))):
        yield from _iter_place(str(source), place, how)
        return
    try:
        with path.open("rb") as opened:
            yield from _iter_file(path, opened, how)
    except OSError as error:
        raise InputError(f"{source}: {error.strerror or error}") from error


def _iter_place(source: str, place: "re.Match[str]", how: How) -> _Items:
    """Yield the document that was read at a place: of a box, an archive, a table, a feed."""
    whole, alone = source[: place.start()], replace(how, memory=BriefMemory(), gated_by=None)
    if place["row"] is not None:
        from counterclaim.read.table import read_row  # noqa: PLC0415  # only for tables

        kind = how.kind if how.kind in TABLES else None
        yield read_row(Path(whole), int(place["row"]), kind=kind, columns=how.columns)
        return
    if place["entry"] is None:
        with Path(whole.partition("#")[0]).open("rb") as file:
            is_box = sniff(file.read(HEAD_BYTES), name=whole) == "mbox"
        if not is_box:
            from counterclaim.read.warc import open_record  # noqa: PLC0415  # loads fastwarc

            yield from _iter_captured(open_record(source), replace(alone, kind=None), source)
            return
    found = (item for item in _iter_source(whole, alone) if item.source == source)
    yield next(found, None) or Skip(source=source, reason="nothing was read at this place")


def _iter_file(path: Path, file: BinaryIO, how: How) -> _Items:
    head = file.read(HEAD_BYTES)
    kind = how.kind or sniff(head, name=path.name)
    if kind in TABLES:
        from counterclaim.read.table import iter_table  # noqa: PLC0415  # only for tables

        yield from iter_table(path, kind=kind, columns=how.columns)
    elif kind == "mbox":
        from counterclaim.read.mail import iter_mbox  # noqa: PLC0415  # only for messages

        yield from iter_mbox(path)
    elif kind in ARCHIVES:
        from counterclaim.read.gate import Gate  # noqa: PLC0415  # loads resiliparse
        from counterclaim.read.warc import iter_warc  # noqa: PLC0415  # only for archives

        gate = None if how.gated_by is None else Gate(how.gated_by)
        # What is said of its pages may be new: then it is read from its start.
        memory = BriefMemory() if how.published or how.meta else how.memory
        yield from iter_warc(path, read=read_one, gate=gate, memory=memory, tell=how.tell)
    else:
        data = head + file.read(MAX_BYTES + 1 - len(head))
        captured = Captured(data=data, source=str(path))
        yield from _iter_captured(captured, replace(how, kind=kind), str(path))


def _iter_address(url: str, how: How) -> _Items:
    if how.open_fetcher is None:
        raise FetchError(url, "addresses are not fetched here")
    fetcher = how.open_fetcher()
    fetched = fetcher.get_changed(url)
    if not isinstance(fetched, Captured):
        yield Skip(source=url, reason=UNCHANGED, is_kept=False)
        return
    is_done = True
    for item in _iter_captured(fetched, how, url):
        if isinstance(item, Skip) and item.source == fetched.source:
            is_done = is_done and not item.is_passing
            item = replace(item, source=url)
        yield item
    # A feed is done with when all its entries are; a list of feeds, when the feeds are.
    if is_done and _kind_of(fetched, how, url) not in ("feed", "opml"):
        fetcher.done_with(fetched)


def _iter_captured(captured: Captured, how: How, name: str) -> _Items:
    """Yield what captured bytes hold: one document, or those of a feed or a list of feeds."""
    if is_gzip(captured.data) and how.kind not in ARCHIVES:
        captured = replace(captured, data=unpack(captured.data, MAX_BYTES + 1))
    if len(captured.data) > MAX_BYTES:
        yield captured.skip(f"it is larger than {MAX_BYTES >> 20} MB")
        return
    kind = _kind_of(captured, how, name)
    if kind == "feed":
        from counterclaim.read.feed import iter_feed  # noqa: PLC0415  # only for feeds

        yield from iter_feed(captured, fetcher=_fetcher(how), memory=how.memory, read=read_one)
    elif kind == "opml":
        yield from _iter_opml(captured, how)
    elif kind in (*TABLES, *ARCHIVES, "mbox"):
        yield captured.skip("what holds many documents is read from files", kind)
    else:
        yield read_as(kind, captured, name)


def _kind_of(captured: Captured, how: How, name: str) -> Kind:
    head = captured.data[:HEAD_BYTES]
    return how.kind or sniff(head, name=captured.url or name, media_type=captured.media_type)


def _iter_opml(captured: Captured, how: How) -> _Items:
    from counterclaim.read.opml import read_opml  # noqa: PLC0415  # only for lists of feeds

    feeds = read_opml(captured)
    if isinstance(feeds, Skip):
        yield feeds
        return
    for feed in feeds:
        # Not another list: lists that name each other would never end.
        yield from _iter_source(feed.url, replace(how, kind="feed"))


def list_feeds(sources: Iterable[Source], how: How | None = None) -> Iterator[str | Skip]:
    """Yield the feeds that sources name: of a list of feeds (``.opml``) those in it.

    What cannot be read is a skip of that source. A list at an address needs ``how`` to fetch it.
    """
    for source in sources:
        try:
            captured = _list_at(source, how or How())
        except (CounterclaimError, OSError, ValueError) as error:
            if kind_of_name(str(source)) != "opml":  # a feed, which may be there another time
                yield str(source)
                continue
            reason = getattr(error, "strerror", None) or str(error)
            yield Skip(source=str(source), reason=reason.removeprefix(f"{source}: "))
            continue
        if captured is None:
            yield str(source)
            continue
        from counterclaim.read.opml import read_opml  # noqa: PLC0415  # only for lists of feeds

        feeds = read_opml(captured)
        if isinstance(feeds, Skip):
            yield replace(feeds, source=str(source))
        else:
            yield from (feed.url for feed in feeds)


def _list_at(source: Source, how: How) -> Captured | None:
    """Return a list of feeds; ``None`` for a source that is a feed itself."""
    if is_address(source):
        is_list = kind_of_name(str(source)) == "opml"
        return how.open_fetcher().get(str(source)) if is_list and how.open_fetcher else None
    with Path(source).open("rb") as file:
        data = file.read(MAX_BYTES)
    is_list = sniff(data[:HEAD_BYTES], name=str(source)) == "opml"
    return Captured(data=data, source=str(source)) if is_list else None


def _fetcher(how: How) -> "Fetcher | None":
    return None if how.open_fetcher is None else how.open_fetcher()
