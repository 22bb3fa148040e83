"""JSON-LD of a page: what it says of itself in the words of schema.org, broken or not.

Not here: which of it is believed (``page_facts.py``). Invariant: whatever stands in the scripts,
reading them ends in linear time and gives objects, none where nothing can be told.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, object]

_DEEPEST = 3  # lists of names inside each other
_MAX_SCRIPT = 4_000_000  # characters of one script
_MAX_NODES = 2_000  # objects that are looked at; a page of an article has some ten
_TYPES = ("application/ld+json", "application/json+ld")
_NESTS = ("@graph", "mainEntity")  # where the object of a page hides in another
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|/\*|//|,(?=\s*+[}\]])', re.DOTALL)
_WRAP = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")
_LONE = re.compile(
    r'"(headline|datePublished|inLanguage|articleBody|url|@type)"\s*:\s*"((?:[^"\\]|\\.){1,200000}+)"(?=\s*[,}\]]|\s*$)',
    re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def find_nodes(tree: Any) -> list[Node]:
    """Return the objects that a page's scripts describe, in order, those inside graphs too."""
    nodes: list[Node] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").split(";")[0].strip().lower()
        if kind in _TYPES and script.text and len(script.text) <= _MAX_SCRIPT:
            for node in _walk(parse_script(script.text)):
                nodes.append(node)
                if len(nodes) >= _MAX_NODES:
                    return nodes
    return nodes


def parse_script(text: str) -> object:
    """Return what a script holds; of one that cannot be mended, the fields that can be read.

    >>> parse_script('<!-- {"headline": "A &amp; B", /* x */ "url": "https://a.example/",} -->')
    {'headline': 'A &amp; B', 'url': 'https://a.example/'}
    """
    text = _WRAP.sub("", text).strip().rstrip(";")
    for mended in _mendings(text):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    found: dict[str, set[str]] = {}
    for match in _LONE.finditer(text):
        try:
            found.setdefault(match[1], set()).add(json.loads(f'"{match[2]}"', strict=False))
        except ValueError:
            continue
    # Of two values, nobody can tell which is the article's.
    return {key: values.pop() for key, values in found.items() if len(values) == 1}


def names_of(value: object, nodes: Mapping[str, Node], *, depth: int = 0) -> list[str]:
    """Return the names of persons or bodies: texts, objects, references, lists of them."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        items = value[:50] if depth < _DEEPEST else ()
        return [name for item in items for name in names_of(item, nodes, depth=depth + 1)]
    if not isinstance(value, dict):
        return []
    name = value.get("name")
    if isinstance(name, list):
        name = next((n for n in name if isinstance(n, str)), None)
    if not isinstance(name, str):
        known = nodes.get(str(value.get("@id")))
        name = known.get("name") if known is not None else None
    return [name] if isinstance(name, str) else []


def plain_text(value: object) -> str | None:
    """Return a text of metadata as it reads: without markup and escapes, in one line."""
    if not isinstance(value, str):
        return None
    text = html.unescape(value)
    if "&" in text and ";" in text:
        text = html.unescape(text)
    text = " ".join(_TAG.sub("", text).split())
    return text or None


def types_of(node: Node) -> list[str]:
    """Return the types of an object, without the address before them."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [k.rsplit("/", 1)[-1].removeprefix("schema:") for k in kinds if isinstance(k, str)]


def _walk(value: object) -> Iterator[Node]:
    """Yield the objects of a list, graph or page, the outer ones first."""
    waiting: list[object] = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = item[:_MAX_NODES] + waiting
        elif isinstance(item, dict):
            yield item
            waiting = [item[key] for key in _NESTS if key in item] + waiting


def _mendings(text: str) -> Iterator[str]:
    yield text
    without = _without_comments(text)
    yield without
    if "&quot;" in text or "&#34;" in text:
        yield html.unescape(text)
    if without.startswith("{") and re.search(r"}\s*{", without):  # several, side by side
        yield "[" + re.sub(r"}\s*{", "},{", without) + "]"


def _without_comments(text: str) -> str:
    """Return JSON without comments and without commas before a closing bracket."""
    parts: list[str] = []
    place = 0
    for match in _TOKEN.finditer(text):
        if match.start() < place or match[0][0] == '"':
            continue
        parts.append(text[place : match.start()])
        place = match.end()
        if match[0] != ",":
            end = text.find("*/" if match[0] == "/*" else "\n", place)
            place = len(text) if end < 0 else end + (2 if match[0] == "/*" else 0)
    parts.append(text[place:])
    return "".join(parts)
