"""When a page was published: from what it declares, its address, and last the words on it.

Not here: dates in the text, which extraction reads. Invariant: the first source stands, in the
order of :data:`counterclaim.model.documents.DATE_SOURCES`; a date of modification is never taken
for one of publication, and neither clock nor network is asked.
"""

import copy
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from counterclaim.model.periods import Window
from counterclaim.read.metadata_dates import (
    Found,
    day_in,
    day_of,
    month_of,
    parse_date,
)
from counterclaim.read.page_facts import Facts
from counterclaim.read.page_json import plain_text
from counterclaim.read.page_names import match_key
from counterclaim.read.page_posts import find_posts, window_of
from counterclaim.read.page_tree import Page, is_apart
from counterclaim.read.page_words import brief_text, text_of

FIRST_YEAR = 1990  # there was no web before
_LAST_YEAR = 2100  # where it is not known when the page was captured
_MAX_SPREAD = 10  # years between two dates of a page; what lies beyond is a slip or a placeholder
_MAX_GUESSED = 1_500_000  # characters of markup in which words are searched for a date
_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "dc.created",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "publication_date",
    "article:published",
    "article:published_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "bt:pubdate",
    "originalpublicationdate",
    "date",
    "datecreated",
)
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_URL_DAY = re.compile(
    r"""(?<![\da-z])((?:19|20)\d{2}) (?: /(\d{1,2}|[a-z]{3,9})/(\d{1,2}) | ([_-]?)(\d{2})\4(\d{2}) )
        (?=[/_.?\#&-]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_URL_MONTH = re.compile(r"/(19\d{2}|20\d{2})/(\d{1,2}|[a-z]{3,9})(?=/)", re.IGNORECASE)
_SAYS_PUBLISHED = re.compile(
    r"publi|entry-(?:date|time)|post-?(?:date|time)|pubdate|dateline", re.IGNORECASE
)
_SAYS_UPDATED = re.compile(r"updated?|modif", re.IGNORECASE)
_TITLE_TAGS = ("h1", "h2", "h3", "b", "strong", "font", "div", "td", "p")
_AROUND = 30  # elements on either side of the title in which a date is looked for
# Of pages made by hand, before there were phones, the masthead's day is that of the issue; later
# ones show the day on which they are asked for.
_AROUND_OLD = 200
_DATE_LINE = 60  # characters of a line that is there for its date
_MAX_TIMES = 60


def find_published(
    page: Page, facts: Facts, captured_on: dt.date | None
) -> tuple[Found | None, tuple[str, ...]]:
    """Return when a page was published, and a note where its dates disagree by over a day."""
    last = captured_on.year + 1 if captured_on is not None else _LAST_YEAR
    stated = [found for found in _iter_stated(page, facts) if _is_plausible(found.window, last)]
    from_url = _date_of_url(facts.url)
    if from_url is not None and _is_plausible(from_url.window, last):
        stated.append(from_url)
    stated = _without_future(stated) if captured_on is None else stated
    if stated and stated[0].window.is_day:
        return stated[0], _note(stated)
    posts = window_of(find_posts(page, facts)) if not stated else None
    if posts is not None and _is_plausible(posts, last):
        return Found(posts, "time"), ()
    guessed = _guess(page, facts, last, captured_on)
    if guessed is not None and (not stated or _is_within(guessed.window, stated[0].window)):
        return guessed, ()
    return (stated[0] if stated else None), ()


def _iter_stated(page: Page, facts: Facts) -> Iterator[Found]:
    """Yield what metadata and the page's own elements say, one of each sort at most."""
    for where, texts in (
        ("json-ld", _of_node(facts)),
        ("meta", [c for name in _META for c in facts.meta.get(name, ())]),
        ("time", _times(page)),
    ):
        for text in texts:
            found = parse_date(text)
            if found is not None:
                yield Found(found.window, where, found.instant)
                break


def _of_node(facts: Facts) -> list[str]:
    values = [facts.node.get(key) for key in ("datePublished", "uploadDate", "dateCreated")]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [text for text in map(plain_text, map(_as_text, flat)) if text]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _times(page: Page) -> list[str]:
    """Return the dates of the page's elements that say when it was published, the surest first."""
    sure: list[str] = []
    others: list[str] = []
    stated = page.tree.xpath('.//*[@itemprop="datePublished"]')
    for element in [*stated[:5], *page.tree.xpath(f"(.//time)[position() <= {_MAX_TIMES}]")]:
        text = element.get("datetime") or element.get("content") or text_of(element)[:80]
        says = " ".join(element.get(k) or "" for k in ("class", "itemprop", "id", "data-testid"))
        if not text or _is_other(element, says):
            continue
        is_sure = _SAYS_PUBLISHED.search(says) or element.get("pubdate") is not None
        (sure if is_sure else others).append(text)
    if sure:
        return sure
    days = {found.window for found in map(parse_date, others) if found is not None}
    if not days:
        return []
    if page.tree.xpath("count(.//h1)") == 1 and _is_near_heading(page, others[0]):
        return others
    if len(days) > 1:
        return []
    # Of several things on one day, no instant is the page's.
    return others if len(set(others)) == 1 else [min(d.start.isoformat() for d in days)]


def _is_other(element: Any, says: str) -> bool:
    """Say whether a date is of a change, or of something else than the article."""
    if is_apart(element) or _SAYS_UPDATED.search(says):
        return True
    before, above = element.getprevious(), element.getparent()
    said = before.tail if before is not None else above.text if above is not None else ""
    return not _SAYS_PUBLISHED.search(says) and bool(_SAYS_UPDATED.search((said or "")[-40:]))


def _is_near_heading(page: Page, text: str) -> bool:
    """Say whether the first of the times stands in the same head as the page's one heading."""
    holders = page.tree.xpath(
        ".//header[.//h1 and .//time] | .//h1/following-sibling::*[.//time][1]"
    )
    for holder in holders[:2]:
        first = next(holder.iter("time"), None)
        if first is not None and (first.get("datetime") or text_of(first)[:80]) == text:
            return True
    return False


def _date_of_url(url: str | None) -> Found | None:
    if not url:
        return None
    for match in _URL_DAY.finditer(url):
        found = day_of(match[1], match[2] or match[5], match[3] or match[6])
        if found is not None:
            return Found(found.window, "url")
    found_month = _URL_MONTH.search(url)
    month = month_of(found_month[2]) if found_month is not None else None
    if found_month is None or month is None or not 1 <= month <= 12:
        return None
    return Found(Window.parse(f"{found_month[1]}-{month:02}"), "url")


def _labelled(page: Page) -> Found | None:
    """Return the day in the first short line whose markup says that it is of publication."""
    for element in page.tree.iter("p", "span", "strong", "div", "b", "em", "abbr"):
        if _SAYS_PUBLISHED.search(element.get("class") or "") and not is_apart(element):
            found = _day_in(brief_text(element))
            if found is not None:
                return found
    return None


def _day_in(text: str) -> Found | None:
    """Return the day in a short line, its month in letters."""
    if not 0 < len(text) <= _DATE_LINE or _SAYS_UPDATED.search(text):
        return None
    return day_in(text)


def _shown(page: Page, facts: Facts) -> Found | None:
    """Return the day of the first short line around the title that holds one."""
    keys = {match_key(text) for text in (facts.title, facts.heading) if text}
    heading = next(
        (
            e
            for e in page.tree.iter(*_TITLE_TAGS)
            if len(e) < 3 and match_key(brief_text(e)) in keys
        ),
        None,
    )
    if heading is None:
        return None
    around = heading.xpath(f"following::*[position() <= {_AROUND}]")
    is_old = not facts.meta.get("viewport") and next(page.tree.iter("h1"), None) is None
    above = _AROUND_OLD if is_old else _AROUND
    around += heading.xpath(f"preceding::*[position() <= {above}]")
    for element in around:
        found = _day_in(brief_text(element)) if len(element) < 3 else None
        if found is not None and not is_apart(element):
            return found
    return None


def _is_either(day: dt.date, html: str) -> bool:
    """Say whether a day was read off figures of which either could be the month."""
    if day.day > 12 or day.day == day.month or day.isoformat() in html:
        return False
    one, other = rf"0?{day.day}", rf"0?{day.month}"
    pair = rf"(?:{one}([/.-]){other}|{other}([/.-]){one})"
    either = rf"(?<!\d){pair}[/.-](?:{day.year}|{day.year % 100:02})(?!\d)"
    return re.search(either, html) is not None


def _changes(facts: Facts) -> list[Window]:
    """Return the days on which a page says that it was changed."""
    told = [facts.node.get("dateModified"), *(t for k in _CHANGED for t in facts.meta.get(k, ()))]
    found = [parse_date(text) for text in told if isinstance(text, str)]
    return [f.window for f in found if f is not None]


def _guess(page: Page, facts: Facts, last: int, captured_on: dt.date | None) -> Found | None:
    """Return the day that words on the page show; none that rests on a year alone."""
    from htmldate import find_date  # noqa: PLC0415 - dateparser behind it takes half a second

    if len(page.html) > _MAX_GUESSED:
        return None
    labelled = _labelled(page)
    if labelled is not None and _is_plausible(labelled.window, last):
        return Found(labelled.window, "page")
    latest = captured_on or dt.date(min(last, _LAST_YEAR), 12, 31)
    tree = copy.deepcopy(page.tree)
    for element in list(tree.iter("time", "aside", "nav")):
        if element.tag != "time" or _is_other(element, element.get("class") or ""):
            element.getparent().remove(element)
    try:
        text = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url="",
            min_date=f"{FIRST_YEAR}-01-01",
            max_date=latest.isoformat(),
        )
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    found = parse_date(text) if text else _shown(page, facts)
    if found is None or (found.window.start.month, found.window.start.day) == (1, 1):
        return None  # what a year alone, such as that of a copyright, is made into
    if _is_either(found.window.start, page.html) or found.window in _changes(facts):
        return None
    return Found(found.window, "page")


def _is_plausible(window: Window, last: int) -> bool:
    return window.start.year >= FIRST_YEAR and window.end.year <= last


def _without_future(stated: list[Found]) -> list[Found]:
    """Return the dates without those long after another; asked where no day of capture is known."""
    first = min((f.window.start.year for f in stated), default=0)
    return [f for f in stated if f.window.start.year - first <= _MAX_SPREAD]


def _is_within(inner: Window, outer: Window) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _note(stated: list[Found]) -> tuple[str, ...]:
    days = dt.timedelta(days=1)
    first = stated[0].window
    far = [
        f
        for f in stated[1:]
        if first.start - days > f.window.end or f.window.start > first.end + days
    ]
    if not far:
        return ()
    told = ", ".join(f"{f.where} {_told(f.window)}" for f in (stated[0], *far))
    return (f"its dates disagree: {told}",)


def _told(window: Window) -> str:
    return window.start.isoformat() if window.is_day else window.start.isoformat()[:7]
