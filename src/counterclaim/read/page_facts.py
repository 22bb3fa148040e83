"""What a page says of itself: title, outlet, authors, address, language, access.

JSON-LD first, then Open Graph and other meta elements, then what the page shows. Not here: dates
(``page_dates.py``). Invariant: a fact is what the page says, cleaned of what is not it, such as the
outlet's name behind a title; nothing is made up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from counterclaim.read.page_json import Node, find_nodes, names_of, plain_text, types_of
from counterclaim.read.page_lead import find_lead
from counterclaim.read.page_names import (
    clean_authors,
    match_key,
    split_title,
    without_outlet,
    without_tail,
)
from counterclaim.read.page_node import LESSER, choose_node
from counterclaim.read.page_tree import Page
from counterclaim.read.page_words import brief_text, text_of

_TITLES = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
)
_OUTLETS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "twitter:app:name:iphone",
)
_AUTHORS = (
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author",
    "og:article:author",
)
_BYLINES = (
    './/*[@itemprop="author"]',
    './/a[@rel="author"]',
    './/*[contains(concat(" ", normalize-space(@class), " "), " byline ")]',
    './/*[contains(concat(" ", normalize-space(@class), " "), " author ")]',
)
_MAX_TITLE, _MAX_NAME = 400, 100  # characters; more is no title, no name
_MAX_OUTLET, _MAX_WORDS = 40, 5  # characters and words of an outlet in the title of a window
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_HOST_ENDINGS = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})  # as in co.uk
_LANGUAGE = re.compile(r"\s*([a-z]{2})(?:[-_][\w-]{1,20})?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself; ``meta`` and ``node`` are where it says so."""

    title: str | None
    heading: str | None
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    body: str | None
    is_live: bool
    is_locked: bool
    meta: Mapping[str, list[str]] = field(repr=False)
    node: Node = field(repr=False)


def find_facts(page: Page, url: str | None) -> Facts:
    """Return what a page says of itself; ``url`` is where it was fetched, if that is known."""
    meta = _read_meta(page.tree)
    nodes = find_nodes(page.tree)
    h1s = [text for text in map(text_of, page.tree.iter("h1")) if 0 < len(text) <= _MAX_TITLE]
    node = choose_node(nodes, _addresses(page, meta, url), h1s)
    by_id = {str(n["@id"]): n for n in reversed(nodes) if "@id" in n and len(n) > 1}
    address = _find_url(page, meta, node, url)
    outlet = _find_outlet(page, meta, node, by_id)
    body = node.get("articleBody")
    title, heading = _find_title(page, meta, node, (outlet, address, h1s))
    title, named = _read_window(page, title, heading, is_sure="headline" in node)
    if heading is None and "headline" not in node and _first(meta, _TITLES) is None and not h1s:
        title, named = _read_lead(page, title, named)
    return Facts(
        title=title,
        heading=heading,
        outlet=outlet or named or _host(address),
        authors=_find_authors(page, meta, node, by_id),
        url=address,
        language=_find_language(page, meta, node),
        body=body if isinstance(body, str) else None,
        is_live="LiveBlogPosting" in types_of(node),
        is_locked=str(node.get("isAccessibleForFree")).lower() == "false"
        or _first(meta, ("article:content_tier",)) in ("locked", "metered"),
        meta=meta,
        node=node,
    )


def _read_meta(tree: Any) -> dict[str, list[str]]:
    """Return the contents of the meta elements by their lower-case names, in order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("datetime") or "").strip()
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = (element.get(key) or "").strip().lower()
                if name:
                    found.setdefault(name, []).append(content)
    return found


def _first(meta: Mapping[str, list[str]], names: tuple[str, ...]) -> str | None:
    for name in names:
        for content in meta.get(name, ()):
            text = plain_text(content)
            if text is not None:
                return text
    return None


def _find_title(
    page: Page,
    meta: Mapping[str, list[str]],
    node: Node,
    around: tuple[str | None, str | None, list[str]],
) -> tuple[str | None, str | None]:
    """Return the title, and the heading that the page shows for it."""
    outlet, url, h1s = around
    names = [outlet, *meta.get("og:site_name", []), _host(url)]
    element = next(page.tree.iter("title"), None)
    shown = text_of(element) if element is not None else None
    stated = plain_text(node.get("headline"))
    if stated is None and any(t in LESSER for t in types_of(node)):
        stated = plain_text(node.get("name"))
    open_graph = _first(meta, _TITLES)
    seen = {match_key(h1): h1 for h1 in reversed(h1s)}
    candidates = [
        without_outlet(text, names, seen)
        for text in (stated, open_graph, shown)
        if text and len(text) <= _MAX_TITLE
    ]
    heading = _find_heading(h1s, candidates)
    title = candidates[0] if candidates else heading
    if title is not None and _CUT.search(title):  # search engines once asked for 110 characters
        start = match_key(_CUT.sub("", title))
        for other in [*candidates[1:], *([heading] if heading else [])]:
            if match_key(other).startswith(start) and not _CUT.search(other):
                title = other
                break
    if stated is None and open_graph is None:
        title = heading or (without_tail(title) if title else None)
    return title, heading


def _find_heading(h1s: list[str], titles: list[str]) -> str | None:
    """Return the heading that is the title: the only one, or the one most like it."""
    words = [set(match_key(title).split()) for title in titles]
    best: tuple[float, int] | None = None
    for at, h1 in enumerate(h1s):
        own = set(match_key(h1).split())
        share = max((len(own & w) / max(1, min(len(own), len(w))) for w in words), default=0.0)
        if len(own) > 1 and share >= 0.5 and (best is None or share > -best[0]):
            best = (-share, at)
    if best is not None:
        return h1s[best[1]]
    return h1s[0] if len(h1s) == 1 and not titles else None


def _read_window(
    page: Page, title: str | None, heading: str | None, *, is_sure: bool
) -> tuple[str | None, str | None]:
    """Return the title, and the outlet that the title of the browser's window names beside it."""
    element = next(page.tree.iter("title"), None)
    parts = split_title(text_of(element)[:_MAX_TITLE]) if element is not None else []
    if len(parts) < 2:
        return title, None
    keys = {match_key(title or heading or "")}
    shown = cache(lambda: _lines(page))  # asked for on few pages
    for at in (0, -1):
        key, other = match_key(parts[at]), parts[-1 - at]
        is_long = len(key.split()) > 2
        is_open = not is_sure and heading is None and is_long
        if key in keys or (is_open and key in shown()):
            is_name = len(other) <= _MAX_OUTLET and len(other.split()) <= _MAX_WORDS
            return (title if key in keys else parts[at]), other if is_name else None
    return title, None


def _lines(page: Page) -> set[str]:
    """Return the keys of the short lines that a page shows."""
    elements = page.tree.iter("h1", "h2", "h3", "b", "strong", "font", "td", "div", "p")
    return {key for e in elements if len(e) < 3 and (key := match_key(brief_text(e)))}


def _read_lead(page: Page, title: str | None, named: str | None) -> tuple[str | None, str | None]:
    """Return title and outlet of a page that has no heading: by the line above its text.

    That line is the title where it shares words with the title of the window, or where what was
    taken for the title is the masthead.
    """
    lead = find_lead(page)
    element = next(page.tree.iter("title"), None)
    window = text_of(element)[:_MAX_TITLE] if element is not None else ""
    key = match_key(lead.text) if lead is not None else ""
    if lead is None or key == match_key(title or ""):
        return title, named
    words = {word for word in key.split() if len(word) > 3}
    is_masthead = match_key(title or "") in lead.apart
    if not is_masthead and window and not words & set(match_key(window).split()):
        return title, named
    others = [p for p in split_title(window) if not words & set(match_key(p).split())]
    names = [p for p in others if len(p) <= _MAX_OUTLET and len(p.split()) <= _MAX_WORDS]
    apart = [p for p in names if match_key(p) in lead.apart]
    return lead.text, next(iter([*apart, *names]), None)


def _find_outlet(
    page: Page, meta: Mapping[str, list[str]], node: Node, by_id: Mapping[str, Node]
) -> str | None:
    stated = [plain_text(name) for name in names_of(node.get("publisher"), by_id)]
    itemised = page.tree.xpath('.//*[@itemprop="publisher"]//*[@itemprop="name"]')[:1]
    shown = [e.get("content") or text_of(e) for e in itemised]
    for name in (*stated, _first(meta, _OUTLETS), *shown):
        if name and len(name) <= _MAX_NAME and not name.startswith("http"):
            return name
    return None


def _find_authors(
    page: Page, meta: Mapping[str, list[str]], node: Node, by_id: Mapping[str, Node]
) -> tuple[str, ...]:
    stated = clean_authors(names_of(node.get("author") or node.get("creator"), by_id))
    if stated:
        return stated
    for name in _AUTHORS:
        stated = clean_authors(meta.get(name, []))
        if stated:
            return stated
    for path in _BYLINES:
        for element in page.tree.xpath(path)[:5]:
            text = text_of(element)
            if len(text) <= _MAX_NAME and clean_authors([text]):
                return clean_authors([text])
    return ()


def _find_url(page: Page, meta: Mapping[str, list[str]], node: Node, url: str | None) -> str | None:
    """Return the address of the article: the canonical one where it is of the same site."""
    known = url or page.saved_from
    base = known if known and known.startswith("http") else None
    links = page.tree.xpath('.//link[@rel="canonical"]/@href')
    stated = node.get("mainEntityOfPage")
    if isinstance(stated, dict):
        stated = stated.get("@id") or stated.get("url")
    told = [*links[:1], *meta.get("og:url", [])[:1], stated, node.get("url")]
    told += meta.get("dc.identifier", [])[:1]
    for link in told:
        if not isinstance(link, str) or not link.strip():
            continue
        link = link.strip()
        if base is not None and not link.startswith("http"):
            link = _joined(base, link)
        if _is_article_of(link, base):
            return link
    return known if known and known.startswith(("http", "file")) else None


def _addresses(page: Page, meta: Mapping[str, list[str]], url: str | None) -> list[str]:
    """Return the addresses by which a page is known."""
    known = url or page.saved_from
    links = page.tree.xpath('.//link[@rel="canonical"]/@href')[:1]
    told = [*links, *meta.get("og:url", [])[:1], *([known] if known else [])]
    return [_joined(known, link.strip()) if known else link.strip() for link in told]


def _is_article_of(link: str, base: str | None) -> bool:
    """Say whether an address can be that of the page: of the same site, and not its front page."""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host:
        return False
    if base is None:
        return True
    is_front = parts.path in ("", "/") and not parts.query
    return _site(host) == _site(_hostname(base)) and not (
        is_front and urlsplit(base).path not in ("", "/")
    )


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _site(host: str) -> str:
    """Return the registered part of a host, as far as that can be told without a list."""
    labels = host.lower().split(".")
    length = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _HOST_ENDINGS else 2
    return ".".join(labels[-length:])


def _hostname(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _host(url: str | None) -> str | None:
    return (_hostname(url).removeprefix("www.") or None) if url else None


def _find_language(page: Page, meta: Mapping[str, list[str]], node: Node) -> str | None:
    stated = node.get("inLanguage")
    if isinstance(stated, list):
        stated = stated[0] if stated else None
    if isinstance(stated, dict):
        stated = stated.get("alternateName") or stated.get("name")
    root = page.tree if page.tree.tag == "html" else None
    shown = (root.get("lang") or root.get("xml:lang")) if root is not None else None
    for text in (shown, stated, _first(meta, ("content-language", "og:locale", "language"))):
        found = _LANGUAGE.fullmatch(text) if isinstance(text, str) else None
        if found is not None:
            return found[1].lower()
    return None
