"""The markup of an article, put in order before its text is looked for.

trafilatura takes some of what belongs to an article for what does not: captions, times of live
entries, tables in figures, posts, lists. Not here: the text. Invariant: what is changed is known
from the markup of the page itself; words are taken away only where they are no text (banners,
comments, credits, marks of editors), and none are added.
"""

import itertools
import re
from typing import Any

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.page_captions import keep_captions
from counterclaim.read.page_ends import drop_ends
from counterclaim.read.page_facts import Facts
from counterclaim.read.page_names import match_key
from counterclaim.read.page_posts import keep_posts
from counterclaim.read.page_tree import Page, is_apart, is_linked
from counterclaim.read.page_words import brief_text, text_of

_BANNER = re.compile(
    r"cookie[-_]?(?:banner|bar|consent|law|notice|popup|wall)|consent[-_]?(?:banner|manager|modal"
    r"|wall)|onetrust|didomi|cookiebot|truste|qc-cmp|cmplz|borlabs|sp_message|gdpr[-_]?(?:banner"
    r"|notice|popup)",
    re.IGNORECASE,
)
_ENTRY_TAGS = frozenset({"article", "section", "main", "li", "header"})
_WORDS = re.compile(r"[\s_-]+")
_LONG_CELL = 300  # characters; a cell of figures or names holds less
_CLOCK = re.compile(r"\s*\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{3,4})?\s*", re.IGNORECASE)
_TIME_CODE = re.compile(r"(?:^|[\s_-])(?:tc|time-?code|timestamp)(?:$|[\s_-])", re.IGNORECASE)
_CODE = re.compile(r"\[?(?:\d{1,2}:)?\d{1,2}:\d{2}\]?")
_HIDDEN = re.compile(r"display:\s*none|\btrue\b", re.IGNORECASE)
_METERED = re.compile(r"meter|paywall|premium|subscriber", re.IGNORECASE)
# What the scripts of these services look for; words like them name quotations of other kinds.
_POSTS = re.compile(
    r"(?:^|\s)(?:twitter-(?:tweet|video|quote|status)|tweet|(?:bluesky|mastodon|social|tiktok)-embed"
    r"|instagram-media|text-post-media|(?:fb|telegram)-post|fb-xfbml-parse-ignore|reddit-card"
    r"|reddit-embed-bq)(?=\s|$)",
    re.IGNORECASE,
)
_MAX_BROKEN = 400  # to take a break out takes time with the number of its neighbours
_HOLDERS = 3  # elements around a post that hold nothing else
_PROSE = 60  # characters of a paragraph
_LIVE_TIMES = 3  # entries with a time that a live page has at least
# trafilatura drops marks of direction and joiners, which other scripts are written with; they go
# through it as signs of the Phaistos disc, which no page holds.
_MARKS = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARK = re.compile(f"[{_MARKS}]")
_SIGNS = "".join(chr(0x101D0 + at) for at in range(len(_MARKS)))
_TO_SIGNS = str.maketrans(_MARKS, _SIGNS)
TO_MARKS = str.maketrans(_SIGNS, _MARKS)
PARAGRAPH = chr(0x101D0 + len(_MARKS))  # stands for two line breaks in a row, likewise


def prepare(page: Page, facts: Facts, lexicon: Lexicon) -> None:
    """Put markup in order that trafilatura takes for other than it is."""
    tree = page.tree
    for element in list(tree.iter("div", "section", "aside", "dialog", "form")):
        says = f"{element.get('id') or ''} {element.get('class') or ''}"[:400]
        if _BANNER.search(says) and element.getparent() is not None:
            element.drop_tree()
    keep_posts(page, facts)
    _drop_comments(tree)
    drop_ends(tree, lexicon)
    _keep_tables(tree)
    _keep_lists(tree)
    _keep_posts(tree)
    _show_hidden(tree, is_locked=facts.is_locked)
    _keep_times(tree, is_live=_is_live(facts, lexicon))
    _drop_marks(tree)
    keep_captions(tree)
    _keep_breaks(tree)
    if _MARK.search("".join(tree.itertext())):
        for element in tree.iter():
            if element.text:
                element.text = element.text.translate(_TO_SIGNS)
            if element.tail:
                element.tail = element.tail.translate(_TO_SIGNS)


def _is_live(facts: Facts, lexicon: Lexicon) -> bool:
    title = f" {match_key(facts.title or '')} "
    return (
        facts.is_live
        or facts.meta.get("og:type", [""])[0] == "liveblog"
        or "/live" in (facts.url or "")
        or any(f" {word} " in title for word in lexicon.of("live.page"))
    )


def _keep_times(tree: Any, *, is_live: bool) -> None:
    """Keep the times of a live page's entries as lines of their own."""
    if not is_live:
        return
    entries = [element for element in tree.iter("time") if _is_entry(element)]
    if len(entries) < _LIVE_TIMES:
        marks = (e for e in tree.iter("span", "div", "p", "b", "strong") if not len(e))
        entries = [e for e in marks if _CLOCK.fullmatch(e.text or "") and _is_entry(e)]
    if len(entries) < _LIVE_TIMES:
        return
    paths = [list(reversed(list(element.iterancestors()))) for element in entries]
    depth = 0
    while all(len(p) > depth and p[depth] is paths[0][depth] for p in paths):
        depth += 1
    holder = paths[0][depth - 1]
    if holder.tag in ("html", "body"):
        return
    # One article, not as many as there are entries, of which only one would be read.
    for element, path in zip(entries, paths, strict=True):
        for above in path[depth:]:
            above.tag = "div" if above.tag in _ENTRY_TAGS else above.tag
            above.attrib.clear()
        element.tag = "p"
        element.attrib.clear()
    holder.tag = "article"
    holder.attrib.clear()


def _is_entry(element: Any) -> bool:
    """Say whether a time opens an entry, and no link to one."""
    return not is_apart(element) and all(a.tag != "a" for a in element.iterancestors())


def _drop_comments(tree: Any) -> None:
    """Take readers' comments off, by what their block is called."""
    left = -1  # characters of the page, counted once: such blocks may be thousands
    for element in list(tree.iter("div", "section", "ul", "ol")):
        says = _WORDS.split(f"{element.get('id') or ''} {element.get('class') or ''}"[:400].lower())
        if "comments" in says and element.getparent() is not None and element.find(".//h1") is None:
            left = sum(map(len, tree.itertext())) if left < 0 else left
            own = sum(map(len, element.itertext()))
            if own * 2 < left:
                element.drop_tree()
                left -= own


def _keep_tables(tree: Any) -> None:
    """Turn tables that only lay out the page into blocks, and even out the cells of the others."""
    for table in list(tree.iter("table")):
        cells = list(table.iter("td", "th"))
        if table.find(".//table") is not None or any(
            len(text_of(cell)) > _LONG_CELL for cell in cells
        ):
            parts = table.iterchildren("tbody", "thead", "tfoot", "tr")
            for part in [*parts, *table.xpath("./tbody/tr | ./tr/td | ./tbody/tr/td | ./tr/th")]:
                part.tag = "div"
            table.tag = "div"
        for cell in cells:
            for key in ("rowspan", "colspan"):  # a thousand cells by a thousand take minutes
                cell.attrib.pop(key, None)


def _keep_lists(tree: Any) -> None:
    """Turn lists of sentences below a paragraph into paragraphs; they may be taken for menus."""
    for block in list(tree.iter("ul", "ol")):
        before = block.getprevious()
        if before is None or before.tag != "p" or block.find(".//a") is not None:
            continue
        if any(item.tag != "li" or item.find(".//li") is not None for item in block):
            continue
        for item in block:
            item.tag = "div" if item.find(".//p") is not None else "p"
            item.attrib.clear()
        block.tag = "div"
        block.attrib.clear()


def _show_hidden(tree: Any, *, is_locked: bool) -> None:
    """Show what a page with a limit hides until somebody pays: it stands in the bytes."""
    for element in list(tree.iter("div", "section")):
        if not is_locked and not _METERED.search(element.get("class") or ""):
            continue
        says = f"{element.get('style') or ''} {element.get('aria-hidden') or ''}"
        if _HIDDEN.search(says) and sum(len(text_of(p)) > _PROSE for p in element.iter("p")) > 1:
            element.attrib.clear()


def _keep_posts(tree: Any) -> None:
    """Keep the words of a post that an article quotes, without the line of whose they are."""
    for quote in list(tree.iter("blockquote")):
        if not _POSTS.search(quote.get("class") or ""):
            continue
        said = [p for p in quote.iter("p") if text_of(p)]
        if not said:
            continue
        for part in list(quote):
            if not _holds_words(part):
                quote.remove(part)
        for p in said:
            p.attrib.clear()
            p.tail = None
        for above in itertools.islice(quote.iterancestors("div", "figure", "section"), _HOLDERS):
            if len(above) > 1:
                break
            above.attrib.clear()  # what is called an embed is left out
        quote.attrib.clear()


def _holds_words(part: Any) -> bool:
    """Say whether a part of a post holds what it says: no link to it, no name, no time."""
    if part.tag == "p" or next(part.iter("p"), None) is not None:
        return True
    return part.tag in ("div", "span", "ul", "ol", "blockquote") and not (
        is_linked(part) or next(part.iter("time"), None) is not None
    )


def _drop_marks(tree: Any) -> None:
    """Take off what editors and players set into a text: [edit], the time in a recording."""
    for element in list(tree.iter("span", "a", "time", "b")):
        says = element.get("class") or ""
        is_code = _TIME_CODE.search(says) and _CODE.fullmatch(brief_text(element))
        if (is_code or "mw-editsection" in says.split()) and element.getparent() is not None:
            element.drop_tree()


def _keep_breaks(tree: Any) -> None:
    """Mark where two line breaks in a row part paragraphs; mend a line that one breaks."""
    broken: list[Any] = []
    for heading in tree.iter("h1"):
        if next(heading.iter("br"), None) is not None and brief_text(heading):
            text = text_of(heading)  # in one line, as the title is
            for child in list(heading):
                heading.remove(child)
            heading.text = text
    for element in tree.iter("br"):
        after = element.getnext()
        if after is not None and after.tag == "br" and not (element.tail or "").strip():
            element.tail = PARAGRAPH
        elif _parts_figures(element):
            element.tail = f" / {element.tail.lstrip()}"
        elif len(broken) < _MAX_BROKEN and _breaks_line(element):
            broken.append(element)
    for element in broken:
        element.tail = f" {element.tail}"
        element.drop_tag()


def _parts_figures(element: Any) -> bool:
    """Say whether a line break in a cell stands between figures, which a space would join."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None or parent.tag not in ("td", "th"):
        return False
    said = (parent.text if before is None else before.tail or text_of(before)) or ""
    after = (element.tail or "").lstrip()
    return said.rstrip()[-1:].isdecimal() and after[:1].isdecimal()


def _breaks_line(element: Any) -> bool:
    """Say whether a line break stands within a sentence: a long line goes on in small letters."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None or not (element.tail or "").lstrip()[:1].islower():
        return False
    said = (parent.text if before is None else before.tail) or ""
    return len(said.strip()) >= _PROSE // 2 and (
        said.rstrip()[-1:].isalnum() or said.rstrip()[-1:] == ","
    )
