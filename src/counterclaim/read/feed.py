"""Feeds: what is new in one, as documents.

Not here: the entries themselves (``feed_entries.py``), fetching (``fetch.py``) and reading pages
(handed in). Invariant: an entry counts as seen only when its document was handed over and the next
was asked for, so that nothing is lost where reading stops in the middle.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from counterclaim.errors import FetchError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.feed_entries import Entry, Feed, parse_feed
from counterclaim.read.fetch_reasons import PASSING
from counterclaim.read.memory import Memory
from counterclaim.read.skips import Skip

if TYPE_CHECKING:
    from counterclaim.read.fetch import Fetcher

__all__ = ["Entry", "Feed", "iter_feed", "parse_feed"]

READER = "feed/1"  # raised when the same entry begins to give another text
NOT_FETCHED = "the entry holds no full text, and addresses are not fetched here"

Read = Callable[[Captured], Document | Skip]


def iter_feed(
    captured: Captured, *, fetcher: "Fetcher | None", memory: Memory, read: Read
) -> Iterator[Document | Skip]:
    """Yield a document or a skip for each entry of a feed that is new or says something new.

    Parameters
    ----------
    captured
        The feed; ``fetcher`` is told that it is done with when all its entries are.
    fetcher
        Fetches the pages of entries without their full text; without it these are skips.
    memory
        Knows which entries were seen.
    read
        Makes a document of a page.
    """
    feed = parse_feed(captured)
    if isinstance(feed, Skip):
        yield feed
        return
    is_done = True
    for entry in feed.entries:
        name = f"{entry.key}#{entry.version}"
        if memory.is_seen(feed.url, name):
            continue
        if entry.is_full:
            yield _document_of(entry, feed, captured)
        elif entry.link is None or fetcher is None:
            yield Skip(source=_place(feed, entry), reason=NOT_FETCHED)
            is_done = False
            continue
        else:
            try:
                page = fetcher.get_changed(entry.link)
            except FetchError as error:
                yield Skip(source=entry.link, reason=error.reason, detail=error.detail)
                if error.reason in PASSING:
                    is_done = False
                    continue
            else:
                if isinstance(page, Captured):
                    item = read(page)
                    yield item if isinstance(item, Skip) else _completed(item, entry, feed)
                    if isinstance(item, Skip) and item.is_passing:
                        is_done = False
                        continue
                    fetcher.done_with(page)
        memory.keep_seen(feed.url, name)
    if is_done and fetcher is not None:
        fetcher.done_with(captured)


def _document_of(entry: Entry, feed: Feed, captured: Captured) -> Document:
    """Return the document of an entry that holds its full text, under its title as pages are."""
    lines = [entry.title, *entry.paragraphs] if entry.title else list(entry.paragraphs)
    published = _day_of(entry.published)
    return Document(
        text="\n\n".join(lines),
        source=_place(feed, entry),
        published=published,
        title=entry.title,
        outlet=feed.title,
        url=entry.link,
        authors=entry.authors,
        language=entry.language or feed.language,
        published_from="feed" if published else None,
        published_at=_instant_of(entry.published),
        captured_sha256=entry.sha256,
        reader=READER,
        fetched_at=captured.fetched_at,
    )


def _completed(page: Document, entry: Entry, feed: Feed) -> Document:
    """Return the document of a page with what only its feed says; what the page says stands."""
    day = _day_of(entry.published)
    notes = page.notes
    if page.published is None and day is not None:
        page = replace(
            page,
            published=day,
            published_from="feed",
            published_at=_instant_of(entry.published),
        )
    elif page.published is not None and day is not None and page.published.is_day:
        apart = abs((page.published.start - day.start).days)
        if apart > 1:
            told = f"{page.published_from or 'page'} {page.published.start}, feed {day.start}"
            notes = (*notes, f"its dates disagree: {told}")
    return replace(
        page,
        title=page.title or entry.title,
        outlet=page.outlet or feed.title,
        url=page.url or entry.link,
        authors=page.authors or entry.authors,
        language=page.language or entry.language or feed.language,
        notes=notes,
    )


def _place(feed: Feed, entry: Entry) -> str:
    return f"{feed.source}#entry={quote(entry.key, safe='/:?=&')}"


def _day_of(written: str | None) -> Window | None:
    """Return the day of an instant at its own offset."""
    return Window.day(dt.datetime.fromisoformat(written).date()) if written else None


def _instant_of(written: str | None) -> str | None:
    """Return an instant if it is one: a day alone, or a time without an offset, is none."""
    is_instant = written is not None and dt.datetime.fromisoformat(written).tzinfo is not None
    return written if is_instant else None
