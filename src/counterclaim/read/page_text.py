"""The text of a page: the article's paragraphs, with what is not the article taken off.

The article is found (``page_article.py``); before that, markup is put in order
(``page_markup.py``), and after it lines of furniture and doubled lines go (``page_lines.py``). Not
here: what a page says of itself. Invariant: what is taken off is known from the page alone, never
from other pages.
"""

import re

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.page_article import find_article
from counterclaim.read.page_facts import Facts
from counterclaim.read.page_lines import clean_lines, is_article
from counterclaim.read.page_markup import PARAGRAPH, TO_MARKS, prepare
from counterclaim.read.page_names import match_key
from counterclaim.read.page_opening import find_opening
from counterclaim.read.page_posts import find_posts
from counterclaim.read.page_tree import Page, parse_page
from counterclaim.read.page_words import text_of

_MUCH_LESS = 0.5  # share of the declared text below which what was found is not all of it
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_ITEM = re.compile(r"^\s*- ")
_BREAK = re.compile(r"</?(?:p|br|div|li|h[1-6])\b[^<>]{0,300}>|\n", re.IGNORECASE)
# resiliparse takes time with the square of their number.
_CHOICE = re.compile(r"</?(?:select|option|optgroup)\b[^<>]*+>", re.IGNORECASE)


def find_text(page: Page, facts: Facts, lexicon: Lexicon) -> list[str]:
    """Return the paragraphs of a page's article; none where it holds no article."""
    is_list = bool(find_posts(page, facts))
    prepare(page, facts, lexicon)
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
    if not lines or is_list:  # what stands above posts tells of the account
        return lines
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
    lines = _rows(find_article(page.tree, precise=precise).translate(TO_MARKS))
    return [part for line in lines for part in line.split(PARAGRAPH)]


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
