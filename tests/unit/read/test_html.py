"""Pages to documents: what must come out of markup as it is, and out of markup that is hostile."""

import datetime as dt
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.html import MAX_MEGABYTES, read_html
from counterclaim.read.skips import Skip

TITLE = "Shelling kills 12 in Dorna, governor says"
FIRST = (
    "Kastavian shelling killed at least 12 people and wounded 40 more in the Velmoran city of "
    "Dorna overnight, the regional governor said on Tuesday."
)
SECOND = (
    "Kastavia’s defence ministry denied striking the city. In a statement it said its forces had "
    "killed up to 300 Velmoran soldiers at a depot outside it."
)
THIRD = (
    "Neither claim could be verified independently, but residents reached by telephone described "
    "heavy explosions after midnight and long queues at the city’s two hospitals."
)
LD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
    f'"headline":"{TITLE}","datePublished":"2031-05-03T23:10:00+03:00",'
    '"dateModified":"2031-05-09T08:00:00Z","author":[{"@type":"Person","name":"By Ada Renn"},'
    '{"name":"Tomas Veld"}],"publisher":{"name":"The Lisk Post"},"inLanguage":"en-GB"%s}</script>'
)
NAV = "<header><nav><ul><li><a href='/war'>War: 4,000 killed so far</a></li></ul></nav></header>"
FOOT = "<footer><p>© 2029-2031 The Lisk Post. All rights reserved.</p></footer>"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = "\n\n".join((TITLE, FIRST, SECOND, THIRD))


def page(body: str, *, head: str = LD % "", lang: str = "en") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{TITLE} | The Lisk Post</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>"
    ).encode()


def article(inner: str) -> str:
    return f"<main><article><h1>{TITLE}</h1>{inner}</article></main>"


def read(data: bytes, url: str | None = None) -> Document:
    found = read_html(Captured(data=data, source="page.html", url=url))
    assert isinstance(found, Document), found
    return found


def skip(data: bytes) -> Skip:
    found = read_html(Captured(data=data, source="page.html"))
    assert isinstance(found, Skip), found.text[:200]
    return found


def test_a_page_of_a_wire_story() -> None:
    link = '<link rel="canonical" href="https://www.liskpost.example/2031/05/03/dorna">'
    data = page(article(BODY), head=LD % "" + link)
    found = read(data)
    assert found.text == TEXT
    assert found.title == TITLE
    assert found.outlet == "The Lisk Post"
    assert found.authors == ("Ada Renn", "Tomas Veld")
    assert found.published == Window.day(dt.date(2031, 5, 3))
    assert found.published_at == "2031-05-03T23:10:00+03:00"
    assert found.published_from == "json-ld"
    assert found.language == "en"
    assert found.url == "https://www.liskpost.example/2031/05/03/dorna"
    assert found.notes == ()
    assert found.reader == "html/1"
    assert found.source == "page.html"
    assert found.captured_sha256 == Captured(data=data, source="").sha256


def test_the_claims_of_a_page_are_those_of_its_text() -> None:
    from_page = extract_sightings(read(page(article(BODY))), load_lexicon())
    from_text = extract_sightings(
        Document(text=TEXT, published=Window.day(dt.date(2031, 5, 3))), load_lexicon()
    )
    assert [s.quantity.text for s in from_page] == ["12", "at least 12", "40", "up to 300"]
    assert [(s.quantity, s.sentence) for s in from_page] == [
        (s.quantity, s.sentence) for s in from_text
    ]


def test_without_json_ld_the_meta_elements_tell() -> None:
    head = (
        f'<meta property="og:title" content="{TITLE} - Lisk Post">'
        '<meta property="og:site_name" content="Lisk Post">'
        '<meta property="article:published_time" content="2031-05-03T20:10:00Z">'
        '<meta name="author" content="By Ada Renn">'
    )
    found = read(page(f"<div id='content'><h1>{TITLE}</h1>{BODY}</div>", head=head))
    assert (found.title, found.outlet, found.authors) == (TITLE, "Lisk Post", ("Ada Renn",))
    assert (found.published_from, found.published_at) == ("meta", "2031-05-03T20:10:00Z")


def test_dates_that_disagree_are_noted_and_the_first_stands() -> None:
    found = read(page(article(BODY)), url="https://liskpost.example/2031/05/08/dorna")
    assert found.published == Window.day(dt.date(2031, 5, 3))
    assert found.notes == ("its dates disagree: json-ld 2031-05-03, url 2031-05-08",)


def test_furniture_in_the_text_goes() -> None:
    parts = (
        "<p class='article-summary'><a href='/w'>More: 310 killed in the whole country</a></p>",
        "<div class='player'><p>Something went wrong</p><p>This video can not be played</p></div>",
        "<p>Share this story</p><p>Read more: <a href='/x'>Strike kills 60 in Velmar</a></p>",
        "<p>Advertisement</p><div class='newsletter'><p>Sign up for our newsletter</p></div>",
        "<aside class='related'><ul><li><a href='/y'>Toll hits 900</a></li></ul></aside>",
        "<figure><a href='/z'><img src=b.jpg></a><figcaption><a href='/z'>Toll passes 5,000 dead"
        "</a></figcaption></figure>",
        "<div class='story-comments'><p>My cousin says that 80 people were killed.</p></div>",
    )
    assert read(page(article(BODY + "".join(parts)))).text == TEXT


def test_a_caption_stands_once_and_without_its_credit() -> None:
    caption = "Rescuers carry a body from a school in Dorna, where 12 people were killed."
    figure = (
        f"<figure><img src=a.jpg alt='{caption}'><figcaption>{caption} "
        f"<span class='credit'>Ivo Brand/Meridian</span></figcaption></figure><p>{caption}</p>"
    )
    found = read(page(article(f"<p>{FIRST}</p>{figure}<p>{SECOND}</p><p>{THIRD}</p>")))
    assert found.text == "\n\n".join((TITLE, FIRST, caption, SECOND, THIRD))


def test_the_standfirst_stands_below_the_title() -> None:
    told = "Hospitals ask for blood as the ministry raises the toll to 14"
    head = f"<header><h1>{TITLE}</h1><p class='standfirst'>{told}</p></header>"
    found = read(page(f"<main>{head}<div class='article-body'>{BODY}</div></main>"))
    assert found.text == "\n\n".join((TITLE, told, FIRST, SECOND, THIRD))


def test_a_live_page_keeps_its_times_and_headings_in_order() -> None:
    entries = "".join(
        f"<div class='entry'><time datetime='2031-05-03T{at}:00Z'>{at} GMT</time>"
        f"<h2>{heading}</h2><p>{said}</p></div>"
        for at, heading, said in (
            ("14:05", "Toll rises to 14", FIRST),
            ("12:30", "Kastavia denies strike", SECOND),
            ("09:10", "What residents say", THIRD),
        )
    )
    head = LD.replace("NewsArticle", "LiveBlogPosting") % ""
    found = read(page(f"<main><h1>{TITLE}</h1><div class='live'>{entries}</div></main>", head=head))
    assert found.text == "\n\n".join(
        (
            *(TITLE, "14:05 GMT", "Toll rises to 14", FIRST),
            *("12:30 GMT", "Kastavia denies strike", SECOND),
            *("09:10 GMT", "What residents say", THIRD),
        )
    )


def test_tables_lists_and_quotations_stay() -> None:
    inner = (
        "<figure><table><tr><th>Town</th><th>Killed</th></tr><tr><td>Dorna</td><td>12</td></tr>"
        "</table></figure><h2>What happened</h2><p>The ministry counted:</p><ul class='mod-list'>"
        "<li>12 killed in Dorna;</li><li>3 killed in Lisk.</li></ul>"
        "<blockquote><p>We buried 42 of our neighbours.</p></blockquote>"
    )
    found = read(page(article(f"<p>{FIRST}</p>{inner}<p>{SECOND}</p><p>{THIRD}</p>")))
    assert found.text.split("\n\n")[2:9] == [
        "Town | Killed",
        "Dorna | 12",
        "What happened",
        "The ministry counted:",
        "12 killed in Dorna;",
        "3 killed in Lisk.",
        "We buried 42 of our neighbours.",
    ]


def test_numbers_are_not_joined_to_notes_nor_words_cut() -> None:
    said = (
        "<p>The district counts <b>498</b><sup class=fn>2</sup> dead<sup><a href='#n'>3</a></sup> "
        "in camps of 600 m<sup>2</sup>, and in <time datetime='2031-05-01'>the first week</time> 12"
        " sol<wbr>diers and 3 offi<span></span>cers were kil&shy;led, the DORNA - "
        "Lisk line says.</p>"
    )
    assert read(page(article(said + BODY))).text.split("\n\n")[1] == (
        "The district counts 498 dead in camps of 600 m2, and in the first week 12 soldiers and "
        "3 officers were killed, the DORNA - Lisk line says."
    )


def test_captions_outside_figures_and_galleries_of_figures_stay() -> None:
    figures = "".join(
        f"<figure class='slide'><img src={at}.jpg><figcaption><span>{at} / 2</span> {said}"
        "</figcaption></figure>"
        for at, said in ((1, "A funeral on 28 August."), (2, "Five children were killed."))
    )
    image = "<div><img src=a.jpg><p class='caption'>A van in Lisk <em>/ by Ivo Brand</em></p></div>"
    inner = f"<p>{FIRST}</p><figure class='gallery'>{figures}</figure>{image}<p>{SECOND}</p>"
    assert read(page(article(f"{inner}<p>{THIRD}</p>"))).text.split("\n\n")[2:5] == [
        "A funeral on 28 August.",
        "Five children were killed.",
        "A van in Lisk / by Ivo Brand",
    ]


def test_what_a_meter_hides_stands_in_the_bytes() -> None:
    hidden = (
        f"<div class='metered-content' style='display:none'><p>{SECOND}</p><p>{THIRD}</p></div>"
    )
    assert read(page(article(f"<p>{FIRST}</p>{hidden}"))).text == TEXT


def test_marks_of_editors_and_players_go_and_quoted_posts_stay() -> None:
    post = "We are treating 41 wounded in our tents tonight."
    inner = (
        f"<p><span class='tc'>00:14</span> {FIRST}</p>"
        "<h2>Background<span class='mw-editsection'>[edit]</span></h2>"
        f"<p>{SECOND}<a href='#cite-1'>[1]</a></p><blockquote class='twitter-tweet'>"
        f"<p lang='en'>{post}</p>— Aid (@aid) <a href='/x'>May 3</a></blockquote><p>{THIRD}</p>"
    )
    assert read(page(article(inner))).text == "\n\n".join(
        (TITLE, FIRST, "Background", SECOND, post, THIRD)
    )


def test_lines_of_authors_and_dates_go() -> None:
    inner = f"<p>By Ada Renn</p><p>3 May 2031</p>{BODY}<p>Ada Renn, The Lisk Post, May 3, 2031</p>"
    assert read(page(f"<div class='story-body'>{inner}</div>")).text == TEXT


def test_the_title_of_the_window_names_the_outlet_where_nothing_else_does() -> None:
    html = f"<html><head><title>Lisk Post :: {TITLE}</title></head><body><h1>{TITLE}</h1>{BODY}"
    found = read(html.encode(), url="https://www.lp.example/a")
    assert (found.title, found.outlet) == (TITLE, "Lisk Post")
    bare = read(html.replace("Lisk Post :: ", "").encode(), url="https://www.lp.example/a")
    assert (bare.title, bare.outlet) == (TITLE, "lp.example")


@pytest.mark.parametrize(
    ("link", "url", "expected"),
    [
        ("https://m.lp.example/a", "https://www.lp.example/a?utm=1", "https://m.lp.example/a"),
        ("/world/a", "https://www.lp.example/a?utm=1", "https://www.lp.example/world/a"),
        ("https://other.example/a", "https://lp.example/a", "https://lp.example/a"),
        ("https://lp.example/", "https://lp.example/a", "https://lp.example/a"),
        ("https://lp.co.uk/a", "https://other.co.uk/a", "https://other.co.uk/a"),
        ("https://lp.example/a", None, "https://saved.example/b"),
        ("/a", None, "https://saved.example/a"),
    ],
)
def test_the_address_is_the_canonical_one_of_the_same_site(
    link: str, url: str | None, expected: str
) -> None:
    saved = "" if url else "<!-- saved from url=(0024)https://saved.example/b -->"
    html = f"<html>{saved}<head><link rel=canonical href='{link}'></head><body><h1>{TITLE}</h1>"
    assert read((html + BODY).encode(), url=url).url == expected


def test_two_line_breaks_part_paragraphs_in_a_layout_table() -> None:
    cell = f"<font><b>{TITLE}</b><br><br>{FIRST}<br><br>{SECOND}<br>\n<br>{THIRD}</font>"
    found = read(page(f"<table><tr><td>{NAV}</td><td>{cell}</td></tr></table>"))
    assert found.text == TEXT


def test_a_heading_in_two_lines_stands_once() -> None:
    data = page(f"<main><h1>Raid kills 12<br>400 wounded</h1>{BODY}</main>", head="")
    found = read(data.replace(f"<title>{TITLE} | The Lisk Post</title>".encode(), b""))
    assert found.title == "Raid kills 12 / 400 wounded"
    assert found.text.startswith(f"{found.title}\n\n{FIRST}")
    assert (found.text.count("400 wounded"), "12 400" in found.text) == (1, False)


def test_figures_in_two_lines_of_a_cell_stay_two() -> None:
    table = "<table><tr><td>Dorna</td><td>12<br>400</td><td>Killed<br>9</td></tr></table>"
    text = read(page(article(f"<p>{FIRST}</p>{table}<p>{SECOND}</p><p>{THIRD}</p>"))).text
    assert text.split("\n\n")[2] == "Dorna | 12 / 400 | Killed 9"


@pytest.mark.parametrize("name", ["tweet-like", "post-quote", "twitter-tweet"])
def test_all_that_a_quotation_says_stays(name: str) -> None:
    said = "Twelve soldiers were killed in Dorna today."
    quote = f"<blockquote class='{name}'><div>{said}</div><p>So the army says.</p></blockquote>"
    text = read(page(article(f"<p>{FIRST}</p>{quote}<p>{SECOND}</p><p>{THIRD}</p>"))).text
    assert text == "\n\n".join((TITLE, FIRST, said, "So the army says.", SECOND, THIRD))


def test_related_articles_before_the_own_in_json_ld() -> None:
    other = LD.replace(TITLE, "An older story").replace("2031-05-03", "2019-01-01") % (
        ',"url":"https://liskpost.example/older"'
    )
    own = LD % ',"url":"https://liskpost.example/dorna"'
    found = read(page(article(BODY), head=other + own), url="https://liskpost.example/dorna")
    assert found.title == TITLE
    assert found.published == Window.day(dt.date(2031, 5, 3))


def test_a_stub_says_that_it_is_one() -> None:
    wall = "<div class='paywall'><h3>Subscribe to read on</h3><p>Log in</p></div>"
    found = read(page(article(f"<p>{FIRST}</p>{wall}"), head=LD % ',"isAccessibleForFree":"False"'))
    assert found.text == f"{TITLE}\n\n{FIRST}"
    assert found.notes == ("only the beginning is on the page",)


def test_the_text_in_json_ld_is_taken_where_the_page_shows_none() -> None:
    head = LD % f',"articleBody":"{FIRST}\\n\\n{SECOND}\\n{THIRD}"'
    assert read(page("<div id='root'></div>", head=head)).text == TEXT


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (
            "<div id='root'></div><noscript>You need to enable JavaScript to run this.</noscript>",
            "it is nothing without its scripts",
        ),
        (
            "<div class='x1'><p>We and our partners store cookies on your device, and read "
            "unique identifiers there, to support the purposes shown here.</p></div>",
            "it is nothing without its scripts",
        ),
    ],
)
def test_pages_without_an_article_are_skips(body: str, detail: str) -> None:
    found = skip(f"<html><head><script>1</script></head><body>{body}</body></html>".encode())
    assert (found.reason, found.detail) == ("the page holds no article text", detail)


def test_a_list_of_links_is_no_article() -> None:
    links = "".join(f"<div><a href='/{i}'>Strike kills {i} in Dorna</a></div>" for i in range(40))
    assert skip(page(f"<main>{links}</main>", head="")).reason == "the page holds no article text"


@pytest.mark.parametrize(
    ("lang", "title", "said"),
    [
        (
            "ar",
            "مقتل 12 في دورنا",
            "قتل 12 شخصا على الأقل وأصيب 40 آخرون في قصف مدينة دورنا ليلا، وقالت الوزارة \u200fإن "
            "قواتها قتلت 300 جندي ودمرت مستودعا للذخيرة على مشارف المدينة.",
        ),
        (
            "ru",
            "В Дорне погибли 12 человек",
            "Не менее 12 человек погибли и 40 получили ранения в результате обстрела города Дорна, "
            "сообщил губернатор области во вторник.",
        ),
        (
            "zh",
            "多尔纳炮击致12人死亡",
            "州长周二表示，夜间对多尔纳市的炮击造成至少12人死亡，40人受伤。救援人员仍在搜寻一所学校的废墟。",
        ),
    ],
)
def test_other_scripts_come_out_as_they_are(lang: str, title: str, said: str) -> None:
    html = (
        f"<html lang={lang}><head><title>{title}</title></head><body>"
        f"<article><h1>{title}</h1><p>{said}</p></article></body></html>"
    )
    found = read(html.encode())
    assert (found.text, found.title, found.language) == (f"{title}\n\n{said}", title, lang)


P = f"<p>{FIRST}</p>"
HOSTILE = {
    "nested tables": "<table><tr><td>" * 5000 + P + "</td></tr></table>" * 5000,
    "empty tags": "<b></b>" * 100_000 + P,
    "unclosed": "<b>" * 100_000 + P,
    "wide cells": f"<table>{'<tr><td rowspan=9999 colspan=9999>x</td></tr>' * 400}</table>" + P,
    "inline children": "<p>" + "<i>word </i>" * 40_000 + "</p>" + P,
    "attribute": f"<p title='{'a' * 3_000_000}'>{FIRST}</p>",
    "entities": "<!DOCTYPE a [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>" + P * 2,
    "json": f"<script type='application/ld+json'>{'[' * 100_000}</script>" + P,
    "quotes": f"<script type='application/ld+json'>{{{chr(34)}\\{chr(34) * 200_000}</script>" + P,
    "title": f"<title>{'a | ' * 300_000}</title>" + P,
    "readers' comments": "<div class=comments>x</div>y " * 12_000 + P,
    "times": f"<p>{'<time>3 May</time> and ' * 6_000}</p>" + P,
    "times in groups": f"<p>{'<time>3 May</time> and ' * 100}</p>" * 300 + P,
    "notes": f"<p>{'10<sup>3</sup> or 9<sup><a href=#n>2</a></sup> ' * 8_000}</p>" + P,
    "figures as links": f"<p>{'<a href=#fn>12</a> and ' * 8_000}</p>" + P,
    "entries": ("<div>" + "<article><time>1:00</time><p>x</p></article>" * 90 + "</div>") * 90 + P,
    "comments": P + "<!--" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_with_a_document(name: str) -> None:
    start = time.perf_counter()
    found = read_html(Captured(data=f"<body>{HOSTILE[name]}".encode(), source="x"))
    assert time.perf_counter() - start < 10
    assert isinstance(found, Document), found
    assert FIRST in found.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"\x00 \n" * 99, "it is empty"),
        (b"\x89PNG\r\n\x1a\n", "it is binary, not a page"),
        (bytes(range(256)) * 40, "it is binary, not a page"),
        (b"<p>" + b"x " * (MAX_MEGABYTES * 500_000), f"it is larger than {MAX_MEGABYTES} MB"),
        (b"<!--", "the page holds no article text"),
    ],
)
def test_what_is_no_page_is_a_skip(data: bytes, reason: str) -> None:
    assert skip(data).reason == reason


def test_nul_bytes_and_pictures_in_the_page_change_nothing() -> None:
    data = page(article(BODY)).replace(b"killed", b"kil\x00led")
    picture = b"<img src='data:image/png;base64," + b"A" * 3_000_000 + b"'>"
    assert read(data.replace(b"<main>", picture + b"<main>")).text == TEXT


PAGES = [page(article(BODY)), page(article(P * 3 + BODY)), page(f"<div>{P}</div>", head="")]


def test_the_same_bytes_give_the_same_document_in_any_order() -> None:
    first = [read(data) for data in PAGES]
    again = list(range(len(PAGES))) * 2
    random.Random(5).shuffle(again)
    assert [read(PAGES[at]) for at in again] == [first[at] for at in again]


def test_a_fresh_process_reads_the_same_and_prints_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGES[0])
    code = (
        "import sys; from pathlib import Path; from counterclaim.read.captured import Captured; "
        "from counterclaim.read.html import read_html; "
        "found = read_html(Captured(data=Path(sys.argv[1]).read_bytes(), source='page.html')); "
        "sys.stdout.buffer.write(found.text.encode())"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path / "page.html")],
        capture_output=True,
        check=True,
    )
    assert (done.stdout.decode(), done.stderr) == (TEXT, b"")
