"""Lists of feeds, as readers of feeds export them."""

import pytest

from counterclaim.read.captured import Captured
from counterclaim.read.opml import FeedAddress, read_opml
from counterclaim.read.skips import Skip


def captured(text: str | bytes) -> Captured:
    data = text.encode() if isinstance(text, str) else text
    return Captured(data=data, source="feeds.opml")


def test_feeds_come_once_with_title_and_folders() -> None:
    found = read_opml(
        captured("""<?xml version="1.0"?>
        <opml version="2.0"><head><title>Mine</title></head><body>
          <outline text="Arvenia"><outline text=" North
              ern "><outline type="rss" text="Post" title="Arvenia Post" xmlUrl="https://p.example/rss"/>
          </outline></outline>
          <outline text="Post again" xmlUrl=" https://p.example/rss#top "/>
          <outline text="A folder"/>
          <outline text="Local" xmlUrl="file:///etc/passwd"/>
          <outline XMLURL="http://q.example/atom?a=1&amp;b=2"/>
        </body></opml>""")
    )
    assert found == [
        FeedAddress(
            url="https://p.example/rss", title="Arvenia Post", folders=("Arvenia", "North ern")
        ),
        FeedAddress(url="http://q.example/atom?a=1&b=2"),
    ]


def test_a_broken_list_is_read_as_far_as_it_goes() -> None:
    found = read_opml(
        captured('<opml><body><outline xmlUrl="http://a.example/"/><outline text="a & b')
    )
    assert found == [FeedAddress(url="http://a.example/")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is no list of feeds"),
        ("words", "it is no list of feeds"),
        ("<rss><outline xmlUrl='http://a.example/'/></rss>", "it is no list of feeds"),
        ("<op<ml:a><b/></op<ml:a>", "it is no list of feeds"),
        ("<opml><body/></opml>", "the list of feeds names no feed"),
        (
            "<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml>&a;</opml>",
            "the list of feeds declares entities",
        ),
        (
            "<!DOCTYPE opml [<!ENTITY a 'x'>]><opml>&a;</opml>".encode("utf-16"),
            "the list of feeds declares entities",
        ),
        (b" " * 10_000_001, "the list of feeds is too large"),
    ],
)
def test_what_is_no_list_is_told(text: str | bytes, reason: str) -> None:
    found = read_opml(captured(text))
    assert isinstance(found, Skip)
    assert found.reason == reason


def test_folders_may_be_deep() -> None:
    deep = "<outline text='f'>" * 200 + "<outline xmlUrl='http://a.example/'/>" + "</outline>" * 200
    found = read_opml(captured(f"<opml><body>{deep}</body></opml>"))
    assert isinstance(found, list)
    assert len(found[0].folders) == 200
