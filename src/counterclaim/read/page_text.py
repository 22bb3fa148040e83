"""The text of a page: the article's paragraphs, with what is not the article taken off.

trafilatura finds the article; before it, markup that it would lose is put in order (captions, times
inside a sentence), and after it lines of furniture and doubled lines go. Not here: what a page says
of itself. Invariant: what is taken off is known from the page alone, never from other pages.
"""

import logging
import re
from typing import Any

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.page_facts import Facts
from counterclaim.read.page_lines import clean_lines, is_article
from counterclaim.read.page_names import match_key
from counterclaim.read.page_opening import find_opening
from counterclaim.read.page_tree import (
    Page,
    is_apart,
    parse_page,
    text_of,
)

_MUCH_LESS = 0.5  # share of the declared text below which what was found is not all of it
_BREAK = re.compile(r"</?(?:p|br|div|li|h[1-6])\b[^<>]{0,300}>|\n", re.IGNORECASE)
_BANNER = re.compile(
    r"cookie[-_]?(?:banner|bar|consent|law|notice|popup|wall)|consent[-_]?(?:banner|manager|modal"
    r"|wall)|onetrust|didomi|cookiebot|truste|qc-cmp|cmplz|borlabs|sp_message|gdpr[-_]?(?:banner"
    r"|notice|popup)",
    re.IGNORECASE,
)
# resiliparse takes time with the square of their number.
_CHOICE = re.compile(r"</?(?:select|option|optgroup)\b[^<>]*+>", re.IGNORECASE)
_ENTRY_TAGS = frozenset({"article", "section", "main", "li", "header"})
_WORDS = re.compile(r"[\s_-]+")
_LONG_CELL = 300  # characters; a cell of figures or names holds less
_CREDIT = re.compile(
    r"credit|copyright|photographer|source|agency|\bby\b|visually-?hidden|licen[cs]", re.IGNORECASE
)
_COUNT = re.compile(r"\s*\d{1,3}\s*(?:/|of)\s*\d{1,3}\s*")
_CLOCK = re.compile(r"\s*\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{3,4})?\s*", re.IGNORECASE)
_SLIDES = re.compile(r"gallery|slide|carousel", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|\btrue\b", re.IGNORECASE)
_METERED = re.compile(r"meter|paywall|premium|subscriber", re.IGNORECASE)
_PROSE = 60  # characters of a paragraph
_MAX_CAPTION = 1_000  # characters
_GALLERY = 5  # captions make a page a gallery
_LIVE_TIMES = 3  # entries with a time that a live page has at least
# trafilatura drops marks of direction and joiners, which other scripts are written with; they go
# through it as signs of the Phaistos disc, which no page holds.
_MARKS = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARK = re.compile(f"[{_MARKS}]")
_SIGNS = "".join(chr(0x101D0 + at) for at in range(len(_MARKS)))
_TO_SIGNS = str.maketrans(_MARKS, _SIGNS)
_TO_MARKS = str.maketrans(_SIGNS, _MARKS)
_PARAGRAPH = chr(0x101D0 + len(_MARKS))  # stands for two line breaks in a row, likewise


def find_text(page: Page, facts: Facts, lexicon: Lexicon) -> list[str]:
    """Return the paragraphs of a page's article; none where it holds no article."""
    _prepare(page, facts, lexicon)
    lines = clean_lines(_extract(page, precise=True), facts.title, lexicon, facts.authors)
    stated = _stated(facts)
    if stated and _size(lines) < _MUCH_LESS * _size(stated):
        found = clean_lines(stated, facts.title, lexicon, facts.authors)
        lines = found if _size(found) > _size(lines) else lines
    title = match_key(facts.title or "")
    is_declared = bool(facts.node) or facts.meta.get("og:type", [""])[0] == "article"
    if not is_declared and lexicon.has("furniture.missing", title):
        return []
    if not is_article(lines, lexicon, is_declared=is_declared):
        others = (_noscript(page), _extract(page, precise=False))
        tried = [clean_lines(other, facts.title, lexicon, facts.authors) for other in others]
        lines = next(
            (found for found in tried if is_article(found, lexicon, is_declared=is_declared)), []
        )
    if not lines:
        return []
    return [
        *clean_lines(find_opening(page, facts, lines), facts.title, lexicon, facts.authors),
        *lines,
    ]


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))


def _extract(page: Page, *, precise: bool) -> list[str]:
    if page.is_huge:
        from resiliparse.extract.html2text import (  # noqa: PLC0415 - for huge pages only
            extract_plain_text,
        )

        text = extract_plain_text(
            _CHOICE.sub("", page.html),
            main_content=True,
            list_bullets=False,
            alt_texts=False,
            comments=False,
        )
        return text.splitlines()
    from trafilatura import bare_extraction  # noqa: PLC0415 - it takes half a second to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            page.tree,
            favor_precision=precise,
            include_comments=False,
            date_extraction_params={"original_date": True},
        )
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        return []  # a fault of the extractor on broken markup; other ways are tried
    article = None if found is None or isinstance(found, dict) else found.text
    if not article:
        return []
    lines = _rows(article.translate(_TO_MARKS))
    return [part for line in lines for part in line.split(_PARAGRAPH)]


_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_ITEM = re.compile(r"^\s*- ")


def _rows(text: str) -> list[str]:
    """Return the lines of an extracted text, items without marks and cells parted by a bar."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("| ") and line.rstrip().endswith("|"):
            if _RULE.fullmatch(line.strip()):
                continue
            cells = [c.strip() for c in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            line = " | ".join(cell.replace("\\|", "|") for cell in cells if cell)
        lines.append(_ITEM.sub("", line, count=1))
    return lines


def _stated(facts: Facts) -> list[str]:
    """Return the paragraphs of the text that the page's metadata hold."""
    if not facts.body:
        return []
    text = facts.body
    if "&lt;" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "<" in text or "&" in text:
        part = parse_page("<div>" + _BREAK.sub("\n", text).replace("\n", "<br>") + "</div>")
        if part is None:
            return []
        for element in part.tree.iter("br"):
            element.tail = "\n" + (element.tail or "")
        text = "".join(part.tree.itertext())
    return text.split("\n")


def _noscript(page: Page) -> list[str]:
    """Return the paragraphs that a page holds for browsers without scripts."""
    lines: list[str] = []
    for element in page.tree.iter("noscript"):
        lines.extend(text_of(p) for p in element.iter("p"))
    return lines


def _prepare(page: Page, facts: Facts, lexicon: Lexicon) -> None:
    """Put markup in order that trafilatura takes for other than it is."""
    tree = page.tree
    for element in list(tree.iter("div", "section", "aside", "dialog", "form")):
        says = f"{element.get('id') or ''} {element.get('class') or ''}"[:400]
        if _BANNER.search(says) and element.getparent() is not None:
            element.drop_tree()
    _drop_comments(tree)
    _keep_tables(tree)
    _keep_lists(tree)
    _keep_posts(tree)
    _show_hidden(tree, is_locked=facts.is_locked)
    _keep_times(tree, is_live=_is_live(facts, lexicon))
    _keep_captions(tree)
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
    for element in list(tree.iter("div", "section", "ul", "ol")):
        says = _WORDS.split(f"{element.get('id') or ''} {element.get('class') or ''}"[:400].lower())
        if "comments" in says and element.getparent() is not None and element.find(".//h1") is None:
            if sum(map(len, element.itertext())) * 2 < sum(map(len, tree.itertext())):
                element.drop_tree()


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
        if "tweet" not in (quote.get("class") or ""):
            continue
        said = [p for p in quote.iter("p") if text_of(p)]
        if not said:
            continue
        for part in list(quote):
            if part not in said:
                quote.remove(part)
        for p in said:
            p.attrib.clear()
            p.tail = None
        quote.attrib.clear()


def _keep_captions(tree: Any) -> None:
    """Turn each figure's caption into a paragraph; tables and texts in figures stay too."""
    for figure in list(tree.iter("figure")):
        if figure.find(".//table") is not None or figure.find(".//blockquote") is not None:
            figure.tag = "div"
            continue
        caption = figure.find(".//figcaption")
        text = _caption(caption) if caption is not None else ""
        if not text or figure.getparent() is None:
            continue
        for above in figure.iterancestors():
            if above.tag == "body" or not _SLIDES.search(above.get("class") or ""):
                break
            above.attrib.clear()
        for child in list(figure):
            figure.remove(child)
        figure.tag = "p"
        figure.attrib.clear()
        figure.text = text
        figure.set("data-caption", "")


def _caption(element: Any) -> str:
    """Return the text of a caption without the credit of its picture."""
    for part in list(element.iterdescendants()):
        says = f"{part.tag} {part.get('class') or ''} {part.get('itemprop') or ''} "
        says += part.get("href") or ""
        if part is not element and part.getparent() is not None:
            if _CREDIT.search(says) or _COUNT.fullmatch(text_of(part)):
                part.drop_tree()
    return text_of(element)[:_MAX_CAPTION]


def _keep_breaks(tree: Any) -> None:
    """Mark where two line breaks in a row part paragraphs."""
    for element in tree.iter("br"):
        after = element.getnext()
        if after is not None and after.tag == "br" and not (element.tail or "").strip():
            element.tail = _PARAGRAPH
