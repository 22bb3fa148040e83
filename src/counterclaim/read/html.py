"""Pages: saved or fetched HTML to documents, with what they say of themselves.

The bytes are decoded (``page_bytes``), parsed once (``page_tree``), asked for facts
(``page_facts``), dates (``page_dates``) and text (``page_text``). Invariant: the same bytes with
the same address give the same document, whatever was read before; the title, where there is one,
is the first line of the text, since figures in headlines are claims.
"""

from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.page_bytes import decode_page
from counterclaim.read.page_dates import find_published
from counterclaim.read.page_facts import Facts, find_facts
from counterclaim.read.page_text import find_text
from counterclaim.read.page_tree import Page, parse_page
from counterclaim.read.plain import keep_offsets
from counterclaim.read.skips import Skip

READER = "html/1"  # raised when the same bytes begin to give another document
MAX_MEGABYTES = 32  # pages with their pictures inside reach 20; articles without them hardly 2
_STUB = 1_500  # characters; of a page behind a paywall, less than this is its beginning
NO_TEXT = "the page holds no article text"
_FEW = 300  # characters; a page with scripts that shows less is nothing without them
BEGINNING_ONLY = "only the beginning is on the page"


def read_html(captured: Captured) -> Document | Skip:
    """Return the document of a page, or why it gives none."""
    if len(captured.data) > MAX_MEGABYTES * 1_000_000:
        megabytes = len(captured.data) // 1_000_000
        return captured.skip(f"it is larger than {MAX_MEGABYTES} MB", f"{megabytes} MB")
    if not captured.data.strip(b"\x00 \t\r\n"):
        return captured.skip("it is empty")
    html = decode_page(captured)
    if html is None:
        return captured.skip("it is binary, not a page")
    if not html.strip("\x00\ufeff \t\r\n"):
        return captured.skip("it is empty")
    page = parse_page(html)
    if page is None:
        return captured.skip(NO_TEXT, "its markup cannot be read")
    facts = find_facts(page, captured.url)
    captured_on = captured.fetched_at.date() if captured.fetched_at is not None else None
    published, notes = find_published(page, facts, captured_on)
    lines = find_text(page, facts, load_lexicon())
    if not lines:
        return captured.skip(NO_TEXT, _why_empty(page))
    if facts.is_locked and sum(map(len, lines)) < _STUB:
        notes = (*notes, BEGINNING_ONLY)
    return Document(
        text=_join(facts, lines),
        source=captured.source,
        published=published.window if published is not None else None,
        title=_kept(facts.title),
        outlet=_kept(facts.outlet),
        url=_kept(facts.url),
        authors=tuple(map(keep_offsets, facts.authors)),
        language=facts.language,
        published_from=published.where if published is not None else None,
        published_at=published.instant if published is not None else None,
        notes=notes,
        captured_sha256=captured.sha256,
        reader=READER,
        fetched_at=captured.fetched_at,
    )


def _why_empty(page: Page) -> str:
    """Return what kept a page from holding an article, as far as it can be told."""
    shown = sum(
        len((element.text or "").strip())
        for element in page.tree.iter()
        if element.tag not in ("script", "style", "title", "noscript")
    )
    has_script = next(page.tree.iter("script"), None) is not None
    return "it is nothing without its scripts" if has_script and shown < _FEW else ""


def _join(facts: Facts, lines: list[str]) -> str:
    """Return title and paragraphs with an empty line between any two."""
    title = keep_offsets(facts.title) if facts.title else None
    return "\n\n".join([title, *lines] if title else lines)


def _kept(text: str | None) -> str | None:
    return keep_offsets(text) if text is not None else None
