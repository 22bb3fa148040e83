"""Lists of posts, of which each is read; comments and teasers are none."""

import datetime as dt

from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.html import read_html
from counterclaim.read.skips import Skip

_POST = (
    '<div class="post"><div class="author"><a href="/u">Dorna Now</a></div>{extra}'
    '<div class="post-text">{text}</div><div class="footer"><span class="views">12K</span> '
    '<a href="/{day}"><time datetime="2031-05-{day:02}T08:00:00+03:00">08:00</time></a></div></div>'
)
_TEXTS = (
    "Shells fell on the market of Dorna this morning; we are finding out who was hit.",
    "Four people were killed.",
    "The hospital has taken in nineteen wounded since the morning, its chief physician says.",
)


def _read(posts: str, head: str = "", above: str = "") -> Document | Skip:
    page = f"<html><head><title>Dorna Now</title>{head}</head><body>{above}<main>{posts}</main>"
    return read_html(Captured(data=page.encode(), source="page.html"))


def _posts(days: tuple[int, ...] = (3, 3, 3), extra: str = "") -> str:
    pairs = zip(_TEXTS, days, strict=True)
    return "".join(_POST.format(text=text, day=day, extra=extra) for text, day in pairs)


def test_every_post_is_read_in_order() -> None:
    read = _read(_posts())
    assert isinstance(read, Document)
    assert read.text.split("\n\n") == ["Dorna Now", *_TEXTS]
    assert read.published == Window.parse("2031-05-03")


def test_whom_a_post_is_from_stays() -> None:
    read = _read(
        _posts(extra='<div class="from">Forwarded from <a href="/x">Kasten Army</a></div>')
    )
    assert isinstance(read, Document)
    assert read.text.split("\n\n")[1:3] == ["Forwarded from Kasten Army", _TEXTS[0]]


def test_posts_of_several_days_give_all_of_them() -> None:
    read = _read(_posts((3, 4, 6)))
    assert isinstance(read, Document)
    assert read.published == Window(start=dt.date(2031, 5, 3), end=dt.date(2031, 5, 6))


def test_comments_below_an_article_are_no_posts() -> None:
    prose = "<p>Twelve soldiers were killed near Dorna on Monday, the governor of it said.</p>" * 2
    comments = _posts().replace('class="post"', 'class="comment"')
    read = _read(f"<article><h1>Twelve die</h1>{prose}</article><div>{comments}</div>")
    assert isinstance(read, Document)
    assert "Twelve soldiers" in read.text
    assert "Four people were killed" not in read.text
