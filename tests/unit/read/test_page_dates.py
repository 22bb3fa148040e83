"""When a page was published, and where that was found."""

import datetime as dt

import pytest

from counterclaim.read.page_dates import find_published
from counterclaim.read.page_facts import find_facts
from counterclaim.read.page_tree import parse_page


def find(
    body: str, url: str | None = None, captured_on: dt.date | None = None
) -> tuple[str, str, tuple[str, ...]] | None:
    page = parse_page(f"<html><body>{body}</body></html>")
    assert page is not None
    found, notes = find_published(page, find_facts(page, url), captured_on)
    return None if found is None else (found.window.start.isoformat(), found.where, notes)


CHANGED = '<meta property="article:modified_time" content="2031-05-09T08:00:00Z">'


@pytest.mark.parametrize(
    ("body", "url", "expected"),
    [
        ('<meta property="article:published_time" content="2031-05-03">', None, "2031-05-03 meta"),
        ('<time itemprop="datePublished" datetime="2031-05-03">x</time>', None, "2031-05-03 time"),
        ("<h1>A</h1><time datetime='2031-05-03T10:00Z'>x</time>", None, "2031-05-03 time"),
        ("", "https://a.example/world/2031/may/03/dorna", "2031-05-03 url"),
        ("", "https://a.example/dorna-20310503.html", "2031-05-03 url"),
        ("", "https://a.example/2031/05/dorna", "2031-05-01 url"),
        (
            "<p>9 May 2031</p><b class='published'>Saturday, May 3, 2031</b>",
            None,
            "2031-05-03 page",
        ),
        (
            "<font>Release 12, 3 May 2031</font><h1>A</h1><p>On 9 May it rained.</p>",
            None,
            "2031-05-03 page",
        ),
        ("<p class=date>Published 3 May 2031</p>", None, "2031-05-03 page"),
    ],
)
def test_sources_of_dates(body: str, url: str | None, expected: str) -> None:
    found = find(body, url)
    assert found is not None
    assert " ".join(found[:2]) == expected


@pytest.mark.parametrize(
    "body",
    [
        CHANGED,
        "<p>Last updated: <time datetime='2031-05-09'>9 May</time></p>",
        "<aside><time datetime='2031-05-09'>9 May</time></aside>",
        "<p>The dead were found on <time datetime='2031-05-01'>1 May</time> in the school.</p>",
        "<footer>© 2031 The Lisk Post</footer>",
        "<p class=date>03/04/2031</p>",
        '<meta property="article:published_time" content="1889-05-03">',
    ],
)
def test_what_does_not_date_a_page(body: str) -> None:
    assert find(body) is None


def test_the_year_of_capture_bounds_what_is_plausible() -> None:
    body = '<meta property="article:published_time" content="2091-01-01">'
    url = "https://a.example/2031/05/03/dorna"
    assert find(body, url, dt.date(2031, 6, 1)) == ("2031-05-03", "url", ())
    assert find(body, url) == ("2031-05-03", "url", ())


def test_a_day_apart_is_no_disagreement() -> None:
    body = '<meta property="article:published_time" content="2031-05-03T23:30:00Z">'
    assert find(body, "https://a.example/2031/05/04/x") == ("2031-05-03", "meta", ())
    assert find(body, "https://a.example/2031/05/05/x") == (
        "2031-05-03",
        "meta",
        ("its dates disagree: meta 2031-05-03, url 2031-05-05",),
    )
