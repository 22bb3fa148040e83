"""Which of the objects in a page's JSON-LD is its article: related ones stand beside it.

Not here: what it says (``page_facts.py``). Invariant: of several objects of a kind, the one with
the page's own address or heading is chosen, wherever it stands; the first only where none has.
"""

from urllib.parse import urlsplit

from counterclaim.read.page_json import Node, plain_text, types_of
from counterclaim.read.page_names import match_key

_ENDINGS = ("Article", "Posting", "Report")  # of the types that are articles
_KINDS = ("NewsArticle", "LiveBlogPosting")
LESSER = ("VideoObject", "AudioObject", "MediaObject", "ImageGallery", "CreativeWork")
_ARTICLE = 2  # ranks up to this are articles, whatever their type says
_MAX_ADDRESSES = 5  # of one object


def choose_node(nodes: list[Node], addresses: list[str], headings: list[str]) -> Node:
    """Return the object that is the article of a page, empty where none is.

    >>> other = {"@type": "NewsArticle", "headline": "Other", "url": "https://a.example/other"}
    >>> own = {"@type": "NewsArticle", "headline": "Own", "url": "https://a.example/own/"}
    >>> choose_node([other, own], ["https://www.a.example/own?from=home"], [])["headline"]
    'Own'
    """
    known = {key for key in map(_address_key, addresses) if key}
    shown = {key for key in map(match_key, headings) if key}
    ranked: list[tuple[bool, int, int, bool, int]] = []
    for at, node in enumerate(nodes):
        rank = _rank(node)
        if rank is None:
            continue
        told = {key for key in map(_address_key, _addresses_of(node)) if key}
        place = 0 if told & known else 2 if told and known else 1
        is_elsewhere = place != 0 or rank > _ARTICLE
        heading = match_key(plain_text(node.get("headline")) or "")
        ranked.append((is_elsewhere, rank, place, heading not in shown, at))
    return nodes[min(ranked)[-1]] if ranked else {}


def _rank(node: Node) -> int | None:
    """Return how surely an object is an article, by its type and fields; 0 is surest."""
    types = types_of(node)
    if any(t in _KINDS or t.endswith("NewsArticle") for t in types):
        return 0
    if any(t.endswith(_ENDINGS) for t in types):
        return 1
    if "headline" in node or ("datePublished" in node and "articleBody" in node):
        return 2
    if any(t in LESSER for t in types):
        return 3
    return 4 if "datePublished" in node else None


def _addresses_of(node: Node) -> list[str]:
    """Return what an object says of where it is."""
    told: list[object] = [node.get("url"), node.get("@id")]
    page = node.get("mainEntityOfPage")
    told += [page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]
    return [link for link in told if isinstance(link, str)][:_MAX_ADDRESSES]


def _address_key(link: str) -> str:
    """Return an address as it is compared: host and path, the query where the path says nothing."""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if not host or not (path or parts.query):
        return ""  # the front page is the address of no article
    is_script = not path or path.rsplit(".", 1)[-1] in ("php", "asp", "aspx", "cgi", "jsp", "do")
    return f"{host}{path}?{parts.query}" if is_script else f"{host}{path}"
