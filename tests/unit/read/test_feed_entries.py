"""Entries of feeds of every kind, and what is no feed."""

import itertools
import json
import time
import tracemalloc
from dataclasses import replace

import pytest

from counterclaim.read.captured import Captured
from counterclaim.read.feed_entries import Entry, Feed, parse_feed
from counterclaim.read.skips import Skip

LONG = "The ministry of Arvenia said on Monday that the shelling of Dorna went on. " * 8
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Arvenia &amp;amp; Post</title><link>https://p.example/</link><language>en-GB</language>
<item><title>Dorna &lt;i&gt;shelled&lt;/i&gt;</title><guid isPermaLink="false">n1</guid>
 <link>/news/1?utm_source=rss&amp;id=7#top</link><pubDate>Mon, 23 Nov 2026 01:00:00 +0300</pubDate>
 <dc:creator>Ann Lee</dc:creator><description>The ministry of Arvenia said ...</description>
 <content:encoded><![CDATA[<p>{LONG}</p><figure><img src="a">
 <figcaption>A road</figcaption></figure><p>Nobody was <b>hurt</b>.</p>
 <p>The post Dorna shelled appeared first on Post.</p>]]></content:encoded>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://q.example/x/">
<title>Q</title><link href="https://q.example/"/><entry><id>tag:q.example,2026:1</id><title>A</title>
<link rel="alternate" href="y.html"/><published>2026-11-22T23:00:00-05:00</published>
<updated>2026-11-23T10:00:00Z</updated><author><name>Zoé Roux</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
</entry></feed>"""


def captured(data: str | bytes | object, **given: str) -> Captured:
    if isinstance(data, str):
        data = data.encode()
    elif not isinstance(data, bytes):
        data = json.dumps(data).encode()
    return Captured(data=data, source="feed.xml", **({"url": "https://p.example/rss"} | given))


def entries(data: str | bytes | object, **given: str) -> tuple[Entry, ...]:
    feed = parse_feed(captured(data, **given))
    assert isinstance(feed, Feed), feed
    return feed.entries


def skip(data: str | bytes | object) -> Skip:
    started = time.monotonic()
    found = parse_feed(captured(data))
    assert time.monotonic() - started < 2
    assert isinstance(found, Skip)
    return found


def rss(items: str, head: str = "<title>P</title>") -> str:
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'


def test_rss_with_full_text() -> None:
    feed = parse_feed(captured(RSS))
    assert isinstance(feed, Feed)
    (entry,) = feed.entries
    assert feed == Feed(
        url="https://p.example/rss",
        source="feed.xml",
        title="Arvenia & Post",
        language="en",
        entries=(entry,),
    )
    assert entry == Entry(
        key="n1",
        version=entry.version,
        link="https://p.example/news/1?id=7",
        title="Dorna shelled",
        authors=("Ann Lee",),
        published="2026-11-23T01:00:00+03:00",
        paragraphs=(LONG.strip(), "Nobody was hurt."),
        is_full=True,
    )


def test_atom_with_its_own_base() -> None:
    feed = parse_feed(captured(ATOM))
    assert isinstance(feed, Feed)
    (entry,) = feed.entries
    assert (feed.title, feed.language) == ("Q", "fr")
    assert entry.link == "https://q.example/x/y.html"
    assert entry.authors == ("Zoé Roux",)
    assert (entry.published, entry.updated) == (
        "2026-11-22T23:00:00-05:00",
        "2026-11-23T10:00:00+00:00",
    )
    assert entry.paragraphs == ("One.", "Two.")
    assert not entry.is_full  # too short for a report


def test_json_feed() -> None:
    feed = parse_feed(
        captured(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "J",
                "language": "uk",
                "items": [
                    {
                        "id": "1",
                        "url": "/u",
                        "title": "t",
                        "content_html": f"<p>{LONG}</p>",
                        "date_published": "2026-11-22T23:00:00-05:00",
                        "authors": [{"name": "A"}, {"name": "B"}],
                    },
                    {"id": "2", "content_text": "One <2.\n\nTwo."},
                ],
            }
        )
    )
    assert isinstance(feed, Feed)
    first, second = feed.entries
    assert (feed.title, feed.language) == ("J", "uk")
    assert first.link == "https://p.example/u"
    assert first.authors == ("A",)  # the parser keeps the first
    assert (first.published, first.is_full) == ("2026-11-22T23:00:00-05:00", True)
    assert second.paragraphs == ("One <2.", "Two.")
    assert second.is_full  # without a page of its own, it is all there is


def test_rdf() -> None:
    (entry,) = entries(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://p.example/"><title>R</title><link>https://p.example/</link>
        </channel><item rdf:about="https://p.example/1"><title>One</title>
        <link>https://p.example/1</link><dc:date>2026-11-23T02:00:00+02:00</dc:date>
        <description>Short.</description></item></rdf:RDF>"""
    )
    assert (entry.link, entry.published) == ("https://p.example/1", "2026-11-23T02:00:00+02:00")
    assert not entry.is_full


@pytest.mark.parametrize(
    ("content", "is_full"),
    [
        (f"<p>{LONG}</p>", True),
        (f"<p>{LONG}</p><p>Continue reading</p>", False),
        (f"<p>{LONG[:-2]}&#8230;</p>", False),
        (f"<p>{LONG} [...]</p>", False),
        (f"<p>{LONG}</p><p><a href='a'>Read more »</a></p>", False),
        (f"<p>{LONG}</p><p>He told reporters to read more books.</p>", True),
        ("<p>Short.</p>", False),
    ],
)
def test_what_goes_on_elsewhere_is_no_full_text(content: str, is_full: bool) -> None:
    item = (
        "<item><link>https://p.example/1</link><description>D</description>"
        "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<![CDATA[{content}]]></content:encoded></item>"
    )
    assert entries(rss(item))[0].is_full is is_full


def test_a_description_alone_is_a_summary() -> None:
    item = f"<item><link>https://p.example/1</link><description>{LONG}</description></item>"
    assert not entries(rss(item))[0].is_full


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Mon, 23 Nov 2026 10:00:00 GMT", "2026-11-23T10:00:00+00:00"),
        ("23 Nov 2026 10:00:00 EST", "2026-11-23T10:00:00-05:00"),
        ("Mon, 23 Nov 2026 10:00:00 MSK", "2026-11-23T10:00:00+03:00"),
        ("Mon, 23 Nov 2026 10:00:00 CET", "2026-11-23T10:00:00+01:00"),
        ("Mon, 23 Nov 2026 10:00:00 QQQ", "2026-11-23T10:00:00"),
        ("2026-11-23 10:00:00", "2026-11-23T10:00:00"),
        ("2026-11-23", "2026-11-23T00:00:00"),
        ("<![CDATA[ Mon, 23 Nov 2026 10:00:00 +0530 ]]>", "2026-11-23T10:00:00+05:30"),
        ("10:30", None),
        ("Monday", None),
        ("Mon, 31 Nov 2026 10:00:00 GMT", None),
        ("", None),
    ],
)
def test_dates_stand_as_they_are_written_or_not_at_all(written: str, told: str | None) -> None:
    (entry,) = entries(rss(f"<item><title>A</title><pubDate>{written}</pubDate></item>"))
    assert entry.published == told


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@p.example (Ann Lee)", ("Ann Lee",)),
        ("desk@p.example", ()),
        ("Ann &amp; Bo", ("Ann & Bo",)),
        ("", ()),
    ],
)
def test_names_of_authors(author: str, names: tuple[str, ...]) -> None:
    (entry,) = entries(rss(f"<item><title>A</title><author>{author}</author></item>"))
    assert entry.authors == names


def test_an_entry_comes_once_and_changes_with_what_it_says() -> None:
    item = "<item><link>https://p.example/1?utm_medium=a</link><title>{}</title></item>"
    (first,) = entries(rss(item.format("A") + item.format("A").replace("utm_medium=a", "")))
    (second,) = entries(rss(item.format("B")))
    assert first.key == second.key == "https://p.example/1"
    assert first.version != second.version
    assert first == entries(rss(item.format("A")))[0]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "http://a:b@p.example/"]
)
def test_links_that_are_no_address_are_left_out(link: str) -> None:
    assert entries(rss(f"<item><title>A</title><link>{link}</link></item>"))[0].link is None


def test_only_the_first_entries_are_taken() -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(50))
    feed = parse_feed(captured(rss(items)), max_entries=3)
    assert isinstance(feed, Feed)
    assert [entry.title for entry in feed.entries] == ["0", "1", "2"]


WORDS = rss("<item><title>Загинуло — é</title></item>")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (WORDS.encode(), None),
        (b"\xef\xbb\xbf\n" + WORDS.encode(), "latin-1"),
        (WORDS.encode(), "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + WORDS.encode(), None),
        (b'<?xml version="1.0" encoding="utf-16"?>' + WORDS.encode(), None),
        (b'<?xml version="1.0" encoding="x-none"?>' + WORDS.encode(), "hex"),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode("utf-16-le"), None),
    ],
)
def test_wrong_charsets_give_way_to_what_the_bytes_are(data: bytes, charset: str | None) -> None:
    feed = parse_feed(replace(captured(data), charset=charset))
    assert isinstance(feed, Feed)
    assert feed.entries[0].title == "Загинуло — é"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b'<?xml version="1.0" encoding="windows-1251"?>' + b"{}", None),
        (b"{}", "windows-1251"),
    ],
)
def test_old_charsets_are_read_as_declared(data: bytes, charset: str | None) -> None:
    text = rss("<item><title>Загинуло</title></item>").encode("windows-1251")
    feed = parse_feed(replace(captured(data.replace(b"{}", text)), charset=charset))
    assert isinstance(feed, Feed)
    assert feed.entries[0].title == "Загинуло"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the feed is empty"),
        (b" \n\xef\xbb\xbf", "the feed is empty"),
        (b"words", "it is no feed"),
        (b"{", "it is no feed"),
        (b'{"a": 1}', "it is no feed"),
        (b"[" * 100_000, "it is no feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [1]}', "it is no feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "it is no feed"),
        (b"<urlset><url/></urlset>", "it is no feed"),
        (b"<rss", "it is no feed"),
        (rss(""), "the feed has no entries"),
        (rss("<item/>"), "the feed has no entries"),
        (b"a" * 50_000_000, "the feed is too large"),
        ("<!DOCTYPE HTML><html><body>Words</body></html>", "it is a page, not a feed"),
        ("<?xml version='1.0'?><!-- a --><html></html>", "it is a page, not a feed"),
    ],
)
def test_what_is_no_feed_is_told(data: str | bytes, reason: str) -> None:
    assert skip(data).reason == reason


@pytest.mark.parametrize(
    ("link", "detail"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/feed.xml">',
            "its feed is https://p.example/feed.xml",
        ),
        (
            "<link href=atom.xml type='application/atom+xml'/>",
            "its feed is https://p.example/atom.xml",
        ),
        ("<link rel=stylesheet href=a.css>", ""),
    ],
)
def test_a_page_names_its_feed(link: str, detail: str) -> None:
    found = skip(f"<!doctype html><html><head>{link}</head></html>")
    assert (found.reason, found.detail) == ("it is a page, not a feed", detail)


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    text = rss("<item><title>A</title></item><item><title>B & C</title></item>")
    assert [entry.title for entry in entries(text[: text.index("C</title>") + 1])][:1] == ["A"]


def test_entity_bombs_are_refused_in_little_memory() -> None:
    names = "abcdefghij"
    declared = "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in itertools.pairwise(names)
    )
    bomb = f"<!DOCTYPE r [<!ENTITY a 'words'>{declared}]>" + rss("<item><title>&j;</title></item>")
    for data in (bomb.encode(), bomb.encode("utf-16"), b" " * 100_000 + bomb.encode()):
        tracemalloc.start()
        try:
            assert skip(data).reason == "the feed declares entities"
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
        finally:
            tracemalloc.stop()


def test_nothing_outside_a_feed_is_looked_at() -> None:
    text = '<!DOCTYPE r SYSTEM "file:///etc/passwd">' + rss("<item><title>A</title></item>")
    assert entries(text)[0].title == "A"


def test_markup_may_be_deep() -> None:
    deep = "&lt;div&gt;" * 20_000 + "words"
    (entry,) = entries(rss(f"<item><title>A</title><description>{deep}</description></item>"))
    assert entry.title == "A"


@pytest.mark.parametrize(
    "data",
    [
        b" " * 1_000_000 + b"<rss/>",
        b"<!---->" * 200_000 + b"<rss/>",
        rss("<item><title>A</title><pubDate>" + " " * 1_000_000 + "</pubDate></item>"),
        rss("<pubDate>" * 100_000),
        rss("<item><title>A</title><author>" + "(" * 1_000_000 + "</author></item>"),
        rss("<item><title>A</title><description>" + "." * 1_000_000 + "x</description></item>"),
        "<!doctype html><link " + "type=application/rss+xml " * 40_000,
        "<!DOCTYPE" + "<!ENTITY " * 100_000,
    ],
    ids=range(8),
)
def test_no_feed_takes_long(data: str | bytes) -> None:
    started = time.monotonic()
    parse_feed(captured(data))
    assert time.monotonic() - started < 2


def test_a_large_feed_is_read_in_time() -> None:
    item = "<item><title>{0}</title><link>https://p.example/{0}</link>{1}</item>"
    text = rss(
        "".join(item.format(number, f"<description>{LONG}</description>") for number in range(3000))
    )
    started = time.monotonic()
    assert len(entries(text)) == 1000
    assert time.monotonic() - started < 3
