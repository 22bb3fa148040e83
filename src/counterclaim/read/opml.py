"""Lists of feeds: OPML, as readers of feeds export it.

Not here: the feeds (``feed.py``). Invariant: nothing outside the file is looked at, and no entity
is expanded; each feed comes once, in the order of the file.
"""

import re
from dataclasses import dataclass

from lxml import etree

from counterclaim.errors import FetchError
from counterclaim.read.addresses import parse_address
from counterclaim.read.captured import Captured
from counterclaim.read.skips import Skip

MAX_BYTES = 10_000_000  # a list of 50,000 feeds
_ENTITY = re.compile(rb"<!ENTITY\s+[^%\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAddress:
    """A feed of a list: address, title, and the folders that it lies in, outermost first."""

    url: str
    title: str | None = None
    folders: tuple[str, ...] = ()


def read_opml(captured: Captured) -> list[FeedAddress] | Skip:
    """Return the feeds of a list, or why it gives none."""
    data = captured.data
    if len(data) > MAX_BYTES:
        return captured.skip("the list of feeds is too large", f"{len(data):,} bytes")
    if _ENTITY.search(data.replace(b"\x00", b"")):
        return captured.skip("the list of feeds declares entities")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return captured.skip("it is no list of feeds", str(error))
    if root is None or str(root.tag).rpartition("}")[2].lower() != "opml":
        return captured.skip("it is no list of feeds")
    found: dict[str, FeedAddress] = {}
    for outline in root.iter("{*}outline"):
        feed = _feed_of(outline)
        if feed is not None:
            found.setdefault(feed.url, feed)
    return list(found.values()) or captured.skip("the list of feeds names no feed")


def _feed_of(outline: "etree._Element") -> FeedAddress | None:
    told = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
    try:
        url = parse_address(told.get("xmlurl", ""))
    except FetchError:
        return None
    above = (outline_above for outline_above in outline.iterancestors("{*}outline"))
    folders = [name for name in map(_title_of, above) if name]
    return FeedAddress(url=url, title=_title_of(outline), folders=tuple(reversed(folders)))


def _title_of(outline: "etree._Element") -> str | None:
    title = outline.get("title") or outline.get("text")
    return " ".join(title.split()) or None if title else None
