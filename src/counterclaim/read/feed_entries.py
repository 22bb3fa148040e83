"""Entries of feeds: RSS, RDF, Atom and JSON Feed as one shape.

The parser is handed bytes only, since an address would make it fetch. Not here: documents
(``feed.py``). Invariants: no entity is expanded; a date stands as the feed writes it; the same
bytes give the same entries, whenever they are read.
"""

import datetime as dt
import re
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from fastfeedparser import parse

from counterclaim.errors import FetchError
from counterclaim.model.digests import canonical_json, sha256_of
from counterclaim.read.addresses import parse_address
from counterclaim.read.captured import Captured
from counterclaim.read.feed_dates import as_written, dates_in
from counterclaim.read.feed_text import decode_feed
from counterclaim.read.fragment import paragraphs_of, plain_line
from counterclaim.read.skips import Skip

MAX_BYTES = 20_000_000  # as much as is fetched; feeds with all of a site's years have less
MAX_ENTRIES = 1000  # the first ones, which are the newest; feeds commonly have 10 to 100
MIN_FULL = 400  # characters of text; the shortest wire reports have more, summaries mostly less
_PAGE = re.compile(
    r"(?>\s+|<\?[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_LINK = re.compile(
    r"<link\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)[^<>]{0,500}>",
    re.IGNORECASE,
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+[^%\s]")
_LANGUAGE = re.compile(r"<(?:dc:)?language>\s*([A-Za-z]{2})(?![A-Za-z])")
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|at_medium|at_campaign)(?:=|$)"
)
_IN_BRACKETS = re.compile(r".*\(([^()]+)\)\s*")  # desk@p.example (Ann Lee)
# What stands at the end of a text that goes on elsewhere, and below the texts of WordPress.
_CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.|&hellip;)\]|\b(?:read|see|show) more|continue reading|read the "
    r"(?:full|rest).*|full story|more ?[»→]+)[\s.»→\])]*$",
    re.IGNORECASE,
)
_TRAILER = re.compile(r"The post .{1,300} appeared first on .{1,100}\.?")

_Told = Mapping[str, object]  # what the parser makes of an element


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed; ``published`` and ``updated`` are ISO 8601 with the feed's own offset.

    ``key`` is what the feed knows it by and ``version`` what it says now. ``paragraphs`` are all it
    says beside its title; ``is_full`` tells that this is the whole article, as far as can be seen.
    """

    key: str
    version: str
    link: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    paragraphs: tuple[str, ...] = ()
    is_full: bool = False

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the canonical JSON of the entry."""
        return sha256_of(canonical_json(asdict(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its entries in its own order; ``url`` is what memory knows it by."""

    url: str
    source: str
    title: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()


def parse_feed(captured: Captured, *, max_entries: int = MAX_ENTRIES) -> Feed | Skip:
    """Return the feed that captured bytes hold, or why they hold none."""
    if len(captured.data) > MAX_BYTES:
        return captured.skip("the feed is too large", f"{len(captured.data):,} bytes")
    text = decode_feed(captured)
    if not text.strip():
        return captured.skip("the feed is empty")
    if _PAGE.match(text[:4096]):
        return captured.skip("it is a page, not a feed", _feed_link(text, captured.url))
    if _ENTITY.search(text):
        return captured.skip("the feed declares entities")
    try:
        with warnings.catch_warnings():  # of dates in zones that nobody knows
            warnings.simplefilter("ignore")
            parsed = parse(text.encode("utf-8", "replace"), include_media=False, include_tags=False)
    # What the parser makes of JSON of another shape, such as numbers for entries.
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
        return captured.skip("it is no feed", str(error)[:200])
    told = parsed.get("feed") or {}
    base = _base_of(text, told, captured)
    dates = dates_in(text)
    language = _language(told.get("language")) or _first(_LANGUAGE.search(text[:20_000]))
    entries: dict[str, Entry] = {}
    for item in parsed.get("entries") or []:
        entry = _entry_of(item, base, dates)
        if entry is not None:
            entries.setdefault(entry.key, entry)
        if len(entries) == max_entries:
            break
    if not entries:
        return captured.skip("the feed has no entries")
    return Feed(
        url=captured.url or captured.source,
        source=captured.source,
        title=plain_line(_text(told.get("title"))),
        language=language and language.lower(),
        entries=tuple(entries.values()),
    )


def bare_link(link: str) -> str:
    """Return an address without what only tells where its reader came from.

    >>> bare_link("https://p.example/a?id=7&utm_source=rss&utm_medium=feed#comments")
    'https://p.example/a?id=7'
    """
    parts = urlsplit(link)
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return urlunsplit(parts._replace(query=query, fragment=""))


def _entry_of(item: _Told, base: str, dates: Mapping[dt.datetime, str]) -> Entry | None:
    link = _link_of(item, base)
    title = plain_line(_text(item.get("title")))
    paragraphs, is_apart = _paragraphs_of(item)
    if not paragraphs and title is None and link is None:
        return None
    updated = as_written(item.get("updated"), dates)
    published = as_written(item.get("published"), dates)
    told = _text(item.get("id"))
    if told.startswith(("http://", "https://")):
        told = _bare(told) or told
    said = canonical_json([title, updated or published, paragraphs])
    length = sum(map(len, paragraphs))
    is_cut = any(_CUT.search(line[-200:]) for line in paragraphs[-2:])
    return Entry(
        key=told or link or sha256_of(canonical_json([title, paragraphs])),
        version=sha256_of(said)[:16],
        link=link,
        title=title,
        authors=_authors_of(item),
        published=published,
        updated=updated,
        paragraphs=paragraphs,
        # What has no page of its own is all there is.
        is_full=bool(paragraphs)
        and (link is None or (is_apart and length >= MIN_FULL and not is_cut)),
    )


def _paragraphs_of(item: _Told) -> tuple[tuple[str, ...], bool]:
    """Return what an entry says, and whether it has an element for that beside its summary."""
    summary = _text(item.get("description"))
    contents = item.get("content")
    first = contents[0] if isinstance(contents, list) and contents else None
    value = _text(first.get("value")) if isinstance(first, dict) else ""
    if isinstance(first, dict) and first.get("type") in ("text", "text/plain"):
        lines = [" ".join(line.split()) for line in value.splitlines()]
    else:
        lines = paragraphs_of(value or summary)
    kept = [line for line in lines if line and not _TRAILER.fullmatch(line)]
    return tuple(kept), bool(value) and value.strip() != summary.strip()


def _link_of(item: _Told, base: str) -> str | None:
    link = _text(item.get("link"))
    told = _text(item.get("id"))
    if not link and told.startswith(("http://", "https://")):
        link = told
    try:
        return _bare(urljoin(base, link)) if link else None
    except ValueError:
        return None


def _bare(link: str) -> str | None:
    try:
        return bare_link(parse_address(link))
    except FetchError:
        return None


def _authors_of(item: _Told) -> tuple[str, ...]:
    told = item.get("authors")
    authors = told if isinstance(told, list) else []
    names = [author.get("name") for author in authors if isinstance(author, dict)]
    found = []
    for name in names or [item.get("author")]:
        line = plain_line(_text(name)[:300]) or ""
        line = _IN_BRACKETS.sub(r"\1", line)
        if line and "@" not in line:
            found.append(line)
    return tuple(dict.fromkeys(found))


def _base_of(text: str, told: _Told, captured: Captured) -> str:
    """Return what links are relative to: Atom says it by xml:base, of RSS it is the site."""
    own = captured.url or ""
    detail = told.get("title_detail")
    declared = _text(detail.get("base")) if isinstance(detail, dict) else ""
    is_rss = "<feed" not in text[:4096]
    try:
        return urljoin(own, declared or (_text(told.get("link")) if is_rss else ""))
    except ValueError:
        return own


def _feed_link(text: str, url: str | None) -> str:
    """Return the address of a feed that a page names, empty without one."""
    link = _FEED_LINK.search(text[:500_000])
    href = _HREF.search(link[0]) if link else None
    if href is None:
        return ""
    try:
        return f"its feed is {urljoin(url or '', href[1] or href[2] or href[3] or '')}"
    except ValueError:
        return ""


def _language(value: object) -> str | None:
    return _first(re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", _text(value)))


def _first(found: re.Match[str] | None) -> str | None:
    return found[1].lower() if found else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
